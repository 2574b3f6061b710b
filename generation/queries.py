"""Reads: the state that a progress bar shows, places in the queue, estimates, drafts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, FloatField, Min, Q, Sum
from django.db.models.functions import Cast
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import clock

from . import conf, failures
from .engines import catalog
from .engines.errors import BadRequest
from .fleet import offices
from .models import Attempt, Shot, Video, VideoQuerySet
from .sharing.models import waiting
from .states import ACTIVE, Outcome, ShotStatus, Status

FOREBEARS = 8  # generations above a parent that the player credits

FPS = 24
# Before anything was measured on this machine: wall seconds per million pixels of
# a frame, on two ordinary cores, rounded up. A measured median replaces them.
SECONDS_PER_MEGAPIXEL_FRAME = {"viewfinder": 2.0, "cycles": 15.0}
MEASURED_SAMPLES = 5.0  # a pixel, with which Cycles was measured
MEASURED_ATTEMPTS = 25
SNAPSHOT_VIDEOS = 50
STAGE_LABELS = {
    "screenplay": _("Reading your words"),
    "simulate": _("Simulating the world"),
    "preview": _("First look"),
    "load": _("Waking the model"),
    "render": _("Rendering"),
    "read": _("Understanding the words"),
    "decode": _("Developing the picture"),
    "grade": _("Grading the picture"),
    "sound": _("Making the sound"),
    "encode": _("Putting it on film"),
    "deliver": _("Finishing"),
    "review": _("Checking the result"),
}


@dataclass(frozen=True, slots=True)
class VideoState:
    """What a progress bar needs: `percent` 0 to 100, `eta_seconds` from now, `seq` rises with each change."""

    id: str
    status: str
    stage: str
    stage_label: str
    percent: int
    queue_place: int | None
    eta_seconds: float | None
    preview: str | None
    failure: dict[str, str] | None
    seq: int
    urls: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Plain data for the socket and the page."""
        return asdict(self)


def state(video: Video) -> dict[str, Any]:
    """The `VideoState` of one video as plain data."""
    return states([video])[0]


def states(videos: Sequence[Video]) -> list[dict[str, Any]]:
    """The `VideoState` of each video as plain data, with few queries."""
    places = queue_places([video for video in videos if video.status == Status.QUEUED])
    return [_state(video, places.get(video.pk)).as_json() for video in videos]


def snapshot(person: AbstractBaseUser) -> list[dict[str, Any]]:
    """What a socket sends first: a person's newest videos."""
    return states(list(Video.objects.owned_by(person).light()[:SNAPSHOT_VIDEOS]))


def batch(video: Video) -> VideoQuerySet:
    """A video and the variants that were ordered with it, in their order."""
    same = Q(pk=video.pk) | Q(variant_of=video.variant_of, variant_of__isnull=False, owner_id=video.owner_id)
    return Video.objects.filter(same, deleted_at=None).order_by("variant", "pk")


def submitted(person: AbstractBaseUser, submission: str) -> list[Video]:
    """What an earlier submit of the same composer page made."""
    if not submission:
        return []
    return list(Video.objects.filter(owner_id=person.pk, submission=submission).order_by("variant"))


def drafts(person: AbstractBaseUser, q: str = "") -> VideoQuerySet:
    """A person's own videos, newest first, those whose words hold every word of `q`."""
    found = Video.objects.owned_by(person).light().filter(retried_by=None)
    for word in q.split()[:10]:
        found = found.filter(Q(prompt__icontains=word) | Q(title__icontains=word))
    return found


def queue_place(video: Video) -> int | None:
    """1 for the next to be made; None when it is not waiting."""
    return queue_places([video]).get(video.pk) if video.status == Status.QUEUED else None


