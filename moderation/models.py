"""The log of decisions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person


class Surface(models.TextChoices):
    """What was judged."""

    PROMPT = "prompt", _("prompt")
    CAPTION = "caption", _("caption")
    COMMENT = "comment", _("comment")
    NAME = "name", _("name")
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
