"""Browsers that asked to be told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import clock
from ..models import Person


class PushSubscription(models.Model):
    """One browser of one person, as its push service named it; it ends with the session it was made in."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="push_subscriptions", verbose_name=_("person")
    )
    endpoint = models.CharField(_("address at the push service"), max_length=500, unique=True)
    p256dh = models.CharField(_("public key of the browser"), max_length=100)
    auth = models.CharField(_("secret of the browser"), max_length=40)
    session = models.CharField(_("session"), max_length=40, db_index=True)
    at = models.DateTimeField(_("since"), default=clock.now)

    class Meta:
        verbose_name = _("browser that is told")
        verbose_name_plural = _("browsers that are told")

    def __str__(self) -> str:
        return f"{self.person}: {self.endpoint[:40]}"
