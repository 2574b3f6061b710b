"""What tells an office at a glance: hats, helmets, aprons, capes, gowns. Looks only: no mass, no joints.

Every costume is a function registered by `costume`; it hangs shapes on the bodies of a person that is dressed
already. Lengths in metres of a grown person; the head's frame has its joint at 0, the eyes at 0.2, the crown
of the hair at 0.375.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import numpy as np

from ....screenplay import Appearance
from ...scene import ELLIPSOID, Scene
from ..mesh import Floats, Mesh, lathe, loft, tube

Triple = tuple[float, float, float]


class Wardrobe:
    """Hangs pieces on one person: `parts` are its bodies, `k` its scale (1 of a grown person), `wide` its
    build, `look` how it is dressed otherwise."""

    def __init__(
        self, scene: Scene, name: str, parts: Mapping[str, Any], k: float, wide: float, look: Appearance
    ) -> None:
        self.scene, self.name, self.parts, self.k, self.wide, self.look = scene, name, parts, k, wide, look
        self._count = 0

    def put(self, part: str, mesh: Mesh, colour: str, family: str = "cloth", *, alpha: float = 1.0) -> None:
        """A mesh in the frame of a body."""
        label = self._label()
        paint = self._paint(colour, family, alpha)
        self.scene.visual(self.parts[part], mesh.scaled((self.k,) * 3), paint, mesh=label, name=label)

    def ball(self, part: str, at: Triple, size: Triple, colour: str, family: str = "cloth") -> None:
        """An ellipsoid in the frame of a body."""
        self.scene.visual(
            self.parts[part],
            ELLIPSOID,
            self._paint(colour, family, 1.0),
            name=self._label(),
            size=[self.k * half for half in size],
            position=[self.k * place for place in at],
        )

    def _label(self) -> str:
        self._count += 1
        return f"{self.name}_costume_{self._count}"

    def _paint(self, colour: str, family: str, alpha: float) -> str:
        shine = {"metal": 0.25, "gold": 0.2, "plastic": 0.3, "glass": 0.04}.get(family, 0.85)
        name = f"costume_{family}_{colour.removeprefix('#')}"
        return self.scene.material(name, family, colour, roughness=shine, alpha=alpha)


Costume = Callable[[Wardrobe], None]
_COSTUMES: dict[str, Costume] = {}


def costume(*names: str) -> Callable[[Costume], Costume]:
    """Register a costume under the names that an appearance may carry."""

    def register(function: Costume) -> Costume:
        _COSTUMES.update(dict.fromkeys(names, function))
        return function

    return register


def names() -> tuple[str, ...]:
    """Every costume."""
    if not _COSTUMES:
        for module in pkgutil.iter_modules(__path__):
            import_module(f".{module.name}", __name__)
    return tuple(sorted(_COSTUMES))


def put_on(wardrobe: Wardrobe, name: str) -> None:
    """Dress somebody in a costume; nothing for "" and for one that is not known."""
    if name in names():
        _COSTUMES[name](wardrobe)


def crown(profile: list[tuple[float, float]], *, squash: float = 1.05, columns: int = 36) -> Mesh:
    """Something turned about the head's axis, a little behind its middle: (radius, z) from below upwards."""
    return lathe(profile, squash=squash, columns=columns).moved((-0.012, 0, 0))


def loop(radius: float, z: float, thick: float, *, squash: float = 1.05, back: float = 0.012) -> Mesh:
    """A round band about the head or the trunk."""
    return tube(circle(radius, z, squash=squash, back=back), thick)


def circle(radius: float, z: float, *, squash: float = 1.05, back: float = 0.012) -> Floats:
    """(40, 3) points of a closed round line."""
    turn = np.linspace(0, 2 * np.pi, 40)
    return np.stack([radius * np.cos(turn) - back, squash * radius * np.sin(turn), np.full(40, z)], 1)


def skirt(hem: float, length: float, *, flare: float = 1.0) -> Mesh:
    """A bell that hangs from the hips, `hem` half its depth below; in the frame of the pelvis."""
    wide = max(1.15 * hem, 0.228)
    rows = [(-length - 0.006, hem - 0.02, wide - 0.02, 0.0)]
    for u in np.linspace(1, 0, 6)[:-1]:
        share = float(u**flare)
        rows.append(
            (-0.1 - (length - 0.1) * u, 0.15 + (hem - 0.15) * share, 0.222 + (wide - 0.222) * share, 0.0)
        )
    rows += [(-0.08, 0.148, 0.22, 0.0), (-0.01, 0.13, 0.195, 0.0), (0.05, 0.116, 0.152, 0.0)]
    return loft(rows, roundness=1.0)
