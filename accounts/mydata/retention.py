"""Forgets what was kept long enough, and ends what is due; run by beat, safe at any time."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.conf import settings

from .. import clock
from ..models import Person
from ..uploads import actions as uploads
from . import export, leaving
from .kinds import Kind, kinds

log = structlog.get_logger(__name__)
COPY_DAYS = 7


def tidy() -> dict[str, int]:
    """Do all of it once; answers how much there was to do."""
    now = clock.now()
    done = {kind.name: _expire(kind) for kind in kinds() if kind.days() is not None}
    done["copies"] = export.tidy(now - timedelta(days=int(getattr(settings, "COPY_DAYS", COPY_DAYS))))
    done["uploads"] = uploads.tidy()
    done["accounts"] = leaving.end_due()
    if any(done.values()):
        log.info("mydata.tidied", **done)
    return done


def _expire(kind: Kind) -> int:
    days = kind.days()
    assert days is not None  # noqa: S101 (`tidy` chose those with a time)
    model = kind.rows(Person(pk=0)).model
    before = clock.now() - timedelta(days=days)
    column = model._meta.get_field(kind.when)  # noqa: SLF001 (Django's documented way to a model's fields)
    limit = before if column.get_internal_type() == "DateTimeField" else before.date()
    count, _each = model._default_manager.filter(**{f"{kind.when}__lt": limit}).delete()  # noqa: SLF001
    return int(count)
