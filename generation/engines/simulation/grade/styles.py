"""What a style is, and the registry of all of them.

A style changes what things are made of (`Matter`), the light (`Rig`), the lens
(`Lens`), how long a drawing is held, and at last the picture itself (`grade`).
Each lies in one file of this package; everything else asks `style_of`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ...errors import BadRequest

if TYPE_CHECKING:
    from ..viewfinder.develop import Eye

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Colour = tuple[float, float, float]
# Families of materials that stay what they are in every style: what shines, water, glass, eyes.
KEPT = {
    "water", "pond", "foam_water", "glass", "glass_lamp", "glass_pane", "lamp", "flame", "glow", "screen",
    "sign_lit", "window_lit", "lamp_shade", "crystal", "planet", "glint", "eye", "mouth", "lips",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shot:
    """One frame to grade: `rgb` (H, W, 3), `depth` (H, W) metres, `segmentation` (H, W) ids, -1 for sky.

    `focus` is the metres to the subject, `index` the frame's number in its shot, `time` its second; `eye`
    is the camera, None where nobody knows it.
    """

    rgb: Pixels
    depth: Floats
    segmentation: npt.NDArray[np.int32]
    focus: float
    index: int
    seed: int
    time: float = 0.0
    eye: Eye | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """What things are made of, in both renderers; None leaves what the world says.

    `saturation` and `lift` (towards white) change all colours; `plain` is how far a texture is blurred into
    its mean colour (0 to 1); `flat` the thickness that is left of what moves (1: all), seen from the camera.
    `smooth` takes away the relief that materials have of their own;
    `bump` is (features per metre, strength) of the surface's relief, anew on every held drawing where it
    `boils`.
    """

    saturation: float = 1.0
    lift: float = 0.0
    plain: float = 0.0
    flat: float = 1.0
    roughness: float | None = None
    specular: float | None = None
    coat: float | None = None
    sheen: float | None = None
    under: float | None = None
    metallic: float | None = None
    smooth: bool = False
    bump: tuple[float, float] = (0.0, 0.0)
    boils: bool = False


@dataclass(frozen=True, slots=True)
class Rig:
    """The lights: how strong against those of the set, `tint` of the key, and what is put up besides.

    `toward` is where the key stands: (degrees to the camera's left of the subject, degrees up); None leaves
    the sun or the set's own key where it is. `soft` multiplies the key's size. `blinds` hangs a slatted
    blind before the key, `torch` is a lamp on the camera, `strings` hangs strings of small bulbs.
    """

    key: float = 1.0
    fill: float = 1.0
    rim: float = 1.0
    ambient: float = 1.0
    sky: float = 1.0
    tint: Colour = (1.0, 1.0, 1.0)
    toward: tuple[float, float] | None = None
    soft: float = 1.0
    blinds: bool = False
    torch: float = 0.0
    strings: bool = False


@dataclass(frozen=True, slots=True)
class Glass:
    """The lens: `longer` steps back and narrows the angle by that factor, `wider` opens the angle alone.

    `fstop` is the aperture, `shake` the degrees by which a hand trembles, `shutter` the part of a frame for
    which it is open where the viewfinder's picture is the film; what is drawn by hand has none.
    """

    longer: float = 1.0
    wider: float = 1.0
    fstop: float = 2.4
    shake: float = 0.0
    shutter: float = 0.5


Grade = Callable[[Shot], Pixels]


@dataclass(frozen=True, slots=True)
class Style:
    """All that a style changes; `hold` is for how many frames one drawing stands."""

    name: str
    grade: Grade
    matter: Matter = field(default_factory=Matter)
    rig: Rig = field(default_factory=Rig)
    lens: Glass = field(default_factory=Glass)
    hold: int = 1

    def drawn(self, frames: int) -> list[int]:
        """The numbers of the frames that are drawn, of `frames` in all; each stands until the next."""
        return list(range(0, frames, self.hold))

    def facts(self) -> dict[str, Any]:
        """Everything but the grade as JSON-able data, for a renderer of another process."""
        return {"matter": asdict(self.matter), "rig": asdict(self.rig), "lens": asdict(self.lens)}


STYLES: dict[str, Style] = {}


def style(
    name: str,
    *,
    matter: Matter | None = None,
    rig: Rig | None = None,
    lens: Glass | None = None,
    hold: int = 1,
) -> Callable[[Grade], Grade]:
    """Register a style under the name that requests use, by its grade."""

    def register(function: Grade) -> Grade:
        STYLES[name] = Style(name, function, matter or Matter(), rig or Rig(), lens or Glass(), hold)
        return function

    return register


def style_of(name: str) -> Style:
    """The style of that name; `BadRequest` for one that nobody made."""
    if name not in STYLES:
        raise BadRequest(f"There is no style {name!r}; known are {', '.join(sorted(STYLES))}.")
    return STYLES[name]
