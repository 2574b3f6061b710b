"""Toys and letters sawn out of board: closed meshes that stand, face the camera and carry their picture."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from generation.engines.errors import BadRequest
from generation.engines.simulation.screenplay import Prop, toys
from generation.engines.simulation.world.props import PROPS
from generation.engines.simulation.world.props.lettering import MOST, readable
from generation.engines.simulation.world.props.toy import sawn, volume
from generation.engines.simulation.world.scene import PLANE, Scene
from generation.engines.simulation.world.shapes.sawn import outlines, saw
from perception import embedding

HAMMER, DRAGON, ELEPHANT = "1f528", "1f409", "1f418"


def _ring() -> np.ndarray:
    """A ring with a dot in its middle, and a speck that is too small to saw."""
    rows, columns = np.mgrid[:200, :200]
    far = np.hypot(rows - 100, columns - 100)
    mask = np.uint8(((far < 80) & (far > 40)) | (far < 15)) * 255
    mask[5:8, 5:8] = 255
    return mask


def test_outlines_are_a_shape_with_its_holes() -> None:
    parts = list(outlines(_ring()))
    assert sorted(len(rings) for rings in parts) == [1, 2]


def test_a_sawn_board_is_closed_and_as_thick_as_asked() -> None:
    board = saw(_ring(), 20, 0.01)
    mesh = board.whole()
    assert np.ptp(mesh.vertices[:, 0]) == pytest.approx(20)
    solid = float((_ring() > 0).sum()) * 20
    assert volume(mesh) == pytest.approx(solid, rel=0.03)
    a, b, c = (mesh.vertices[mesh.faces[:, corner]] for corner in range(3))
    assert np.abs(np.cross(b - a, c - a).sum(0)).max() < 1e-6 * solid  # the faces of a closed mesh cancel out


def test_nothing_cannot_be_sawn() -> None:
    with pytest.raises(ValueError, match="nothing"):
        saw(np.zeros((50, 50), np.uint8), 5, 1)


def test_a_toy_stands_on_the_floor_one_metre_across() -> None:
    made = sawn(DRAGON)
    low, high = made.mesh.vertices.min(0), made.mesh.vertices.max(0)
    assert low[2] == pytest.approx(0)
    assert (high - low)[1:].max() == pytest.approx(1)
    assert low[1] == pytest.approx(-high[1])
    assert made.mesh.uv.min() >= 0
    assert made.mesh.uv.max() <= 1
    assert sawn(DRAGON) is made


def test_its_front_shows_the_picture_upright_and_not_mirrored() -> None:
    """The hammer's head is grey and at the upper left of the picture, which lies at -y for the camera."""
    made = sawn(HAMMER)
    height, width, _ = made.picture.shape
    front = made.mesh.vertices[:, 0] > made.mesh.vertices[:, 0].max() - 1e-6
    points, uv = made.mesh.vertices[front], made.mesh.uv[front]
    middle = np.median(points[:, 2])
    head = (points[:, 2] > middle) & (points[:, 1] < 0)
    colours = made.picture[
        ((1 - uv[head, 1]) * (height - 1)).astype(int), (uv[head, 0] * (width - 1)).astype(int)
    ]
    assert np.median(np.ptp(colours.astype(int), axis=1)) < 40


def test_a_colour_repaints_the_main_colour() -> None:
    grey, red = sawn(ELEPHANT).picture, sawn(ELEPHANT, "#c4282d").picture
    assert float(np.ptp(grey.mean((0, 1)))) < 30
    assert red.mean((0, 1))[0] > red.mean((0, 1))[1] + 60


def test_an_unknown_picture_is_refused() -> None:
    with pytest.raises(BadRequest, match="no toy"):
        sawn("0000")


def test_only_what_the_font_has_is_set_and_long_texts_are_cut() -> None:
    assert readable("Buon\ncompleanno  Alice!") == "Buon compleanno Alice!"
    assert readable("Привет שלום") == "Привет שלום"
    assert readable("hi 🙂 日本") == "hi"
    assert readable("日本") == "…"
    long = readable("a very long title that goes on and on")
    assert len(long) <= MOST
    assert long.endswith("…")


