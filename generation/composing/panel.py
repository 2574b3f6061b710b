"""The panel “What I understood”: a screenplay as fields that can be changed, in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from generation import wording
from generation.engines.simulation.screenplay import Screenplay
from generation.engines.simulation.screenplay.summary import name_of
from generation.engines.simulation.screenplay.vocabulary import Kind
from generation.engines.simulation.screenplay.vocabulary.places import INDOORS
from generation.engines.simulation.screenplay.vocabulary.things import COLOURS

from . import choices, edits
from .edits import Edit, Play
from .state import FIELD, Asked, State

MOST_SHOTS_SHOWN, MOST_BEATS_SHOWN, MOST_CAST_SHOWN = 24, 6, 12
LABELS: dict[str, Promise] = {
    "set": pgettext_lazy("change", "Place"),
    "time_of_day": pgettext_lazy("change", "Time"),
    "weather": pgettext_lazy("change", "Weather"),
    "size": pgettext_lazy("change", "Shot size"),
    "move": pgettext_lazy("change", "Camera move"),
    "angle": pgettext_lazy("change", "Camera height"),
    "seconds": pgettext_lazy("change", "Seconds"),
    "top": pgettext_lazy("clothes", "Top"),
    "bottom": pgettext_lazy("clothes", "Legs"),
    "shoes": pgettext_lazy("clothes", "Shoes"),
    "hair": pgettext_lazy("clothes", "Hair"),
    "skin": pgettext_lazy("clothes", "Skin"),
    "hair_style": pgettext_lazy("clothes", "Hair style"),
    "age": pgettext_lazy("clothes", "Age"),
    "build": pgettext_lazy("clothes", "Build"),
    "kind": pgettext_lazy("clothes", "Animal"),
    "color": pgettext_lazy("clothes", "Colour"),
}
KINDS = {"set": Kind.SET, "time_of_day": Kind.TIME, "weather": Kind.WEATHER}
CAMERA = {"size": Kind.SIZE, "move": Kind.MOVE, "angle": Kind.ANGLE}
PAINT = ("top", "bottom", "shoes", "hair", "skin")
TABLES = {"hair_style": choices.HAIR_STYLES, "age": choices.AGES, "build": choices.BUILDS}
AS_IS = gettext_lazy("as it is")
DIFFERENT = gettext_lazy("various")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be changed; `sort` is "select", "color", "number", "text" or "action"."""

    path: str
    label: str
    value: str
    sort: str
    choices: Sequence[choices.Choice] = ()

    @property
    def name(self) -> str:
        """Its name in the form."""
        return FIELD + self.path

    @property
    def id(self) -> str:
        """Its name in the page; the same before and after, so that the focus stays."""
        return f"e-{self.path.replace('.', '-')}"


@dataclass(slots=True)
class Panel:
    """Everything that the fragment shows."""

    play: Play
    state: State
    summary: str
    words: list[dict[str, Any]]
    not_staged: list[str]
    place: list[Field] = field(default_factory=list)
    cast: list[dict[str, Any]] = field(default_factory=list)
    props: list[dict[str, Any]] = field(default_factory=list)
    shots: list[dict[str, Any]] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    misfits: list[str] = field(default_factory=list)
    seconds: float = 0.0
    more: int = 0
    asks: bool = False

    @property
    def fields(self) -> Iterator[Field]:
        """Every field of the panel."""
        yield from self.place
        for part in (*self.cast, *self.props, *self.shots):
            yield from (*part["fields"], *part.get("lines", ()), *part.get("beats", ()))

    def shown(self, asked: Asked) -> str:
        """What each field shows, as JSON for the form."""
        found = {entry.path: entry.value for entry in self.fields}
        return json.dumps(found | ({"seconds": str(asked.seconds)} if self.state.base is not None else {}))

    @property
    def edits(self) -> str:
        """The changes as JSON for the form."""
        return json.dumps(self.state.edits)

    @property
    def redo(self) -> str:
        """The changes that were undone, as JSON for the form."""
        return json.dumps(self.state.redo)

    @property
    def base(self) -> str:
        """The screenplay that the page started from, as JSON for the form."""
        return json.dumps(self.state.base) if self.state.base is not None else ""

    @property
    def changed(self) -> int:
        """How many changes hold since the words were last taken as they are."""
        deeds = [edit.get("do") for edit in self.state.edits]
        last = len(deeds) - deeds[::-1].index("reset") if "reset" in deeds else 0
        return len(deeds) - last


def panel(state: State, asked: Asked) -> Panel:
    """The panel of a state; raises `BadScreenplay`."""
    found = state.edited(asked)
    play = Screenplay.from_json(json.dumps(found.play))
    data = found.play
    made = Panel(
        play=data,
        state=state,
        summary=wording.told(play),
        words=wording.words(data["understood"]),
        not_staged=list(play.not_staged),
        misfits=[told(edit) for edit in found.misfits],
        seconds=round(play.seconds, 2),
        more=max(0, len(play.shots) - MOST_SHOTS_SHOWN),
        asks=state.changed(asked),
    )
    made.place = _place(data)
    made.cast = [_actor(play, actor) for actor in data["actors"][:MOST_CAST_SHOWN]]
    made.props = [_prop(play, prop) for prop in data["props"][:MOST_CAST_SHOWN]]
    made.shots = [_shot(play, data, shot) for shot in data["shots"][:MOST_SHOTS_SHOWN]]
    made.actions = [text for _value, text in choices.offered(Kind.ACTION)]
    return made


