"""Likenesses and who may use them."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person


class Access(models.TextChoices):
    """Who may put a person into a video."""

    ONLY_ME = "only_me", _("only me")
    APPROVED = "approved", _("people I approve")
    MUTUALS = "mutuals", _("people I follow who follow me")
    EVERYONE = "everyone", _("everyone")


def no_list() -> list[Any]:
    """A fresh, empty list."""
    return []


class Cameo(models.Model):
    """A person's verified likeness and the access they give to it; without a row nobody may use them.

    `likeness` holds the looks that were measured in the recording (fields of the
    engine's `Appearance`), `voice` its pitch in Hz and range. `restrictions` are
    the confirmed chips of `restrictions_text`; see `cameo.restrictions`.
    """

    owner = models.OneToOneField(Person, models.CASCADE, related_name="cameo", verbose_name=_("owner"))
    access = models.CharField(
        _("who may show my face"), max_length=12, choices=Access.choices, default=Access.ONLY_ME
    )
    voice_access = models.CharField(
        _("who may use my voice"), max_length=12, choices=Access.choices, default=Access.ONLY_ME
    )
    voice_copy = models.BooleanField(
        _("a trained voice may copy mine"),
        default=False,
        help_text=_(
            "Where this place has one, who may use my voice then hears it spoken as in my recording. Without "
            "it my figure only gets my pitch."
        ),
    )
    approve_each = models.BooleanField(_("ask me before each use"), default=False)
    expires_at = models.DateTimeField(_("others may use it until"), null=True, blank=True)
    ends_shown = models.BooleanField(_("then videos of others with me go, too"), default=False)
    restrictions_text = models.CharField(_("my rules, in my words"), max_length=500, blank=True)
    restrictions = models.JSONField(_("my rules, as understood"), default=no_list, blank=True)
    likeness = models.JSONField(_("looks"), default=dict, blank=True)
    voice = models.JSONField(_("voice"), default=dict, blank=True)
    reference = models.CharField(_("sealed face"), max_length=80, blank=True, editable=False)
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

    expires_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [models.UniqueConstraint(fields=["cameo", "person"], name="grant_once")]

    def __str__(self) -> str:
        return f"{self.cameo.owner} → {self.person}"


class RequestState(models.TextChoices):
    """Where a request for one use is."""

    PENDING = "pending", _("waiting")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")


class UseRequest(models.Model):
    """Somebody asks to show a person in one video, in just these words."""

    cameo = models.ForeignKey(Cameo, models.CASCADE, related_name="requests", verbose_name=_("cameo"))
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="cameo_requests", verbose_name=_("who asks")
    )
    words = models.TextField(_("words"))
    fingerprint = models.CharField(_("fingerprint of the words"), max_length=64, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState.choices, default=RequestState.PENDING
    )
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for a use")
        verbose_name_plural = _("requests for a use")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["cameo", "person", "fingerprint"], name="use_asked_once"),
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="use_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.cameo.owner}: {self.words[:40]}"


class Challenge(models.Model):
    """What a recording must show: numbers to say and turns to make, random, for one try within a time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="challenges", verbose_name=_("who"))
    digits = models.CharField(_("digits to say"), max_length=12)
    turns = models.JSONField(_("turns of the head"), default=no_list)
    made_at = models.DateTimeField(_("made"), default=clock.now)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        indexes = [models.Index(fields=["person", "-made_at"], name="challenge_by_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.made_at:%Y-%m-%d %H:%M}"


class Part(models.Model):
    """A piece of a recording on its way, sealed; `offset` and `size` are bytes."""

    challenge = models.ForeignKey(
        Challenge, models.CASCADE, related_name="parts", verbose_name=_("challenge")
    )
    offset = models.PositiveIntegerField(_("offset"))
    size = models.PositiveIntegerField(_("size"))
    file = models.CharField(_("file"), max_length=80, editable=False)

    class Meta:
        verbose_name = _("part of a recording")
        verbose_name_plural = _("parts of recordings")
        constraints = [models.UniqueConstraint(fields=["challenge", "offset"], name="recording_part_once")]

    def __str__(self) -> str:
        return f"{self.challenge_id}+{self.offset}"


class RecordingState(models.TextChoices):
    """Where a recording is."""

    CHECKING = "checking", _("being checked")
    PASSED = "passed", _("passed")
    UNCERTAIN = "uncertain", _("a person looks at it")
    FAILED = "failed", _("not passed")


class Recording(models.Model):
    """One recording of oneself, encrypted on disk, with what each check found."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="recordings", verbose_name=_("who"))
    challenge = models.OneToOneField(Challenge, models.CASCADE, verbose_name=_("challenge"))
    state = models.CharField(
        _("state"), max_length=10, choices=RecordingState.choices, default=RecordingState.CHECKING
    )
    file = models.CharField(_("file"), max_length=80, blank=True, editable=False)
    checks = models.JSONField(_("checks"), default=no_list, blank=True)
    made_at = models.DateTimeField(_("recorded"), default=clock.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["state", "made_at"], name="recording_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RecordingState.values), name="recording_state_known")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_state_display()}"


class CharacterState(models.TextChoices):
    """Where a character is."""

    READY = "ready", _("ready")
    UNCERTAIN = "uncertain", _("a person looks at it")
    DECLINED = "declined", _("not taken")


def new_character_id() -> str:
    """An unguessable name of a character: `char_` and 32 hexadecimal digits."""
    return f"char_{secrets.token_hex(16)}"


class Character(models.Model):
    """A pet or a thing of somebody's own, cut out of a film without people.

    `cutout` is its sealed picture, `frames` a sealed sheet of the film, kept only while staff must look at
    it; `height` is how tall it stands in scenes, in metres.
    """

    public_id = models.CharField(
        _("id"), max_length=40, unique=True, default=new_character_id, editable=False
    )
    owner = models.ForeignKey(Person, models.CASCADE, related_name="characters", verbose_name=_("owner"))
    name = models.CharField(_("name"), max_length=80)
    handle = models.CharField(_("name in prompts"), max_length=24)
    access = models.CharField(
        _("who may use it"), max_length=12, choices=Access.choices, default=Access.ONLY_ME
    )
    state = models.CharField(
        _("state"), max_length=10, choices=CharacterState.choices, default=CharacterState.UNCERTAIN
    )
    height = models.FloatField(_("height in metres"), default=0.6)
    cutout = models.CharField(_("picture"), max_length=80, blank=True, editable=False)
    frames = models.CharField(_("frames of the film"), max_length=80, blank=True, editable=False)
    checks = models.JSONField(_("checks"), default=no_list, blank=True)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("character")
        verbose_name_plural = _("characters")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="character_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "handle"], name="character_handle_once"),
            models.CheckConstraint(
                condition=Q(state__in=CharacterState.values), name="character_state_known"
            ),
            models.CheckConstraint(condition=Q(height__gte=0.1, height__lte=5), name="character_height"),
            models.CheckConstraint(
                condition=~Q(state=CharacterState.READY) | ~Q(cutout=""), name="character_ready_is_seen"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def mention(self, person: Person | None) -> str:
        """How `person` writes it in a prompt: by its owner's handle, too, unless it is their own."""
        own = person is not None and person.pk == self.owner_id
        return f"@{self.handle}" if own else f"@{self.owner.username}.{self.handle}"
