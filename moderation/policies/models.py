"""Versions of the policy and their rows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import clock

from .table import Row, Table
from .terms import Audience, Category, Outcome, Place


class Status(models.TextChoices):
    """Where a version is in its life."""

    DRAFT = "draft", _("draft")
    LIVE = "live", _("in force")
    ARCHIVED = "archived", _("no longer in force")


class PolicyVersion(models.Model):
    """One wording of the whole policy; only drafts change, and one version is in force."""

    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    changes_en = models.TextField(
        _("what changes, in English"),
        blank=True,
        help_text=_("Everybody reads this on the page of the rules."),
    )
    changes_it = models.TextField(_("what changes, in Italian"), blank=True)
    made_at = models.DateTimeField(_("written"), default=clock.now, editable=False)
    live_from = models.DateTimeField(_("in force from"), null=True, editable=False)

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=models.Q(status=Status.LIVE), name="policy_one_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(status=Status.DRAFT, live_from=None)
                | (~models.Q(status=Status.DRAFT) & models.Q(live_from__isnull=False)),
                name="policy_dated_once_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.get_status_display()})"

    @property
    def changes(self) -> str:
        """What changed, in the reader's language."""
        italian = (get_language() or "").startswith("it")
        return (self.changes_it if italian else self.changes_en) or self.changes_en

    def table(self) -> Table:
        """The rows as plain data."""
        return Table(
            self.number,
            tuple(
                Row(row.category, row.place, row.audience, Outcome(row.outcome)) for row in self.rows.all()
            ),
        )


class PolicyRow(models.Model):
    """What follows from a category; without a place or an audience it holds for all of them."""

    version = models.ForeignKey(PolicyVersion, models.CASCADE, related_name="rows", verbose_name=_("version"))
    category = models.CharField(_("category"), max_length=16, choices=Category.choices)
    place = models.CharField(_("where"), max_length=8, choices=Place.choices, blank=True)
    audience = models.CharField(_("for whom"), max_length=5, choices=Audience.choices, blank=True)
    outcome = models.CharField(_("what follows"), max_length=6, choices=Outcome.choices)

    class Meta:
        verbose_name = _("rule of a policy")
        verbose_name_plural = _("rules of a policy")
        ordering = ["category", "place", "audience"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "category", "place", "audience"], name="policy_row_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.place} {self.audience}: {self.outcome}"
