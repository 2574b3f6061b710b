"""What a style's rig adds to a set's light: a blind before a lamp, a lamp on the camera, strings of bulbs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import bpy
import numpy as np
from mathutils import Vector

from ..festoon import COLOURS, USUAL_AWAY, WIRE
from ..grade.styles import Rig
from .job import Job
from .shapes import from_arrays

LAMP_AWAY, SLAT, OPEN, POOL = 6.0, 0.36, 0.64, 3.2
NEARER = 0.2  # where the blind hangs on the way from the lamp to the subject


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happens, `away` the level direction to the camera, `left` the camera's left; over a shot."""

    middle: Any
    away: Any
    left: Any

    @classmethod
    def of(cls, job: Job) -> Self:
        """The place of a job, by the means of its subject and its camera."""
        middle = Vector(job.arrays["subject"].mean(0))
        away = (Vector(job.arrays["camera_position"].mean(0)) - middle) * Vector((1, 1, 0))
        away = away.normalized() if away.length > 1e-3 else Vector((-1, 0, 0))
        return cls(middle, away, Vector((away.y, -away.x, 0)))

    def toward(self, left: float, up: float) -> Any:
        """The direction to a lamp `left` degrees left of the camera and `up` degrees above level."""
        turn, rise = np.radians(left), np.radians(up)
        flat = self.away * float(np.cos(turn)) + self.left * float(np.sin(turn))
        return flat * float(np.cos(rise)) + Vector((0, 0, float(np.sin(rise))))


def unhindered(scene: Any, place: Place, left: float, up: float) -> Any:
    """The direction nearest to (left, up) degrees where nothing stands before the sun."""
    bpy.context.view_layer.update()
    graph = bpy.context.evaluated_depsgraph_get()
    others = ((left, up), (-left, up), (left, 62.0), (-left, 62.0), (left, 76.0), (-left, 76.0))
    for turn, rise in others:
        toward = place.toward(turn, rise)
        if not scene.ray_cast(graph, place.middle + toward * 1.6, toward, distance=80.0)[0]:
            return toward
    return place.toward(left, 82.0)


def rig_of(job: Job) -> Rig:
    """The rig of a job's style."""
    told = dict(job.facts["style"]["rig"])
    told["tint"] = tuple(told["tint"])
    return Rig(**told)


def dim_sky(tree: Any, rig: Rig, strength: float) -> None:
    """Let the sky be seen as bright as the rig wants it, and light with its ambient share."""
    if rig.sky == rig.ambient == 1:
        return
    path = tree.nodes.new("ShaderNodeLightPath")
    mix = tree.nodes.new("ShaderNodeMapRange")
    mix.inputs["To Min"].default_value = strength * rig.ambient
    mix.inputs["To Max"].default_value = strength * rig.sky
    tree.links.new(path.outputs["Is Camera Ray"], mix.inputs["Value"])
    tree.links.new(mix.outputs["Result"], tree.nodes["Background"].inputs["Strength"])


def put_up(scene: Any, job: Job, daylight: float) -> Any:
    """Everything of the rig besides the set's own lamps; the lamp on the camera, None without one.

    `daylight` (0 to 1) is how bright it is outdoors, which the light from behind keeps to.
    """
    rig, place = rig_of(job), Place.of(job)
    if rig.blinds:
        _blinds(scene, job, rig, place)
    if rig.rim > 1 and not job.facts["indoor"]:
        rim = place.middle + place.toward(205.0, 28.0) * 5.0
        soft_box(scene, rim, place.middle, 1.8, 420 * (rig.rim - 0.4) * daylight, (0.9, 0.95, 1.0))
    if "bulbs" in job.arrays:
        _strings(scene, job, place)
    return _torch(scene, job, rig) if rig.torch else None


def soft_box(
    scene: Any, place: Any, target: Any, side: float, watts: float, colour: tuple[float, ...]
) -> None:
    """A square lamp of `side` metres at `place` that faces `target`; it is not seen itself."""
    lamp = bpy.data.lights.new("soft box", "AREA")
    lamp.shape, lamp.size, lamp.energy, lamp.color = "SQUARE", side, watts, colour
    thing = bpy.data.objects.new("soft box", lamp)
    thing.location = place
    thing.rotation_euler = (target - place).to_track_quat("-Z", "Y").to_euler()
    thing.visible_camera = thing.visible_glossy = False
    scene.collection.objects.link(thing)


