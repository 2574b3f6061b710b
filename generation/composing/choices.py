"""What can be chosen in the composer, with labels in the reader's language."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

from generation.engines.simulation.screenplay import Mark, Screenplay
from generation.engines.simulation.screenplay.vocabulary import Kind, find_as, label, plain, vocabulary
from generation.engines.simulation.screenplay.vocabulary.places import NAMES

Choice = tuple[str, str]
ORDER: dict[Kind, tuple[str, ...]] = {
    Kind.TIME: ("dawn", "day", "sunset", "night"),
    Kind.WEATHER: ("clear", "cloudy", "fog", "rain", "snow", "windy", "storm"),
    Kind.SIZE: ("wide", "medium", "close"),
    Kind.MOVE: (
        "static", "follow", "orbit", "dolly_in", "dolly_out", "pan", "handheld", "drone", "crane", "pov"
    ),
    Kind.ANGLE: ("eye", "low", "high"),
}  # fmt: skip
SAID: dict[tuple[Kind, str], Promise] = {
    (Kind.WEATHER, "clear"): pgettext_lazy("choice", "clear sky"),
    (Kind.SIZE, "wide"): pgettext_lazy("choice", "wide shot"),
    (Kind.SIZE, "close"): pgettext_lazy("choice", "close-up"),
    (Kind.MOVE, "static"): pgettext_lazy("choice", "stands still"),
    (Kind.MOVE, "follow"): pgettext_lazy("choice", "follows"),
    (Kind.MOVE, "orbit"): pgettext_lazy("choice", "circles around"),
    (Kind.MOVE, "dolly_in"): pgettext_lazy("choice", "moves closer"),
    (Kind.MOVE, "dolly_out"): pgettext_lazy("choice", "moves away"),
    (Kind.MOVE, "pan"): pgettext_lazy("choice", "turns"),
    (Kind.MOVE, "handheld"): pgettext_lazy("choice", "hand-held"),
    (Kind.MOVE, "drone"): pgettext_lazy("choice", "drone"),
    (Kind.MOVE, "crane"): pgettext_lazy("choice", "crane"),
    (Kind.MOVE, "pov"): pgettext_lazy("choice", "through their eyes"),
    (Kind.ANGLE, "eye"): pgettext_lazy("choice", "at eye level"),
    (Kind.ANGLE, "low"): pgettext_lazy("choice", "from below"),
    (Kind.ANGLE, "high"): pgettext_lazy("choice", "from above"),
    (Kind.ACTION, "stand"): pgettext_lazy("choice", "stand"),
    (Kind.ACTION, "stay"): pgettext_lazy("choice", "stay"),
}
HAIR_STYLES: dict[str, Promise] = {
    "short": pgettext_lazy("hair", "short"),
    "long": pgettext_lazy("hair", "long"),
    "bun": pgettext_lazy("hair", "in a bun"),
    "bald": pgettext_lazy("hair", "bald"),
    "curly": pgettext_lazy("hair", "curly"),
}
AGES: dict[str, Promise] = {
    "child": pgettext_lazy("age", "child"),
    "teen": pgettext_lazy("age", "teenager"),
    "adult": pgettext_lazy("age", "adult"),
    "old": pgettext_lazy("age", "old"),
}
BUILDS: dict[str, Promise] = {
    "slim": pgettext_lazy("build", "slim"),
    "average": pgettext_lazy("build", "average"),
    "strong": pgettext_lazy("build", "strong"),
    "round": pgettext_lazy("build", "round"),
}


def language() -> str:
    """The vocabulary's language of who reads: "it" or "en"."""
    return "it" if (get_language() or "").startswith("it") else "en"


def offered(kind: Kind, *also: str) -> list[Choice]:
    """The meanings of a kind with their labels: cameras and light in their own order, others by name."""
    values = ORDER.get(kind) or meanings(kind)
    known = [*values, *(value for value in also if value and value not in values)]
    found = [(value, said(kind, value)) for value in known]
    return found if kind in ORDER else sorted(found, key=lambda choice: choice[1].casefold())


def said(kind: Kind, value: str) -> str:
    """A meaning in the reader's language, beginning with a capital."""
    own = SAID.get((kind, value))
    text = str(own) if own is not None else label(kind, value, language())
    return text[:1].upper() + text[1:]


def action(text: str) -> str:
    """The action that somebody's words mean, however they are said; "" when nobody knows it."""
    for value in (*meanings(Kind.ACTION), "stand", "stay"):
        if (
            text.casefold().replace(" ", "_") == value
            or text.casefold() == said(Kind.ACTION, value).casefold()
        ):
            return value
    words = [plain(word) for word in text.replace("-", " ").split()]
    entry = find_as(words, Kind.ACTION) if words else None
    return entry.value if entry is not None else ""


def looks(table: dict[str, Promise]) -> list[Choice]:
    """The choices of a table of looks."""
    return [(value, str(text)) for value, text in table.items()]


@cache
def meanings(kind: Kind) -> tuple[str, ...]:
    """What the vocabulary stages of a kind."""
    return tuple(
        dict.fromkeys(e.value for e in vocabulary().values() if e.kind is kind and e.mark is Mark.STAGED)
    )


def unknown(play: Screenplay) -> str:
    """The first place or body that nothing of this version is called; "" when all are known."""
    bodies = {"person", "relief", *meanings(Kind.ANIMAL)}
    named: list[tuple[str, Any]] = [(shot.set, {*NAMES, *meanings(Kind.SET)}) for shot in play.shots]
    named += [(actor.kind, bodies) for actor in play.actors]
    return next((repr(name[:40]) for name, known in named if name not in known), "")
