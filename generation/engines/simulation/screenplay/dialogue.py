"""Spoken lines: which quotations are spoken, by whom, in which language and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from .casting import Company, Mentions, Person
from .hits import Hit
from .model import Line, Mark
from .tokens import Quote, Token
from .vocabulary import Kind, vocabulary
from .vocabulary.structure import PRONOUNS
from .written import BOARD

FIRST, PAUSE = 0.5, 0.35
SECONDS_PER_LETTER = 0.068
NEARBY = 6
BRISK = 1.3
WRITTEN = "written on the sign"
TITLE, SHOWN = "title", "shown as a title"
Language = Literal["en", "it"]


ONE_OF, OTHER = frozenset({"one", "uno", "una", "l'uno"}), frozenset({"other", "second", "altro", "altra"})


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation, its speaker (None: it is not spoken) and what became of its words."""

    quote: Quote
    speaker: Person | None
    mark: Mark
    note: str = ""
    title: bool = False


def speeches(
    company: Company, hits: Sequence[Hit], mentions: Mentions, quotes: Sequence[Quote]
) -> list[Speech]:
    """Who says what; a line that nobody is named for is said by the person spoken of last."""
    found = []
    for number, quote in enumerate(quotes):
        ends = quotes[number + 1].start if number + 1 < len(quotes) else None
        begins = quotes[number - 1].end if number else 0
        if (sign := _lettering(hits, mentions, quote)) is not None:
            if sign.kind is Kind.LETTERING and sign.value == TITLE:
                sign.settle(Mark.STAGED)
                found.append(Speech(quote, None, Mark.STAGED, SHOWN, title=True))
                continue
            built = sign.kind is Kind.PROP
            mark, note = (Mark.STAGED, WRITTEN) if built else (Mark.NOT_STAGED, sign.note)
            found.append(Speech(quote, None, mark, note))
        elif not company.people and company.corgi:
            found.append(Speech(quote, None, Mark.NOT_STAGED, "a corgi does not speak"))
        else:
            speaker = _speaker(company, hits, mentions, quote, begins, ends)
            found.append(Speech(quote, speaker, Mark.STAGED, "spoken"))
    return found


def in_time(said: Sequence[Speech], seconds: float) -> list[Speech]:
    """The speeches for which the shot has time, spoken briskly; the first always has."""
    found: list[Speech] = []
    needed = 0.0
    for speech in said:
        length = len(speech.quote.text) * SECONDS_PER_LETTER / BRISK + PAUSE
        late = needed > 0 and needed + length > seconds
        if speech.speaker is not None and late:
            found.append(Speech(speech.quote, None, Mark.NOT_STAGED, "the shot is too short to say it"))
            continue
        needed += length if speech.speaker is not None else 0.0
        found.append(speech)
    return found


def _lettering(hits: Sequence[Hit], mentions: Mentions, quote: Quote) -> Hit | None:
    """The sign (or the like) that a quotation is written on, if it stands just before it."""
    for hit in reversed([hit for hit in hits if hit.tokens[-1].end <= quote.start][-4:]):
        if hit.place in mentions:
            return None
        if hit.kind is Kind.LETTERING or hit.value == BOARD:
            return hit
    return None


def _speaker(
    company: Company,
    hits: Sequence[Hit],
    mentions: Mentions,
    quote: Quote,
    begins: int,
    ends: int | None,
) -> Person:
    """`A says "…"`, else `"…" says A`, else whoever was spoken of last.

    `begins` and `ends` are where the quotations before and after it end and begin.
    """
    after = [hit for hit in hits if quote.end <= hit.tokens[0].start < (ends or quote.end + 400)]
    before = [hit for hit in hits if hit.tokens[-1].end <= quote.start]
    between = [hit for hit in before[-NEARBY:] if hit.tokens[0].start >= begins]
    introduced = any(hit.kind is Kind.SAYING for hit in between)
    if not introduced and any(hit.kind is Kind.SAYING for hit in after[:2]):
        for hit in after[:NEARBY]:
            if mentions.get(hit.place):
                return mentions[hit.place][0]
    known = [hit for hit in before if mentions.get(hit.place)]
    if introduced and (one := _one_of_them(company, between, before, mentions)) is not None:
        return one
    if known:
        return _unless_pronoun(company, before, mentions[known[-1].place][0], known[-1])
    return company.someone()


