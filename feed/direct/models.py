"""Conversations of two people, the seat of each, and what was said."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person

from ..models.post import Post


class Conversation(models.Model):
    """Two people, the one with the lower number first; a pair has one conversation."""

    first = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("one"))
    second = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("the other"))
    latest_at = models.DateTimeField(_("last message"), default=clock.now)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="conversation_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="conversation_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} · {self.second}"


class State(models.TextChoices):
    """What somebody said to being written to."""

    ASKED = "asked", _("asked")
    OPEN = "open", _("open")
    DECLINED = "declined", _("declined")


class Seat(models.Model):
    """One side of a conversation: how `person` stands to what `other` writes."""

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="seats", verbose_name=_("conversation")
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="seats", verbose_name=_("who"))
    other = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("with whom"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices)
    seen_at = models.DateTimeField(_("seen until"), null=True, blank=True)

    class Meta:
        verbose_name = _("side of a conversation")
        verbose_name_plural = _("sides of conversations")
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="seat_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="seat_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ← {self.other}: {self.state}"


class Message(models.Model):
    """Something said to the other; taken back, its words are gone."""

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="messages", verbose_name=_("conversation")
    )
    author = models.ForeignKey(Person, models.CASCADE, related_name="messages", verbose_name=_("who"))
    text = models.CharField(_("words"), max_length=2000, blank=True)
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("post")
    )
    at = models.DateTimeField(_("when"), default=clock.now)
    removed_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    covered = models.BooleanField(_("covered"), default=False)  # doubtful words: who gets them decides

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["conversation", "-id"], name="message_by_conversation"),
            models.Index(fields=["author", "at"], name="message_by_author"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(text="", post=None), name="message_removed_says_nothing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:40]}"
