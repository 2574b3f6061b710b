"""The one place that moves a video from one status to another.

`transition` is a compare-and-set in the database: it answers whether *this*
call made the step, writes the step's history row in the same transaction and
tells the world after the commit. The table itself is `states.TABLE`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from accounts import clock
from accounts.models import Person

from . import signals
from .models import Transition, Video
from .states import ACTIVE, TABLE, TERMINAL, Status, may_go, origins

__all__ = ["ACTIVE", "TABLE", "TERMINAL", "IllegalTransitionError", "Status", "transition"]


class IllegalTransitionError(ValueError):
    """The table has no such step: a mistake of the caller, whatever the row says."""


def transition(
    video: Video,
    to: Status,
    *,
    from_: Status | Iterable[Status] | None = None,
    reason: str = "",
    actor: Person | None = None,
    where: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
) -> bool:
    """Move `video` to `to`; True when this very call did it.

    Without `from_`, every status that the table lets go to `to` will do.
    `where` adds conditions on the row (such as a token), `changes` are fields
    written by the same UPDATE. Raises `IllegalTransitionError` for a step that the
    table does not hold. On True, `video` is fresh from the database.
    """
    sources = _sources(from_, to)
    with transaction.atomic():
        current = (
            Video.objects.select_for_update().filter(pk=video.pk).values_list("status", flat=True).first()
        )
        if current is None or current not in sources:
            return False
        row = Video.objects.filter(pk=video.pk, status=current).filter(**(where or {}))
        fields = {**_stamps(to), **(changes or {}), "status": to, "progress_seq": F("progress_seq") + 1}
        if row.update(**fields) != 1:
            return False
        Transition.objects.create(
            video_id=video.pk,
            from_status=current,
            to_status=to,
            reason=reason[:200],
            actor=actor,
            at=clock.now(),
        )
        video.refresh_from_db()
        transaction.on_commit(partial(_announce, video, Status(current), to, reason))
    return True


def _sources(from_: Status | Iterable[Status] | None, to: Status) -> frozenset[Status]:
    if from_ is None:
        return origins(to)
    sources = frozenset([from_] if isinstance(from_, str) else from_)
    if not sources or not may_go(sources, to):
        raise IllegalTransitionError(f"{', '.join(sorted(sources)) or 'nothing'} cannot be followed by {to}.")
    return sources


def _stamps(to: Status) -> dict[str, Any]:
    """What every arrival at a status writes beside the status."""
    if to == Status.IN_PROGRESS:
        return {"started_at": Coalesce(F("started_at"), Value(clock.now()))}
    if to == Status.QUEUED:
        return {"stage": "", "eta_seconds": None, "progress": 0}
    if to == Status.COMPLETED:
        first = Coalesce(F("completed_at"), Value(clock.now()))
        return {"completed_at": first, "progress": 100, "stage": "", "eta_seconds": None}
    return {"eta_seconds": None}


def _announce(video: Video, from_status: Status, to_status: Status, reason: str) -> None:
    from . import events  # imported late: events reads states back through the queries

    events.publish(video)
    signals.video_transitioned.send_robust(
        Video, video=video, from_status=from_status, to_status=to_status, reason=reason
    )
