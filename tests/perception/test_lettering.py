"""Letters in pictures are read as they stand, and a picture without any says nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from perception import lettering

needed = pytest.mark.skipif(not lettering.available(), reason="the reader's networks are not installed")
GREY = np.full((360, 640, 3), 90, np.uint8)


def written(*lines, picture=GREY, scale=1.0):
    picture = picture.copy()
    for text, place in lines:
        cv2.putText(picture, text, place, cv2.FONT_HERSHEY_SIMPLEX, scale, (255, 255, 255), 2, cv2.LINE_AA)
    return picture


@needed
def test_lines_are_read_from_the_top():
    found = lettering.written(written(("Second line", (60, 260)), ("The first one", (40, 90))))
    assert [line.text for line in found.lines] == ["The first one", "Second line"]
    assert found.whole
    left, top = found.lines[0].corners.min(0)
    assert 20 < left < 60
    assert 50 < top < 90


@needed
def test_upright_pictures_and_lines_that_stand_are_read():
    upright = np.full((640, 360, 3), 90, np.uint8)
    assert (
        lettering.written(written(("Hello there", (40, 90)), picture=upright)).lines[0].text == "Hello there"
    )
    standing = cv2.rotate(written(("Hello there", (40, 90))), cv2.ROTATE_90_COUNTERCLOCKWISE)
    assert [line.text for line in lettering.written(standing).lines] == ["Hello there"]


@needed
def test_noise_and_stripes_are_no_letters():
    noise = np.random.default_rng(3).integers(0, 255, (270, 480, 3), np.uint8)
    stripes = np.where(np.arange(640)[None, :, None] // 9 % 2, GREY, 255 - GREY).astype(np.uint8)
    assert [lettering.written(each).lines for each in (GREY, noise, stripes)] == [(), (), ()]


def test_without_the_networks_nothing_is_read(monkeypatch):
    monkeypatch.setattr(lettering, "_network", lambda _name: None)
    assert not lettering.available()
    with pytest.raises(RuntimeError):
        lettering.written(GREY)
