"""Sets and weather: every place compiles, keeps the stage clear, has words, and is the same each time."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import mujoco
import numpy as np
import pytest

import generation.engines.simulation.physics  # noqa: F401  (blocking needs it first)
from generation.engines.simulation import viewfinder, weather
from generation.engines.simulation.screenplay.model import Actor, Beat, Screenplay, Shot
from generation.engines.simulation.screenplay.vocabulary import Kind, places, vocabulary
from generation.engines.simulation.take import Take
from generation.engines.simulation.viewfinder.lighting import MOODS
from generation.engines.simulation.viewfinder.sky import PALETTES, paint, palette
from generation.engines.simulation.world import Sky, World, build, sets
from generation.engines.simulation.world.scene import Scene

AFLOAT = {"sea", "lake", "ocean"}
sets.names()  # loads them all
PLACES = sorted({stage.dress: name for name, stage in reversed(sets.SETS.items())}.values())
LOW, HIGH = (-2.0, -5.0), (6.0, 5.0)
HEAD, FLAT = 2.2, 0.03


def shot_at(place: str, **more) -> Shot:
    return Shot(index=0, seconds=1, set=place, **more)


@cache
def dressed(place: str, seed: int = 3) -> tuple[mujoco.MjModel, Scene]:
    """The set alone, compiled."""
    scene = Scene()
    scene.sky()
    sets.get(place).dress(scene, shot_at(place), np.random.default_rng([seed, 11]))
    return scene.compile(), scene


def alice_at(place: str, **more) -> World:
    alice = Actor(name="alice", kind="person", label="Alice")
    beats = (Beat(actor="alice", action="stand"),)
    shot = shot_at(place, cast=("alice",), beats=beats, **more)
    return build(Screenplay(prompt="", style="realistic", seed=3, actors=(alice,), shots=(shot,)))


def take_of(world: World, times: tuple[float, ...] = (1.0,)) -> Take:
    """A take of a world that stands still, seen by the standard camera."""
    data, many = mujoco.MjData(world.model), len(times)
    mujoco.mj_forward(world.model, data)
    still = {
        name: np.repeat(np.asarray(getattr(data, name), float)[None], many, 0)
        for name in ("qpos", "qvel", "mocap_pos", "mocap_quat", "ctrl", "xpos", "xquat")
    }
    return Take(
        fps=24,
        times=np.array(times),
        **still,
        assist=np.zeros((many, world.model.nbody)),
        camera_position=np.tile([6.0, 1.2, 1.6], (many, 1)),
        camera_target=np.tile([-1.0, 0.0, 1.0], (many, 1)),
        camera_fov=np.full(many, 38.0),
        subject="alice",
    )


def boxes(model: mujoco.MjModel) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest corners (n, 3) of every geom in the world."""
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    low, high = np.empty((model.ngeom, 3)), np.empty((model.ngeom, 3))
    for geom in range(model.ngeom):
        turned = data.geom_xmat[geom].reshape(3, 3)
        if model.geom_type[geom] == mujoco.mjtGeom.mjGEOM_MESH:
            mesh = model.geom_dataid[geom]
            start = model.mesh_vertadr[mesh]
            points = model.mesh_vert[start : start + model.mesh_vertnum[mesh]] @ turned.T
            points = points + data.geom_xpos[geom]
        else:
            half = np.abs(turned) @ model.geom_aabb[geom, 3:]
            points = np.array([data.geom_xpos[geom] - half, data.geom_xpos[geom] + half])
        low[geom], high[geom] = points.min(0), points.max(0)
    return low, high


