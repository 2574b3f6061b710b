"""The scenes the engine can really stage, and what in a prompt calls for each."""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import CameraPlan
from .vocabulary import Role

Key = tuple[Role, str]


@dataclass(frozen=True)
class Scene:
    """A scene: what calls for it (with weight), who acts, with what, where, and what it cannot show.

    `stages` are the concepts it shows by being what it is.
    """

    name: str
    actor: str
    action: str
    target: str | None
    props: tuple[str, ...]
    set: str
    camera: CameraPlan
    calls: dict[Key, float] = field(default_factory=dict)
    stages: frozenset[Key] = frozenset()
    said: str = ""


SCENES: dict[str, Scene] = {}
THRESHOLD = 2.0


def scene(entry: Scene) -> Scene:
    """Register a scene."""
    SCENES[entry.name] = entry
    return entry


NEUTRAL = scene(
    Scene(
        name="neutral",
        actor="person",
        action="look",
        target=None,
        props=(),
        set="park",
        camera=CameraPlan(size="medium", move="dolly_in"),
        stages=frozenset(
            {(Role.SET, "park"), (Role.ACTION, "look"), (Role.ACTION, "wave"), (Role.SPEECH, "say")}
        ),
        said="stands in a park, looks around and waves",
    )
)
scene(
    Scene(
        name="basketball",
        actor="person",
        action="shoot_basketball",
        target="hoop",
        props=("basketball", "hoop"),
        set="gym",
        camera=CameraPlan(size="wide", move="follow"),
        calls={
            (Role.PROP, "basketball"): 2.0,
            (Role.PROP, "hoop"): 1.6,
            (Role.SET, "gym"): 1.2,
            (Role.ACTION, "shoot_basketball"): 1.2,
            (Role.OUTCOME, "miss"): 0.6,
            (Role.OUTCOME, "success"): 0.6,
            (Role.ACTOR, "player"): 1.0,
        },
        stages=frozenset(
            {
                (Role.PROP, "basketball"),
                (Role.PROP, "hoop"),
                (Role.SET, "gym"),
                (Role.ACTION, "shoot_basketball"),
                (Role.OUTCOME, "miss"),
                (Role.OUTCOME, "success"),
                (Role.SPEECH, "say"),
            }
        ),
        said="shoots a basketball at a hoop in a gym",
    )
)
scene(
    Scene(
        name="backflip",
        actor="person",
        action="backflip",
        target="paddleboard",
        props=("paddleboard",),
        set="sea",
        camera=CameraPlan(size="wide", move="follow", angle="low"),
        calls={
            (Role.PROP, "paddleboard"): 2.0,
            (Role.ACTION, "backflip"): 2.0,
            (Role.SET, "sea"): 1.4,
            (Role.ACTOR, "surfer"): 1.0,
        },
        stages=frozenset(
            {
                (Role.PROP, "paddleboard"),
                (Role.ACTION, "backflip"),
                (Role.SET, "sea"),
                (Role.WEATHER, "windy"),
                (Role.LOOK, "fall_in"),
                (Role.SPEECH, "say"),
            }
        ),
        said="does a back-flip off a paddleboard on the sea",
    )
)
scene(
    Scene(
        name="skateboard",
        actor="corgi",
        action="ride",
        target="skateboard",
        props=("skateboard",),
        set="city",
        camera=CameraPlan(size="medium", move="follow", angle="low"),
        calls={
            (Role.ACTOR, "corgi"): 2.0,
            (Role.PROP, "skateboard"): 2.0,
            (Role.ACTION, "ride"): 0.8,
            (Role.SET, "city"): 0.9,
        },
        stages=frozenset(
            {(Role.ACTOR, "corgi"), (Role.PROP, "skateboard"), (Role.ACTION, "ride"), (Role.SET, "city")}
        ),
        said="rides a skateboard through a city street",
    )
)


def choose(counted: dict[Key, float]) -> Scene | None:
    """The scene that the concepts (with weights: 1 said outright, less for near words) call for most."""
    scores = {
        name: sum(weight * counted.get(key, 0.0) for key, weight in entry.calls.items())
        for name, entry in SCENES.items()
    }
    best = max(scores, key=lambda name: scores[name])
    return SCENES[best] if scores[best] >= THRESHOLD - 0.5 else None
