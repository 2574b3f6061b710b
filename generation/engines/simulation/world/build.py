"""Assemble a world from a screenplay's shot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import BadRequest
from ..screenplay import Screenplay, Shot
from . import sets
from .backdrop import FAR, Backdrop
from .bodies import BODIES
from .props import PROPS
from .scene import Scene
from .water import Water

if TYPE_CHECKING:
    from ..blocking import Blocking
    from ..opening import Opening

__all__ = ["BODIES", "PROPS", "Sky", "World", "build"]
NOBODY: Mapping[str, bytes] = MappingProxyType({})
SUN = {"dawn": 0.16, "day": 0.75, "sunset": 0.2, "night": 0.5}


@dataclass(frozen=True, slots=True)
class Sky:
    """What is overhead: azimuth and elevation of the sun (of the moon at night) in radians.

    `air` and `mood` are those of the set.
    """

    time_of_day: str
    weather: str
    sun_azimuth: float
    sun_elevation: float
    air: str = ""
    mood: str = ""


@dataclass(frozen=True)
class World:
    """A compiled model with what the renderers, the physics and the sound must know about it.

    `room` is the box (low, high) in metres that the camera stays in.

    `materials` maps a material's name to its look family; `indoor` hides the sky; `blocking` tells who
    stands where and, in a performed shot, who does what; `solved` tells that the set is a skill's,
    `dressed` for what deeds (actor, action) it was laid out.
    """

    model: Any
    screenplay: Screenplay
    shot_index: int
    materials: Mapping[str, str]
    sky: Sky
    indoor: bool
    blocking: Blocking
    water: Water | None = None
    room: sets.Room = sets.ROOMY
    solved: bool = False
    dressed: tuple[tuple[str, str], ...] = ()

    @property
    def shot(self) -> Shot:
        """The shot this world was built for."""
        return self.screenplay.shots[self.shot_index]


def build(
    screenplay: Screenplay,
    shot: int = 0,
    opening: Opening | None = None,
    backdrop: Backdrop | None = None,
    likenesses: Mapping[str, bytes] = NOBODY,
) -> World:
    """The world of one shot; `BadRequest` when it names a set, body or prop that nobody registered.

    With an `opening` it goes on from the last state of another shot: the same set, everybody where they were.
    A `backdrop` takes the place of the set, except where there is water: there it stands behind it.
    `likenesses` are the pictures that actors' likenesses name.
    """
    from ..blocking import block

    plan = screenplay.shots[shot]
    rng = np.random.default_rng([screenplay.seed, 11])
    scene = Scene()
    scene.likenesses = likenesses
    scene.sky()
    stage = sets.get(plan.set)
    before = opening.begun() if opening is not None else None
    blocking = block(screenplay, plan, before, opening.deeds if opening is not None else None)
    scene.solved = opening.solved if opening is not None else not blocking.performed
    scene.spec.option.gravity = [0.0, 0.0, -stage.gravity]
    first = opening.dressed(plan) if opening is not None else plan
    water = _dressed(scene, first, stage, rng, backdrop)
    places = blocking.marks
    for name in plan.props:
        item = screenplay.prop(name)
        if item.kind not in PROPS:
            raise BadRequest(f"No prop of the kind {item.kind!r} can be built.")
        PROPS[item.kind].build(scene, item, places[name].place, places[name].yaw)
    for name in plan.cast:
        actor = screenplay.actor(name)
        if actor.kind not in BODIES:
            raise BadRequest(f"No body of the kind {actor.kind!r} can be built.")
        BODIES[actor.kind].build(scene, actor, places[name].place, yaw=places[name].yaw)
    azimuth = stage.sun_azimuth if scene.sun_azimuth is None else scene.sun_azimuth
    sky = Sky(plan.time_of_day, plan.weather, azimuth, SUN[plan.time_of_day], stage.air, stage.mood)
    model, families, room = scene.compile(), dict(scene.families), scene.room or stage.room
    if opening is not None and opening.water is not None:
        water = opening.water
    deeds = tuple((beat.actor, beat.action) for beat in first.beats)
    return World(
        model,
        screenplay,
        shot,
        families,
        sky,
        stage.indoor and backdrop is None,
        blocking,
        water,
        room,
        scene.solved,
        deeds,
    )


def _dressed(
    scene: Scene, shot: Shot, stage: sets.Set, rng: np.random.Generator, backdrop: Backdrop | None
) -> Water | None:
    """The shot's place in its weather, or the one that a start image gives."""
    if backdrop is not None and not shot.wet:
        backdrop.dress(scene, shot)
        return None
    water = stage.dress(scene, shot, rng)
    sets.settle(scene, shot, stage)
    if backdrop is not None:
        backdrop.hang(scene, shot, FAR)
    return water
