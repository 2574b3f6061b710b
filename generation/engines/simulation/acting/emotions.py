"""What feelings and deeds look like on a face.

Six emotions after Ekman; their features follow the action units of FACS as far as a stylised face has them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..expression import Expression

FEELINGS: dict[str, Expression] = {
    "joy": Expression(lift=0.3, tilt=0.1, lids=0.96, squint=0.75, smile=1.0, jaw=0.2),
    "sadness": Expression(lift=0.15, tilt=1.0, lids=0.74, squint=0.15, smile=-0.85),
    "anger": Expression(lift=-0.8, tilt=-1.0, lids=0.86, squint=0.55, smile=-0.6, jaw=0.03),
    "fear": Expression(lift=0.9, tilt=0.85, lids=1.3, smile=-0.45, jaw=0.3),
    "surprise": Expression(lift=1.0, tilt=0.1, lids=1.38, smile=0.05, jaw=0.62, pucker=0.45),
    "disgust": Expression(lift=-0.45, tilt=-0.5, lids=0.68, squint=0.85, smile=-0.7, jaw=0.06, skew=0.8),
}
# How a shot's mood shows on who has no feeling of their own.
MOODS = {
    "happy": ("joy", 0.55), "funny": ("joy", 0.5), "romantic": ("joy", 0.4), "festive": ("joy", 0.6),
    "sad": ("sadness", 0.6), "tense": ("fear", 0.35), "mysterious": ("surprise", 0.2),
}  # fmt: skip
# The feeling that goes with a deed, and how strong it is.
DEEDS = {
    "laugh": ("joy", 1.0), "cheer": ("joy", 1.0), "dance": ("joy", 0.75), "party": ("joy", 0.9),
    "clap": ("joy", 0.7), "wave": ("joy", 0.75), "hug": ("joy", 0.8), "high_five": ("joy", 0.9),
    "kiss": ("joy", 0.5), "propose": ("joy", 0.6), "waltz": ("joy", 0.6), "skip": ("joy", 0.8),
    "hop": ("joy", 0.7), "star_jump": ("joy", 0.5), "surf": ("joy", 0.6), "ski": ("joy", 0.5),
    "photograph": ("joy", 0.4), "shake_hands": ("joy", 0.5), "give": ("joy", 0.6),
    "smile": ("joy", 0.9), "frown": ("anger", 0.7),
    "cry": ("sadness", 1.0), "be_angry": ("anger", 1.0), "box": ("anger", 0.7), "be_scared": ("fear", 1.0),
    "be_surprised": ("surprise", 1.0), "fall": ("surprise", 0.9), "slip": ("surprise", 0.9),
    "stumble": ("surprise", 0.6), "shake_head": ("disgust", 0.3), "lift": ("anger", 0.4),
    "push_up": ("anger", 0.3), "chase": ("anger", 0.25),
}  # fmt: skip
Play = Callable[[Expression, float], Expression]
_PLAYS: dict[str, Play] = {}


def play(*actions: str) -> Callable[[Play], Play]:
    """Register what a face does by itself during these deeds: (expression so far, seconds) -> expression."""

    def register(function: Play) -> Play:
        _PLAYS.update(dict.fromkeys(actions, function))
        return function

    return register


def plays(action: str) -> Play | None:
    """What a face does during a deed besides what is felt; None for most."""
    return _PLAYS.get(action)


def actions() -> frozenset[str]:
    """Every deed that a face knows of."""
    return frozenset(DEEDS) | frozenset(_PLAYS)


def blend(one: Expression, other: Expression, share: float) -> Expression:
    """`share` of the way from one expression to another."""
    return Expression.of(one.row() + share * (other.row() - one.row()))


def _with(face: Expression, **channels: float) -> Expression:
    row = {name: getattr(face, name) for name in Expression.__dataclass_fields__}
    return Expression(**(row | channels))


@play("sleep")
def _asleep(face: Expression, time: float) -> Expression:
    return _with(face, lids=0.0, jaw=0.05 + 0.05 * float(np.sin(1.7 * time)), smile=0.1)


@play("meditate", "pray")
def _still(face: Expression, time: float) -> Expression:
    del time
    return _with(face, lids=0.0, smile=0.3)


@play("kiss")
def _kissing(face: Expression, time: float) -> Expression:
    del time
    return _with(face, lids=0.05, pucker=0.95, jaw=0.05)


@play("laugh")
def _laughing(face: Expression, time: float) -> Expression:
    return _with(face, jaw=0.52 + 0.22 * float(np.sin(26.4 * time)), lids=0.5, squint=1.0)


@play("cry")
def _crying(face: Expression, time: float) -> Expression:
    return _with(face, jaw=0.18 + 0.1 * float(np.sin(6.9 * time)), lids=0.35)


@play("eat")
def _chewing(face: Expression, time: float) -> Expression:
    chew = float(np.sin(9.4 * time))
    return _with(
        face, jaw=0.13 + 0.12 * chew, pucker=0.3 - 0.15 * chew, skew=0.25 * float(np.sin(4.7 * time))
    )


@play("drink", "play_trumpet")
def _at_the_lips(face: Expression, time: float) -> Expression:
    del time
    return _with(face, pucker=0.6, jaw=0.06, smile=0.0)


@play("blow")
def _blowing(face: Expression, time: float) -> Expression:
    del time
    return _with(face, pucker=1.0, jaw=0.12, smile=0.0, lids=0.8)


@play("sing")
def _singing(face: Expression, time: float) -> Expression:
    vowel = 0.5 + 0.5 * float(np.sin(3.4 * time))
    return _with(face, jaw=0.25 + 0.4 * vowel, pucker=0.3 * (1 - vowel), lids=0.85, lift=0.5)


@play("think", "wonder")
def _thinking(face: Expression, time: float) -> Expression:
    del time
    return _with(face, lift=0.45, skew=-0.35, smile=0.0, yaw=0.28, pitch=0.22)


@play("shout", "conduct")
def _intent(face: Expression, time: float) -> Expression:
    del time
    return _with(face, lift=0.3, lids=1.1)
