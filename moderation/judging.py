"""Everything that is looked at in a film, told in full for whoever wants to judge our judgement.

The film may come from anywhere, so it is decoded in a process with limits. What decides is the same code as
at release (`films.py`); here each look is told by itself too, with the time that it took.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from perception import films as decoding
from perception import landmarks, nudity
from perception import lettering as reading

from . import films, hearing, lettering
from .policies.table import Table

LONGEST, GAP, WIDEST = 120.0, 0.5, 640  # seconds, seconds between two pictures, pixels
MOST_FRAMES, MOST_PIXELS = 120 * 125, 4096 * 2304
MOST_PICTURES = 24


@dataclass(slots=True)
class Told:
    """What is found, and the milliseconds that each look took."""

    found: dict[str, Any] = field(default_factory=dict)
    ms: dict[str, float] = field(default_factory=dict)

    def look(self, name: str, look: Callable[[], Any]) -> Any:  # noqa: ANN401 (what the look answers)
        """Take the time of one look."""
        start = time.perf_counter()
        self.found[name] = look()
        self.ms[name] = round((time.perf_counter() - start) * 1000, 1)
        return self.found[name]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a film besides itself.

    `prompt` was asked for; `said` are all lines that are spoken and lettered in it, None where nobody wrote
    them; `computed` says that its figures are a simulation's.
    """

    prompt: str = ""
    said: str | None = None
    computed: bool = False


def judged(film: Path, known: Known, audience: str, table: Table) -> dict[str, Any]:
    """All that is found in a film and what follows; raises `films.NotAFilm` or OSError."""
    wanted = decoding.Wanted(LONGEST, MOST_FRAMES, MOST_PIXELS, GAP, WIDEST, rate=hearing.RATE)
    seen = decoding.decoded(film.read_bytes(), wanted)
    step = -(-len(seen.pictures) // MOST_PICTURES)
    pictures, times = seen.pictures[::step], [round(float(at), 2) for at in seen.times[::step]]
    told = Told()
    heard = told.look("speech", lambda: _heard(seen, known))
    told.look("bared", lambda: _by_time(times, [_bared(picture) for picture in pictures]))
    told.look("faces", lambda: _by_time(times, [_faces(picture) for picture in pictures]))
    told.look("letters", lambda: _letters(pictures, known))
    material = films.Material(
        known.prompt, known.said or "", lambda: iter(pictures), known.computed, heard=heard
    )
    start = time.perf_counter()
    decided = films.decided(material, audience, table)
    finding = decided.finding
    return {
        "film": str(film),
        "verdict": decided.outcome.value,
        "category": finding.category if finding else None,
        "band": finding.band.value if finding else None,
        "by": finding.by.value if finding else None,
        "place": str(decided.place) or None,
        "words": (finding.words or None) if finding else None,
        "seconds": round(seen.seconds, 2),
        "frames": len(pictures),
        **told.found,
        "looked": {
            "bared": nudity.available(),
            "faces": landmarks.available(),
            "letters": reading.available(),
            "speech": heard is not None,
        },
        "policy": table.number,
        "ms": {**told.ms, "all": round((time.perf_counter() - start) * 1000, 1)},
    }


def _heard(seen: decoding.Decoded, known: Known) -> str | None:
    """What is heard besides the lines that are known."""
    return hearing.transcript(seen.sound) if seen.speaks and known.said is None else ""


def _by_time(times: list[float], found: list[Any]) -> dict[str, Any]:
    return {f"{at:g}": what for at, what in zip(times, found, strict=True) if what}


def _bared(picture: Any) -> list[list[Any]]:  # noqa: ANN401 (pixels)
    parts = nudity.bared(picture) if nudity.available() else []
    return [[part.name, round(part.score, 2)] for part in parts]


def _faces(picture: Any) -> list[float]:  # noqa: ANN401 (pixels)
    """The share of the picture that each face fills."""
    found = landmarks.faces(picture) if landmarks.available() else []
    height, width = picture.shape[:2]
    return [round(face.box[2] * face.box[3] / (height * width), 3) for face in found]


def _letters(pictures: Any, known: Known) -> str:  # noqa: ANN401 (pixels)
    reader = lettering.Reader(known.said or "", ours=known.computed)
    for picture in pictures:
        reader.see(picture)
    return reader.text
