"""Ways in which people hide words from filters, to train and to measure against; pure, without chance."""

from __future__ import annotations

from collections.abc import Callable

_LEET = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"})
_SIGNS = str.maketrans({"a": "@", "i": "!", "s": "$"})
_CYRILLIC = str.maketrans({"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "y": "у", "i": "і"})


def _long(word: str) -> bool:
    return len(word) > 3 and word.isalpha()


def _words(text: str, change: Callable[[str], str]) -> str:
    return " ".join(change(word) if _long(word) else word for word in text.split(" "))


def leet(text: str) -> str:
    """Digits for letters: k1ll."""
    return _words(text, lambda word: word.translate(_LEET))


def signs(text: str) -> str:
    """Signs for letters: k!ll."""
    return _words(text, lambda word: word.translate(_SIGNS))


def cyrillic(text: str) -> str:
    """Letters of another alphabet that look the same, within each word."""
    return _words(text, lambda word: word[0] + word[1:].translate(_CYRILLIC))


def invisible(text: str) -> str:
    """Signs without width between letters."""
    return _words(text, lambda word: "\u200b".join(word))


def full_width(text: str) -> str:
    """The wide forms of Chinese and Japanese text."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def spaced(text: str) -> str:
    """L e t t e r s apart."""
    return "  ".join(" ".join(word) if _long(word) else word for word in text.split(" "))


def dotted(text: str) -> str:
    """L.e.t.t.e.r.s by dots."""
    return _words(text, lambda word: ".".join(word))


def stretched(text: str) -> str:
    """Vowels drawn ouuut."""
    return _words(text, lambda word: word[:2] + word[1] * 3 + word[2:])


WAYS: dict[str, Callable[[str], str]] = {
    way.__name__: way for way in (leet, signs, cyrillic, invisible, full_width, spaced, dotted, stretched)
}
