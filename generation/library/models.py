"""Imports of exports, and the creations in them."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import clock


def new_name() -> str:
    """An unguessable name of an import."""
    return f"import_{secrets.token_hex(12)}"


class LibraryImport(models.Model):
    """A zip that somebody sent; its file goes when every clip was taken or refused."""

    public_id = models.CharField(max_length=48, unique=True, default=new_name, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="library_imports", verbose_name=_("owner")
    )
    name = models.CharField(_("file"), max_length=200)
    trouble = models.CharField(_("what was wrong with it"), max_length=300, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=clock.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of a library")
        verbose_name_plural = _("imports of libraries")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> Path:
        """Where the zip lies while it is needed; private."""
        return Path(settings.WORK_DIR) / "libraries" / f"{self.public_id}.zip"


class CreationStatus(models.TextChoices):
    """What became of a clip."""

    WAITING = "waiting", _("waits")
    TAKING = "taking", _("is being taken over")
    TAKEN = "taken", _("taken over")
    REFUSED = "refused", _("refused")


class Creation(models.Model):
    """One earlier creation: what it was, and the video that was made of its clip."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="creations", verbose_name=_("owner")
    )
    source = models.ForeignKey(
        LibraryImport, models.CASCADE, related_name="creations", verbose_name=_("import")
    )
    member = models.CharField(_("name in the zip"), max_length=500)
    words = models.TextField(_("words"), blank=True)
    library_folder = models.CharField(_("folder"), max_length=120, blank=True)
    favourite = models.BooleanField(_("favourite"), default=False)
    seed = models.PositiveBigIntegerField(_("seed"), null=True, blank=True)
    batch = models.CharField(_("made together with"), max_length=120, blank=True)
    variant = models.PositiveIntegerField(_("variant"), default=0)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=CreationStatus, default=CreationStatus.WAITING
    )
    reason = models.CharField(_("why not"), max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    taken_at = models.DateTimeField(_("begun"), null=True, blank=True)
    video = models.OneToOneField(
        "generation.Video", models.SET_NULL, null=True, blank=True, related_name="creation",
        verbose_name=_("video"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("earlier creation")
        verbose_name_plural = _("earlier creations")
        ordering = ["-made_at", "pk"]
        indexes = [models.Index(fields=["status", "id"], name="creation_by_status")]
        constraints = [
            models.UniqueConstraint(fields=["source", "member"], name="creation_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=CreationStatus.values), name="creation_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80] or self.member
