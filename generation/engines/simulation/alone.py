"""A whole film without a web site: read, render every shot, join, mark, sign, report."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..base import Progress, Rendered, RenderRequest, Stage
from ..catalog import Model, load_engine
from ..errors import BadRequest
from . import own
from .ledger import Ledger
from .screenplay import AUTO, Screenplay, read_prompt

FPS = 24
GENERATOR = "Sora self-hosted"
RENDERING = 0.96


@dataclass(frozen=True, slots=True)
class Job:
    """What the command line asks for."""

    prompt: str
    output: Path
    seconds: float
    width: int
    height: int
    seed: int
    style: str | None
    model: Model
    keys: Path
    screenplay: Path | None = None
    props: Path | None = None
    report: Path | None = None
    mark: str | None = None
    poster: bool = False
    captions: bool = False
    take: Path | None = None
    layers: tuple[str, ...] = ()
    layer_size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A finished film, and what there is to say about it."""

    output: Path
    screenplay: Screenplay
    report: Mapping[str, Any]

    def told(self) -> list[str]:
        """A few lines for a person."""
        lines = [*self.screenplay.summary().splitlines()]
        if missing := self.screenplay.not_staged:
            lines.append(f"Not shown: {', '.join(missing[:20])}{' …' if len(missing) > 20 else ''}")
        lines.append(str(self.output))
        return lines


def make(job: Job, *, on_progress: Callable[[Progress], None], should_stop: Callable[[], bool]) -> Made:
    """Make the film of a job.

    Raises `BadRequest` for a wrong screenplay, `Interrupted` soon after
    `should_stop` answers True, and whatever the engine and the delivery raise.
    """
    if job.props is not None:
        own.use(job.props)
    play = screenplay_of(job)
    if job.screenplay is not None and not job.screenplay.exists():
        job.screenplay.write_text(play.to_json(), "utf-8")
    folder = Path(tempfile.mkdtemp(prefix="sora-"))
    try:
        ledger = Ledger()
        shots = _shots(job, play, folder, on_progress, should_stop)
        _deliver(job, shots, folder, ledger, on_progress, should_stop)
        report = _report(job, play, shots, ledger)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if job.report is not None:
        job.report.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return Made(job.output, play, report)


def screenplay_of(job: Job) -> Screenplay:
    """The job's screenplay file if it exists, else its prompt, read."""
    if job.screenplay is None or not job.screenplay.exists():
        style = job.style or AUTO
        return read_prompt(job.prompt, seconds=job.seconds, style=style, seed=job.seed)
    try:
        text = job.screenplay.read_bytes()
    except OSError as error:
        raise BadRequest(f"{job.screenplay} cannot be read: {error.strerror or error}.") from error
    play = Screenplay.from_json(text)
    style = job.style if job.style not in (None, AUTO) else play.style
    if style not in job.model.styles:
        raise BadRequest(f"{job.model.name} knows the styles {', '.join(job.model.styles)}, not {style!r}.")
    return play.model_copy(update={"style": style})


def _shots(
    job: Job,
    play: Screenplay,
    folder: Path,
    on_progress: Callable[[Progress], None],
    should_stop: Callable[[], bool],
) -> list[Rendered]:
    engine, shots, before = load_engine(job.model), [], 0.0
    plan = json.loads(play.to_json())
    for shot in play.shots:
        workdir = folder / f"shot-{shot.index:02d}"
        workdir.mkdir()
        request = RenderRequest(
            prompt=play.prompt,
            model=job.model.name,
            style=play.style,
            width=job.width,
            height=job.height,
            seconds=shot.seconds,
            seed=play.seed,
            workdir=workdir,
            fps=FPS,
            shot=shot.index,
            screenplay=plan,
            settings={**job.model.settings, **_takes(job, shot.index, len(play.shots))},
        )
        share = RENDERING * shot.seconds / play.seconds
        shown = _within(on_progress, before, share)
        shots.append(engine.render(request, on_progress=shown, should_stop=should_stop))
        before += share
    return shots


def _takes(job: Job, shot: int, shots: int) -> dict[str, Any]:
    """Where a shot's take goes, as settings of the engine; several shots are numbered from 1."""
    if job.take is None:
        return {}
    path = job.take if shots == 1 else job.take.with_stem(f"{job.take.stem}-{shot + 1}")
    return {"take": str(path), "layers": job.layers, "layer_size": job.layer_size}


def _within(
    on_progress: Callable[[Progress], None], before: float, share: float
) -> Callable[[Progress], None]:
    """A callback for one part of the whole: its 0 to 1 becomes `before` to `before + share`.

    The time left grows by the parts that come after, at the pace of this one.
    """

    def report(progress: Progress) -> None:
        left = progress.eta_seconds
        whole = before + share * progress.fraction
        if left is not None and progress.fraction < 1:
            left *= (1 - whole) / (share * (1 - progress.fraction))
        on_progress(replace(progress, fraction=whole, eta_seconds=left))

    return report


def _deliver(
    job: Job,
    shots: Sequence[Rendered],
    folder: Path,
    ledger: Ledger,
    on_progress: Callable[[Progress], None],
    should_stop: Callable[[], bool],
) -> None:
    """Join, mark and sign the shots; the film appears under its name only when it is whole."""
    from .. import media

    with ledger.stage(Stage.DELIVER):
        delivered = media.deliver(
            shots,
            folder,
            watermark=job.mark,
            seed=job.seed,
            on_progress=_within(on_progress, RENDERING, 1 - RENDERING),
            should_stop=should_stop,
        )
        claim = media.provenance.Claim(
            job.output.stem, GENERATOR, job.model.name, media.provenance.Source.ALGORITHMIC
        )
        media.provenance.sign(delivered.content, job.output, claim, parent=None, keys=job.keys)
        if job.poster:
            shutil.copyfile(delivered.poster, job.output.with_suffix(".webp"))
        if job.captions:
            shutil.copyfile(delivered.captions, job.output.with_suffix(".vtt"))


def _report(job: Job, play: Screenplay, shots: Sequence[Rendered], ledger: Ledger) -> dict[str, Any]:
    """The report of the film: the words, stages summed over shots, and each shot's own report."""
    from ..media import hearing
    from . import report

    stages: dict[str, float] = {}
    for shot in shots:
        for stage, seconds in shot.report["stages"].items():
            stages[stage] = stages.get(stage, 0.0) + seconds
    stages[Stage.DELIVER.value] = ledger.cpu[Stage.DELIVER]
    return {
        "prompt": play.prompt,
        "model": job.model.name,
        "style": play.style,
        "size": f"{job.width}x{job.height}",
        "seconds": play.seconds,
        "seed": play.seed,
        "words": report.of_words(play),
        "stages": {stage: round(seconds, 4) for stage, seconds in stages.items()},
        "physics": report.of_film([shot.report["physics"] for shot in shots]),
        "sync": hearing.sync(job.output, hearing.moments([shot.report for shot in shots]), FPS),
        "shots": [dict(shot.report) for shot in shots],
        "versions": report.versions(),
    }
