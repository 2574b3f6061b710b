"""The invisible mark: it cannot be seen, it survives what people do to films, and nobody else reads it."""

from __future__ import annotations

import av
import cv2
import numpy as np
import pytest

from generation.engines.media.encode import PictureWriter
from perception import fingerprint, hidden_mark
from perception.hidden_mark import HiddenMark, gathered, read

KEY, NUMBER = b"a key", 0x00C0FFEE1234
WIDTH, HEIGHT = 854, 480


def scene(width=WIDTH, height=HEIGHT, frames=8, seed=3):
    """Frames of a lit wall with soft patches, before which a disc rolls."""
    rng = np.random.default_rng(seed)
    wall = cv2.resize(rng.random((9, 16, 3)), (width, height), interpolation=cv2.INTER_CUBIC)
    still = np.clip(60 + 120 * wall, 0, 255).astype(np.uint8)
    return [
        cv2.circle(still.copy(), (width // 4 + step * 6, height // 2), height // 5, (200, 90, 40), -1)
        for step in range(frames)
    ]


def marked(frames, number=NUMBER, key=KEY):
    height, width = frames[0].shape[:2]
    mark = HiddenMark(number, key, width, height)
    return [mark.apply(frame) for frame in frames]


def coded(folder, frames, crf):
    """The frames after H.264."""
    height, width = frames[0].shape[:2]
    with PictureWriter(folder / "film.mp4", width, height, 24, crf) as film:
        for frame in frames:
            film.write(np.ascontiguousarray(frame))
    with av.open(str(folder / "film.mp4")) as film:
        return [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]


def halved(frames):
    return [
        cv2.resize(frame, (WIDTH // 4 * 2, HEIGHT // 2), interpolation=cv2.INTER_AREA) for frame in frames
    ]


def cropped(frames):
    return [frame[HEIGHT // 20 : -(HEIGHT // 20), WIDTH // 20 * 2 :] for frame in frames]


WAYS = {
    "nothing": lambda frames: frames,
    "half the size": halved,
    "a tenth cut off": cropped,
    "brighter": lambda frames: [cv2.convertScaleAbs(frame, alpha=1.1, beta=10) for frame in frames],
}


@pytest.mark.parametrize("way", WAYS)
def test_a_marked_film_is_known_after_two_recompressions_and(way, tmp_path):
    once = coded(tmp_path, marked(scene()), 26)
    again = coded(tmp_path, WAYS[way](once), 28)
    found = read(gathered(again), KEY)
    assert found.found
    assert found.likeness(NUMBER) > 12
    assert abs(found.likeness(NUMBER ^ 0x555555555555)) < found.likeness(NUMBER) / 2


def test_a_standing_film_is_read_like_a_lying_one():
    found = read(gathered(marked(scene(360, 640))), KEY)
    assert (found.found, found.number) == (True, NUMBER)


def test_unmarked_films_and_other_keys_are_not_ours(tmp_path):
    assert not read(gathered(coded(tmp_path, scene(), 23)), KEY).found
    assert not read(gathered(marked(scene())), b"another key").found
    assert not read(gathered([np.zeros((90, 160, 3), np.uint8)]), KEY).found


def test_the_mark_changes_pictures_too_little_to_be_seen():
    plain = scene(frames=1)[0]
    changed = marked([plain])[0].astype(int) - plain
    assert 0 < np.abs(changed).mean() < 2.5
    assert 10 * np.log10(255**2 / (changed**2).mean()) > 39


def test_a_film_too_small_for_it_stays_as_it_is():
    tiny = np.zeros((36, 64, 3), np.uint8)
    assert marked([tiny])[0] is tiny


def test_fingerprints_of_copies_are_near_and_of_others_far(tmp_path):
    film = scene(frames=8)
    prints = fingerprint.fingerprints(film)
    copy = fingerprint.fingerprints(halved(coded(tmp_path, film, 33)))
    other = fingerprint.fingerprints(scene(frames=8, seed=11))
    assert fingerprint.share_alike(copy, prints) == 1.0
    assert fingerprint.share_alike(other, prints) == 0.0
    assert list(fingerprint.unpacked(fingerprint.packed(prints))) == list(prints)


def test_flat_pictures_have_no_fingerprint():
    assert fingerprint.fingerprint(np.full((90, 160, 3), 7, np.uint8)) is None
    assert fingerprint.share_alike(fingerprint.fingerprints([]), fingerprint.fingerprints(scene())) == 0.0


def test_a_number_is_48_signs():
    assert hidden_mark.signs(1)[-1] == 1
    assert hidden_mark.signs(1)[:-1].max() == -1
