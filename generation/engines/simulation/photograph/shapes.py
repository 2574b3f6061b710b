"""Geoms → Blender meshes. Geoms of the same shape share one mesh."""

from __future__ import annotations

from typing import Any

import bmesh
import bpy
import numpy as np

from .job import Job

EDGE = 0.012


class Shapes:
    """Makes and keeps the meshes of a job's geoms."""

    UNIT = ("sphere", "ellipsoid")  # made with radius 1 and scaled by the pose

    def __init__(self, job: Job) -> None:
        self.job = job
        self._made: dict[tuple[Any, ...], Any] = {}

    def mesh(self, geom: dict[str, Any]) -> Any | None:
        """The mesh of a geom, with one empty material slot; None for kinds that are not seen."""
        kind = geom["kind"]
        if kind == "mesh":
            key: tuple[Any, ...] = (kind, geom["mesh"])
        elif kind in self.UNIT:
            key = ("ellipsoid",)
        else:
            key = (kind, *geom["size"])
        if key not in self._made:
            self._made[key] = self._make(kind, geom)
        return self._made[key]

    def _make(self, kind: str, geom: dict[str, Any]) -> Any | None:
        if kind == "mesh":
            mesh = self._stored(geom["mesh"])
        elif kind == "plane":
            mesh = _plane(*geom["size"][:2])
        elif kind in ("sphere", "ellipsoid", "box", "cylinder", "capsule"):
            mesh = _primitive(kind, geom["size"])
        else:
            return None
        mesh.materials.append(None)
        return mesh

    def _stored(self, number: int) -> Any:
        arrays = self.job.arrays
        vertices, faces = arrays[f"mesh{number}_vertices"], arrays[f"mesh{number}_faces"]
        mesh = from_arrays(f"mesh{number}", vertices, faces)
        if f"mesh{number}_uv" in arrays:
            layer = mesh.uv_layers.new()
            layer.data.foreach_set("uv", arrays[f"mesh{number}_uv"].astype("f4").ravel())
        return mesh


def from_arrays(name: str, vertices: np.ndarray[Any, Any], faces: np.ndarray[Any, Any]) -> Any:
    """A smooth mesh from vertices (n, 3) and triangles (m, 3)."""
    mesh = bpy.data.meshes.new(name)
    mesh.vertices.add(len(vertices))
    mesh.vertices.foreach_set("co", np.ascontiguousarray(vertices, "f4").ravel())
    mesh.loops.add(faces.size)
    mesh.loops.foreach_set("vertex_index", np.ascontiguousarray(faces, "i4").ravel())
    mesh.polygons.add(len(faces))
    mesh.polygons.foreach_set("loop_start", np.arange(0, faces.size, 3, dtype="i4"))
    mesh.polygons.foreach_set("use_smooth", np.ones(len(faces), bool))
    mesh.update(calc_edges=True)
    mesh.set_sharp_from_angle(angle=1.05)
    return mesh


def _plane(half_x: float, half_y: float) -> Any:
    """A plane with MuJoCo's texture coordinates; a half side of 0 is endless."""
    x, y = half_x or 400.0, half_y or 400.0
    mesh = bpy.data.meshes.new("plane")
    mesh.from_pydata([(-x, -y, 0), (x, -y, 0), (x, y, 0), (-x, y, 0)], [], [(0, 1, 2, 3)])
    layer = mesh.uv_layers.new()
    # A finite plane is covered once per repeat, an endless one every two metres.
    corners = (
        ((0, 0), (1, 0), (1, 1), (0, 1))
        if half_x
        else ((-x / 2, -y / 2), (x / 2, -y / 2), (x / 2, y / 2), (-x / 2, y / 2))
    )
    layer.data.foreach_set("uv", np.array(corners, "f4").ravel())
    return mesh


def _primitive(kind: str, size: list[float]) -> Any:
    shape = bmesh.new()
    if kind in Shapes.UNIT:
        bmesh.ops.create_uvsphere(shape, u_segments=40, v_segments=22, radius=1.0)
    elif kind == "box":
        bmesh.ops.create_cube(shape, size=2.0)
        for vertex in shape.verts:
            vertex.co = [part * half for part, half in zip(vertex.co, size, strict=True)]
        edge = min(EDGE, 0.3 * min(size))
        if edge > 0.001:
            bmesh.ops.bevel(shape, geom=shape.edges[:], offset=edge, segments=2, affect="EDGES", profile=0.7)
    elif kind == "cylinder":
        radius, half = size[0], size[1]
        bmesh.ops.create_cone(
            shape, cap_ends=True, segments=48, radius1=radius, radius2=radius, depth=2 * half
        )
    else:
        bmesh.ops.create_uvsphere(shape, u_segments=28, v_segments=18, radius=size[0])
        for vertex in shape.verts:
            vertex.co.z += size[1] if vertex.co.z > 0 else -size[1]
    mesh = bpy.data.meshes.new(kind)
    shape.to_mesh(mesh)
    shape.free()
    mesh.polygons.foreach_set("use_smooth", np.ones(len(mesh.polygons), bool))
    if kind in ("box", "cylinder"):
        mesh.set_sharp_from_angle(angle=0.9)
    return mesh
