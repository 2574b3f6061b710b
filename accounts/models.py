"""The nouns of people, with what must stay true as constraints of the database."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import clock, codes

HANDLE = RegexValidator(
    r"\A[a-z0-9_.]{3,30}\Z",
    _("A handle has 3 to 30 characters: small letters, digits, dots and underscores."),
)


class PersonQuerySet(models.QuerySet["Person"]):
    """People."""

    def visible_to(self, person: Any) -> PersonQuerySet:  # noqa: ANN401 (Person, AnonymousUser or None)
        """Active people between whom and `person` no block lies, in either direction."""
        active = self.filter(is_active=True, leaving_at=None)
        if person is None or not person.is_authenticated:
            return active
        return active.exclude(blocks_made__blocked=person).exclude(blocks_received__blocker=person)


class PersonManager(UserManager["Person"]):
    """Makes people; `createsuperuser` comes through here."""

    def get_queryset(self) -> PersonQuerySet:
        """All people, with this app's filters."""
        return PersonQuerySet(self.model, using=self._db)

    def visible_to(self, person: Any) -> PersonQuerySet:  # noqa: ANN401
        """See `PersonQuerySet.visible_to`."""
        return self.get_queryset().visible_to(person)


class Plan(models.TextChoices):
    """What an account may use."""

    FREE = "free", _("Free")
    PRO = "pro", _("Pro")


class Person(AbstractUser):
    """Somebody with an account; `username` is their handle."""

    username = models.CharField(
        _("handle"),
        max_length=30,
        unique=True,
        validators=[HANDLE],
        error_messages={"unique": _("This handle is taken.")},
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    display_name = models.CharField(_("name"), max_length=60, blank=True)
    bio = models.CharField(_("about you"), max_length=300, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    plan = models.CharField(_("plan"), max_length=8, choices=Plan.choices, default=Plan.FREE)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    named_in_films = models.BooleanField(
        _("write my handle into what I make"),
        default=False,
        help_text=_("In the signed provenance of each film, where other programs can read it."),
    )
    leaving_at = models.DateTimeField(
        _("is deleted at"), null=True, blank=True, editable=False, db_index=True
    )
    invited_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="invited", verbose_name=_("invited by")
    )

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="person_email_once"),
            models.CheckConstraint(condition=~Q(invited_by=F("id")), name="person_not_invited_by_self"),
        ]

    def __str__(self) -> str:
        return f"@{self.username}"

    def get_absolute_url(self) -> str:
        """The profile page."""
        return reverse("profile", args=[self.username])

    @property
    def name(self) -> str:
        """What to call them."""
        return self.display_name or self.username

    def age(self, today: date) -> int | None:
        """Full years at `today`; None when the birth date is not known."""
        born = self.birth_date
        if born is None:
            return None
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))

    @property
    def is_here(self) -> bool:
        """Active, and not on the way out."""
        return self.is_active and self.leaving_at is None

    @property
    def is_teen(self) -> bool:
        """Between 13 and 17 today."""
        age = self.age(clock.today())
        return age is not None and age < 18


class InviteBatch(models.Model):
    """Invites that staff minted together."""

    label = models.CharField(_("label"), max_length=80)
    count = models.PositiveIntegerField(_("how many codes"), default=1)
    cap = models.PositiveIntegerField(_("uses of each code"), default=1)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    created_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, editable=False, verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("batch of invites")
        verbose_name_plural = _("batches of invites")
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1, count__lte=1000), name="batch_count_range"),
            models.CheckConstraint(condition=Q(cap__gte=1), name="batch_cap_positive"),
        ]

    def __str__(self) -> str:
        return self.label