def _one_of_them(
    company: Company, between: Sequence[Hit], before: Sequence[Hit], mentions: Mentions
) -> Person | None:
    """ "One says", "the other says": of the people who are there; None where it says something else."""
    words = {token.plain for hit in between for token in hit.tokens}
    if any(mentions.get(hit.place) for hit in between) or not words & (ONE_OF | OTHER):
        return None
    there = (
        list({p.name: p for hit in before for p in mentions.get(hit.place, ())}.values()) or company.people
    )
    if len(there) < 2:
        return None
    for hit in between:
        if hit.tokens[-1].plain in ONE_OF | OTHER:
            hit.settle(Mark.STRUCTURE)
    return there[1] if words & OTHER else there[0]


def _unless_pronoun(company: Company, before: Sequence[Hit], person: Person, named: Hit) -> Person:
    """The person named last, unless "he" or "she" after that points at another one."""
    later = [t.plain for hit in before if hit.place > named.place for t in hit.tokens if t.plain in PRONOUNS]
    wanted = {"she": "f", "her": "f", "lei": "f", "ella": "f", "he": "m", "him": "m", "lui": "m", "egli": "m"}
    if not later or (sex := wanted.get(later[-1])) is None:
        return person
    from .vocabulary.people import MEN, WOMEN

    group = WOMEN if sex == "f" else MEN
    if person.sort in group or person.sort not in MEN | WOMEN:
        return person
    return next((other for other in reversed(company.people) if other.sort in group), person)


def greetings(hits: Sequence[Hit], company: Company, mentions: Mentions) -> list[tuple[Hit, Person, str]]:
    """Greetings said without quotation marks ("says hello"): hit, speaker, words."""
    found = []
    for earlier, hit in pairwise(hits):
        if hit.kind is Kind.GREETING and earlier.kind is Kind.SAYING and company.people:
            known = [place for place in mentions if place < hit.place and mentions[place]]
            speaker = mentions[max(known)][0] if known else company.someone()
            found.append((hit, speaker, hit.value))
    return found


def placed(
    spoken: Sequence[tuple[Person, str]], seconds: float, language: Language, begin: float
) -> tuple[Line, ...]:
    """The lines one after the other from about `begin`, earlier when there is much to say."""
    lengths = [max(0.5, len(text) * SECONDS_PER_LETTER) for _, text in spoken]
    total = sum(lengths) + PAUSE * (len(lengths) - 1)
    start = max(0.15, min(begin, seconds - total - 0.2))
    lines = []
    for (person, text), length in zip(spoken, lengths, strict=True):
        at = round(min(start, max(0.0, seconds - 0.2)), 3)
        lines.append(Line(speaker=person.name, text=text, start=at, language=language_of(text, language)))
        start += length + PAUSE
    return tuple(lines)


def language_of(text: str, otherwise: Language) -> Language:
    """The language of a line, by its small words; `otherwise` when they do not tell."""
    words = [word.strip(".,;:!?…\"'()").lower() for word in text.split()[:60]]
    return _vote(words) or otherwise


def language_of_tokens(tokens: Sequence[Token]) -> Language:
    """The language of a prompt; English when it is not clear."""
    return _vote([token.plain for token in tokens[:200]]) or "en"


def _vote(words: Sequence[str]) -> Language | None:
    known = vocabulary()
    votes = {"en": 0, "it": 0}
    for word in words:
        entry = known.get((word,))
        if entry is not None and word not in {"a", "i", "in", "o", "come", "no"}:
            votes[entry.language] += 1
    if votes["en"] == votes["it"]:
        return None
    return "en" if votes["en"] > votes["it"] else "it"
