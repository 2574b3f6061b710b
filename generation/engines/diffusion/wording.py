"""What a model is told of a shot: the words of the screenplay's shot, with its light, camera, speech and
style.

A film of one shot keeps the person's own words. In a film of several a shot
only knows its own part, so whoever acts in it is named again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..simulation.screenplay import AUTO, Screenplay
from ..simulation.screenplay.model import CameraPlan, Shot

LOOKS = {
    "realistic": "realistic film", "cinematic": "cinematic film, graded", "anime": "hand-drawn anime",
    "claymation": "claymation, stop motion", "paper": "paper cut-out animation",
    "noir": "black-and-white film noir",
    "vhs": "VHS home video", "festive": "warm festive light",
}  # fmt: skip
MOVES = {
    "static": "static camera", "follow": "the camera follows", "orbit": "the camera orbits",
    "dolly_in": "dolly in",
    "dolly_out": "dolly out", "pan": "the camera pans", "handheld": "handheld camera", "drone": "drone shot",
    "crane": "crane shot", "pov": "point of view",
}  # fmt: skip


def told(prompt: str, screenplay: Mapping[str, Any] | None, shot: int, style: str) -> str:
    """The prompt of one shot, in English where the screenplay says it, else in the person's words."""
    if screenplay is None:
        return _styled(prompt, style)
    play = Screenplay.from_json(json.dumps(screenplay))
    part = play.shots[shot]
    words = play.prompt if len(play.shots) == 1 else part.text or play.prompt
    return _styled(" ".join(filter(None, [_sentence(words), *_around(play, part)])), style)


def _around(play: Screenplay, shot: Shot) -> list[str]:
    """What a shot has beside its own words."""
    several = len(play.shots) > 1
    missing = [play.actor(name).label for name in shot.cast if play.actor(name).label not in shot.text]
    light = [part for part in (shot.time_of_day, shot.weather) if part not in {"day", "clear"}]
    said = [f"{play.actor(line.speaker).label} says: “{line.text}”" for line in shot.lines]
    return [
        _sentence(f"with {', '.join(dict.fromkeys(missing))}") if several and missing else "",
        _sentence(", ".join([*light, _camera(shot.camera)])),
        *(_sentence(line) for line in said if several),
    ]


def _camera(plan: CameraPlan) -> str:
    angle = "" if plan.angle == "eye" else f", {plan.angle} angle"
    return f"{plan.size} shot{angle}, {MOVES[plan.move]}"


def _sentence(words: str) -> str:
    text = " ".join(words.split())
    return text if not text or text[-1] in '.!?”"' else f"{text}."


def _styled(words: str, style: str) -> str:
    return words if style == AUTO else f"{words} Style: {LOOKS.get(style, style)}."
