"""Work of minutes: beginning it, showing that it lives, and taking up again what a dead worker left."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TypeVar

from django.db import models, transaction
from django.db.models import F

from .. import clock
from .models import Errand

SILENT = timedelta(minutes=10)
MOST_TRIES = 3
BEAT_S = 20.0
Row = TypeVar("Row", bound=Errand)


@transaction.atomic
def begin(model: type[Row], *, waiting: str, working: str, failed: str) -> tuple[Row | None, list[Row]]:
    """The row that has waited longest, now `working`; and those that failed for good.

    A row whose worker has been silent for ten minutes waits again; after three tries it has failed.
    """
    rows: models.QuerySet[Row] = model._default_manager.select_for_update()  # noqa: SLF001 (Django's way)
    silent = rows.filter(state=working, beat_at__lt=clock.now() - SILENT)
    given_up = list(silent.filter(tries__gte=MOST_TRIES))
    rows.filter(pk__in=[row.pk for row in given_up]).update(state=failed)
    silent.filter(tries__lt=MOST_TRIES).update(state=waiting)
    found = rows.filter(state=waiting).order_by("pk").first()
    if found is not None:
        rows.filter(pk=found.pk).update(state=working, tries=F("tries") + 1, beat_at=clock.now())
        found.refresh_from_db()
    return found, given_up


class Heart:
    """Tells that an errand lives, at most every twenty seconds, however often it is asked to."""

    def __init__(self, row: Errand) -> None:
        self.row, self.told = row, time.monotonic()

    def beat(self, percent: int | None = None) -> None:
        """Still there; `percent` is told at once."""
        now = time.monotonic()
        if percent is None and now - self.told < BEAT_S:
            return
        self.told = now
        new = {"beat_at": clock.now()} | ({} if percent is None else {"percent": percent})
        type(self.row)._default_manager.filter(pk=self.row.pk).update(**new)  # noqa: SLF001 (Django's way)
