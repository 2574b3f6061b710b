"""The reader: a prompt becomes a screenplay, and every word learns what became of it.

One pass over the words, no model, no chance: the same prompt, seconds, style
and seed give the same screenplay. It never fails on odd text. It reads the
first `tokens.WORDS_READ` words and says so of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from . import dialogue, directing, feelings, storyboard, styling
from .casting import Company, Mentions, Person, describe, meet
from .director import Scene
from .gathering import Found, approximate, gather
from .grammar import mark_dark, mark_italian_verbs, mark_verbs, merge_offices
from .hits import Hit, hits_of, of
from .marks import settle
from .model import POOLS, SEAS, Actor, Beat, CameraPlan, Feeling, Mark, Prop, Screenplay, Shot, Word
from .stagings import NEAR, NOTHING, QUIET, Plan, Said, choose, neutral
from .storyboard import Part
from .tokens import WORDS_READ, Quote, Token, quotes, tokens
from .vocabulary import Kind
from .vocabulary.places import INDOORS
from .vocabulary.things import COLOURS

TEXT_KEPT = 2000
LONGEST_TITLE = 120


@dataclass(slots=True)
class Reading:
    """One shot on its way from words to a plan."""

    part: Part
    hits: list[Hit]
    headings: list[Token]
    quotes: list[Quote]
    mentions: Mentions = field(default_factory=dict)
    speeches: list[dialogue.Speech] = field(default_factory=list)
    greetings: list[tuple[Hit, Person, str]] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    found: Found = field(default_factory=lambda: ({}, {}))
    felt: list[feelings.Felt] = field(default_factory=list)
    plan: Plan = NOTHING

    @property
    def lines(self) -> list[tuple[Person, str]]:
        """Who says what, in the order of the words."""
        said = [(s.quote.start, s.speaker, s.quote.text) for s in self.speeches if s.speaker]
        said += [(hit.tokens[0].start, person, text) for hit, person, text in self.greetings]
        return [(person, text) for _, person, text in sorted(said, key=lambda line: line[0])]

    def values(self, kind: Kind) -> list[str]:
        """The meanings of a kind, in the order in which they were said."""
        return [hit.value for hit in of(self.hits, kind)]


def read_prompt(prompt: str, *, seconds: float, style: str, seed: int) -> Screenplay:
    """Read a prompt of any language into a screenplay whose shots last `seconds` in all.

    `style` is a style's name, or "auto" for the one that the words ask for.
    """
    spoken = quotes(prompt)
    words, until = tokens(prompt, spoken)
    parts, end = storyboard.split(prompt, until, seconds, spoken)
    company = Company()
    readings = [_reading(part, words, spoken) for part in parts]
    language = dialogue.language_of_tokens(words)
    for reading in readings:
        merge_offices(reading.hits)
        mark_dark(reading.hits)
        if language == "it":
            mark_italian_verbs(reading.hits)
    if language == "en":
        for reading in readings:
            mark_verbs(reading.hits)
        approximate([reading.hits for reading in readings])
    style = styling.choose(style, [hit for reading in readings for hit in reading.hits])
    for number, reading in enumerate(readings):
        _understand(company, reading, readings[number - 1] if number else None)
    plans = [reading.plan for reading in readings]
    actors = _actors(company, plans, seed)
    props = _props(company, plans)
    light = _Light()
    shots = []
    for number, reading in enumerate(readings):
        light.read(reading)
        shots.append(_shot(number, reading, light, language, prompt))
    marked = [word for reading in readings for word in _words(reading, words)]
    marked += _unread(prompt, words, end, until)
    return Screenplay(
        prompt=prompt,
        style=style,
        seed=seed,
        actors=tuple(actors.values()),
        props=tuple(props.values()),
        shots=tuple(shots),
        understood=tuple(sorted(marked, key=lambda word: word.start)),
    )


def _reading(part: Part, words: Sequence[Token], spoken: Sequence[Quote]) -> Reading:
    inside = [quote for quote in spoken if part.start <= quote.start < part.end]
    silent = [(quote.start, quote.end) for quote in inside]
    own = [token for token in words if part.start <= token.start < part.end]
    headings = [token for token in own if _within(token, part.headings)]
    said = [token for token in own if not _within(token, part.headings) and not _within(token, silent)]
    return Reading(part, hits_of(said), headings, inside)


def _within(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in spans)


def _understand(company: Company, reading: Reading, before: Reading | None) -> None:
    """Cast, dress, find the lines and choose what is staged; unsaid things stay as in the shot before."""
    hits = reading.hits
    reading.mentions = meet(company, hits)
    describe(company, hits, reading.mentions)
    reading.found = gather(company, hits, reading.quotes)
    reading.speeches = dialogue.speeches(company, hits, reading.mentions, reading.quotes)
    reading.greetings = dialogue.greetings(hits, company, reading.mentions)
    reading.speeches = dialogue.in_time(reading.speeches, reading.part.seconds)
    reading.felt = feelings.read(hits, reading.mentions, speaks=bool(reading.quotes))
    named = [person for people in reading.mentions.values() for person in people]
    named += [person for person, _ in reading.lines]
    reading.people = _unique(named)
    said = _said(reading, before)
    plan = choose(said)
    if plan is None and before is not None and not reading.people and not said.corgi:
        reading.people = before.people
        plan = _gone_on(reading, before, said)
    reading.plan = plan or neutral(said)
    if directing.is_landscape(reading, before):
        reading.plan = directing.landscape(reading, company, said)
        return
    if directing.wanted(reading, before):
        reading.plan = directing.plan(reading, before, company, said)
        return
    if reading.plan.lead == "person" and not reading.people:
        reading.people = before.people if before and before.people else [company.someone()]
    greeted = {hit.place for hit, _, _ in reading.greetings}
    settle(reading.hits, reading.plan, reading.people, greeted, speaks=bool(reading.lines))


def _gone_on(reading: Reading, before: Reading, said: Said) -> Plan | None:
    """A shot that names nobody goes on with what was there; where one can stand still, by looking at them."""
    repeats = before.plan.set not in QUIET or before.plan.staging == "skating"
    if repeats and not set(reading.values(Kind.SET)) - {before.plan.set}:
        return before.plan
    return neutral(replace(said, people=len(before.people), corgi=before.plan.corgi))


def _unique(people: Sequence[Person]) -> list[Person]:
    return list({person.name: person for person in people}.values())


def _said(reading: Reading, before: Reading | None) -> Said:
    weights: dict[tuple[Kind, str], float] = {}
    first: dict[Kind, str] = {}
    placed = False
    weather = any(hit.kind is Kind.WEATHER and hit.value != "clear" for hit in reading.hits)
    for hit in reading.hits:
        if hit.entry is not None and hit.kind is not None:
            near = hit.kind is Kind.SET and hit.entry.mark is Mark.APPROXIMATED
            if weather and near and hit.value in INDOORS:
                continue  # "walks home in the rain": a room that only stands for a place would hide it
            weight = 1.0 if hit.entry.mark is Mark.STAGED else NEAR
            key = (hit.kind, hit.value)
            weights[key] = max(weight, weights.get(key, 0.0))
            first.setdefault(hit.kind, hit.value)
            if hit.kind is Kind.SET and hit.entry.mark is Mark.STAGED and not placed:
                first[hit.kind], placed = hit.value, True
    corgi = any(hit.value == "corgi" for hit in of(reading.hits, Kind.ANIMAL))
    place = before.plan.set if before and before.plan.set in QUIET else "park"
    return Said(weights, first, len(reading.people), corgi, bool(reading.lines), place)


def _actors(company: Company, plans: Sequence[Plan], seed: int) -> dict[str, Actor]:
    """Everybody who is on stage in one shot at least, by name."""
    company.corgi = any(plan.corgi for plan in plans if plan.scene is None)
    cast = company.actors(
        seed,
        swims=any(plan.set in SEAS | POOLS for plan in plans),
        plays=any(plan.staging == "basketball" for plan in plans),
    )
    if all(plan.most == 0 for plan in plans if plan.scene is None):
        shown = {name for plan in plans if plan.scene for name in plan.scene.cast}
        cast = [actor for actor in cast if actor.kind == "corgi" or actor.name in shown]
    return {actor.name: actor for actor in (*cast, *directing.creatures(company, plans))}


def _props(company: Company, plans: Sequence[Plan]) -> dict[str, Prop]:
    kinds = dict.fromkeys(kind for plan in plans for kind in plan.props)
    colour = {kind: COLOURS[name] for kind, name in company.colours.items()}
    named = directing.things(company, plans)
    return named | {
        kind: Prop(name=kind, kind=kind, label=kind, color=colour.get(kind))
        for kind in kinds
        if kind not in named
    }


class _Light:
    """Time of day and weather, which stay as they are until words change them."""

    def __init__(self) -> None:
        self.time, self.weather = "day", "clear"

    def read(self, reading: Reading) -> None:
        """Take what the shot says."""
        self.time = next(iter(reading.values(Kind.TIME)), self.time)
        self.weather = next(iter(reading.values(Kind.WEATHER)), self.weather)


def _shot(
    number: int,
    reading: Reading,
    light: _Light,
    language: dialogue.Language,
    prompt: str,
) -> Shot:
    plan = reading.plan
    seconds = reading.part.seconds
    if plan.scene is not None:
        return _directed(number, reading, light, language, prompt)
    cast = [person.name for person in reading.people[: plan.most]] + ["corgi"] * plan.corgi
    lead = Beat(
        actor=cast[0], action=plan.action, target=plan.target, outcome=plan.outcome, manner=plan.manner
    )
    others = [
        Beat(actor=name, action="stay" if name == "corgi" else "stand", start=0.8 * place)
        for place, name in enumerate(cast[1:], 1)
    ]
    spoken = [(person, text) for person, text in reading.lines if person.name in cast]
    lines = dialogue.placed(spoken, seconds, language, plan.speaks_from) if spoken else ()
    fields: dict[str, Any] = {"time_of_day": light.time, "weather": light.weather}
    return Shot(
        index=number,
        seconds=seconds,
        set=plan.set,
        mood=next(iter(reading.values(Kind.MOOD)), ""),
        cast=tuple(cast),
        props=plan.props,
        beats=(lead, *others),
        lines=lines,
        feelings=_feelings(reading, cast),
        camera=_camera(reading, plan),
        text=prompt[reading.part.start : reading.part.end].strip()[:TEXT_KEPT],
        title=_title(reading),
        **fields,
    )


def _title(reading: Reading) -> str:
    """What is set over the picture in this shot; nothing when no title is asked for."""
    found = (" ".join(speech.quote.text.split()) for speech in reading.speeches if speech.title)
    return next(found, "")[:LONGEST_TITLE]


def _directed(number: int, reading: Reading, light: _Light, language: dialogue.Language, prompt: str) -> Shot:
    """A shot that the director laid out."""
    plan, seconds = reading.plan, reading.part.seconds
    scene = plan.scene or Scene()
    spoken = [(person, text) for person, text in reading.lines if person.name in scene.cast]
    lines = dialogue.placed(spoken, seconds, language, plan.speaks_from) if spoken else ()
    fields: dict[str, Any] = {"time_of_day": light.time, "weather": light.weather}
    return Shot(
        index=number,
        seconds=seconds,
        set=plan.set,
        mood=next(iter(reading.values(Kind.MOOD)), ""),
        cast=tuple(scene.cast),
        props=tuple(scene.props),
        beats=tuple(scene.beats) or tuple(Beat(actor=name, action="stand") for name in scene.cast),
        lines=lines,
        feelings=_feelings(reading, scene.cast),
        relations=tuple(scene.relations),
        camera=_camera(reading, plan),
        text=prompt[reading.part.start : reading.part.end].strip()[:TEXT_KEPT],
        title=_title(reading),
        **fields,
    )


def _feelings(reading: Reading, cast: Sequence[str]) -> tuple[Feeling, ...]:
    """What those who are there feel, from when on in the shot's seconds."""
    told = [felt for felt in reading.felt if felt.person.name in cast]
    fields: list[dict[str, Any]] = [
        {
            "actor": felt.person.name,
            "emotion": felt.emotion,
            "start": round(felt.share * reading.part.seconds, 3),
        }
        for felt in told
    ]
    return tuple(Feeling.model_validate(row) for row in fields)


