"""Focus pulls: on whom the lens is sharp at each moment, and how the focus goes from one to the next.

The one who speaks or begins to act is sharp; the focus leaves when the next one begins, eased, as an
assistant turns the ring. Both renderers ask here, so that they agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .camera import eased
from .screenplay.providing import PASSER_BY

if TYPE_CHECKING:
    from .take import Take
    from .world import World

Floats = npt.NDArray[np.float64]
TURNS = 0.7  # seconds for which the ring is turned
EARLY = 0.15  # seconds by which it begins before one acts


def cues(world: World, take: Take) -> list[tuple[float, str]]:
    """(second, whom) from then on, in the order of time; the first is who is sharp as the shot begins."""
    shot, play = world.shot, world.screenplay
    about = {name for name in shot.cast if play.actor(name).label != PASSER_BY}
    starts: dict[float, set[str]] = {}
    for beat in shot.beats:
        starts.setdefault(beat.start, set()).add(beat.actor)
    for line in shot.lines:
        if line.start is not None:
            starts[line.start] = {line.speaker}  # a voice draws the eye more than a gesture
    alone = [(time, next(iter(who))) for time, who in sorted(starts.items()) if len(who) == 1 and time > 0]
    found = [(0.0, take.subject)]
    for time, who in alone:
        if who in about and who != found[-1][1]:
            found.append((time, who))
    return found


def points(world: World, take: Take) -> Floats:
    """(F, 3) metres: the place that is sharp in each frame of a take."""
    names = [world.model.body(number).name for number in range(world.model.nbody)]

    def path(name: str) -> Floats:
        return take.xpos[:, names.index(name)] if name in names[1:] else take.camera_target

    plan = cues(world, take)
    found = np.array(path(plan[0][1]), float)
    for time, who in plan[1:]:
        turned = eased(np.clip((take.times - time + EARLY) / TURNS, 0, 1))[:, None]
        found = found + turned * (path(who) - found)
    return found
