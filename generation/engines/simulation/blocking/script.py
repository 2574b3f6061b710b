"""Scripts: what one actor does when, made from a shot's beats and the marks of everybody and everything."""

from __future__ import annotations

from dataclasses import dataclass

from .path import Path

# How much faster than usual something goes that is done in a manner.
PACES = {"slow": 0.6, "careful": 0.6, "tired": 0.65, "clumsy": 0.8, "proud": 0.9, "excited": 1.2, "fast": 1.5}
SHOWN = {
    "wave",
    "point",
    "look",
    "clap",
    "cheer",
    "laugh",
    "talk",
    "sing",
    "photograph",
    "salute",
    "bow",
    "stand",
}  # what one does to show something that is there anyway


@dataclass(frozen=True, slots=True)
class Part:
    """One action between two moments in seconds; `target` names an actor or a prop, or nobody ("")."""

    action: str
    start: float
    stop: float
    target: str = ""
    manner: str = ""
    outcome: str = "success"

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.stop - self.start

    @property
    def pace(self) -> float:
        """1 as usual, less when slow, more when fast."""
        return PACES.get(self.manner, 1.0)

    def weight(self, time: float, fade: float = 0.3) -> float:
        """How much of it is seen at `time`: 0 outside, 1 inside, smooth between."""
        fade = max(min(fade, self.seconds / 3), 1e-3)
        rise = min(max((time - self.start) / fade, 0.0), 1.0)
        fall = min(max((self.stop - time) / fade, 0.0), 1.0)
        u = min(rise, fall)
        return u * u * (3 - 2 * u)


@dataclass(frozen=True, slots=True)
class Script:
    """What an actor does: `parts` in the order of time, and where it goes."""

    parts: tuple[Part, ...]
    path: Path

    def part(self, time: float) -> Part | None:
        """What is being done at `time`."""
        return next((part for part in reversed(self.parts) if part.start <= time <= part.stop), None)
