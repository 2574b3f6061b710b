"""The camera keeps what the shot is about in the picture, whatever its shape, from a place it can stand."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.simulation.camera import film, fit
from generation.engines.simulation.screenplay import CameraPlan, read_prompt
from generation.engines.simulation.screenplay.model import Shot as Plan
from generation.engines.simulation.world import build
from generation.engines.simulation.world.props.hoop import RIM_HEIGHT

from .conftest import FPS, Shot, played

ASPECTS = {"16:9": 16 / 9, "9:16": 9 / 16, "1:1": 1.0}


@pytest.fixture(params=("ball", "flip", "ride"))
def shot(request) -> Shot:
    return request.getfixturevalue(request.param)


@pytest.fixture(params=ASPECTS.values(), ids=ASPECTS.keys())
def aspect(request) -> float:
    return request.param


def track(shot: Shot, aspect: float, **plan):
    """The camera of a shot, filmed again."""
    world = shot.world
    if plan:
        camera = world.shot.camera.model_copy(update=plan)
        shots = (world.shot.model_copy(update={"camera": camera}), *world.screenplay.shots[1:])
        film_ = world.screenplay.model_copy(update={"shots": shots})
        world = type(world)(**{**vars(world), "screenplay": film_})
    return film(world, shot.take.times, shot.take.xpos, shot.take.facts, FPS, aspect)


def seen(camera, points: np.ndarray, aspect: float) -> np.ndarray:
    """Where points (F, 3) are in the picture (F, 2): 0 in the middle, 1 at the edge."""
    forward = camera.target - camera.position
    forward /= np.linalg.norm(forward, axis=1, keepdims=True)
    right = np.cross(forward, [0, 0, 1.0])
    right /= np.linalg.norm(right, axis=1, keepdims=True)
    up, away = np.cross(right, forward), points - camera.position
    depth = np.einsum("ij,ij->i", away, forward)
    assert (depth > 0).all()
    half = np.tan(np.radians(camera.fov) / 2)
    across = np.einsum("ij,ij->i", away, right) / depth / (half * aspect)
    return np.stack([across, np.einsum("ij,ij->i", away, up) / depth / half], 1)


def test_the_actor_is_in_the_picture_in_every_shape(shot, aspect):
    camera = track(shot, aspect)
    for part in ("", "_head"):
        path = shot.path(f"{shot.actor}{part}")
        dry = path[:, 2] > -0.2
        assert np.abs(seen(camera, path, aspect)[dry]).max() < 1.0, part


def test_the_actor_is_no_speck(shot, aspect):
    camera = track(shot, aspect)
    body, head = shot.path(shot.actor), shot.path(f"{shot.actor}_head")
    size = np.linalg.norm((seen(camera, head, aspect) - seen(camera, body, aspect)) * [aspect, 1], axis=1)
    assert np.median(size) > 0.07


def test_ball_and_hoop_are_in_the_picture_when_they_meet(ball, aspect):
    camera = track(ball, aspect)
    ring, sphere = ball.path(ball.prop("hoop")) + [0, 0, RIM_HEIGHT], ball.path(ball.prop("basketball"))
    flight = slice(int(ball.facts["release"] * FPS), int((ball.facts["release"] + 1.8) * FPS))
    assert np.abs(seen(camera, sphere, aspect)[flight]).max() < 1.0
    assert np.abs(seen(camera, ring, aspect)[flight]).max() < 1.0


def test_the_camera_stands_in_its_set_and_over_the_water(shot, aspect):
    camera = track(shot, aspect)
    low, high = (np.array(corner) for corner in shot.world.room)
    assert (camera.position >= low - 1e-9).all()
    assert (camera.position <= high + 1e-9).all()
    if shot.world.water is not None:
        for (x, y, z), t in zip(camera.position, shot.take.times, strict=True):
            assert z > shot.world.water.height(x, y, t) + 0.3


def test_the_camera_moves_smoothly(shot, aspect):
    camera = track(shot, aspect)
    for path, most in ((camera.position, 60.0), (camera.target, 60.0), (camera.fov[:, None], 700.0)):
        push = np.diff(path, 2, axis=0) * FPS**2
        assert np.abs(push).max() < most


@pytest.mark.parametrize("move", CameraPlan.model_fields["move"].annotation.__args__)
def test_every_move_keeps_the_dog_in_sight(ride, move):
    camera = track(ride, 16 / 9, move=move)
    assert np.isfinite(camera.position).all()
    if move != "pan":  # a pan may let its subject come and go at its ends
        assert np.abs(seen(camera, ride.path(ride.actor), 16 / 9)).max() < 1.0


def test_a_static_camera_does_not_move():
    _, take = played("A woman waves in the studio. Static shot.", 1)
    assert np.ptp(take.camera_position, axis=0).max() < 1e-9


@pytest.mark.parametrize("size", CameraPlan.model_fields["size"].annotation.__args__)
def test_closer_sizes_show_the_head_larger(size):
    play = read_prompt("A woman waves in the studio", seconds=1, style="realistic", seed=2)
    sizes = {}
    for name in ("wide", size):
        shots = (play.shots[0].model_copy(update={"camera": CameraPlan(size=name)}),)
        world = build(play.model_copy(update={"shots": shots}))
        assert isinstance(world.shot, Plan)
        from generation.engines.simulation.physics import simulate

        take = simulate(world, 0.2, FPS, 2)
        head = take.xpos[:, world.model.body(f"{world.shot.cast[0]}_head").id]
        away = np.linalg.norm(head - take.camera_position, axis=1)
        sizes[name] = float((1 / (away * np.tan(np.radians(take.camera_fov) / 2))).mean())
    assert size == "wide" or sizes[size] > 1.2 * sizes["wide"]


def test_the_nearest_camera_that_holds_balls_touches_the_edges():
    points, radii = np.array([[1.0, 0, 0], [-1.0, 0, 0], [0, 0.2, 0.5]]), np.array([0.1, 0.1, 0.1])
    x, y, away = fit(points, radii, 0.5, 0.3)
    edge = np.arctan(0.5)
    middles = np.arctan2(points[:, 0] - x, points[:, 2] + away)
    widths = np.arcsin(radii / np.hypot(points[:, 0] - x, points[:, 2] + away))
    assert np.max(np.abs(middles) + widths) == pytest.approx(edge, abs=1e-6)
    assert abs(y) < 0.4
