"""Versions of the weights of the ranking; one is live, older ones can be again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person

from ..ranking import Weights

LEAST, MOST = 0.0, 1000.0


def known_weights(values: object) -> None:
    """Refuse what is no table of known weights with numbers in range."""
    if not isinstance(values, dict):
        raise ValidationError(_("Give a table of names and numbers."))
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not LEAST <= value <= MOST:
            raise ValidationError(_("“%(name)s” needs a number from 0 to 1000.") % {"name": name})
    try:
        Weights.of(values)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class WeightsVersion(models.Model):
    """What is other than in the defaults of the code, why, and since when it holds; values never change."""

    values = models.JSONField(_("weights"), default=dict, blank=True, validators=[known_weights])
    why = models.CharField(_("why"), max_length=200)
    made_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), default=clock.now, editable=False)
    live_from = models.DateTimeField(_("live from"), null=True, editable=False)

    class Meta:
        verbose_name = _("weights of the feed")
        verbose_name_plural = _("weights of the feed")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.why}"
