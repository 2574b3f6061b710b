"""Moving in: takes over what a copy from another server holds, kind by kind, through the usual actions.

Nothing in the file is trusted: no name in it becomes a path, every size is bounded while reading, rows that
the actions of this place refuse are left out and counted. Whoever is not here is not followed.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import ijson
import structlog
from django.db import IntegrityError, transaction

from .. import audit, clock
from ..models import Moving, MovingState, Person, Upload
from ..uploads import actions as uploads
from . import errands, refusals
from .kinds import kinds

log = structlog.get_logger(__name__)
PURPOSE = "moving"
MOST_ENTRIES, MOST_ROWS, MOST_JSON, MOST_RATIO = 200_000, 100_000, 1 << 30, 200
PIECE = 1 << 18


class NotACopy(Exception):
    """The file is none of our copies, is damaged, or is made to hurt."""


@dataclass(slots=True)
class _Part:
    """A kind's part of the copy."""

    archive: zipfile.ZipFile
    name: str
    heart: errands.Heart

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """Each row that is an object, at most 100,000."""
        entry = self._entry(f"data/{self.name}.json", MOST_JSON)
        if entry is None:
            return
        with self.archive.open(entry) as raw:
            try:
                for number, row in enumerate(
                    ijson.items(_Bounded(raw, MOST_JSON), "rows.item", use_float=True)
                ):
                    if number >= MOST_ROWS:
                        return
                    self.heart.beat()
                    if isinstance(row, dict):
                        yield row
            except (ijson.JSONError, UnicodeDecodeError, ValueError) as error:
                raise NotACopy from error

    def files(self) -> list[str]:
        """The names of this kind's files."""
        before = f"files/{self.name}/"
        return [name.removeprefix(before) for name in self.archive.namelist() if name.startswith(before)]

    def fetch(self, name: str, target: Path, most: int) -> int:
        """Write a file to a path of ours; `NotACopy` when it is larger than it may be."""
        entry = self._entry(f"files/{self.name}/{name}", most)
        if entry is None:
            raise NotACopy
        with self.archive.open(entry) as raw, target.open("wb") as out:
            bounded = _Bounded(raw, most)
            while piece := bounded.read(PIECE):
                out.write(piece)
        return target.stat().st_size

    def _entry(self, name: str, most: int) -> zipfile.ZipInfo | None:
        try:
            entry = self.archive.getinfo(name)
        except KeyError:
            return None
        large = entry.file_size > max(MOST_RATIO * entry.compress_size, 1 << 20)
        if large or entry.file_size > most or entry.flag_bits & 0x1:
            raise NotACopy
        return entry


@dataclass(slots=True)
class _Bounded:
    """Reads through until there is more than was said."""

    under: IO[bytes]
    left: int

    def read(self, size: int = -1) -> bytes:
        """The next piece."""
        piece = self.under.read(min(size, PIECE) if size >= 0 else PIECE)
        self.left -= len(piece)
        if self.left < 0:
            raise NotACopy
        return piece


def check(_person: Person) -> None:
    """Everybody may bring their copy."""


@transaction.atomic
def bring(person: Person, upload: Upload) -> Moving:
    """A whole file is here: it waits to be taken over."""
    Moving.objects.filter(person=person, state__in=[MovingState.DONE, MovingState.FAILED]).delete()
    try:
        with transaction.atomic():
            made = Moving.objects.create(person=person, upload_id=upload.pk)
    except IntegrityError:
        raise refusals.MovingBusy from None
    audit.record(person, "data.brought", made, bytes=upload.size)
    return made


def take_next() -> str:
    """Take the copy over that has waited longest; answers what came of it, for the log."""
    states = {"waiting": MovingState.WAITING, "working": MovingState.TAKING, "failed": MovingState.FAILED}
    row, given_up = errands.begin(Moving, **states)
    for lost in given_up:
        for file in Upload.objects.filter(pk=lost.upload_id or 0, person=lost.person_id):
            uploads.throw_away(file)
    if row is None:
        return "idle"
    upload = Upload.objects.filter(pk=row.upload_id or 0, person=row.person_id).first()
    try:
        told = _take(row, upload)
    except (NotACopy, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        Moving.objects.filter(pk=row.pk).update(state=MovingState.FAILED, upload_id=None)
        return "failed"
    finally:
        if upload is not None:
            uploads.throw_away(upload)
    done = {
        "state": MovingState.DONE,
        "percent": 100,
        "told": told,
        "upload_id": None,
        "done_at": clock.now(),
    }
    Moving.objects.filter(pk=row.pk).update(**done)
    audit.record(row.person, "data.moved_in", row.person, **told)
    return "taken"


def _take(row: Moving, upload: Upload | None) -> dict[str, int]:
    if upload is None:
        raise NotACopy
    told: dict[str, int] = {}
    heart = errands.Heart(row)
    with zipfile.ZipFile(upload.path) as archive:
        if len(archive.infolist()) > MOST_ENTRIES or "data/profile.json" not in archive.namelist():
            raise NotACopy
        wanted = [kind for kind in kinds() if kind.bring is not None]
        for number, kind in enumerate(wanted):
            assert kind.bring is not None  # noqa: S101 (chosen above)
            told[kind.name] = kind.bring(row.person, _Part(archive, kind.name, heart))
            heart.beat(99 * (number + 1) // len(wanted))
    return {name: number for name, number in told.items() if number}
