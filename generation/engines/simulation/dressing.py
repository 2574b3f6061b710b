"""A world as a style wants it: other colours, other surfaces, flat cards instead of bodies.

Both renderers dress their world here, so that they agree; physics never does.
What shines by itself, water and glass stay what they are.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import mujoco
import numpy as np
import numpy.typing as npt

from .grade import style_of
from .grade.styles import KEPT, Matter

if TYPE_CHECKING:
    from .world import World

Floats = npt.NDArray[np.float64]
LUMA = np.array((0.2126, 0.7152, 0.0722))
READ = {"sign", "sign_lit", "screen", "books", "chalkboard", "backdrop"}
WIDEST_CARD = 9.0


def dressed(world: World) -> World:
    """The world in its screenplay's style; the same object where the style changes no material."""
    matter = style_of(world.screenplay.style).matter
    if matter == Matter():
        return world
    model = copy.deepcopy(world.model)
    for number in range(model.nmat):
        family = world.materials.get(model.material(number).name, "")
        if family not in KEPT:
            _surface(model, number, matter)
        model.mat_rgba[number, :3] = coloured(model.mat_rgba[number, :3], matter)
    plain = model.geom_matid < 0
    model.geom_rgba[plain, :3] = coloured(model.geom_rgba[plain, :3], matter)
    _textures(model, world, matter)
    return replace(world, model=model)


def coloured(display: npt.ArrayLike, matter: Matter) -> Floats:
    """Display colours (..., 3) from 0 to 1 as the style has them."""
    colour = np.asarray(display, float)
    grey = (colour @ LUMA)[..., None]
    colour = np.clip(grey + (colour - grey) * matter.saturation, 0, 1)
    return np.asarray(colour + (1 - colour) * matter.lift)


def _surface(model: Any, number: int, matter: Matter) -> None:
    if matter.roughness is not None:
        model.mat_roughness[number] = matter.roughness
        model.mat_shininess[number] = 1 - matter.roughness
        if matter.roughness > 0.5:
            model.mat_reflectance[number] = 0
    if matter.specular is not None:
        model.mat_specular[number] = matter.specular


def _textures(model: Any, world: World, matter: Matter) -> None:
    """Recolour the pictures on materials; what is meant to be read keeps its drawing."""
    role = int(mujoco.mjtTextureRole.mjTEXROLE_RGB)
    legible = {
        int(model.mat_texid[number][role])
        for number in range(model.nmat)
        if world.materials.get(model.material(number).name, "") in READ | KEPT
    }
    for texture in sorted({int(row[role]) for row in model.mat_texid} - {-1}):
        channels, start = int(model.tex_nchannel[texture]), int(model.tex_adr[texture])
        stop = start + int(model.tex_height[texture]) * int(model.tex_width[texture]) * channels
        pixels = model.tex_data[start:stop].reshape(-1, channels)
        colour = pixels[:, :3].astype(np.float32) / 255
        if texture not in legible:
            colour += (colour.mean(0) - colour) * np.float32(matter.plain)
        pixels[:, :3] = np.clip(coloured(colour, matter) * 255 + 0.5, 0, 255).astype(np.uint8)
        model.tex_data[start:stop] = pixels.ravel()


class Cards:
    """Presses everything that moves flat, each on a card that faces the camera."""

    def __init__(self, world: World) -> None:
        model = world.model
        self.share = style_of(world.screenplay.style).matter.flat
        self.root = np.asarray(model.body_rootid[model.geom_bodyid])
        moving = np.asarray(model.body_weldid[model.geom_bodyid]) != 0
        self.pressed = moving & (self.root > 0) & (np.asarray(model.geom_rbound) < WIDEST_CARD)

    def __bool__(self) -> bool:
        return self.share < 1 and bool(self.pressed.any())

    def press(self, data: Any, eye: npt.ArrayLike, geoms: Sequence[int]) -> tuple[Floats, Floats]:
        """Where `geoms` are in `data`: positions (n, 3) and 3x3 matrices (n, 3, 3), not only rotations."""
        chosen = np.asarray(geoms, int)
        place = np.array(data.geom_xpos[chosen])
        turn = np.array(data.geom_xmat[chosen]).reshape(-1, 3, 3)
        if not self:
            return place, turn
        mine = self.pressed[chosen]
        anchor = data.subtree_com[self.root[chosen[mine]]]
        out = np.asarray(eye, float) - anchor
        out[:, 2] = 0
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-6)
        squash = np.eye(3) - (1 - self.share) * out[:, :, None] * out[:, None, :]
        place[mine] = anchor + np.einsum("nij,nj->ni", squash, place[mine] - anchor)
        turn[mine] = squash @ turn[mine]
        return place, turn
