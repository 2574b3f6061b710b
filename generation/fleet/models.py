"""The terms of weights that staff accepted, with what they accepted word for word."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import clock


class LicenceAcceptance(models.Model):
    """Staff accepted the licence of weights, at one revision; withdrawn, the weights rest."""

    weights = models.CharField(_("weights"), max_length=80)
    source = models.CharField(_("source"), max_length=400)
    revision = models.CharField(_("revision"), max_length=64, blank=True)
    licence = models.CharField(_("licence"), max_length=300)
    duties = models.JSONField(_("duties"), default=list, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("accepted by")
    )
    accepted_at = models.DateTimeField(_("accepted"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("licence of a model")
        verbose_name_plural = _("fleet and licences")
        ordering = ["-accepted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["weights", "source", "revision", "licence"],
                condition=models.Q(withdrawn_at=None),
                name="licence_accepted_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.weights}: {self.licence}"
