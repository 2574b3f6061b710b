"""What a plan allows, from a moment on; rows are added and withdrawn, never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import clock


class Why(models.TextChoices):
    """What moved a limit."""

    SETTING = "setting", _("set by the people who run this site")
    CAPACITY = "capacity", _("follows what the machines can make")
    STAFF = "staff", _("decided by staff")


class Allowance(models.Model):
    """The limits of a plan: credits in a rolling day, and videos in the making at the same time."""

    plan = models.CharField(_("plan"), max_length=8)
    credits = models.PositiveIntegerField(_("credits in 24 hours"))
    at_once = models.PositiveIntegerField(_("videos at the same time"))
    why = models.CharField(_("why"), max_length=12, choices=Why)
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    announced_at = models.DateTimeField(_("announced"), default=clock.now)
    holds_from = models.DateTimeField(_("holds from"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("limit of a plan")
        verbose_name_plural = _("limits of plans")
        ordering = ["-holds_from", "-pk"]
        indexes = [models.Index(fields=["plan", "-holds_from"], name="allowance_by_plan")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(holds_from__gte=models.F("announced_at")), name="allowance_told_before"
            ),
            models.CheckConstraint(condition=models.Q(at_once__gte=1), name="allowance_one_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.credits} ({self.holds_from:%Y-%m-%d %H:%M})"
