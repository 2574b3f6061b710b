"""Faces of a shape of their own: the builder and the renderers put the features at the same places."""

from __future__ import annotations

import json

import numpy as np
import pytest

from generation.engines.simulation.expression import NEUTRAL
from generation.engines.simulation.faces import faces
from generation.engines.simulation.screenplay import Screenplay, read_prompt
from generation.engines.simulation.screenplay.model import FaceShape
from generation.engines.simulation.world import build
from generation.engines.simulation.world.shapes import features
from generation.engines.simulation.world.shapes.sculpting import PLAIN, Sculpt

NAMES = tuple(FaceShape.model_fields)


def test_no_shape_leaves_every_feature_where_it_was():
    for label, (point, matrix) in features.placed(NEUTRAL).items():
        moved, turned = PLAIN.placed(label, (point, matrix))
        assert np.allclose(moved, point, atol=1e-9), label
        assert np.allclose(turned, matrix), label
    assert np.allclose(PLAIN.skull(), features.SKULL)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("much", [-1, 1])
def test_each_number_changes_the_face_a_little_and_on_both_sides_alike(name, much):
    shape = Sculpt(**{name: much})
    before, after = features.placed(NEUTRAL), {}
    for label, at in before.items():
        after[label] = shape.placed(label, at)
        assert np.linalg.norm(after[label][0] - at[0]) < 0.04, label
    for label in ("iris", "brow", "lid"):
        left, right = after[f"{label}_l"][0], after[f"{label}_r"][0]
        assert np.allclose(left, right * [1, -1, 1], atol=1e-6), label
    still = (shape.skull(), shape.nose()) == (PLAIN.skull(), PLAIN.nose())
    same = all(np.allclose(after[label][k], before[label][k]) for label in before for k in (0, 1))
    assert not (still and same)


def test_the_model_carries_the_shape_to_the_renderers():
    play = json.loads(read_prompt("A woman in a studio", seconds=1, style="realistic", seed=5).to_json())
    play["actors"][0]["appearance"]["face"] |= {"eye_gap": 0.5, "jaw": -0.25}
    world = build(Screenplay.from_json(json.dumps(play)), 0)
    assert faces(world.model)[0].shape == Sculpt(eye_gap=0.5, jaw=-0.25)
