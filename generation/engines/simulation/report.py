"""What is told about a finished shot: words, stages, physics, versions. All of it JSON-able."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import metadata
from typing import TYPE_CHECKING, Any

from ..base import RenderRequest
from .ledger import Ledger
from .screenplay import Mark, Screenplay

if TYPE_CHECKING:
    from .take import Take
    from .world import World

LIBRARIES = ("mujoco", "bpy", "numpy", "scipy", "opencv-python-headless", "pillow", "av", "espeakng-loader")
MOST_CONTACTS = 60
GRAVITY = 9.81
SHORTEST_FLIGHT = 6


def of_words(screenplay: Screenplay) -> dict[str, list[Any]]:
    """The words by what became of them; approximated ones with how."""
    words = screenplay.understood
    return {
        "staged": [word.text for word in words if word.mark is Mark.STAGED],
        "approximated": [{"word": w.text, "as": w.note} for w in words if w.mark is Mark.APPROXIMATED],
        "not_staged": screenplay.not_staged,
    }


def of_physics(world: World, take: Take) -> dict[str, Any]:
    """Impacts, splashes, what the skills measured, and how well free flights agree with gravity."""
    contacts = sorted(take.contacts, key=lambda contact: contact.time)
    return {
        "contacts": len(contacts),
        "strongest": [
            {
                "time": round(contact.time, 4),
                "between": [contact.geom1, contact.geom2],
                "materials": [contact.material1, contact.material2],
                "impulse": round(contact.impulse, 4),
                "speed": round(contact.speed, 3),
            }
            for contact in sorted(
                sorted(contacts, key=lambda c: -c.impulse)[:MOST_CONTACTS], key=lambda c: c.time
            )
        ],
        "splashes": [
            {"time": round(splash.time, 4), "energy": round(splash.energy, 2)} for splash in take.splashes
        ],
        "ballistic_g_error": ballistic_error(world, take),
        "timestep": float(world.model.opt.timestep),
        "facts": _plain(take.facts),
    }


def _plain(value: Any) -> Any:
    """The same value without NumPy's types, which JSON does not know."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.tolist() if hasattr(value, "tolist") else value


def of_film(shots: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The physics of all shots in short: impacts and splashes counted, the worst of each measure."""
    errors = [shot["ballistic_g_error"] for shot in shots if shot["ballistic_g_error"] is not None]
    return {
        "contacts": sum(shot["contacts"] for shot in shots),
        "splashes": sum(len(shot["splashes"]) for shot in shots),
        "ballistic_g_error": max(errors, default=None),
        "facts": [shot["facts"] for shot in shots],
    }


def ballistic_error(world: World, take: Take) -> float | None:
    """How far balls in free flight are from falling at g, as a part of g; None when nothing flew.

    A flight is a stretch of frames without impacts in which the ball's speed
    changes by gravity alone to within a tenth; its mean acceleration is measured
    from recorded velocities over the whole stretch.
    """
    import numpy as np

    gravity = np.array([0.0, 0.0, -GRAVITY])
    worst: float | None = None
    for name in world.shot.props:
        if world.screenplay.prop(name).kind != "basketball":
            continue
        start = int(world.model.joint(f"{name}_root").dofadr[0])
        speed = take.qvel[:, start : start + 3]
        slopes = np.diff(speed, axis=0) * take.fps - gravity
        falling = np.abs(slopes).max(axis=1) < GRAVITY / 10
        for first, last in _stretches(falling):
            if last - first >= SHORTEST_FLIGHT:
                mean = (speed[last] - speed[first]) / (take.times[last] - take.times[first])
                error = float(np.linalg.norm(mean - gravity)) / GRAVITY
                worst = error if worst is None else max(worst, error)
    return None if worst is None else round(worst, 6)


def _stretches(flags: Any) -> list[tuple[int, int]]:
    """First and last frame of every run of True, where flag i stands between the frames i and i + 1."""
    found, begin = [], None
    for place, flag in enumerate([*flags, False]):
        if flag and begin is None:
            begin = place
        elif not flag and begin is not None:
            found.append((begin, place))
            begin = None
    return found


def versions() -> dict[str, str]:
    """The versions of the libraries that decide the picture and the sound."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def of_shot(request: RenderRequest, screenplay: Screenplay, ledger: Ledger, frames: int) -> dict[str, Any]:
    """The report of one shot; `stages` are CPU-seconds with children, `wall` seconds on the clock."""
    return {
        "engine": "simulation",
        "renderer": request.settings.get("renderer", "viewfinder"),
        "seed": request.seed,
        "size": f"{request.width}x{request.height}",
        "frames": frames,
        "fps": request.fps,
        "stages": {stage.value: round(seconds, 4) for stage, seconds in ledger.cpu.items()},
        "wall": {stage.value: round(seconds, 4) for stage, seconds in ledger.wall.items()},
        "words": of_words(screenplay),
        "versions": versions(),
    }