def in_the_way(model: mujoco.MjModel) -> list[str]:
    """Geoms that stand where actors play, below head height; of a mesh its points count."""
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    found = []
    low, high = boxes(model)
    for geom in range(model.ngeom):
        if model.geom_type[geom] == mujoco.mjtGeom.mjGEOM_PLANE or high[geom, 2] < FLAT:
            continue
        over = (low[geom, :2] < HIGH).all() and (high[geom, :2] > LOW).all() and low[geom, 2] < HEAD
        if over and model.geom_type[geom] == mujoco.mjtGeom.mjGEOM_MESH:
            mesh = model.geom_dataid[geom]
            start = model.mesh_vertadr[mesh]
            points = model.mesh_vert[start : start + model.mesh_vertnum[mesh]]
            points = points @ data.geom_xmat[geom].reshape(3, 3).T + data.geom_xpos[geom]
            inside = ((points[:, :2] < HIGH) & (points[:, :2] > LOW)).all(1)
            over = bool((inside & (points[:, 2] > FLAT) & (points[:, 2] < HEAD)).any())
        if over:
            found.append(f"{model.geom(geom).name or geom} {low[geom].round(1)} {high[geom].round(1)}")
    return found


@pytest.mark.parametrize("place", PLACES)
def test_a_set_is_a_clear_stage_with_a_floor_and_words(place):
    model, scene = dressed(place)
    stage = sets.get(place)
    if place not in AFLOAT:
        floor = model.geom("floor")
        assert int(floor.type[0]) in (int(mujoco.mjtGeom.mjGEOM_PLANE), int(mujoco.mjtGeom.mjGEOM_BOX))
        assert floor.contype[0], "the floor is solid"
        assert scene.families[model.material(int(floor.matid[0])).name] == stage.surface
        assert not in_the_way(model)
    assert stage.gravity > 0
    assert stage.ambience
    assert stage.mood in MOODS
    assert stage.air in {"", *PALETTES}
    assert model.nmeshface < 220_000
    assert {e.value for e in vocabulary().values() if e.kind is Kind.SET} & {
        name for name in sets.names() if sets.get(name).dress is stage.dress
    }, "no word leads here"
    low, high = stage.room
    assert all(a < b for a, b in zip(low, high, strict=True))


@pytest.mark.parametrize("place", PLACES)
def test_a_set_is_the_same_for_the_same_seed(place):
    first, _ = dressed(place)
    again, _ = dressed.__wrapped__(place)
    for name in ("geom_pos", "geom_size", "mesh_vert", "tex_data", "mat_rgba"):
        assert np.array_equal(getattr(first, name), getattr(again, name)), name


def test_the_reader_knows_which_places_are_indoors():
    assert {name for name in sets.names() if sets.get(name).indoor} == places.INDOORS
    assert set(places.NAMES) >= set(PLACES)


def test_there_are_many_places_and_words_for_them_in_both_languages():
    assert len(PLACES) >= 36
    for language in ("en", "it"):
        staged = {e.value for e in vocabulary().values() if e.kind is Kind.SET and e.language == language}
        assert staged <= set(sets.names())
        reached = {sets.get(name).dress for name in staged}
        assert {name for name in PLACES if sets.get(name).dress not in reached} == set(), language


@pytest.mark.parametrize(("place", "gravity"), [("moon", 1.62), ("mars", 3.71), ("space_station", 9.81)])
def test_things_fall_as_they_do_there(place, gravity):
    assert alice_at(place).model.opt.gravity[2] == pytest.approx(-gravity)


@pytest.mark.parametrize("falling", ["rain", "snow", "storm", "windy"])
def test_what_falls_depends_on_seed_and_time_alone_and_stays_outdoors(falling):
    world = alice_at("park", weather=falling)
    take = take_of(world, (1.0, 1.0, 1.25))
    picture, depth = np.full((90, 160, 3), 90, np.uint8), np.full((90, 160), 500.0, np.float32)
    one, same, later = (weather.weathered(picture, depth, world, take, k) for k in range(3))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, later)
    assert not np.array_equal(one, picture)
    near = weather.weathered(picture, np.full_like(depth, 0.4), world, take, 0)
    assert np.array_equal(near, picture), "nothing is drawn before what is nearer"
    inside = replace(world, indoor=True)
    assert weather.weathered(picture, depth, inside, take, 0) is picture


