"""Cases, statements of reasons, appeals, notes of staff, trusted flaggers, watched words.

What must stay true is in the database: an appeal is decided by somebody else than the decision, and so is the
second opinion on the gravest.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person

STAFF: Any = {"null": True, "blank": True, "editable": False, "related_name": "+"}


class Outcome(models.TextChoices):
    """What staff say of a case."""

    FINE = "fine", _("It does not break the rules")
    WARN = "warn", _("It breaks them a little: tell the person, leave it")
    REMOVE = "remove", _("Take it down")
    STRIKE = "strike", _("Take it down, and a strike")
    SUSPEND = "suspend", _("Take it down, and close the account")


MEASURES = (Outcome.WARN, Outcome.REMOVE, Outcome.STRIKE, Outcome.SUSPEND)


class Case(models.Model):
    """One thing that was reported, by however many: worked on once, by one person, the gravest by two."""

    about = models.CharField(_("about"), max_length=8)
    target = models.CharField(_("which"), max_length=80)
    subject = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="cases", verbose_name=_("whose it is")
    )
    category = models.CharField(_("why"), max_length=12)
    gravity = models.PositiveSmallIntegerField(_("gravity"), default=1)
    trusted = models.BooleanField(_("from a trusted flagger"), default=False)
    origin = models.CharField(_("came by"), max_length=8, default="report")
    excerpt = models.TextField(_("as it was"), blank=True)
    opened_at = models.DateTimeField(_("opened"), default=clock.now, db_index=True)
    hidden_at = models.DateTimeField(_("hidden since"), null=True, blank=True)
    evidence = models.JSONField(_("sealed files"), default=list, blank=True, editable=False)
    evidence_until = models.DateTimeField(_("preserved until"), null=True, blank=True, editable=False)
    escalated_at = models.DateTimeField(_("escalated"), null=True, blank=True)
    taken_until = models.DateTimeField(_("worked on until"), null=True, blank=True)
    taken_by = models.ForeignKey(Person, models.SET_NULL, verbose_name=_("worked on by"), **STAFF)
    first_outcome = models.CharField(_("first opinion"), max_length=8, choices=Outcome, blank=True)
    first_by = models.ForeignKey(Person, models.SET_NULL, verbose_name=_("first opinion by"), **STAFF)
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, verbose_name=_("decided by"), **STAFF)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-gravity", "-trusted", "opened_at", "pk"]
        permissions = [("escalated_case", "Can decide escalated cases")]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "target"], condition=Q(decided_at=None), name="case_open_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None) | ~Q(outcome="") & Q(decided_at__isnull=False),
                name="case_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(first_by=None) | ~Q(decided_by=F("first_by")),
                name="case_second_opinion_of_another",
            ),
        ]
        indexes = [models.Index(fields=["decided_at", "gravity"], name="case_queue")]

    def __str__(self) -> str:
        return f"{self.about} {self.target}"

    @property
    def is_sealed(self) -> bool:
        """Of the gravest kind: never shown unblurred, decided by two, preserved."""
        return self.gravity >= GRAVEST


GRAVEST = 3


class Note(models.Model):
    """What one of the staff tells the others about a case; nobody else reads it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes", verbose_name=_("case"))
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    words = models.CharField(_("note"), max_length=1000)
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at"]

    def __str__(self) -> str:
        return self.words[:60]


