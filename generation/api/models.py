"""Keys for programs: shown once, kept as a digest."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import clock


class Scope(models.TextChoices):
    """What a key may do."""

    READ = "read", _("see videos")
    CREATE = "create", _("make videos")
    MANAGE = "manage", _("delete videos")


def every_scope() -> list[str]:
    """All scopes: what a key has unless it is narrowed."""
    return [str(value) for value in Scope.values]


class ApiKey(models.Model):
    """A key of a person; `digest` is the SHA-256 of it, `start` what is shown to tell keys apart."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_keys", verbose_name=_("whose")
    )
    name = models.CharField(_("name"), max_length=60)
    start = models.CharField(_("begins with"), max_length=16)
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("may"), default=every_scope)
    per_minute = models.PositiveIntegerField(_("requests a minute"), default=120)
    created_at = models.DateTimeField(_("created"), default=clock.now)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"

    @property
    def scopes_said(self) -> str:
        """The scopes in words."""
        return ", ".join(str(Scope(value).label) for value in self.scopes if value in Scope.values)
