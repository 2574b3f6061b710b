"""Light: the painted sky and its sun outdoors, soft boxes under the roof indoors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import bpy
import numpy as np
from mathutils import Vector

from . import rigs
from .job import Job
from .materials import image
from .rigs import soft_box


@dataclass(frozen=True, slots=True)
class Sunlight:
    """Strength in W/m² and colour of the sun (at night of the moon), and of the sky, by time of day."""

    strength: float
    colour: tuple[float, float, float]
    sky: float
    size: float = 0.03


# How weather changes the sun's strength, how wide it spreads it, and the sky's strength.
COVER = {
    "cloudy": (0.28, 0.5, 1.15),
    "rain": (0.07, 1.2, 1.15),
    "storm": (0.04, 1.2, 1.0),
    "snow": (0.14, 1.2, 1.25),
    "fog": (0.08, 1.2, 1.2),
}
ELSEWHERE = {
    "moon": Sunlight(4.2, (1.0, 0.98, 0.95), 1.0, 0.008),
    "mars": Sunlight(4.2, (1.0, 0.84, 0.68), 1.1),
    "underwater": Sunlight(2.6, (0.62, 0.95, 1.0), 1.5, 0.3),
}
# Watts against a plain room, strength of the light that falls in from the open side, and a tint.
MOODS = {
    "": (1.0, 0.35, (1.0, 0.95, 0.86)),
    "warm": (0.85, 0.22, (1.0, 0.84, 0.62)),
    "cool": (0.8, 0.4, (0.86, 0.94, 1.0)),
    "dim": (1.1, 0.25, (0.85, 0.92, 1.0)),
    "stage": (1.1, 0.03, (1.0, 0.88, 0.72)),
}
EVENING = {"night": 0.7, "sunset": 0.9, "dawn": 0.92}
SUNS = {
    "day": Sunlight(6.0, (1.0, 0.94, 0.85), 1.25),
    "dawn": Sunlight(4.0, (1.0, 0.80, 0.64), 1.1),
    "sunset": Sunlight(4.6, (1.0, 0.66, 0.40), 1.1),
    "night": Sunlight(0.5, (0.62, 0.74, 1.0), 1.6, 0.05),
}


def set_up(scene: Any, job: Job) -> Any:
    """Light the scene of a job with its style's rig; the lamp on the camera, None without one."""
    world = bpy.data.worlds.new("world")
    scene.world = world
    world.use_nodes = True
    if job.facts["indoor"]:
        _hall(scene, world, job)
    else:
        _open_air(scene, world, job)
    bright = 1.0 if job.facts["indoor"] else float(np.clip(sunlight(job.facts).strength / 6, 0.12, 1))
    return rigs.put_up(scene, job, bright)


def sunlight(facts: Mapping[str, Any]) -> Sunlight:
    """The sun of a job's facts: by its air, else by the time of day under its weather."""
    if (other := ELSEWHERE.get(facts["air"])) is not None:
        dark = 0.12 if facts["time_of_day"] == "night" and facts["air"] != "moon" else 1.0
        return replace(other, strength=other.strength * dark)
    sun = SUNS.get(facts["time_of_day"], SUNS["day"])
    if facts["weather"] not in COVER:
        return sun
    share, size, sky = COVER[facts["weather"]]
    if facts["time_of_day"] == "night":  # clouds send the town's light back
        sky *= 1.7
    return replace(sun, strength=sun.strength * share, colour=(1.0, 1.0, 1.0), size=size, sky=sun.sky * sky)


def _open_air(scene: Any, world: Any, job: Job) -> None:
    sun, rig = sunlight(job.facts), rigs.rig_of(job)
    display = np.clip(job.arrays["sky"], 0, None)
    value = np.where(display <= 0.04045, display / 12.92, ((display + 0.055) / 1.055) ** 2.4)
    tree = world.node_tree
    node = tree.nodes.new("ShaderNodeTexEnvironment")
    node.image = image("sky", value, linear_light=True)
    background = tree.nodes["Background"]
    tree.links.new(node.outputs["Color"], background.inputs["Color"])
    background.inputs["Strength"].default_value = sun.sky
    rigs.dim_sky(tree, rig, sun.sky)
    world.cycles.sampling_method, world.cycles.sample_map_resolution = "MANUAL", 256
    lamp = bpy.data.lights.new("sun", "SUN")
    lamp.energy, lamp.angle = sun.strength * rig.key, sun.size * rig.soft
    lamp.color = [min(part * tint, 1.0) for part, tint in zip(sun.colour, rig.tint, strict=True)]
    thing = bpy.data.objects.new("sun", lamp)
    toward = Vector(job.arrays["sun"])
    if rig.toward is not None:
        toward = rigs.unhindered(scene, rigs.Place.of(job), *rig.toward)
    thing.rotation_euler = (-toward).to_track_quat("-Z", "Y").to_euler()
    if not rig.blinds:  # there the lamp behind the blind is the key
        scene.collection.objects.link(thing)


def _hall(scene: Any, world: Any, job: Job) -> None:
    rig = rigs.rig_of(job)
    background = world.node_tree.nodes["Background"]
    background.inputs["Color"].default_value = (0.75, 0.8, 0.9, 1)
    share, outside, warm = MOODS.get(job.facts["mood"], MOODS[""])
    share *= EVENING.get(job.facts["time_of_day"], 1.0)
    background.inputs["Strength"].default_value = outside * rig.ambient
    place = rigs.Place.of(job)
    middle, away, side = place.middle, place.away, place.left
    # Below a low ceiling the boxes hang nearer and need less power, but must still fill the room.
    top = min(6.2, job.facts["ceiling"])
    share *= max(((top - 0.9) / 5.3) ** 1.3, 0.42)
    tinted = tuple(min(part * tint, 1.0) for part, tint in zip(warm, rig.tint, strict=True))
    high = middle * Vector((1, 1, 0)) + Vector((0, 0, top))
    soft_box(scene, high, middle, 5.0, 420 * share * rig.fill, warm)
    key = middle + away * 3.2 + side * 3.4
    if rig.toward is not None:
        key = middle + place.toward(*rig.toward) * 4.9
    key = Vector((key.x, key.y, min(5.2, key.z if rig.toward else 5.2, top)))
    if not rig.blinds:
        soft_box(scene, key, middle, 2.6 * rig.soft, 260 * share * rig.key, tinted)
    rim = middle - away * 3.0 - side * 2.6
    rim = Vector((rim.x, rim.y, min(5.4, top)))
    soft_box(scene, rim, middle, 1.8, 150 * share * rig.rim, (0.82, 0.9, 1.0))
