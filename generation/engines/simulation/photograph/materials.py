"""Look families → Cycles materials: what wood, fur, cloth, skin or paint does with light."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import bpy
import numpy as np
import numpy.typing as npt

from ..grade.styles import KEPT, Matter
from .job import Job


@dataclass(frozen=True, slots=True)
class Look:
    """What a family adds to a material's own colour and roughness; weights from 0 to 1.

    `bump` is (features per metre, strength); `mottle` (features per metre, how
    much brightness varies); `glow` is emission in units of the base colour.
    """

    roughness: float | None = None
    metallic: float = 0.0
    coat: float = 0.0
    under: float = 0.0
    sheen: float = 0.0
    alpha: float = 1.0
    glow: float = 0.0
    bump: tuple[float, float] = (0.0, 0.0)
    mottle: tuple[float, float] = (0.0, 0.0)
    specular: float = 0.5


GREY = {"name": "plain", "family": "", "rgba": (0.5, 0.5, 0.5, 1), "roughness": 0.6, "texture": -1}
PLAIN = Look()
LOOKS = {
    "asphalt": Look(roughness=0.92, bump=(90, 0.35), specular=0.25),
    "backdrop": Look(roughness=0.95),
    "bark": Look(roughness=0.95, bump=(24, 0.8), mottle=(9, 0.3)),
    "board": Look(roughness=0.06, alpha=0.28, coat=0.6),
    "books": Look(roughness=0.7, bump=(60, 0.2)),
    "brick": Look(roughness=0.92, bump=(26, 0.35), mottle=(3, 0.1)),
    "canvas": Look(roughness=0.7, bump=(180, 0.15)),
    "carpet": Look(roughness=1.0, sheen=0.4, bump=(160, 0.35)),
    "ceiling": Look(roughness=0.95),
    "ceramic": Look(roughness=0.18, coat=0.7),
    "chalkboard": Look(roughness=0.9),
    "clay": Look(roughness=0.8, bump=(60, 0.1)),
    "cloth": Look(roughness=0.9, sheen=0.35, bump=(140, 0.12)),
    "cloud": Look(roughness=1.0, under=0.25, bump=(1.2, 0.5), glow=0.06),
    "coral": Look(roughness=0.85, under=0.1, bump=(40, 0.6)),
    "crystal": Look(roughness=0.08, coat=1.0, glow=1.6),
    "dust": Look(roughness=1.0, bump=(22, 0.5), mottle=(1.2, 0.14)),
    "eye": Look(roughness=0.06, coat=1.0),
    "facade": Look(roughness=0.8),
    "facade_lit": Look(roughness=0.8, glow=0.5),
    "flame": Look(glow=9.0),
    "flower": Look(roughness=0.7, under=0.15),
    "foam": Look(roughness=0.85, bump=(60, 0.15)),
    "foam_water": Look(roughness=0.4, under=0.2, alpha=0.85, bump=(18, 0.4)),
    "foliage": Look(roughness=0.7, under=0.12, bump=(14, 0.9), mottle=(7, 0.3)),
    "fur": Look(roughness=0.88, sheen=0.55, bump=(75, 0.45), mottle=(22, 0.12)),
    "glass": Look(roughness=0.03, alpha=0.3, coat=1.0),
    "glass_black": Look(roughness=0.05, coat=1.0),
    "glass_dark": Look(roughness=0.08, coat=0.9),
    "glass_lamp": Look(roughness=0.3, glow=1.2),
    "glass_pane": Look(roughness=0.05, coat=0.8, glow=0.08),
    "glint": Look(roughness=0.3, glow=0.35),
    "glow": Look(roughness=0.2, glow=2.5),
    "gold": Look(roughness=0.25, metallic=1.0),
    "grass": Look(roughness=0.95, bump=(40, 0.8), mottle=(1.5, 0.35)),
    "hair": Look(roughness=0.5, sheen=0.2, bump=(45, 0.3)),
    "hay": Look(roughness=1.0, bump=(90, 0.8), mottle=(8, 0.25)),
    "hill": Look(roughness=1.0, mottle=(0.08, 0.3)),
    "lamp": Look(glow=5.0),
    "lamp_shade": Look(roughness=0.8, glow=2.2),
    "leaf": Look(roughness=0.75, under=0.1),
    "leather": Look(roughness=0.45, bump=(120, 0.25)),
    "lips": Look(roughness=0.35, under=0.15, coat=0.3),
    "metal": Look(roughness=0.28, metallic=1.0),
    "metal_floor": Look(roughness=0.35, metallic=0.5, bump=(60, 0.06)),
    "metal_painted": Look(roughness=0.42, coat=0.3),
    "mouth": Look(roughness=0.5),
    "net": Look(roughness=0.9),
    "paint": Look(roughness=0.4),
    "paint_wood": Look(roughness=0.25, coat=0.4),
    "pavement": Look(roughness=0.9, bump=(40, 0.2)),
    "peak": Look(roughness=1.0, bump=(0.12, 0.6), mottle=(0.05, 0.1)),
    "planet": Look(roughness=0.8, glow=0.9),
    "plank": Look(roughness=0.8, bump=(30, 0.3), mottle=(4, 0.15)),
    "plastic": Look(roughness=0.3, coat=0.35),
    "plush": Look(roughness=0.92, sheen=0.3, bump=(120, 0.1)),
    "pond": Look(roughness=0.04, bump=(1.6, 0.22)),
    "rafter": Look(roughness=0.7, bump=(20, 0.2)),
    "rock": Look(roughness=0.95, bump=(0.4, 0.8), mottle=(0.3, 0.35)),
    "roof": Look(roughness=0.85, bump=(18, 0.4), mottle=(3, 0.15)),
    "rubber": Look(roughness=0.62, bump=(260, 0.3)),
    "sand": Look(roughness=0.98, bump=(55, 0.3), mottle=(1.4, 0.06)),
    "screen": Look(roughness=0.2, glow=1.6),
    "sign": Look(roughness=0.35, coat=0.3, glow=0.12),
    "sign_lit": Look(roughness=0.35, coat=0.3, glow=1.6),
    "skin": Look(roughness=0.46, under=0.16, coat=0.08),
    "snow": Look(roughness=0.75, under=0.12, bump=(24, 0.22), mottle=(0.8, 0.03)),
    "soil": Look(roughness=1.0, bump=(40, 0.7), mottle=(4, 0.2)),
    "start_image": Look(roughness=1.0, glow=0.75, specular=0.0),
    "stone": Look(roughness=0.85, bump=(30, 0.2), mottle=(3, 0.12)),
    "tar": Look(roughness=0.6),
    "tile": Look(roughness=0.28, coat=0.3),
    "urethane": Look(roughness=0.25, under=0.1, coat=0.4),
    "vault": Look(roughness=0.95, bump=(2.4, 0.9), mottle=(1.2, 0.3)),
    "velvet": Look(roughness=0.95, sheen=0.9, bump=(120, 0.1)),
    "wall": Look(roughness=0.9, mottle=(0.7, 0.06)),
    "window": Look(roughness=0.08, coat=0.5, glow=0.25),
    "window_lit": Look(roughness=0.08, coat=0.8, glow=0.1),
    "wood": Look(roughness=0.55, coat=0.2),
    "wood_floor": Look(roughness=0.22, coat=0.5),
}


SHOWN, SHOWN_AT = "start_image", 0.2  # a family whose picture only shines, and its colour at full light


class Materials:
    """Makes and keeps the materials of a job."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.matter = Matter(**job.facts["style"]["matter"])
        self._boiling: list[Any] = []
        self._made: dict[int, Any] = {}
        self._pictures: dict[int, Any] = {}

    def material(self, number: int) -> Any:
        """The Blender material of the job's material `number`; a plain grey for -1."""
        if number not in self._made:
            self._made[number] = self._make(self.job.facts["materials"][number] if number >= 0 else GREY)
        return self._made[number]

    def boil(self, index: int) -> None:
        """Change the relief a little for the drawing of frame `index`, where the style wants that."""
        for node in self._boiling:
            node.inputs["W"].default_value = float(np.random.default_rng([index, 17]).uniform(-0.3, 0.3))

    def _make(self, facts: Mapping[str, Any]) -> Any:
        if facts is None:
            facts = {
                "name": "plain",
                "family": "",
                "rgba": [0.5, 0.5, 0.5, 1],
                "roughness": 0.6,
                "texture": -1,
            }
        look = LOOKS.get(facts["family"], PLAIN)
        kept = facts["family"] in KEPT
        look = look if kept else restyled(look, self.matter)
        material = bpy.data.materials.new(facts["name"])
        material.use_nodes = True
        tree = material.node_tree
        shader = tree.nodes["Principled BSDF"]
        inputs = shader.inputs
        colour = linear(facts["rgba"][:3])
        roughness = look.roughness if look.roughness is not None else facts["roughness"]
        inputs["Base Color"].default_value = (*colour, 1)
        rough = float(roughness if roughness >= 0 else 0.6) * (1 - min(3.2 * facts.get("wet", 0.0), 0.8))
        inputs["Roughness"].default_value = rough
        inputs["Metallic"].default_value = look.metallic
        inputs["Coat Weight"].default_value, inputs["Coat Roughness"].default_value = look.coat, 0.08
        inputs["Specular IOR Level"].default_value = look.specular
        inputs["Sheen Weight"].default_value, inputs["Sheen Roughness"].default_value = look.sheen, 0.5
        inputs["Subsurface Weight"].default_value = look.under
        inputs["Subsurface Radius"].default_value = (0.05, 0.02, 0.012)
        inputs["Alpha"].default_value = min(look.alpha, float(facts["rgba"][3]))
        inputs["Emission Color"].default_value = (*colour, 1)
        inputs["Emission Strength"].default_value = look.glow
        source = self._picture(tree, facts) if facts["texture"] >= 0 else None
        source = _mottled(tree, source, colour, look) or source
        if source is not None:
            tree.links.new(source, inputs["Base Color"])
            tree.links.new(source, inputs["Emission Color"])
        if self.matter.bump[1] and not kept:
            self._shaped(tree, shader)
        elif look.bump[1]:
            _bumped(tree, shader, look)
        if facts["family"] == SHOWN:
            self._shown(tree, shader, facts)
        material.cycles.emission_sampling = "AUTO" if look.glow > 1 else "NONE"
        return material

    def _shown(self, tree: Any, shader: Any, facts: Mapping[str, Any]) -> None:
        """A picture that only shines, as much as its colour says and however the lens is opened."""
        for link in list(shader.inputs["Base Color"].links):
            tree.links.remove(link)
        shader.inputs["Base Color"].default_value = (0, 0, 0, 1)
        share = (facts["rgba"][0] / SHOWN_AT) ** 2.2 * 2.0 ** -float(self.job.facts["exposure"])
        shader.inputs["Emission Strength"].default_value = LOOKS[SHOWN].glow * share

    def _shaped(self, tree: Any, shader: Any) -> None:
        """The relief of the style, at its own scale on everything; with thumbs' ridges where it boils."""
        per_metre, strength = self.matter.bump
        place = _metres(tree)
        lumps = tree.nodes.new("ShaderNodeTexNoise")
        lumps.noise_dimensions = "4D"
        lumps.inputs["Scale"].default_value, lumps.inputs["Detail"].default_value = per_metre, 2.0
        tree.links.new(place, lumps.inputs["Vector"])
        bump = tree.nodes.new("ShaderNodeBump")
        bump.inputs["Strength"].default_value = min(strength, 1.0)
        bump.inputs["Distance"].default_value = 1.0 / per_metre
        tree.links.new(lumps.outputs["Fac"], bump.inputs["Height"])
        if self.matter.boils:
            self._boiling.append(lumps)
            tree.links.new(_ridges(tree, place, per_metre), bump.inputs["Normal"])
        tree.links.new(bump.outputs["Normal"], shader.inputs["Normal"])

    def _picture(self, tree: Any, facts: Mapping[str, Any]) -> Any:
        """The output of an image node that shows a texture, repeated as the material says."""
        number = facts["texture"]
        if number not in self._pictures:
            self._pictures[number] = image(f"texture{number}", self.job.arrays[f"texture{number}"] / 255)
        node = tree.nodes.new("ShaderNodeTexImage")
        node.image = self._pictures[number]
        mapping = tree.nodes.new("ShaderNodeMapping")
        coordinates = tree.nodes.new("ShaderNodeTexCoord")
        mapping.inputs["Scale"].default_value = (*facts["repeat"], 1)
        tree.links.new(coordinates.outputs["UV"], mapping.inputs["Vector"])
        tree.links.new(mapping.outputs["Vector"], node.inputs["Vector"])
        return node.outputs["Color"]


