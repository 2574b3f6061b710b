"""Every animal: it stands on its floor, is as large as it says, and bends no joint too far."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from generation.engines.simulation.physics.run import Run
from generation.engines.simulation.screenplay import Actor, Beat, Screenplay, Shot
from generation.engines.simulation.screenplay.vocabulary import Kind, find
from generation.engines.simulation.world import World, build
from generation.engines.simulation.world.bodies import BODIES
from generation.engines.simulation.world.scene import VISUAL

# a relief is cut out of somebody's own film: test_reliefs
ANIMALS = sorted(set(BODIES) - {"person", "relief"})
ACTIONS = ("walk", "run", "fly", "swim", "eat", "dance", "jump", "sleep", "talk")


def world_of(kind: str, action: str, **looks) -> World:
    actor = Actor(name="n1", kind=kind, label=kind, **looks)
    beat = Beat(actor="n1", action=action)
    shot = Shot(index=0, seconds=2.0, set="studio", cast=("n1",), beats=(beat,))
    return build(Screenplay(prompt="x", style="realistic", seed=3, actors=(actor,), shots=(shot,)))


def outline(model, data) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and the highest corner of what is seen of an animal that looks along +x."""
    root = model.body("n1").id
    points = []
    for geom in range(model.ngeom):
        if model.body_rootid[model.geom_bodyid[geom]] != root or model.geom_group[geom] != VISUAL:
            continue
        if model.geom_type[geom] == mujoco.mjtGeom.mjGEOM_MESH:
            mesh = model.geom_dataid[geom]
            start, count = model.mesh_vertadr[mesh], model.mesh_vertnum[mesh]
            local = model.mesh_vert[start : start + count]
        else:
            local = np.array([*np.diag(model.geom_size[geom]), *np.diag(-model.geom_size[geom])])
        points.append(local @ data.geom_xmat[geom].reshape(3, 3).T + data.geom_xpos[geom])
    cloud = np.concatenate(points)
    return cloud.min(0), cloud.max(0)


@pytest.mark.parametrize("kind", ANIMALS)
def test_an_animal_is_as_large_as_it_says_and_stands_on_the_floor(kind):
    world = world_of(kind, "stand")
    run = Run(world, 1.0, [3])
    run.data.qpos[world.model.joint("n1_root").qposadr[0] + 3 :][:4] = (1, 0, 0, 0)
    mujoco.mj_kinematics(world.model, run.data)
    low, high = outline(world.model, run.data)
    told = BODIES[kind]
    size = high - low
    assert size[0] == pytest.approx(told.length, rel=0.2)
    assert size[2] == pytest.approx(told.height, rel=0.2)
    if told.home == "land":
        assert abs(low[2]) < 0.015 * max(1.0, told.height)
    else:
        assert low[2] > 0


@pytest.mark.parametrize("kind", [kind for kind in ANIMALS if kind != "corgi"])  # its joints are for torques
def test_an_animal_moves_smoothly_and_bends_no_joint_too_far(kind):
    for action in ACTIONS:
        world = world_of(kind, action)
        run = Run(world, 2.0, [3])
        assert run.company is not None
        performer = run.company.performers["n1"]
        poses = [performer.pose(time) for time in np.arange(0.0, 2.0, 1 / 30)]
        places, joints = np.stack([p[0] for p in poses]), np.stack([p[2] for p in poses])
        assert np.all(np.isfinite(places))
        assert np.abs(np.diff(places, axis=0)).max() < 0.35, f"{action}: the body jumps"
        reach = np.array([world.model.joint(f"n1_{name}").range for name in performer.joints])
        beyond = np.maximum(reach[:, 0] - joints, joints - reach[:, 1]).max(0)
        worst = int(beyond.argmax())
        assert beyond[worst] < 0.02, (
            f"{action}: {performer.joints[worst]} by {np.degrees(beyond[worst]):.0f}°"
        )


@pytest.mark.parametrize(
    ("said", "kind"),
    [("dogs", "dog"), ("cani", "dog"), ("corgi", "corgi"), ("butterflies", "butterfly"), ("wolves", "wolf"),
     ("farfalle", "butterfly"), ("lupi", "wolf"), ("octopuses", "octopus"), ("draghi", "dragon")],
)  # fmt: skip
def test_one_and_many_are_named_in_both_languages(said, kind):
    entry = find([said], 0)
    assert entry is not None
    assert (entry.kind, entry.value) == (Kind.ANIMAL, kind)


def test_an_animal_takes_the_colour_and_the_size_it_is_given():
    small, large = (world_of("cat", "stand", color="#3366cc", scale=scale).model for scale in (0.5, 2.0))
    assert np.allclose(large.material("n1_coat").rgba[:3], [0.2, 0.4, 0.8])
    sizes = []
    for model in (small, large):
        mujoco.mj_kinematics(model, data := mujoco.MjData(model))
        low, high = outline(model, data)
        sizes.append(high - low)
    assert np.allclose(sizes[1], 4 * sizes[0], rtol=0.02)
