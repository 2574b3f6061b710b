"""Calls of animals: a table of voices by species, and where in a shot somebody calls."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module

import numpy as np

from ..screenplay import Shot
from .noise import SAMPLE_RATE, Samples

Voice = Callable[[float, np.random.Generator], Samples]
VOICES: dict[str, Voice] = {}
CALLING = frozenset(
    {"speak", "talk", "bark", "call", "sing", "roar", "howl", "meow", "cheer", "cry", "laugh"}
)
CLEAR_SECONDS = 0.3
MOST_CALLS, LONGEST = 3, 2.2
_KIN = {
    "puppy": "dog", "kitten": "cat", "polar_bear": "bear", "panda": "bear", "zebra": "donkey",
    "pony": "horse", "unicorn": "horse", "bull": "cow", "buffalo": "cow", "lamb": "sheep", "hen": "chicken",
    "parrot": "crow", "eagle": "hawk", "seagull": "gull",
    "penguin": "goose", "sparrow": "bird", "robin": "bird", "pigeon": "dove",
    "leopard": "tiger", "cheetah": "tiger", "dragon": "dinosaur", "trex": "dinosaur",
    "ape": "monkey", "gorilla": "monkey",
    "chimpanzee": "monkey", "toad": "frog", "wasp": "bee", "fly": "bee", "rat": "mouse",
    "hamster": "mouse", "hedgehog": "mouse", "rabbit": "mouse", "orca": "dolphin",
    "crocodile": "bear", "hippo": "bear", "rhino": "bear", "ostrich": "dove",
    "swan": "goose", "turkey": "chicken", "husky": "wolf", "llama": "camel", "squirrel": "mouse",
}  # fmt: skip
SILENT = frozenset(
    (
        "turtle",
        "kangaroo",
        "fish",
        "shark",
        "butterfly",
        "octopus",
        "crab",
        "spider",
        "snail",
        "ant",
        "jellyfish",
    )
)
"""Animals that make no call a person would know."""


def voice(*species: str) -> Callable[[Voice], Voice]:
    """Register the voice of species: (seconds, rng) -> mono samples of that length, peak at most about 1."""

    def register(make: Voice) -> Voice:
        for name in species:
            VOICES[name] = make
        return make

    return register


@cache
def _load() -> None:
    from . import animals

    for module in pkgutil.iter_modules(animals.__path__):
        import_module(f"{animals.__name__}.{module.name}")


def known(kind: str) -> bool:
    """Whether a body of that kind has a voice of an animal."""
    _load()
    return kind in VOICES or kind in _KIN


def voice_of(kind: str) -> Voice:
    """The voice of a species or its nearest kin; KeyError when it has none."""
    _load()
    return VOICES[kind if kind in VOICES else _KIN[kind]]


def calls(
    cast: Sequence[tuple[str, str]],
    shot: Shot,
    seconds: float,
    rng: np.random.Generator,
    *,
    busy: Sequence[float] = (),
    asked: bool = False,
) -> list[tuple[str, float, Samples]]:
    """(actor, start in seconds, samples) of the animals of a shot's cast, given as (actor, kind).

    An animal calls at each of its beats that is a call. One without such a beat calls once, somewhere in
    the shot's first two thirds, when the shot is longer than 2.5 s, nobody talks in it and it is one of
    the first three animals; `asked` makes the first call even so. No call begins within 0.3 s of `busy`
    moments, so a blow is heard by itself, except where the words ask for a call and no moment is free.
    """
    found: list[tuple[str, float, Samples]] = []
    animals = [(name, kind) for name, kind in cast if known(kind)]
    for place, (name, kind) in enumerate(animals):
        starts = [beat.start for beat in shot.beats if beat.actor == name and beat.action in CALLING]
        fits = place < MOST_CALLS and seconds > 2.5 and not shot.lines
        if not starts and (fits or (asked and place == 0)):
            starts = [seconds * float(rng.uniform(0.12, 0.4) + 0.16 * place)]
        told = any(beat.actor == name and beat.action in CALLING for beat in shot.beats)
        for start in starts:
            first = min(start, max(0.0, seconds - 0.8))
            begins = _free(first, seconds, busy)
            if begins is None and told:
                begins = first
            if begins is not None:
                length = min(LONGEST, seconds - begins)
                found.append((name, begins, voice_of(kind)(length, rng)))
    return found


def _free(start: float, seconds: float, busy: Sequence[float]) -> float | None:
    """The first moment from `start` on that is clear of `busy`; None when the shot ends first."""
    moment = start
    while moment < seconds - 0.4:
        if all(abs(moment - other) >= CLEAR_SECONDS for other in busy):
            return round(moment, 4)
        moment += 0.05
    return None


def samples_of(kind: str, seconds: float, seed: int = 0) -> Samples:
    """A voice to listen to by itself, `seconds` long."""
    return voice_of(kind)(seconds, np.random.default_rng(seed))[: int(seconds * SAMPLE_RATE)]
