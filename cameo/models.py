"""Likenesses and who may use them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person


class Access(models.TextChoices):
    """Who may put a person into a video."""

    ONLY_ME = "only_me", _("only me")
    APPROVED = "approved", _("people I approve")
    MUTUALS = "mutuals", _("people I follow who follow me")
    EVERYONE = "everyone", _("everyone")


class Cameo(models.Model):
    """A person's verified likeness and the access they give to it; without a row nobody may use them."""

    owner = models.OneToOneField(Person, models.CASCADE, related_name="cameo", verbose_name=_("owner"))
    access = models.CharField(_("access"), max_length=12, choices=Access.choices, default=Access.ONLY_ME)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("cameo")
        verbose_name_plural = _("cameos")

    def __str__(self) -> str:
        return f"{self.owner} · {self.get_access_display()}"


class Grant(models.Model):
    """One person whom an owner approved."""

    cameo = models.ForeignKey(Cameo, models.CASCADE, related_name="grants", verbose_name=_("cameo"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="cameo_grants", verbose_name=_("person"))
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [models.UniqueConstraint(fields=["cameo", "person"], name="grant_once")]

    def __str__(self) -> str:
        return f"{self.cameo.owner} → {self.person}"
