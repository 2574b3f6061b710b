"""The nouns of a video's life: Video, Shot, Attempt, Transition.

What must stay true lies in database constraints. Nothing in here changes a
status: `lifecycle.py` does. Rows are created by `admission.enqueue` alone.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import clock
from cameo.models import Access, Grant

from . import ports, wording
from .states import ACTIVE, Outcome, ParentKind, Physics, ShotStatus, Status

SEED_LIMIT = 2**31  # engines count seeds in signed 32-bit integers
FILES = ("content.mp4", "poster.webp", "spritesheet.jpg", "sprites.json", "captions.vtt")


def new_public_id() -> str:
    """An unguessable name of a video: `video_` and 32 hexadecimal digits."""
    return f"video_{secrets.token_hex(16)}"


def person_or_none(person: AbstractBaseUser | AnonymousUser | None) -> AbstractBaseUser | None:
    """Nobody, and somebody who is not signed in, are the same: None."""
    return person if person is not None and person.is_authenticated else None


class VideoQuerySet(models.QuerySet["Video"]):
    """Reads that everything else is built from."""

    def visible_to(self, person: AbstractBaseUser | AnonymousUser | None) -> VideoQuerySet:
        """The third gate: a person's own videos and those that are published to them."""
        someone = person_or_none(person)
        published = Q(status=Status.COMPLETED) & ports.published_to(self, someone)
        shown = self.exclude(pk__in=Appearance.objects.ended().values("video_id")).filter(deleted_at=None)
        if someone is None:
            return shown.filter(published)
        shows = Appearance.objects.filter(person=someone.pk, withdrawn_at=None).values("video_id")
        with_me = Q(status=Status.COMPLETED, pk__in=shows)
        return shown.filter(Q(owner_id=someone.pk) | with_me | published)

    def owned_by(self, person: AbstractBaseUser) -> VideoQuerySet:
        """What a person made and did not delete."""
        return self.filter(owner_id=person.pk, deleted_at=None)

    def light(self) -> VideoQuerySet:
        """Without what can be hundreds of kilobytes a row: for lists, bars and sockets."""
        return self.defer("screenplay", "report")

    def active(self) -> VideoQuerySet:
        """What is still being made."""
        return self.filter(status__in=ACTIVE)


