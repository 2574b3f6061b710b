"""Who jumps into water stands at its edge first, turned to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..screenplay.model import POOLS
from ..world.sets.shore import POOL_BACK
from .plan import Mark

if TYPE_CHECKING:
    from .layout import Layout

PLUNGE = "plunge"
FROM_EDGE, TURNED = 0.75, 155.0  # metres from the pool's edge; degrees, so that one is seen from the side


def stand_by(plan: Layout) -> None:
    """Put those who plunge at the edge of the pool."""
    if plan.shot.set not in POOLS:
        return
    for name in plan.shot.cast:
        if name in plan.marks and any(beat.action == PLUNGE for beat in plan.beats(name)):
            _, y, z = plan.marks[name].place
            plan.marks[name] = Mark((POOL_BACK + FROM_EDGE, y, z), TURNED)
