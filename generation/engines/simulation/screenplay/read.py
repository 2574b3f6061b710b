"""The reader: a prompt becomes a screenplay, and every word learns what became of it.

Deterministic and quick: one pass over the words, no model. It never fails on
odd text; what it does not know it says so (`Mark.NOT_STAGED`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from . import casting
from .model import Actor, Beat, CameraPlan, Line, Mark, Prop, Screenplay, Shot, Word
from .scenes import NEUTRAL, Key, Scene, choose
from .tokens import Match, Part, Quote, Token, language_of, matches_of, parts_of, quotes_of, tokens_of
from .vocabulary import STRUCTURE, Role

SECONDS_PER_LETTER = 0.068
FIRST_WORD = 0.6
SETTING = {Role.TIME, Role.SIZE, Role.MOVE, Role.ANGLE}
_SCAFFOLD = {"shot", "scene", "duration", "inquadratura", "scena", "durata", "sec", "seconds", "secondi", "s"}


@dataclass(frozen=True)
class _Reading:
    """One shot's words on the way to a shot."""

    part: Part
    tokens: list[Token]
    matches: list[Match]
    quotes: list[Quote]

    @property
    def keys(self) -> dict[Key, float]:
        """The concepts said, near words for less."""
        said: dict[Key, float] = {}
        for match in self.matches:
            key = (match.concept.role, match.concept.value)
            said[key] = max(said.get(key, 0.0), 0.75 if match.concept.near else 1.0)
        return said

    def value(self, role: Role) -> str | None:
        """The last said value of a role."""
        values = [match.concept.value for match in self.matches if match.concept.role is role]
        return values[-1] if values else None


def read_prompt(prompt: str, *, seconds: float, style: str, seed: int) -> Screenplay:
    """Read a prompt of any language and length into a screenplay of `seconds` in all."""
    readings = [_read_part(prompt, part) for part in parts_of(prompt)]
    scenes = _scenes(readings)
    said = [match for reading in readings for match in reading.matches]
    look, colours, _used = casting.described(said)
    actors = _actors(readings, scenes, look, seed)
    props = _props(scenes, colours)
    lengths = _lengths(readings, seconds)
    language = language_of([token for reading in readings for token in reading.tokens])
    shots = tuple(
        _shot(index, reading, scene, actors, props, lengths[index], language)
        for index, (reading, scene) in enumerate(zip(readings, scenes, strict=True))
    )
    understood = _marks(prompt, readings, scenes)
    return Screenplay(
        prompt=prompt, style=style, seed=seed, actors=actors, props=props, shots=shots, understood=understood
    )


def _read_part(prompt: str, part: Part) -> _Reading:
    text = prompt[part.body : part.end]
    quotes = [Quote(q.start + part.body, q.end + part.body, q.text) for q in quotes_of(text)]
    preface = _placed(tokens_of(prompt[part.start : part.preface]), part.start)
    tokens = [*preface, *_placed(tokens_of(text), part.body)]
    spoken = [any(q.start <= token.start < q.end for q in quotes) for token in tokens]
    outside = [token for token, inside in zip(tokens, spoken, strict=True) if not inside]
    return _Reading(part, outside, matches_of(outside), quotes)


def _placed(tokens: list[Token], offset: int) -> list[Token]:
    """The tokens of a piece of the prompt that begins at `offset`, with their places in the whole."""
    return [Token(token.start + offset, token.end + offset, token.text, token.low) for token in tokens]


def _scenes(readings: list[_Reading]) -> list[Scene]:
    """The scene of each shot; a shot that calls for none goes on with the one before it."""
    found: list[Scene] = []
    for reading in readings:
        found.append(choose(reading.keys) or (found[-1] if found else NEUTRAL))
    return found


def _actors(
    readings: list[_Reading], scenes: list[Scene], look: dict[str, Any], seed: int
) -> tuple[Actor, ...]:
    """One actor of each kind that is needed, the same in every shot."""
    people = [reading.value(Role.ACTOR) for reading in readings]
    kind = next((value for value in people if value and value != "corgi"), "person")
    actors: list[Actor] = []
    for scene in scenes:
        if any(actor.kind == scene.actor for actor in actors):
            continue
        name = f"a{len(actors) + 1}"
        if scene.actor == "corgi":
            actors.append(Actor(name=name, kind="corgi", label="corgi"))
            continue
        swims = any(other.set == "sea" for other in scenes)
        figure = casting.appearance(kind, look, seed=seed, swims=swims)
        actors.append(Actor(name=name, kind="person", label=kind.replace("_", " "), appearance=figure))
    return tuple(actors)


def _props(scenes: list[Scene], colours: dict[str, str]) -> tuple[Prop, ...]:
    kinds = list(dict.fromkeys(kind for scene in scenes for kind in scene.props))
    return tuple(
        Prop(name=f"p{place}", kind=kind, label=kind, color=colours.get(kind))
        for place, kind in enumerate(kinds, start=1)
    )


def _lengths(readings: list[_Reading], seconds: float) -> list[float]:
    """Seconds of each shot, in proportion to what they ask for, `seconds` in all, on whole frames of 24."""
    asked = [reading.part.seconds or seconds / len(readings) for reading in readings]
    total = sum(asked)
    ends = [round(sum(asked[: i + 1]) / total * seconds * 24) / 24 for i in range(len(asked))]
    starts = [0.0, *ends[:-1]]
    lengths = [end - start for start, end in zip(starts, ends, strict=True)]
    return lengths if min(lengths) > 0 else [seconds / len(readings)] * len(readings)


