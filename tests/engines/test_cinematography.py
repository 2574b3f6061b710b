"""Framing as people expect it of a film: sizes by the head, thirds, look room, one side of the line."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from generation.engines.simulation.blocking import block
from generation.engines.simulation.camera import eased
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import CameraPlan, read_prompt
from generation.engines.simulation.take import Take
from generation.engines.simulation.world import World, build

from .test_camera import seen

CHIN, CROWN, EYES = 0.03, 0.38, 0.2  # of a grown person's head, metres from its joint
PORTRAIT, LANDSCAPE = 9 / 16, 16 / 9


@cache
def filmed(prompt: str, shot: int = 0, aspect: float = LANDSCAPE, **plan: str) -> tuple[World, Take]:
    play = read_prompt(prompt, seconds=2, style="realistic", seed=5)
    if plan:
        changed = play.shots[shot].model_copy(update={"camera": CameraPlan.model_validate(plan)})
        shots = (*play.shots[:shot], changed, *play.shots[shot + 1 :])
        play = play.model_copy(update={"shots": shots})
    world = build(play, shot)
    return world, simulate(world, min(play.shots[shot].seconds, 1.5), 12, 5, aspect=aspect)


def at(world: World, take: Take, body: str, up: float = 0.0) -> np.ndarray:
    return take.xpos[:, world.model.body(body).id] + [0, 0, up]


def framed(world: World, take: Take, body: str, up: float = 0.0, aspect: float = LANDSCAPE) -> np.ndarray:
    """(F, 2): 0 in the middle, 1 at the right and upper edges."""
    from types import SimpleNamespace

    camera = SimpleNamespace(
        position=take.camera_position, target=take.camera_target.copy(), fov=take.camera_fov
    )
    return seen(camera, at(world, take, body, up), aspect)


@pytest.mark.parametrize(
    ("size", "least", "most"), [("close", 0.38, 0.65), ("medium", 0.2, 0.37), ("wide", 0.1, 0.2)]
)
@pytest.mark.parametrize("words", ["A woman sings in a kitchen", "An old man thinks in the park"])
def test_a_shot_size_is_told_by_how_much_of_the_picture_a_head_fills(words, size, least, most):
    world, take = filmed(words, size=size, move="follow")
    head = f"{world.shot.cast[0]}_head"
    tall = (framed(world, take, head, CROWN) - framed(world, take, head, CHIN))[:, 1] / 2
    assert least < np.median(tall) < most


@pytest.mark.parametrize("size", ["close", "medium"])
def test_eyes_are_on_the_upper_third(size):
    world, take = filmed("A woman sings in a kitchen", size=size, move="follow")
    eyes = framed(world, take, f"{world.shot.cast[0]}_head", EYES)[:, 1]
    assert 0.12 < np.median(eyes) < 0.6


def test_a_wide_shot_shows_a_person_from_head_to_foot():
    world, take = filmed("A woman sings in a kitchen", size="wide", move="follow")
    name = world.shot.cast[0]
    assert framed(world, take, f"{name}_head", CROWN)[:, 1].max() < 1
    assert framed(world, take, f"{name}_foot_l", -0.05)[:, 1].min() > -1


@pytest.mark.parametrize("manner", ["to the right", "to the left"])
def test_who_walks_has_the_room_ahead(manner):
    world, take = filmed(f"A man walks {manner} in the park")
    name = world.shot.cast[0]
    way = take.xpos[-1, world.model.body(name).id] - take.xpos[0, world.model.body(name).id]
    forward = (take.camera_target - take.camera_position)[0]
    goes = np.sign(way @ np.cross(forward, [0, 0, 1.0]))
    behind = -goes * framed(world, take, name)[:, 0]
    assert 0.12 < np.median(behind) < 0.5


def test_cuts_stay_on_one_side_of_the_line():
    prompt = "Shot 1: A man and a cat sit in the park. Shot 2: The cat sleeps while the man sings."
    play = read_prompt(prompt, seconds=2, style="realistic", seed=5)
    sides = []
    for shot in play.shots:
        if len(shot.cast) > 1:
            world, take = filmed(prompt, shot.index)
            a, b = (framed(world, take, name)[:, 0].mean() for name in ("a1", "cat"))
            sides.append(a < b)
    assert len(sides) > 1
    assert len(set(sides)) == 1


def test_who_stays_in_a_place_stands_where_they_stood_before_the_cut():
    prompt = (
        "Shot 1: A man and a cat sit in the park. Shot 2: The cat sleeps. Shot 3: The cat and the man sing."
    )
    play = read_prompt(prompt, seconds=3, style="realistic", seed=5)
    blocked = [block(play, shot) for shot in play.shots]
    for name in ("a1", "cat"):
        places = {blocking.marks[name].place[:2] for blocking in blocked if name in blocking.marks}
        assert len(places) == 1, (name, blocked)
    assert {shot.set for shot in play.shots} == {"park"}
    assert len({shot.weather for shot in play.shots} | {shot.time_of_day for shot in play.shots}) == 2


def test_who_goes_is_under_way_when_the_picture_begins_and_ends():
    world, take = filmed("A man runs in the park")
    path = take.xpos[:, world.model.body("a1").id]
    speed = np.linalg.norm(np.diff(path, axis=0), axis=1) * take.fps
    assert min(speed[0], speed[-1]) > 1.0


def test_moves_start_and_end_at_rest():
    u = eased(np.linspace(0, 1, 101))
    speed = np.diff(u)
    assert (u[0], u[-1]) == (0, 1)
    assert speed.min() >= 0
    assert max(speed[0], speed[-1]) < 0.25 * speed.max()


@pytest.mark.parametrize("aspect", [PORTRAIT, 1.0])
def test_a_tall_picture_does_not_leave_people_small(aspect):
    world, take = filmed("Three friends dance on the beach", aspect=aspect)
    for name in world.shot.cast:
        head = framed(world, take, f"{name}_head", CROWN, aspect)
        foot = framed(world, take, f"{name}_foot_l", -0.05, aspect)
        assert np.median(head[:, 1] - foot[:, 1]) / 2 > 0.42
        assert np.abs(head).max() < 1


def test_a_small_animal_is_not_lost_beside_a_tall_thing():
    world, take = filmed("A fox sits under a tree at dawn")
    head, paw = (framed(world, take, body)[:, 1] for body in ("fox_head", "fox_lower_fl"))
    assert np.median(head - paw) / 2 > 0.15


def test_what_flies_is_high_above_the_ground_and_seen_against_the_sky():
    world, take = filmed("A dragon flies over a castle")
    body = take.xpos[:, world.model.body("dragon").id, 2]
    assert body.min() > 3.0
    assert (take.camera_position[:, 2] < body - 1.0).all()


def test_a_camera_that_flies_looks_down():
    _, low = filmed("A horse runs on the beach")
    _, high = filmed("A horse runs on the beach, drone shot")
    assert high.camera_position[:, 2].mean() > low.camera_position[:, 2].mean() + 1.0
