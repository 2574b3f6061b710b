"""A stencil before the lens: where it is closed, a ray ends at once and costs next to nothing.

It hangs between the camera and what is in focus, so that an open lens hardly blurs its rim; what stands
before it is rendered although nobody needs it, and does no harm.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import numpy as np

PLACE = 0.5  # of the way to what is in focus
UNSEEN = ("diffuse", "glossy", "transmission", "shadow", "volume_scatter")


class Stencil:
    """A sheet that fills the camera's view; `close` hangs it with a picture, white where rays pass."""

    def __init__(self, scene: Any, camera: Any) -> None:
        self.scene, self.camera = scene, camera
        self.mesh = bpy.data.meshes.new("stencil")
        self.mesh.from_pydata([(0, 0, 0)] * 4, [], [(0, 1, 2, 3)])
        layer = self.mesh.uv_layers.new()
        layer.data.foreach_set("uv", np.array([0, 0, 1, 0, 1, 1, 0, 1], "f4"))
        self.picture, material = _sheet()
        self.mesh.materials.append(material)
        self.sheet: Any = bpy.data.objects.new("stencil", self.mesh)
        for kind in UNSEEN:
            setattr(self.sheet, f"visible_{kind}", False)
        scene.collection.objects.link(self.sheet)
        self.sheet.parent = camera
        self.open()

    def open(self) -> None:
        """Take it away."""
        self.sheet.hide_render = True

    def close(self, picture: Path, field: float, focus: float) -> None:
        """Hang it before a camera with this vertical field (radians) and focus (metres)."""
        render = self.scene.render
        away = PLACE * focus
        y = away * float(np.tan(field / 2))
        x = y * render.resolution_x / render.resolution_y
        corners = [(-x, -y, -away), (x, -y, -away), (x, y, -away), (-x, y, -away)]
        self.mesh.vertices.foreach_set("co", np.array(corners, "f4").ravel())
        self.mesh.update()
        old, new = self.picture.image, bpy.data.images.load(str(picture))
        new.colorspace_settings.name = "Non-Color"
        self.picture.image = new
        if old is not None:
            bpy.data.images.remove(old)
        self.sheet.hide_render = False


def _sheet() -> tuple[Any, Any]:
    """The node that holds the picture, and the material: black where it is black, else nothing."""
    material = bpy.data.materials.new("stencil")
    material.use_nodes = True
    tree = material.node_tree
    tree.nodes.clear()
    make = tree.nodes.new
    picture, mix, out = (
        make("ShaderNodeTexImage"),
        make("ShaderNodeMixShader"),
        make("ShaderNodeOutputMaterial"),
    )
    black, clear = make("ShaderNodeEmission"), make("ShaderNodeBsdfTransparent")
    picture.interpolation, picture.extension = "Closest", "EXTEND"
    black.inputs["Strength"].default_value = 0.0
    tree.links.new(picture.outputs["Color"], mix.inputs[0])
    tree.links.new(black.outputs[0], mix.inputs[1])
    tree.links.new(clear.outputs[0], mix.inputs[2])
    tree.links.new(mix.outputs[0], out.inputs["Surface"])
    return picture, material
