"""Bodies that act: joints, masses and actuators; their looks come from `shapes`."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Place = tuple[float, float, float]
Builder = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A kind of body; metres and m/s at scale 1.

    `build` (scene, actor, place of its feet, yaw=degrees) adds the body `actor.name` with the free joint
    `<name>_root` and the head `<name>_head`. `rig` says who can perform it, `joints` are its joints' names
    without the actor's, `seat` where the hips of a rider are in its root's frame, `home` where it lives,
    `ways` in which it goes ("hop", "waddle", "swims", "flies"; words).
    """

    build: Builder
    rig: str
    height: float
    length: float
    width: float
    walk: float
    run: float
    joints: tuple[str, ...]
    seat: Place | None = None
    home: str = "land"
    ways: str = ""


BODIES: dict[str, BodyKind] = {}


def body(
    kind: str,
    *,
    rig: str,
    height: float,
    length: float,
    width: float,
    walk: float,
    run: float,
    joints: tuple[str, ...],
    seat: Place | None = None,
    home: str = "land",
) -> Callable[[Builder], Builder]:
    """Register the builder of a kind of body; see `BodyKind`."""

    def register(build: Builder) -> Builder:
        BODIES[kind] = BodyKind(build, rig, height, length, width, walk, run, joints, seat, home)
        return build

    return register


for _module in pkgutil.iter_modules(__path__):
    import_module(f".{_module.name}", __name__)
