"""What a brief is made from beside its words: shots that are taken over, seeds of their own, parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .models import Shot, Video


@dataclass(frozen=True, slots=True)
class Made:
    """How a video comes from others.

    `instruction` are the words, `changes` what they changed (plain rows). `shots` maps the index of a shot
    to the finished one that it takes over, `seeds` to a seed of its own; `continues` is the index of the shot
    that goes on from the last state of the one before. `parts` are the videos that are joined.
    """

    instruction: str = ""
    changes: tuple[dict[str, str], ...] = ()
    shots: Mapping[int, Shot] = field(default_factory=dict)
    seeds: Mapping[int, int] = field(default_factory=dict)
    continues: int | None = None
    parts: tuple[Video, ...] = ()

    @property
    def sources(self) -> list[Shot]:
        """The shots that are taken over."""
        return list(self.shots.values())


NOTHING = Made()
