"""What a worker holds while it works: a lease on a row, known by a token.

A hold is renewed while the work goes on. Every write that a worker makes
filters on its token, so that one that wakes up late cannot touch work that
has gone to another.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from accounts import clock

from . import conf, events
from .engines.base import Progress
from .models import Attempt, Shot, Video
from .states import ShotStatus, Status

# what an event tells that a worker changes; the screenplay, which can be long, is not read again
SHOWN = ["status", "progress", "stage", "eta_seconds", "preview_number", "progress_seq", "held_at"]


class Hold(Protocol):
    """What the watch over a running piece of work needs of it."""

    def still_held(self) -> bool:
        """Whether the row is still leased to this token."""
        ...

    def renew(self) -> bool:
        """Move the end of the lease; False when the hold is lost."""
        ...

    def keep_preview(self, _progress: Progress, /) -> bool:
        """Copy the preview frame to where its owner can see it; False when there is none."""
        ...

    def record(self, progress: Progress, *, previews: int) -> bool:
        """Write progress and tell the owner, with `previews` new frames; False when it is too soon."""
        ...


@dataclass(frozen=True, slots=True)
class ShotHold:
    """A shot that this process renders."""

    shot: Shot
    attempt: Attempt
    token: UUID = field(repr=False)

    def still_held(self) -> bool:
        """Whether nobody canceled the video, and nobody else took the shot."""
        return self._rows().exists()

    def renew(self) -> bool:
        """Another lease from now on."""
        return self._rows().update(lease_until=clock.now() + conf.lease()) == 1

    def keep_preview(self, progress: Progress) -> bool:
        """Copy the frame beside the shots, so that a half-written file is never seen."""
        return keep_preview(self.shot.video, progress, self.token)

    def record(self, progress: Progress, *, previews: int) -> bool:
        """Write the shot's part and the video's bar."""
        fraction = min(1.0, max(0.0, progress.fraction))
        if self._rows().update(stage=progress.stage, fraction=fraction) != 1:
            return True
        waiting = self.shot.video.shots.filter(status=ShotStatus.QUEUED).count()
        return show_shot(self.shot, progress, previews, self._eta(progress, fraction, waiting))

    def _eta(self, progress: Progress, fraction: float, waiting: int) -> float | None:
        """Seconds left: the engine's own estimate, else by the pace so far, plus the shots nobody began."""
        passed = (clock.now() - self.attempt.started_at).total_seconds()
        own = progress.eta_seconds
        if own is None and fraction > 0.05:
            own = passed / fraction * (1 - fraction)
        if own is None:
            return None
        whole = passed / fraction if fraction > 0.05 else own
        return round(own + waiting * whole, 1)

    def _rows(self) -> QuerySet[Shot]:
        return Shot.objects.filter(pk=self.shot.pk, attempt_token=self.token, status=ShotStatus.RENDERING)


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """A video that this process releases."""

    video: Video
    token: UUID = field(repr=False)

    def still_held(self) -> bool:
        """Whether nobody else took the release over."""
        return self._rows().exists()

    def renew(self) -> bool:
        """Another lease from now on."""
        return self._rows().update(release_lease_until=clock.now() + conf.lease()) == 1

    def keep_preview(self, _progress: Progress) -> bool:
        """A release shows no new frames."""
        return False

    def record(self, progress: Progress, *, previews: int) -> bool:
        """The last percents of the bar; the hundredth is for the finished video."""
        percent = conf.RENDER_SHARE + int((99 - conf.RENDER_SHARE) * min(1.0, progress.fraction))
        return _show(self.video, Status.IN_REVIEW, percent, progress, progress.eta_seconds, previews)

    def _rows(self) -> QuerySet[Video]:
        return Video.objects.filter(pk=self.video.pk, release_token=self.token, status=Status.IN_REVIEW)


def show_shot(shot: Shot, progress: Progress, previews: int, eta: float | None = None) -> bool:
    """Move the bar of a shot's video by what its rows say; False when it is too soon."""
    video = shot.video
    done = video.shots.aggregate(done=Sum(F("fraction") * F("seconds")), all=Sum("seconds"))
    percent = int(conf.RENDER_SHARE * min(1.0, (done["done"] or 0) / done["all"]))
    return _show(video, Status.IN_PROGRESS, percent, progress, eta, previews)


def keep_preview(video: Video, progress: Progress, token: UUID) -> bool:
    """Copy a frame to where the owner of its video sees it; False when there is none, or no room for it."""
    if progress.preview is None:
        return False
    draft = video.preview_file.with_name(f".preview-{token.hex}.jpg")
    try:
        shutil.copyfile(progress.preview, draft)
        draft.replace(video.preview_file)
    except OSError:
        # the picture is a courtesy: a full disk is felt, and reported, by the film itself
        draft.unlink(missing_ok=True)
        return False
    return True


def _show(
    video: Video, status: Status, percent: int, progress: Progress, eta: float | None, previews: int
) -> bool:
    """Move the bar and tell the owner; False when another shot's worker did so a moment ago."""
    now = clock.now()
    quiet = Q(progress_at=None) | Q(progress_at__lte=now - conf.PUBLISH_INTERVAL)
    changed = Video.objects.filter(quiet, pk=video.pk, status=status).update(
        progress=percent,
        stage=progress.stage,
        eta_seconds=eta,
        preview_number=F("preview_number") + previews,
        progress_seq=F("progress_seq") + 1,
        progress_at=now,
    )
    if changed:
        video.refresh_from_db(fields=SHOWN)
        events.publish(video)
    return bool(changed)
