"""Broken files through every door that takes files: no crash, no hang, nothing outside of its folder.

A file may be taken or refused; anything else that a door raises is a crash. `python -m benchmarks.uploads
COUNT FIRST` sends so many, by seeds from FIRST on, in a data folder and on a database of its own. All of it
takes about five minutes.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import malformed
from .report import ROOT, Table

if TYPE_CHECKING:
    from accounts.models import Person

HANG_SECONDS = 10.0
COUNT = 2000
Door = Callable[[bytes, Path], None]
Expected = tuple[type[Exception], ...]


@dataclass(slots=True)
class Tally:
    """What came of the files of one door."""

    files: int = 0
    taken: int = 0
    refused: int = 0
    crashes: list[str] = field(default_factory=list)
    hangs: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    slowest: float = 0.0


def _sender() -> Person:
    from accounts.models import Person

    return Person.objects.get(username="mover")


def _picture(data: bytes, _folder: Path) -> None:
    from generation import start_image

    start_image.checked(io.BytesIO(data), _sender())


def _film(data: bytes, _folder: Path) -> None:
    from generation import footage

    with footage.received(io.BytesIO(data), _sender()):
        pass


def _made_here(data: bytes, _folder: Path) -> None:
    from django.contrib.auth.models import AnonymousUser

    from generation import made_here

    made_here.asked(io.BytesIO(data), AnonymousUser())


def _recording(data: bytes, _folder: Path) -> None:
    from cameo import watching

    watching.watch(data)


def _character(data: bytes, _folder: Path) -> None:
    from cameo.characters import footage

    footage.watch(data)


def _library(data: bytes, folder: Path) -> None:
    from generation.library import archive

    path = folder / "file"
    path.write_bytes(data)
    for entry in archive.entries(path)[:3]:
        with archive.clip(path, entry.member) as stream:
            stream.read(1 << 20)


def _chats(data: bytes, folder: Path) -> None:
    from feed.chats import reading

    path = folder / "file"
    path.write_bytes(data)
    for _each in reading.conversations(path, lambda _read, _whole: None):
        pass


def _copy(data: bytes, _folder: Path) -> None:
    from accounts.mydata import moving
    from accounts.uploads import actions as uploads

    person = _sender()
    if not data:
        return
    moving.bring(person, uploads.take_whole(person, moving.PURPOSE, io.BytesIO(data), len(data)))
    moving.take_next()


def _model(data: bytes, _folder: Path) -> None:
    from generation.engines.simulation.world.shapes import gltf

    gltf.read(data)


def _batch(data: bytes, _folder: Path) -> None:
    from generation.api import batches

    for line in data.splitlines()[:20]:
        batches._read(line)  # noqa: SLF001 (what reads one line)


def doors() -> dict[str, tuple[Door, malformed.Files, Expected]]:
    """Every door: what it does with a file, valid files for it, what it may raise."""
    from accounts.errors import Refusal
    from feed.chats.reading import Unreadable
    from generation.api.errors import ApiError
    from generation.engines.errors import EngineError
    from generation.library.archive import ArchiveUnreadable

    films, anything = malformed.films(), malformed.pictures() + malformed.films()
    return {
        "a picture to begin with": (_picture, malformed.pictures(), (Refusal,)),
        "a film to go on from": (_film, films, (Refusal,)),
        "was this made here?": (_made_here, anything, (Refusal,)),
        "a recording for a cameo": (_recording, films, (Refusal,)),
        "a film of a character": (_character, films, (Refusal,)),
        "a library of clips": (_library, malformed.libraries(), (ArchiveUnreadable,)),
        "a chat export": (_chats, malformed.chats(), (Unreadable,)),
        "a copy from another server": (_copy, malformed.copies(), (Refusal,)),
        "a model of a thing": (_model, malformed.models(), (EngineError,)),
        "lines of the API": (_batch, malformed.batches(), (ApiError, Refusal)),
    }


def fuzz(count: int, data: Path, *, seed: int = 1) -> dict[str, Tally]:
    """Send `count` broken files, the doors in turn; `data` is the site's data folder."""
    from accounts.models import Person

    Person.objects.get_or_create(username="mover", defaults={"email": "mover@example.org"})
    table = doors()
    for door, valid, _expected in table.values():  # whole files are taken; keys are made by the first of them
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            door(valid[0], Path(folder))
    found = {name: Tally() for name in table}
    for number in range(count):
        name = list(table)[number % len(table)]
        door, valid, expected = table[name]
        with _watched(data, found[name], f"{name} {seed + number}") as folder:
            _try(door, malformed.broken(valid, seed + number), folder, expected, found[name], seed + number)
    return found


