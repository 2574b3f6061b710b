"""A process of its own for decoding what strangers send: little time and memory, no files, no network.

The bytes go in by a pipe and numbers come out by one, so that nothing sealed ever touches a disk in the
clear. The child sets its limits itself before it looks, as a server with threads must not run Python between
fork and exec.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[1]
MEMORY = 4 << 30  # of addresses: most of it is libraries and what their threads reserve
FILES = 32
NEW_USER, NEW_NET = 0x10000000, 0x40000000  # clone(2)
Array = npt.NDArray[Any]


class Refused(ValueError):
    """The child could not decode it, or ran out of what it may use."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child says, and its arrays by name."""

    facts: Mapping[str, Any]
    arrays: Mapping[str, Array]


def run(module: str, asked: Mapping[str, Any], content: bytes, seconds: int) -> Answer:
    """Let `python -m module` look at `content`, for so many seconds on the CPU; raises `Refused`."""
    env = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    env |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", module, json.dumps({**asked, "cpu_seconds": seconds})]
    try:
        # by the clock it gets more than on the CPU, so that a loaded machine does not refuse films
        done = subprocess.run(
            command, input=content, capture_output=True, env=env, cwd=ROOT, timeout=4 * seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("It took too long.") from error
    head, _line, body = done.stdout.partition(b"\n")
    if done.returncode != 0 or not head:
        raise Refused(f"It could not be decoded (ended with {done.returncode}).")
    facts = json.loads(head)
    if "refused" in facts:
        raise Refused(str(facts["refused"]))
    return Answer(facts["facts"], _arrays(facts["arrays"], bytearray(body)))


def _arrays(told: Sequence[Sequence[Any]], body: bytearray) -> dict[str, Array]:
    found, at = {}, 0
    for name, kind, shape in told:
        count = int(np.prod(shape))
        found[str(name)] = np.frombuffer(body, np.dtype(kind), count, at).reshape(shape)
        at += count * np.dtype(kind).itemsize
    return found


def enter(seconds: int) -> None:
    """Called by the child before it looks: only this much of anything from here on, and no new files."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    with suppress(OSError, AttributeError):
        # where the system lets it: a network namespace without any network in it
        ctypes.CDLL(None).unshare(NEW_USER | NEW_NET)


def say(facts: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
    """The child's answer."""
    told = [(name, array.dtype.str, array.shape) for name, array in arrays.items()]
    out = sys.stdout.buffer
    out.write(json.dumps({"facts": facts, "arrays": told}).encode() + b"\n")
    for array in arrays.values():
        out.write(np.ascontiguousarray(array).data)
    out.flush()


def refuse(why: str) -> None:
    """The child's no."""
    sys.stdout.buffer.write(json.dumps({"refused": why}).encode() + b"\n")
    sys.stdout.buffer.flush()
