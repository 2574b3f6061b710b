"""The words that the policy is written in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What something can be about, or why nobody can tell."""

    SEXUAL = "sexual", _("Nudity and sex")
    MINORS = "minors", _("Minors next to sexual words")
    VIOLENCE = "violence", _("Gore, torture, massacres")
    FIGHTS = "fights", _("Fights, blood and death without gore")
    EXTREMISM = "extremism", _("Praise of terror and of fascism")
    HATE = "hate", _("Attacks on people for what they are")
    HARASSMENT = "harassment", _("Threats and torment")
    SELF_HARM = "self_harm", _("Suicide and self-harm")
    DIETING = "dieting", _("Starving and purging")
    DANGEROUS = "dangerous", _("Dangerous challenges")
    DRUGS_WEAPONS = "drugs_weapons", _("Making and selling drugs and weapons")
    INTOXICATION = "intoxication", _("Taking drugs and getting drunk")
    DECEPTION = "deception", _("False news, false evidence, scams")
    REAL_PERSON = "real_person", _("Well-known people by name")
    ILLEGAL = "illegal", _("How to commit a crime")
    LIKENESS = "likeness", _("Faces of people who were not asked")
    UNCLEAR = "unclear", _("Signs of harm of no certain kind")
    OTHER_LANGUAGE = "other_language", _("Words in a language that is not read here")
    UNREAD = "unread", _("Words, sound or pictures that could not be checked")


class Place(models.TextChoices):
    """Where something is said or shown."""

    PROMPT = "prompt", _("prompts")
    NAME = "name", _("names and profiles")
    CAPTION = "caption", _("captions")
    COMMENT = "comment", _("comments")
    MESSAGE = "message", _("messages")
    UPLOAD = "upload", _("uploads")
    FRAME = "frame", _("pictures of a film")
    SPEECH = "speech", _("what is spoken in a film")


class Audience(models.TextChoices):
    """Who asks or says it."""

    ADULT = "adult", _("adults")
    TEEN = "teen", _("people under 18")


class Outcome(models.TextChoices):
    """What follows."""

    ALLOW = "allow", _("is allowed")
    ADULTS = "adults", _("is for adults only")
    LOOK = "look", _("is shown, and a person looks at it afterwards")
    REVIEW = "review", _("waits for a person before others see it")
    REFUSE = "refuse", _("is refused")


# from the mildest
STRICTNESS = (Outcome.ALLOW, Outcome.ADULTS, Outcome.LOOK, Outcome.REVIEW, Outcome.REFUSE)
# where something can be shown first and looked at afterwards: films are looked at before, messages by nobody
LOOKED_AT = (Place.NAME, Place.CAPTION, Place.COMMENT)
EVERYWHERE = EVERYBODY = ""
