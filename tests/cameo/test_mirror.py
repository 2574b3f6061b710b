"""Who records is told at once what the camera shows; a glance is small, one's own, and decides nothing."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from benchmarks.likenesses import Painter, person
from cameo import mirror, recordings, refusals
from perception import landmarks


@pytest.fixture(scope="module")
def look():
    """`look(yaw=0.6)`: somebody painted before the camera."""

    def _look(**how) -> np.ndarray:
        rng = np.random.default_rng([41, 0])
        return Painter(person(rng)).look(rng, **how)

    return _look


def jpeg(picture: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "JPEG", quality=80)
    return out.getvalue()


def test_a_face_in_the_middle_is_well_and_its_turns_are_seen(look):
    assert mirror.seen(look()) == mirror.Glance("ok", "front")
    assert mirror.seen(look(yaw=0.62)).turn == "left"
    assert mirror.seen(look(yaw=-0.62)).turn == "right"


def test_what_is_wrong_with_the_picture_is_said(look):
    one, wall = look(), np.full((360, 360, 3), 120, np.uint8)
    assert mirror.seen(wall).face == "nobody"
    assert mirror.seen(np.concatenate([one, one], axis=1)).face == "several"
    assert mirror.seen(np.concatenate([one, wall], axis=1)).face == "aside"
    assert mirror.seen(look(lit=0.2)).face == "dark"
    away = np.full((900, 900, 3), 170, np.uint8)
    away[270:630, 270:630] = one
    assert mirror.seen(away).face == "far"
    assert mirror.seen(one[85:265, 80:280].copy()).face == "near"


def test_where_nothing_can_look_nothing_is_said(alice, look, monkeypatch):
    monkeypatch.setattr(landmarks, "available", lambda: False)
    asked = recordings.challenge(alice)
    assert mirror.glance(alice, asked.pk, jpeg(look())) == mirror.Glance()


def test_only_the_person_who_records_is_answered_and_only_so_often(alice, bob, client_for, look, monkeypatch):
    asked = recordings.challenge(alice)
    address = f"/cameo/record/{asked.pk}/glance/"

    def post(who, body: bytes):
        return client_for(who).post(address, body, content_type="image/jpeg")

    assert post(alice, jpeg(look())).json() == {"face": "ok", "turn": "front"}
    assert post(bob, jpeg(look())).status_code == 409
    assert post(alice, b"no picture").json()["code"] == "recording_unreadable"
    assert post(alice, b"\xff" * 70_000).status_code == 413
    assert post(alice, jpeg(np.zeros((900, 900, 3), np.uint8))).json()["code"] == "recording_unreadable"
    monkeypatch.setattr(mirror, "MOST", 3)
    assert post(alice, jpeg(look())).status_code == 429
    with pytest.raises(refusals.ChallengeOver):
        mirror.glance(alice, asked.pk + 1, jpeg(look()))
