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
LOUD_BLOW, LOUD_SPLASH = 1.5, 10.0
SERIES, SPOKEN = 0.12, 0.25


def of_words(screenplay: Screenplay) -> dict[str, list[Any]]:
    """The words by what became of them; approximated ones with how."""
    words = screenplay.understood
    return {
        "staged": [word.text for word in words if word.mark is Mark.STAGED],
        "approximated": [{"word": w.text, "as": w.note} for w in words if w.mark is Mark.APPROXIMATED],
        "not_staged": screenplay.not_staged,
    }


def of_physics(world: World, take: Take, lines: Sequence[Sequence[float]] = ()) -> dict[str, Any]:
    """The audit of a take, its impacts and splashes, and what the skills measured.

    `audible` are the moments at which a blow can be heard by itself: loud ones, outside of the spoken `lines`
    (start and end in seconds).
    """
    from .audit import audit

    contacts = sorted(take.contacts, key=lambda contact: contact.time)
    strongest = sorted(sorted(contacts, key=lambda c: -c.impulse)[:MOST_CONTACTS], key=lambda c: c.time)
    return {
        **audit(take),
        "contacts": len(contacts),
        "strongest": [
            {
                "time": round(contact.time, 4),
                "between": [contact.geom1, contact.geom2],
                "materials": [contact.material1, contact.material2],
                "impulse": round(contact.impulse, 4),
                "speed": round(contact.speed, 3),
            }
            for contact in strongest
        ],
        "splashes": [
            {"time": round(splash.time, 4), "energy": round(splash.energy, 2)} for splash in take.splashes
        ],
        "audible": _audible(take, lines),
        "timestep": float(world.model.opt.timestep),
        "facts": _plain(take.facts),
    }


def _audible(take: Take, lines: Sequence[Sequence[float]]) -> list[float]:
    """The first moment of every loud blow or splash, seconds; what follows within `SERIES` belongs to it."""
    loud = [contact.time for contact in take.contacts if contact.impulse * contact.speed >= LOUD_BLOW]
    loud += [splash.time for splash in take.splashes if splash.energy >= LOUD_SPLASH]
    found: list[float] = []
    last = -1.0
    for time in sorted(loud):
        if time - last > SERIES:
            found.append(round(time, 4))
        last = time
    return [time for time in found if not any(start - SPOKEN < time < end for start, end in lines)]


def _plain(value: Any) -> Any:
    """The same value without NumPy's types, which JSON does not know."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.tolist() if hasattr(value, "tolist") else value


def of_film(shots: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The physics of all shots in short: impacts and splashes counted, the worst of each measure."""
    from .audit.verdict import worst

    return {
        **worst(shots),
        "contacts": sum(shot["contacts"] for shot in shots),
        "splashes": sum(len(shot["splashes"]) for shot in shots),
        "facts": [shot["facts"] for shot in shots],
    }


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
