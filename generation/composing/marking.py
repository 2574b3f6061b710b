"""What becomes of the marks of words when their meaning was changed by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generation.engines.simulation.screenplay.hits import Hit, hits_of
from generation.engines.simulation.screenplay.tokens import quotes, tokens
from generation.engines.simulation.screenplay.vocabulary import Kind
from generation.engines.simulation.screenplay.vocabulary.things import COLOURS

BY_HAND = "changed by hand"
SHOWN = {"staged", "approximated"}
FIELDS = {
    "set": Kind.SET,
    "time_of_day": Kind.TIME,
    "weather": Kind.WEATHER,
    "size": Kind.SIZE,
    "move": Kind.MOVE,
    "angle": Kind.ANGLE,
    "action": Kind.ACTION,
    "kind": Kind.ANIMAL,
}
PAINTED = {"top", "bottom", "shoes", "hair", "color"}


def marked(play: dict[str, Any], edits: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The screenplay, in which words whose meaning the changes took away are marked as not staged."""
    keys = {str(edit["at"]).rsplit(".", 1)[-1] for edit in edits if "at" in edit}
    kinds = {FIELDS[key] for key in keys & FIELDS.keys()} | ({Kind.COLOUR} if keys & PAINTED else set())
    cut = any(edit.get("do") == "delete" for edit in edits)
    spoken = any(".lines." in str(edit.get("at", "")) for edit in edits) or cut
    if not (kinds or spoken or cut):
        return play
    prompt = play["prompt"]
    silenced = [q for q in quotes(prompt) if q.text not in _lines(play)] if spoken else []
    words, _ = tokens(prompt, quotes(prompt))
    left = _left(play)
    gone = {
        token.start
        for hit in hits_of(words)
        if hit.kind in kinds
        and (COLOURS.get(hit.value) if hit.kind is Kind.COLOUR else hit.value) not in left
        for token in hit.tokens
    }
    kept = [_span(prompt, shot["text"]) for shot in play["shots"] if shot["text"]]
    out = []
    for word in play["understood"]:
        lost = word["start"] in gone or any(q.start <= word["start"] < q.end for q in silenced)
        lost = lost or (cut and not any(start <= word["start"] < end for start, end in kept))
        if lost and word["mark"] in SHOWN:
            word = {**word, "mark": "not_staged", "note": BY_HAND}
        out.append(word)
    return {**play, "understood": out}


def _meant(hit: Hit) -> str:
    return COLOURS[hit.value] if hit.kind is Kind.COLOUR else hit.value


def _lines(play: Mapping[str, Any]) -> set[str]:
    return {line["text"] for shot in play["shots"] for line in shot["lines"]}


def _span(prompt: str, text: str) -> tuple[int, int]:
    start = prompt.find(text)
    return (start, start + len(text)) if start >= 0 else (0, len(prompt))


def _left(play: Mapping[str, Any]) -> set[str]:
    """Every meaning that the screenplay still holds."""
    found = {actor["kind"] for actor in play["actors"]}
    found |= {part["color"] for part in (*play["actors"], *play["props"]) if part["color"]}
    for actor in play["actors"]:
        found |= {str(value) for value in (actor["appearance"] or {}).values()}
    for shot in play["shots"]:
        found |= {shot["set"], shot["time_of_day"], shot["weather"], *shot["camera"].values()}
        found |= {beat["action"] for beat in shot["beats"]}
    return found
