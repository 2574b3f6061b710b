"""The take's format: the same bytes from the same seed, back as it was, and as docs/take.md says."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from generation.engines.errors import BadRequest
from generation.engines.simulation.acting import acted
from generation.engines.simulation.take import LAYERS, Contact, Guided, Rolling, Splash, Take

from .conftest import FLIP, RIDE, played

PAGE = (Path(__file__).parents[2] / "docs" / "take.md").read_text("utf-8")
FILES = ("take.json", "model.json", "take.npz")


def saved(take: Take, folder: Path) -> list[bytes]:
    folder.mkdir(exist_ok=True)
    take.save(folder)
    return [(folder / name).read_bytes() for name in FILES]


def rows(heading: str) -> dict[str, str]:
    """The first two cells of a table under a heading of the page."""
    part = PAGE.split(f"## `{heading}`")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `([^`]+)` \| (.+?) \|", part, re.MULTILINE))


@pytest.mark.parametrize("prompt", [FLIP, RIDE])
def test_the_same_seed_gives_the_same_bytes(prompt, tmp_path):
    first, second = (saved(played(prompt, 1.0, 5)[1], tmp_path / name) for name in ("a", "b"))
    assert first == second


def test_another_seed_gives_another_take(tmp_path):
    first, second = (saved(played(RIDE, 0.5, seed)[1], tmp_path / str(seed)) for seed in (1, 2))
    assert first[2] != second[2]


def test_a_take_comes_back_as_it_was(flip, ball, tmp_path):
    for shot in (flip, ball):
        take = acted(shot.world, shot.take.with_mouth(shot.sound.mouth))
        take.save(tmp_path)
        back = Take.load(tmp_path)
        assert back.source == tmp_path
        for field in fields(Take):
            if field.name == "source":
                continue
            mine, theirs = getattr(take, field.name), getattr(back, field.name)
            if field.name in ("mouth", "face"):
                assert mine.keys() == theirs.keys()
                assert all(np.array_equal(mine[name], theirs[name]) for name in mine)
            elif isinstance(mine, np.ndarray):
                assert np.array_equal(mine, theirs), field.name
            elif field.name in ("water", "facts"):
                assert json.loads(json.dumps(mine)) == theirs
            else:
                assert mine == theirs, field.name
    assert ball.sound.mouth


def test_what_is_no_take_of_this_version_is_refused(flip, tmp_path):
    with pytest.raises(BadRequest, match="no readable take"):
        Take.load(tmp_path)
    replace(flip.take, version=3).save(tmp_path)
    with pytest.raises(BadRequest, match="another version"):
        Take.load(tmp_path)
    flip.take.save(tmp_path)
    (tmp_path / "take.npz").write_bytes((tmp_path / "take.npz").read_bytes()[:900])
    with pytest.raises(BadRequest, match="no readable take"):
        Take.load(tmp_path)


def general(name):
    """The name under which the page tells of an array of one actor."""
    return re.sub("^(mouth|face)_.*", r"\1_<actor>", name)


def test_the_page_describes_every_array_and_its_shape(ball, tmp_path):
    take = acted(ball.world, ball.take.with_mouth(ball.sound.mouth))
    take.save(tmp_path)
    model = ball.world.model
    sizes = {"F": take.frames, "nq": model.nq, "nv": model.nv, "nu": model.nu, "nbody": model.nbody}
    sizes |= {"nmocap": model.nmocap}
    told = rows("take.npz")
    with np.load(tmp_path / "take.npz") as archive:
        arrays = {name: archive[name] for name in archive.files}
    assert {general(name) for name in arrays} == set(told)
    for name, array in arrays.items():
        shape = told[general(name)].strip("()").replace(" ", "").split(",")
        assert array.shape == tuple(
            sizes.get(size) or int(size) if size != "nmocap" else 0 for size in shape if size
        )
        assert array.dtype == np.float64
    assert set(LAYERS) == set(re.findall(r"`(\w+)\.npz` \|", PAGE.split("## Layers")[1]))


def test_the_page_describes_every_key(flip, tmp_path):
    flip.take.save(tmp_path)
    events, told = json.loads((tmp_path / "take.json").read_text("utf-8")), rows("take.json")
    assert set(events) == set(told)
    for key, kind in (("contacts", Contact), ("splashes", Splash), ("rolling", Rolling), ("guided", Guided)):
        assert {field.name for field in fields(kind)} <= set(re.findall(r"`(\w+)`", told[key]))
    assert set(events["water"]) <= set(re.findall(r"`(\w+)`", told["water"]))


def test_the_page_describes_the_model(ride):
    told = rows("model.json")
    assert set(ride.take.model) == set(told)
    for key in ("bodies", "joints", "geoms"):
        assert set(ride.take.model[key][0]) <= set(re.findall(r"`(\w+)`", told[key])) | {"qpos", "qvel"}


def test_a_zip_holds_the_same_take_and_its_layers(ride, tmp_path):
    depth = np.arange(24, dtype=np.uint16).reshape(2, 3, 4)
    for name in ("a.zip", "b.zip"):
        ride.take.save(tmp_path / name, {"depth": depth})
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    take = Take.load(tmp_path / "a.zip")
    assert np.array_equal(take.qpos, ride.take.qpos)
    assert np.array_equal(take.depth[0], depth[0])
    with pytest.raises(BadRequest, match="no motion"):
        _ = take.motion


def test_a_point_is_seen_where_the_camera_matrices_say(ride):
    take = ride.take
    target = np.append(take.camera_target[10], 1.0)
    seen = take.extrinsics()[10] @ target
    assert np.allclose(seen[:2], 0, atol=1e-9)
    assert seen[2] == pytest.approx(np.linalg.norm(take.camera_target[10] - take.camera_position[10]))
    high = take.extrinsics()[10] @ (target + [0, 0, 0.1, 0])
    pixel = take.intrinsics(854, 480)[10] @ high[:3]
    assert pixel[1] / pixel[2] < 240 == take.intrinsics(854, 480)[10, 1, 2]


def test_the_page_tells_the_formula_of_the_sea(flip):
    """`Water` and the sentence about waves agree, written out once more by hand."""
    water, (x, y, t) = flip.world.water, (1.3, -0.4, 2.1)
    height = flip.take.water["level"]
    for amplitude, length, heading, phase in flip.take.water["waves"]:
        k = 2 * np.pi / length
        along = k * (x * np.cos(heading) + y * np.sin(heading)) + phase - np.sqrt(9.81 * k) * t
        height += amplitude * np.sin(along)
    assert water.height(x, y, t) == pytest.approx(height)


def test_a_frame_can_be_posed_again(ride):
    import mujoco

    data = mujoco.MjData(ride.world.model)
    ride.take.pose(ride.world.model, data, 40)
    assert np.allclose(data.xpos, ride.take.xpos[40], atol=1e-9)
    assert np.allclose(data.xquat, ride.take.xquat[40], atol=1e-9)
    assert data.time == pytest.approx(40 / 24)


def test_contacts_happen_between_the_frames_where_bodies_meet(ball):
    names = {contact.geom1 for contact in ball.take.contacts} | {c.geom2 for c in ball.take.contacts}
    known = {ball.world.model.geom(g).name for g in range(ball.world.model.ngeom)}
    assert names <= known
    assert all(0 <= contact.time <= ball.take.times[-1] for contact in ball.take.contacts)
    assert all(contact.impulse > 0 and contact.speed >= 0.08 for contact in ball.take.contacts)
