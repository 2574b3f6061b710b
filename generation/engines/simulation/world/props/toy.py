"""Toys: emoji pictures sawn out of wood, standing upright, printed on both sides."""

from __future__ import annotations

import json
import tarfile
from functools import cache

import cv2
import mapbox_earcut
import numpy as np
import numpy.typing as npt
import resvg_py

from ....errors import BadRequest
from ...screenplay import Prop
from ...screenplay.toys import ASSETS, TYPICAL
from ..scene import BOX, Scene, turn
from ..shapes.mesh import Mesh
from . import Place, prop

Floats = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]
PACKAGE = "iconify-json-fluent-emoji-flat-1.2.6.tgz"
PIXELS, THICK, DENSITY = 384, 0.12, 420.0  # texture pixels, part of the width, kg/m³ of light wood
COARSE = 0.7  # pixels that an outline may be off


@cache
def _icons() -> dict[str, str]:
    """Every picture's SVG body by its name."""
    with tarfile.open(ASSETS / "fluent-emoji-flat" / PACKAGE) as package:
        file = package.extractfile("package/icons.json")
        if file is None:
            raise BadRequest("The pictures of the toys are missing; install the program again.")
        icons = json.load(file)["icons"]
    return {name: icon["body"] for name, icon in icons.items()}


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = json.loads((ASSETS / "fluent-emoji-flat" / "chars.json").read_text("utf-8"))
    return codes


@cache
def picture(code: str) -> Picture:
    """The picture (PIXELS, PIXELS, 4) of a code point sequence, RGBA; `BadRequest` when nobody drew it."""
    body = _icons().get(_codes().get(code, ""))
    if body is None:
        raise BadRequest(f"There is no toy with the code {code!r}.")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{body}</svg>'
    data = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=PIXELS, height=PIXELS))
    drawn = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    return np.ascontiguousarray(drawn[:, :, [2, 1, 0, 3]])


def _printed(drawn: Picture) -> Picture:
    """Colours (H, W, 3) that go on beyond the outline, so that edges and sides have them as well."""
    clear = (drawn[:, :, 3] < 200).astype(np.uint8)
    _, labels = cv2.distanceTransformWithLabels(clear, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    rows, columns = np.nonzero(clear == 0)
    nearest = np.zeros((int(labels.max()) + 1, 3), np.uint8)
    nearest[labels[rows, columns]] = drawn[rows, columns, :3]
    return np.asarray(nearest[labels], np.uint8)


def _outlines(drawn: Picture) -> list[list[Floats]]:
    """Rings of the silhouette in pixels: for each part its outline, then its holes."""
    mask = cv2.morphologyEx(
        (drawn[:, :, 3] > 100).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)
    )
    contours, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    parts: dict[int, list[Floats]] = {}
    for number, contour in enumerate(contours):
        if cv2.contourArea(contour) < 30:
            continue
        ring = cv2.approxPolyDP(contour, COARSE, closed=True)[:, 0].astype(float)
        parent = int(tree[0][number][3])
        if len(ring) >= 3:
            parts.setdefault(number if parent < 0 else parent, []).insert(0 if parent < 0 else 1, ring)
    return [rings for rings in parts.values() if rings]


def cut(drawn: Picture) -> Mesh:
    """The picture sawn out: 1 m wide and high, THICK deep, its foot at z = 0, its front towards +x."""
    pieces = [_piece(rings) for rings in _outlines(drawn)]
    offset, vertices, faces, uv = 0, [], [], []
    for points, triangles, texture in pieces:
        vertices.append(points)
        faces.append(triangles + offset)
        uv.append(texture)
        offset += len(points)
    body = np.concatenate(vertices)
    body[:, 2] -= body[:, 2].min()
    return Mesh(body, np.concatenate(faces).astype(np.int32), np.concatenate(uv))


def _piece(rings: list[Floats]) -> tuple[Floats, npt.NDArray[np.int64], Floats]:
    """(vertices, triangles, texture coordinates) of one part: front, back and its sides."""
    flat = np.concatenate(rings)
    ends = np.cumsum([len(ring) for ring in rings]).astype(np.uint32)
    triangles = mapbox_earcut.triangulate_float64(flat, ends).reshape(-1, 3).astype(np.int64)
    y, z = flat[:, 0] / PIXELS - 0.5, 1 - flat[:, 1] / PIXELS
    uv = np.stack([flat[:, 0] / PIXELS, 1 - flat[:, 1] / PIXELS], 1)
    front = np.stack([np.full(len(y), THICK / 2), y, z], 1)
    back = front * [-1, 1, 1]
    a, b, c = (front[triangles[:, k]] for k in range(3))
    if float(np.cross(b - a, c - a)[:, 0].sum()) < 0:
        triangles = triangles[:, ::-1]
    count = len(flat)
    points, faces, texture = [front, back], [triangles, triangles[:, ::-1] + count], [uv, uv]
    base = 2 * count
    start = 0
    for ring in rings:
        own = np.arange(start, start + len(ring))
        following = np.roll(own, -1)
        sides = np.concatenate([front[own], front[following], back[following], back[own]])
        n = len(ring)
        k = np.arange(n)
        quads = (
            np.concatenate([np.stack([k, k + n, k + 2 * n], 1), np.stack([k, k + 2 * n, k + 3 * n], 1)])
            + base
        )
        points.append(sides)
        faces += [quads, quads[:, ::-1]]
        texture.append(np.concatenate([uv[own], uv[following], uv[following], uv[own]]))
        base += 4 * n
        start += n
    return np.concatenate(points), np.concatenate(faces), np.concatenate(texture)


@prop("toy", size=(THICK * TYPICAL, TYPICAL, TYPICAL), grip=(0, 0, 0.12))
def toy(scene: Scene, item: Prop, place: Place, yaw: float) -> None:
    """The picture of `item.model` as a wooden toy, `TYPICAL` metres high at scale 1, facing +x."""
    drawn = picture(item.model)
    size = TYPICAL * item.scale
    mesh = cut(drawn).scaled((size, size, size))
    body = scene.body(item.name, place, quat=list(turn(yaw=yaw)))
    body.add_freejoint(name=f"{item.name}_root")
    paint = scene.material(
        f"toy_{item.model}", "paint_wood", "#ffffff", roughness=0.35, picture=_printed(drawn)
    )
    scene.visual(body, mesh, paint, mesh=f"toy_{item.model}_{item.scale:g}", name=f"{item.name}_toy")
    low, high = mesh.vertices.min(0), mesh.vertices.max(0)
    half = np.maximum((high - low) / 2, 0.01)
    half[0] = max(half[0], 0.18 * size)  # a hidden foot keeps it standing
    volume = 0.7 * float(np.prod(high - low))
    scene.solid(
        body,
        BOX,
        half,
        name=f"{item.name}_solid",
        material=paint,
        mass=max(DENSITY * volume, 0.02),
        position=(low + high) / 2,
    )
