"""Faces: what people feel shows on them, eyes go to who speaks, lids blink; offices are told by costumes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from generation.engines.simulation import faces, viewfinder
from generation.engines.simulation.acting import acted, emotions, eyes
from generation.engines.simulation.expression import CHANNELS, EMOTIONS, NEUTRAL, Expression
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.physics.perform import actions
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.screenplay.revise import revise
from generation.engines.simulation.screenplay.vocabulary.people import HATTED, SORTS
from generation.engines.simulation.world import build
from generation.engines.simulation.world.shapes import costumes, features

COLUMN = {channel: place for place, channel in enumerate(CHANNELS)}


def read(prompt, seconds=4.0):
    return read_prompt(prompt, seconds=seconds, style="auto", seed=7)


def felt(prompt):
    return [(one.actor, one.emotion, one.start) for one in read(prompt).shots[0].feelings]


@pytest.fixture(scope="module")
def talking():
    """A man and a woman; she speaks."""
    world = build(read('A man looks at a woman in a park. The woman says "Good morning, my dear friend".'), 0)
    return world, simulate(world, 2.0, 12, 1)


# --- reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "feelings"),
    [
        ("A happy girl walks her dog", [("a1", "joy", 0.0)]),
        ("An angry old man in a kitchen", [("a1", "anger", 0.0)]),
        ("A girl runs. The girl is very sad.", [("a1", "sadness", 0.0)]),
        (
            "A scared boy and a surprised woman look at a ghost",
            [("a1", "fear", 0.0), ("a2", "surprise", 0.0)],
        ),
        ("Una donna triste cammina in un parco", [("a1", "sadness", 0.0)]),
        ("Un bambino felice balla", [("a1", "joy", 0.0)]),
        ("A disgusted chef tastes a soup", [("a1", "disgust", 0.0)]),
        ("A happy dog runs on a beach", []),
    ],
)
def test_an_adjective_of_feeling_is_on_the_face_of_whom_it_describes(prompt, feelings):
    assert felt(prompt) == feelings


def test_a_feeling_that_comes_later_comes_later():
    play = read("A happy man walks, then he is sad")
    assert [(one.emotion, one.start) for one in play.shots[0].feelings] == [("joy", 0.0), ("sadness", 2.0)]


def test_the_word_is_marked_and_told():
    play = read("An angry man in a kitchen. Suddenly he laughs.")
    marks = {word.text: word.mark for word in play.understood}
    assert marks["angry"] == "staged"
    assert "(angry)" in play.summary()
    assert [(beat.action, beat.start) for beat in play.shots[0].beats] == [("stand", 0.0), ("laugh", 2.0)]


def test_crying_is_a_deed_unless_somebody_speaks():
    assert [beat.action for beat in read("A girl cries").shots[0].beats] == ["cry"]
    spoken = read('A girl cries "Look up there!"').shots[0]
    assert spoken.lines
    assert "cry" not in [beat.action for beat in spoken.beats]


def test_an_instruction_changes_what_somebody_feels():
    play = read("A girl walks her dog in a park")
    sad = revise(play, "make her sad")
    assert [change.what for change in sad.changes] == ["feeling"]
    assert [one.emotion for one in sad.play.shots[0].feelings] == ["sadness"]
    happy = revise(sad.play, "make the girl happy")
    assert [one.emotion for one in happy.play.shots[0].feelings] == ["joy"]


# --- faces ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_every_emotion_has_a_face_of_its_own(emotion):
    face = emotions.FEELINGS[emotion]
    others = [emotions.FEELINGS[other] for other in EMOTIONS if other != emotion] + [NEUTRAL]
    assert min(float(np.linalg.norm(face.row() - other.row())) for other in others) > 0.5


def test_every_deed_that_a_face_knows_is_one_that_people_do():
    known = set(actions.names()) | {"pray", "wonder", "shout"}
    assert emotions.actions() <= known


def test_corners_lids_and_jaw_do_what_their_names_say():
    corner, middle = -1, features.SEGMENTS // 2
    for smile, above in ((1.0, True), (-1.0, False)):
        lower = features.lips(Expression(smile=smile)).lower
        assert bool(lower[corner, 2] > lower[middle, 2]) is above
    gaps = [features.lips(Expression(jaw=jaw)) for jaw in (0.0, 0.5, 1.0)]
    tall = [float((lips.upper - lips.lower)[middle, 2]) for lips in gaps]
    assert tall[0] < 0.004 < tall[1] < tall[2]
    lids = [features.eye(Expression(lids=open_), 1)["lid"][0][0] for open_ in (1.0, 0.5, 0.0)]
    assert lids[0] < lids[1] < lids[2]


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("yaw", [-0.45, 0.0, 0.45])
def test_an_iris_stays_on_the_eyeball_wherever_it_looks(sign, yaw):
    place, _ = features.eye(Expression(yaw=yaw, pitch=0.2), sign)["iris"]
    rest, _ = features.eye(NEUTRAL, sign)["iris"]
    angle = np.radians(sign * features.EYE_TURN)
    turn = np.array([[np.cos(angle), np.sin(angle), 0], [-np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    centre = np.array(features.EYE) * [1, sign, 1]
    depth = [float(np.linalg.norm(turn @ (point - centre) / features.EYE_AXES)) for point in (place, rest)]
    assert depth[0] == pytest.approx(depth[1], abs=1e-6)


def test_people_blink_some_seventeen_times_a_minute():
    times = np.arange(0, 600, 1 / 24)
    closed = eyes.blinks(times, np.random.default_rng(3)) > 0.5
    blinks = int((np.diff(closed.astype(int)) == 1).sum()) / 10
    assert 10 < blinks < 24


def test_eyes_go_to_who_speaks(talking):
    world, take = talking
    man, woman = world.shot.cast
    loud = np.zeros((take.frames, 2))
    loud[:, 0] = 0.6
    with_words = acted(world, take.with_mouth({woman: loud}))
    model = world.model
    for looker, seen in ((man, woman), (woman, man)):
        head, other = (model.body(f"{name}_head").id for name in (looker, seen))
        aside = acted(world, take).face[looker][:, COLUMN["yaw"]]
        yaw = with_words.face[looker][:, COLUMN["yaw"]]
        assert np.abs(yaw).max() <= eyes.YAW + 1e-9
        assert take.xpos[0, head] is not None
        assert take.xpos[0, other] is not None
        assert yaw.shape == aside.shape == (take.frames,)


def test_a_gaze_points_at_its_target():
    head, turn = np.zeros((1, 3)), np.eye(3)[None]
    for target, sign in (([2.0, 0.5, 0.0], 1), ([2.0, -0.5, 0.0], -1)):
        yaw, pitch = eyes.gaze(head, turn, np.array([target]))
        assert np.sign(yaw[0]) == sign
        assert yaw[0] == pytest.approx(np.arctan2(target[1], target[0]))
        assert pitch[0] == pytest.approx(0.0, abs=1e-6)


def test_the_same_take_has_the_same_faces(talking):
    world, take = talking
    once, twice = acted(world, take), acted(world, take)
    assert all(np.array_equal(once.face[name], twice.face[name]) for name in world.shot.cast)


def test_what_one_feels_is_seen_in_the_picture(talking):
    world, take = talking
    name = world.shot.cast[0]
    head = world.model.body(f"{name}_head").id
    middle = take.xpos[0, head] + [0, 0, 0.17]
    face = faces.faces(world.model)[0]
    assert face.actor == name
    ahead = np.zeros(9)
    import mujoco

    mujoco.mju_quat2Mat(ahead, take.xquat[0, head])
    eye = middle + ahead.reshape(3, 3)[:, 0] * 1.1
    close = replace(
        take,
        camera_position=np.tile(eye, (take.frames, 1)),
        camera_target=np.tile(middle, (take.frames, 1)),
        camera_fov=np.full(take.frames, 26.0),
    )
    pictures = []
    for emotion in ("joy", "anger"):
        row = np.tile(emotions.FEELINGS[emotion].row(), (take.frames, 1))
        shown = viewfinder.render_frames(world, close.with_faces({name: row}), 96, 96, frames=[0])
        pictures.append(next(iter(shown)).rgb.astype(int))
    changed = np.abs(pictures[0] - pictures[1]).max(-1) > 24
    assert 0.01 < changed.mean() < 0.4


# --- costumes -------------------------------------------------------------------------------------


def test_every_costume_that_an_office_wears_is_made():
    worn = {sort.wears["costume"] for sort in SORTS.values() if "costume" in sort.wears}
    assert worn <= set(costumes.names())
    assert set(costumes.names()) - worn <= {"ballerina", "princess", "witch"}
    assert set(costumes.names()) >= HATTED


@pytest.mark.parametrize("name", costumes.names())
def test_a_costume_is_looks_and_weighs_nothing(name):
    play = read("A man in a studio", 1.0)
    actor = play.actors[0]
    dressed = actor.model_copy(update={"appearance": actor.appearance.model_copy(update={"costume": name})})
    plain = build(play, 0)
    world = build(play.model_copy(update={"actors": (dressed,)}), 0)
    assert world.model.ngeom > plain.model.ngeom
    assert np.allclose(world.model.body_mass, plain.model.body_mass)
    assert world.model.njnt == plain.model.njnt


def test_people_do_not_all_wear_shorts():
    looks = {
        (play.actors[0].appearance.legs, play.actors[0].appearance.sleeves)
        for play in (read_prompt("A woman walks", seconds=2, style="auto", seed=seed) for seed in range(24))
    }
    assert len(looks) > 2
    jeans = read("A woman in jeans and a sweater walks").actors[0].appearance
    assert (jeans.legs, jeans.sleeves) == ("long", "long")
