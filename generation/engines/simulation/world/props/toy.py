"""Toys: emoji pictures printed on light wood and sawn out, standing upright."""

from __future__ import annotations

import json
import tarfile
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
import resvg_py

from ....errors import BadRequest
from ...screenplay import Prop
from ...screenplay.toys import ASSETS, TYPICAL
from ..scene import BOX, Scene, rgb, turn
from ..shapes.mesh import Mesh
from ..shapes.sawn import saw
from . import Place, prop

Picture = npt.NDArray[np.uint8]
PACKAGE = "iconify-json-fluent-emoji-flat-1.2.6.tgz"
PIXELS, MARGIN = 448, 32  # of the picture, and clear ones around it
THICK, EDGE, DENSITY = 0.12, 0.014, 600.0  # parts of its size; kg/m³ of wood
FOOT = 0.18  # part of its size: half the depth of the hidden foot that keeps it standing
BRIDGES = (5, 15, 27, 43)  # pixels of gaps that are left wood, as few as hold the parts together
WOOD = (232, 206, 164)
NEAR = 42.0  # how far colours may be from the main one and be repainted with it


@dataclass(frozen=True, slots=True)
class Sawn:
    """A toy of size 1: its mesh stands on z = 0 and faces +x; `picture` (H, W, 3) is printed on it."""

    mesh: Mesh
    picture: Picture


@cache
def _icons() -> dict[str, str]:
    """Every picture's SVG body by its name."""
    with tarfile.open(ASSETS / "fluent-emoji-flat" / PACKAGE) as package:
        file = package.extractfile("package/icons.json")
        if file is None:
            raise BadRequest("The pictures of the toys are missing; install the program again.")
        found = json.load(file)
    bodies: dict[str, str] = {name: icon["body"] for name, icon in found["icons"].items()}
    for name, alias in found.get("aliases", {}).items():
        flip = 'transform="matrix(-1 0 0 1 32 0)"' if alias.get("hFlip") else ""
        if alias["parent"] in bodies:
            bodies[name] = f"<g {flip}>{bodies[alias['parent']]}</g>"
    return bodies


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = json.loads((ASSETS / "fluent-emoji-flat" / "chars.json").read_text("utf-8"))
    return codes


def picture(code: str) -> Picture:
    """The picture (H, W, 4) of a code point sequence, RGBA; `BadRequest` when nobody drew it."""
    body = _icons().get(_codes().get(code, ""))
    if body is None:
        raise BadRequest(f"There is no toy with the code {code!r}.")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{body}</svg>'
    data = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=PIXELS, height=PIXELS))
    drawn = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    return np.asarray(np.pad(drawn[:, :, [2, 1, 0, 3]], ((MARGIN, MARGIN), (MARGIN, MARGIN), (0, 0))))


@cache
def sawn(code: str, colour: str | None = None) -> Sawn:
    """The toy of a code point sequence, its main colour (#rrggbb) replaced."""
    drawn = picture(code)
    if colour is not None:
        drawn = _repainted(drawn, colour)
    ink = np.asarray((drawn[:, :, 3] > 100) * 255, np.uint8)
    shape = _held_together(ink)
    size = len(shape)
    whole = saw(shape, THICK * size, EDGE * size).whole()
    low, high = whole.vertices.min(0), whole.vertices.max(0)
    scale = 1.0 / float((high - low)[1:].max())
    mesh = whole.moved((0, -(low[1] + high[1]) / 2, -low[2])).scaled((scale, scale, scale))
    return Sawn(mesh, _printed(drawn, shape))


def _held_together(ink: Picture) -> Picture:
    """The ink (H, W; 0 or 255) with narrow gaps closed, so that it becomes one piece where it can."""
    closed = ink
    for gap in BRIDGES:
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (gap, gap))
        closed = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, disc), np.uint8)
        if cv2.connectedComponents(closed)[0] <= 2:
            break
    return closed


def _printed(drawn: Picture, shape: Picture) -> Picture:
    """Colours (H, W, 3): the ink, going on a little beyond its outline, and wood where gaps are closed."""
    clear = (drawn[:, :, 3] < 250).astype(np.uint8)
    distance, labels = cv2.distanceTransformWithLabels(clear, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    rows, columns = np.nonzero(clear == 0)
    if not len(rows):
        return np.full((*shape.shape, 3), WOOD, np.uint8)
    nearest = np.zeros((int(labels.max()) + 1, 3), np.uint8)
    nearest[labels[rows, columns]] = drawn[rows, columns, :3]
    colours = nearest[labels]
    deep = cv2.distanceTransform((shape > 127).astype(np.uint8), cv2.DIST_L2, 5)
    colours[(distance > 2.5) & (deep > 0) & (drawn[:, :, 3] < 100)] = WOOD
    return np.asarray(colours, np.uint8)


def _repainted(drawn: Picture, colour: str) -> Picture:
    """The picture with its main colour, and what is near it, in another: CIELAB keeps light and shade."""
    lab = cv2.cvtColor(drawn[:, :, :3].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    wanted = cv2.cvtColor(np.array([[rgb(colour)]], np.float32), cv2.COLOR_RGB2LAB)[0, 0]
    seen = lab[drawn[:, :, 3] > 200]
    if not len(seen):
        return drawn
    cells = np.round(seen / (12, 16, 16)).astype(int)
    kinds, which, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    colourful = 1 + (np.abs(kinds[:, 1:]).max(1) > 0)
    main = np.median(seen[which.ravel() == int((counts * colourful).argmax())], axis=0)
    near = np.linalg.norm((lab - main) * (0.55, 1, 1), axis=2) < NEAR
    painted = lab.copy()
    painted[near] += wanted - main
    painted[..., 0] = np.clip(painted[..., 0], 4, 98)
    out = drawn.copy()
    out[:, :, :3] = np.clip(cv2.cvtColor(painted, cv2.COLOR_LAB2RGB) * 255, 0, 255)
    return out


@prop("toy", size=(THICK * TYPICAL, TYPICAL, TYPICAL), grip=(0, 0, 0.12))
def toy(scene: Scene, item: Prop, place: Place, yaw: float) -> None:
    """The picture of `item.model` as a wooden toy, `TYPICAL` metres across at scale 1, facing +x."""
    made = sawn(item.model, item.color)
    size = TYPICAL * item.scale
    mesh = made.mesh.scaled((size, size, size))
    body = scene.body(item.name, place, quat=list(turn(yaw=yaw)))
    body.add_freejoint(name=f"{item.name}_root")
    kind = f"toy_{item.model}_{(item.color or '').lstrip('#')}"
    paint = scene.material(kind, "paint_wood", "#ffffff", roughness=0.4, picture=made.picture)
    scene.visual(body, mesh, paint, mesh=f"{kind}_{item.scale:g}", name=f"{item.name}_toy")
    low, high = mesh.vertices.min(0), mesh.vertices.max(0)
    half = np.maximum((high - low) / 2, 0.01)
    half[0] = max(half[0], FOOT * size)
    scene.solid(
        body,
        BOX,
        half,
        name=f"{item.name}_solid",
        material=paint,
        mass=max(DENSITY * volume(mesh), 0.02),
        position=(low + high) / 2,
    )


def volume(mesh: Mesh) -> float:
    """What a closed mesh holds, in cubic metres."""
    a, b, c = (mesh.vertices[mesh.faces[:, corner]] for corner in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)
