"""Finds shots that may share the passes of one model, and leases them along with the oldest one.

Only what is cheap to see in rows is looked at before a lease: the same model, size,
length and queue, nothing beside words. The engine has the last word; what it
does not want goes back, which costs no attempt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.models import QuerySet

from . import claims
from .engines import catalog
from .holds import ShotHold
from .models import Shot
from .states import ShotStatus, Status

CANDIDATES = 8


def most(hold: ShotHold) -> int:
    """How many shots may go through the model together with this one, itself included."""
    shot = hold.shot
    recipe = catalog.get(shot.video.model).diffusion
    return recipe.together if recipe is not None and shot.queue == catalog.DIFFUSION_QUEUE else 1


def company(hold: ShotHold, worker: str, wanted: Callable[[ShotHold], bool]) -> Iterator[ShotHold]:
    """Lease waiting shots that are alike, oldest first, as long as the engine says they are `wanted`."""
    room = most(hold) - 1
    if room < 1 or _brings_something(hold.shot):
        return
    for shot in list(_alike(hold.shot)[:CANDIDATES]):
        if room < 1:
            return
        mate = None if _brings_something(shot) else claims.claim(shot, worker)
        if mate is None:
            continue
        if not wanted(mate):
            claims.returned(mate)
            continue
        room -= 1
        yield mate


def _alike(shot: Shot) -> QuerySet[Shot]:
    video = shot.video
    return (
        Shot.objects.filter(
            queue=shot.queue,
            status=ShotStatus.QUEUED,
            seconds=shot.seconds,
            continues=False,
            video__status__in=[Status.QUEUED, Status.IN_PROGRESS],
            video__model=video.model,
            video__width=video.width,
            video__height=video.height,
            video__physics=video.physics,
            video__start_image="",
            video__footage="",
        )
        .exclude(pk=shot.pk)
        .select_related("video")
        .order_by("queued_at", "video_id", "index")
    )


def _brings_something(shot: Shot) -> bool:
    """Whether a shot goes on from frames, or shows somebody: what its mates do not."""
    video = shot.video
    return bool(
        shot.continues
        or video.start_image
        or video.footage
        or video.parent_kind
        or video.appearances.exists()
    )