def restyled(look: Look, matter: Matter) -> Look:
    """A family's look as a style has it."""
    wanted: dict[str, Any] = {
        name: value
        for name in ("roughness", "specular", "coat", "sheen", "under", "metallic")
        if (value := getattr(matter, name)) is not None
    }
    if matter.smooth:
        wanted["bump"] = wanted["mottle"] = (0.0, 0.0)
    return replace(look, **wanted)


def linear(colour: npt.ArrayLike) -> tuple[float, ...]:
    """Display sRGB components to scene-linear ones (IEC 61966-2-1)."""
    value = np.clip(np.asarray(colour, float), 0, 1)
    curved = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return tuple(float(part) for part in curved)


def image(name: str, pixels: npt.NDArray[Any], *, linear_light: bool = False) -> Any:
    """A Blender image of (H, W, 3) values, the bottom row first; display sRGB unless `linear_light`."""
    height, width = pixels.shape[:2]
    made = bpy.data.images.new(name, width, height, float_buffer=linear_light)
    made.colorspace_settings.name = "Linear Rec.709" if linear_light else "sRGB"
    full = np.ones((height, width, 4), "f4")
    full[..., :3] = pixels
    made.pixels.foreach_set(full.ravel())
    made.pack()
    return made


def _noise(tree: Any, per_metre: float) -> Any:
    node = tree.nodes.new("ShaderNodeTexNoise")
    node.inputs["Scale"].default_value = per_metre
    node.inputs["Detail"].default_value = 2.0
    coordinates = tree.nodes.new("ShaderNodeTexCoord")
    tree.links.new(coordinates.outputs["Object"], node.inputs["Vector"])
    return node.outputs["Fac"]