def _shot(
    index: int,
    reading: _Reading,
    scene: Scene,
    actors: tuple[Actor, ...],
    props: tuple[Prop, ...],
    seconds: float,
    language: Literal["en", "it"],
) -> Shot:
    actor = next(actor for actor in actors if actor.kind == scene.actor)
    names = {prop.kind: prop.name for prop in props}
    outcome: Literal["miss", "success"] = "miss" if reading.value(Role.OUTCOME) == "miss" else "success"
    beats = [
        Beat(
            actor=actor.name,
            action=scene.action,
            target=names.get(scene.target) if scene.target else None,
            outcome=outcome,
        )
    ]
    if scene is NEUTRAL:
        beats.append(Beat(actor=actor.name, action="wave", start=min(1.0, seconds / 4)))
    return Shot(
        index=index,
        seconds=seconds,
        set=scene.set,
        time_of_day=_one_of(reading.value(Role.TIME), ("dawn", "day", "sunset", "night"), "day"),
        weather=_one_of(reading.value(Role.WEATHER), ("clear", "windy"), "clear"),
        cast=(actor.name,),
        props=tuple(names[kind] for kind in scene.props),
        beats=tuple(beats),
        lines=_lines(reading.quotes, actor.name, scene, seconds, language),
        camera=_camera(reading, scene),
        text=" ".join(" ".join(token.text for token in reading.tokens).split())[:2000],
    )


def _one_of(value: str | None, known: tuple[str, ...], default: str) -> Any:  # noqa: ANN401 (a Literal)
    return value if value in known else default


def _camera(reading: _Reading, scene: Scene) -> CameraPlan:
    plan = scene.camera
    return CameraPlan(
        size=_one_of(reading.value(Role.SIZE), ("wide", "medium", "close"), plan.size),
        move=_one_of(
            reading.value(Role.MOVE), ("static", "follow", "orbit", "dolly_in", "pan", "handheld"), plan.move
        ),
        angle=_one_of(reading.value(Role.ANGLE), ("eye", "low", "high"), plan.angle),
    )


def _lines(
    quotes: list[Quote], speaker: str, scene: Scene, seconds: float, language: Literal["en", "it"]
) -> tuple[Line, ...]:
    """Quoted lines one after the other, as many as there is time for; a corgi does not speak."""
    if scene.actor != "person":
        return ()
    lines: list[Line] = []
    start = FIRST_WORD if scene is NEUTRAL else max(FIRST_WORD, seconds * 0.55)
    length = sum(len(quote.text) for quote in quotes) * SECONDS_PER_LETTER
    start = max(0.2, min(start, seconds - length - 0.3))
    for quote in quotes:
        if start >= seconds - 0.3:
            break
        lines.append(Line(speaker=speaker, text=quote.text, start=round(start, 3), language=language))
        start += len(quote.text) * SECONDS_PER_LETTER + 0.35
    return tuple(lines)


def _marks(prompt: str, readings: list[_Reading], scenes: list[Scene]) -> tuple[Word, ...]:
    """Every word of the prompt with its mark, in order."""
    words: list[Word] = []
    for reading, scene in zip(readings, scenes, strict=True):
        _look, _colours, used = casting.described(reading.matches)
        by_token: dict[int, Match] = {}
        for match in reading.matches:
            by_token |= dict.fromkeys(range(match.first, match.last + 1), match)
        for place, token in enumerate(reading.tokens):
            mark, note = _mark(token, by_token.get(place), scene, used)
            words.append(Word(start=token.start, end=token.end, text=token.text, mark=mark, note=note))
        words += _spoken(reading, scene, prompt)
        head = _placed(tokens_of(prompt[reading.part.preface : reading.part.body]), reading.part.preface)
        words += [Word(start=t.start, end=t.end, text=t.text, mark=Mark.STRUCTURE) for t in head]
    return tuple(sorted(words, key=lambda word: word.start))


def _mark(token: Token, match: Match | None, scene: Scene, used: set[Match]) -> tuple[Mark, str]:
    if match is None:
        if token.low in STRUCTURE or token.low in _SCAFFOLD or token.low.isdigit():
            return Mark.STRUCTURE, ""
        return Mark.NOT_STAGED, ""
    concept = match.concept
    key = (concept.role, concept.value)
    person = concept.role is Role.ACTOR and concept.value != "corgi" and scene.actor == "person"
    looks = match in used and (scene.actor == "person" or concept.role in {Role.COLOUR, Role.PROP})
    if concept.role is Role.STYLE:
        return Mark.STRUCTURE, "the style is chosen beside the prompt"
    if key in scene.stages or person or looks or concept.role in SETTING:
        return (Mark.APPROXIMATED, concept.note) if concept.near else (Mark.STAGED, "")
    if token.low in STRUCTURE:
        return Mark.STRUCTURE, ""
    if concept.role is Role.SET:
        return (
            Mark.NOT_STAGED,
            f"this scene is set in a {scene.set}" if scene.set != "sea" else "this scene is at sea",
        )
    return Mark.NOT_STAGED, ""


def _spoken(reading: _Reading, scene: Scene, prompt: str) -> list[Word]:
    """The words inside quotation marks: said aloud by a person, by nobody in a corgi's scene."""
    aloud = scene.actor == "person"
    mark, note = (Mark.STAGED, "spoken") if aloud else (Mark.NOT_STAGED, "a corgi does not speak")
    return [
        Word(start=token.start, end=token.end, text=token.text, mark=mark, note=note)
        for quote in reading.quotes
        for token in _placed(tokens_of(prompt[quote.start : quote.end]), quote.start)
    ]
