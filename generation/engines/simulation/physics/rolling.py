"""Rolling things: how fast each board rolls while its wheels touch the ground."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..take import Floats, Rolling


class Rollers:
    """Follows boards on wheels, named by their bodies."""

    def __init__(self, model: Any, boards: list[str]) -> None:
        self.model = model
        self.boards = {name: model.body(name).id for name in boards}
        geoms = [model.geom(g).name for g in range(model.ngeom)]
        self._wheels = {
            name: [g for g, geom in enumerate(geoms) if geom.startswith(f"{name}_wheel")] for name in boards
        }
        self._times: list[float] = []
        self._speeds: dict[str, list[float]] = {name: [] for name in boards}

    def collect(self, data: Any) -> None:
        """Note the speed of every board; 0 while no wheel touches anything."""
        if not self.boards:
            return
        self._times.append(float(data.time))
        touching = data.contact.geom
        for name, body in self.boards.items():
            rolls = bool(len(touching)) and bool(np.isin(touching, self._wheels[name]).any())
            start = self.model.body_dofadr[body]
            speed = float(np.hypot(*data.qvel[start : start + 2])) if rolls else 0.0
            self._speeds[name].append(speed)

    def curves(self, times: Floats) -> tuple[Rolling, ...]:
        """One `Rolling` per board, its speed at each of `times`."""
        found = []
        for name, speeds in self._speeds.items():
            if speeds:
                at = np.interp(times, self._times, speeds)
                found.append(Rolling(name, f"{name}_wheel", "asphalt", tuple(round(float(v), 4) for v in at)))
        return tuple(found)
