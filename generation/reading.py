"""What was understood of a prompt, as plain data for rows and pages.

The reading is the simulation engine's: words to a screenplay of shots. It
never loads a renderer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import wording
from .engines.simulation import screenplay as screenplays


@dataclass(frozen=True, slots=True)
class Reading:
    """`shots` are their lengths in seconds; `screenplay` is JSON-able, with its `understood` words.

    `summary` is in the language that was active when the prompt was read.
    """

    seed: int
    shots: tuple[float, ...]
    screenplay: dict[str, Any]
    summary: str
    not_staged: list[str]

    @property
    def understood(self) -> list[dict[str, Any]]:
        """Each word of the prompt: what became of it, with its note in the reader's language."""
        return wording.words(self.screenplay.get("understood", []))


def of_screenplay(screenplay: Mapping[str, Any], seed: int) -> Reading:
    """The reading of a screenplay that is there already, with that seed; `BadRequest` when it is invalid."""
    play = screenplays.Screenplay.from_json(json.dumps({**screenplay, "seed": seed}))
    return Reading(
        seed=seed,
        shots=tuple(shot.seconds for shot in play.shots),
        screenplay=json.loads(play.to_json()),
        summary=wording.told(play),
        not_staged=list(play.not_staged),
    )


def offered(prompt: str, *, seconds: float, style: str, seed: int, styles: Sequence[str]) -> Reading:
    """Read a prompt; a style that only the words ask for gives way to one of those that the model knows."""
    found = read(prompt, seconds=float(seconds), style=style, seed=seed)
    if found.screenplay["style"] in styles:
        return found
    plain = next(known for known in (*styles, screenplays.DEFAULT_STYLE) if known != screenplays.AUTO)
    return read(prompt, seconds=float(seconds), style=plain, seed=seed)


def said(screenplay: Mapping[str, Any]) -> str:
    """Every word of a screenplay that is spoken or shown as lettering, a line each."""
    lines = [line["text"] for shot in screenplay["shots"] for line in shot["lines"]]
    letters = [prop.get("text", "") for prop in screenplay.get("props", ())]
    labels = [part.get("label", "") for key in ("actors", "props") for part in screenplay.get(key, ())]
    found = dict.fromkeys((*lines, *letters, *labels, screenplay.get("title", "")))
    return "\n".join(text for text in found if text)


def read(prompt: str, *, seconds: float, style: str, seed: int) -> Reading:
    """Read a prompt; the same words and seed give the same reading."""
    play = screenplays.read_prompt(prompt, seconds=seconds, style=style, seed=seed)
    data: dict[str, Any] = json.loads(play.to_json())
    return Reading(
        seed=seed,
        shots=tuple(shot.seconds for shot in play.shots),
        screenplay=data,
        summary=wording.told(play),
        not_staged=list(play.not_staged),
    )