def queue_places(videos: Sequence[Video]) -> dict[int, int]:
    """Places in the queue of the given waiting videos, by primary key."""
    places: dict[int, int] = {}
    if not videos:
        return places
    waiting = _waiting()
    first = {pk: (queue, at) for pk, queue, at in waiting}
    for video in videos:
        if video.pk in first:
            queue, at = first[video.pk]
            ahead = sum(1 for pk, other, then in waiting if other == queue and (then, pk) < (at, video.pk))
            places[video.pk] = ahead + 1
    return places


def _waiting() -> list[tuple[int, str, Any]]:
    rows = Shot.objects.filter(status=ShotStatus.QUEUED, video__status=Status.QUEUED)
    return list(rows.values_list("video_id", "queue").annotate(at=Min("queued_at")).order_by())


def seconds_per_frame_pixel(model: str) -> float | None:
    """Median wall seconds per pixel of a frame over the newest measured attempts with `model`."""
    known = catalog.models().get(model)
    made = (
        {"shot__queue": offices.queue_for(known)} if known is not None and known.diffusion is not None else {}
    )
    rows = Attempt.objects.filter(
        model=model, outcome=Outcome.RENDERED, wall_seconds__gt=0, frame_pixels__gt=0, **made
    ).order_by("-ended_at")[:MEASURED_ATTEMPTS]
    rates = [wall / pixels for wall, pixels in rows.values_list("wall_seconds", "frame_pixels") if wall]
    return median(rates) if rates else None


def documented_rate(model: str) -> float | None:
    """Wall seconds per pixel of a frame before anything was measured; None for an unknown renderer."""
    try:
        settings = catalog.get(model).settings
    except BadRequest:
        return None
    megapixel = SECONDS_PER_MEGAPIXEL_FRAME.get(str(settings.get("renderer", "")))
    share = float(str(settings.get("samples", MEASURED_SAMPLES))) / MEASURED_SAMPLES
    return megapixel / 1e6 * share if megapixel is not None else None


def estimate(model: str, size: tuple[int, int], seconds: float) -> float | None:
    """Wall seconds that one video takes here, from what was measured; None for an unknown renderer."""
    rate = seconds_per_frame_pixel(model) or documented_rate(model)
    return rate * frame_pixels(size, seconds) if rate is not None else None


def frame_pixels(size: tuple[int, int], seconds: float) -> float:
    """Pixels of all frames of a video: what its cost grows with."""
    return size[0] * size[1] * seconds * FPS


def minutes(model: str, size: tuple[int, int], seconds: float) -> str:
    """The estimate in words."""
    found = estimate(model, size, seconds)
    if found is None:
        return gettext("not measured yet")
    if found < 50:
        return gettext("less than a minute")
    return gettext("about %(minutes)d min") % {"minutes": max(1, round(found / 60))}


def expected_wait(video: Video, place: int | None) -> float | None:
    """Seconds until a waiting video is done: those ahead of it, then itself."""
    own = estimate(video.model, (video.width, video.height), video.seconds)
    if own is None or place is None:
        return None
    left = (
        Video.objects.filter(status__in=ACTIVE, created_at__lt=video.created_at)
        .values_list("model")
        .annotate(
            left=Sum(
                Cast("width", FloatField()) * F("height") * FPS * F("seconds") * (100 - F("progress")) / 100.0
            )
        )
        .order_by()
    )
    total = own
    for model, pixels in left:
        rate = seconds_per_frame_pixel(model) or documented_rate(model)
        total += float(pixels) * rate if rate is not None else own
    queue = video.shots.values_list("queue", flat=True).first() or ""
    return round(own + (total - own) / max(1, len(offices.hearing(queue))), 1)


def ahead(queue: str) -> tuple[int, float | None]:
    """The place that a new video would have in a queue, and the seconds until its turn.

    What waits and what is being made is shared by the processes that hear the queue; None while the rate of
    some of it is not known.
    """
    shots = Shot.objects.filter(queue=queue, status__in=[ShotStatus.QUEUED, ShotStatus.RENDERING])
    left = F("seconds") * F("video__width") * F("video__height") * FPS * (1 - F("fraction"))
    total = 0.0
    rows = shots.filter(video__status__in=ACTIVE).values("video__model").annotate(left=Sum(left)).order_by()
    for model, pixels in rows.values_list("video__model", "left"):
        rate = seconds_per_frame_pixel(model) or documented_rate(model)
        if rate is None:
            return _place_of_new(queue), None
        total += float(pixels) * rate
    return _place_of_new(queue), total / max(1, len(offices.hearing(queue)))


