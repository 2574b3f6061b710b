"""Italian words in English, word by word, for an encoder that knows English alone; pure functions.

No translation: `gloss.toml` holds the words that matter here, a few hundred, and the grammar stays Italian.
It is enough for the meaning of a sentence to come near that of its English neighbours.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 3


def in_english(plain_text: str) -> str:
    """`plain_text` with every word that the list knows in English."""
    phrases, words, stems = _lists()
    for italian, english in phrases:
        plain_text = plain_text.replace(italian, english)
    spaced = plain_text.replace("'", " ")
    return WORD.sub(lambda found: _word(found[0], words, stems), spaced)


def _word(word: str, words: dict[str, str], stems: dict[str, str]) -> str:
    exact = words.get(word)
    if exact is not None:
        return exact
    for end in range(len(word), SHORTEST - 1, -1):
        english = stems.get(word[:end])
        # a short stem says little about a long word
        if english is not None and len(word) - end <= (2 if end <= 4 else 5):
            return english
    return word


@cache
def _lists() -> tuple[list[tuple[str, str]], dict[str, str], dict[str, str]]:
    source = tomllib.loads(resources.files(__package__).joinpath("gloss.toml").read_text("utf-8"))
    phrases = [tuple(line.split("=", 1)) for line in source["phrases"].splitlines() if line]
    rows = [line.partition(" ") for line in source["words"].splitlines() if line]
    words = {_bare(word): english for word, _space, english in rows if not word.endswith("-")}
    stems = {word[:-1]: english for word, _space, english in rows if word.endswith("-")}
    return [(a, b) for a, b in phrases], words, stems


def _bare(word: str) -> str:
    from .normal import plain

    return plain(word)