def _try(door: Door, data: bytes, folder: Path, expected: Expected, tally: Tally, seed: int) -> None:
    began = time.monotonic()
    try:
        door(data, folder)
        tally.taken += 1
    except expected:
        tally.refused += 1
    except Exception as error:  # noqa: BLE001 (that is what is counted)
        tally.crashes.append(f"{seed}: {type(error).__name__}: {error}")
    took = time.monotonic() - began
    tally.files += 1
    tally.slowest = max(tally.slowest, took)
    if took > HANG_SECONDS:
        tally.hangs.append(f"{seed}: {took:.0f} s")


@contextmanager
def _watched(data: Path, tally: Tally, what: str) -> Iterator[Path]:
    """A folder for one file; whatever else appears is a stray."""
    before = _files(data)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        yield Path(folder)
        if len(list(Path(folder).iterdir())) > 1:
            tally.strays.append(what)
    lost = [path for path in _files(data) - before if ".sqlite3" not in path]
    outside = [path for path in (Path("/tmp/fuzzed.mp4"), Path("/tmp/fuzzed.json")) if path.exists()]  # noqa: S108
    if lost or outside:
        tally.strays.append(f"{what}: {lost[:3]} {outside}")


def _files(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*") if path.is_file()}


def measure(*, quick: bool) -> list[Table]:
    """All doors, by two processes beside each other; a tenth of the files when quick."""
    each = (COUNT // 10 if quick else COUNT) // 2
    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(_sent, (each, each), (1, 1 + each)))
    columns = ("files", "taken", "refused", "crashes", "hangs", "strays")
    rows = []
    for name in [*parts[0], "all"]:
        told = [part[door] for part in parts for door in part if name in (door, "all")]
        counts = [str(sum(tally[column] for tally in told)) for column in columns]
        rows.append([name, *counts, f"{max(tally['slowest'] for tally in told):.1f} s"])
    note = "A hang is longer than 10 s; a stray is a file outside of the folder that the door was given."
    return [Table("Broken files at every door", ["door", *columns, "slowest"], rows, [note])]


def _sent(count: int, first: int) -> dict[str, dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="sora-bench-") as folder:
        env = {**os.environ, "SORA_DATA": folder, "SORA_NO_BOOTSTRAP": "1", "PYTHONPATH": str(ROOT)}
        env |= {"SECRET_KEY": "measured", "EMAIL_URL": "memorymail://", "TEEN_NIGHT": "none"}
        command = [sys.executable, "-m", "benchmarks.uploads", str(count), str(first)]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    found: dict[str, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(count: int, first: int) -> None:
    """In a data folder of its own."""
    import logging

    from .family_parts import start

    data = start()
    logging.disable(logging.CRITICAL)
    found = fuzz(count, data, seed=first)
    for name, tally in found.items():
        for what in (*tally.crashes, *tally.hangs, *tally.strays):
            sys.stderr.write(f"{name}: {what}\n")
    numbers = ("crashes", "hangs", "strays")
    told = {
        name: {
            **{column: getattr(tally, column) for column in ("files", "taken", "refused", "slowest")},
            **{column: len(getattr(tally, column)) for column in numbers},
        }
        for name, tally in found.items()
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
