"""Imported by a worker of the tests: its first process loses its device in the middle of a film of seed 13.

The note of it lies in the file that POISONED names, so that the process that comes after works.
"""

from __future__ import annotations

import os
from pathlib import Path

from celery.signals import worker_process_init

SEED = 13


@worker_process_init.connect(weak=False)
def _poison(**_more) -> None:
    from generation.engines.diffusion.families.ltx2 import LTX2

    denoise, note = LTX2.denoise, Path(os.environ["POISONED"])

    def failing(self, pipe, order, on_step):
        if order.seed == SEED and not note.exists():
            note.write_text(str(os.getpid()))
            raise RuntimeError("CUDA error: an illegal memory access was encountered")
        return denoise(self, pipe, order, on_step)

    LTX2.denoise = failing
