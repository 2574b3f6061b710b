"""How large things and bodies are, how fast they go, where one sits on them."""

from __future__ import annotations

import numpy as np

from ..screenplay import Actor, Prop, Screenplay
from ..world.bodies import BODIES
from ..world.bodies.person import scale_of
from ..world.props import PROPS, extents

Triple = tuple[float, float, float]
DEFAULT: Triple = (0.5, 0.5, 0.5)
RUNS = {"run", "chase", "jog", "gallop", "slide"}


def _find(play: Screenplay, name: str) -> Actor | Prop | None:
    actor = next((part for part in play.actors if part.name == name), None)
    return actor or next((part for part in play.props if part.name == name), None)


def is_person(play: Screenplay, name: str) -> bool:
    """Whether a name is a person's."""
    part = _find(play, name)
    return isinstance(part, Actor) and part.kind == "person"


def is_flat(play: Screenplay, name: str) -> bool:
    """Whether it is a flat toy or relief, which keeps its face to the audience; most look to the left."""
    part = _find(play, name)
    return part is not None and part.kind in {"toy", "relief"}


def size(play: Screenplay, name: str) -> Triple:
    """Whole extents in metres (length, width, height); a default for what nobody registered."""
    part = _find(play, name)
    if isinstance(part, Prop) and part.kind in PROPS:
        return extents(part)
    if isinstance(part, Actor) and part.kind == "person":
        k = scale_of(part.appearance)
        return 0.4 * k, 0.55 * k, 1.75 * k
    if isinstance(part, Actor) and part.kind in BODIES:
        kind, k = BODIES[part.kind], part.scale
        return kind.length * k, kind.width * k, kind.height * k
    return DEFAULT


def top(play: Screenplay, name: str) -> float:
    """The height (m) of a thing's surface that carries others."""
    part = _find(play, name)
    if isinstance(part, Prop) and part.kind in PROPS:
        high = PROPS[part.kind].top
        return (PROPS[part.kind].size[2] if high is None else high) * part.scale
    return size(play, name)[2]


def seat(play: Screenplay, name: str) -> Triple | None:
    """Where the hips of somebody are who sits on it, in its frame; None where one does not sit."""
    part = _find(play, name)
    if isinstance(part, Prop) and part.kind in PROPS:
        spot = PROPS[part.kind].seat
    elif isinstance(part, Actor) and part.kind in BODIES:
        spot = BODIES[part.kind].seat
    else:
        return None
    return None if spot is None else (spot[0] * part.scale, spot[1] * part.scale, spot[2] * part.scale)


def speed(play: Screenplay, name: str, action: str) -> float:
    """How fast (m/s) an animal or a vehicle goes by an action; 0 where the action itself says it."""
    part = _find(play, name)
    if isinstance(part, Prop):
        wheels = part.kind in PROPS and PROPS[part.kind].wheels > 0
        return 5.0 if wheels else 3.0
    if isinstance(part, Actor) and part.kind in BODIES and part.kind != "person":
        kind = BODIES[part.kind]
        return (kind.run if action in RUNS else kind.walk) * float(np.sqrt(part.scale))
    return 0.0


def grip(play: Screenplay, name: str) -> Triple:
    """Where a hand holds a thing, in its frame; the middle of it where nothing is said."""
    part = _find(play, name)
    if isinstance(part, Prop) and part.kind in PROPS:
        spot = PROPS[part.kind].grip
        x, y, z = spot if spot is not None else (0.0, 0.0, PROPS[part.kind].size[2] / 2)
        return x * part.scale, y * part.scale, z * part.scale
    return 0.0, 0.0, 0.0


def draught(play: Screenplay, name: str) -> float:
    """How deep (m) one stands in water: people to the chest, four legs to the back, floaters not at all."""
    part = _find(play, name)
    if not isinstance(part, Actor):
        return 0.0
    kind = BODIES[part.kind]
    if kind.home == "water" or "swims" in kind.ways:
        return 0.0
    return size(play, name)[2] * (0.62 if part.kind == "person" else 0.5)
