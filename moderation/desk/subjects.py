"""What can be reported: the port by which apps tell how a thing is looked at, taken down and given back.

A kind that nobody registered cannot be taken down; its case says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from accounts.models import Person

from .. import refusals

Act = Callable[[Person | None, str, str], None]
"""(staff, or None for the system; the target; the reason); raises a Refusal where it cannot be done."""


@dataclass(frozen=True, slots=True)
class Look:
    """What staff see of a thing: a link, its words, addresses of films."""

    url: str = ""
    words: str = ""
    films: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of thing; `evidence` are (name, bytes) of what is preserved of the gravest.

    `looked_at` ends what waits for a look, where a person left the thing as it is.
    """

    name: str
    look: Callable[[str], Look]
    take_down: Act
    give_back: Act
    evidence: Callable[[str], Iterable[tuple[str, bytes]]] = field(default=lambda _target: ())
    looked_at: Callable[[str], None] = field(default=lambda _target: None)


_subjects: dict[str, Subject] = {}


def register(*subjects: Subject) -> None:
    """Tell kinds of things, in an app's `ready()`."""
    for subject in subjects:
        _subjects[subject.name] = subject


def subject(name: str) -> Subject:
    """The kind of that name; a Refusal where none is known."""
    if name not in _subjects:
        raise refusals.NothingToDecide
    return _subjects[name]


def look(about: str, target: str) -> Look:
    """What there is to see; nothing for a kind that is not known or a thing that is gone."""
    found = _subjects.get(about)
    return found.look(target) if found is not None else Look()
