"""The row that a stretch is."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..states import ShotStatus, Status


class Stretch(models.Model):
    """A part of a shot's drawings that one worker leases: from `first` up to, not including, `stop`."""

    shot = models.ForeignKey(
        "generation.Shot", models.CASCADE, related_name="stretches", verbose_name=_("shot")
    )
    first = models.PositiveIntegerField(_("first drawing"))
    stop = models.PositiveIntegerField(_("end"))
    take = models.CharField(_("digest of the take"), max_length=64)
    status = models.CharField(_("status"), max_length=16, choices=ShotStatus, default=ShotStatus.QUEUED)
    queued_at = models.DateTimeField(_("queued"))
    attempt_token = models.UUIDField(_("token of the attempt"), null=True, blank=True)
    lease_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    worker = models.CharField(_("worker"), max_length=120, blank=True)
    fraction = models.FloatField(_("share done"), default=0.0)
    folder = models.CharField(_("folder"), max_length=200, blank=True)
    cpu_seconds = models.FloatField(_("seconds of CPU"), default=0.0)
    error_code = models.CharField(_("code of the error"), max_length=64, blank=True)
    error_message = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("stretch")
        verbose_name_plural = _("stretches")
        ordering = ["shot", "first"]
        indexes = [models.Index(fields=["status", "queued_at"], name="stretch_by_status")]
        constraints = [
            models.UniqueConstraint(fields=["shot", "first"], name="stretch_first_once"),
            models.CheckConstraint(condition=Q(stop__gt=F("first")), name="stretch_not_empty"),
            models.CheckConstraint(condition=Q(status__in=ShotStatus.values), name="stretch_status_known"),
            models.CheckConstraint(
                condition=~Q(status=ShotStatus.RENDERING)
                | Q(attempt_token__isnull=False, lease_until__isnull=False),
                name="stretch_rendering_is_leased",
            ),
            models.CheckConstraint(
                condition=~Q(status=ShotStatus.RENDERED) | ~Q(folder=""), name="stretch_rendered_has_folder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shot_id}:{self.first}-{self.stop}"

    @property
    def drawings(self) -> int:
        """How many drawings it has."""
        return self.stop - self.first

    @property
    def path(self) -> Path:
        """Where its finished drawings lie."""
        return Path(settings.WORK_DIR) / self.folder


def waiting() -> QuerySet[Stretch]:
    """Stretches that nobody draws, of shots whose worker waits for them."""
    return Stretch.objects.filter(
        status=ShotStatus.QUEUED,
        shot__status=ShotStatus.RENDERING,
        shot__video__status=Status.IN_PROGRESS,
    ).order_by("queued_at", "shot_id", "first")
