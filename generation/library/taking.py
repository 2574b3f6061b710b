"""Takes an export over: keeps the zip, reads it in a worker, makes one video after another of its clips.

Each clip passes the gates of every film that somebody sends: decoded in the
sandbox, looked at for faces, its words screened, admitted, released. What is
refused stays in the library with the reason. Nothing of it costs credits; a
few at a time, so that nobody else waits for it.
"""

from __future__ import annotations

import shutil
import time
from datetime import timedelta
from pathlib import PurePath
from typing import IO

import structlog
from django.db import transaction
from django.db.models import F, Q

from accounts import audit, clock
from accounts import gate as people_gate
from accounts.errors import Refusal
from accounts.models import Person

from .. import actions, footage, sent
from ..engines import catalog
from ..engines.catalog import Model
from ..models import Video
from ..refusals import FootageUnchecked, LibraryBusy, LibraryUnreadable, NotYours
from . import archive
from .models import Creation, CreationStatus, LibraryImport

log = structlog.get_logger(__name__)
MODEL = "sora-1-turbo"
MOST_BYTES = 2 * 1024**3
AT_ONCE, TRIES = 3, 3
FORGOTTEN = timedelta(minutes=10)
TURN_SECONDS = 20.0
LONGEST_REASON = 300


def receive(person: Person, upload: IO[bytes], name: str) -> LibraryImport:
    """Keep a zip for the worker; one at a time. Only that it begins like a zip is looked at here."""
    people_gate.may_create(person)
    if LibraryImport.objects.filter(owner=person, finished_at=None).exists():
        raise LibraryBusy
    row = LibraryImport(owner=person, name=PurePath(name).name[:200] or "export.zip")
    row.file.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    try:
        _store(upload, row)
        with transaction.atomic():
            row.save()
            audit.record(person, "library.received", row)
    except BaseException:
        row.file.unlink(missing_ok=True)
        raise
    return row


def _store(upload: IO[bytes], row: LibraryImport) -> None:
    left, begun = MOST_BYTES, False
    with row.file.open("xb") as file:
        row.file.chmod(0o600)
        while piece := upload.read(1 << 20):
            left -= len(piece)
            if left < 0 or (not begun and not piece.startswith(b"PK")):
                raise LibraryUnreadable
            file.write(piece)
            begun = True
    if not begun:
        raise LibraryUnreadable


def take_over(seconds: float = TURN_SECONDS) -> int:
    """Read what came, and take clips for a while; answers how many. Run by beat."""
    for row in LibraryImport.objects.filter(read_at=None, finished_at=None):
        _read(row)
    until, done = time.monotonic() + seconds, 0
    while time.monotonic() < until and (creation := _next()) is not None:
        _take(creation)
        done += 1
    _finish()
    return done


def _read(row: LibraryImport) -> None:
    try:
        found = archive.entries(row.file)
    except archive.ArchiveUnreadable as error:
        _end(row, str(error))
        return
    with transaction.atomic():
        if LibraryImport.objects.filter(pk=row.pk, read_at=None).update(read_at=clock.now()) != 1:
            return
        Creation.objects.bulk_create(
            Creation(
                owner_id=row.owner_id, source=row, member=entry.member[:500], words=entry.words,
                library_folder=entry.folder, favourite=entry.favourite, seed=entry.seed, batch=entry.batch,
                variant=entry.variant, made_at=entry.made_at,
            )
            for entry in found
        )  # fmt: skip


def _next() -> Creation | None:
    """The next clip of somebody of whom not too many are being made, taken into this process's hands."""
    now = clock.now()
    waits = Q(status=CreationStatus.WAITING)
    left = Q(status=CreationStatus.TAKING, taken_at__lt=now - FORGOTTEN)
    busy = [
        owner
        for owner in Creation.objects.filter(waits | left)
        .order_by()
        .values_list("owner", flat=True)
        .distinct()
        if Video.objects.active().filter(owner_id=owner, creation__isnull=False).count() >= AT_ONCE
    ]
    for creation in Creation.objects.filter(waits | left).exclude(owner__in=busy).order_by("pk")[:5]:
        mine = Creation.objects.filter(waits | left, pk=creation.pk)
        if mine.update(status=CreationStatus.TAKING, taken_at=now, tries=F("tries") + 1):
            creation.refresh_from_db()
            return creation
    return None


def _take(creation: Creation) -> None:
    try:
        video = _made(creation)
    except FootageUnchecked as refusal:
        again = creation.tries < TRIES
        _put(creation, CreationStatus.WAITING if again else CreationStatus.REFUSED, reason=str(refusal))
    except (Refusal, archive.ArchiveUnreadable) as refusal:
        _put(creation, CreationStatus.REFUSED, reason=str(refusal))
    except OSError as error:
        log.warning("library.disk", error=str(error))
        again = creation.tries < TRIES
        _put(creation, CreationStatus.WAITING if again else CreationStatus.REFUSED, reason=str(error))
    else:
        _put(creation, CreationStatus.TAKEN, video=video)


def _made(creation: Creation) -> Video:
    with (
        archive.clip(creation.source.file, creation.member) as stream,
        footage.received(stream, creation.owner) as film,
    ):
        brief = sent.as_it_is(
            film, creation.words, model(), seed=creation.seed,
            submission=f"library:{creation.source.public_id[7:]}:{creation.pk}",
        )  # fmt: skip
        return actions.create(creation.owner, brief)[0]


def _put(creation: Creation, status: CreationStatus, *, reason: str = "", video: Video | None = None) -> None:
    Creation.objects.filter(pk=creation.pk, status=CreationStatus.TAKING).update(
        status=status, reason=reason[:LONGEST_REASON], video=video
    )


def _finish() -> None:
    open_ = [CreationStatus.WAITING, CreationStatus.TAKING]
    for row in LibraryImport.objects.filter(finished_at=None).exclude(read_at=None):
        if not row.creations.filter(status__in=open_).exists():
            _end(row, "")


def _end(row: LibraryImport, trouble: str) -> None:
    LibraryImport.objects.filter(pk=row.pk).update(finished_at=clock.now(), trouble=trouble[:LONGEST_REASON])
    row.file.unlink(missing_ok=True)


def model() -> Model:
    """The earlier model; where a deployment does not have it, its first."""
    found = catalog.models()
    return found.get(MODEL) or next(iter(found.values()))


def set_favourite(person: Person, creation: Creation, *, on: bool) -> None:
    """Mark a creation of one's own as a favourite, or not."""
    if creation.owner_id != person.pk:
        raise NotYours
    Creation.objects.filter(pk=creation.pk).update(favourite=on)


def stop(person: Person, row: LibraryImport) -> None:
    """Take over no more of an import; what was taken stays."""
    if row.owner_id != person.pk:
        raise NotYours
    with transaction.atomic():
        row.creations.filter(status=CreationStatus.WAITING).delete()
        audit.record(person, "library.stopped", row)
    _end(row, "")


def forget(person: Person) -> int:
    """Delete the library and the zips of a person; the videos are theirs to delete as all others."""
    rows = LibraryImport.objects.filter(owner=person)
    for row in rows:
        row.file.unlink(missing_ok=True)
    counted = Creation.objects.filter(owner=person).count()
    rows.delete()
    return counted


def room() -> int:
    """Bytes that a zip may have here now."""
    folder = LibraryImport(public_id="x").file.parent
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    return min(MOST_BYTES, shutil.disk_usage(folder).free // 2)
