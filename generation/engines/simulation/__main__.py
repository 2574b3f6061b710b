"""The engine alone, from a shell: `python -m generation.engines.simulation "prompt" -o clip.mp4`.

Exit codes: 0 done, 2 a wrong request, 3 something is missing on this machine,
4 the film could not be rendered or written, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

from .. import catalog
from ..errors import BadRequest, EncodeFailed, EngineError, EngineUnavailable, Interrupted, RenderFailed
from .alone import Job, make
from .bar import Bar
from .take import LAYERS

EXITS: dict[type[EngineError], int] = {
    BadRequest: 2,
    EngineUnavailable: 3,
    RenderFailed: 4,
    EncodeFailed: 4,
    Interrupted: 130,
}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command = argparse.ArgumentParser(
        prog="python -m generation.engines.simulation",
        description="Turn words into a short video with sound by simulating and filming them.",
    )
    add = command.add_argument
    add(
        "prompt",
        nargs="?",
        help="what to show, in English or Italian; not needed with an existing --screenplay",
    )
    add("-o", "--output", type=Path, required=True, metavar="CLIP.mp4", help="the film to write")
    add("--seconds", type=float, default=4.0, help="length of the film (default 4)")
    add("--size", default="854x480", help="WIDTHxHEIGHT, any even size (default 854x480)")
    add("--seed", type=int, help="same seed, same film (default: made from the prompt)")
    add("--style", help="a style of the model, such as noir (default: what the words say)")
    add("--model", help="a model of the catalogue (default: its first)")
    add(
        "--screenplay",
        type=Path,
        metavar="FILE.json",
        help="write what was understood to FILE; a FILE that exists is rendered instead of the prompt",
    )
    add(
        "--report",
        type=Path,
        metavar="FILE.json",
        help="write what was measured, and what became of each word",
    )
    add("--props", type=Path, metavar="FOLDER", help="a folder of own things (docs/props.md)")
    add("--mark", metavar="TEXT", help="draw TEXT as a visible moving mark (default: none)")
    add("--poster", action="store_true", help="write a still beside the film (CLIP.webp)")
    add("--captions", action="store_true", help="write the spoken lines beside the film (CLIP.vtt)")
    add("--take", type=Path, metavar="PATH", help="write the take to a folder or a .zip (docs/take.md)")
    add("--layers", default="", help="with the take: depth,segmentation,motion, or some of them")
    add("--layer-size", metavar="SIZE", help="WIDTHxHEIGHT of the layers (default: that of the film)")
    add(
        "--keys",
        type=Path,
        default=_keys(),
        help="folder of the signing keys, made on first use (%(default)s)",
    )
    return command


def _keys() -> Path:
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "sora-self-hosted" / "keys"


def job_of(options: argparse.Namespace) -> Job:
    """Check the command line; `BadRequest` in a sentence."""
    model = catalog.get(options.model or next(iter(catalog.models())))
    reading = options.screenplay is not None and options.screenplay.exists()
    if not reading and not (options.prompt or "").strip():
        raise BadRequest("Say what to show, or name an existing screenplay with --screenplay.")
    if not 0 < options.seconds <= 120:
        raise BadRequest("--seconds must lie above 0 and at most at 120.")
    if options.style is not None and options.style not in model.styles:
        raise BadRequest(f"{model.name} knows the styles {', '.join(model.styles)}, not {options.style!r}.")
    if not options.output.absolute().parent.is_dir():
        raise BadRequest(f"There is no folder {options.output.absolute().parent} to write the film to.")
    prompt = options.prompt or ""
    seed = options.seed if options.seed is not None else zlib.crc32(prompt.encode("utf-8", "replace")) >> 1
    if not 0 <= seed < 2**63:
        raise BadRequest("--seed must be a whole number from 0 up.")
    width, height = catalog.parse_size(options.size)
    return Job(
        prompt=prompt,
        output=options.output,
        seconds=options.seconds,
        width=width,
        height=height,
        seed=seed,
        style=options.style,
        model=model,
        screenplay=options.screenplay,
        report=options.report,
        props=options.props,
        mark=options.mark,
        poster=options.poster,
        captions=options.captions,
        take=options.take,
        layers=_layers(options),
        layer_size=catalog.parse_size(options.layer_size) if options.layer_size else None,
        keys=options.keys,
    )


def _layers(options: argparse.Namespace) -> tuple[str, ...]:
    """The layers that are asked for; `BadRequest` for others, or without a take."""
    names = tuple(name.strip() for name in options.layers.split(",") if name.strip())
    if unknown := sorted(set(names) - set(LAYERS)):
        raise BadRequest(f"--layers knows {', '.join(LAYERS)}, not {', '.join(unknown)}.")
    if names and options.take is None:
        raise BadRequest("--layers lie in a take: name one with --take.")
    return names


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code."""
    options = parser().parse_args(arguments)
    stopped = _Interrupt()
    bar = Bar(sys.stderr)
    try:
        made = make(job_of(options), on_progress=bar.show, should_stop=stopped)
    except EngineError as error:
        bar.close()
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return EXITS.get(type(error), 1)
    except OSError as error:
        bar.close()
        print(f"error: {error.filename or 'a file'}: {error.strerror or error}.", file=sys.stderr)  # noqa: T201
        return 4
    bar.close()
    for line in made.told():
        print(line, file=sys.stderr)  # noqa: T201
    return 0


class _Interrupt:
    """True after the first Ctrl-C; a second one ends the process at once."""

    def __init__(self) -> None:
        self._asked = False
        signal.signal(signal.SIGINT, self._ask)
        signal.signal(signal.SIGTERM, self._ask)

    def _ask(self, number: int, frame: object) -> None:
        del frame
        if self._asked:
            os._exit(128 + number)
        self._asked = True

    def __call__(self) -> bool:
        return self._asked


if __name__ == "__main__":
    sys.exit(main())
