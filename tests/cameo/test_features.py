"""Glasses, eyes and build are read from looks at a painted person, not guessed where they are not seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.likenesses import Painter, person
from cameo import features
from perception import landmarks

TOP = "#2f7d4a"


def looks(far: float = 1.0, **how):
    """Three looks, from `far` times as near, at one person who differs from others only by what is given."""
    rng = np.random.default_rng([41, 1])
    who = replace(person(rng), top=TOP, glasses=False, long_hair=False, beard=False, broad=0.76, **how)
    painter = Painter(who)
    painter.scale *= far
    pictures = [painter.look(rng) for _each in range(3)]
    return [(landmarks.faces(picture)[0], picture) for picture in pictures]


def colour(seen) -> np.ndarray:
    face, picture = seen[0]
    chin, brow = face.points[landmarks.CHIN], face.points[landmarks.BROW]
    x, y = (chin + (chin - brow) * 0.55).astype(int)
    return picture[min(y, picture.shape[0] - 1), x].astype(np.float32)


def built(shoulders: float, fullness: float = 0.0) -> str | None:
    seen = looks(0.55, shoulders=shoulders)
    return features.build(seen, colour(seen), fullness)


def test_shoulders_say_how_broad_somebody_is():
    order = ["slim", "average", "strong"]
    found = [built(wide) for wide in (0.62, 1.1, 1.7)]
    assert None not in found
    assert [order.index(one) for one in found] == sorted(order.index(one) for one in found)
    assert found[0] == "slim"
    assert found[-1] == "strong"


def test_a_full_face_makes_a_round_figure_of_the_same_shoulders():
    assert built(1.1) == "average"
    assert built(1.1, fullness=0.8) == built(1.7, fullness=0.8) == "round"
    assert built(0.62, fullness=0.8) == "slim"


def test_shoulders_beyond_the_picture_are_not_guessed():
    assert built(2.6) is None
    seen = [(face, picture[: int(face.points[landmarks.CHIN][1]) + 4]) for face, picture in looks()]
    assert features.build(seen, np.array([47, 125, 74], np.float32), 0.0) is None


@pytest.mark.parametrize("worn", [True, False])
def test_glasses_are_seen_where_they_are_worn(worn):
    rng = np.random.default_rng([41, 1])
    who = replace(person(rng), glasses=worn)
    pictures = [Painter(who).look(rng) for _each in range(3)]
    assert features.glasses([(landmarks.faces(one)[0], one) for one in pictures]) is worn


def test_the_colour_of_the_eyes_is_near_the_painted_one():
    found = features.irises(looks(eye=0.165, iris="#2f5f8f"))
    assert found is not None
    assert found[2] > found[0] + 20
