"""Every thing that can be built: it has its size, weighs what it should, rests, is seen and has its words."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from generation.engines.simulation.blocking.sizes import size
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import Prop, read_prompt, toys
from generation.engines.simulation.screenplay.model import Mark, Screenplay, Shot
from generation.engines.simulation.screenplay.vocabulary import Kind, find_as, label, plain, vocabulary
from generation.engines.simulation.world import build
from generation.engines.simulation.world.props import PROPS, extents
from generation.engines.simulation.world.scene import PLANE, SOLID, VISUAL, Scene

SPECIAL = {"toy", "lettering", "signboard"}  # they show a picture or a text
HOLLOW = {"trampoline", "goal", "swing", "hot_air_balloon"}


def thing(kind: str) -> Prop:
    texts = {"lettering": "Ciao", "signboard": "Ciao a tutti"}
    return Prop(name="p", kind=kind, model="1f409" if kind == "toy" else "", text=texts.get(kind, ""))


def stood(item: Prop) -> tuple[mujoco.MjModel, mujoco.MjData]:
    """The thing on a bare floor."""
    scene = Scene()
    grey = scene.material("floor", "stone", "#808080")
    scene.solid(scene.ground, PLANE, (20, 20, 0.1), name="floor", material=grey)
    PROPS[item.kind].build(scene, item, (0.0, 0.0, 0.0), 0.0)
    model = scene.compile()
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    return model, data


def box(model: mujoco.MjModel, data: mujoco.MjData) -> tuple[np.ndarray, np.ndarray]:
    """The corners of the box (m) that holds all that is seen."""
    corners = np.stack(np.meshgrid(*[(-1, 1)] * 3), -1).reshape(-1, 3)
    found = []
    for geom in np.nonzero(model.geom_group == VISUAL)[0]:
        points = corners * model.geom_size[geom]
        if model.geom_type[geom] == mujoco.mjtGeom.mjGEOM_MESH:
            mesh = model.geom_dataid[geom]
            start = model.mesh_vertadr[mesh]
            points = model.mesh_vert[start : start + model.mesh_vertnum[mesh]]
        found.append(points @ data.geom_xmat[geom].reshape(3, 3).T + data.geom_xpos[geom])
    seen = np.concatenate(found)
    return seen.min(0), seen.max(0)


@pytest.mark.parametrize("kind", sorted(PROPS))
def test_a_thing_is_as_large_as_it_says_and_rests_without_sinking(kind):
    item = thing(kind)
    model, data = stood(item)
    low, high = box(model, data)
    if kind not in {
        "paddleboard",
        "skateboard",
        "basketball",
        "toy",
        "lettering",
        "hoop",
    }:  # their origins lie elsewhere
        whole = np.array([*(high - low)[:2], high[2]])
        assert np.allclose(whole, extents(item), rtol=0.06, atol=0.03), whole
        assert low[2] < 0.25
    if kind == "hoop":
        return  # it is part of the ground
    mass = float(model.body_subtreemass[model.body("p").id])
    room = float(np.prod(np.maximum(extents(item), 0.02)))
    assert 0.02 <= mass <= 12_500
    assert mass / room < 12_000, "heavier than any metal"
    assert mass / room > 0.4, "lighter than air"
    if PROPS[kind].free:
        before = float(data.body("p").xpos[2])
        for _ in range(250):
            mujoco.mj_step(model, data)
        assert np.isfinite(data.qpos).all()
        dropped = before - float(data.body("p").xpos[2])
        assert dropped < 0.005 or kind in {"basketball", "paddleboard", "skateboard"}, dropped
    assert np.any(model.geom_group == SOLID)


@pytest.mark.parametrize("kind", sorted(set(PROPS) - {"toy", "lettering"}))
def test_a_thing_is_called_by_words_of_both_languages(kind):
    for language in ("en", "it"):
        said = [e for e in vocabulary().values() if e.language == language and e.value == kind]
        assert kind == "signboard" or any(e.mark is Mark.STAGED for e in said), language
    if kind == "signboard":
        return
    words = [plain(word) for word in label(Kind.PROP, kind).replace("-", " ").split()]
    entry = find_as(words, Kind.PROP)
    assert entry is not None
    assert entry.value == kind


@pytest.mark.parametrize("kind", sorted(PROPS))
def test_a_thing_is_in_the_picture_of_its_shot(kind):
    shot = Shot(index=0, seconds=0.2, set="studio", props=("p",))
    film = Screenplay(prompt="", style="realistic", seed=1, props=(thing(kind),), shots=(shot,))
    world = build(film)
    take = simulate(world, 0.05, 24, 1)
    eye, fov = take.camera_position[0], float(take.camera_fov[0])
    ahead = take.camera_target[0] - eye
    ahead /= np.linalg.norm(ahead)
    right = np.cross(ahead, [0, 0, 1])
    right /= np.linalg.norm(right)
    x, y, z = extents(film.props[0])
    corners = np.stack(np.meshgrid((-x / 2, x / 2), (-y / 2, y / 2), (0, z)), -1).reshape(-1, 3)
    away = corners + take.xpos[0, world.model.body("p").id] - eye
    depth = away @ ahead
    assert depth.min() > 0.05, "it is behind the camera"
    pixels = 180 / np.tan(np.radians(fov) / 2) / depth  # of a picture of 640x360
    across, up = away @ right * pixels, away @ np.cross(right, ahead) * pixels
    width = min(across.max(), 320) - max(across.min(), -320)
    height = min(up.max(), 180) - max(up.min(), -180)
    assert width > 4
    assert height > 4
    assert width * height > 100, "it is too small to be seen"


def test_there_are_as_many_things_as_promised():
    assert len(set(PROPS) - SPECIAL) >= 120


def test_what_nobody_built_or_drew_is_shown_as_lettering_that_fits():
    assert toys.find(["blorptang"]) is None
    play = read_prompt("A woman holds a blorptang", seconds=4, style="realistic", seed=1)
    (made,) = play.props
    assert (made.kind, made.text) == ("lettering", "blorptang")
    word = next(w for w in play.understood if w.text == "blorptang")
    assert word.mark is Mark.APPROXIMATED
    assert "lettering" in word.note
    assert size(play, made.name)[1] < 2
    short = made.model_copy(update={"text": "Oh"})
    assert extents(short)[1] < extents(made)[1]


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        ("A man waves beside a sign that says 'CIAO'", "CIAO"),
        ('A dog sits in front of a banner: "Happy birthday, Bob!"', "Happy birthday, Bob!"),
        ('Un uomo accanto a un cartello con scritto "BENVENUTI"', "BENVENUTI"),
    ],
)
def test_a_sign_shows_what_it_says(prompt, text):
    play = read_prompt(prompt, seconds=4, style="realistic", seed=1)
    assert [prop.text for prop in play.props if prop.kind == "signboard"] == [text]
    assert not play.shots[0].lines
    assert not play.not_staged


@pytest.mark.parametrize(
    "prompt", ["A sense of happiness", "It happens in the meanwhile", "A man walks slowly"]
)
def test_what_is_no_thing_is_not_lettered(prompt):
    play = read_prompt(prompt, seconds=4, style="realistic", seed=1)
    assert not [prop for prop in play.props if prop.kind == "lettering"]
