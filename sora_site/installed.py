"""The audit of what is installed: each package as pinned, each of its modules as its wheel had it.

Known weaknesses are asked of `pip-audit` where it is installed, as that needs a database on the network;
without it the audit says so instead of passing in silence.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "constraints.txt"
OWN = {"pip", "setuptools", "wheel", "sora"}
LARGEST = 1 << 20  # modules are smaller; weights and libraries would take minutes
WEAKNESSES_SECONDS = 120


def pinned() -> dict[str, str]:
    """The version of every package that holds on this Python."""
    found: dict[str, str] = {}
    for line in PINS.read_text("utf-8").splitlines():
        words = line.partition("#")[0].strip()
        if not words:
            continue
        wanted = Requirement(words)
        if wanted.marker is None or wanted.marker.evaluate():
            found[canonicalize_name(wanted.name)] = str(wanted.specifier).removeprefix("==")
    return found


def strangers() -> list[str]:
    """Packages that are installed without a pin, or in another version than it says."""
    pins, wrong = pinned(), []
    for name, version in sorted(_installed()):
        if name in OWN:
            continue
        if name not in pins:
            wrong.append(f"{name} {version} is installed, and no line of {PINS.name} says so")
        elif pins[name] != version.partition("+")[0]:  # a build's own mark, as of torch for CPUs
            wrong.append(f"{name} {version} is installed instead of {pins[name]}")
    return wrong


def _installed() -> set[tuple[str, str]]:
    return {
        (canonicalize_name(each.metadata["Name"]), each.version)
        for each in importlib.metadata.distributions()
    }


def changed() -> list[str]:
    """Modules that are not as the SHA-256 of their wheel's own list says."""
    return [
        f"{each.metadata['Name']}: {name}"
        for each in importlib.metadata.distributions()
        for name in _changed_of(each)
    ]


def _changed_of(package: importlib.metadata.Distribution) -> Iterator[str]:
    for file in package.files or ():
        if file.hash is None or file.hash.mode != "sha256" or file.suffix != ".py":
            continue
        path = Path(str(file.locate()))
        if not path.is_file():
            yield f"{file} is gone"
            continue
        content = path.read_bytes() if path.stat().st_size <= LARGEST else None
        if content is None:
            continue
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        if digest != file.hash.value:
            yield f"{file} was changed"


def weaknesses() -> tuple[list[str], str]:
    """Known weaknesses of the pinned versions, and in words whether anybody was asked."""
    program = shutil.which("pip-audit")
    if program is None:
        return [], "pip-audit is not installed: nobody was asked about known weaknesses"
    command = [program, "--requirement", str(PINS), "--no-deps", "--disable-pip", "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=WEAKNESSES_SECONDS
        )
    except subprocess.TimeoutExpired:
        return [], "pip-audit got no answer: nobody was asked about known weaknesses"
    found = [line for line in done.stdout.splitlines() if re.search(r"(GHSA|CVE|PYSEC)-", line)]
    if done.returncode and not found:
        return [], f"pip-audit could not ask: {done.stderr.strip()[-200:]}"
    return found, "pip-audit was asked"
