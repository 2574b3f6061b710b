"""A copy of somebody's data: asked for, made, fetched, tidied away."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import clock


class ExportState(models.TextChoices):
    """How far a copy is."""

    WAITING = "waiting", _("waiting")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class Errand(models.Model):
    """Work of minutes in a worker; one whose worker died is taken up again, three times at most."""

    beat_at = models.DateTimeField(_("last sign of life"), default=clock.now, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, editable=False)

    class Meta:
        abstract = True


class Export(Errand):
    """One copy; its file is private and lies outside of everything that is served."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    state = models.CharField(_("state"), max_length=8, choices=ExportState, default=ExportState.WAITING)
    percent = models.PositiveSmallIntegerField(_("percent"), default=0)
    file = models.CharField(_("file"), max_length=80, blank=True, editable=False)
    bytes = models.PositiveBigIntegerField(_("size"), default=0)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    began_at = models.DateTimeField(_("begun"), null=True, blank=True)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)

    class Meta:
        verbose_name = _("copy of data")
        verbose_name_plural = _("copies of data")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=["waiting", "making"]), name="export_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.state}"

    @property
    def path(self) -> Path:
        """Where its file lies."""
        return folder() / self.file

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""
        return self.state in {ExportState.WAITING, ExportState.MAKING}


class MovingState(models.TextChoices):
    """How far the taking over of a copy is."""

    WAITING = "waiting", _("waiting")
    TAKING = "taking", _("being taken over")
    DONE = "done", _("taken over")
    FAILED = "failed", _("failed")


class Moving(Errand):
    """A copy from another server that is taken over, or how that went; the file is gone when it ends."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="movings")
    upload_id = models.BigIntegerField(_("upload"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=MovingState, default=MovingState.WAITING)
    percent = models.PositiveSmallIntegerField(_("percent"), default=0)
    told = models.JSONField(_("what was taken over"), default=dict, blank=True)
    at = models.DateTimeField(_("asked"), default=clock.now)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("moving in")
        verbose_name_plural = _("movings in")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=["waiting", "taking"]), name="moving_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.state in {MovingState.WAITING, MovingState.TAKING}


def folder() -> Path:
    """The private folder of all copies."""
    return Path(settings.DATA_DIR) / "exports"