@pytest.mark.parametrize(
    "item",
    [
        Prop(name="toy_a", kind="toy", model=HAMMER),
        Prop(name="toy_b", kind="toy", model=DRAGON, scale=3, color="#2459b8"),
        Prop(name="sign", kind="lettering", text="Perché? Bgj"),
        Prop(name="sign", kind="lettering", text="SORA", scale=2),
    ],
    ids=lambda item: item.model or item.text,
)
def test_it_stays_standing(item: Prop) -> None:
    scene = Scene()
    floor = scene.material("floor", "wood_floor", "#999999")
    scene.solid(scene.ground, PLANE, (0, 0, 0.1), name="floor", material=floor)
    PROPS[item.kind].build(scene, item, (0.0, 0.0, 0.0), 30.0)
    model = scene.compile()
    data = mujoco.MjData(model)
    for _ in range(500):
        mujoco.mj_step(model, data)
    body = data.body(item.name)
    assert abs(body.xpos[2]) < 0.02
    assert body.xmat[8] > 0.995  # upright
    assert 0.05 < model.body(item.name).mass[0] < 600


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("dragon", "dragon"), ("dragons", "dragon"), ("drago", "dragon"), ("draghi", "dragon"),
        ("rocket", "rocket"), ("guitar", "guitar"), ("chitarre", "guitar"), ("martello", "hammer"),
        ("teddy bear", "teddy bear"), ("orsacchiotto", "teddy bear"), ("ferris wheel", "ferris wheel"),
        ("hat", "top hat"), ("libri", "blue book"), ("witch", "woman mage"), ("sirena", "mermaid"),
        ("cherries", "cherries"), ("knives", "kitchen knife"), ("volcano", "volcano"), ("kimono", "kimono"),
        ("birthday cake", "birthday cake"), ("torta di compleanno", "birthday cake"),
    ],
)  # fmt: skip
def test_a_thing_is_found_by_its_name(words: str, label: str) -> None:
    found = toys.find(words.split())
    assert found is not None
    assert found.label == label
    assert sawn(found.code).mesh.vertices.size


_NO_THINGS = (
    "beautiful quickly walking swimming fishing camping happiness he of on with il che di con velocemente "
    "freedom idea summer power time motion heart death war open stop turn bello storia paura primo estate "
    "silence memory silenzio insieme corre sempre 12 xyzzy"
)
NO_THINGS = _NO_THINGS.split()


@pytest.mark.parametrize("word", NO_THINGS)
def test_what_is_no_thing_is_no_toy(word: str) -> None:
    assert toys.find([word]) is None


def test_what_only_goes_together_is_struck_out() -> None:
    assert "speedboat" in toys._struck()["summer"]
    assert toys.find(["ladybug"]) is not None


@pytest.mark.skipif(not embedding.available(), reason="the encoder's weights are not installed")
def test_the_list_of_what_is_struck_out_is_what_the_encoder_says() -> None:
    """But for pairs so near the limit that another machine's arithmetic may say otherwise."""
    from generation.engines.simulation.screenplay.proving import margins

    told = {(phrase, label) for phrase, labels in toys._struck().items() for label in labels}
    found = margins()
    assert told <= set(found)
    assert not [
        pair for pair, margin in found.items() if (margin < 0) != (pair in told) and abs(margin) > 1e-4
    ]


def test_the_longest_name_wins() -> None:
    found = toys.find_at(["a", "teddy", "bear", "and", "a", "kite"], 1)
    assert found is not None
    assert (found.length, found.label) == (2, "teddy bear")
    assert toys.find_at(["a", "kite"], 0) is None


def test_flags_tones_of_skin_and_symbols_are_no_toys() -> None:
    labels = {toy.label for toy in toys._pictures().values()}
    assert len(labels) > 800
    assert not [label for label in labels if "skin tone" in label or "flag:" in label or "button" in label]
    assert all(0.1 <= toy.size <= 6 for toy in toys._pictures().values())