class Video(models.Model):
    """One video, from its brief to its files."""

    public_id = models.CharField(_("name"), max_length=48, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="videos", verbose_name=_("owner")
    )
    title = models.CharField(_("title"), max_length=80, blank=True)
    prompt = models.TextField(_("words"))
    model = models.CharField(_("model"), max_length=64)
    style = models.CharField(_("style"), max_length=32)
    seconds = models.PositiveSmallIntegerField(_("seconds"))
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    seed = models.PositiveBigIntegerField(_("seed"))
    physics = models.CharField(_("physics"), max_length=12, choices=Physics, blank=True)
    credits = models.PositiveIntegerField(_("credits"), default=0)
    submission = models.CharField(_("submission"), max_length=64, null=True, blank=True)  # noqa: DJ001 (null: no key was given)
    variant_of = models.UUIDField(_("batch of variants"), null=True, blank=True, db_index=True)
    variant = models.PositiveSmallIntegerField(_("variant"), default=0)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("made from")
    )
    parent_kind = models.CharField(
        _("how it was made from it"), max_length=16, choices=ParentKind, blank=True
    )
    retry_of = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="retried_by", verbose_name=_("retry of")
    )
    screenplay = models.JSONField(_("screenplay"), null=True, blank=True)
    instruction = models.TextField(_("what was asked of the one before"), blank=True)
    changes = models.JSONField(_("what is other than in the one before"), default=list, blank=True)
    start_image = models.CharField(_("start image"), max_length=160, blank=True)
    footage = models.CharField(_("film that was sent"), max_length=160, blank=True)

    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.QUEUED)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    progress_seq = models.PositiveBigIntegerField(_("number of the last event"), default=0)
    progress_at = models.DateTimeField(_("time of the last event"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=24, blank=True)
    eta_seconds = models.FloatField(_("seconds left"), null=True, blank=True)
    preview_number = models.PositiveIntegerField(_("preview frames"), default=0)
    publishable = models.BooleanField(_("may be published"), default=False)
    failure_code = models.CharField(_("code of the failure"), max_length=64, blank=True)
    failure_message = models.TextField(_("what failed"), blank=True)
    report = models.JSONField(_("report"), default=dict, blank=True)
    folder = models.CharField(_("folder"), max_length=160, blank=True)

    release_token = models.UUIDField(_("token of the release"), null=True, blank=True)
    release_lease_until = models.DateTimeField(_("release leased until"), null=True, blank=True)
    release_attempts = models.PositiveSmallIntegerField(_("tries to release"), default=0)
    held_at = models.DateTimeField(_("held since"), null=True, blank=True)
    held_reason = models.TextField(_("held because"), blank=True)
    approved_at = models.DateTimeField(_("approved by a person"), null=True, blank=True)

    created_at = models.DateTimeField(_("created"))
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    cancel_requested_at = models.DateTimeField(_("cancel requested"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    objects = VideoQuerySet.as_manager()

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="video_by_owner"),
            models.Index(fields=["status", "created_at"], name="video_by_status"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="video_status_known"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="video_progress_percent"),
            models.CheckConstraint(
                condition=~Q(status=Status.COMPLETED) | Q(progress=100) & ~Q(folder=""),
                name="video_completed_has_files",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.FAILED) | ~Q(failure_code=""), name="video_failed_says_why"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.COMPLETED, Status.REMOVED]) | Q(publishable=False),
                name="video_publishable_once_released",
            ),
            models.CheckConstraint(condition=Q(seconds__gte=1), name="video_seconds_positive"),
            models.CheckConstraint(condition=Q(width__gte=2, height__gte=2), name="video_size_positive"),
            models.CheckConstraint(condition=Q(seed__lt=SEED_LIMIT), name="video_seed_32_bit"),
            models.UniqueConstraint(
                fields=["owner", "submission", "variant"], name="video_one_per_submission"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.public_id

    def get_absolute_url(self) -> str:
        """The player page."""
        return reverse("video", args=[self.public_id])

    @property
    def understood(self) -> list[dict[str, Any]]:
        """Each word of the prompt: what became of it, with its note in the reader's language."""
        return wording.words((self.screenplay or {}).get("understood", []))

    @property
    def checks(self) -> wording.Checks | None:
        """What the audit of its takes found, in the reader's language."""
        return wording.checks(self.report or {})

    @property
    def style_label(self) -> str:
        """The style's name in the reader's language."""
        return wording.style(self.style)

    @property
    def size(self) -> str:
        """`WIDTHxHEIGHT` in pixels."""
        return f"{self.width}x{self.height}"

    @property
    def orientation(self) -> str:
        """`portrait` or `landscape`."""
        return "portrait" if self.height > self.width else "landscape"

    @property
    def is_active(self) -> bool:
        """Whether it is still being made."""
        return self.status in ACTIVE

    @property
    def is_ready(self) -> bool:
        """Whether its files are there to be watched."""
        return self.status == Status.COMPLETED

    @property
    def weights(self) -> list[str]:
        """The weights of trained models that made its shots; empty when all of it was simulated."""
        shots = (self.report or {}).get("shots", ())
        return sorted({shot["diffusion"]["weights"] for shot in shots if shot and "diffusion" in shot})

    @property
    def work_folder(self) -> Path:
        """Private, for as long as the video is being made."""
        return Path(settings.WORK_DIR) / self.public_id

    @property
    def kept_folder(self) -> Path:
        """Private: its shots as they were rendered, for what is made from it later."""
        return Path(settings.WORK_DIR) / "kept" / self.public_id

    @property
    def start_image_file(self) -> Path | None:
        """The picture that its set is made after, if there is one."""
        return Path(settings.WORK_DIR) / self.start_image if self.start_image else None

    @property
    def differences(self) -> list[str]:
        """What is other than in the video it was made from, in the reader's language."""
        return wording.changes(self.changes or [])

    @property
    def preview_file(self) -> Path:
        """The newest frame of a video that is being made, for its owner alone."""
        return self.work_folder / "preview.jpg"

    def file(self, name: str) -> Path:
        """Where the delivered file of that name (one of `FILES`) lies; LookupError for another name."""
        if name not in FILES or not self.folder:
            raise LookupError(name)
        return Path(settings.MEDIA_ROOT) / self.folder / name

    def media_url(self, name: str) -> str:
        """The address of a file of this video."""
        return reverse("media", args=[self.public_id, name])


class Shot(models.Model):
    """The unit that one worker leases: one continuous take of a video."""

    video = models.ForeignKey(Video, models.CASCADE, related_name="shots", verbose_name=_("video"))
    index = models.PositiveSmallIntegerField(_("number"))
    seconds = models.FloatField(_("seconds"))
    seed = models.PositiveBigIntegerField(_("its own seed"), null=True, blank=True)
    continues = models.BooleanField(_("goes on from the state of the one before"), default=False)
    source = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("taken over from")
    )
    queue = models.CharField(_("queue"), max_length=32)
    status = models.CharField(_("status"), max_length=16, choices=ShotStatus, default=ShotStatus.QUEUED)
    queued_at = models.DateTimeField(_("queued"))
    attempt_token = models.UUIDField(_("token of the attempt"), null=True, blank=True)
    lease_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    worker = models.CharField(_("worker"), max_length=120, blank=True)
    stage = models.CharField(_("stage"), max_length=24, blank=True)
    fraction = models.FloatField(_("share done"), default=0.0)
    result = models.JSONField(_("result"), null=True, blank=True)

    class Meta:
        verbose_name = _("shot")
        verbose_name_plural = _("shots")
        ordering = ["video", "index"]
        indexes = [models.Index(fields=["queue", "status", "queued_at"], name="shot_by_queue")]
        constraints = [
            models.UniqueConstraint(fields=["video", "index"], name="shot_index_once"),
            models.CheckConstraint(condition=Q(status__in=ShotStatus.values), name="shot_status_known"),
            models.CheckConstraint(condition=Q(fraction__gte=0, fraction__lte=1), name="shot_fraction_range"),
            models.CheckConstraint(condition=Q(seconds__gt=0), name="shot_seconds_positive"),
            models.CheckConstraint(
                condition=~Q(status=ShotStatus.RENDERING)
                | Q(attempt_token__isnull=False, lease_until__isnull=False),
                name="shot_rendering_is_leased",
            ),
            models.CheckConstraint(
                condition=~Q(status=ShotStatus.RENDERED) | Q(result__isnull=False),
                name="shot_rendered_has_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.video_id}/{self.index}"

    @property
    def folder(self) -> Path:
        """Private folder that holds one sub-folder per attempt."""
        return self.video.work_folder / f"shot-{self.index}"


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    """Reads of who is shown."""

    def ended(self) -> AppearanceQuerySet:
        """Those in others' videos to which consent has run out, where its owner said that they go then."""
        now = clock.now()
        gone = self.filter(withdrawn_at=None, person__cameo__ends_shown=True).exclude(
            video__owner_id=F("person_id")
        )
        late = Grant.objects.filter(
            cameo__owner=models.OuterRef("person"),
            person=models.OuterRef("video__owner"),
            expires_at__lte=now,
        )
        by_grant = Q(person__cameo__access=Access.APPROVED) & models.Exists(late)
        return gone.filter(Q(person__cameo__expires_at__lte=now) | by_grant)


class Appearance(models.Model):
    """A person whom a video shows by their cameo: who sees it, draft or not, and may take it down."""

    video = models.ForeignKey(Video, models.CASCADE, related_name="appearances", verbose_name=_("video"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="appearances", verbose_name=_("who is shown")
    )
    voiced = models.BooleanField(_("with their voice"), default=False)
    at = models.DateTimeField(_("when"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["video", "person"], name="appearance_once")]
        indexes = [models.Index(fields=["person", "-at"], name="appearance_by_person")]

    def __str__(self) -> str:
        return f"{self.person} ∈ {self.video_id}"


class Casting(models.Model):
    """A character that a video shows; who made the character may end it in videos of others."""

    video = models.ForeignKey(Video, models.CASCADE, related_name="castings", verbose_name=_("video"))
    character = models.ForeignKey(
        "cameo.Character", models.CASCADE, related_name="castings", verbose_name=_("character")
    )

    class Meta:
        verbose_name = _("character in a video")
        verbose_name_plural = _("characters in videos")
        constraints = [models.UniqueConstraint(fields=["video", "character"], name="casting_once")]

    def __str__(self) -> str:
        return f"{self.character} ∈ {self.video_id}"


class Part(models.Model):
    """One of the videos that a joined one is made of, in their order."""

    video = models.ForeignKey(Video, models.CASCADE, related_name="parts", verbose_name=_("video"))
    source = models.ForeignKey(
        Video, models.SET_NULL, null=True, blank=True, related_name="joined_in", verbose_name=_("part")
    )
    place = models.PositiveSmallIntegerField(_("place"))

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["video", "place"]
        constraints = [models.UniqueConstraint(fields=["video", "place"], name="part_place_once")]

    def __str__(self) -> str:
        return f"{self.video_id}+{self.source_id}"


class Mark(models.Model):
    """Which video the number in a film's invisible mark stands for, and the film's fingerprints."""

    video = models.OneToOneField(Video, models.CASCADE, related_name="mark", verbose_name=_("video"))
    number = models.BigIntegerField(_("number"), unique=True)
    prints = models.BinaryField(_("fingerprints"), default=bytes)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")

    def __str__(self) -> str:
        return f"{self.video_id}: {self.number:012x}"


class Attempt(models.Model):
    """One worker's try at one shot: staff read it, estimates learn from it."""

    shot = models.ForeignKey(Shot, models.CASCADE, related_name="attempt_rows", verbose_name=_("shot"))
    number = models.PositiveSmallIntegerField(_("number"))
    token = models.UUIDField(_("token"), unique=True)
    worker = models.CharField(_("worker"), max_length=120)
    started_at = models.DateTimeField(_("begun"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome, default=Outcome.RUNNING)
    error_code = models.CharField(_("code of the error"), max_length=64, blank=True)
    error_message = models.TextField(_("error"), blank=True)
    model = models.CharField(_("model"), max_length=64)
    wall_seconds = models.FloatField(_("seconds by the clock"), null=True, blank=True)
    cpu_seconds = models.FloatField(_("seconds of CPU"), null=True, blank=True)
    frame_pixels = models.PositiveBigIntegerField(_("pixels of all frames"), default=0)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["shot", "number"]
        indexes = [models.Index(fields=["model", "outcome", "-ended_at"], name="attempt_by_model")]
        constraints = [
            models.UniqueConstraint(fields=["shot", "number"], name="attempt_number_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="attempt_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.RUNNING, ended_at__isnull=True)
                | ~Q(outcome=Outcome.RUNNING) & Q(ended_at__gte=F("started_at")),
                name="attempt_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shot_id}#{self.number} {self.outcome}"


class Transition(models.Model):
    """One step of a video's life, written in the same transaction as the step itself; never changed."""

    video = models.ForeignKey(Video, models.CASCADE, related_name="transitions", verbose_name=_("video"))
    from_status = models.CharField(_("from"), max_length=16, choices=Status, blank=True)
    to_status = models.CharField(_("to"), max_length=16, choices=Status)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ["video", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_status=F("to_status")), name="transition_moves"),
        ]

    def __str__(self) -> str:
        return f"{self.from_status or '-'} -> {self.to_status}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append only."""
        if self.pk is not None:
            raise TypeError("A transition that happened cannot be changed.")
        super().save(*args, **kwargs)


# The rest of this app's models; at the end, as they stand beside those above.
from .fleet.models import LicenceAcceptance  # noqa: E402
from .library.models import Creation, LibraryImport  # noqa: E402
from .limits.models import Allowance  # noqa: E402
from .sharing.models import Stretch  # noqa: E402

__all__ = [
    "ACTIVE",
    "FILES",
    "SEED_LIMIT",
    "Allowance",
    "Appearance",
    "Attempt",
    "Creation",
    "LibraryImport",
    "LicenceAcceptance",
    "Mark",
    "Part",
    "Shot",
    "Stretch",
    "Transition",
    "Video",
    "VideoQuerySet",
    "new_public_id",
    "person_or_none",
]
