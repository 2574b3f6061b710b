"""GLB files as meshes: triangles, base colours and base pictures of a glTF 2.0 model, checked before use.

Only what lies in the file itself is read: no addresses, no other files, no
extension that a picture could not do without. Turned from glTF's axes (y up,
looking along z) to ours (z up, looking along x). After the glTF 2.0
specification of the Khronos Group.
"""

from __future__ import annotations

import io
import json
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ....errors import BadRequest
from .mesh import Floats, Mesh

MAGIC, JSON, BIN = 0x46546C67, 0x4E4F534A, 0x004E4942
TRIANGLES = 4
MOST_TRIANGLES, MOST_PARTS, MOST_NODES, LARGEST_PICTURE = 150_000, 32, 2_000, 2048
TYPES: dict[int, npt.DTypeLike] = {
    5120: np.int8, 5121: np.uint8, 5122: np.int16, 5123: np.uint16, 5125: np.uint32, 5126: np.float32,
}  # fmt: skip
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
OURS = np.array([[0.0, 0, 1], [1, 0, 0], [0, 1, 0]])
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Part:
    """Triangles of one material: sRGB `colour` "#rrggbb", `picture` (H, W, 3) if any, roughness, metal."""

    mesh: Mesh
    colour: str
    picture: Pixels | None
    roughness: float
    metallic: float


@dataclass(frozen=True)
class Model:
    """What a file shows; its foot's middle is the origin, its lengths are the file's."""

    parts: tuple[Part, ...]

    @property
    def points(self) -> Floats:
        """All vertices (n, 3)."""
        return np.concatenate([part.mesh.vertices for part in self.parts])

    @property
    def size(self) -> tuple[float, float, float]:
        """Whole extents along x, y, z."""
        x, y, z = (float(value) for value in np.ptp(self.points, axis=0))
        return x, y, z

    def hull(self) -> Mesh:
        """The convex body around everything."""
        from scipy.spatial import ConvexHull

        points = self.points
        found = ConvexHull(points)
        used, faces = np.unique(found.simplices, return_inverse=True)
        corners, faces = points[used], faces.reshape(-1, 3).astype(np.int32)
        a, b, c = (corners[faces[:, i]] for i in range(3))
        inward = np.einsum("ij,ij->i", np.cross(b - a, c - a), a - corners.mean(0)) < 0
        faces[inward] = faces[inward][:, ::-1]
        return Mesh(corners, faces, np.zeros((len(corners), 2)))

    def volume(self, longest: float) -> float:
        """Cubic metres of the convex body when the longest side has `longest` metres."""
        from scipy.spatial import ConvexHull

        return float(ConvexHull(self.points).volume) * (longest / max(self.size)) ** 3


def read(content: bytes) -> Model:
    """The model of a GLB file; `BadRequest` says what keeps it from being shown."""
    try:
        parts = _File(content).parts()
    except (KeyError, IndexError, ValueError, TypeError, struct.error) as error:
        raise BadRequest("The file is no whole GLB model.") from error
    if not parts:
        raise BadRequest("The model has no triangles to show.")
    if sum(len(part.mesh.faces) for part in parts) > MOST_TRIANGLES:
        raise BadRequest(f"The model has more than {MOST_TRIANGLES} triangles.")
    if len(parts) > MOST_PARTS:
        raise BadRequest(f"The model has more than {MOST_PARTS} materials and parts.")
    points = np.concatenate([part.mesh.vertices for part in parts])
    if not np.isfinite(points).all() or min(np.ptp(points, axis=0)) < 1e-6 * max(np.ptp(points, axis=0)):
        raise BadRequest("The model is flat, or has points that are no numbers.")
    foot = np.array([*(points[:, :2].min(0) + points[:, :2].max(0)) / 2, points[:, 2].min()])
    return Model(
        tuple(
            Part(part.mesh.moved(-foot), part.colour, part.picture, part.roughness, part.metallic)
            for part in parts
        )
    )