def _place_of_new(queue: str) -> int:
    waiting = Shot.objects.filter(queue=queue, status=ShotStatus.QUEUED, video__status=Status.QUEUED)
    return waiting.values("video_id").distinct().count() + 1


def _state(video: Video, place: int | None) -> VideoState:
    waiting = video.status == Status.QUEUED
    eta = expected_wait(video, place) if waiting else video.eta_seconds
    return VideoState(
        id=video.public_id,
        status=video.status,
        stage=video.stage,
        stage_label=_label(video),
        percent=video.progress,
        queue_place=place,
        eta_seconds=eta,
        preview=_preview(video),
        failure=failures.of(video),
        seq=video.progress_seq,
        urls={
            "page": video.get_absolute_url(),
            "poster": video.media_url("poster.webp") if video.is_ready else "",
            "content": video.media_url("content.mp4") if video.is_ready else "",
        },
    )


def _label(video: Video) -> str:
    if video.status == Status.IN_PROGRESS and video.stage:
        return str(STAGE_LABELS.get(video.stage, video.stage))
    if video.status == Status.IN_REVIEW and video.held_at is not None:
        return gettext("Waiting for a person to review it")
    if video.status == Status.IN_REVIEW:
        return str(STAGE_LABELS.get(video.stage, STAGE_LABELS["review"]))
    return str(Status(video.status).label)


def _preview(video: Video) -> str | None:
    """The newest frame; its number makes browsers fetch it again."""
    if not (video.preview_number and video.status in ACTIVE):
        return None
    return f"{video.media_url('preview.jpg')}?n={video.preview_number}"


def queue_lengths() -> dict[str, int]:
    """How many shots and parts of shots wait in each queue, and how many videos wait for release."""
    rows = Shot.objects.filter(
        status=ShotStatus.QUEUED, video__status__in=[Status.QUEUED, Status.IN_PROGRESS]
    )
    lengths = dict(rows.values_list("queue").annotate(n=Count("pk")).order_by())
    for queue, many in waiting().order_by().values_list("shot__queue").annotate(n=Count("pk")):
        lengths[queue] = lengths.get(queue, 0) + many
    lengths[conf.MEDIA_QUEUE] = lengths.get(conf.MEDIA_QUEUE, 0) + releasable().count()
    return lengths


def releasable() -> VideoQuerySet:
    """Videos whose release nobody holds at this moment."""
    free = Q(release_lease_until=None) | Q(release_lease_until__lt=clock.now())
    return Video.objects.filter(free, status=Status.IN_REVIEW, held_at=None).order_by("created_at", "pk")


def waiting_owners(queue: str, limit: int = 20) -> Iterable[Video]:
    """The first waiting videos of a queue: those whose place people watch fall."""
    return (
        Video.objects.light()
        .filter(status=Status.QUEUED, shots__queue=queue)
        .distinct()
        .order_by("created_at")[:limit]
    )


def forebears(video: Video, viewer: AbstractBaseUser | AnonymousUser) -> list[Video]:
    """What a video's parent was made from, and so on up: those that `viewer` may see, at most eight."""
    numbers: list[int] = []
    above = video.parent.parent_id if video.parent is not None else None
    while above is not None and len(numbers) < FOREBEARS and above not in numbers:
        numbers.append(above)
        above = Video.objects.filter(pk=above).values_list("parent_id", flat=True).first()
    if not numbers:
        return []
    seen = Video.objects.visible_to(viewer).select_related("owner").in_bulk(numbers)
    return [seen[number] for number in numbers if number in seen]
