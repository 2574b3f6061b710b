"""A start image as a set: the picture stands far behind on a curved wall, its colours make the floor.

An approximation, and said to be one: a picture has no depth, so nothing in it can be walked around.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from ...errors import BadRequest
from ..screenplay import Shot
from .scene import PLANE, Contactness, Scene
from .shapes.mesh import Mesh, grid

Rgb = npt.NDArray[np.uint8]
Room = tuple[tuple[float, float, float], tuple[float, float, float]]
GRIPPY = Contactness((1.0, 0.01, 0.001))
LONGEST_SIDE, COLOURS = 1280, 5
ROUND = np.radians(230)  # how far round the wall stands at least
TALL, SUNK, ABOVE = (
    0.55,
    0.2,
    0.45,
)  # its height by the wall's distance, its shares under the floor and mirrored on top
DULL, SHINE, WIDEST = 0.2, 0.84, 8192  # what the wall reflects, how it shines by itself; pixels
LIGHTEST = {"night": 0.2, "dawn": 0.5, "sunset": 0.55}  # the mean of a picture by the hour
NEAR, FAR = 17.0, 80.0  # metres to the wall: of a stage, of a street or a sea
RIDE_MIDDLE = 26.0
NEAR_ROOM: Room = ((-4.5, -7.5, 0.2), (9.0, 7.5, 6.0))
FAR_ROOM: Room = ((-22.0, -12.0, 0.12), (74.0, 12.0, 20.0))
NOTE = "shown as the backdrop and the colours of the place"


@dataclass(frozen=True)
class Backdrop:
    """A start image, (H, W, 3) sRGB, and its main colours, the most frequent first, as `#rrggbb`."""

    picture: Rgb = field(repr=False)
    palette: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> Backdrop:
        """The picture in a file; `BadRequest` when it cannot be read."""
        try:
            with Image.open(path) as opened:
                image = opened.convert("RGB")
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            raise BadRequest(f"The start image cannot be read: {error}.") from error
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        few = image.resize((96, 96)).quantize(COLOURS, Image.Quantize.MEDIANCUT)
        counts = sorted(few.getcolors() or [], reverse=True)
        table = few.getpalette() or []
        found = tuple(_colour(table[3 * int(n) : 3 * int(n) + 3]) for _, n in counts if isinstance(n, int))
        return cls(np.asarray(image, np.uint8), found)

    @property
    def ground(self) -> str:
        """The colour of the lowest part of the picture: what the floor continues."""
        rows = self.picture[-max(1, len(self.picture) // 8) :].reshape(-1, 3)
        return _colour(np.median(rows, axis=0))

    def dress(self, scene: Scene, shot: Shot) -> None:
        """Build the place after the picture, in place of the shot's set."""
        rides = scene.solved and any(beat.action == "ride" for beat in shot.beats)
        self.hang(scene, shot, FAR if rides else NEAR, RIDE_MIDDLE if rides else 0.0)
        floor = scene.material("floor_after_picture", "wall", self.ground, roughness=0.95)
        scene.solid(scene.ground, PLANE, (0, 0, 1), name="floor", material=floor, touch=GRIPPY)
        size = 140.0 if rides else 60.0
        scene.visual(scene.ground, PLANE, floor, size=(size, size, 1), name="floor_seen")
        scene.room = FAR_ROOM if rides else NEAR_ROOM

    def hang(self, scene: Scene, shot: Shot, away: float, middle: float = 0.0) -> None:
        """Put the picture on a wall round (`middle`, 0), `away` metres from there, in the hour's light."""
        height, width, _ = self.picture.shape
        tall = TALL * away
        arc = tall * width / height / away
        copies = max(1, int(np.ceil(ROUND / arc))) | 1
        strip = self._strip(copies)
        turn = np.linspace(np.pi - arc * copies / 2, np.pi + arc * copies / 2, 96)
        rises = np.linspace(-tall * SUNK, tall * (1 + ABOVE - SUNK), 9)
        points = np.array(
            [[[middle + away * np.cos(a), away * np.sin(a), z] for a in turn[::-1]] for z in rises]
        )
        sheet = grid(points)
        both = Mesh(sheet.vertices, np.concatenate([sheet.faces, sheet.faces[:, ::-1]]), sheet.uv)
        name = scene.material("start_image", "start_image", "#ffffff", roughness=1.0, picture=strip)
        material = scene.spec.material(name)
        light = DULL * self._dimmed(shot)
        material.rgba, material.emission = [light, light, light, 1.0], SHINE / DULL
        material.specular = material.shininess = 0.0
        scene.visual(scene.ground, both, name, mesh="start_image", name="backdrop")

    def _dimmed(self, shot: Shot) -> float:
        """How much of its light the picture keeps: all, unless it is too light for the hour."""
        mean = max(float(self.picture.mean()) / 255, 0.01)
        return min(1.0, LIGHTEST.get(shot.time_of_day, 1.0) / mean)

    def _strip(self, copies: int) -> Rgb:
        """The picture with its mirror images to both sides and above, so that the wall has no seam."""
        height, width, _ = self.picture.shape
        shrink = min(1.0, WIDEST / (width * copies))
        image = Image.fromarray(self.picture)
        if shrink < 1:
            image = image.resize((max(2, int(width * shrink)), max(2, int(height * shrink))))
        one = np.asarray(image, np.uint8)
        above = one[: max(1, round(len(one) * ABOVE))][::-1]
        one, turned = np.concatenate([above, one]), copies // 2 % 2
        return np.concatenate([one[:, ::-1] if n % 2 != turned else one for n in range(copies)], axis=1)


def _colour(values: object) -> str:
    r, g, b = (round(float(value)) for value in np.asarray(values, float))
    return f"#{r:02x}{g:02x}{b:02x}"
