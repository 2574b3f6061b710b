"""What is found in words and films, and what the policy makes of it; no rows are written here."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Any

from accounts.errors import Refusal

from . import guard, refusals
from .findings import Finding
from .policies.table import Decided, Table
from .policies.terms import Audience, Category, Outcome
from .text import read

LONGEST_PROMPT = 32_000
_ALLOWED_CONTROLS = {"\n", "\r", "\t"}
# Cc control, Cs surrogate, Cn unassigned, Co private use. Cf (joiners, direction marks) many scripts need.
_UNREADABLE = {"Cc", "Cs", "Cn", "Co"}
FLAT = 1.0
# what each category is refused by; others by NotAllowed
FORBIDDEN: dict[str, type[Refusal]] = {
    Category.SEXUAL: refusals.Sexual,
    Category.MINORS: refusals.Minors,
    Category.VIOLENCE: refusals.Violence,
    Category.EXTREMISM: refusals.Extremism,
    Category.HATE: refusals.Hate,
    Category.HARASSMENT: refusals.Harassment,
    Category.SELF_HARM: refusals.SelfHarm,
    Category.DIETING: refusals.Dieting,
    Category.DANGEROUS: refusals.Dangerous,
    Category.DRUGS_WEAPONS: refusals.DrugsWeapons,
    Category.DECEPTION: refusals.Deception,
    Category.ILLEGAL: refusals.Illegal,
    Category.REAL_PERSON: refusals.RealPerson,
}


class Verdict(StrEnum):
    """What release does: give out, keep for the owner, or hold for a person to look at."""

    ALLOW = "allow"
    DOUBT = "doubt"
    SERIOUS = "serious"


def prompt_refusal(text: str) -> type[Refusal] | None:
    """Why a prompt cannot be taken, or None."""
    if not any(not char.isspace() and unicodedata.category(char) != "Cf" for char in text):
        return refusals.EmptyPrompt
    if len(text) > LONGEST_PROMPT:
        return refusals.PromptTooLong
    if any(unicodedata.category(char) in _UNREADABLE and char not in _ALLOWED_CONTROLS for char in text):
        return refusals.PromptUnreadable
    return None


def findings(text: str, place: str) -> list[Finding]:
    """What our reading and the operator's guard find in `text`."""
    return guard.combined(read(text, place), text)


def refusal_for(decided: Decided, audience: str) -> type[Refusal] | None:
    """The refusal that tells a person of that audience about what was decided; None where it is no no."""
    if decided.finding is None:
        return None
    if decided.outcome is Outcome.REFUSE:
        return FORBIDDEN.get(decided.finding.category, refusals.NotAllowed)
    if decided.outcome is Outcome.ADULTS and audience == Audience.TEEN:
        return refusals.ForAdults
    return None


def judged(text: str, place: str, audience: str, table: Table) -> Decided:
    """What the policy makes of `text` there, said by somebody of that audience."""
    return table.decide(findings(text, place), place, audience)


def film_verdict(facts: Any) -> tuple[Verdict, str, str]:  # noqa: ANN401 (the probe of a media file)
    """Verdict, code and reason for a decoded film: `facts` has frames, duration, width, height, contrast."""
    if facts.frames < 1 or facts.duration <= 0 or min(facts.width, facts.height) < 1:
        return Verdict.SERIOUS, "film_empty", "The film has no frames."
    if facts.contrast is None:
        return Verdict.SERIOUS, "film_not_decoded", "The film was not decoded to its end."
    if facts.contrast < FLAT:
        return Verdict.DOUBT, "film_blank", "Every frame is one flat colour."
    return Verdict.ALLOW, "film_ok", ""