def _camera(reading: Reading, plan: Plan) -> CameraPlan:
    """The staging's camera with what the words ask for."""
    asked = {
        name: values[0]
        for name, kind in (("size", Kind.SIZE), ("move", Kind.MOVE), ("angle", Kind.ANGLE))
        if (values := reading.values(kind))
    }
    return CameraPlan.model_validate(plan.camera.model_dump() | asked)


def _words(reading: Reading, words: Sequence[Token]) -> list[Word]:
    """Every word of a shot with its mark: of its hits, its headings and its quotations."""
    found = [_word(token, hit.mark, hit.note) for hit in reading.hits for token in hit.tokens]
    found += [_word(token, Mark.STRUCTURE) for token in reading.headings]
    plan = reading.plan
    cast = {person.name for person in reading.people[: plan.most]} | set(
        plan.scene.cast if plan.scene else ()
    )
    for speech in reading.speeches:
        mark, note = speech.mark, speech.note
        if speech.speaker is not None and speech.speaker.name not in cast:
            mark, note = Mark.NOT_STAGED, "nobody on stage can say it"
        spoken = [t for t in words if speech.quote.start <= t.start < speech.quote.end]
        headings = {token.start for token in reading.headings}
        found += [_word(token, mark, note) for token in spoken if token.start not in headings]
    return found


def _word(token: Token, mark: Mark, note: str = "") -> Word:
    return Word(start=token.start, end=token.end, text=token.text, mark=mark, note=note)


def _unread(prompt: str, words: Sequence[Token], end: int, until: int) -> list[Word]:
    """Words of shots without room, and the stretch behind the last word that is read."""
    note = "there are not enough seconds for this shot"
    found = [_word(token, Mark.NOT_STAGED, note) for token in words if token.start >= end]
    rest = prompt[until:].strip()
    if until < len(prompt) and rest:
        start = prompt.index(rest, until)
        note = f"only the first {WORDS_READ} words are read"
        found.append(Word(start=start, end=start + len(rest), text=rest, mark=Mark.NOT_STAGED, note=note))
    return found
