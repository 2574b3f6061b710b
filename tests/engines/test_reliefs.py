"""Characters cut out of films: a cushion of their shape with their picture on it, that acts."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from PIL import Image, ImageDraw

from generation.engines.errors import BadRequest
from generation.engines.simulation import viewfinder
from generation.engines.simulation.blocking import sizes
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import Screenplay, read_prompt
from generation.engines.simulation.screenplay.tokens import tokens
from generation.engines.simulation.world import build
from generation.engines.simulation.world.shapes.relief import relief

LIKENESS = "char_0123456789abcdef"


def png(size=(120, 90), colour=(230, 30, 200)) -> bytes:
    """An ellipse with a hole in it."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((4, 4, size[0] - 5, size[1] - 5), (*colour, 255))
    draw.ellipse((50, 35, 70, 55), (0, 0, 0, 0))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def staged(prompt: str, scale: float = 0.7) -> Screenplay:
    play = json.loads(read_prompt(prompt, seconds=2, style="realistic", seed=3).to_json())
    for actor in play["actors"]:
        if actor["label"].startswith("@"):
            actor.update(kind="relief", appearance=None, likeness=LIKENESS, scale=scale)
    return Screenplay.from_json(json.dumps(play))


def test_a_picture_becomes_a_closed_cushion_of_its_shape():
    made = relief(png())
    low, high = made.mesh.vertices.min(0), made.mesh.vertices.max(0)
    edges = np.sort(made.mesh.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    _, counts = np.unique(edges, axis=0, return_counts=True)
    assert not (counts % 2).any()
    assert low[2] == pytest.approx(0)
    assert high[2] == pytest.approx(1, abs=0.01)
    assert 1.2 < made.width < 1.5
    assert 0.1 < high[0] - low[0] < 0.3
    assert (made.picture == [230, 30, 200]).all(axis=2).mean() > 0.99


def test_what_is_no_picture_or_empty_is_a_bad_request():
    blank = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(blank, "PNG")
    for content in (b"", b"nothing", blank.getvalue()):
        with pytest.raises(BadRequest):
            relief(content)


def test_without_its_picture_nobody_is_built():
    with pytest.raises(BadRequest, match="@rex"):
        build(staged("@rex runs in a park"), 0)


def test_it_goes_its_way_upright_and_faces_the_audience():
    play = staged("@rex runs in a park")
    world = build(play, 0, likenesses={LIKENESS: png()})
    take = simulate(world, 2, 12, 3)
    name = play.shots[0].cast[0]
    body = world.model.body(name).id
    path = take.xpos[:, body]
    assert np.ptp(path[:, 1]) > 1.0
    assert path[:, 2].max() < 0.5
    assert sizes.size(play, name)[2] == pytest.approx(0.7)
    ahead = np.array([1 - 2 * (q[2] ** 2 + q[3] ** 2) for q in take.xquat[:, body]])
    assert ahead.min() > 0.8


@pytest.mark.parametrize("deed", ["jumps", "dances", "sleeps", "eats", "flies", "waves", "does a backflip"])
def test_whatever_it_does_it_stays_whole(deed):
    play = staged(f"@rex {deed} in a park")
    world = build(play, 0, likenesses={LIKENESS: png()})
    take = simulate(world, 1, 6, 3)
    assert np.isfinite(take.qpos).all()
    assert take.xpos[:, world.model.body(play.shots[0].cast[0]).id, 2].min() > -0.6


@pytest.mark.render
def test_its_colours_are_seen():
    world = build(staged("@rex waves in a park", 1.2), 0, likenesses={LIKENESS: png()})
    take = simulate(world, 1, 6, 3)
    frame = next(iter(viewfinder.render_frames(world, take, 128, 72, frames=[3]))).rgb.astype(int)
    pink = (
        (frame[..., 0] > 120) & (frame[..., 1] < 0.6 * frame[..., 0]) & (frame[..., 2] > 0.6 * frame[..., 0])
    )
    assert pink.mean() > 0.02


def test_the_dot_in_a_handle_ends_no_sentence():
    words, _ = tokens("Now @alice.rex runs. Then @bob.", [])
    assert [(w.text, w.sentence) for w in words] == [
        ("Now", 0), ("@alice.rex", 0), ("runs", 0), ("Then", 1), ("@bob", 1),
    ]  # fmt: skip
