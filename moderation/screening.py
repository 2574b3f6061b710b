"""The rules for text and film; pure functions, so that a policy as data can take their place."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Any

from accounts.errors import Refusal

from . import refusals
from .text import Action, Finding, judge

LONGEST_PROMPT = 32_000
_ALLOWED_CONTROLS = {"\n", "\r", "\t"}
# Cc control, Cs surrogate, Cn unassigned, Co private use. Cf (joiners, direction marks) many scripts need.
_UNREADABLE = {"Cc", "Cs", "Cn", "Co"}
FLAT = 1.0
# what each category of the rules is refused by
FORBIDDEN: dict[str, type[Refusal]] = {
    "sexual": refusals.Sexual,
    "minors": refusals.Minors,
    "violence": refusals.Violence,
    "extremism": refusals.Extremism,
    "hate": refusals.Hate,
    "harassment": refusals.Harassment,
    "self_harm": refusals.SelfHarm,
    "dieting": refusals.Dieting,
    "dangerous": refusals.Dangerous,
    "drugs_weapons": refusals.DrugsWeapons,
    "illegal": refusals.Illegal,
    "real_person": refusals.RealPerson,
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


def text_refusal(text: str, surface: str, *, adult: bool) -> tuple[type[Refusal] | None, Finding | None]:
    """Why an adult or a teen cannot say `text` on `surface`, and what was found; None for what is fine."""
    refusal = prompt_refusal(text)
    if refusal is not None:
        return refusal, None
    finding = judge(text, surface)
    if finding is None or (adult and finding.action is Action.ADULTS):
        return None, None
    forbidden = FORBIDDEN[finding.category]
    return (forbidden if finding.action is Action.REFUSE else refusals.ForAdults), finding


def film_verdict(facts: Any) -> tuple[Verdict, str, str]:  # noqa: ANN401 (the probe of a media file)
    """Verdict, code and reason for a decoded film: `facts` has frames, duration, width, height, contrast."""
    if facts.frames < 1 or facts.duration <= 0 or min(facts.width, facts.height) < 1:
        return Verdict.SERIOUS, "film_empty", "The film has no frames."
    if facts.contrast is None:
        return Verdict.SERIOUS, "film_not_decoded", "The film was not decoded to its end."
    if facts.contrast < FLAT:
        return Verdict.DOUBT, "film_blank", "Every frame is one flat colour."
    return Verdict.ALLOW, "film_ok", ""
