"""Flights: stretches of frames in which nothing touches, holds or wets a tree; and what must hold in them.

Between two frames the centre of mass of a tree is on the parabola of its gravity, exactly, however its
limbs turn; so few frames tell its acceleration well.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from .evidence import Evidence, Flags, Floats, Tree
from .touching import Replica, Touch

SHORTEST = 5
LONGEST_BLOW = 4
TOUCHED = 0.001


@dataclass(frozen=True)
class Flight:
    """The frames `first` to `last` (both flown) of a tree, with its centres of mass (n, 3) and times (n,)."""

    tree: Tree
    first: int
    last: int
    places: Floats
    times: Floats

    @property
    def seconds(self) -> float:
        """How long it is."""
        return float(self.times[-1] - self.times[0])

    def speed(self, gravity: Floats, *, frames: int, end: bool) -> Floats:
        """Velocity (3,) at time 0 of the parabola through the first or last frames, given gravity."""
        part = slice(-frames, None) if end else slice(None, frames)
        times, places = self.times[part], self.places[part]
        straight = places - 0.5 * gravity * (times**2)[:, None]
        return np.asarray(np.polyfit(times, straight, 1)[0])


def touched(evidence: Evidence, replica: Replica) -> list[list[Touch]]:
    """What touches, frame by frame."""
    return [replica.touches(frame) for frame in range(evidence.take.frames)]


def flights(evidence: Evidence, replica: Replica, touches: list[list[Touch]]) -> list[Flight]:
    """All flights of two frames and more of what physics moves, by tree and in their order."""
    take, found = evidence.take, []
    clear = {tree: evidence.left_alone(tree) for tree in evidence.driven}
    for frame in range(take.frames):
        replica.pose(frame)
        down = {root for touch in touches[frame] if touch.gap < TOUCHED for root in touch.roots}
        for tree, flags in clear.items():
            flags[frame] &= tree.name not in down and replica.dry(tree.name, frame)
    for tree, flags in clear.items():
        centre, cuts = evidence.centre(tree), sorted(evidence.cuts(tree))
        for first, last in stretches(flags, take.times, cuts):
            part = slice(first, last + 1)
            found.append(Flight(tree, first, last, centre[part], take.times[part]))
    return found


def stretches(flags: Flags, times: Floats, cuts: list[float]) -> list[tuple[int, int]]:
    """First and last frame of every run of True that no cut divides, of two frames and more."""
    found: list[tuple[int, int]] = []
    begin: int | None = None
    for frame, flag in enumerate([*flags, False]):
        parted = bool(begin is not None and flag and any(times[frame - 1] <= c < times[frame] for c in cuts))
        if begin is not None and (not flag or parted):
            if frame - 1 > begin:
                found.append((begin, frame - 1))
            begin = None
        if flag and begin is None:
            begin = frame
    return found


def ballistic_error(evidence: Evidence, flown: list[Flight]) -> float | None:
    """The worst flight's departure from gravity, as a part of gravity.

    The larger of two: how far the acceleration of the best parabola is from gravity, and how far a single
    frame stands off that parabola, told as the acceleration that would bend the flight as far (8 d / T²).
    """
    gravity = evidence.gravity
    size = float(np.linalg.norm(gravity))
    worst: list[float] = []
    for flight in flown:
        if flight.last - flight.first + 1 < SHORTEST or size == 0:
            continue
        times = flight.times - flight.times.mean()
        parts = np.polyfit(times, flight.places, 2)
        curve = parts[0] * (times**2)[:, None] + parts[1] * times[:, None] + parts[2]
        bend = float(np.linalg.norm(2 * parts[0] - gravity))
        off = 8 * float(np.linalg.norm(flight.places - curve, axis=1).max()) / flight.seconds**2
        worst.append(max(bend, off) / size)
    return max(worst, default=None)


def bounces(evidence: Evidence, flown: list[Flight]) -> list[tuple[Flight, Flight]]:
    """Flights of one rigid body that follow each other after a blow of few frames."""
    pairs = []
    for before, after in itertools.pairwise(flown):
        same = before.tree == after.tree and before.tree.lone
        thrown = any(
            guided.body == before.tree.name
            and before.times[-1] - 1e-6 <= guided.stop <= after.times[0] + 1e-6
            for guided in evidence.take.guided
        )
        if same and not thrown and after.first - before.last <= LONGEST_BLOW:
            pairs.append((before, after))
    return pairs
