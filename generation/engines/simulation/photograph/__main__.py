"""One renderer process: `python -m generation.engines.simulation.photograph FOLDER NUMBER MANY THREADS`.

Renders every MANY-th frame of the job in FOLDER, from the NUMBER-th on, with
THREADS threads. Standard output carries one line of JSON for each finished
frame and nothing else; a closed standard input ends the process, so that it
never outlives the worker that started it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

from .crew import UNAVAILABLE
from .job import read_job


def main(folder: Path, number: int, many: int, threads: int) -> int:
    """Render this process's share; the exit status."""
    told = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # Blender talks on standard output
    threading.Thread(target=_end_with_the_worker, daemon=True).start()
    try:
        import bpy  # noqa: F401
    except ImportError as error:
        sys.stderr.write(f"{error}\n")
        return UNAVAILABLE
    from .darkroom import Darkroom

    job = read_job(folder)
    darkroom = Darkroom(job, threads)
    for row in range(number, len(job.facts["frames"]), many):
        index = job.facts["frames"][row]
        name = f"frame-{index:05d}.png"
        darkroom.expose(row, folder / name)
        told.write(json.dumps({"frame": index, "file": name}) + "\n")
    return 0


def _end_with_the_worker() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    first, *rest = sys.argv[1:]
    status = main(Path(first), *map(int, rest))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # Blender's own shutdown may crash after all is done
