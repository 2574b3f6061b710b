"""What a film's words, sound and pictures decide, and that a look which fails releases nothing."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from moderation import films, gate
from moderation.films import Material
from moderation.models import Decision
from moderation.policies import live
from moderation.policies.terms import Audience, Outcome
from perception import landmarks, nudity

FACTS = SimpleNamespace(frames=96, duration=4.0, width=64, height=36, contrast=40.0)
GREY = np.full((36, 64, 3), 128, np.uint8)
needed = pytest.mark.skipif(not nudity.available(), reason="the detector's weights are not installed")


def film(prompt="A corgi rides a skateboard", said="", frames=(GREY, GREY), **changes):
    return Material(prompt, said, lambda: iter(frames), **{"computed": True, **changes})


def decided(material, audience=Audience.ADULT):
    found = films.decided(material, audience, live.shipped())
    return found.outcome, found.finding.category if found.finding else None


@needed
def test_a_plain_film_is_released(alice):
    assert gate.review_film(FACTS, film(), alice)[0] is gate.Verdict.ALLOW
    assert not Decision.objects.exists()


def test_words_that_a_person_must_read_keep_the_film_to_its_owner(alice):
    material = film("Ein Hund läuft auf dem Dach und wir sind nicht da")
    assert gate.review_film(FACTS, material, alice)[0] is gate.Verdict.DOUBT
    assert Decision.objects.get().code == "film_other_language"


def test_lines_that_are_spoken_are_read_too(alice):
    assert gate.review_film(FACTS, film(said="Vai a morire"), alice)[0] is gate.Verdict.SERIOUS


def test_what_is_for_adults_is_held_from_teens_alone(alice, dana):
    material = film("A man stabs a man in the street")
    assert gate.review_film(FACTS, material, alice)[0] is gate.Verdict.ALLOW
    assert gate.review_film(FACTS, material, dana)[0] is gate.Verdict.SERIOUS


def test_sound_of_others_without_a_transcript_is_never_clean():
    assert decided(film(heard=None)) == (Outcome.REVIEW, "unread")
    assert decided(film(heard="Good morning, what a beautiful day", frames=(GREY,)))[0] is Outcome.ALLOW


def test_one_bared_frame_is_a_doubt_and_two_are_sure(monkeypatch):
    monkeypatch.setattr(nudity, "available", lambda: True)
    monkeypatch.setattr(nudity, "bared", lambda picture: [1] if picture.max() > 200 else [])
    bare = np.full((36, 64, 3), 255, np.uint8)
    assert decided(film(frames=(GREY, bare, GREY))) == (Outcome.REVIEW, "sexual")
    assert decided(film(frames=(GREY, bare, bare))) == (Outcome.REFUSE, "sexual")


def test_faces_in_pictures_of_a_trained_model_need_consent_and_figures_do_not(monkeypatch):
    face = SimpleNamespace(box=(0, 0, 30, 30))
    monkeypatch.setattr(landmarks, "available", lambda: True)
    monkeypatch.setattr(landmarks, "faces", lambda _picture: [face])
    assert decided(film(computed=False)) == (Outcome.REVIEW, "likeness")
    assert decided(film(computed=False, consented=True))[1] != "likeness"
    assert decided(film(computed=True))[1] != "likeness"


def test_a_film_without_pictures_and_a_detector_that_is_missing_are_unread(monkeypatch):
    assert decided(film(frames=())) == (Outcome.REVIEW, "unread")
    monkeypatch.setattr(nudity, "available", lambda: False)
    assert decided(film(computed=False, consented=True)) == (Outcome.REVIEW, "unread")


def test_an_operators_classifier_of_pictures_is_asked(monkeypatch):
    module = ModuleType("gore_detector")
    module.look = lambda _picture: {"violence": 0.9, "nonsense": 1.0}
    monkeypatch.setitem(sys.modules, "gore_detector", module)
    monkeypatch.setenv("SORA_FRAME_CLASSIFIER", "gore_detector:look")
    assert decided(film()) == (Outcome.REFUSE, "violence")


def test_a_look_that_crashes_holds_the_film(alice, monkeypatch):
    monkeypatch.setenv("SORA_FRAME_CLASSIFIER", "nowhere:nothing")
    verdict, reason = gate.review_film(FACTS, film(), alice)
    assert (verdict, reason) == (gate.Verdict.SERIOUS, "The review failed: ModuleNotFoundError.")


@needed
def test_the_detector_sees_nothing_bared_in_grey_or_in_noise():
    noise = np.random.default_rng(3).integers(0, 255, (90, 160, 3), np.uint8)
    assert nudity.bared(GREY) == nudity.bared(noise) == []
