"""A sentence about one's feed, as wishes: clause by clause, because the meaning of a whole sentence misleads.

"more slow nature films, fewer cats, nothing loud" says three things; the mean of
its words lies nearest to cats. English and Italian.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 300
MOST = 12
_CLAUSES = re.compile(r"[,.;!\n]+|\b(?:but|ma|però|and also|e anche)\b", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|e|ed|or|o|nor|né)\s+", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:for now|right now|today|tonight|this evening|per ora|adesso|oggi|stasera|stanotte|per adesso)\b",
    re.IGNORECASE,
)
_NONE = (
    "no more|nothing|none of|no|never|hide|stop showing(?: me)?|don'?t (?:want|show(?: me)?)|without"
    "|basta(?: con)?|niente|nessun[oa]?|mai|nascondi|non mostrar(?:e|mi)|non voglio(?: vedere)?|senza"
)
_LESS = "less|fewer|not so (?:much|many)|i (?:hate|dislike|don'?t like)|meno|odio|detesto|non mi piaccion?o?"
_MUCH = "a lot more|much more|many more|lots of|only|i love|molt[oiae] più|tant[oiae]|solo|soltanto|adoro|amo"
_MORE = (
    "some more|more|show(?: me)?|give me|i (?:want|like)|i would like|i'd like|please"
    "|più|ancora|mostra(?:mi)?|dammi|vorrei|voglio|mi piaccion?o?"
)
_LEADS: tuple[tuple[str, float, bool], ...] = (
    (_NONE, -2.0, True),
    ("a lot less|much less|far fewer|molt[oi] meno", -2.0, False),
    (
        "less|fewer|not so (?:much|many)|i (?:hate|dislike|don'?t like)|meno|odio|detesto|non mi piaccion?o?",
        -1.0,
        False,
    ),
    (_MUCH, 2.0, False),
    (_MORE, 1.0, False),
)
_FILLER = re.compile(
    r"^(?:to see|see|of|the|a|an|any|some|please|things?|stuff|(?:videos?|films?)(?: (?:of|with|about))?"
    r"|about|with|too|so|che|di|dei|delle|degli|i|le|gli|la|il|lo|un[oa]?|con|su|cose|roba|per favore|da"
    r"|vedere|troppo|(?:filmati|video) (?:di|con|su))\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:please|videos?|films?|clips?|stuff|things|per favore|video|filmati|too|anche)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """One wish of a sentence: `weight` from -2 to 2, `hide` for not at all, `now` for a while only."""

    phrase: str
    weight: float
    hide: bool
    now: bool


def said(sentence: str) -> list[Said]:
    """The wishes of a sentence, in order, each phrase once (the last word on it holds); at most twelve."""
    found: dict[str, Said] = {}
    weight, hide = 1.0, False
    for clause in _CLAUSES.split(sentence[:LONGEST]):
        now = _NOW.search(clause) is not None
        rest = _NOW.sub(" ", clause).strip(" \t-–—:?\"'«»“”")
        led = _lead(rest)
        if led is not None:
            weight, hide, rest = led
        for part in _AND.split(rest):
            again = _lead(part.strip())
            part_weight, part_hide, words = again or (weight, hide, part)
            phrase = _bare(words)
            if phrase:
                weight, hide = part_weight, part_hide
                found.pop(phrase, None)
                found[phrase] = Said(phrase, weight, hide, now)
    return list(found.values())[:MOST]


def _lead(clause: str) -> tuple[float, bool, str] | None:
    for pattern, weight, hide in _LEADS:
        match = re.match(rf"(?:and |e |also |anche )?(?:{pattern})(?=\s|$)", clause, re.IGNORECASE)
        if match:
            return weight, hide, clause[match.end() :].strip()
    return None


def _bare(words: str) -> str:
    """The phrase without small words around it."""
    phrase = " ".join(words.lower().split()).strip(" .:;!?\"'«»“”")
    before = None
    while before != phrase:
        before = phrase
        phrase = _TAIL.sub("", _FILLER.sub("", phrase)).strip()
    return phrase[:80] if any(letter.isalpha() for letter in phrase) else ""