def _metres(tree: Any) -> Any:
    """A point's place on its own thing in metres; unit balls tell their radii as the thing's colour."""
    coordinates, thing = tree.nodes.new("ShaderNodeTexCoord"), tree.nodes.new("ShaderNodeObjectInfo")
    product = tree.nodes.new("ShaderNodeVectorMath")
    product.operation = "MULTIPLY"
    tree.links.new(coordinates.outputs["Object"], product.inputs[0])
    tree.links.new(thing.outputs["Color"], product.inputs[1])
    return product.outputs["Vector"]


def _ridges(tree: Any, place: Any, per_metre: float) -> Any:
    """The normal of a surface that thumbs have pressed: bent ridges, in patches."""
    wave = tree.nodes.new("ShaderNodeTexWave")
    wave.wave_type = "RINGS"
    wave.inputs["Scale"].default_value, wave.inputs["Distortion"].default_value = per_metre * 2.2, 9.0
    wave.inputs["Detail"].default_value, wave.inputs["Detail Scale"].default_value = 0.0, 0.16
    patches = tree.nodes.new("ShaderNodeTexNoise")
    patches.inputs["Scale"].default_value, patches.inputs["Detail"].default_value = per_metre * 0.5, 0.0
    where = tree.nodes.new("ShaderNodeMapRange")
    where.inputs["From Min"].default_value, where.inputs["From Max"].default_value = 0.48, 0.62
    bump = tree.nodes.new("ShaderNodeBump")
    bump.inputs["Distance"].default_value = 0.05 / per_metre
    tree.links.new(place, wave.inputs["Vector"])
    tree.links.new(place, patches.inputs["Vector"])
    tree.links.new(patches.outputs["Fac"], where.inputs["Value"])
    tree.links.new(where.outputs["Result"], bump.inputs["Strength"])
    tree.links.new(wave.outputs["Fac"], bump.inputs["Height"])
    return bump.outputs["Normal"]


