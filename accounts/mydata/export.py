"""Makes a copy of somebody's data: a zip with a page to read, JSON for programs, and their files.

The zip is written beside its place and renamed when it is whole. Rows are read
in pieces and files are stored as they are, so memory does not grow with the account.
"""

from __future__ import annotations

import json
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import translation

from .. import audit, clock
from ..models import Person
from . import errands, models
from .kinds import Kind, kinds
from .models import Export, ExportState

log = structlog.get_logger(__name__)
PIECE = 500
SHOWN = 50
ABOUT = (
    "Each list holds what this place kept under that name. Times are UTC, people are named by their handles."
)


def make_next() -> str:
    """Make the copy that has waited longest; answers what came of it, for the log."""
    states = {"waiting": ExportState.WAITING, "working": ExportState.MAKING, "failed": ExportState.FAILED}
    waiting, given_up = errands.begin(Export, **states)
    for lost in given_up:
        _part(lost).unlink(missing_ok=True)
    if waiting is None:
        return "idle"
    Export.objects.filter(pk=waiting.pk).update(began_at=clock.now())
    try:
        _make(waiting)
    except Exception:  # whatever a file or a row holds: the copy failed, and the person is told
        log.exception("mydata.export_failed", export=waiting.pk)
        with suppress(OSError):
            _part(waiting).unlink(missing_ok=True)
        Export.objects.filter(pk=waiting.pk).update(state=ExportState.FAILED)
        return "failed"
    return "ready"


def _make(export: Export) -> None:
    person = export.person
    models.folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    export.file = f"{export.pk}-{secrets.token_hex(16)}.zip"
    all_kinds = kinds()
    part, heart = _part(export), errands.Heart(export)
    with (
        translation.override(person.language),
        zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive,
    ):
        shown: list[dict[str, Any]] = []
        for number, kind in enumerate(all_kinds):
            shown.append(_write_kind(archive, kind, person, heart))
            heart.beat(99 * (number + 1) // len(all_kinds))
        page = render_to_string("mydata/export.html", {"person": person, "kinds": shown, "at": clock.now()})
        archive.writestr("index.html", page)
    part.chmod(0o600)
    part.replace(export.path)
    size = export.path.stat().st_size
    Export.objects.filter(pk=export.pk).update(
        state=ExportState.READY, file=export.file, bytes=size, ready_at=clock.now(), percent=100
    )
    audit.record(person, "data.exported", export)


def _part(export: Export) -> Path:
    return models.folder() / f"{export.pk}.part"


def _write_kind(archive: zipfile.ZipFile, kind: Kind, person: Person, heart: errands.Heart) -> dict[str, Any]:
    """Write a kind's JSON and files; answers what the page shows of it."""
    name, count = f"{kind.name}.json", 0
    first: list[dict[str, Any]] = []
    with archive.open(f"data/{name}", "w", force_zip64=True) as raw:
        raw.write(json.dumps({"kind": kind.name, "about": ABOUT})[:-1].encode() + b', "rows": [')
        for row in _rows(kind, person):
            heart.beat()
            told = kind.told(row)
            raw.write((b",\n" if count else b"\n") + json.dumps(told, cls=DjangoJSONEncoder).encode())
            count += 1
            if len(first) < SHOWN:
                first.append({key: value for key, value in told.items() if value not in (None, "", [], {})})
        raw.write(b"\n]}")
    files = []
    for target, path in kind.files(person):
        heart.beat()
        if path.is_file():
            archive.write(path, f"files/{kind.name}/{target}", zipfile.ZIP_STORED)
            files.append(f"files/{kind.name}/{target}")
    return {"kind": kind, "count": count, "rows": first, "files": files, "json": f"data/{name}"}


def _rows(kind: Kind, person: Person) -> Iterator[Any]:
    yield from kind.rows(person).order_by("pk").iterator(chunk_size=PIECE)


def tidy(older_than: datetime) -> int:
    """Remove copies that were asked for before a time, and files that belong to none; answers how many."""
    old = Export.objects.filter(asked_at__lt=older_than)
    removed = 0
    for export in old:
        if export.file:
            export.path.unlink(missing_ok=True)
        removed += 1
    old.delete()
    known = set(Export.objects.exclude(file="").values_list("file", flat=True))
    for path in models.folder().glob("*.zip") if models.folder().is_dir() else ():
        if path.name not in known:
            path.unlink(missing_ok=True)
    return removed
