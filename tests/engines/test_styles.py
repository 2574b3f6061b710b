"""Styles: told apart at a glance, chosen by words, and never a change of what happens."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest

from generation.engines import catalog
from generation.engines.base import RenderRequest
from generation.engines.errors import BadRequest
from generation.engines.simulation import lens, viewfinder
from generation.engines.simulation.dressing import Cards, dressed
from generation.engines.simulation.engine import screenplay_of
from generation.engines.simulation.festoon import festoon
from generation.engines.simulation.grade import STYLES, grade, style_of
from generation.engines.simulation.photograph import photograph
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import AUTO, Mark, read_prompt
from generation.engines.simulation.screenplay.vocabulary import Kind, vocabulary
from generation.engines.simulation.world import build
from generation.wording.styles import STYLES as NAMES

PROMPT, SIZE, SEED = "A corgi rides a skateboard through the city", (160, 90), 7
EIGHT = {"realistic", "cinematic", "anime", "claymation", "paper", "noir", "vhs", "festive"}
APART = 0.16


@cache
def filmed():
    """(worlds, takes) of the same prompt and seed in every style; physics runs once."""
    plays = {name: read_prompt(PROMPT, seconds=1, style=name, seed=SEED) for name in STYLES}
    worlds = {name: build(play, 0) for name, play in plays.items()}
    take = simulate(worlds["realistic"], 1.0, 24, SEED)
    takes = {
        name: lens.through(take, style_of(name).lens, world.room, SEED) for name, world in worlds.items()
    }
    return worlds, takes


@cache
def picture(name: str, index: int = 12) -> np.ndarray:
    worlds, takes = filmed()
    frame = next(viewfinder.render_frames(worlds[name], takes[name], *SIZE, frames=[index]))
    return grade(frame.rgb, frame, name, SEED)


def glance(rgb: np.ndarray) -> np.ndarray:
    """What stays of a picture after a glance: colours, brightnesses, edges and layout, each of length 1."""
    hsv = cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    edges = np.abs(cv2.Laplacian(grey, cv2.CV_32F, ksize=3))
    parts = (
        cv2.calcHist([hsv], [0, 1], None, [12, 6], [0, 180, 0, 256]).ravel(),
        cv2.calcHist([grey], [0], None, [16], [0, 256]).ravel(),
        cv2.calcHist([edges], [0], None, [12], [0, 240]).ravel(),
        cv2.resize(rgb, (8, 5), interpolation=cv2.INTER_AREA).astype(np.float32).ravel(),
    )
    return np.concatenate([part / np.linalg.norm(part) for part in parts]) / 2


def test_eight_styles_are_registered_named_and_on_offer():
    assert set(STYLES) == EIGHT
    assert set(NAMES) == EIGHT | {AUTO}
    for model in catalog.models().values():
        if "simulation" in model.engine:
            assert model.styles[0] == AUTO
            assert set(model.styles) == EIGHT | {AUTO}


def test_words_name_only_styles_that_exist():
    said = {entry.value for entry in vocabulary().values() if entry.kind is Kind.STYLE}
    assert said == EIGHT
    assert {e.value for e in vocabulary().values() if e.kind is Kind.STYLE and e.language == "it"} == EIGHT


@pytest.mark.render
@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(sorted(EIGHT), 2)))
def test_any_two_styles_are_told_apart_at_a_glance(one, other):
    away = np.linalg.norm(glance(picture(one)) - glance(picture(other)))
    assert away > APART, f"{one} and {other} look alike: {away:.2f}"


@pytest.mark.render
def test_noir_is_grey_and_nothing_else_is():
    colour = {name: int(np.ptp(picture(name).astype(int), -1).max()) for name in EIGHT}
    assert colour.pop("noir") == 0
    assert min(colour.values()) > 40


def test_what_happens_is_the_same_in_every_style():
    worlds, _ = filmed()
    takes = [simulate(worlds[name], 1.0, 24, SEED) for name in ("realistic", "paper")]
    assert np.array_equal(takes[0].qpos, takes[1].qpos)
    assert np.array_equal(takes[0].xpos, takes[1].xpos)
    assert takes[0].contacts == takes[1].contacts


def test_a_lens_keeps_the_subject_and_its_room():
    worlds, takes = filmed()
    plain, far = takes["realistic"], takes["paper"]
    assert np.array_equal(plain.qpos, far.qpos)
    low, high = worlds["paper"].room
    assert (far.camera_position >= np.array(low) - 1e-6).all()
    assert (far.camera_position <= np.array(high) + 1e-6).all()
    assert (far.camera_fov < plain.camera_fov * 0.8).all()
    tall = [
        np.tan(np.radians(take.camera_fov) / 2)
        * np.linalg.norm(take.camera_position - take.camera_target, axis=1)
        for take in (plain, far)
    ]
    assert tall[0] == pytest.approx(tall[1], rel=1e-6)


def test_a_lens_stays_before_the_wall():
    _, takes = filmed()
    take, glass = takes["realistic"], replace(style_of("paper").lens, longer=50.0)
    tight = (tuple(take.camera_position.min(0) - 0.5), tuple(take.camera_position.max(0) + 0.5))
    seen = lens.through(take, glass, tight, SEED)
    assert (seen.camera_position >= np.array(tight[0]) - 1e-6).all()
    assert (seen.camera_position <= np.array(tight[1]) + 1e-6).all()


@pytest.mark.parametrize("name", sorted(EIGHT))
def test_animated_styles_hold_each_drawing_for_two_frames(name):
    hold = 2 if name in {"anime", "claymation", "paper"} else 1
    assert style_of(name).drawn(7) == list(range(0, 7, hold))


def test_a_style_nobody_made_is_refused():
    with pytest.raises(BadRequest, match="cubist"):
        style_of("cubist")


def test_dressing_changes_a_copy_and_leaves_what_shines():
    worlds, _ = filmed()
    world = worlds["paper"]
    before = world.model.mat_rgba.copy()
    paper = dressed(world)
    assert np.array_equal(world.model.mat_rgba, before)
    assert not np.array_equal(paper.model.mat_rgba, before)
    assert dressed(worlds["realistic"]) is worlds["realistic"]


def test_paper_presses_what_moves_onto_a_card():
    import mujoco

    worlds, takes = filmed()
    world, take = worlds["paper"], takes["paper"]
    data = mujoco.MjData(world.model)
    take.pose(world.model, data, 0)
    cards = Cards(world)
    geoms = np.flatnonzero(cards.pressed)
    place, turn = cards.press(data, take.camera_position[0], geoms)
    anchor = data.subtree_com[cards.root[geoms]]
    out = take.camera_position[0] - anchor
    out[:, 2] = 0
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    thick = np.abs(np.einsum("ni,ni->n", place - anchor, out))
    was = np.abs(np.einsum("ni,ni->n", data.geom_xpos[geoms] - anchor, out))
    assert thick == pytest.approx(was * style_of("paper").matter.flat, abs=1e-9)
    assert not Cards(worlds["realistic"])
    assert np.linalg.det(turn) == pytest.approx(style_of("paper").matter.flat, rel=1e-6)


def test_strings_of_bulbs_hang_where_the_camera_sees_them():
    worlds, takes = filmed()
    world, take = worlds["festive"], takes["festive"]
    strings = festoon(world, take, 16 / 9)
    assert len(strings.bulbs) > 20
    ahead = (take.camera_target - take.camera_position)[12]
    assert ((strings.bulbs - take.camera_position[12]) @ ahead > 0).mean() > 0.5


@pytest.mark.render
def test_clay_boils_from_drawing_to_drawing_and_a_date_is_on_the_tape():
    worlds, takes = filmed()
    still = replace(takes["claymation"], **{
        name: np.repeat(getattr(takes["claymation"], name)[:1], takes["claymation"].frames, 0)
        for name in ("qpos", "camera_position", "camera_target", "camera_fov")
    })  # fmt: skip
    one, two = viewfinder.render_frames(worlds["claymation"], still, *SIZE, frames=[0, 2])
    assert np.abs(one.rgb.astype(int) - two.rgb).mean() > 0.3
    tape = picture("vhs")
    assert tape[:, :15].max() < 12  # a television's 4:3
    assert tape[5:14, 25:60].max() > 200  # PLAY


@pytest.mark.render
def test_the_photographer_tells_styles_apart_too(tmp_path):
    worlds, takes = filmed()
    found = {}
    for name in ("realistic", "noir", "paper"):
        folder = tmp_path / name
        folder.mkdir()
        photograph(
            worlds[name],
            takes[name],
            96,
            54,
            settings={"samples": 1, "device": "cpu"},
            workdir=folder,
            frames=[12],
            on_frame=lambda _, path, name=name: found.update({name: cv2.imread(str(path))}),
            should_stop=lambda: False,
        )
    for one, other in itertools.combinations(found, 2):
        assert np.abs(found[one].astype(int) - found[other]).mean() > 12


WORDS = [
    ("claymation of a corgi dancing", "claymation"),
    ("a corgi dances, stop-motion", "claymation"),
    ("un cane in plastilina corre", "claymation"),
    ("a detective walks, film noir", "noir"),
    ("Un detective cammina in stile noir", "noir"),
    ("una donna in bianco e nero saluta", "noir"),
    ("a birthday party as an old VHS tape", "vhs"),
    ("una festa, come un vecchio VHS", "vhs"),
    ("paper cut-out of two ducks", "paper"),
    ("due anatre di carta ritagliata", "paper"),
    ("a festive kitchen", "festive"),
    ("una cucina natalizia", "festive"),
    ("anime style girl runs", "anime"),
    ("un cartone animato di un cane", "anime"),
    ("a cinematic shot of a horse", "cinematic"),
    ("Style: noir. Shot 1: a man walks. Shot 2: he runs", "noir"),
    ("a black and white cat sleeps", "realistic"),
    ("a man waves", "realistic"),
]


@pytest.mark.parametrize(("prompt", "style"), WORDS)
def test_words_choose_the_style(prompt, style):
    play = read_prompt(prompt, seconds=4, style=AUTO, seed=1)
    assert play.style == style
    if style != "realistic":
        assert any(
            word.mark is Mark.STAGED and word.text.lower() in prompt.lower() for word in play.understood
        )


def test_what_is_chosen_beside_the_words_holds_against_them():
    play = read_prompt("a noir detective walks", seconds=4, style="paper", seed=1)
    word = next(word for word in play.understood if word.text == "noir")
    assert (play.style, word.mark) == ("paper", Mark.NOT_STAGED)
    assert "chosen" in word.note
    agreed = read_prompt("a noir detective walks", seconds=4, style="noir", seed=1)
    assert next(word for word in agreed.understood if word.text == "noir").mark is Mark.STAGED


def test_the_first_of_two_styles_is_staged():
    play = read_prompt("a claymation dog, noir", seconds=4, style=AUTO, seed=1)
    marks = {word.text: word.mark for word in play.understood}
    assert (play.style, marks["claymation"], marks["noir"]) == ("claymation", Mark.STAGED, Mark.NOT_STAGED)


def test_a_request_with_a_style_overrules_its_screenplay(tmp_path):
    play = read_prompt("a man walks, noir", seconds=4, style=AUTO, seed=1)
    shape = {"prompt": play.prompt, "model": "x", "width": 64, "height": 36, "seconds": 4.0, "seed": 1}
    request = RenderRequest(**shape, style=AUTO, workdir=tmp_path, screenplay=play.model_dump(mode="json"))
    assert screenplay_of(request).style == "noir"
    assert screenplay_of(replace(request, style="anime")).style == "anime"