class _File:
    """A GLB file taken apart."""

    def __init__(self, content: bytes) -> None:
        magic, version, length = struct.unpack_from("<III", content)
        if magic != MAGIC or version != 2 or length > len(content):
            raise BadRequest("The file is no GLB model of glTF 2.0 (a single .glb file).")
        self.tree: dict[str, Any] = {}
        self.blob = b""
        at = 12
        while at + 8 <= length:
            size, kind = struct.unpack_from("<II", content, at)
            chunk = content[at + 8 : at + 8 + size]
            if kind == JSON:
                self.tree = json.loads(chunk)
            elif kind == BIN:
                self.blob = chunk
            at += 8 + size
        if needed := self.tree.get("extensionsRequired"):
            raise BadRequest(f"The model needs {', '.join(map(str, needed))}, which is not read here.")
        if any("uri" in row for key in ("buffers", "images") for row in self.tree.get(key, ())):
            raise BadRequest("The model asks for other files; export it as one .glb file.")

    def parts(self) -> list[Part]:
        """Every set of triangles where its node puts it."""
        scenes, nodes = self.tree.get("scenes", ()), self.tree["nodes"]
        if len(nodes) > MOST_NODES:
            raise BadRequest(f"The model has more than {MOST_NODES} nodes.")
        roots = scenes[self.tree.get("scene", 0)]["nodes"] if scenes else range(len(nodes))
        found: list[Part] = []
        waiting = [(root, np.eye(4)) for root in roots]
        seen = 0
        while waiting and (seen := seen + 1) <= MOST_NODES:
            number, above = waiting.pop()
            node = nodes[number]
            place = above @ _placed(node)
            if "mesh" in node:
                found += [self.part(row, place) for row in self.tree["meshes"][node["mesh"]]["primitives"]
                          if row.get("mode", TRIANGLES) == TRIANGLES]  # fmt: skip
            waiting += [(child, place) for child in node.get("children", ())]
        return found

    def part(self, row: dict[str, Any], place: Floats) -> Part:
        """One primitive as a part."""
        points = self.array(row["attributes"]["POSITION"]).astype(float)
        faces = (
            self.array(row["indices"]).astype(np.int32).reshape(-1, 3)
            if "indices" in row
            else np.arange(len(points) // 3 * 3, dtype=np.int32).reshape(-1, 3)
        )
        if len(faces) and (faces.min() < 0 or faces.max() >= len(points)):
            raise ValueError("faces of points that are not there")
        uv = np.zeros((len(points), 2))
        if "TEXCOORD_0" in row["attributes"]:
            uv = self.array(row["attributes"]["TEXCOORD_0"]).astype(float) * [1.0, -1.0] + [0.0, 1.0]
        world = points @ place[:3, :3].T + place[:3, 3]
        if np.linalg.det(place[:3, :3]) < 0:
            faces = faces[:, ::-1].copy()
        look = self.tree.get("materials", [{}] * (row.get("material", 0) + 1))[row.get("material", 0)]
        base = look.get("pbrMetallicRoughness", {}) if "material" in row else {}
        colour = np.array(base.get("baseColorFactor", [0.8, 0.8, 0.8, 1.0])[:3], float)
        picture = self.picture(base["baseColorTexture"]["index"]) if "baseColorTexture" in base else None
        mesh = Mesh(world @ OURS.T, faces, uv)
        return Part(
            mesh,
            _srgb(colour),
            picture,
            float(base.get("roughnessFactor", 0.7)),
            float(base.get("metallicFactor", 0.0)),
        )

    def array(self, number: int) -> npt.NDArray[Any]:
        """The numbers of an accessor (n, width)."""
        row = self.tree["accessors"][number]
        if "sparse" in row or "bufferView" not in row:
            raise BadRequest("The model has sparse data, which is not read here.")
        view = self.tree["bufferViews"][row["bufferView"]]
        kind, width, count = np.dtype(TYPES[row["componentType"]]), WIDTHS[row["type"]], int(row["count"])
        start = view.get("byteOffset", 0) + row.get("byteOffset", 0)
        stride = view.get("byteStride", kind.itemsize * width)
        if (
            count < 0
            or count * width > 8 * MOST_TRIANGLES
            or start + stride * max(count - 1, 0) + kind.itemsize * width > len(self.blob)
        ):
            raise ValueError("numbers beyond the end of the file")
        found: npt.NDArray[Any] = np.ndarray((count, width), kind, self.blob, start, (stride, kind.itemsize))
        if row.get("normalized") and kind.kind in "iu":
            return np.asarray(found / float(np.iinfo(kind).max))
        return found.copy()

    def picture(self, number: int) -> Pixels:
        """The picture of a texture, at most `LARGEST_PICTURE` wide."""
        from PIL import Image, UnidentifiedImageError

        image = self.tree["images"][self.tree["textures"][number]["source"]]
        view = self.tree["bufferViews"][image["bufferView"]]
        start = view.get("byteOffset", 0)
        try:
            with Image.open(
                io.BytesIO(self.blob[start : start + view["byteLength"]]), formats=("PNG", "JPEG")
            ) as opened:
                if max(opened.size) > 2 * LARGEST_PICTURE:
                    raise BadRequest(f"A picture of the model is larger than {2 * LARGEST_PICTURE} pixels.")
                small = opened.convert("RGB")
                small.thumbnail((LARGEST_PICTURE, LARGEST_PICTURE))
                return np.asarray(small, np.uint8)
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
            raise BadRequest("A picture in the model cannot be read.") from error


def _placed(node: dict[str, Any]) -> Floats:
    """A node's matrix (4, 4)."""
    if "matrix" in node:
        return np.array(node["matrix"], float).reshape(4, 4).T
    x, y, z, w = node.get("rotation", (0.0, 0.0, 0.0, 1.0))
    turn = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    found = np.eye(4)
    found[:3, :3] = turn * np.array(node.get("scale", (1.0, 1.0, 1.0)))
    found[:3, 3] = node.get("translation", (0.0, 0.0, 0.0))
    return found


def _srgb(linear: Floats) -> str:
    """Linear colour as "#rrggbb"."""
    u = np.clip(linear, 0, 1)
    curve = np.where(u <= 0.0031308, 12.92 * u, 1.055 * u ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(255 * float(value)):02x}" for value in curve)
