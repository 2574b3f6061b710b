"""Judges text by the rules in `rules.toml`: what is certain, by its words; pure functions over strings."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from .normal import plain, undisguised


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `some` finds any of its patterns, `every` must all be found, `excuse` lifts it."""

    category: str
    some: re.Pattern[str] | None
    every: tuple[re.Pattern[str], ...]
    excuse: re.Pattern[str] | None
    surfaces: frozenset[str]

    def found_in(self, text: str, surface: str) -> str:
        """The words that the rule is about, or "" where it does not hold."""
        if self.surfaces and surface not in self.surfaces:
            return ""
        hits = [pattern.search(text) for pattern in (*([self.some] if self.some else []), *self.every)]
        if not hits or None in hits or (self.excuse is not None and self.excuse.search(text)):
            return ""
        return " … ".join(hit[0] for hit in hits if hit is not None)


@dataclass(frozen=True, slots=True)
class Hit:
    """Which category a rule found, and the words (in plain form) that it was found by."""

    category: str
    words: str


def hits(text: str, surface: str) -> list[Hit]:
    """What the rules find in `text`, as it stands and with disguises taken off, a category once."""
    forms = dict.fromkeys(harmless().sub(" ", form) for form in (plain(text), undisguised(text)))
    found: dict[str, Hit] = {}
    for rule in rules():
        for form in forms:
            words = rule.found_in(form, surface)
            if words:
                found.setdefault(rule.category, Hit(rule.category, words))
    return list(found.values())


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules of the file; those that are named first come first."""
    return parse(_source())


@functools.cache
def harmless() -> re.Pattern[str]:
    """What is taken out before anything is judged."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_source()['harmless'])})(?!\w)")


def _source() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("rules.toml").read_text("utf-8"))


def parse(source: dict[str, Any]) -> tuple[Rule, ...]:
    """Rules from a table of `lists` and `rule`s; `KeyError`, `ValueError` or `re.error` for a wrong one."""
    return tuple(_rule(row, source.get("lists", {})) for row in source["rule"])


def _rule(row: dict[str, Any], lists: dict[str, str]) -> Rule:
    def compiled(patterns: Iterable[str]) -> re.Pattern[str] | None:
        given = [_filled(pattern, lists) for pattern in patterns]
        return re.compile(rf"(?<!\w)(?:{'|'.join(given)})(?!\w)") if given else None

    every = tuple(re.compile(_filled(one, lists)) for one in row.get("all", ()))
    if not every and not row.get("any"):
        raise ValueError(f"A rule of {row['category']} has no patterns.")
    return Rule(
        row["category"],
        compiled(row.get("any", ())),
        every,
        compiled(row.get("unless", ())),
        frozenset(row.get("surfaces", ())),
    )


def _filled(pattern: str, lists: dict[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda found: lists[found[1]], pattern)