def test_rain_falls_down_and_the_wind_drives_it_to_one_side():
    centre = np.array([0, 0, 1.5], np.float32)
    place, speed = weather.air_at(weather.FALLS["storm"], centre, 3, 1.0)
    later, _ = weather.air_at(weather.FALLS["storm"], centre, 3, 1.01)
    moved = later - place
    moved = moved[np.abs(moved).max(1) < 1]
    assert (moved[:, 2] < 0).all()
    assert (speed[:, 2] < -5).all()
    assert np.abs(speed[:, :2].mean(0)).max() > 2
    assert np.abs(place - centre).max() <= weather.FALLS["storm"].reach + 1e-3


def test_lightning_is_rare_and_comes_back():
    flashes = [weather.lightning(3, t) for t in np.arange(0, 35, 1 / 24)]
    assert max(flashes) > 0.5
    assert np.mean(np.array(flashes) > 0.1) < 0.15
    assert weather.lightning(3, 4.0) == weather.lightning(3, 4.0)


def sky(**more) -> Sky:
    plain = {"time_of_day": "day", "weather": "clear", "sun_azimuth": -0.8, "sun_elevation": 0.7}
    return Sky(**(plain | more))


def test_weather_changes_the_sky_and_the_light():
    up = np.array([[0.3, 0.2, 0.93], [-0.9, 0.1, 0.42]], np.float32)
    blue = paint(up, sky())
    for grey in ("cloudy", "rain", "snow", "fog", "storm"):
        cover = paint(up, sky(weather=grey))
        assert np.ptp(cover, axis=1).max() < np.ptp(blue, axis=1).max()
        assert sum(palette(sky(weather=grey)).sun) < sum(palette(sky()).sun)
    assert palette(sky(weather="fog")).reach < palette(sky(weather="rain")).reach < palette(sky()).reach
    assert paint(up, sky(air="moon")).max() < 0.3
    assert palette(sky(air="underwater", weather="rain")) == palette(sky(air="underwater"))


def ground_colour(place: str, **more) -> np.ndarray:
    model = alice_at(place, **more).model
    material = int(model.geom("floor").matid[0])
    texture = int(model.mat_texid[material][mujoco.mjtTextureRole.mjTEXROLE_RGB])
    start, size = model.tex_adr[texture], model.tex_height[texture] * model.tex_width[texture] * 3
    return model.tex_data[start : start + size].reshape(-1, 3).mean(0)


def test_snow_lies_on_the_ground_and_rain_wets_it():
    dry, white, wet = (ground_colour("park", weather=w) for w in ("clear", "snow", "rain"))
    assert white.min() > 180
    assert wet.mean() < dry.mean()
    inside = [ground_colour("kitchen", weather=w) for w in ("clear", "snow")]
    assert np.array_equal(*inside)
    wet_model = alice_at("city", weather="rain").model
    assert wet_model.mat_reflectance[int(wet_model.geom("floor").matid[0])] > 0.1


@pytest.mark.render
def test_the_viewfinder_draws_weather_before_and_behind_things():
    frames = {}
    for falling in ("clear", "rain", "fog"):
        world = alice_at("city", weather=falling)
        frames[falling] = next(iter(viewfinder.render_frames(world, take_of(world), 160, 90)))
    far = frames["fog"].depth > 25
    assert far.any()
    assert frames["fog"].rgb[far].std() < 0.6 * frames["clear"].rgb[far].std()
    streaks = np.abs(np.diff(frames["rain"].rgb.astype(float).mean(-1), axis=1))[:30]
    assert streaks.mean() > 0.5


@pytest.mark.render
def test_indoor_windows_follow_the_hour():
    day, night = (alice_at("living_room", time_of_day=hour) for hour in ("day", "night"))
    bright = [next(iter(viewfinder.render_frames(w, take_of(w), 96, 54))).rgb.mean() for w in (day, night)]
    assert bright[1] < bright[0]
