"""What others put into a film is known to be theirs: sound without a transcript, faces of nobody cast."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from cameo import uploads
from generation import origin, overheard
from generation.models import Video

GREY = np.full((90, 160, 3), 90, np.uint8)


@pytest.fixture
def video(make, alice) -> Video:
    return make(alice)


def put(video, queue, **report):
    video.shots.update(queue=queue, result={"report": report})


def test_the_simulations_sound_is_ours_and_a_models_or_a_sent_films_is_not(video):
    put(video, "simulation")
    assert overheard.is_ours(video)
    put(video, "diffusion", diffusion={"sound": "simulated"})
    assert overheard.is_ours(video)
    put(video, "diffusion", diffusion={"sound": "model"})
    assert not overheard.is_ours(video)
    put(video, "diffusion")
    assert not overheard.is_ours(video)
    put(video, "simulation", footage={"style": "realistic"})
    assert not overheard.is_ours(video)
    put(video, "simulation")
    video.footage = "kept/film"
    assert not overheard.is_ours(video)


def test_a_face_must_be_like_one_who_is_cast(monkeypatch):
    face = (SimpleNamespace(), GREY)
    monkeypatch.setattr(uploads.faces, "largest", lambda _picture: face)
    monkeypatch.setattr(uploads.faces, "count", lambda _picture: 1)
    monkeypatch.setattr(uploads.alike, "describe", lambda _seen: "seen")
    monkeypatch.setattr(uploads.alike, "between", lambda _one, other: 0.9 if other == "cast" else 0.1)
    assert not uploads.shows_another(GREY, ["cast"])
    assert uploads.shows_another(GREY, ["somebody"])
    assert uploads.shows_another(GREY, [])
    monkeypatch.setattr(uploads.faces, "count", lambda _picture: 2)
    assert uploads.shows_another(GREY, ["cast"])
    monkeypatch.setattr(uploads.faces, "largest", lambda _picture: None)
    assert not uploads.shows_another(GREY, ["cast"])


def test_where_nobody_is_cast_every_face_is_a_strangers(video):
    assert overheard.stranger(video) is None


def test_beside_one_who_is_cast_a_stranger_is_still_seen(monkeypatch):
    monkeypatch.setattr(uploads.faces.landmarks, "faces", lambda _picture: ["alice", "charlie"])
    monkeypatch.setattr(uploads.alike, "describe", lambda seen: seen[0][0])
    monkeypatch.setattr(uploads.alike, "between", lambda one, other: 0.9 if one == other else 0.1)
    assert uploads.shows_another(GREY, ["alice", "bob"])
    assert not uploads.shows_another(GREY, ["alice", "charlie"])


def test_joining_makes_nothing_ours_that_was_not(video, alice, make):
    put(video, "simulation", footage={"style": "realistic"})
    again = make(alice)
    again.shots.update(source=video.shots.first(), result=video.shots.first().result)
    assert origin.holds_sent(again)
    assert not overheard.is_ours(again)
