"""Performed shots: every motion, every animal, every thing of the shelf, and how they are laid out."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from generation.engines.simulation.audit import audit
from generation.engines.simulation.blocking import block
from generation.engines.simulation.physics import perform, simulate
from generation.engines.simulation.physics.perform import actions
from generation.engines.simulation.physics.run import Run
from generation.engines.simulation.screenplay import Actor, Beat, Prop, Screenplay, Shot, deeds, read_prompt
from generation.engines.simulation.screenplay.model import Relation
from generation.engines.simulation.screenplay.vocabulary import Kind, vocabulary
from generation.engines.simulation.take import Take
from generation.engines.simulation.world import World, build
from generation.engines.simulation.world.bodies import BODIES
from generation.engines.simulation.world.props import PROPS

from .conftest import played

SECONDS = 2.0
UNDER_WATER = {"swim": -0.1, "plunge": -1.2}  # how far the hips may go below what is a surface there
BEASTS = sorted(set(BODIES) - {"person", "relief"})
LEGGED = [kind for kind in BEASTS if BODIES[kind].rig in {"corgi", "quadruped", "bird"}]


def stage(actors: list[Actor], beats: list[Beat], props: list[Prop] = [], **shot) -> Screenplay:  # noqa: B006
    names = {"cast": tuple(a.name for a in actors), "props": tuple(p.name for p in props)}
    made = Shot(index=0, seconds=SECONDS, set="studio", beats=tuple(beats), **names, **shot)
    return Screenplay(
        prompt="x", style="realistic", seed=3, actors=tuple(actors), props=tuple(props), shots=(made,)
    )


def directed(prompt: str, seconds: float = 4.0) -> tuple[Screenplay, World, Take]:
    play = read_prompt(prompt, seconds=seconds, style="realistic", seed=5)
    world = build(play)
    return play, world, simulate(world, seconds, 24, 5)


def where(world: World, take: Take, name: str) -> np.ndarray:
    return take.xpos[:, world.model.body(name).id]


def spoken(kind: Kind, value: str) -> bool:
    """Whether a meaning is said in both languages, or by a word that both share."""
    phrases = {e.phrase: e.language for e in vocabulary().values() if (e.kind, e.value) == (kind, value)}
    return set(phrases.values()) == {"en", "it"} or (value,) in phrases


@pytest.mark.parametrize("name", actions.names())
def test_a_motion_is_smooth_and_stays_above_the_floor(name):
    person = Actor(name="a1", kind="person", label="person")
    world = build(stage([person], [Beat(actor="a1", action=name, seconds=SECONDS)], relations=()))
    run = Run(world, SECONDS, [3])
    assert run.company or name in {"stand", "wave", "talk", "look"}
    if run.company is None:
        return
    performer = run.company.performers["a1"]
    poses = [performer.pose(t) for t in np.arange(0.0, SECONDS, 1 / 60)]
    roots, joints = np.stack([p[0] for p in poses]), np.stack([p[2] for p in poses])
    assert np.all(np.isfinite(roots))
    assert np.all(np.isfinite(joints))
    assert np.abs(np.diff(roots, axis=0)).max() < 0.2, "the body jumps"
    assert roots[:, 2].min() > UNDER_WATER.get(name, 0.05)
    assert performer.script.parts[0].action == name


def test_motions_and_what_the_reader_knows_of_them_agree():
    travelling = {name for name in actions.names() if actions.get(name).goes}
    assert deeds.TRAVELS - {"drive", "ride", "float", "launch"} <= travelling
    words = {e.value for e in vocabulary().values() if e.kind is Kind.ACTION}
    things = {"shoot_basketball", "shoot", "launch", "float", "exercise", "cook", "hold"}
    assert words - things <= set(actions.names()) | {"ride"}
    assert len(actions.names()) >= 40


@pytest.mark.parametrize("name", ["walk", "run", "sneak"])
def test_feet_that_stand_do_not_slide(name):
    person = Actor(name="a1", kind="person", label="person")
    world = build(stage([person], [Beat(actor="a1", action=name)]))
    take = simulate(world, SECONDS, 48, 3)
    for side in "lr":
        feet = where(world, take, f"a1_foot_{side}")
        low = feet[:, 2] < feet[:, 2].min() + 0.004
        standing = low[1:] & low[:-1]
        assert standing.sum() > 6
        slides = np.linalg.norm(np.diff(feet, axis=0)[standing, :2], axis=1)
        assert np.median(slides) < 0.004


@pytest.mark.parametrize("kind", LEGGED)
def test_an_animal_stands_on_the_floor_and_walks_on_fixed_feet(kind):
    beast = Actor(name="n1", kind=kind, label=kind)
    world = build(stage([beast], [Beat(actor="n1", action="walk")]))
    run = Run(world, SECONDS, [3])
    assert run.company is not None
    performer = run.company.performers["n1"]
    model, data = world.model, run.data
    paws = [g for g in range(model.ngeom) if "_paw_" in model.geom(g).name]
    times = np.arange(0.0, SECONDS, 1 / 60)
    places = []
    for time in times:
        performer.place(float(time), 1 / 60)
        mujoco.mj_kinematics(model, data)
        places.append(data.geom_xpos[paws].copy())
    track = np.stack(places)
    radius = float(model.geom_size[paws[0], 0])
    assert abs(track[:, :, 2].min() - radius) < 0.012 * max(1.0, BODIES[kind].height)
    assert np.ptp(track[:, :, 1]) > 0.2, "it does not go anywhere"
    down = track[:, :, 2] < radius + 0.002
    standing = down[1:] & down[:-1]
    slides = np.linalg.norm(np.diff(track, axis=0)[:, :, :2], axis=2)[standing]
    assert np.median(slides) < 0.004 * max(1.0, BODIES[kind].height)


@pytest.mark.parametrize("kind", BEASTS)
def test_an_animal_is_named_in_both_languages(kind):
    assert spoken(Kind.ANIMAL, kind)


def test_a_throw_is_a_parabola_from_hand_to_hand():
    play, world, take = directed("A man throws a ball to a woman")
    ball = where(world, take, "basketball")
    blocking = block(play, play.shots[0])
    launch = blocking.launches[0]
    caught = launch.time + launch.seconds
    flying = (take.times > launch.time + 0.05) & (take.times < caught - 0.05)
    t, z = take.times[flying], ball[flying, 2]
    fall = np.polyfit(t, z, 2)[0] * 2
    assert fall == pytest.approx(-9.81, rel=0.02)
    hands = np.stack([where(world, take, f"a2_hand_{side}") for side in "lr"]).mean(0)
    late = take.times > caught + 0.1
    assert np.linalg.norm(ball[late] - hands[late], axis=1).max() < 0.35


def test_who_is_chased_stays_ahead():
    _, world, take = directed("A cat chases a mouse in the park")
    cat, mouse = where(world, take, "cat"), where(world, take, "mouse")
    gap = mouse[:, 1] - cat[:, 1]
    assert gap[12:].min() > 0.2
    assert np.ptp(mouse[:, 1]) > 1.5


def test_a_rider_goes_with_the_mount():
    play, world, take = directed("A girl rides a white horse")
    girl, horse = where(world, take, "a1"), where(world, take, "horse")
    assert play.actor("horse").color == "#f4f2ec"
    assert np.ptp(horse[:, 1]) > 2
    away = np.linalg.norm(girl - horse, axis=1)
    assert np.ptp(away) < 0.05
    assert girl[:, 2].min() > horse[:, 2].max()


def test_who_sits_sits_on_the_seat():
    _, world, take = directed("A man sits on a sofa and reads a book")
    hips, sofa = where(world, take, "a1"), where(world, take, "sofa")
    assert abs(hips[-1, 2] - (PROPS["sofa"].seat[2] + 0.1)) < 0.05
    assert np.hypot(*(hips[-1] - sofa[-1])[:2]) < 0.3
    book = where(world, take, "book")
    assert np.linalg.norm(book[-1] - where(world, take, "a1_torso")[-1]) < 0.7


def test_sentences_follow_each_other_in_time():
    play = read_prompt(
        "A boy runs. Then he jumps and finally he waves.", seconds=6, style="realistic", seed=1
    )
    starts = {beat.action: beat.start for beat in play.shots[0].beats}
    assert starts["run"] < starts["jump"] < starts["wave"]


def test_gestures_go_with_walking():
    play = read_prompt("A woman walks and sings", seconds=4, style="realistic", seed=1)
    assert {beat.start for beat in play.shots[0].beats} == {0.0}


def test_what_is_held_ridden_and_stood_on_is_a_relation():
    play = read_prompt("An old man with an umbrella rides a bicycle", seconds=4, style="realistic", seed=1)
    assert set(play.shots[0].relations) == {
        Relation(subject="a1", how="holding", object="umbrella"),
        Relation(subject="a1", how="riding", object="bicycle"),
    }


def test_counts_colours_and_sizes_reach_animals_and_things():
    play = read_prompt("Three tiny red cars and two giant cats", seconds=4, style="realistic", seed=1)
    cars = [prop for prop in play.props if prop.kind == "car"]
    cats = [actor for actor in play.actors if actor.kind == "cat"]
    assert [(c.color, c.scale) for c in cars] == [("#c4282d", 0.45)] * 3
    assert [c.scale for c in cats] == [2.2, 2.2]


def test_what_nobody_builds_is_a_toy_and_said_to_be():
    play = read_prompt("A pineapple dances with an avocado", seconds=4, style="realistic", seed=1)
    assert {prop.kind for prop in play.props} == {"toy"}
    assert [w.text for w in play.understood if w.mark == "approximated"] == ["pineapple", "avocado"]
    assert play.not_staged == []


def test_performers_are_told_apart_from_solved_physics():
    _, _, take = directed("A boy runs in the park")
    assert take.facts["a1"]["kinematic"] is True


def test_every_rig_has_a_performer():
    perform.load()
    assert {kind.rig for kind in BODIES.values()} <= set(perform.PERFORMERS)


def test_juggled_balls_fly_by_gravity_from_hand_to_hand():
    world, take = played("A chef juggles in a restaurant", 3)
    balls = [name for name in world.shot.props if world.screenplay.prop(name).kind == "juggling_ball"]
    told = audit(take)
    assert len(balls) == 3
    assert set(balls) <= set(told["bodies"])
    assert told["ballistic_g_error"] < 0.01
    hands = [take.xpos[:, world.model.body(f"a1_hand_{side}").id] for side in "lr"]
    for ball in balls:
        path = take.xpos[:, world.model.body(ball).id]
        assert path[:, 2].min() > 0.9  # none is dropped
        away = np.min([np.linalg.norm(path - hand, axis=1) for hand in hands], axis=0)
        assert away.min() < 0.14 < 0.3 < away.max()


def test_a_pianist_sits_at_the_keys_in_profile():
    world, take = played("A woman plays the piano in a concert hall", 1)
    hands = [take.xpos[-1, world.model.body(f"a1_hand_{side}").id] for side in "lr"]
    piano = take.xpos[-1, world.model.body("piano").id]
    assert all(0.6 < hand[2] < 1.1 for hand in hands)
    assert piano[1] > take.xpos[-1, world.model.body("a1").id, 1] + 0.5
