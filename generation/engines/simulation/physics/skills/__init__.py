"""Skills: how actors do what a beat asks. Each module registers its own by the beat's action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np

from ...screenplay import Beat
from ...world import World

if TYPE_CHECKING:
    from ...opening import Opening


@dataclass
class Stage:
    """What a skill may use: the running world, its own beat and a random state of its own.

    `notes` collects moments and measurements by name, for the report and the camera.
    """

    world: World
    data: Any
    actor: str
    beat: Beat
    seconds: float
    rng: np.random.Generator
    notes: dict[str, Any] = field(default_factory=dict)


class Skill(Protocol):
    """Drives one actor. `prepare` poses it before time runs, `act` sets its torques in every step."""

    def prepare(self) -> None:
        """Put the actor into its first pose; kinematics are recomputed afterwards."""
        ...

    def act(self, time: float) -> None:
        """Set torques (and forces between bodies) for this step; negative times are before the shot."""
        ...

    def finish(self) -> None:
        """After the last step: write what was measured into the stage's notes."""
        ...


@runtime_checkable
class Resumes(Protocol):
    """A skill that can go on from a state it did not make: called once, after `prepare`, at `time`."""

    def resume(self, time: float) -> None:
        """Take the body as it is now, and ease from there."""
        ...


Maker = Callable[[Stage], Skill]
SKILLS: dict[str, Maker] = {}
_MODULES = ("stand", "shoot", "ride", "backflip", "tread")


def skill(*actions: str) -> Callable[[Maker], Maker]:
    """Register a skill under one or several actions of a screenplay's beats."""

    def register(maker: Maker) -> Maker:
        for action in actions:
            SKILLS[action] = maker
        return maker

    return register


def make(stage: Stage) -> Skill:
    """The skill of a stage's beat; an action that nobody registered is stood through."""
    _load()
    return SKILLS.get(stage.beat.action, SKILLS["stand"])(stage)


def resuming(stage: Stage, opening: Opening | None) -> Skill:
    """The skill by which somebody goes on from another take: in water treading it, else as the beat asks."""
    _load()
    deeds = (opening.deeds if opening is not None else None) or {}
    if deeds.get(stage.actor) == "backflip":
        return SKILLS["tread_water"](stage)
    return make(stage)


def actions() -> tuple[str, ...]:
    """Every action a screenplay may use."""
    _load()
    return tuple(sorted(SKILLS))


def _load() -> None:
    for module in _MODULES:
        import_module(f".{module}", __name__)