def _mottled(tree: Any, source: Any, colour: tuple[float, ...], look: Look) -> Any:
    """Brightness that varies over the surface; None where the look asks for none."""
    per_metre, amount = look.mottle
    if not amount:
        return None
    spread = tree.nodes.new("ShaderNodeMapRange")
    spread.inputs["From Min"].default_value, spread.inputs["From Max"].default_value = 0.3, 0.7
    spread.inputs["To Min"].default_value, spread.inputs["To Max"].default_value = 1 - amount, 1 + amount
    tree.links.new(_noise(tree, per_metre), spread.inputs["Value"])
    mix = tree.nodes.new("ShaderNodeVectorMath")
    mix.operation = "SCALE"
    if source is None:
        mix.inputs[0].default_value = colour
    else:
        tree.links.new(source, mix.inputs[0])
    tree.links.new(spread.outputs["Result"], mix.inputs["Scale"])
    return mix.outputs["Vector"]


def _bumped(tree: Any, shader: Any, look: Look) -> None:
    per_metre, strength = look.bump
    bump = tree.nodes.new("ShaderNodeBump")
    bump.inputs["Strength"].default_value = strength
    bump.inputs["Distance"].default_value = 0.35 / per_metre
    tree.links.new(_noise(tree, per_metre), bump.inputs["Height"])
    tree.links.new(bump.outputs["Normal"], shader.inputs["Normal"])
