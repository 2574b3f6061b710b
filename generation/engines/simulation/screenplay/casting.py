"""Who is cast and how they look: appearance from words, and from the seed where the words are silent."""

from __future__ import annotations

import random
from typing import Any

from .model import Appearance
from .tokens import Match
from .vocabulary import Role

SKINS = ("#f2c9a8", "#e3b088", "#c98d62", "#a86d45", "#7d4b2d", "#5c3621")
HAIRS = ("#2a1a12", "#4a2d1a", "#7a4b2c", "#1a1414", "#b98a48")
TOPS = ("#b3262c", "#1f6fb8", "#2f8f6b", "#e0912f", "#6b4fa8", "#d85a8a")
BOTTOMS = ("#232a3d", "#3a3f4a", "#2b4a6b", "#4a3b2e")
IRISES = ("#5b3a1e", "#3b5f3a", "#3a5f7d", "#2e1d12")
REACH = 3
PEOPLE: dict[str, dict[str, Any]] = {
    "man": {"voice": "low"},
    "woman": {"hair_style": "long", "voice": "high"},
    "boy": {"age": "child", "voice": "high"},
    "small_girl": {"age": "child", "hair_style": "long", "voice": "high"},
    "teen": {"age": "teen"},
    "old_man": {"age": "old", "hair": "#c9c6c0", "voice": "low"},
    "old_woman": {"age": "old", "hair": "#d6d3cd", "hair_style": "bun", "voice": "high"},
    "player": {"build": "strong"},
    "surfer": {"build": "strong"},
    "person": {},
}


def appearance(kind: str, changes: dict[str, Any], *, seed: int, swims: bool) -> Appearance:
    """A look: drawn from the seed, then what kind of person it is, then what the words say."""
    chance = random.Random(f"look {seed}")  # noqa: S311 (looks, not secrets)
    drawn: dict[str, Any] = {
        "skin": chance.choice(SKINS),
        "hair": chance.choice(HAIRS),
        "top": chance.choice(TOPS),
        "bottom": chance.choice(BOTTOMS),
        "eyes": chance.choice(IRISES),
        "hair_style": chance.choice(("short", "short", "curly", "long")),
        "voice": chance.choice(("low", "mid", "high")),
    }
    if swims:
        drawn |= {"bare_chest": kind not in {"woman", "small_girl", "old_woman"}, "bottom": "#1d5fb0"}
    return Appearance(**(drawn | PEOPLE.get(kind, {}) | changes))


def described(matches: list[Match]) -> tuple[dict[str, Any], dict[str, str], set[Match]]:
    """What the words say of the actor's look and of props' colours, and which matches were used for it.

    A colour belongs to the nearest garment or prop within three words: after it in English, before it in
    Italian.
    """
    look: dict[str, Any] = {}
    props: dict[str, str] = {}
    used: set[Match] = set()
    carriers = [match for match in matches if match.concept.role in {Role.GARMENT, Role.PROP}]
    for match in matches:
        concept = match.concept
        if concept.role is Role.LOOK and "=" in concept.value:
            field, _, value = concept.value.partition("=")
            look[field] = True if value == "1" else value
            used.add(match)
        if concept.role is Role.COLOUR:
            near = [c for c in carriers if _gap(match, c) <= REACH]
            if not near:
                continue
            carrier = min(near, key=lambda c: (_gap(match, c), c.first < match.first))
            target = look if carrier.concept.role is Role.GARMENT else props
            target[carrier.concept.value] = concept.value
            used |= {match, carrier}
    if "top" in look:
        look["bare_chest"] = False
    return look, props, used


def _gap(a: Match, b: Match) -> int:
    return max(b.first - a.last, a.first - b.last)
