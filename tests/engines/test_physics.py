"""The skills do what they claim, by their own strength: nothing is teleported, pushed or let slide."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from generation.engines.simulation.physics import simulate
from generation.engines.simulation.physics.skills import actions
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.world import build
from generation.engines.simulation.world.props.hoop import BALL_RADIUS, RIM_HEIGHT, RIM_RADIUS

from .conftest import FPS, Shot, played

SHOTS = ("ball", "flip", "ride")


@pytest.fixture(params=SHOTS)
def shot(request) -> Shot:
    return request.getfixturevalue(request.param)


def momenta(shot: Shot, root: str) -> tuple[np.ndarray, np.ndarray]:
    """Velocity of the centre of mass (F, 3) and angular momentum about it (F, 3) of a body tree."""
    model, data, body = shot.world.model, mujoco.MjData(shot.world.model), shot.world.model.body(root).id
    speed, spin = [], []
    for frame in range(shot.take.frames):
        shot.take.pose(model, data, frame)
        mujoco.mj_comVel(model, data)
        mujoco.mj_subtreeVel(model, data)
        speed.append(data.subtree_linvel[body].copy())
        spin.append(data.subtree_angmom[body].copy())
    return np.array(speed), np.array(spin)


def touches(shot: Shot, one: str, other: str) -> list[float]:
    """When two geoms, named by how they begin, came together."""
    return [
        contact.time
        for contact in shot.take.contacts
        if all(any(g.startswith(name) for g in (contact.geom1, contact.geom2)) for name in (one, other))
    ]


def falls_in(path: np.ndarray, rim: np.ndarray) -> bool:
    """Whether a ball's centre passes down through the rim."""
    above = path[:, 2] > rim[2]
    downs = np.flatnonzero(above[:-1] & ~above[1:])
    return any(np.hypot(*(path[[d, d + 1]].mean(0) - rim)[:2]) < RIM_RADIUS - BALL_RADIUS / 3 for d in downs)


def test_the_ball_of_a_missed_shot_meets_the_board_and_not_the_net(ball):
    hits = touches(ball, f"{ball.prop('basketball')}_solid", f"{ball.prop('hoop')}_board")
    assert hits
    assert hits[0] > ball.facts["release"]
    rim = ball.path(ball.prop("hoop"))[0] + [0, 0, RIM_HEIGHT]
    assert not falls_in(ball.path(ball.prop("basketball")), rim)
    assert ball.facts["outcome"] == "miss"
    assert ball.facts["as_wanted"]


def test_the_ball_comes_back_from_the_board(ball):
    (hit, *_) = touches(ball, f"{ball.prop('basketball')}_solid", f"{ball.prop('hoop')}_board")
    speed = np.gradient(ball.path(ball.prop("basketball"))[:, 0]) * FPS
    before, after = int(hit * FPS) - 2, int(hit * FPS) + 3
    assert speed[before] > 1.0
    assert -speed[before] < speed[after] < -0.2


@pytest.mark.parametrize(
    ("prompt", "scored"), [("A girl scores a basket", True), ("A man misses a basket", False)]
)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_shot_ends_as_the_prompt_says(prompt, scored, seed):
    world, take = played(prompt, 4, seed)
    (facts,) = take.facts.values()
    assert (facts["outcome"] == "success") is scored
    assert facts["as_wanted"]
    names = {world.screenplay.prop(name).kind: name for name in world.shot.props}
    path = take.xpos[:, world.model.body(names["basketball"]).id]
    rim = take.xpos[0, world.model.body(names["hoop"]).id] + [0, 0, RIM_HEIGHT]
    assert falls_in(path, rim) is scored


def test_the_shooter_jumps(ball):
    soles = [ball.world.model.body(f"{ball.actor}_foot_{side}").id for side in "lr"]
    height = ball.take.xpos[:, soles, 2].min(1)
    assert height.max() - height[0] > 0.12


def test_the_flip_goes_all_the_way_round(flip):
    x = flip.turned(flip.actor)[:, :, 0]
    pitch = np.unwrap(np.arctan2(x[:, 2], x[:, 0]))
    wet = min(splash.time for splash in flip.take.splashes if splash.time > flip.facts["left"] + 0.3)
    landed = int((wet + 0.15) * FPS)
    assert np.degrees(pitch[landed] - pitch[0]) > 330
    assert 330 < flip.facts["turned_degrees"] < 400


def test_in_the_air_only_gravity_acts_on_the_one_who_flips(flip):
    wet = min(splash.time for splash in flip.take.splashes if splash.time > flip.facts["left"] + 0.3)
    frames = slice(int(flip.facts["left"] * FPS) + 2, int(wet * FPS))
    assert frames.stop - frames.start > 10
    speed, spin = momenta(flip, flip.actor)
    fall = np.diff(speed[frames], axis=0).mean(0) * FPS  # over the flight: limbs that whip blur single frames
    assert np.allclose(fall, [0, 0, -9.81], atol=0.1)
    assert np.allclose(spin[frames], spin[frames].mean(0), atol=0.02 * np.abs(spin[frames]).max())
    flying = [c for c in flip.take.contacts if wet > c.time > flip.facts["left"] + 0.1]
    assert not [c for c in flying if flip.actor in c.geom1 + c.geom2]


