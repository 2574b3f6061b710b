"""What was told to whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import clock
from ..models import Person


class Notice(models.Model):
    """One thing told to one person; like things about one subject are one row until it is seen."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices", verbose_name=_("who is told"))
    kind = models.CharField(_("kind"), max_length=32)
    actor = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("who did it last")
    )
    about = models.CharField(_("what it is about"), max_length=64, blank=True)
    words = models.CharField(_("words"), max_length=200, blank=True)
    url = models.CharField(_("where it leads"), max_length=200, blank=True)
    others = models.PositiveIntegerField(_("how many others"), default=0)
    at = models.DateTimeField(_("when"), default=clock.now)
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "-at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about"], condition=Q(seen_at=None), name="notice_once_unseen"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind}"


class Digest(models.TextChoices):
    """How often unseen notices are mailed."""

    NEVER = "never", _("Never")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")


class NoticeSettings(models.Model):
    """What one person wants to be told."""

    person = models.OneToOneField(
        Person, models.CASCADE, related_name="notice_settings", verbose_name=_("person")
    )
    off = models.JSONField(_("groups switched off"), default=list, blank=True)
    digest = models.CharField(_("by e-mail"), max_length=8, choices=Digest.choices, default=Digest.NEVER)
    mailed_at = models.DateTimeField(_("last mailed"), null=True, blank=True)

    class Meta:
        verbose_name = _("wishes about notices")
        verbose_name_plural = _("wishes about notices")

    def __str__(self) -> str:
        return str(self.person)
