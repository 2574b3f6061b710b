"""Light: the painted sky and its sun outdoors, soft boxes under the roof indoors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np
from mathutils import Vector

from .job import Job
from .materials import image


@dataclass(frozen=True, slots=True)
class Sunlight:
    """Strength in W/m² and colour of the sun (at night of the moon), and of the sky, by time of day."""

    strength: float
    colour: tuple[float, float, float]
    sky: float
    size: float = 0.03


SUNS = {
    "day": Sunlight(6.0, (1.0, 0.94, 0.85), 1.25),
    "dawn": Sunlight(4.0, (1.0, 0.80, 0.64), 1.1),
    "sunset": Sunlight(4.6, (1.0, 0.66, 0.40), 1.1),
    "night": Sunlight(0.5, (0.62, 0.74, 1.0), 1.6, 0.05),
}


def set_up(scene: Any, job: Job) -> None:
    """Light the scene of a job."""
    world = bpy.data.worlds.new("world")
    scene.world = world
    world.use_nodes = True
    if job.facts["indoor"]:
        _hall(scene, world, job)
    else:
        _open_air(scene, world, job)


def _open_air(scene: Any, world: Any, job: Job) -> None:
    sun = SUNS.get(job.facts["time_of_day"], SUNS["day"])
    display = np.clip(job.arrays["sky"], 0, None)
    value = np.where(display <= 0.04045, display / 12.92, ((display + 0.055) / 1.055) ** 2.4)
    tree = world.node_tree
    node = tree.nodes.new("ShaderNodeTexEnvironment")
    node.image = image("sky", value, linear_light=True)
    background = tree.nodes["Background"]
    tree.links.new(node.outputs["Color"], background.inputs["Color"])
    background.inputs["Strength"].default_value = sun.sky
    world.cycles.sampling_method, world.cycles.sample_map_resolution = "MANUAL", 256
    lamp = bpy.data.lights.new("sun", "SUN")
    lamp.energy, lamp.color, lamp.angle = sun.strength, sun.colour, sun.size
    thing = bpy.data.objects.new("sun", lamp)
    thing.rotation_euler = (-Vector(job.arrays["sun"])).to_track_quat("-Z", "Y").to_euler()
    scene.collection.objects.link(thing)


def _hall(scene: Any, world: Any, job: Job) -> None:
    background = world.node_tree.nodes["Background"]
    background.inputs["Color"].default_value = (0.75, 0.8, 0.9, 1)
    background.inputs["Strength"].default_value = 0.35
    middle = Vector(job.arrays["subject"].mean(0))
    eye = Vector(job.arrays["camera_position"].mean(0))
    away = (eye - middle) * Vector((1, 1, 0))
    away = away.normalized() if away.length > 1e-3 else Vector((-1, 0, 0))
    side = Vector((-away.y, away.x, 0))
    top = 6.2
    _soft_box(scene, middle * Vector((1, 1, 0)) + Vector((0, 0, top)), middle, 5.0, 420, (1.0, 0.95, 0.86))
    key = middle + away * 3.2 + side * 3.4
    _soft_box(scene, Vector((key.x, key.y, 5.2)), middle, 2.6, 260, (1.0, 0.93, 0.82))
    rim = middle - away * 3.0 - side * 2.6
    _soft_box(scene, Vector((rim.x, rim.y, 5.4)), middle, 1.8, 150, (0.82, 0.9, 1.0))


def _soft_box(
    scene: Any, place: Any, target: Any, side: float, watts: float, colour: tuple[float, float, float]
) -> None:
    lamp = bpy.data.lights.new("soft box", "AREA")
    lamp.shape, lamp.size, lamp.energy, lamp.color = "SQUARE", side, watts, colour
    thing = bpy.data.objects.new("soft box", lamp)
    thing.location = place
    thing.rotation_euler = (target - place).to_track_quat("-Z", "Y").to_euler()
    thing.visible_camera = thing.visible_glossy = False
    scene.collection.objects.link(thing)
