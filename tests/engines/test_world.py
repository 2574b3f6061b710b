"""Worlds: every registered set, prop and body builds, compiles, stands, and runs for any size of time."""

from __future__ import annotations

import itertools

import mujoco
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.engines.errors import BadRequest
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import Screenplay, read_prompt
from generation.engines.simulation.screenplay.model import Actor, Appearance, Beat, Prop, Shot
from generation.engines.simulation.world import build, sets
from generation.engines.simulation.world.build import BODIES
from generation.engines.simulation.world.scene import SOLID, VISUAL
from generation.engines.simulation.world.water import Water

from .conftest import BALL, FLIP, RIDE, played

LOOKS = [
    Appearance(hair_style="short", build="slim", age="child", voice="high"),
    Appearance(hair_style="long", build="average", age="teen", glasses=True),
    Appearance(hair_style="bun", build="round", age="adult", bare_chest=True),
    Appearance(hair_style="curly", build="strong", age="adult", beard=True),
    Appearance(hair_style="bald", build="average", age="old", beard=True, glasses=True),
]


def play(
    place: str = "studio", kinds: tuple[str, ...] = (), look: Appearance | None = None, **shot
) -> Screenplay:
    """A screenplay of one shot with one person and these props."""
    codes = {"toy": "1f408"}
    props = tuple(Prop(name=f"thing{n}", kind=k, model=codes.get(k, "")) for n, k in enumerate(kinds))
    alice = Actor(name="alice", kind="person", label="Alice", appearance=look)
    one = Shot(
        index=0, seconds=1, set=place, cast=("alice",), props=tuple(prop.name for prop in props),
        beats=(Beat(actor="alice", action="stand"),), **shot,
    )  # fmt: skip
    return Screenplay(prompt="", style="realistic", seed=3, actors=(alice,), props=props, shots=(one,))


def runs(model: mujoco.MjModel, steps: int = 20) -> bool:
    data = mujoco.MjData(model)
    for _ in range(steps):
        mujoco.mj_step(model, data)
    return bool(np.isfinite(data.qpos).all()) and not data.warning[mujoco.mjtWarning.mjWARN_BADQACC].number


@pytest.mark.parametrize("place", sets.names())
@pytest.mark.parametrize("hour", ["day", "night"])
def test_every_set_compiles_and_runs(place, hour):
    world = build(play(place, time_of_day=hour))
    assert runs(world.model)
    assert world.sky.time_of_day == hour
    low, high = sets.get(place).room
    assert all(a < b for a, b in zip(low, high, strict=True))
    assert (world.water is not None) == (place in ("sea", "ocean", "lake"))


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.hair_style}-{look.age}")
def test_every_look_compiles_and_weighs_what_a_person_weighs(look):
    model = build(play(look=look)).model
    mass, height = model.body("alice").subtreemass[0], model.body("alice_head").pos
    assert 20 < mass < 80
    assert height is not None
    assert runs(model)


@pytest.mark.parametrize("prompt", [BALL, FLIP, RIDE])
def test_what_is_seen_weighs_nothing_and_touches_nothing(prompt):
    world = build(read_prompt(prompt, seconds=4, style="realistic", seed=7))
    model = world.model
    seen, felt = model.geom_group == VISUAL, model.geom_group == SOLID
    assert (seen | felt).all()
    assert not (model.geom_contype[seen] | model.geom_conaffinity[seen]).any()
    assert (model.geom_matid[seen] >= 0).all()
    assert {model.material(m).name for m in range(model.nmat)} <= set(world.materials)


@pytest.mark.parametrize("prompt", [BALL, FLIP, RIDE])
def test_meshes_are_closed_or_thin_and_face_outwards(prompt):
    """A body's mesh turned inside out would be black in one renderer and hollow in the other."""
    model = build(read_prompt(prompt, seconds=4, style="realistic", seed=7)).model
    for mesh in range(model.nmesh):
        name = model.mesh(mesh).name
        start, faces = model.mesh_vertadr[mesh], model.mesh_faceadr[mesh]
        points = model.mesh_vert[start : start + model.mesh_vertnum[mesh]].astype(float)
        a, b, c = points[model.mesh_face[faces : faces + model.mesh_facenum[mesh]]].transpose(1, 0, 2)
        volume = float(np.einsum("ij,ij->", a, np.cross(b, c))) / 6
        if name != "water" and not name.startswith(("island", "shore", "awning", "front_", "stall")):
            assert volume > 0, name


def test_the_same_screenplay_builds_the_same_model():
    first, second = (build(read_prompt(RIDE, seconds=4, style="realistic", seed=7)).model for _ in range(2))
    for name in ("geom_pos", "geom_size", "mesh_vert", "tex_data", "mat_rgba"):
        assert np.array_equal(getattr(first, name), getattr(second, name)), name


def test_what_nobody_registered_is_refused_by_name():
    with pytest.raises(BadRequest, match="atlantis"):
        build(play("atlantis"))
    with pytest.raises(BadRequest, match="dragon"):
        build(play(kinds=("dragon",)))
    film = play().model_copy(update={"actors": (Actor(name="alice", kind="ghost", label="Alice"),)})
    with pytest.raises(BadRequest, match="ghost"):
        build(film)
    assert "person" in BODIES


def test_waves_keep_the_dispersion_relation_and_their_speed():
    water = Water.calm(np.random.default_rng(1))
    x = np.linspace(-5, 5, 40)
    later, now = water.height(x, 0 * x, 1.001), water.height(x, 0 * x, 0.999)
    assert np.allclose((later - now) / 0.002, water.motion(x, 0 * x, 1.0)[1], atol=1e-4)
    assert Water.from_json(water.to_json()) == water


PROMPTS = (RIDE, "A man waves in the park", "A man scores a basket", "A dog on a skateboard at night")


@settings(max_examples=8, deadline=None, derandomize=True)
@given(
    prompt=st.sampled_from(PROMPTS),
    fps=st.sampled_from([8, 12, 24, 25, 30, 60]),
    seconds=st.floats(0.05, 0.6),
    seed=st.integers(0, 2**63 - 1),
    aspect=st.sampled_from([16 / 9, 9 / 16, 1.0]),
)
def test_any_seed_rate_and_length_gives_a_finite_take(prompt, fps, seconds, seed, aspect):
    world = build(read_prompt(prompt, seconds=max(seconds, 0.05), style="realistic", seed=seed), 0)
    take = simulate(world, seconds, fps, seed, aspect=aspect)
    assert take.frames == max(1, round(seconds * fps))
    assert np.allclose(np.diff(take.times), 1 / fps, atol=1e-9)
    for name in ("qpos", "qvel", "xpos", "camera_position", "camera_target", "camera_fov"):
        assert np.isfinite(getattr(take, name)).all(), name
    assert ((take.camera_fov > 5) & (take.camera_fov < 100)).all()


def test_several_people_stand_apart():
    world, take = played("A man and a woman talk in the park", 0.5)
    cast = world.shot.cast
    assert len(cast) == 2
    places = [take.xpos[:, world.model.body(name).id] for name in cast]
    for one, other in itertools.combinations(places, 2):
        assert np.linalg.norm(one - other, axis=1).min() > 0.5
