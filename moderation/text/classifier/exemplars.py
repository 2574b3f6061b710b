"""The sentences that the classifier learns from and is measured by, read from the files beside it."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from ..languages import Language

CATEGORIES = (
    "sexual",
    "violence",
    "fights",
    "extremism",
    "hate",
    "harassment",
    "self_harm",
    "dieting",
    "dangerous",
    "drugs_weapons",
    "intoxication",
    "deception",
    "illegal",
)
ANY = "any"  # the head that only tells harmful from harmless
HEADS = (*CATEGORIES, ANY)
TRAIN, TEST, CHECK = "train", "test", "check"
LANGUAGES = (Language.ENGLISH, Language.ITALIAN)
# `check` was written last: no rule or fit knows it, but its counts were seen before the lines of block moved
FILES = {
    TRAIN: ("train-{}.toml", "train-{}-pairs.toml", "train-{}-everyday.toml"),
    TEST: ("test-{}.toml",),
    CHECK: ("check-{}.toml",),
}
ORDINARY = {Language.ENGLISH: 420, Language.ITALIAN: 420}
STRIDE = 37  # walks through all ways to put the parts together without repeating one early


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A text; `category` is what it breaks, "" for none; `kind` is harmful, scary or plain."""

    text: str
    language: Language
    kind: str
    category: str
    near: str  # which category it sounds like, or breaks

    @property
    def harmful(self) -> bool:
        """Whether a rule is about it."""
        return bool(self.category)

    def belongs_to(self, head: str) -> bool:
        """Whether a head should say yes to it."""
        return self.harmful if head == ANY else self.category == head


def written(split: str) -> list[Exemplar]:
    """What was written by hand for one of `FILES`."""
    return [
        exemplar
        for name in FILES[split]
        for language in LANGUAGES
        for exemplar in _file(name.format(language), language)
    ]


def abroad() -> dict[str, dict[str, list[str]]]:
    """Sentences to measure by in other languages, that nothing is learned from: language, kind, texts."""
    source = tomllib.loads(_folder().joinpath("check-other.toml").read_text("utf-8"))
    return {
        language: {kind: lines.splitlines() for kind, lines in kinds.items()}
        for language, kinds in source.items()
    }


def put_together() -> list[Exemplar]:
    """Ordinary sentences made of parts, the same each time."""
    found: list[Exemplar] = []
    source = tomllib.loads(_folder().joinpath("ordinary.toml").read_text("utf-8"))
    for language, count in ORDINARY.items():
        who, what, where = (source[language][part] for part in ("who", "what", "where"))
        ways = len(who) * len(what) * len(where)
        for number in range(count):
            place = number * STRIDE * 7 % ways
            sentence = (
                f"{who[place % len(who)]} {what[place // len(who) % len(what)]}"
                f" {where[place // (len(who) * len(what))]}"
            )
            found.append(Exemplar(sentence, language, "plain", "", ""))
    return found


@cache
def fingerprint() -> str:
    """Tells whether the coefficients were trained from these very files."""
    digest = hashlib.sha256()
    learned = [name.format(language) for name in FILES[TRAIN] for language in LANGUAGES]
    for name in (*learned, "ordinary.toml"):
        digest.update(_folder().joinpath(name).read_bytes())
    return digest.hexdigest()[:16]


def _file(name: str, language: Language) -> list[Exemplar]:
    source = tomllib.loads(_folder().joinpath(name).read_text("utf-8"))
    return [
        Exemplar(text, language, kind, near if kind == "harmful" else "", near)
        for kind in ("harmful", "scary", "plain")
        for near, lines in source.get(kind, {}).items()
        for text in lines.splitlines()
        if text.strip()
    ]


def _folder() -> Traversable:
    return resources.files("moderation.text").joinpath("exemplars")
