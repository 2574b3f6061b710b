"""Judges text by the rules in `rules.toml`; pure functions over strings."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any

from .normal import plain, undisguised


class Action(StrEnum):
    """What a rule does."""

    REFUSE = "refuse"
    ADULTS = "adults"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `some` finds any of its patterns, `every` must all be found, `excuse` lifts it."""

    category: str
    action: Action
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
class Finding:
    """Which category was found, what is to be done, and the words (in plain form) that it was found by."""

    category: str
    action: Action
    words: str


def judge(text: str, surface: str) -> Finding | None:
    """The gravest finding in `text`, as it stands and with disguises taken off; None where all is well."""
    forms = dict.fromkeys(harmless().sub(" ", form) for form in (plain(text), undisguised(text)))
    found = [
        Finding(rule.category, rule.action, words)
        for rule in rules()
        for form in forms
        if (words := rule.found_in(form, surface))
    ]
    return min(found, key=lambda finding: finding.action != Action.REFUSE, default=None)


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
        Action(row["action"]),
        compiled(row.get("any", ())),
        every,
        compiled(row.get("unless", ())),
        frozenset(row.get("surfaces", ())),
    )


def _filled(pattern: str, lists: dict[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda found: lists[found[1]], pattern)
