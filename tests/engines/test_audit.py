"""True takes pass the audit; for each measure a take that was tampered with must not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from generation.engines.simulation import audit as package
from generation.engines.simulation.audit import BOUNDS, audit
from generation.engines.simulation.audit.verdict import worst
from generation.engines.simulation.report import of_physics
from generation.engines.simulation.take import Guided, Take

from .conftest import FLIP, FPS, Shot, played

PAGE = (Path(__file__).parents[2] / "docs" / "take.md").read_text("utf-8")


def changed(shot: Shot, root: str, by: Callable[[np.ndarray], np.ndarray]) -> Take:
    """The take with everything that hangs on a root moved by metres (n, 3) that follow from times (n,)."""
    take = shot.take
    rows = [i for i, body in enumerate(take.model["bodies"]) if body["root"] == root]
    xpos = take.xpos.copy()
    xpos[:, rows] += by(take.times)[:, None]
    return replace(take, xpos=xpos)


def along(axis: int, metres: np.ndarray) -> np.ndarray:
    return np.asarray(metres)[:, None] * np.eye(3)[axis]


def struck(shot: Shot, geom: str) -> float:
    ball = f"{shot.prop('basketball')}_solid"
    return next(c.time for c in shot.take.contacts if {c.geom1, c.geom2} == {geom, ball})


def failed(take: Take) -> set[str]:
    told = audit(take)
    assert not (told["failed"] and told["checked"])
    return set(told["failed"])


@pytest.mark.parametrize("name", ["ball", "flip", "ride"])
def test_a_true_take_is_checked_by_physics(name, request):
    shot = request.getfixturevalue(name)
    told = audit(shot.take)
    assert told["failed"] == []
    assert told["checked"]
    assert told["kinematic"] == []
    assert set(told["bodies"]) == {*shot.world.shot.cast, *shot.world.shot.props} & set(told["bodies"])
    assert shot.actor in told["bodies"]


@pytest.mark.parametrize("seed", range(10))
def test_a_back_flip_holds_whatever_the_seed(seed):
    _, take = played(FLIP, 2.6, seed)
    told = audit(take)
    assert told["failed"] == []
    assert told["checked"]


def test_what_there_is_to_measure_is_measured_and_the_rest_is_null(ball, flip, ride):
    ball, flip, ride = (audit(shot.take) for shot in (ball, flip, ride))
    assert None not in {ball[name] for name in BOUNDS if name != "root_assist_ratio"}
    assert flip["ballistic_g_error"] is not None
    assert flip["root_assist_ratio"] > 0
    assert (ride["ballistic_g_error"], ride["momentum_residual"]) == (None, None)
    assert ride["foot_slide_m"] is not None
    assert ball["momentum_residual"] < 1e-3
    assert [told["root_assist_ratio"] for told in (ball, ride)] == [None, None]


def test_a_teleported_ball_is_seen(ball):
    middle = (ball.facts["release"] + struck(ball, f"{ball.prop('hoop')}_board")) / 2
    jump = changed(ball, ball.prop("basketball"), lambda t: along(1, 0.08 * (np.abs(t - middle) < 0.6 / FPS)))
    assert "ballistic_g_error" in failed(jump)


def test_a_ball_that_floats_is_seen(ball):
    start, stop = ball.facts["release"], struck(ball, f"{ball.prop('hoop')}_board")

    def slowly(t: np.ndarray) -> np.ndarray:
        flown = np.clip(t - start, 0, stop - start)
        return along(2, 0.5 * 0.03 * 9.81 * flown**2 * (t < stop))

    assert "ballistic_g_error" in failed(changed(ball, ball.prop("basketball"), slowly))


def test_a_person_who_hangs_in_the_air_is_seen(flip):
    wet = min(splash.time for splash in flip.take.splashes if splash.time > flip.facts["left"] + 0.3)

    def lifted(t: np.ndarray) -> np.ndarray:
        return along(2, 0.4 * np.clip(t - flip.facts["left"], 0, wet) ** 2)

    assert "ballistic_g_error" in failed(changed(flip, flip.actor, lifted))


def test_momentum_from_nowhere_is_seen(ball):
    hit = struck(ball, f"{ball.prop('hoop')}_board")
    pushed = changed(ball, ball.prop("basketball"), lambda t: along(1, 0.2 * np.clip(t - hit, 0, None)))
    assert "momentum_residual" in failed(pushed)
    assert "ballistic_g_error" not in failed(pushed)


def test_a_bounce_that_gains_energy_is_seen(ball):
    hit = struck(ball, "floor")
    fast = changed(ball, ball.prop("basketball"), lambda t: along(2, 6.0 * np.clip(t - hit, 0, None)))
    assert {"energy_residual", "momentum_residual"} <= failed(fast)


def test_a_foot_that_slides_is_seen(ball):
    slid = changed(ball, ball.actor, lambda t: along(1, 0.05 * np.clip(t / 0.5, 0, 1)))
    assert "foot_slide_m" in failed(slid)


def test_a_paw_that_slides_over_the_board_is_seen(ride):
    slid = changed(ride, ride.actor, lambda t: along(0, 0.05 * np.clip(t - 1, 0, 1)))
    assert "foot_slide_m" in failed(slid)


def test_feet_in_the_floor_are_seen(ball):
    sunk = changed(ball, ball.actor, lambda t: along(2, -0.008 * (t < 0.4)))
    assert "max_penetration_m" in failed(sunk)


def test_a_ball_deep_in_the_floor_is_seen_even_in_a_blow(ball):
    hit = struck(ball, "floor")
    sunk = changed(ball, ball.prop("basketball"), lambda t: along(2, -0.05 * (np.abs(t - hit) < 1 / FPS)))
    assert "compression_m" in failed(sunk)


def test_a_knee_bent_the_wrong_way_is_seen(ball):
    joint = next(j for j in ball.take.model["joints"] if j["name"] == f"{ball.actor}_knee_l")
    qpos = ball.take.qpos.copy()
    qpos[30, joint["qpos"]] = joint["range"][0] - 0.4
    assert failed(replace(ball.take, qpos=qpos)) == {"joint_limit_excess_rad"}


def test_a_hand_from_the_sky_is_seen(ball):
    assist = ball.take.assist.copy()
    assist[40] = (0, 0, 700)
    assert failed(replace(ball.take, assist=assist)) == {"root_assist_ratio"}


def test_who_is_animated_is_named_and_not_checked(ball):
    by_hand = replace(ball.take, guided=(*ball.take.guided, Guided(ball.actor, 0.0, 4.0, "animated")))
    told = audit(by_hand)
    assert told["kinematic"] == [ball.actor]
    assert told["bodies"] == [ball.prop("basketball")]
    assert told["foot_slide_m"] is told["joint_limit_excess_rad"] is None
    everything = replace(by_hand, guided=(*by_hand.guided, Guided(told["bodies"][0], 0.0, 4.0, "animated")))
    assert not audit(everything)["checked"]
    assert {audit(everything)[name] for name in BOUNDS} == {None}


def test_a_performed_shot_says_so():
    _, take = played("A man dances in a kitchen", 1)
    told = audit(take)
    assert told["kinematic"] == ["a1"]
    assert not told["checked"]


def test_the_audit_needs_only_what_was_exported(flip, tmp_path):
    flip.take.save(tmp_path / "take.zip")
    assert audit(Take.load(tmp_path / "take.zip")) == audit(flip.take)


def test_a_film_is_as_good_as_its_worst_shot(ball, flip):
    film = worst([audit(ball.take), audit(flip.take)])
    assert film["foot_slide_m"] == max(audit(shot.take)["foot_slide_m"] for shot in (ball, flip))
    assert film["checked"]
    bad = {**audit(flip.take), "foot_slide_m": 0.3}
    assert worst([audit(ball.take), bad])["failed"] == ["foot_slide_m"]


def test_the_report_carries_measures_and_bounds(ball):
    told = of_physics(ball.world, ball.take, ball.sound.facts["lines"])
    assert set(BOUNDS) < set(told)
    assert told["bounds"] == dict(BOUNDS)
    assert told["audible"]


def test_the_audit_never_steps_physics():
    texts = [path.read_text("utf-8") for path in Path(package.__path__[0]).glob("*.py")]
    called = set(re.findall(r"mj_\w+", "".join(texts)))
    assert called == {"mj_kinematics", "mj_comPos", "mj_collision", "mj_name2id"}


def test_the_page_tells_every_bound():
    told = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", PAGE.split("## Checking a take")[1], re.MULTILINE))
    assert {name: float(bound) for name, bound in told.items()} == {**BOUNDS, "max_offset_frames": 1.0}
