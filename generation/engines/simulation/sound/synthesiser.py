"""The synthesiser's process (`espeak.py`), asked for lines: what it answers, and how it may fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...errors import EngineUnavailable, RenderFailed

WORKER = Path(__file__).with_name("espeak.py")
TIMEOUT_SECONDS = 30
Answer = tuple[dict[str, Any], bytes]


def ask(requests: Sequence[dict[str, Any]]) -> list[Answer]:
    """What the speaking process answered: for each request its header and its 16-bit samples.

    Raises `RenderFailed` when it crashes or hangs, `EngineUnavailable` when it is not there.
    """
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(WORKER)],
            input=json.dumps(list(requests)).encode(),
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RenderFailed("The voice took too long to speak and was stopped.") from error
    except OSError as error:
        raise EngineUnavailable(f"The voice could not be started: {error}.") from error
    if done.returncode != 0:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
        if "espeakng_loader" in reason[0]:
            raise EngineUnavailable("Speech needs the package espeakng-loader, which is not installed.")
        raise RenderFailed(f"The voice failed to speak (exit {done.returncode}): {reason[0]}.")
    answers, rest = [], done.stdout
    for _ in requests:
        header, _, rest = rest.partition(b"\n")
        facts = json.loads(header)
        answers.append((facts, rest[: 2 * facts["samples"]]))
        rest = rest[2 * facts["samples"] :]
    return answers
