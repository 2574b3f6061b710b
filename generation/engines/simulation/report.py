"""What is told about a finished shot: words, stages, physics, versions. All of it JSON-able."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
BOUNCE = 0.045
FAINTEST = 0.2


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
        "momentum_residual": momentum_residual(world, take),
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
    return {
        "contacts": sum(shot["contacts"] for shot in shots),
        "splashes": sum(len(shot["splashes"]) for shot in shots),
        "ballistic_g_error": _worst(shots, "ballistic_g_error"),
        "momentum_residual": _worst(shots, "momentum_residual"),
        "facts": [shot["facts"] for shot in shots],
    }


def _worst(shots: Sequence[Mapping[str, Any]], measure: str) -> float | None:
    return max((shot[measure] for shot in shots if shot[measure] is not None), default=None)


def momentum_residual(world: World, take: Take) -> float | None:
    """How far a ball's change of momentum in a bounce is from the recorded impulse, as a part of it.

    Only bounces with no other impact of the ball between the frames around them count; the
    change is the largest component of mass times velocity, less what gravity adds, so that it
    stands along the normal of upright and level surfaces. None when no ball bounced.
    """
    import numpy as np

    found: list[float] = []
    for name, speed in _balls(world, take):
        mass = float(world.model.body(name).mass[0])
        own = [hit for hit in take.contacts if any(geom.startswith(name) for geom in (hit.geom1, hit.geom2))]
        for hit in own:
            first, last = int(hit.time * take.fps), int((hit.time + BOUNCE) * take.fps) + 1
            span = first / take.fps - BOUNCE, last / take.fps
            alone = sum(span[0] <= other.time <= span[1] for other in own) == 1
            if last < take.frames and alone and hit.impulse > FAINTEST:
                fallen = np.array([0.0, 0.0, -GRAVITY]) * (last - first) / take.fps
                change = float(np.abs(mass * (speed[last] - speed[first] - fallen)).max())
                found.append(abs(change - hit.impulse) / hit.impulse)
    return round(max(found), 4) if found else None


def _balls(world: World, take: Take) -> Iterator[tuple[str, Any]]:
    """The balls of a shot with their velocities (F, 3) in m/s."""
    for name in world.shot.props:
        if world.screenplay.prop(name).kind == "basketball":
            start = int(world.model.joint(f"{name}_root").dofadr[0])
            yield name, take.qvel[:, start : start + 3]


def ballistic_error(world: World, take: Take) -> float | None:
    """How far balls in free flight are from falling at g, as a part of g; None when nothing flew.

    A flight is a stretch of frames without impacts in which the ball's speed
    changes by gravity alone to within a tenth; its mean acceleration is measured
    from recorded velocities over the whole stretch.
    """
    import numpy as np

    gravity = np.array([0.0, 0.0, -GRAVITY])
    worst: float | None = None
    for _, speed in _balls(world, take):
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
