"""What an instruction changed, in a sentence of the reader's language: "Time: day → night"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

from generation.engines.simulation.screenplay.summary import FEELINGS
from generation.engines.simulation.screenplay.vocabulary import Kind, label_of
from generation.engines.simulation.screenplay.vocabulary import label as label_in
from generation.engines.simulation.screenplay.vocabulary.things import COLOURS

from .styles import style

KINDS = {
    "time": Kind.TIME, "weather": Kind.WEATHER, "set": Kind.SET, "size": Kind.SIZE, "move": Kind.MOVE,
    "angle": Kind.ANGLE, "mood": Kind.MOOD, "manner": Kind.MANNER, "action": Kind.ACTION,
    "material": Kind.MATERIAL,
}  # fmt: skip
NAMES: dict[str, Promise] = {
    "time": pgettext_lazy("change", "Time"),
    "weather": pgettext_lazy("change", "Weather"),
    "set": pgettext_lazy("change", "Place"),
    "style": pgettext_lazy("change", "Style"),
    "size": pgettext_lazy("change", "Shot size"),
    "move": pgettext_lazy("change", "Camera move"),
    "angle": pgettext_lazy("change", "Camera height"),
    "mood": pgettext_lazy("change", "Mood"),
    "feeling": pgettext_lazy("change", "Feeling"),
    "manner": pgettext_lazy("change", "Manner"),
    "colour": pgettext_lazy("change", "Colour"),
    "looks": pgettext_lazy("change", "Looks"),
    "scale": pgettext_lazy("change", "Size"),
    "material": pgettext_lazy("change", "Material"),
    "action": pgettext_lazy("change", "Action"),
    "line": pgettext_lazy("change", "Says"),
    "replaced": pgettext_lazy("change", "Replaced"),
    "removed": pgettext_lazy("change", "Left out"),
    "added": pgettext_lazy("change", "Added"),
    "take": pgettext_lazy("change", "Shot taken anew"),
    "length": pgettext_lazy("change", "Seconds"),
    "backdrop": pgettext_lazy("change", "Start image"),
    "prompt": pgettext_lazy("change", "Words"),
}
PARTS: dict[str, Promise] = {
    "top": pgettext_lazy("change", "top"),
    "bottom": pgettext_lazy("change", "trousers"),
    "shoes": pgettext_lazy("change", "shoes"),
    "hair": pgettext_lazy("change", "hair"),
    "hair_style": pgettext_lazy("change", "hair style"),
    "skin": pgettext_lazy("change", "skin"),
    "eyes": pgettext_lazy("change", "eyes"),
    "age": pgettext_lazy("change", "age"),
    "build": pgettext_lazy("change", "build"),
    "beard": pgettext_lazy("change", "beard"),
    "glasses": pgettext_lazy("change", "glasses"),
}
WORDS: dict[str, Promise] = {
    "true": pgettext_lazy("change", "yes"),
    "false": pgettext_lazy("change", "no"),
    "": pgettext_lazy("change", "as before"),
}
ONE_SIDED = {"removed", "added", "take"}
LONGEST = 80


def changes(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """A sentence for each change of a row; one that this version does not know is left out."""
    return [sentence for row in rows if (sentence := _sentence(row))]


def _sentence(row: Mapping[str, Any]) -> str:
    what = str(row.get("what", ""))
    if what not in NAMES:
        return ""
    before, after, who = (str(row.get(key, "")) for key in ("before", "after", "who"))
    name = str(NAMES[what])
    if who:
        name = f"{name} ({_thing(who)})"
    if what in ONE_SIDED:
        return f"{name}: {_value(what, after or before)}"
    if what == "action" and not before:
        return f"{name}: + {_value(what, after)}"
    return f"{name}: {_value(what, before)} → {_value(what, after)}"


def _value(what: str, value: str) -> str:
    if what in {"line", "prompt"}:
        return f"“{value[:LONGEST]}”" if value else "–"
    if what == "style":
        return style(value)
    if value in WORDS:
        return str(WORDS[value])
    if what == "feeling" and value in FEELINGS:
        return FEELINGS[value][_language() == "it"]
    if what == "colour":
        return _colour(value)
    if what in KINDS:
        return label_in(KINDS[what], value, _language()) or value
    if what in {"scale", "take", "length", "backdrop"}:
        return value
    return _thing(value)


def _colour(value: str) -> str:
    """The nearest colour that has a name."""
    if not value.startswith("#"):
        return value
    wanted = _rgb(value)
    names = sorted(
        COLOURS, key=lambda n: sum((a - b) ** 2 for a, b in zip(_rgb(COLOURS[n]), wanted, strict=True))
    )
    return label_in(Kind.COLOUR, names[0], _language()) or names[0]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _thing(value: str) -> str:
    if value in PARTS:
        return str(PARTS[value])
    return label_of(value, _language()) or value.replace("_", " ")


def _language() -> str:
    return "it" if (get_language() or "").startswith("it") else "en"


__all__ = ["NAMES", "changes"]