def told(edit: Edit) -> str:
    """A change in few words: "Shot 2, Place: beach"."""
    if "do" in edit:
        return str(_("Shot %(number)d") % {"number": int(edit.get("shot", 0)) + 1})
    first, name, *rest = edit["at"].split(".")
    key = rest[-1] if rest else name
    where = f"{_('Shot %(number)d') % {'number': int(name) + 1}}, " if first == "shots" else ""
    kind = (KINDS | CAMERA).get(key)
    to = choices.said(kind, edit["to"]) if kind else edit["to"]
    return f"{where}{LABELS[key]}: {to}" if key in LABELS else f"{where}“{to}”"


def _place(play: Play) -> list[Field]:
    found = []
    indoors = all(shot["set"] in INDOORS for shot in play["shots"])
    for key, kind in KINDS.items():
        if key == "weather" and indoors:
            continue
        path = f"all.{key}"
        value = edits.value(play, path)
        offered = choices.offered(kind, value)
        found.append(_select(path, key, value, offered if value else [("", str(DIFFERENT)), *offered]))
    return found


def _select(path: str, key: str, value: str, offered: Sequence[choices.Choice]) -> Field:
    return Field(path, str(LABELS[key]), value, "select", offered)


def _actor(play: Screenplay, actor: dict[str, Any]) -> dict[str, Any]:
    name = actor["name"]
    fields = []
    look = actor["appearance"]
    if look is not None:
        shown = [key for key in PAINT if not (key == "top" and look["bare_chest"])]
        fields = [Field(f"actors.{name}.{k}", str(LABELS[k]), look[k], "color") for k in shown]
        fields += [
            _select(f"actors.{name}.{key}", key, look[key], choices.looks(table))
            for key, table in TABLES.items()
        ]
    elif actor["kind"] != "person":
        path = f"actors.{name}.kind"
        fields = [_select(path, "kind", actor["kind"], choices.offered(Kind.ANIMAL, actor["kind"]))]
        fields.append(_painted(f"actors.{name}.color", actor["color"]))
    label = name_of(play, name, choices.language())
    return {"name": name, "label": label, "person": look is not None, "look": look, "fields": fields}


def _prop(play: Screenplay, prop: dict[str, Any]) -> dict[str, Any]:
    label = name_of(play, prop["name"], choices.language())
    return {
        "name": prop["name"],
        "label": label,
        "fields": [_painted(f"props.{prop['name']}.color", prop["color"])],
    }


def _painted(path: str, value: str | None) -> Field:
    """A colour by its name, or none of its own."""
    named = sorted(
        ((code, choices.said(Kind.COLOUR, name)) for name, code in COLOURS.items()), key=lambda c: c[1]
    )
    also = [(value, value)] if value and value not in COLOURS.values() else []
    return Field(path, str(LABELS["color"]), value or "", "select", [("", str(AS_IS)), *also, *named])


def _shot(play: Screenplay, data: Play, shot: dict[str, Any]) -> dict[str, Any]:
    at = f"shots.{shot['index']}"
    fields = [
        _select(f"{at}.camera.{key}", key, shot["camera"][key], choices.offered(kind))
        for key, kind in CAMERA.items()
    ]
    fields.append(
        Field(f"{at}.seconds", str(LABELS["seconds"]), edits.value(data, f"{at}.seconds"), "number")
    )
    if len(data["shots"]) > 1:
        fields += [
            _select(f"{at}.{key}", key, shot[key], choices.offered(kind, shot[key]))
            for key, kind in KINDS.items()
            if key != "weather" or shot["set"] not in INDOORS
        ]
    return {
        "index": shot["index"],
        "number": shot["index"] + 1,
        "size": shot["camera"]["size"],
        "time": shot["time_of_day"],
        "fields": fields,
        "beats": list(_beats(play, shot)),
        "lines": list(_lines(play, shot)),
        "first": shot["index"] == 0,
        "last": shot["index"] == len(data["shots"]) - 1,
        "only": len(data["shots"]) == 1,
    }


def _beats(play: Screenplay, shot: dict[str, Any]) -> Iterator[Field]:
    for place, beat in enumerate(shot["beats"][:MOST_BEATS_SHOWN]):
        who = name_of(play, beat["actor"], choices.language())
        target = f" → {name_of(play, beat['target'], choices.language())}" if beat["target"] else ""
        action = choices.said(Kind.ACTION, beat["action"])
        yield Field(f"shots.{shot['index']}.beats.{place}.action", f"{who}{target}", action, "action")


def _lines(play: Screenplay, shot: dict[str, Any]) -> Iterator[Field]:
    language = choices.language()
    for place, line in enumerate(shot["lines"]):
        label = _("%(who)s says") % {"who": name_of(play, line["speaker"], language)}
        yield Field(f"shots.{shot['index']}.lines.{place}.text", label, line["text"], "text")
    speak = {line["speaker"] for line in shot["lines"]}
    people = {actor.name for actor in play.actors if actor.kind == "person"}
    silent = [name for name in shot["cast"] if name in people - speak]
    for name in silent[:2]:
        label = _("%(who)s says") % {"who": name_of(play, name, language)}
        yield Field(f"shots.{shot['index']}.lines.new.{name}", label, "", "text")
