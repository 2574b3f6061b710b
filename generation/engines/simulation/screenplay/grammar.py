"""Grammar of English: which words stand where a verb stands, and which where an adjective does.

Many words name a thing and a deed ("skates", "slides", "drops"). Only their
place tells: after who does it, or after "and" in a row of deeds, in the form that
goes with one or with many.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .casting import INDEFINITE
from .hits import UNKNOWN, Hit
from .model import Mark
from .vocabulary import Kind, find_as

SOMEBODY = frozenset({Kind.PERSON, Kind.ANIMAL})
NOUNS = SOMEBODY | {Kind.PROP, Kind.SET, Kind.WEARING, Kind.DETAIL}
MAYBE_VERBS = frozenset({Kind.PROP, Kind.SET, Kind.DETAIL, Kind.CUE, Kind.MATERIAL, Kind.COLOUR, Kind.MOOD})
ONE = frozenset({"he", "she", "it", "who", "that", "which", "everyone", "somebody", "someone"})
MANY = frozenset({"they", "we", "you", "who", "that", "people", "men", "women", "children", "kids", "mice"})
GROUPS = frozenset({"couple", "crowd", "team", "family", "pair", "group"})
DETERMINERS = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "his", "her", "their", "its", "my", "your", "our",
     "some", "another", "every", "each", "both", "all"}
)  # fmt: skip
PLAIN = frozenset(
    {
        "person",
        "man",
        "woman",
        "boy",
        "girl",
        "child",
        "teenager",
        "old_man",
        "old_woman",
        "family",
        "passenger",
    }
)  # who is nobody's office
WAVES = frozenset({"wave", "waves"})
DARK = frozenset(["dark", "dim", "gloomy", "unlit", "buio", "buia", "scuro", "scura", "bui", "buie"])
LARGE = frozenset({"giant", "huge", "big", "great", "large", "small", "high", "tall", "enormous", "crashing"})
OBJECTS = frozenset({"him", "her", "it", "them", "himself", "herself", "itself", "themselves", "me", "us"})
BETWEEN = frozenset({"then", "also", "just", "suddenly", "always", "never", "often", "almost", "both", "all"})


def mark_verbs(hits: Sequence[Hit]) -> None:
    """Give what is a verb by its place the meaning of a deed, and what cannot be one another meaning."""
    for hit in hits:
        if _is_water(hits, hit):
            hit.entry = find_as(["waves"], Kind.DETAIL)
            hit.settle(Mark.STAGED)
        if _is_subject(hits, hit):
            hit.entry = find_as([hit.tokens[0].plain], Kind.PROP)
            hit.settle(Mark.NOT_STAGED, "" if hit.entry else UNKNOWN)
        unclear = (hit.entry is None and hit.note == UNKNOWN) or hit.kind in MAYBE_VERBS
        if not unclear or len(hit.tokens) != 1 or not _is_verb(hits, hit):
            continue
        hit.verb = True
        hit.entry = find_as([hit.tokens[0].plain], Kind.ACTION)
        hit.settle(Mark.NOT_STAGED, "" if hit.entry else UNKNOWN)


def mark_italian_verbs(hits: Sequence[Hit]) -> None:
    """Words that name a thing or a place and a deed ("cucina") are the deed right after who does it."""
    for hit in hits:
        if hit.kind not in MAYBE_VERBS or len(hit.tokens) != 1:
            continue
        before = _before(hits, hit)
        if before is None or not (before.kind in SOMEBODY or before.tokens[-1].plain in {"che", "e"}):
            continue
        row = before.kind in SOMEBODY or _deed_before(hits, hit)
        deed = find_as([hit.tokens[0].plain], Kind.ACTION) if row else None
        if deed is not None and deed.language == "it":
            hit.verb, hit.entry = True, deed
            hit.settle(Mark.NOT_STAGED)


def mark_dark(hits: Sequence[Hit]) -> None:
    """ "A dark office", "una strada buia": the hour of a place, not a colour."""
    for hit in hits:
        near = (*hits[max(0, hit.place - 1) : hit.place], *hits[hit.place + 1 : hit.place + 2])
        place = any(other.kind is Kind.SET and other.sentence == hit.sentence for other in near)
        if hit.entry is None and len(hit.tokens) == 1 and hit.tokens[0].plain in DARK and place:
            hit.entry = find_as(["night"], Kind.TIME)
            hit.settle(Mark.NOT_STAGED)


def merge_offices(hits: Sequence[Hit]) -> None:
    """ "A penguin waiter", "un gatto cuoco": one animal, not an animal and a person."""
    for first, second in pairwise(hits):
        kinds = {first.kind, second.kind}
        if kinds != {Kind.ANIMAL, Kind.PERSON} or first.sentence != second.sentence:
            continue
        close = second.tokens[0].start - first.tokens[-1].end <= 1
        office = first if first.kind is Kind.PERSON else second
        if close and office.value not in PLAIN and not (office is first and is_named(hits, second)):
            office.entry = None
            office.settle(Mark.APPROXIMATED, "shown as the animal alone")


def _is_water(hits: Sequence[Hit], hit: Hit) -> bool:
    """Whether "wave" is the sea's, not a hand's: "a wave", "a giant wave", "huge waves"."""
    if hit.kind is not Kind.ACTION or hit.tokens[-1].plain not in WAVES or len(hit.tokens) > 1:
        return False
    before = [other.tokens[-1].plain for other in hits[max(0, hit.place - 2) : hit.place]]
    return bool(set(before) & (DETERMINERS | LARGE))


def _is_subject(hits: Sequence[Hit], hit: Hit) -> bool:
    """Whether the name of a deed stands where who does one stands ("a train arrives")."""
    after = _after(hits, hit)
    single = hit.kind is Kind.ACTION and len(hit.tokens) == 1
    return single and is_named(hits, hit) and after is not None and after.kind is Kind.ACTION


def is_adjective(hits: Sequence[Hit], hit: Hit) -> bool:
    """Whether a word stands between an article (or another adjective) and a noun."""
    before, after = _before(hits, hit), _after(hits, hit)
    return (
        before is not None
        and before.tokens[-1].plain in DETERMINERS
        and after is not None
        and after.kind in NOUNS
    )


def is_named(hits: Sequence[Hit], hit: Hit) -> bool:
    """Whether a word follows an article, and so is a noun."""
    before = _before(hits, hit)
    return before is not None and before.tokens[-1].plain in DETERMINERS


def is_one(hits: Sequence[Hit], hit: Hit) -> bool:
    """Whether a noun is one of its own ("under a tree"), not part of a place ("the trees")."""
    before = [other for other in hits[max(0, hit.place - 3) : hit.place] if other.sentence == hit.sentence]
    return any(other.tokens[-1].plain in INDEFINITE or other.kind is Kind.NUMBER for other in before[-2:])


def _is_verb(hits: Sequence[Hit], hit: Hit) -> bool:
    before, after = _before(hits, hit), _after(hits, hit)
    if before is None:
        return False
    word, link = hit.tokens[0].plain, before.tokens[-1].plain
    comma = hit.tokens[0].start - before.tokens[-1].end > 1
    if not comma and (before.kind in SOMEBODY or link in ONE | MANY):
        return _agrees(word, hits, before) and (after is None or after.kind is not Kind.ACTION)
    follows = after is None or after.tokens[0].plain in DETERMINERS | OBJECTS or after.kind is Kind.NUMBER
    follows = follows or (after is not None and after.kind is Kind.STRUCTURE and hit.entry is None)
    doer = not comma and before.kind in {None, Kind.PROP} and is_named(hits, before)
    row = (comma or link in {"and", "but"} | BETWEEN) and _deed_before(hits, hit)
    return _is_finite(word) and follows and (doer or row)


def _agrees(word: str, hits: Sequence[Hit], subject: Hit) -> bool:
    """Whether a form goes with one (an ending) or with many (none)."""
    link = subject.tokens[-1].plain
    if link in GROUPS or link in ONE & MANY:
        return True
    return not word.endswith("s") or word.endswith("ss") if _is_plural(hits, subject) else _is_finite(word)


def _is_finite(word: str) -> bool:
    return (word.endswith("s") and not word.endswith("ss")) or word.endswith("ed")


def _is_plural(hits: Sequence[Hit], subject: Hit) -> bool:
    """Whether a subject is many: by its own form, by a number before it or by another before "and"."""
    word = subject.tokens[-1].plain
    if word in MANY or (subject.kind in SOMEBODY and word.endswith("s") and not word.endswith("ss")):
        return True
    sentence = [o for o in hits[: subject.place] if o.sentence == subject.sentence]
    if any(other.kind is Kind.NUMBER for other in sentence[-3:]):
        return True
    joined = [place for place, other in enumerate(sentence[-4:]) if other.tokens[-1].plain == "and"]
    return bool(joined) and any(o.kind in SOMEBODY for o in sentence) and not _deed_before(hits, subject)


def _deed_before(hits: Sequence[Hit], hit: Hit) -> bool:
    return any(
        (other.kind is Kind.ACTION or other.verb) and other.sentence == hit.sentence
        for other in hits[: hit.place]
    )


def _before(hits: Sequence[Hit], hit: Hit) -> Hit | None:
    """What stands before a hit in its sentence, adverbs left out."""
    for other in reversed(hits[: hit.place]):
        if other.sentence != hit.sentence:
            return None
        adverb = other.kind is Kind.MANNER or other.tokens[-1].plain in BETWEEN
        if not adverb or other.place == 0:
            return other
    return None


def _after(hits: Sequence[Hit], hit: Hit) -> Hit | None:
    following = hits[hit.place + 1 : hit.place + 2]
    return following[0] if following and following[0].sentence == hit.sentence else None
