"""Keys for programs, what they made and used, and the webhooks that tell programs news."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import clock

from ..models import Video


class Scope(models.TextChoices):
    """What a key may do."""

    READ = "read", _("see videos")
    CREATE = "create", _("make videos")
    MANAGE = "manage", _("delete videos")


def every_scope() -> list[str]:
    """All scopes: what a key has unless it is narrowed."""
    return [str(value) for value in Scope.values]


class Event(models.TextChoices):
    """What programs can be told."""

    COMPLETED = "video.completed", _("a video is ready")
    FAILED = "video.failed", _("a video failed")


def every_event() -> list[str]:
    """All events: what an endpoint is told unless it is narrowed."""
    return [str(value) for value in Event.values]


def new_endpoint_id() -> str:
    """A name of an endpoint: `we_` and 24 hexadecimal digits."""
    return f"we_{secrets.token_hex(12)}"


def new_event_id() -> str:
    """A name of an event: `evt_` and 32 hexadecimal digits."""
    return f"evt_{secrets.token_hex(16)}"


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
    per_day = models.PositiveIntegerField(_("videos a day"), default=1000)
    concurrent = models.PositiveIntegerField(_("videos at the same time"), default=20)
    created_at = models.DateTimeField(_("created"), default=clock.now)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    expires_at = models.DateTimeField(_("works until"), null=True, blank=True)
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


class Made(models.Model):
    """Which key made a video, and the digest of what it asked: the same idempotency key must ask the same."""

    video = models.OneToOneField(Video, models.CASCADE, related_name="made_by", verbose_name=_("video"))
    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="made", verbose_name=_("API key"))
    asked = models.CharField(_("digest of the call"), max_length=64)
    at = models.DateTimeField(_("made"), default=clock.now)
    expires_at = models.DateTimeField(_("programs can fetch it until"), null=True, blank=True)

    class Meta:
        verbose_name = _("video made by a key")
        verbose_name_plural = _("videos made by keys")
        indexes = [models.Index(fields=["key", "at"], name="made_by_key")]

    def __str__(self) -> str:
        return str(self.video)


class Usage(models.Model):
    """What a key did in one hour: requests, those that were refused, bytes of films sent."""

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="usage", verbose_name=_("API key"))
    hour = models.DateTimeField(_("hour"))
    requests = models.PositiveBigIntegerField(_("requests"), default=0)
    refused = models.PositiveBigIntegerField(_("refused"), default=0)
    sent_bytes = models.PositiveBigIntegerField(_("bytes sent"), default=0)

    class Meta:
        verbose_name = _("use of a key")
        verbose_name_plural = _("use of keys")
        ordering = ["hour"]
        constraints = [models.UniqueConstraint(fields=["key", "hour"], name="usage_one_an_hour")]

    def __str__(self) -> str:
        return f"{self.key} {self.hour:%Y-%m-%d %H}"


class Endpoint(models.Model):
    """Where a person wants to be told; while `old_until` lasts, calls are signed with the old secret too."""

    public_id = models.CharField(_("name"), max_length=48, unique=True, default=new_endpoint_id)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="webhooks", verbose_name=_("whose")
    )
    url = models.URLField(_("address"), max_length=500)
    events = models.JSONField(_("events"), default=every_event)
    secret = models.CharField(_("secret"), max_length=80)
    old_secret = models.CharField(_("secret before"), max_length=80, blank=True)
    old_until = models.DateTimeField(_("secret before works until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=clock.now)
    disabled_at = models.DateTimeField(_("switched off"), null=True, blank=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One event for one endpoint: due at `next_at`, until it was delivered or given up."""

    public_id = models.CharField(_("name"), max_length=48, unique=True, default=new_event_id)
    endpoint = models.ForeignKey(
        Endpoint, models.CASCADE, related_name="deliveries", verbose_name=_("webhook")
    )
    type = models.CharField(_("event"), max_length=32)
    about = models.CharField(_("about"), max_length=48)
    created_at = models.DateTimeField(_("created"), default=clock.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_at = models.DateTimeField(_("next try"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["next_at"], name="delivery_due")]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "type", "about"], name="delivery_once_each"),
            models.CheckConstraint(
                condition=models.Q(delivered_at=None) | models.Q(next_at=None), name="delivery_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.about}"


class Try(models.Model):
    """One attempt at a delivery: the status that was answered, or what went wrong."""

    delivery = models.ForeignKey(
        Delivery, models.CASCADE, related_name="attempts", verbose_name=_("delivery")
    )
    at = models.DateTimeField(_("tried"), default=clock.now)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=200, blank=True)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), default=0)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.status or self.error}"
