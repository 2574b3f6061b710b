"""Juggling: who throws which ball when, by which hand, and which hand catches it.

A cascade after Shannon's theorem: (flight + dwell) x hands = balls x time between
two throws of a hand. Hands throw in turn; a ball thrown by one is caught by the
other when their number is odd, by the same hand when it is even. In between it
is in nobody's hand, and gravity alone has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .plan import Hold, Launch

BEAT = 1 / 1.6  # seconds between two throws of one hand, as `perform.actions.sport.juggle` swings
DWELL = 0.55  # part of a beat that a ball stays in a hand
MOST = 5
FIRST = -0.5  # seconds: when the first ball leaves, at the earliest


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a number of balls asks for; seconds."""

    balls: int

    @property
    def flies(self) -> float:
        """How long a ball is in the air."""
        return max(self.balls / 2 - DWELL, 0.6) * BEAT

    def catcher(self, throw: int) -> str:
        """The hand that catches what throw number `throw` sends."""
        return "lr"[(throw + self.balls) % 2 if self.balls > 1 else (throw + 1) % 2]


def cascade(actor: str, balls: Sequence[str], start: float, stop: float) -> tuple[list[Hold], list[Launch]]:
    """Holds and launches of a cascade whose hands began to swing at `start`, until `stop` seconds."""
    balls = list(balls)[:MOST]
    pattern = Pattern(max(len(balls), 2))
    number = max(0, int((FIRST - start) / (BEAT / 2)) + 1)
    number += number % 2
    first, holds, launches = number, [], []
    waits: dict[str, tuple[float, str]] = {}
    while (time := start + number * BEAT / 2) < stop:
        turn = number - first
        slot = turn % pattern.balls
        if slot < len(balls):
            ball, hand = balls[slot], "lr"[number % 2]
            since, kept = waits.get(ball, (FIRST - 1.0, hand))
            holds.append(Hold(ball, actor, kept, since, time))
            to = pattern.catcher(number)
            launches.append(Launch(ball, time, (0.0, 0.0, 0.0), pattern.flies, actor, to))
            waits[ball] = (time + pattern.flies, to)
        number += 1
    for place, ball in enumerate(balls):
        since, hand = waits.get(ball, (FIRST - 1.0, "lr"[place % 2]))
        holds.append(Hold(ball, actor, hand, since))
    return holds, launches
