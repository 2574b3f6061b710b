"""Toys: what the vocabulary does not build, found among the pictures of an open emoji set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Toy:
    """A picture that stands for a thing: its code point sequence and its name."""

    code: str
    label: str


def find(words: Sequence[str], language: str) -> Toy | None:
    """The toy for plain words, None when no picture shows them."""
    del words, language
    return None
