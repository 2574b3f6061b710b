"""One process of `sequences`: `python -m benchmarks.sequences_part NUMBER`, a hundred at a time."""

from __future__ import annotations

import gc
import json
import logging
import random
import secrets
import sys
import time
from collections import Counter
from pathlib import Path

from .family_parts import begin_broker, start

CHUNK, STEPS = 50, 12


def run(number: int) -> dict[str, float]:
    """That many sequences; what hypothesis says of the smallest that goes wrong ends it."""
    folder = start()
    from django.conf import settings
    from django.test.utils import setup_test_environment
    from hypothesis import HealthCheck, Phase
    from hypothesis import settings as limits
    from hypothesis.stateful import run_state_machine_as_test

    settings.ALLOWED_HOSTS = ["*"]
    setup_test_environment()
    logging.disable(logging.CRITICAL)
    server = begin_broker(folder)
    from tests.accounts.test_any_order import Family, cast

    cast()
    gc.freeze()
    counts: Counter[str] = Counter()

    class Counted(Family):
        def teardown(self) -> None:
            super().teardown()
            counts["sequences"] += 1
            counts["steps"] += self.steps

    every = limits(
        max_examples=min(CHUNK, number), stateful_step_count=STEPS, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink),
    )  # fmt: skip
    began = time.process_time()
    try:
        while counts["sequences"] < number:
            random.seed(secrets.randbits(64))  # where hypothesis takes its own seed from
            run_state_machine_as_test(Counted, settings=every)
            spent = time.process_time() - began
            sys.stderr.write(f"{counts['sequences']:,} of {number:,} sequences, {spent:.0f} s of CPU time\n")
    finally:
        server.terminate()
        server.wait()
    return {**counts, "cpu": time.process_time() - began}


if __name__ == "__main__":
    found = run(int(sys.argv[1]))
    from django.conf import settings

    (Path(settings.DATA_DIR) / "rows.json").write_text(json.dumps(found))
