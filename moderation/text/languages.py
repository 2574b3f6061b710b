"""Which language a text is in, as far as the reading of words needs to know: English, Italian or another.

Told by the script and by the small words of each language; a text without any of them (a name, two nouns)
counts as English, because its rules and figures are the better ones.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from enum import StrEnum
from importlib import resources

LETTERS = re.compile(r"[^\W\d_]+")
ENOUGH = 2  # small words of another language that outweigh ours


class Language(StrEnum):
    """What the classifier was calibrated for, and everything else."""

    ENGLISH = "en"
    ITALIAN = "it"
    OTHER = "other"


_WORDS = tomllib.loads(resources.files(__package__).joinpath("languages.toml").read_text("utf-8"))
_SMALL = {language: frozenset(_WORDS[language].split()) for language in (Language.ENGLISH, Language.ITALIAN)}
_SHARED = frozenset(_WORDS["shared"].split())
_OTHERS = tuple(frozenset(words.split()) for words in _WORDS["others"])


def language_of(text: str) -> Language:
    """The language of `text`."""
    words = [word.casefold() for word in LETTERS.findall(text)]
    if not words:
        return Language.ENGLISH
    strange = sum(1 for word in words if not _latin(word[0]))
    if strange * 2 > len(words):
        return Language.OTHER
    counts = {
        language: sum(word in small and word not in _SHARED for word in words)
        for language, small in _SMALL.items()
    }
    even = counts[Language.ENGLISH] == counts[Language.ITALIAN]
    best = _by_look(words) if even else max(counts, key=lambda language: counts[language])
    other = max(sum(word in small for word in words) for small in _OTHERS)
    ours = max(sum(word in small for word in words) for small in _SMALL.values())
    if other >= ENOUGH and other > ours and _foreign(words, other):
        return Language.OTHER
    return best


def _foreign(words: list[str], found: int) -> bool:
    """Small words that several languages share prove little: a quarter of the text must be such."""
    return found * 5 >= len(words)


def _by_look(words: list[str]) -> Language:
    """Where small words do not tell: Italian words end in vowels."""
    long = [word for word in words if len(word) > 2]
    vowels = sum(word[-1] in "aeioàèéìòù" for word in long)
    return Language.ITALIAN if len(long) > 1 and vowels > 0.75 * len(long) else Language.ENGLISH


def _latin(letter: str) -> bool:
    return "LATIN" in unicodedata.name(letter, "")
