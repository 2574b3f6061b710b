"""Changes that a person makes to a screenplay, as plain data that can be applied again and undone.

An edit is `{"at": "shots.0.set", "to": "beach"}` or `{"do": "delete", "shot": 1}`. A list of them is applied
to whatever the words read as now; those that fit no more are told, never dropped in silence.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generation.engines.errors import BadRequest
from generation.engines.simulation.screenplay import Screenplay

from . import choices

Play = dict[str, Any]
Edit = dict[str, Any]
MOST_EDITS, MOST_SHOTS, LONGEST_LINE = 200, 12, 500
SHORTEST, LONGEST = 0.5, 20.0
EVERYWHERE = ("set", "time_of_day", "weather")
_PATH = re.compile(
    r"all\.(?:set|time_of_day|weather)"
    r"|shots\.\d{1,2}\.(?:set|time_of_day|weather|seconds|mood)"
    r"|shots\.\d{1,2}\.camera\.(?:size|move|angle)"
    r"|shots\.\d{1,2}\.beats\.\d{1,2}\.(?:action|manner)"
    r"|shots\.\d{1,2}\.lines\.(?:\d{1,2}\.text|new\.[a-z][a-z0-9_]{0,39})"
    r"|actors\.[a-z][a-z0-9_]{0,39}\.(?:kind|color|top|bottom|shoes|hair|skin|hair_style|build|age)"
    r"|props\.[a-z][a-z0-9_]{0,39}\.color"
)
LOOKS = {"top", "bottom", "shoes", "hair", "skin", "hair_style", "build", "age"}


class DoesNotFitError(ValueError):
    """An edit of something that the screenplay does not have, or has not any more."""


@dataclass(frozen=True, slots=True)
class Edited:
    """`play` is valid; `misfits` are the edits that changed nothing because what they change is not there."""

    play: Play
    misfits: tuple[Edit, ...] = ()


def parse(text: str) -> list[Edit]:
    """A list of edits from its JSON; what is no edit is left out."""
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    return [edit for edit in found if is_edit(edit)][:MOST_EDITS] if isinstance(found, list) else []


def is_edit(edit: object) -> bool:
    """Whether plain data is an edit that this version knows."""
    if not isinstance(edit, dict):
        return False
    if "at" in edit:
        known = isinstance(edit["at"], str) and _PATH.fullmatch(edit["at"]) is not None
        return known and isinstance(edit.get("to"), str) and len(edit["to"]) <= LONGEST_LINE
    shot = edit.get("shot", 0)
    number = isinstance(shot, int) and not isinstance(shot, bool) and 0 <= shot < 100
    return edit.get("do") in _DEEDS and number


def added(edits: Sequence[Edit], edit: Edit) -> list[Edit]:
    """The list with one more; a second change of the same thing replaces the first."""
    before = list(edits)
    if "at" in edit and before and before[-1].get("at") == edit["at"]:
        before.pop()
    return [*before, edit][-MOST_EDITS:]


def edited(base: Mapping[str, Any], edits: Sequence[Edit]) -> Edited:
    """The screenplay with the edits; `BadRequest` when even the base is no screenplay."""
    play = loaded(base)
    misfits: list[Edit] = []
    for edit in edits:
        if edit.get("do") == "reset":
            play, misfits = loaded(base), []
            continue
        try:
            play = loaded(_changed(play, edit))
        except (DoesNotFitError, BadRequest):
            misfits.append(edit)
    return Edited(play, tuple(misfits))


def loaded(play: Mapping[str, Any]) -> Play:
    """A screenplay that went through the loader, as plain data; `BadRequest` says what is wrong with it."""
    model = Screenplay.from_json(json.dumps(play))
    unknown = choices.unknown(model)
    if unknown:
        raise BadRequest(f"The screenplay names {unknown}, which nobody can stage.")
    data: Play = json.loads(model.to_json())
    return data


def fitted(play: Mapping[str, Any], seconds: float) -> Play:
    """The screenplay, stretched or squeezed to `seconds` in all."""
    found = copy.deepcopy(dict(play))
    _fit_to(found, seconds)
    return found


def value(play: Mapping[str, Any], path: str) -> str:
    """What stands at a path, as a form field says it; "" where shots differ or nothing is there."""
    first, *rest = path.split(".")
    if first == "all":
        found = {shot[rest[0]] for shot in play["shots"]}
        return str(found.pop()) if len(found) == 1 else ""
    if first == "shots" and rest[1] == "lines" and rest[2] == "new":
        return ""
    try:
        place, key = _place(play, path)
        at = place[key]
    except DoesNotFitError:
        return ""
    return f"{at:g}" if isinstance(at, float) else str(at if at is not None else "")


def _changed(play: Play, edit: Edit) -> Play:
    play = copy.deepcopy(play)
    if "do" in edit:
        _DEEDS[edit["do"]](play, int(edit.get("shot", 0)))
        _number(play)
        return play
    path, to = edit["at"], edit["to"]
    first, *rest = path.split(".")
    if first == "all":
        for shot in play["shots"]:
            shot[rest[0]] = to
    elif ".lines." in path:
        _say(play, path, to)
    else:
        place, key = _place(play, path)
        before, place[key] = place[key], _typed(key, to)
        if key == "seconds":
            _retime(place, place[key] / before)
        if key == "kind":
            place["label"] = to.replace("_", " ")
    return play


def _typed(key: str, to: str) -> Any:  # noqa: ANN401 (whatever the field holds)
    if key == "seconds":
        return _seconds(to)
    if key == "color":
        return to.lower() or None
    if key == "action":
        action = choices.action(to)
        if not action:
            raise DoesNotFitError
        return action
    return to.lower() if key in {"top", "bottom", "shoes", "hair", "skin"} else to


def _seconds(text: str) -> float:
    try:
        number = round(float(text.replace(",", ".")), 2)
    except ValueError as error:
        raise DoesNotFitError from error
    if not SHORTEST <= number <= LONGEST:
        raise DoesNotFitError
    return number


def _place(play: Mapping[str, Any], path: str) -> tuple[dict[str, Any], str]:
    """The dictionary that holds what a path names, and its key there."""
    kind, name, *rest = path.split(".")
    if kind == "shots":
        found: Any = _shot(play, int(name))
    else:
        found = next((part for part in play[kind] if part["name"] == name), None)
    for step in rest[:-1]:
        found = _step(found, step)
    key = rest[-1]
    if kind == "actors" and key in LOOKS and found is not None:
        found = found["appearance"]
    if not isinstance(found, dict) or key not in found:
        raise DoesNotFitError
    if kind == "actors" and key == "kind" and found["kind"] == "person":
        raise DoesNotFitError
    return found, key


def _step(found: Any, step: str) -> Any:  # noqa: ANN401 (nested plain data)
    if isinstance(found, list):
        return found[int(step)] if int(step) < len(found) else None
    return found.get(step) if isinstance(found, dict) else None


def _shot(play: Mapping[str, Any], index: int) -> dict[str, Any]:
    if index >= len(play["shots"]):
        raise DoesNotFitError
    shot: dict[str, Any] = play["shots"][index]
    return shot


def _say(play: Play, path: str, text: str) -> None:
    """Change a spoken line, take it out ("") or give somebody of the cast a new one."""
    _, index, _, which, *rest = path.split(".")
    shot, text = _shot(play, int(index)), " ".join(text.split())
    if which == "new":
        speaker = rest[0]
        if speaker not in shot["cast"] or not text:
            raise DoesNotFitError
        language = next((ln["language"] for s in play["shots"] for ln in s["lines"]), choices.language())
        shot["lines"].append({"speaker": speaker, "text": text, "language": language})
        return
    if int(which) >= len(shot["lines"]):
        raise DoesNotFitError
    if text:
        shot["lines"][int(which)] |= {"text": text, "start": None}
    else:
        del shot["lines"][int(which)]


def _delete(play: Play, index: int) -> None:
    shot = _shot(play, index)
    if len(play["shots"]) == 1:
        raise DoesNotFitError
    whole = _whole(play)
    play["shots"].remove(shot)
    _fit_to(play, whole)


def _copy(play: Play, index: int) -> None:
    """Cut to the same people from elsewhere in the middle of a shot; the film stays as long as it is."""
    shot = _shot(play, index)
    if len(play["shots"]) >= MOST_SHOTS or shot["seconds"] < 2 * SHORTEST:
        raise DoesNotFitError
    shot["seconds"] = round(shot["seconds"] / 2, 3)
    _retime(shot, 0.5)
    size = "close" if shot["camera"]["size"] != "close" else "wide"
    fresh = {"lines": [], "text": "", "camera": {**shot["camera"], "size": size}}
    play["shots"].insert(index + 1, copy.deepcopy({**shot, **fresh}))


def _earlier(play: Play, index: int) -> None:
    shot = _shot(play, index)
    if index == 0:
        raise DoesNotFitError
    play["shots"].remove(shot)
    play["shots"].insert(index - 1, shot)


def _later(play: Play, index: int) -> None:
    if index + 1 >= len(play["shots"]):
        raise DoesNotFitError
    _earlier(play, index + 1)


def _fit(play: Play, seconds: int) -> None:
    """Stretch or squeeze all shots so that they last `seconds` in all."""
    if not seconds:
        raise DoesNotFitError
    _fit_to(play, float(seconds))


def _whole(play: Play) -> float:
    return float(sum(shot["seconds"] for shot in play["shots"]))


def _fit_to(play: Play, seconds: float) -> None:
    factor = seconds / _whole(play)
    for shot in play["shots"]:
        shot["seconds"] = round(shot["seconds"] * factor, 3)
        _retime(shot, factor)


def _retime(shot: dict[str, Any], factor: float) -> None:
    """What happens in a shot keeps its share of a time that has become longer or shorter."""
    for timed in (*shot["beats"], *shot["lines"]):
        for key in ("start", "seconds"):
            if timed.get(key) is not None:
                timed[key] = round(timed[key] * factor, 3)


def _number(play: Play) -> None:
    for index, shot in enumerate(play["shots"]):
        shot["index"] = index


_DEEDS: dict[str, Callable[[Play, int], None]] = {
    "delete": _delete,
    "copy": _copy,
    "earlier": _earlier,
    "later": _later,
    "fit": _fit,
    "reset": _fit,
}