class Statement(models.Model):
    """A decision about something of a person, told to them: what, why, by which rule, by whom it was made."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="statements", verbose_name=_("to whom"))
    case = models.ForeignKey(
        Case, models.SET_NULL, null=True, blank=True, related_name="statements", verbose_name=_("case")
    )
    about = models.CharField(_("about"), max_length=8)
    target = models.CharField(_("which"), max_length=80)
    measure = models.CharField(_("measure"), max_length=8, choices=Outcome)
    rule = models.CharField(_("rule"), max_length=12)
    reason = models.TextField(_("reason"))
    automated = models.BooleanField(_("decided by a program"), default=False)
    by = models.ForeignKey(Person, models.SET_NULL, verbose_name=_("decided by"), **STAFF)
    at = models.DateTimeField(_("when"), default=clock.now, db_index=True)
    strike_until = models.DateTimeField(_("strike until"), null=True, blank=True)
    reversed_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("statement of reasons")
        verbose_name_plural = _("statements of reasons")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.about} {self.target}"


class Appeal(models.Model):
    """Somebody says that a decision was wrong; another person looks, once."""

    statement = models.OneToOneField(
        Statement, models.CASCADE, related_name="appeal", verbose_name=_("decision")
    )
    first_by = models.ForeignKey(Person, models.SET_NULL, verbose_name=_("decided first by"), **STAFF)
    words = models.TextField(_("why it was wrong"), max_length=2000)
    at = models.DateTimeField(_("when"), default=clock.now)
    right = models.BooleanField(_("the decision was wrong"), null=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(Person, models.SET_NULL, verbose_name=_("decided by"), **STAFF)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["decided_at", "at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(first_by=None) | ~Q(decided_by=F("first_by")),
                name="appeal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(right=None, decided_at=None) | Q(right__isnull=False, decided_at__isnull=False),
                name="appeal_decided",
            ),
        ]

    def __str__(self) -> str:
        return str(self.statement)


class SecondLook(models.Model):
    """Somebody asks a person to look at words that a program refused."""

    decision = models.OneToOneField(
        "moderation.Decision", models.CASCADE, related_name="second_look", verbose_name=_("decision")
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("who asks"))
    words = models.TextField(_("the words"), max_length=4000)
    why = models.CharField(_("why they are fine"), max_length=500, blank=True)
    print = models.CharField(_("fingerprint"), max_length=64, db_index=True, editable=False)
    at = models.DateTimeField(_("when"), default=clock.now)
    right = models.BooleanField(_("the words are fine"), null=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(Person, models.SET_NULL, verbose_name=_("decided by"), **STAFF)

    class Meta:
        verbose_name = _("second look")
        verbose_name_plural = _("second looks")
        ordering = ["decided_at", "at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("person")), name="second_look_by_another"
            ),
            models.CheckConstraint(
                condition=Q(right=None, decided_at=None) | Q(right__isnull=False, decided_at__isnull=False),
                name="second_look_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]


class TrustedFlagger(models.Model):
    """Somebody whose reports come first."""

    person = models.OneToOneField(
        Person, models.CASCADE, related_name="trusted_flagger", verbose_name=_("who")
    )
    why = models.CharField(_("why"), max_length=200)
    since = models.DateTimeField(_("since"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("trusted flagger")
        verbose_name_plural = _("trusted flaggers")

    def __str__(self) -> str:
        return str(self.person)


class Watch(models.Model):
    """Words that are looked at by a person, or, as an emergency switch for a topic, stopped for a while."""

    topic = models.CharField(_("topic"), max_length=80)
    words = models.TextField(_("words"), help_text=_("One word or phrase a line, in any language."))
    stop = models.BooleanField(
        _("stop it"), default=False, help_text=_("Nothing with these words is made or said while it is on.")
    )
    on = models.BooleanField(_("on"), default=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, verbose_name=_("made by"), **STAFF)
    made_at = models.DateTimeField(_("made"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("watched topic")
        verbose_name_plural = _("watched topics")
        ordering = ["topic"]

    def __str__(self) -> str:
        return self.topic


class RemovedPrint(models.Model):
    """The fingerprints of something that was taken down: it does not come in again."""

    about = models.CharField(_("about"), max_length=8)
    target = models.CharField(_("which"), max_length=80, db_index=True)
    prints = models.BinaryField(_("fingerprints"))
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("fingerprints of something removed")
        verbose_name_plural = _("fingerprints of what was removed")
        constraints = [models.UniqueConstraint(fields=["about", "target"], name="removed_print_once")]

    def __str__(self) -> str:
        return f"{self.about} {self.target}"
