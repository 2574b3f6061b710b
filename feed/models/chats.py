"""What somebody told of their chats: topics; never the chats."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person


class ReadState(models.TextChoices):
    """How far the reading of an export is."""

    WAITING = "waiting", _("waiting")
    READING = "reading", _("being read")
    DONE = "done", _("read")
    FAILED = "failed", _("not read")


class ChatReading(models.Model):
    """One export being read, or how that went; the file is gone when it ends."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="chat_readings", verbose_name=_("who"))
    upload_id = models.BigIntegerField(_("upload"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=ReadState, default=ReadState.WAITING)
    percent = models.PositiveSmallIntegerField(_("percent"), default=0)
    conversations = models.PositiveIntegerField(_("conversations"), default=0)
    problem = models.CharField(_("problem"), max_length=16, blank=True)
    at = models.DateTimeField(_("asked"), default=clock.now)
    beat_at = models.DateTimeField(_("last sign of life"), default=clock.now)

    class Meta:
        verbose_name = _("reading of chats")
        verbose_name_plural = _("readings of chats")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=["waiting", "reading"]), name="chat_reading_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.state in {ReadState.WAITING, ReadState.READING}


class ChatTopic(models.Model):
    """A topic that came up in somebody's chats, as they left it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="chat_topics", verbose_name=_("who"))
    phrase = models.CharField(_("topic"), max_length=80)
    weight = models.FloatField(_("how much"), default=1.0)
    conversations = models.PositiveIntegerField(_("conversations"), default=0)
    last_at = models.DateTimeField(_("last came up"), null=True, blank=True)
    vector = models.BinaryField(_("meaning"), max_length=384, null=True, editable=False)
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("topic of chats")
        verbose_name_plural = _("topics of chats")
        ordering = ["-weight", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "phrase"], name="chat_topic_once"),
            models.CheckConstraint(condition=~Q(phrase=""), name="chat_topic_has_words"),
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=2), name="chat_topic_weight"),
        ]

    def __str__(self) -> str:
        return self.phrase
