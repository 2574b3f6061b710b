"""Links between a guardian and a teen, the rules on them, what a teen asks for, and one's own rules."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import clock, codes

OFFER_LASTS = timedelta(days=7)
MOST_MINUTES, MOST_VIDEOS = 1440, 1000


class Rules(models.Model):
    """What may be, as switches and limits; an empty limit is none."""

    personalised_feed = models.BooleanField(_("a feed of their own"), default=True)
    continuous_scroll = models.BooleanField(_("a feed that goes on by itself"), default=True)
    comments = models.BooleanField(_("comments"), default=True)
    public_posts = models.BooleanField(_("posts that everybody sees"), default=True)
    unlisted_posts = models.BooleanField(_("posts for whoever has the link"), default=True)
    cameo = models.BooleanField(_("a cameo of themselves"), default=True)
    cameo_by_others = models.BooleanField(_("their cameo in videos by others"), default=True)
    new_followers = models.BooleanField(_("new followers"), default=True)
    strangers_follow = models.BooleanField(_("followers whom they do not follow"), default=True)
    discoverable = models.BooleanField(_("a profile that search finds"), default=True)
    direct_messages = models.BooleanField(_("direct messages"), default=True)
    daily_videos = models.PositiveSmallIntegerField(
        _("videos a day"), null=True, blank=True, validators=[MaxValueValidator(MOST_VIDEOS)]
    )
    daily_minutes = models.PositiveSmallIntegerField(
        _("minutes a day in the feed"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)],
    )
    break_minutes = models.PositiveSmallIntegerField(
        _("minutes until a break"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5), MaxValueValidator(MOST_MINUTES)],
    )
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_to = models.TimeField(_("quiet until"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=48, blank=True, default="")

    class Meta:
        abstract = True


class OwnRules(Rules):
    """What a person set for themselves."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="own_rules", verbose_name=_("whose")
    )
    messages_from_strangers = models.BooleanField(_("messages from people you do not follow"), default=True)
    zone_changed_at = models.DateTimeField(_("time zone changed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("own rules")
        verbose_name_plural = _("own rules")

    def __str__(self) -> str:
        return str(self.person)


class Side(models.TextChoices):
    """Who offered a link."""

    GUARDIAN = "guardian", _("guardian")
    TEEN = "teen", _("teen")


class LinkQuerySet(models.QuerySet["FamilyLink"]):
    """Links by where they are in their life."""

    def in_force(self) -> LinkQuerySet:
        """Confirmed by both and not ended."""
        return self.exclude(confirmed_at=None).filter(ended_at=None)


class FamilyLink(Rules):
    """A guardian and a teen: offered by one side, accepted by the other, confirmed by the first."""

    code = models.CharField(_("code"), max_length=24, unique=True, default=codes.new, editable=False)
    offered_by = models.CharField(_("offered by"), max_length=8, choices=Side.choices)
    guardian = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="teens",
        verbose_name=_("guardian"),
    )
    teen = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="guardians",
        verbose_name=_("teen"),
    )
    created_at = models.DateTimeField(_("offered"), default=clock.now)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    changed_at = models.DateTimeField(_("rules changed"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=300, blank=True)

    # what the strict defaults of teens forbid is allowed only by a guardian who says so
    personalised_feed = models.BooleanField(_("a feed of their own"), default=False)
    continuous_scroll = models.BooleanField(_("a feed that goes on by itself"), default=False)
    public_posts = models.BooleanField(_("posts that everybody sees"), default=False)
    discoverable = models.BooleanField(_("a profile that search finds"), default=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("family link")
        verbose_name_plural = _("family links")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guardian", "teen"], condition=Q(ended_at=None), name="family_link_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(guardian__isnull=False, teen__isnull=False),
                name="family_link_whole",
            ),
            models.CheckConstraint(
                condition=Q(guardian=None) | Q(teen=None) | ~Q(guardian=F("teen")), name="family_link_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian} → {self.teen}"

    @property
    def link(self) -> str:
        """The address to give to the other side."""
        return f"{settings.SITE_URL}{reverse('family_join', args=[self.code])}"

    @property
    def is_open(self) -> bool:
        """Whether the other side can still accept it."""
        fresh = self.created_at > clock.now() - OFFER_LASTS
        return fresh and self.accepted_at is None and self.ended_at is None


class Wish(models.Model):
    """What a teen asks a guardian for."""

    link = models.ForeignKey(FamilyLink, models.CASCADE, related_name="wishes", verbose_name=_("link"))
    words = models.CharField(_("words"), max_length=300)
    at = models.DateTimeField(_("asked"), default=clock.now)
    granted = models.BooleanField(_("granted"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.words


class Sign(models.TextChoices):
    """Why an age may be wrong."""

    SAID = "said", _("their own words")
    REFUSED = "refused", _("their browser was refused as too young")
    GUARDIAN = "guardian", _("a guardian says so")


class Outcome(models.TextChoices):
    """What staff found."""

    RIGHT = "right", _("the age is right")
    CORRECTED = "corrected", _("corrected")


class AgeDoubt(models.Model):
    """A sign that somebody's age is not what their birthday says; staff look at it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="age_doubts", verbose_name=_("person")
    )
    sign = models.CharField(_("sign"), max_length=8, choices=Sign.choices)
    words = models.CharField(_("words"), max_length=200, blank=True)
    at = models.DateTimeField(_("when"), default=clock.now)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        verbose_name = _("doubt about an age")
        verbose_name_plural = _("doubts about ages")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "sign"], condition=Q(decided_at=None), name="age_doubt_once_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_sign_display()}"


class TimeSpent(models.Model):
    """How long a person looked at the feed on a day of theirs, and at how many posts."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="time_spent", verbose_name=_("person")
    )
    day = models.DateField(_("day"))
    seconds = models.PositiveIntegerField(_("seconds"), default=0)
    posts = models.PositiveIntegerField(_("posts"), default=0)
    last_at = models.DateTimeField(_("last"), default=clock.now)
    session_posts = models.PositiveIntegerField(_("posts since the last pause"), default=0)
    session_began = models.DateTimeField(_("since the last pause"), default=clock.now)
    sitting_began = models.DateTimeField(_("since the last break"), default=clock.now)

    class Meta:
        verbose_name = _("time spent")
        verbose_name_plural = _("time spent")
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="time_spent_once_a_day")]

    def __str__(self) -> str:
        return f"{self.person} {self.day}"
