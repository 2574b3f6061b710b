"""Faces in what people send: one's own and those of who agreed go to a person, all others are refused."""

from __future__ import annotations

import numpy as np
import pytest

from cameo import actions, alike, reference, uploads, vault, watching
from cameo.models import Access, Cameo
from cameo.uploads import Verdict
from generation import uploaded
from perception import faces, landmarks

pytestmark = pytest.mark.render


@pytest.fixture(scope="module")
def seen(film):
    return watching.watch(film.encoded())


@pytest.fixture
def verified(alice, seen, db):
    """Alice, whose recording passed."""
    from accounts import clock

    cameo = Cameo.objects.create(owner=alice, verified_at=clock.now())
    reference.keep(cameo, seen)
    return cameo


@pytest.fixture
def photo(film) -> np.ndarray:
    """The frame that shows the face best, as one picks a photo to send."""
    return max(film.frames[:12], key=faces.surest)


def test_a_face_of_nobody_who_agreed_is_refused(db, alice, photo):
    assert uploads.look([photo], alice).verdict is Verdict.SOMEBODY


def test_a_picture_without_a_face_is_nobodys(db, alice):
    wall = np.tile(np.linspace(60, 190, 320, dtype=np.uint8)[:, None, None], (1, 320, 3))
    assert uploads.look([wall], alice).verdict is Verdict.NOBODY


def test_ones_own_face_is_for_a_person_to_confirm_and_a_strangers_is_refused(verified, alice, charlie, photo):
    looked = uploads.look([photo], alice)
    assert (looked.verdict, looked.like) == (Verdict.UNCERTAIN, "alice")
    assert uploads.look([photo], charlie).verdict is Verdict.SOMEBODY


def test_who_agreed_may_be_sent_until_they_take_it_back(verified, alice, bob, charlie, photo):
    assert uploads.look([photo], bob).verdict is Verdict.SOMEBODY
    Cameo.objects.update(access=Access.APPROVED)
    actions.grant(alice, bob)
    assert uploads.look([photo], bob).like == "alice"
    assert uploads.look([photo], charlie).verdict is Verdict.SOMEBODY
    actions.revoke(Cameo.objects.get(), alice)
    assert uploads.look([photo], bob).verdict is Verdict.SOMEBODY


def test_two_people_are_never_one_who_agreed(verified, alice, photo, monkeypatch):
    both = np.concatenate([photo, photo[:, ::-1]], axis=1)
    monkeypatch.setattr(alike, "_matcher", lambda: lambda _one, _other: 0.95)
    monkeypatch.setattr(faces, "CERTAIN", 0.6)
    assert uploads.look([both], alice).verdict is Verdict.SOMEBODY


def test_a_stronger_measure_lets_ones_own_face_through(verified, alice, photo, monkeypatch, settings):
    monkeypatch.setattr(alike, "_matcher", lambda: lambda _one, _other: 0.95)
    assert uploads.look([photo], alice).verdict is Verdict.CONSENTED
    monkeypatch.setattr(alike, "_matcher", lambda: lambda _one, _other: 0.1)
    assert uploads.look([photo], alice).verdict is Verdict.SOMEBODY


def test_where_nothing_can_look_there_is_no_answer(db, alice, photo, monkeypatch):
    monkeypatch.setattr(landmarks, "available", lambda: False)
    assert uploads.look([photo], alice) is None


def test_the_sealed_face_goes_with_the_cameo(verified, alice, django_capture_on_commit_callbacks):
    name = verified.reference
    assert (vault.folder() / name).is_file()
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(alice)
    vault_names = {path.name for path in vault.folder().iterdir()}
    assert not Cameo.objects.exists()
    assert name not in vault_names


def test_what_was_sent_is_asked_again_at_release(verified, alice, photo, tmp_path, settings, monkeypatch):
    from PIL import Image

    class Sent:
        owner, footage, start_image_file = alice, "", tmp_path / "start.png"

    Image.fromarray(photo).save(Sent.start_image_file)
    assert "@alice" in uploaded.doubt(Sent(), tmp_path)
    actions.revoke(Cameo.objects.get(), alice)
    assert "nobody who agrees" in uploaded.doubt(Sent(), tmp_path)
    monkeypatch.setattr(faces, "surest", lambda _picture: None)
    assert "could not be looked at" in uploaded.doubt(Sent(), tmp_path)
    Sent.start_image_file = None
    assert uploaded.doubt(Sent(), tmp_path) == ""
