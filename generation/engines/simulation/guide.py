"""A take as a guide for other engines: a film of it that they follow, its sound, its spoken lines.

The take is simulated and heard as always; only nothing is photographed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..base import Caption, Progress, RenderRequest
from .engine import Shoot


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """`film` is (T, H, W, 3) uint8 of what was wanted (see `controls`), or None; `sound` a 48 kHz WAV;
    `captions` the lines that are spoken in it.
    """

    film: npt.NDArray[np.uint8] | None
    sound: Path
    captions: Sequence[Caption]
    report: dict[str, Any]

    @property
    def spoken(self) -> bool:
        """Whether somebody speaks."""
        return bool(self.captions)


def guide(
    request: RenderRequest,
    size: tuple[int, int],
    rate: float,
    control: str,
    on_progress: Callable[[Progress], None],
    should_stop: Callable[[], bool],
) -> Guide:
    """The guide of one shot; its film shows `control` at `size` (width, height) and `rate` frames a second.

    Without a `control` nothing is drawn. Raises what the simulation raises: `BadRequest`, `Interrupted`.
    """
    from . import controls

    shoot = Shoot(request, on_progress, should_stop)
    world, take, track, report = shoot.rehearse()
    film = controls.film(control, world, take, size, rate, should_stop) if control else None
    return Guide(film, request.workdir / "sound.wav", track.captions, report)
