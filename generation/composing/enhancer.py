"""A richer wording of a prompt: light, weather, camera, mood and a second shot that the words left open.

Nothing is added that the reader would not stage: every offer is read again, and an addition stays only when
each of its words is staged and no word of the person's fares worse. The same words and number offer the same.
"""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from generation.engines.simulation.screenplay import Mark, Screenplay, read_prompt
from generation.engines.simulation.screenplay.dialogue import language_of_tokens
from generation.engines.simulation.screenplay.hits import hits_of
from generation.engines.simulation.screenplay.summary import name_of
from generation.engines.simulation.screenplay.tokens import quotes, tokens
from generation.engines.simulation.screenplay.vocabulary import Kind
from generation.engines.simulation.screenplay.vocabulary.places import INDOORS

LONGEST = 2_000  # a longer prompt tells enough
# language -> what is left open -> phrases; the first letter is made large where a sentence begins
PHRASES: dict[str, dict[Kind, tuple[str, ...]]] = {
    "en": {
        Kind.TIME: ("at sunset", "at dawn", "at golden hour", "at night"),
        Kind.WEATHER: ("in the fog", "in the rain", "on a windy day", "in the snow", "under a cloudy sky"),
        Kind.SIZE: ("medium shot", "wide shot", "close-up"),
        Kind.MOVE: ("slow dolly in", "tracking shot", "orbit", "handheld camera", "pan"),
        Kind.ANGLE: ("low angle", "eye level", "high angle"),
        Kind.MOOD: ("happy mood", "calm mood", "epic mood", "mysterious mood", "romantic mood"),
    },
    "it": {
        Kind.TIME: ("al tramonto", "all'alba", "di notte"),
        Kind.WEATHER: ("nella nebbia", "sotto la pioggia", "con il vento", "sotto la neve"),
        Kind.SIZE: ("piano medio", "campo lungo", "primo piano"),
        Kind.MOVE: ("carrello in avanti", "carrellata", "orbita", "camera a mano", "panoramica"),
        Kind.ANGLE: ("dal basso", "altezza occhi", "dall'alto"),
        Kind.MOOD: ("felice", "calmo", "epico", "misterioso", "romantico"),
    },
}
SECOND = {
    "en": (
        "Shot 1: {first} Shot 2: Close-up of the {who}.",
        "Shot 1: {first} Shot 2: Low angle, the {who}, orbit.",
    ),
    "it": (
        "Scena 1: {first} Scena 2: Primo piano: {who}.",
        "Scena 1: {first} Scena 2: Dal basso, {who}, orbita.",
    ),
}
_CAMERAS = tuple(
    f"{phrase.capitalize()}." if start else f", {phrase}."
    for table in PHRASES.values()
    for kind in (Kind.SIZE, Kind.MOVE)
    for phrase in table[kind]
    for start in (True, False)
)
_HEADING = re.compile(r"\b(?:shot|scene|scena|inquadratura|ripresa)\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of an offer; `sort` is "same", "added" or "left" (left out)."""

    text: str
    sort: str


def richer(prompt: str, *, seconds: float, style: str, number: int = 0) -> str:
    """A richer wording of a prompt, or the prompt itself where nothing can be added surely."""
    mine = " ".join(prompt.split())
    if not mine or len(mine) > LONGEST:
        return prompt
    chance = random.Random(blake2b(f"{mine}|{number}".encode(), digest_size=8).digest())  # noqa: S311
    spoken = quotes(mine)
    words, _until = tokens(mine, spoken)
    language = language_of_tokens(words)
    said = {hit.kind for hit in hits_of(words)}
    text = mine
    base = _read(mine, seconds, style)
    indoors = all(shot.set in INDOORS for shot in base.shots)
    wanted = [kind for kind in PHRASES[language] if kind not in said]
    if indoors:
        wanted = [kind for kind in wanted if kind not in {Kind.TIME, Kind.WEATHER}]
    elif Kind.WEATHER in wanted and chance.random() < 0.7:
        wanted.remove(Kind.WEATHER)
    if Kind.ANGLE in wanted and chance.random() < 0.5:
        wanted.remove(Kind.ANGLE)
    for kind in wanted:
        phrases = list(PHRASES[language][kind])
        chance.shuffle(phrases)
        text = next((t for p in phrases if _holds(t := _with(text, p, kind), mine, seconds, style)), text)
    return next(_cut(text, mine, base, language, chance, seconds, style), text)


def _cut(
    text: str, mine: str, base: Screenplay, language: str, chance: random.Random, seconds: float, style: str
) -> Iterator[str]:
    """The same in two shots, where there is time for them."""
    least, sorts = 6, list(SECOND[language])
    cast = base.shots[0].cast or base.shots[0].props
    if seconds < least or len(base.shots) > 1 or _HEADING.search(text) or not cast:
        return
    chance.shuffle(sorts)
    for sort in sorts:
        cut = sort.format(first=text, who=name_of(base, cast[0], language).lstrip("@"))
        if len(_read(cut, seconds, style).shots) > 1 and _holds(cut, mine, seconds, style):
            yield cut


def _with(text: str, phrase: str, kind: Kind) -> str:
    """The text with a phrase: light and weather go on with the last sentence, a camera begins one."""
    end = text[-1] if text[-1] in ".!?…" else ""
    quoted = text.rstrip(".!?…").endswith(("”", '"', "»"))
    if kind in {Kind.TIME, Kind.WEATHER} and not quoted:
        return f"{text[: len(text) - len(end)]}, {phrase}{end or '.'}"
    if kind in {Kind.MOVE, Kind.ANGLE} and text.endswith(_CAMERAS):
        return f"{text[:-1]}, {phrase}."
    return f"{text}{'' if end else '.'} {phrase[0].upper()}{phrase[1:]}."


def _read(prompt: str, seconds: float, style: str) -> Screenplay:
    return read_prompt(prompt, seconds=seconds, style=style, seed=0)


def _holds(offer: str, mine: str, seconds: float, style: str) -> bool:
    """Whether an offer keeps all that is staged, and everything added to it is staged as well."""
    before = _read(mine, seconds, style)
    after = _read(offer, seconds, style)
    lost = sum(word.mark is Mark.NOT_STAGED for word in after.understood)
    rough = sum(word.mark is Mark.APPROXIMATED for word in after.understood)
    old = sum(word.mark is Mark.NOT_STAGED for word in before.understood)
    near = sum(word.mark is Mark.APPROXIMATED for word in before.understood)
    same = [actor.kind for actor in after.actors] == [actor.kind for actor in before.actors]
    things = [prop.kind for prop in after.props] == [prop.kind for prop in before.props]
    lines = [line.text for shot in after.shots for line in shot.lines]
    spoken = [line.text for shot in before.shots for line in shot.lines]
    places = {shot.set for shot in after.shots} == {shot.set for shot in before.shots}
    return lost <= old and rough <= near + 2 and same and things and places and lines == spoken


def pieces(mine: str, offer: str) -> list[Piece]:
    """The offer beside the person's words: what stays, what is added, what is left out."""
    old, new = _split(mine), _split(offer)
    mine_plain, offered = ([word.strip() for word in words] for words in (old, new))
    found: list[Piece] = []
    for sort, a, b, c, d in difflib.SequenceMatcher(None, mine_plain, offered, autojunk=False).get_opcodes():
        if sort == "equal":
            found.append(Piece("".join(new[c:d]), "same"))
            continue
        found += [Piece("".join(run), name) for run, name in ((old[a:b], "left"), (new[c:d], "added")) if run]
    return found


def _split(text: str) -> Sequence[str]:
    """Words and marks of punctuation, each with the space before it."""
    return re.findall(r"\s*(?:\w+|[^\w\s])", " ".join(text.split()))
