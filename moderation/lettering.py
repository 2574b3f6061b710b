"""What is written in a film's pictures, read off a few of them and judged like words that somebody says.

Words that we wrote ourselves (the visible mark, the script's lettering) are known and were judged; they are
not judged again. What is read proves something, what is not read proves nothing: where no reader is
installed, pictures that others made are unread.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

from perception import lettering

from . import screening
from .findings import Band, By, Finding
from .policies.terms import Category, Place

EVERY = 2  # of the pictures one is read: letters that people can read stand for a second
LEAST = 3  # letters of a line; less are marks on a wall
ALIKE = 0.75  # of a line's letters that make it one of ours, read badly


class Reader:
    """Reads one film: `see` every picture in turn, then ask for `findings`.

    `known` is what we wrote on it; `ours` says that nobody else could write on it.
    """

    def __init__(self, known: str, *, ours: bool) -> None:
        self._known = [_plain(line) for line in known.splitlines() if line.strip()]
        self._ours = ours
        self._seen = 0
        self._lines: dict[str, str] = {}
        self._whole = True

    def see(self, picture: Any) -> None:  # noqa: ANN401 (pixels)
        """Read one picture, or leave it out where the one before was read."""
        self._seen += 1
        if self._seen % EVERY != 1 or not lettering.available():
            return
        written = lettering.written(picture)
        self._whole &= written.whole
        for line in written.lines:
            plain = _plain(line.text)
            if sum(letter.isalpha() for letter in plain) >= LEAST and not self._is_known(plain):
                self._lines.setdefault(plain, line.text)

    @property
    def text(self) -> str:
        """All that was read, every line once, in the order in which it appeared."""
        return "\n".join(self._lines.values())

    def findings(self) -> list[Finding]:
        """What is found in it, and whether something could not be read."""
        found = screening.findings(self.text, Place.FRAME) if self._lines else []
        if not self._whole or not (self._ours or lettering.available()):
            found.append(Finding(Category.UNREAD, Band.UNSURE, By.CHECK, "letters"))
        return found

    def _is_known(self, plain: str) -> bool:
        """Whether a line is one of ours, or a part of one that moved half out of the picture."""
        return any(plain in known or _likeness(plain, known) >= ALIKE for known in self._known)


def _plain(line: str) -> str:
    return "".join(letter for letter in line.casefold() if letter.isalnum())


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
