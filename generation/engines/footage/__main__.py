"""The child: `python -m generation.engines.footage ERRAND SECONDS`; answers in JSON, a line each."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from . import sandbox


def say(**words: Any) -> None:
    """One line for the parent."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Set the limits, then do what was asked; every failure is a sentence, never a traceback."""
    errand, seconds = json.loads(sys.argv[1]), int(sys.argv[2])
    from . import decoding, tracing  # libraries are loaded before the limits, the film is opened after them

    sandbox.enter(seconds)
    film, folder = Path(errand["film"]), Path(errand["folder"])
    try:
        if errand["what"] == "look":
            say(**decoding.look(film, folder))
        elif errand["what"] == "trace":
            say(**tracing.trace(film, folder, str(errand["root"])))
        elif errand["what"] == "picture":
            say(**tracing.picture(film, folder))
        else:
            decoding.take(
                film,
                folder,
                (int(errand["width"]), int(errand["height"])),
                int(errand["frames"]),
                str(errand["style"]),
                int(errand["seed"]),
                told=lambda fraction: say(fraction=fraction),
            )
            say(done=True)
    except decoding.NotTakenError as error:
        say(refused=str(error))
    except (MemoryError, OSError, ValueError, RuntimeError, ArithmeticError, LookupError) as error:
        say(refused=f"It could not be decoded ({type(error).__name__}).")


main()
