"""The only writers of uploads: begin, add a piece, throw away. One file a person and purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Protocol

from django.conf import settings
from django.db import transaction

from .. import clock
from ..models import Person, Upload
from . import models, refusals

PIECE = 1 << 16
MOST_PIECE = 8 << 20
KEPT = timedelta(days=1)


class Readable(Protocol):
    """A request's body or a file."""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a file is for: who may send one (`check` raises a Refusal), and where one goes on afterwards."""

    name: str
    page: str
    check: Callable[[Person], None]
    done: Callable[[Person, Upload], object]


_purposes: dict[str, Purpose] = {}


def register(*purposes: Purpose) -> None:
    """Tell what files are for; in an app's `ready()`."""
    for purpose in purposes:
        _purposes[purpose.name] = purpose


def purpose(name: str) -> Purpose:
    """The purpose of that name, or a Refusal."""
    found = _purposes.get(name)
    if found is None:
        raise refusals.UploadUnknown
    return found


def most_bytes() -> int:
    """The largest file that is taken."""
    return int(settings.LARGEST_UPLOAD_MB) << 20


@transaction.atomic
def begin(person: Person, name: str, size: int) -> Upload:
    """Make room for a file of `size` bytes; one begun before for the same purpose goes, unless it goes on."""
    purpose(name).check(person)
    if size < 1:
        raise refusals.UploadEmpty
    if size > most_bytes():
        raise refusals.UploadTooLarge
    before = Upload.objects.filter(person=person, purpose=name).first()
    if before is not None and before.size == size and before.received < size:
        return before
    if before is not None:
        throw_away(before)
    models.folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Upload.objects.create(person=person, purpose=name, size=size)
    made.path.touch(mode=0o600)
    return made


def add(upload: Upload, offset: int, piece: Readable, length: int) -> int:
    """Add a piece at `offset`, which must be where the file ends so far; answers where it ends now."""
    if offset != upload.received or length > MOST_PIECE:
        raise refusals.UploadOutOfStep
    if offset + length > upload.size:
        raise refusals.UploadTooLarge
    written = 0
    with upload.path.open("r+b") as handle:
        handle.truncate(offset)
        handle.seek(offset)
        while written < length and (part := piece.read(min(PIECE, length - written))):
            handle.write(part)
            written += len(part)
    moved = Upload.objects.filter(pk=upload.pk, received=offset).update(received=offset + written)
    if not moved:
        raise refusals.UploadOutOfStep
    upload.received = offset + written
    return upload.received


def take_whole(person: Person, name: str, file: IO[bytes], size: int) -> Upload:
    """A file that a form brought at once."""
    made = begin(person, name, size)
    while made.received < size:
        before = made.received
        file.seek(before)
        add(made, before, file, min(MOST_PIECE, size - before))
        if made.received == before:
            throw_away(made)
            raise refusals.UploadOutOfStep
    return made


def throw_away(upload: Upload) -> None:
    """Remove a file and its row."""
    upload.path.unlink(missing_ok=True)
    upload.delete()


def forget(person: Person) -> int:
    """Remove all of a person's."""
    rows = list(Upload.objects.filter(person=person))
    for row in rows:
        throw_away(row)
    return len(rows)


def tidy() -> int:
    """Remove what came to nothing within a day, and files that belong to no row."""
    old = list(Upload.objects.filter(at__lt=clock.now() - KEPT))
    for row in old:
        throw_away(row)
    known = set(Upload.objects.values_list("token", flat=True))
    for path in models.folder().iterdir() if models.folder().is_dir() else ():
        if path.name not in known:
            path.unlink(missing_ok=True)
    return len(old)
