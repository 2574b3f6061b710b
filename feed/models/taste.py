"""What a person asked of their feed, and what they were shown; nothing in here says how long they looked."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person

from .post import Post


class Scope(models.TextChoices):
    """How long a wish holds."""

    NOW = "now", _("For now")
    ALWAYS = "always", _("Until I change it")


class Signal(models.TextChoices):
    """What the feed "for you" may learn from; each has its own switch."""

    FOLLOWS = "follows", _("People you follow")
    LIKES = "likes", _("What you like, save and comment on")
    CREATIONS = "creations", _("What you make and remix")
    WISHES = "wishes", _("What you asked for in words")
    SEEN = "seen", _("What you have seen already")
    CHATS = "chats", _("Topics of your chats, if you brought them")


class Preference(models.Model):
    """A wish in words: more of something (`weight` above 0), less (below), or none at all (`hide`)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="preferences", verbose_name=_("who"))
    phrase = models.CharField(_("what"), max_length=80)
    weight = models.FloatField(_("how much"), default=1.0)
    hide = models.BooleanField(_("not at all"), default=False)
    scope = models.CharField(_("how long"), max_length=8, choices=Scope.choices, default=Scope.ALWAYS)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    removed_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    vector = models.BinaryField(_("meaning"), max_length=384, null=True, editable=False)
    said = models.CharField(_("in the words of the person"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=-2, weight__lte=2), name="wish_weight_range"),
            models.CheckConstraint(condition=~Q(phrase=""), name="wish_has_words"),
        ]
        indexes = [models.Index(fields=["person", "removed_at"], name="wish_by_person")]

    def __str__(self) -> str:
        return self.phrase


class Mute(models.Model):
    """`person` does not want to come across `muted`, who is not told."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="mutes", verbose_name=_("who"))
    muted = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("who is muted"))
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("mute")
        verbose_name_plural = _("mutes")
        constraints = [
            models.UniqueConstraint(fields=["person", "muted"], name="mute_once"),
            models.CheckConstraint(condition=~Q(person=F("muted")), name="mute_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.person} 🔇 {self.muted}"


class Hidden(models.Model):
    """`person` asked for less like `post`; it is not shown to them again."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="hidden_posts", verbose_name=_("who"))
    post = models.ForeignKey(Post, models.CASCADE, related_name="+", verbose_name=_("post"))
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("hidden post")
        verbose_name_plural = _("hidden posts")
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="hidden_once")]

    def __str__(self) -> str:
        return f"{self.person} ⊘ {self.post_id}"


class Seen(models.Model):
    """`post` was on a page that `person` was given."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="seen_posts", verbose_name=_("who"))
    post = models.ForeignKey(Post, models.CASCADE, related_name="+", verbose_name=_("post"))
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("seen post")
        verbose_name_plural = _("seen posts")
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="seen_once")]

    def __str__(self) -> str:
        return f"{self.person} 👁 {self.post_id}"


class Feeling(models.TextChoices):
    """How the feed is, by somebody's own word."""

    GOOD = "good", _("Good as it is")
    SAME = "same", _("Too much of the same")
    STRANGE = "strange", _("Not my things")
    LONG = "long", _("I stay too long")


class CheckIn(models.Model):
    """Somebody was asked whether the feed is good for them; the last answer is obeyed."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="check_ins", verbose_name=_("who"))
    feeling = models.CharField(_("answer"), max_length=8, choices=Feeling.choices, blank=True)
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person} · {self.feeling or '…'}"


class SignalSwitch(models.Model):
    """A signal that `person` switched off; no row means on."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="signals_off", verbose_name=_("who"))
    signal = models.CharField(_("signal"), max_length=12, choices=Signal.choices)
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("signal that is off")
        verbose_name_plural = _("signals that are off")
        constraints = [
            models.UniqueConstraint(fields=["person", "signal"], name="signal_off_once"),
            models.CheckConstraint(condition=Q(signal__in=Signal.values), name="signal_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.signal} off"
