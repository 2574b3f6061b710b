"""Which style a prompt asks for, and what becomes of its words."""

from __future__ import annotations

from collections.abc import Iterable

from .hits import Hit, of
from .model import Mark
from .vocabulary import Kind

AUTO, DEFAULT_STYLE = "auto", "realistic"
CHOSEN = "the style chosen beside the words holds"


def choose(wanted: str, hits: Iterable[Hit]) -> str:
    """The film's style, with the marks of the words for styles settled.

    `wanted` is what was chosen beside the prompt and holds against the words; with "auto" the first word
    for a style decides, and where there is none the film is realistic.
    """
    said = list(of(hits, Kind.STYLE))
    style = wanted if wanted != AUTO else said[0].value if said else DEFAULT_STYLE
    for hit in said:
        if hit.value == style:
            hit.stage()
        elif wanted != AUTO:
            hit.settle(Mark.NOT_STAGED, CHOSEN)
        else:
            hit.settle(Mark.NOT_STAGED, f"this shot has “{style.replace('_', ' ')}”")
    return style