class Invite(models.Model):
    """A code that lets `cap` people in."""

    code = models.CharField(_("code"), max_length=24, unique=True, default=codes.new, editable=False)
    issuer = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="invites", verbose_name=_("given by")
    )
    batch = models.ForeignKey(
        InviteBatch, models.CASCADE, null=True, blank=True, related_name="invites", verbose_name=_("batch")
    )
    cap = models.PositiveIntegerField(_("uses"), default=1)
    used = models.PositiveIntegerField(_("used"), default=0, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("invite")
        verbose_name_plural = _("invites")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(used__lte=F("cap")), name="invite_used_within_cap"),
            models.CheckConstraint(condition=Q(cap__gte=1), name="invite_cap_positive"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def link(self) -> str:
        """The address to give away."""
        return f"{settings.SITE_URL}{reverse('invite', args=[self.code])}"

    @property
    def is_open(self) -> bool:
        """Whether somebody can still come in with it."""
        expired = self.expires_at is not None and self.expires_at <= clock.now()
        return self.revoked_at is None and not expired and self.used < self.cap


class Redemption(models.Model):
    """Who came in with which code."""

    invite = models.ForeignKey(Invite, models.PROTECT, related_name="redemptions", verbose_name=_("invite"))
    person = models.OneToOneField(Person, models.CASCADE, related_name="redemption", verbose_name=_("person"))
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("redemption")
        verbose_name_plural = _("redemptions")

    def __str__(self) -> str:
        return f"{self.person} · {self.invite}"


class WaitlistEntry(models.Model):
    """Somebody who would like to come in."""

    email = models.EmailField(_("e-mail address"), unique=True)
    note = models.CharField(_("what would you make?"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    created_at = models.DateTimeField(_("on the list since"), default=clock.now, editable=False)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)
    invite = models.OneToOneField(
        Invite, models.SET_NULL, null=True, blank=True, editable=False, verbose_name=_("invite")
    )

    class Meta:
        verbose_name = _("person waiting")
        verbose_name_plural = _("waiting list")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.email


class Follow(models.Model):
    """`follower` wants to see what `followed` makes."""

    follower = models.ForeignKey(
        Person, models.CASCADE, related_name="follows_made", verbose_name=_("who follows")
    )
    followed = models.ForeignKey(
        Person, models.CASCADE, related_name="follows_received", verbose_name=_("who is followed")
    )
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="follow_once"),
            models.CheckConstraint(condition=~Q(follower=F("followed")), name="follow_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.follower} → {self.followed}"


class Block(models.Model):
    """Neither sees anything of the other."""

    blocker = models.ForeignKey(
        Person, models.CASCADE, related_name="blocks_made", verbose_name=_("who blocked")
    )
    blocked = models.ForeignKey(
        Person, models.CASCADE, related_name="blocks_received", verbose_name=_("who is blocked")
    )
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="block_once"),
            models.CheckConstraint(condition=~Q(blocker=F("blocked")), name="block_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.blocker} ✕ {self.blocked}"


class Consent(models.Model):
    """What somebody agreed to, in which version of its text (see `consents`)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents", verbose_name=_("person"))
    subject = models.CharField(_("about"), max_length=16)
    version = models.PositiveSmallIntegerField(_("version of the text"))
    at = models.DateTimeField(_("when"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject", "version"], condition=Q(withdrawn_at=None), name="consent_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.subject} {self.version}"


class AuditEvent(models.Model):
    """One thing that was done, by whom, to what; rows are added and never changed."""

    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    verb = models.CharField(_("what"), max_length=60, db_index=True)
    target_type = models.ForeignKey(
        ContentType, models.SET_NULL, null=True, blank=True, verbose_name=_("kind of thing")
    )
    target_id = models.CharField(_("number of the thing"), max_length=40, blank=True)
    target = GenericForeignKey("target_type", "target_id")
    detail = models.JSONField(_("details"), default=dict, blank=True)
    at = models.DateTimeField(_("when"), default=clock.now, db_index=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; changing one is a mistake in the program."""
        if self.pk is not None:
            raise TypeError("The audit log is append-only.")
        super().save(*args, **kwargs)


# The rest of this app's models; at the end, as they point at those above.
from .family.models import AgeDoubt, FamilyLink, OwnRules, TimeSpent, Wish  # noqa: E402
from .mydata.models import Export, Moving, MovingState  # noqa: E402
from .notices.models import Notice, NoticeSettings  # noqa: E402
from .push.models import PushSubscription  # noqa: E402
from .uploads.models import Upload  # noqa: E402

__all__ = [
    "AgeDoubt",
    "AuditEvent",
    "Block",
    "Consent",
    "Export",
    "FamilyLink",
    "Follow",
    "Invite",
    "InviteBatch",
    "Moving",
    "MovingState",
    "Notice",
    "NoticeSettings",
    "OwnRules",
    "Person",
    "Plan",
    "PushSubscription",
    "Redemption",
    "TimeSpent",
    "Upload",
    "WaitlistEntry",
    "Wish",
]
