"""The moving sea, its foam, and the drops of a splash, as Blender meshes shaped anew for every frame."""

from __future__ import annotations

from typing import Any

import bmesh
import bpy
import numpy as np

from .job import Job
from .shapes import from_arrays

DEEP, FOAM = (0.006, 0.075, 0.115, 1.0), (0.82, 0.88, 0.9, 1.0)


class Sea:
    """The water's sheet; its points come with the job."""

    def __init__(self, scene: Any, job: Job) -> None:
        self.job = job
        self.mesh = from_arrays("sea", job.arrays["sea"][0], job.arrays["sea_faces"])
        self.mesh.attributes.new("foam", "FLOAT", "POINT")
        self.mesh.materials.append(_sea_material())
        scene.collection.objects.link(bpy.data.objects.new("sea", self.mesh))

    def move(self, row: int) -> None:
        """Shape the sheet for a row of the job's frames."""
        self.mesh.vertices.foreach_set("co", self.job.arrays["sea"][row].ravel())
        self.mesh.attributes["foam"].data.foreach_set("value", self.job.arrays["foam"][row])
        self.mesh.update()


class Drops:
    """All drops of a frame as one mesh of small balls; those that do not fly have no size."""

    def __init__(self, scene: Any, job: Job) -> None:
        counts = job.arrays["drop_counts"]
        self.stops = np.cumsum(counts)
        self.starts = self.stops - counts
        self.job, self.most = job, int(counts.max())
        ball = bmesh.new()
        bmesh.ops.create_icosphere(ball, subdivisions=1, radius=1.0)
        self.unit = np.array([vertex.co[:] for vertex in ball.verts], "f4")
        faces = np.array([[vertex.index for vertex in face.verts] for face in ball.faces], "i4")
        ball.free()
        offsets = (np.arange(self.most, dtype="i4") * len(self.unit))[:, None, None]
        every = (faces[None] + offsets).reshape(-1, 3)
        self.mesh = from_arrays("drops", np.zeros((self.most * len(self.unit), 3), "f4"), every)
        self.mesh.materials.append(_drop_material())
        scene.collection.objects.link(bpy.data.objects.new("drops", self.mesh))

    def move(self, row: int) -> None:
        """Place the drops of a row of the job's frames."""
        here = self.job.arrays["drops"][self.starts[row] : self.stops[row]]
        points = np.zeros((self.most, len(self.unit), 3), "f4")
        points[:] = (0, 0, -50)
        points[: len(here)] = here[:, None, :3] + self.unit[None] * here[:, None, 3:]
        self.mesh.vertices.foreach_set("co", points.ravel())
        self.mesh.update()


def _sea_material() -> Any:
    material = bpy.data.materials.new("sea")
    material.use_nodes = True
    tree = material.node_tree
    shader = tree.nodes["Principled BSDF"]
    shader.inputs["Roughness"].default_value, shader.inputs["IOR"].default_value = 0.06, 1.333
    attribute = tree.nodes.new("ShaderNodeAttribute")
    attribute.attribute_name = "foam"
    mix = tree.nodes.new("ShaderNodeMix")
    mix.data_type = "RGBA"
    mix.inputs["A"].default_value = mix.inputs[6].default_value = DEEP
    mix.inputs[7].default_value = FOAM
    broken = tree.nodes.new("ShaderNodeTexNoise")
    broken.inputs["Scale"].default_value, broken.inputs["Detail"].default_value = 9.0, 3.0
    sharp = tree.nodes.new("ShaderNodeMath")
    sharp.operation, sharp.use_clamp = "MULTIPLY_ADD", True
    sharp.inputs[1].default_value, sharp.inputs[2].default_value = 3.2, -1.25
    add = tree.nodes.new("ShaderNodeMath")
    add.operation = "MULTIPLY"
    place = tree.nodes.new("ShaderNodeTexCoord")
    tree.links.new(place.outputs["Object"], broken.inputs["Vector"])
    tree.links.new(attribute.outputs["Fac"], add.inputs[0])
    tree.links.new(broken.outputs["Fac"], sharp.inputs[0])
    tree.links.new(sharp.outputs[0], add.inputs[1])
    tree.links.new(add.outputs[0], mix.inputs[0])
    tree.links.new(mix.outputs[2], shader.inputs["Base Color"])
    _ripples(tree, shader, place)
    return material


def _ripples(tree: Any, shader: Any, place: Any) -> None:
    noise = tree.nodes.new("ShaderNodeTexNoise")
    noise.inputs["Scale"].default_value, noise.inputs["Detail"].default_value = 4.5, 3.0
    bump = tree.nodes.new("ShaderNodeBump")
    bump.inputs["Distance"].default_value = 0.05
    eye = tree.nodes.new("ShaderNodeCameraData")
    calm = tree.nodes.new("ShaderNodeMapRange")  # ripples finer than a pixel would only sparkle
    calm.inputs["From Min"].default_value, calm.inputs["From Max"].default_value = 4.0, 45.0
    calm.inputs["To Min"].default_value, calm.inputs["To Max"].default_value = 0.35, 0.04
    tree.links.new(eye.outputs["View Z Depth"], calm.inputs["Value"])
    tree.links.new(calm.outputs["Result"], bump.inputs["Strength"])
    tree.links.new(place.outputs["Object"], noise.inputs["Vector"])
    tree.links.new(noise.outputs["Fac"], bump.inputs["Height"])
    tree.links.new(bump.outputs["Normal"], shader.inputs["Normal"])


def _drop_material() -> Any:
    material = bpy.data.materials.new("drop")
    material.use_nodes = True
    inputs = material.node_tree.nodes["Principled BSDF"].inputs
    inputs["Base Color"].default_value = (0.86, 0.93, 0.96, 1)
    inputs["Roughness"].default_value = 0.12
    inputs["Emission Color"].default_value, inputs["Emission Strength"].default_value = (
        (0.9, 0.95, 1, 1),
        0.12,
    )
    return material
