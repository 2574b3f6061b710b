"""Stagings: the scenes that are really built and simulated, and what in a prompt calls for each.

A staging is registered by the decorator `staging` on the function that turns
what was said into a plan. The one that is called for most is chosen; when none
is, people stand in a quiet place, look around, wave and speak.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from .director import Scene
from .model import CameraPlan
from .vocabulary import Kind

Key = tuple[Kind, str]
ENOUGH = 1.5
NEAR = 0.75
QUIET = {"gym", "city", "park", "studio"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a shot's words call for.

    `weights` by meaning (1 outright, less for near words), the `first` meaning of each kind, how many
    people there are; `place` is where the shot before left them.
    """

    weights: Mapping[Key, float]
    first: Mapping[Kind, str]
    people: int
    corgi: bool
    speaks: bool
    place: str = "park"

    def has(self, kind: Kind, *values: str) -> bool:
        """Whether one of these meanings was said."""
        return any((kind, value) in self.weights for value in values)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is staged: `action` of the lead (the first person or the corgi), props, set, and what is shown.

    `most` people take part, and a corgi if `corgi`; `actions` and `cues` are the meanings the picture shows.
    A `scene` comes from the director: who does what in a shot that no staging fits.
    """

    staging: str
    lead: Literal["person", "corgi", "nobody"]
    action: str
    set: str
    camera: CameraPlan
    props: tuple[str, ...] = ()
    target: str | None = None
    outcome: Literal["success", "miss"] = "success"
    manner: str = ""
    most: int = 1
    corgi: bool = False
    actions: frozenset[str] = frozenset()
    cues: frozenset[str] = frozenset()
    outcomes: bool = False
    speaks_from: float = 0.5
    scene: Scene | None = None


Director = Callable[[Said], Plan]


@dataclass(frozen=True, slots=True)
class Staging:
    """A registered staging: what calls for it with which weight, and who makes its plan."""

    name: str
    calls: Mapping[Key, float]
    direct: Director
    unless: Callable[[Said], bool] = field(default=lambda _said: False)


STAGINGS: dict[str, Staging] = {}


def staging(
    name: str, calls: Mapping[Key, float], unless: Callable[[Said], bool] = lambda _said: False
) -> Callable[[Director], Director]:
    """Register a staging."""

    def register(direct: Director) -> Director:
        STAGINGS[name] = Staging(name, calls, direct, unless)
        return direct

    return register


def choose(said: Said) -> Plan | None:
    """The plan of the staging that is called for most, None when none is called for enough."""
    best, most = None, ENOUGH - 1e-6
    for entry in STAGINGS.values():
        score = sum(weight * said.weights.get(key, 0.0) for key, weight in entry.calls.items())
        if score > most and not entry.unless(said):
            best, most = entry, score
    return best.direct(said) if best else None


@staging(
    "basketball",
    {
        (Kind.PROP, "basketball"): 2.0,
        (Kind.PROP, "hoop"): 1.6,
        (Kind.PROP, "ball"): 1.0,
        (Kind.ACTION, "shoot_basketball"): 2.0,
        (Kind.ACTION, "shoot"): 0.8,
        (Kind.ACTION, "throw"): 0.8,
        (Kind.OUTCOME, "miss"): 0.8,
        (Kind.OUTCOME, "success"): 0.3,
        (Kind.PERSON, "basketball_player"): 1.6,
        (Kind.PERSON, "football_player"): 0.9,
        (Kind.SET, "gym"): 0.6,
    },
    unless=lambda said: said.corgi and not said.people,
)
def basketball(said: Said) -> Plan:
    """One jump shot at a hoop, in a gym or outdoors; it goes in unless the words say that it misses."""
    miss = said.has(Kind.OUTCOME, "miss")
    outdoors = said.first.get(Kind.SET) == "park"
    return Plan(
        "basketball",
        "person",
        "shoot_basketball",
        "park" if outdoors else "gym",
        CameraPlan(size="wide", move="follow"),
        props=("basketball", "hoop"),
        target="hoop",
        outcome="miss" if miss else "success",
        actions=frozenset({"shoot_basketball", "shoot", "throw", "stand", "jump"}),
        cues=frozenset({"basketball", "people"}),
        outcomes=True,
        speaks_from=2.6,
    )


@staging(
    "backflip",
    {
        (Kind.ACTION, "backflip"): 2.0,
        (Kind.PROP, "paddleboard"): 2.0,
        (Kind.SET, "sea"): 1.0,
        (Kind.PERSON, "swimmer"): 0.6,
    },
)
def backflip(said: Said) -> Plan:
    """A backward somersault off a floating board into a sea that moves."""
    del said
    return Plan(
        "backflip",
        "person",
        "backflip",
        "sea",
        CameraPlan(size="wide", move="follow", angle="low"),
        props=("paddleboard",),
        target="paddleboard",
        actions=frozenset({"backflip", "stand", "float", "fall"}),
        cues=frozenset({"backflip", "people"}),
        speaks_from=0.2,
    )


@staging(
    "skating",
    {
        (Kind.ANIMAL, "corgi"): 0.8,
        (Kind.PROP, "skateboard"): 2.2,
        (Kind.ACTION, "ride"): 0.8,
        (Kind.SET, "city"): 0.3,
    },
    unless=lambda said: not said.corgi and said.people > 0,
)
def skating(said: Said) -> Plan:
    """A corgi on a skateboard that rolls through a street."""
    manner = next((value for value in ("slow", "fast") if said.has(Kind.MANNER, value)), "")
    return Plan(
        "skating",
        "corgi",
        "ride",
        "city",
        CameraPlan(size="medium", move="follow", angle="low"),
        props=("skateboard",),
        target="skateboard",
        manner=manner,
        most=0,
        corgi=True,
        actions=frozenset({"ride", "look", "stand"}),
        cues=frozenset({"skating"}),
    )


def neutral(said: Said) -> Plan:
    """People (or a corgi, or both) in a quiet place: they look around, the people wave and speak."""
    wanted = said.first.get(Kind.SET, said.place)
    alone = said.corgi and not said.people
    number = said.people + said.corgi
    moved = any(kind is Kind.EMOTION for kind, _ in said.weights) or said.has(Kind.SIZE, "close")
    greets = said.has(Kind.ACTION, "wave") or not moved
    quiet = "talk" if said.speaks else "wave" if greets else "stand"
    people = {"wave", "look", "stand"} | ({"talk"} if said.speaks else set())
    return Plan(
        "neutral",
        "corgi" if alone else "person",
        "stay" if alone else quiet,
        wanted if wanted in QUIET else said.place,
        CameraPlan(size="medium", move="dolly_in") if number < 2 else CameraPlan(size="wide", move="static"),
        most=0 if alone else 3,
        corgi=said.corgi,
        actions=frozenset({"look", "stand"} if alone else people),
        cues=frozenset({"skating"} if alone else {"people", "skating"} if said.corgi else {"people"}),
    )


NOTHING = neutral(Said({}, {}, 0, corgi=False, speaks=False))
