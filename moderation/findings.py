"""What a look at words, pictures or sound found, whoever looked; plain data.

The policy, not the finder, says what follows from a category.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """How sure a finding is: sure enough to act upon, or so unsure that a person has to look."""

    SURE = "sure"
    UNSURE = "unsure"


class By(StrEnum):
    """Who found it."""

    RULES = "rules"
    CLASSIFIER = "classifier"
    GUARD = "guard"
    FRAMES = "frames"
    CHECK = "check"  # something could not be looked at


@dataclass(frozen=True, slots=True)
class Finding:
    """A category of the policy, how sure, and by what: words in plain form, or what was seen where."""

    category: str
    band: Band
    by: By
    words: str = ""
