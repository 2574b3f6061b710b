"""WordPiece: how BERT cuts a text into pieces of words (Devlin et al. 2019, "uncased")."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

LONGEST_WORD = 100
UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
_SILENT = {"Cc", "Cf", "Co", "Cs", "Mn"}
_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))


class WordPiece:
    """Cuts texts by a vocabulary: a file with one piece a line, `##` before those that go on a word."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text("utf-8").splitlines()
        self._numbers = {piece: number for number, piece in enumerate(lines)}

    def numbers(self, text: str, most: int) -> list[int]:
        """The numbers of a text's pieces between those of begin and end, `most` in all."""
        found = [self._numbers[BEGIN]]
        for word in words(text):
            found += self._pieces(word)
            if len(found) >= most - 1:
                break
        return [*found[: most - 1], self._numbers[END]]

    def _pieces(self, word: str) -> list[int]:
        """The longest known pieces of a word from its beginning on; unknown as a whole if one is missing."""
        if len(word) > LONGEST_WORD:
            return [self._numbers[UNKNOWN]]
        found: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self._numbers.get(("##" if start else "") + word[start:end])
                if number is not None:
                    break
            else:
                return [self._numbers[UNKNOWN]]
            found.append(number)
            start = end
        return found


def words(text: str) -> Iterator[str]:
    """Words without accents and capitals; punctuation marks and ideographs stand alone."""
    word = ""
    for character in unicodedata.normalize("NFD", text).lower():
        category = unicodedata.category(character)
        if character.isspace():
            alone, character = False, ""
        elif category in _SILENT or character == "\ufffd":
            continue
        else:
            alone = _mark(character, category)
        if word and (alone or not character):
            yield word
            word = ""
        if alone:
            yield character
        else:
            word += character
    if word:
        yield word


def _mark(character: str, category: str) -> bool:
    code = ord(character)
    symbol = code < 128 and not character.isalnum()
    return symbol or category[0] == "P" or any(low <= code <= high for low, high in _IDEOGRAPHS)
