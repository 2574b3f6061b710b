"""The log of decisions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person

from .policies.models import PolicyRow, PolicyVersion
from .policies.terms import Audience
from .policies.terms import Category as Topic

SURE = [("sure", _("sure")), ("unsure", _("unsure"))]
FINDERS = [
    ("rules", _("rules")),
    ("classifier", _("classifier")),
    ("guard", _("guard model")),
    ("frames", _("pictures")),
    ("check", _("a check that could not be made")),
]


class Surface(models.TextChoices):
    """What was judged."""

    PROMPT = "prompt", _("prompt")
    CAPTION = "caption", _("caption")
    COMMENT = "comment", _("comment")
    MESSAGE = "message", _("message")
    NAME = "name", _("name")
    UPLOAD = "upload", _("upload")
    FRAME = "frame", _("picture of a film")
    SPEECH = "speech", _("speech")
    FILM = "film", _("film")


class Decision(models.Model):
    """One judgement with its reason; rows are added and never changed."""

    surface = models.CharField(_("surface"), max_length=12, choices=Surface.choices)
    verdict = models.CharField(_("verdict"), max_length=12)
    code = models.CharField(_("code"), max_length=60)
    reason = models.TextField(_("reason"), blank=True)
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    excerpt = models.CharField(_("excerpt"), max_length=200, blank=True)
    # what the policy was asked about, so that another policy can be asked the same
    category = models.CharField(_("category"), max_length=16, choices=Topic.choices, blank=True)
    band = models.CharField(_("how sure"), max_length=6, choices=SURE, blank=True)
    by = models.CharField(_("found by"), max_length=10, choices=FINDERS, blank=True)
    audience = models.CharField(_("for whom"), max_length=5, choices=Audience.choices, blank=True)
    policy = models.PositiveIntegerField(_("policy"), null=True, blank=True)
    at = models.DateTimeField(_("when"), default=clock.now, db_index=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.surface}: {self.verdict} ({self.code})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; changing one is a mistake in the program."""
        if self.pk is not None:
            raise TypeError("Decisions are append-only.")
        super().save(*args, **kwargs)


class About(models.TextChoices):
    """What can be reported."""

    VIDEO = "video", _("video")
    COMMENT = "comment", _("comment")
    PROFILE = "profile", _("profile")
    MESSAGE = "message", _("message")
    CAMEO = "cameo", _("cameo")


class Category(models.TextChoices):
    """Why something is reported."""

    LIKENESS = "likeness", _("A likeness without consent")
    SEXUAL = "sexual", _("Sexual content")
    MINORS = "minors", _("A child is in danger")
    VIOLENCE = "violence", _("Cruelty or a call to it")
    HATE = "hate", _("Hate")
    HARASSMENT = "harassment", _("Threats or harassment")
    SELF_HARM = "self_harm", _("Suicide or self-harm")
    DECEPTION = "deception", _("Deception")
    OTHER = "other", _("Something else")


class Report(models.Model):
    """Somebody says that something should not be here; staff answer yes or no, once."""

    reporter = models.ForeignKey(
        Person, models.CASCADE, related_name="reports", verbose_name=_("who reports")
    )
    about = models.CharField(_("about"), max_length=8, choices=About.choices)
    target = models.CharField(_("which"), max_length=80)
    subject = models.ForeignKey(
        Person, models.CASCADE, related_name="reports_received", verbose_name=_("whose it is")
    )
    category = models.CharField(_("why"), max_length=12, choices=Category.choices)
    words = models.CharField(_("in words"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), default=clock.now, db_index=True)
    case = models.ForeignKey(
        "Case", models.SET_NULL, null=True, editable=False, related_name="reports", verbose_name=_("case")
    )
    upheld = models.BooleanField(_("right"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "about", "target"],
                condition=models.Q(upheld=None),
                name="report_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(upheld=None, decided_at=None)
                | models.Q(upheld__isnull=False, decided_at__isnull=False),
                name="report_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}: {self.about} {self.target}"


# The rest of this app's models; at the end, as they stand beside those above.
from .desk.models import (  # noqa: E402
    Appeal,
    Case,
    Note,
    RemovedPrint,
    SecondLook,
    Statement,
    TrustedFlagger,
    Watch,
)

__all__ = [
    "About",
    "Appeal",
    "Case",
    "Category",
    "Decision",
    "Note",
    "PolicyRow",
    "PolicyVersion",
    "RemovedPrint",
    "Report",
    "SecondLook",
    "Statement",
    "Surface",
    "TrustedFlagger",
    "Watch",
]
