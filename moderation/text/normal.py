"""Brings text to a form in which a word is found however it is disguised; pure functions."""

from __future__ import annotations

import re
import unicodedata

# Letters of other alphabets that look like Latin ones; used in words that mix alphabets, or hold Latin ones.
_LOOKS_LIKE = str.maketrans(
    "авекмнорстухіјѕԁɡһӏαβεικνορτυχγωℓ", "abekmhopctyxijsdghlabeiknoptuxyωl".replace("ω", "w")
)
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i",
     "€": "e", "+": "t", "|": "l"}
)  # fmt: skip
_WORD = re.compile(r"[^\s]+")
_MIXED = re.compile(r"(?=.*[a-z])(?=.*[0-9@$!€+|])[a-z0-9@$!€+|]+(?<![!])")
# 35mm, 4k, 3d, f2.8, mp4, 1st: numbers that are meant
_MEANT = re.compile(r"\d+[a-z]{1,3}|[a-z]{1,2}\d+")
_SPACED = re.compile(r"(?<![^\W_])(?:(?:[^\W_] ){2,}|(?:[^\W_] ?[.*_\-] ?){2,})[^\W_](?![^\W_])")
# what pictures are used for in place of words
_PICTURES = str.maketrans(
    {"🔪": " knife ", "🔫": " gun ", "💣": " bomb ", "💊": " pills ", "💉": " needle ", "🩸": " blood ",
     "🪓": " axe ", "🧨": " explosive ", "☠": " death ", "⚰": " coffin "}
)  # fmt: skip
_CODE = re.compile(r"🍆.{0,6}(?:🍑|💦|👅|😩)|🍑.{0,6}(?:🍆|💦|👅)|👉.{0,2}👌")
_LONG_RUN = re.compile(r"([a-z])\1{2,}")
_NOT_WORD = re.compile(r"[^\w'@]+")


def plain(text: str) -> str:
    """Small letters without accents and invisible signs, words apart by one space; sentences by ` . `."""
    return _words(_latin(_bare(text)))


def undisguised(text: str) -> str:
    """`plain`, with digits and signs read as the letters they stand for, and s p a c e d words closed."""
    bare = _bare(_CODE.sub(" sex ", text).translate(_PICTURES))
    closed = _SPACED.sub(lambda found: re.sub(r"[ .*_\-]", "", found[0]), _latin(bare))
    read = _WORD.sub(_unleet, closed)
    return _LONG_RUN.sub(r"\1", _words(read))


def _bare(text: str) -> str:
    """Small letters without accents and invisible signs."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    seen = "".join(c for c in folded if unicodedata.category(c) not in {"Cf", "Cc"} or c.isspace())
    return "".join(c for c in unicodedata.normalize("NFD", seen) if not unicodedata.combining(c))


def _unleet(found: re.Match[str]) -> str:
    word = found[0]
    bare = word.strip(".,;:?!\"'()")
    return word.translate(_LEET) if _MIXED.fullmatch(bare) and not _MEANT.fullmatch(bare) else word


def _latin(text: str) -> str:
    """Letters that only look Latin as these, in words that hold Latin ones, and in texts that mostly do."""
    around = sum("a" <= c <= "z" for c in text) * 2 > sum(c.isalpha() for c in text)

    def read(found: re.Match[str]) -> str:
        word = found[0]
        latin = word.translate(_LOOKS_LIKE)
        alike = around and all("a" <= c <= "z" or not c.isalpha() for c in latin)
        return latin if alike or re.search(r"[a-z]", word) else word

    return _WORD.sub(read, text)


def _words(text: str) -> str:
    sentences = re.split(r"[.!?;\n]+", text)
    return " . ".join(" ".join(_NOT_WORD.sub(" ", part).split()) for part in sentences if part.strip())
