"""Things that take part: registered builders of props, each a body with solids and looks.

Each module of this package holds one family of things and registers them by
the decorator `prop`, with the facts that blocking and performers need.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from ...screenplay import Prop
from ..scene import Scene

Place = tuple[float, float, float]
Builder = Callable[[Scene, Prop, Place, float], None]


@dataclass(frozen=True, slots=True)
class PropKind:
    """A kind of thing; metres in its own frame, whose origin is the middle of its foot.

    `build` (scene, item, place of its foot, yaw in degrees) adds the body `item.name`; `size` are whole
    extents (length x, width y, height z); a `free` one has the joint `<name>_root`, falls and is kicked.
    `top` is the height of a surface that carries things, `seat` where the hips are of who sits on it,
    `grip` where a hand holds it, `wheels` the radius of wheels it drives on along +x, with the joints
    `<name>_wheel_<n>_axle`. `measure` tells the whole extents of a thing whose size depends on what it
    shows, its scale included.
    """

    build: Builder
    size: Place
    free: bool = True
    top: float | None = None
    seat: Place | None = None
    grip: Place | None = None
    wheels: float = 0.0
    floats: bool = False
    measure: Callable[[Prop], Place] | None = None


class Shelf(dict[str, PropKind]):
    """Every kind by its name; those that people brought are looked up when they are asked for."""

    def __missing__(self, name: str) -> PropKind:
        found = self._brought(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (isinstance(name, str) and self._brought(name) is not None)

    def _brought(self, name: str) -> PropKind | None:
        from ... import own

        if not own.KIND.match(name):
            return None
        from .brought import kind_of

        return kind_of(name)


PROPS: dict[str, PropKind] = Shelf()


def prop(
    *kinds: str,
    size: Place,
    free: bool = True,
    top: float | None = None,
    seat: Place | None = None,
    grip: Place | None = None,
    wheels: float = 0.0,
    floats: bool = False,
    measure: Callable[[Prop], Place] | None = None,
) -> Callable[[Builder], Builder]:
    """Register the builder of a kind of prop; see `PropKind`."""

    def register(builder: Builder) -> Builder:
        for kind in kinds:
            PROPS[kind] = PropKind(builder, size, free, top, seat, grip, wheels, floats, measure)
        return builder

    return register


def extents(item: Prop) -> Place:
    """The whole extents (m) of a thing of a registered kind: length, width, height."""
    kind = PROPS[item.kind]
    if kind.measure is not None:
        return kind.measure(item)
    x, y, z = kind.size
    return x * item.scale, y * item.scale, z * item.scale


for _module in pkgutil.iter_modules(__path__):
    import_module(f".{_module.name}", __name__)
