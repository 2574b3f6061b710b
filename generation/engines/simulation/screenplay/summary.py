"""A screenplay in plain words, one line a shot."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Actor, Screenplay, Shot

PLACES = {
    "gym": "in a gym",
    "sea": "on the sea",
    "city": "in a city street",
    "park": "in a park",
    "studio": "in a studio",
}
TIMES = {"day": "by day", "night": "at night", "dawn": "at dawn", "sunset": "at sunset"}
DEEDS = {
    "shoot_basketball": "shoots a basketball at a hoop",
    "backflip": "does a back-flip off a paddleboard",
    "ride": "rides a skateboard",
}
ONE, MANY, DOG = "looks around and waves", "look around and wave", "stands and looks around"


def told(play: Screenplay) -> str:
    """What will be seen and heard, a line for every shot."""
    lines = [_shot(play, shot) for shot in play.shots]
    if len(lines) == 1:
        return lines[0]
    return "\n".join(f"Shot {number}: {line}" for number, line in enumerate(lines, start=1))


def _shot(play: Screenplay, shot: Shot) -> str:
    cast = [play.actor(name) for name in shot.cast]
    beat = shot.beats[0] if shot.beats else None
    deed = _deed(beat.action if beat else "", cast)
    missed = " and misses" if beat and beat.outcome == "miss" else ""
    light = "" if shot.set in {"gym", "studio"} else f", {TIMES[shot.time_of_day]}"
    spoken = "".join(f" {_name(play.actor(line.speaker))} says “{line.text}”" for line in shot.lines)
    return f"{_everybody(cast)} {deed}{missed} {PLACES.get(shot.set, shot.set)}{light}.{spoken}"


def _deed(action: str, cast: Sequence[Actor]) -> str:
    if action in DEEDS:
        return DEEDS[action]
    if len(cast) > 1:
        return MANY
    return DOG if cast and cast[0].kind == "corgi" else ONE


def _everybody(cast: Sequence[Actor]) -> str:
    seen: list[str] = []
    for actor in cast:
        known = any(name.endswith(f" {actor.label}") for name in seen)
        seen.append(f"another {actor.label}" if known else _article(actor.label))
    text = " and ".join(filter(None, [", ".join(seen[:-1]), *seen[-1:]])) or "nobody"
    return text[0].upper() + text[1:]


def _name(actor: Actor) -> str:
    return actor.label if actor.label.startswith("@") else f"The {actor.label}"


def _article(label: str) -> str:
    return label if label.startswith("@") else f"{'an' if label[:1].lower() in 'aeiou' else 'a'} {label}"
