"""Models that people bring: read with care, called by their names, thrown and seen like any thing."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from generation.engines.errors import BadRequest
from generation.engines.simulation import own, viewfinder
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.world import build
from generation.engines.simulation.world.shapes import gltf

BOX = np.array([[x, y, z] for x in (-1, 1) for y in (0, 4) for z in (-1, 1)], np.float32)
FACES = np.array(
    [[0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1], [2, 3, 7], [2, 7, 6], [0, 2, 6],
     [0, 6, 4], [1, 5, 7], [1, 7, 3]], np.uint16,
)  # fmt: skip


def glb(points: np.ndarray = BOX, *, picture: bool = False, **changes: object) -> bytes:
    """A tower 4 units high (y up) as a GLB file."""
    uv = np.zeros((len(points), 2), np.float32)
    parts = [points.astype(np.float32).tobytes(), FACES.tobytes(), uv.tobytes()]
    if picture:
        made = io.BytesIO()
        Image.new("RGB", (8, 8), (220, 20, 220)).save(made, "PNG")
        parts.append(made.getvalue() + b"\0" * (-len(made.getvalue()) % 4))
    starts = np.cumsum([0, *(len(part) for part in parts)])
    look: dict[str, object] = {
        "baseColorFactor": [0.8, 0.1, 0.1, 1],
        "roughnessFactor": 0.4,
        "metallicFactor": 0,
    }
    if picture:
        look["baseColorTexture"] = {"index": 0}
    shape = {"attributes": {"POSITION": 0, "TEXCOORD_0": 2}, "indices": 1, "material": 0}
    views = [
        {"buffer": 0, "byteOffset": int(a), "byteLength": len(part)}
        for a, part in zip(starts, parts, strict=False)
    ]
    tree: dict[str, object] = {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "translation": [5, 0, 0]}],
        "meshes": [{"primitives": [shape]}],
        "materials": [{"pbrMetallicRoughness": look}],
        "buffers": [{"byteLength": int(starts[-1])}],
        "bufferViews": views,
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": len(points), "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": FACES.size, "type": "SCALAR"},
            {"bufferView": 2, "componentType": 5126, "count": len(points), "type": "VEC2"},
        ],
    }  # fmt: skip
    if picture:
        tree |= {"images": [{"bufferView": 3, "mimeType": "image/png"}], "textures": [{"source": 0}]}
    tree |= changes
    text = json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    blob = b"".join(parts)
    blob += b"\0" * (-len(blob) % 4)
    length = 12 + 8 + len(text) + 8 + len(blob)
    head = struct.pack("<III", gltf.MAGIC, 2, length)
    return (
        head
        + struct.pack("<II", len(text), gltf.JSON)
        + text
        + struct.pack("<II", len(blob), gltf.BIN)
        + blob
    )


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    before = list(own._FOLDER)
    own.use(tmp_path / "props")
    yield tmp_path
    own._FOLDER[:] = before


def added(shelf: Path, content: bytes = b"", **fields: object) -> own.Own:
    file = shelf / "tower.glb"
    file.write_bytes(content or glb(picture=True))
    told = {"names": ("zorbo",), "longest": 0.4, "licence": "CC0-1.0", "owner": "Alice"} | fields
    return own.add(file, **told)


def test_a_model_stands_upright_on_its_foot():
    model = gltf.read(glb(picture=True))
    low, high = model.points.min(0), model.points.max(0)
    assert low == pytest.approx([-1, -1, 0])
    assert high == pytest.approx([1, 1, 4])
    part = model.parts[0]
    assert part.picture is not None
    assert part.colour == "#e75959" or part.colour.startswith("#e")
    assert model.volume(0.4) == pytest.approx(0.2 * 0.2 * 0.4)


def test_a_prompt_calls_a_thing_by_its_name_and_it_is_held_and_seen(shelf):
    thing = added(shelf)
    play = read_prompt("A man holds a zorbo in the studio", seconds=1, style="realistic", seed=3)
    assert [prop.kind for prop in play.props] == [thing.kind]
    assert play.not_staged == []
    world = build(play)
    take = simulate(world, 0.5, 12, 3)
    name = world.shot.props[0]
    body = world.model.body(name)
    assert float(body.mass[0]) == pytest.approx(thing.mass)
    assert take.xpos[-1, body.id, 2] > 0.5
    red, green, blue = np.moveaxis(
        next(iter(viewfinder.render_frames(world, take, 160, 90, frames=[3]))).rgb, 2, 0
    )
    purple = (red.astype(int) > green + 40) & (blue.astype(int) > green + 40)
    assert purple.sum() > 20


def test_a_thing_that_falls_lands_on_its_hull(shelf):
    thing = added(shelf, names=("zorbo", "moon lander toy"))
    play = read_prompt("A moon lander toy in the studio", seconds=1, style="realistic", seed=3)
    assert {prop.kind for prop in play.props} == {thing.kind}
    world = build(play)
    take = simulate(world, 0.5, 12, 3)
    heights = take.xpos[:, world.model.body(play.props[0].name).id, 2]
    assert np.abs(heights).max() < 0.01


def test_the_same_file_is_the_same_thing_and_can_go_away(shelf):
    first = added(shelf)
    assert added(shelf, names=("zorbone",)).kind == first.kind
    assert [thing.names for thing in own.all_of_them()] == [("zorbone",)]
    assert own.remove(first.kind)
    assert own.all_of_them() == ()
    assert not own.remove(first.kind)


@pytest.mark.parametrize(
    "content",
    [
        b"glTF",
        b"",
        b"PK\x03\x04 not a model at all, but long enough to be read",
        glb(extensionsRequired=["KHR_draco_mesh_compression"]),
        glb(buffers=[{"byteLength": 4, "uri": "https://example.org/a.bin"}]),
        glb(images=[{"uri": "../../secret.png"}]),
        glb(meshes=[]),
        glb(nodes=[{"mesh": 0, "scale": [1, 0, 1]}]),
        glb(points=np.full_like(BOX, np.nan)),
        glb(accessors=[{"bufferView": 0, "componentType": 5126, "count": 10**9, "type": "VEC3"}] * 3),
        glb()[:-200],
    ],
)
def test_a_file_that_cannot_be_shown_is_refused_in_a_sentence(shelf, content):
    with pytest.raises(BadRequest, match=r"\.$"):
        added(shelf, content or b"\0")
    assert own.all_of_them() == ()


@pytest.mark.parametrize(
    "fields",
    [{"names": ()}, {"names": ("x",)}, {"names": ("../up",)}, {"longest": 0.0}, {"longest": 99.0},
     {"licence": " "}, {"owner": ""}],
)  # fmt: skip
def test_a_thing_without_a_name_a_size_a_licence_or_an_owner_is_refused(shelf, fields):
    with pytest.raises(BadRequest):
        added(shelf, **fields)
    assert own.all_of_them() == ()