def _blinds(scene: Any, job: Job, rig: Rig, place: Place) -> None:
    """A hard spotlight with slats before it."""
    toward = place.toward(*rig.toward) if rig.toward else Vector((0, 0, 1))
    eye = job.arrays["camera_position"] - job.arrays["camera_target"]
    away = LAMP_AWAY * max(float(np.linalg.norm(eye, axis=1).mean()) / USUAL_AWAY, 1.0)
    if job.facts["indoor"]:
        away = min(away, max((job.facts["ceiling"] - place.middle.z) / max(toward.z, 0.05), 2.5))
    spot = bpy.data.lights.new("spot", "SPOT")
    spot.energy, spot.shadow_soft_size = 27.0 * rig.key * away**2, 0.03 * rig.soft
    spot.spot_size, spot.spot_blend = float(2 * np.arctan(POOL * 1.5 / LAMP_AWAY)), 0.7
    lamp = bpy.data.objects.new("spot", spot)
    lamp.location = place.middle + toward * away
    lamp.rotation_euler = (-toward).to_track_quat("-Z", "Y").to_euler()
    scene.collection.objects.link(lamp)
    across = Vector((0, 0, 1)).cross(toward).normalized()
    up = toward.cross(across)
    share = NEARER * away / LAMP_AWAY
    middle = lamp.location - toward * away * NEARER
    count = int(POOL * 2.4 / SLAT)
    points: list[Any] = []
    faces: list[tuple[int, int, int]] = []
    for number in range(-count, count + 1):
        centre = middle + up * (number + 0.5) * SLAT * share
        tall, wide = up * (1 - OPEN) / 2 * SLAT * share, across * POOL * 3 * share
        start = len(points)
        points += [centre - tall - wide, centre - tall + wide, centre + tall + wide, centre + tall - wide]
        faces += [(start, start + 1, start + 2), (start, start + 2, start + 3)]
    mesh = from_arrays("blind", np.array([point[:] for point in points], "f4"), np.array(faces, "i4"))
    blind = bpy.data.objects.new("blind", mesh)
    blind.visible_camera = blind.visible_glossy = blind.visible_diffuse = False
    scene.collection.objects.link(blind)


def _torch(scene: Any, job: Job, rig: Rig) -> Any:
    """A small lamp that goes where the camera goes."""
    away = float(np.linalg.norm(job.arrays["camera_position"] - job.arrays["subject"], axis=1).mean())
    spot = bpy.data.lights.new("torch", "SPOT")
    spot.energy, spot.shadow_soft_size = 95.0 * rig.torch * away**1.6, 0.06
    spot.spot_size, spot.spot_blend = 1.5, 0.9
    lamp = bpy.data.objects.new("torch", spot)
    scene.collection.objects.link(lamp)
    return lamp


def _strings(scene: Any, job: Job, place: Place) -> None:
    """Bulbs that glow on cables, and the warm light that they give together."""
    import bmesh

    radius = float(job.arrays["bulb_radius"])
    for number, colour in enumerate(COLOURS):
        mine = job.arrays["bulbs"][job.arrays["bulb_colours"] == number]
        balls = bmesh.new()
        for x, y, z in mine:
            made = bmesh.ops.create_icosphere(balls, subdivisions=2, radius=radius)
            bmesh.ops.translate(balls, verts=made["verts"], vec=(x, y, z))
        mesh = bpy.data.meshes.new("bulbs")
        balls.to_mesh(mesh)
        balls.free()
        mesh.materials.append(_shining(f"bulb{number}", colour, 2.2))
        scene.collection.objects.link(bpy.data.objects.new("bulbs", mesh))
    curve = bpy.data.curves.new("cable", "CURVE")
    curve.dimensions, curve.bevel_depth = "3D", WIRE
    for start, stop in job.arrays["wires"]:
        line = curve.splines.new("POLY")
        line.points.add(1)
        line.points[0].co, line.points[1].co = (*start, 1), (*stop, 1)
    curve.materials.append(_shining("cable", (0.02, 0.04, 0.02), 0.0))
    scene.collection.objects.link(bpy.data.objects.new("cable", curve))
    high = Vector(job.arrays["bulbs"].mean(0))
    soft_box(scene, high, place.middle, 2.4, 40.0, (1.0, 0.62, 0.30))


def _shining(name: str, colour: tuple[float, float, float], strength: float) -> Any:
    from .materials import linear

    material = bpy.data.materials.new(name)
    material.use_nodes = True
    inputs = material.node_tree.nodes["Principled BSDF"].inputs
    inputs["Base Color"].default_value = inputs["Emission Color"].default_value = (*linear(colour), 1)
    inputs["Emission Strength"].default_value = strength
    material.cycles.emission_sampling = "NONE"
    return material
