"""Deals out, leases and puts away stretches, as `claims` does with shots: each function one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum

from accounts import clock

from .. import conf, dispatch, holds
from ..engines.base import Progress
from ..models import Shot, Stretch, Video
from ..states import ShotStatus
from .models import waiting

CANDIDATES = 8
STAGED, DRAWN = 0.06, 0.97  # of a shot's bar: what comes before its drawings, and what is left after them


@dataclass(frozen=True, slots=True)
class StretchHold:
    """A stretch that this process draws."""

    stretch: Stretch
    shot: Shot
    token: UUID = field(repr=False)

    def still_held(self) -> bool:
        """Whether the shot is still wanted by who dealt it out, and nobody else took the stretch."""
        return self._rows().exists()

    def renew(self) -> bool:
        """Another lease from now on."""
        return self._rows().update(lease_until=clock.now() + conf.lease()) == 1

    def keep_preview(self, progress: Progress) -> bool:
        """Show the frame, whichever part of the shot it is of."""
        return holds.keep_preview(self.shot.video, progress, self.token)

    def record(self, progress: Progress, *, previews: int) -> bool:
        """Write the stretch's part, the shot's, and the video's bar."""
        if self._rows().update(fraction=min(1.0, max(0.0, progress.fraction))) != 1:
            return True
        drawn = drawn_share(self.shot)
        Shot.objects.filter(pk=self.shot.pk, status=ShotStatus.RENDERING).update(
            stage=progress.stage, fraction=STAGED + (DRAWN - STAGED) * drawn
        )
        return holds.show_shot(self.shot, progress, previews)

    def _rows(self) -> QuerySet[Stretch]:
        return _mine(self.stretch, self.token).filter(shot__status=ShotStatus.RENDERING)


def drawn_share(shot: Shot) -> float:
    """How much of a shot's drawings is done, 0 to 1."""
    row = shot.stretches.aggregate(
        done=Sum(F("fraction") * (F("stop") - F("first"))), all=Sum(F("stop") - F("first"))
    )
    return float((row["done"] or 0) / row["all"]) if row["all"] else 0.0


def deal(shot: Shot, token: UUID, parts: Sequence[tuple[int, int]], take: str) -> bool:
    """Write the stretches of a shot that `token` holds, and ring for each.

    Those already drawn of the same take stay. False when the shot is not held any more.
    """
    wanted = dict(parts)
    with transaction.atomic():
        Video.objects.select_for_update().get(pk=shot.video_id)
        held = Shot.objects.filter(pk=shot.pk, attempt_token=token, status=ShotStatus.RENDERING)
        if not held.exists():
            return False
        for old in shot.stretches.all():
            same = old.take == take and wanted.get(old.first) == old.stop
            if same and old.status == ShotStatus.RENDERED and old.path.is_dir():
                del wanted[old.first]
            else:
                old.delete()
        now = clock.now()
        for first, stop in wanted.items():
            Stretch.objects.create(shot=shot, first=first, stop=stop, take=take, queued_at=now)
            dispatch.ring_on_commit(shot.queue)
    return True


def claim_next(queue: str, worker: str) -> StretchHold | None:
    """Lease the oldest waiting stretch of `queue`; None when none waits."""
    return _first(waiting().filter(shot__queue=queue), worker)


def claim_of(shot: Shot, worker: str) -> StretchHold | None:
    """Lease the next waiting stretch of one shot."""
    return _first(waiting().filter(shot=shot), worker)


def _first(rows: QuerySet[Stretch], worker: str) -> StretchHold | None:
    for stretch in rows[:CANDIDATES]:
        hold = claim(stretch, worker)
        if hold is not None:
            return hold
    return None


def claim(stretch: Stretch, worker: str) -> StretchHold | None:
    """Lease one stretch; None when another was faster or its shot is not wanted any more."""
    token = uuid.uuid4()
    got = waiting().filter(pk=stretch.pk).order_by().values("pk")
    took = Stretch.objects.filter(pk__in=got, status=ShotStatus.QUEUED).update(
        status=ShotStatus.RENDERING,
        attempt_token=token,
        lease_until=clock.now() + conf.lease(),
        attempts=F("attempts") + 1,
        worker=worker,
        fraction=0.0,
    )
    if took != 1:
        return None
    stretch.refresh_from_db()
    shot = Shot.objects.select_related("video").get(pk=stretch.shot_id)
    return StretchHold(stretch, shot, token)


def drawn(hold: StretchHold, folder: str, cpu: float) -> bool:
    """Keep a finished stretch; False when the hold was lost."""
    facts = {"folder": folder, "fraction": 1.0, "cpu_seconds": cpu}
    return _put(hold, ShotStatus.RENDERED, **facts)


def failed(hold: StretchHold, code: str, message: str, *, retryable: bool) -> bool:
    """Put a failed stretch back while it has tries left, else let its shot's worker read why."""
    again = retryable and hold.stretch.attempts < conf.MAX_ATTEMPTS
    status = ShotStatus.QUEUED if again else ShotStatus.FAILED
    put = _put(hold, status, fraction=0.0, error_code=code, error_message=message[:2000])
    if put and again:
        dispatch.ring_on_commit(hold.shot.queue)
    return put


def returned(hold: StretchHold) -> bool:
    """Hand a stretch back because this worker has to go; that costs no try."""
    put = _put(hold, ShotStatus.QUEUED, fraction=0.0, attempts=F("attempts") - 1)
    if put:
        dispatch.ring_on_commit(hold.shot.queue)
    return put


def reap(rows: QuerySet[Stretch] | None = None) -> int:
    """Take stretches away from workers that let their lease run out; answers how many."""
    expired = (Stretch.objects.all() if rows is None else rows).filter(
        status=ShotStatus.RENDERING, lease_until__lt=clock.now()
    )
    count = 0
    for stretch in expired.select_related("shot"):
        again = stretch.attempts < conf.MAX_ATTEMPTS
        lost = {"error_code": "worker_lost", "error_message": "The worker was lost."}
        took = expired.filter(pk=stretch.pk, attempt_token=stretch.attempt_token).update(
            status=ShotStatus.QUEUED if again else ShotStatus.FAILED,
            **_FREE,
            fraction=0.0,
            **({} if again else lost),
        )
        count += took
        if took and again:
            dispatch.ring_on_commit(stretch.shot.queue)
    return count


_FREE: Mapping[str, None] = {"lease_until": None, "attempt_token": None}


def _mine(stretch: Stretch, token: UUID) -> QuerySet[Stretch]:
    return Stretch.objects.filter(Q(attempt_token=token), pk=stretch.pk, status=ShotStatus.RENDERING)


def _put(hold: StretchHold, status: ShotStatus, **facts: object) -> bool:
    """Take the stretch out of this worker's hands; False when it was not in them."""
    return _mine(hold.stretch, hold.token).update(status=status, **_FREE, **facts) == 1
