"""One renderer process: `python -m generation.engines.simulation.photograph FOLDER THREADS`.

Reads the job in FOLDER, builds its scene and takes what is ordered on standard
input, a line of JSON each, with THREADS threads. Standard output carries one line
for each order that is done and nothing else; a closed standard input ends the
process, so that it never outlives the worker that started it.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from pathlib import Path
from typing import Any

from .crew import UNAVAILABLE
from .job import read_job

Orders = queue.SimpleQueue[dict[str, Any]]


def main(folder: Path, threads: int) -> int:
    """Take what is ordered until the worker ends this; a status when that cannot be done."""
    told = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # Blender talks on standard output
    orders: Orders = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    try:
        import bpy  # noqa: F401
    except ImportError as error:
        sys.stderr.write(f"{error}\n")
        return UNAVAILABLE
    from .darkroom import Darkroom

    darkroom = Darkroom(read_job(folder), threads)
    while True:
        order = orders.get()
        index = int(order["frame"])
        stencil = folder / order["stencil"] if order["stencil"] else None
        files = []
        for number, box in enumerate(order["boxes"] or [None]):
            name = f"frame-{index:05d}.png" if box is None else f"frame-{index:05d}-{number}.png"
            darkroom.expose(int(order["row"]), folder / name, box, stencil)
            files.append(name)
        told.write(json.dumps({"frame": index, "files": files, "device": darkroom.device}) + "\n")


def _listen(orders: Orders) -> None:
    for line in sys.stdin:
        orders.put(json.loads(line))
    os._exit(1)


if __name__ == "__main__":
    status = main(Path(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # Blender's own shutdown may crash after all is done