def test_the_one_who_flips_lands_in_the_water_feet_first(flip):
    wet = [splash for splash in flip.take.splashes if splash.time > flip.facts["left"] + 0.3]
    frame = int(wet[0].time * FPS)
    feet = flip.path(f"{flip.actor}_foot_l")[frame]
    assert feet[2] < flip.path(flip.actor)[frame, 2] < flip.path(f"{flip.actor}_head")[frame, 2]
    assert sum(splash.energy for splash in wet) > 200
    assert np.hypot(*(feet - flip.path(flip.prop("paddleboard"))[frame])[:2]) > 1.0


def test_the_board_recoils_from_the_leap(flip):
    path = flip.path(flip.prop("paddleboard"))[:, 0]
    leap = int(flip.facts["leap"] * FPS)
    assert path[leap + 12] - path[leap - 6] > 0.15


def test_a_child_flips_like_a_grown_person():
    _, take = played("A boy does a backflip off a paddleboard on the sea", 4, 3)
    (facts,) = take.facts.values()
    assert 310 < facts["turned_degrees"] < 420


def test_the_corgi_stays_on_its_board_and_travels(ride):
    board, dog = ride.path(ride.prop("skateboard")), ride.path(ride.actor)
    assert ride.facts["on_board"]
    assert board[-1, 0] - board[0, 0] > 0.85 * ride.facts["speed"] * ride.take.times[-1]
    assert np.hypot(*(dog - board)[:, :2].T).max() < 0.1
    assert ride.turned(ride.prop("skateboard"))[:, 2, 2].min() > 0.98


def test_paws_stay_where_they_are_on_the_board(ride):
    board, turned = ride.path(ride.prop("skateboard")), ride.turned(ride.prop("skateboard"))
    for leg in ("fl", "fr", "bl", "br"):
        lower = f"{ride.actor}_lower_{leg}"
        paw = ride.path(lower) + ride.turned(lower) @ [0, 0, -0.085]
        local = np.einsum("fji,fj->fi", turned, paw - board)
        assert np.abs(local - local[0])[:, :2].max() < 0.02
        assert np.abs(local[:, 2] - 0.013 - 0.028).max() < 0.012


def test_ears_tail_and_gaze_are_alive(ride):
    model = ride.world.model
    for joint, least in (("tail", 40), ("ear_l", 4), ("ear_r", 4), ("gaze", 15), ("neck", 4)):
        angle = ride.take.qpos[:, int(model.joint(f"{ride.actor}_{joint}").qposadr[0])]
        assert np.degrees(np.ptp(angle)) > least, joint


def test_feet_on_the_ground_do_not_slide(ball):
    frames = int(ball.facts["release"] * FPS) - 6
    for side in "lr":
        foot = ball.path(f"{ball.actor}_foot_{side}")[:frames]
        assert np.hypot(*(foot - foot[0])[:, :2].T).max() < 0.02


def test_who_stands_and_waves_keeps_the_feet_still():
    world, take = played("A woman waves in the park", 3)
    for side in "lr":
        foot = take.xpos[:, world.model.body(f"{world.shot.cast[0]}_foot_{side}").id]
        assert np.abs(foot - foot[0]).max() < 0.01


def test_nothing_is_teleported(shot):
    """Between two frames a body moves by about what its speeds in both say, and never jumps."""
    model, take = shot.world.model, shot.take
    for joint in range(model.njnt):
        if model.jnt_type[joint] != mujoco.mjtJoint.mjJNT_FREE:
            continue
        q, v = int(model.jnt_qposadr[joint]), int(model.jnt_dofadr[joint])
        moved = np.diff(take.qpos[:, q : q + 3], axis=0)
        speeds = take.qvel[:, v : v + 3]
        expected = (speeds[1:] + speeds[:-1]) / 2 / FPS
        # A blow between two frames changes the speed at an unknown moment; it bounds the difference.
        bound = np.abs(np.diff(speeds, axis=0)) / 2 / FPS + 0.03
        assert (np.abs(moved - expected) < bound).all()
    assert not shot.take.mocap_pos.size


def test_no_joint_leaves_its_reach(shot):
    model, take = shot.world.model, shot.take
    limited = np.flatnonzero(model.jnt_limited)
    angles = take.qpos[:, model.jnt_qposadr[limited]]
    low, high = model.jnt_range[limited].T
    # Limits are springs: at the take-off of a flip they give way by some degrees.
    assert (angles > low - 0.25).all()
    assert (angles < high + 0.25).all()


@pytest.mark.parametrize("action", sorted(actions()))
def test_every_action_is_known_by_name(action):
    assert action.replace("_", "").isalpha()


def test_the_frame_rate_does_not_change_the_story():
    _, slow = played("A man misses a basket", 3, 5, fps=12)
    _, fast = played("A man misses a basket", 3, 5, fps=30)
    for take in (slow, fast):
        (facts,) = take.facts.values()
        assert facts["as_wanted"]
    assert (slow.frames, fast.frames) == (36, 90)


def test_a_simulation_stops_when_asked():
    from generation.engines.errors import Interrupted

    world = build(read_prompt("A woman waves", seconds=60, style="realistic", seed=1), 0)
    with pytest.raises(Interrupted):
        simulate(world, 60, 24, 1, iter([*[False] * 3, True]).__next__)


def test_who_jumped_stands_again(ball):
    assert ball.path(ball.actor)[-1, 2] > 0.8
    assert ball.turned(ball.actor)[-1, 2, 2] > 0.9
