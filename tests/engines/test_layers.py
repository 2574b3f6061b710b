"""Depth, segmentation and motion agree with the take they belong to."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.errors import BadRequest
from generation.engines.simulation.layers import bodies, drawn, export

from .conftest import played

pytestmark = pytest.mark.render
SIZE = (128, 72)


@pytest.fixture(scope="module")
def seen():
    world, take = played("A corgi rides a skateboard through a city", 0.5)
    return world, take, drawn(world, take, ("depth", "segmentation", "motion"), SIZE)


def test_layers_have_their_types_and_shapes(seen):
    _, take, layers = seen
    assert {name: (layer.dtype, layer.shape) for name, layer in layers.items()} == {
        "depth": (np.uint16, (take.frames, 72, 128)),
        "segmentation": (np.uint16, (take.frames, 72, 128)),
        "motion": (np.float16, (take.frames, 72, 128, 2)),
    }
    assert not layers["motion"][-1].any()


def test_the_dog_is_where_the_camera_matrices_put_it(seen):
    _, take, layers = seen
    names = [body["name"] for body in take.model["bodies"]]
    parts = [names.index(name) + 1 for name in take.model["skeletons"]["corgi"]]
    for frame in (0, take.frames - 1):
        mask = np.isin(layers["segmentation"][frame], parts)
        assert mask.sum() > 50
        place = take.extrinsics()[frame] @ np.append(take.xpos[frame, names.index("corgi")], 1.0)
        pixel = take.intrinsics(*SIZE)[frame] @ place[:3]
        rows, columns = np.nonzero(mask)
        assert np.hypot(columns.mean() - pixel[0] / pixel[2], rows.mean() - pixel[1] / pixel[2]) < 12
        assert np.median(layers["depth"][frame][mask]) / 1000 == pytest.approx(place[2], abs=0.35)


def test_motion_carries_depth_and_bodies_into_the_next_frame(seen):
    """Following the motion vectors, nearly all pixels land on the body they came from."""
    _, take, layers = seen
    rows, columns = np.mgrid[0:72, 0:128]
    for frame in range(take.frames - 1):
        motion = layers["motion"][frame].astype(float)
        x, y = columns + np.round(motion[..., 0]).astype(int), rows + np.round(motion[..., 1]).astype(int)
        inside = (x >= 0) & (x < 128) & (y >= 0) & (y < 72)
        found = layers["segmentation"][frame + 1][y[inside], x[inside]]
        assert (found == layers["segmentation"][frame][inside]).mean() > 0.85


def test_the_same_take_gives_the_same_zip(seen, tmp_path):
    world, take, _ = seen
    for name in ("a.zip", "b.zip"):
        export(world, take, tmp_path / name, ("depth", "segmentation"), SIZE)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_an_unknown_layer_is_refused(seen, tmp_path):
    world, take, _ = seen
    with pytest.raises(BadRequest, match="smell"):
        export(world, take, tmp_path / "take", ("smell",))
    assert not (tmp_path / "take").exists()


def test_sky_and_drops_are_no_bodies(seen):
    from generation.engines.simulation.viewfinder import Frame

    world, _, _ = seen
    ids = np.array([[-1, -2, 0, world.model.ngeom - 1]], np.int32)
    frame = Frame(
        index=0,
        rgb=np.zeros((1, 4, 3), np.uint8),
        depth=np.ones((1, 4), np.float32),
        segmentation=ids,
        focus=1.0,
    )
    last = int(world.model.geom_bodyid[-1]) + 1
    assert bodies(world.model, frame).tolist() == [[0, 65535, 1, last]]
