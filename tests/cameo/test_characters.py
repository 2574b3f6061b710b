"""Pets and things of one's own: cut out of a film without people, shared as their owner says."""

from __future__ import annotations

import io

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts import actions as people
from accounts.errors import Refusal
from accounts.models import AuditEvent
from cameo import characters, vault
from cameo.characters import casting, cutting, footage, refusals
from cameo.characters import people as looking
from cameo.models import Access, Character, CharacterState
from cameo.refusals import AccessNotForTeens
from perception import landmarks

from .clips import MUG, TEDDY, clip

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def mug() -> bytes:
    return clip(MUG)


@pytest.fixture
def nobody(monkeypatch):
    """The check for people answers as told: it is tried by itself below."""

    def answer(verdict=looking.Verdict.NOBODY):
        monkeypatch.setattr(looking, "look", lambda _frames: looking.Seen(verdict, ()))

    answer()
    return answer


def codes(*calls) -> list[str]:
    """The code of what each call is refused with."""
    found = []
    for call in calls:
        with pytest.raises(Refusal) as caught:
            call()
        found.append(caught.value.code)
    return found


def test_a_thing_is_cut_out_of_its_film_and_only_that_is_kept(alice, mug, nobody):
    made = characters.create(alice, "My  Mug", mug)
    assert (made.name, made.handle, made.state) == ("My Mug", "my_mug", CharacterState.READY)
    assert made.public_id.startswith("char_")
    assert not made.frames
    cut = np.asarray(Image.open(io.BytesIO(characters.picture(made))))
    seen = cut[cut[..., 3] > 200][:, :3].astype(int)
    wall = np.abs(seen - [150, 165, 150]).max(axis=1) < 16
    assert cut.shape[2] == 4
    assert 0.4 < (cut[..., 3] > 128).mean() < 0.95
    assert wall.mean() < 0.1
    assert AuditEvent.objects.filter(verb="character.created", actor=alice).count() == 1


def test_films_that_will_not_do_are_refused_with_the_reason(alice, mug, nobody):
    assert codes(
        lambda: characters.create(alice, "x", b"no film"),
        lambda: characters.create(alice, "x", clip(MUG, seconds=1.5)),
        lambda: characters.create(alice, "x", clip(None)),
        lambda: characters.create(alice, " ", mug),
        lambda: characters.create(alice, "x" * 81, mug),
        lambda: characters.create(alice, "x", mug, handle="no!"),
        lambda: characters.create(alice, "x", mug, handle="alice"),
        lambda: characters.create(alice, "x", b"0" * (50 * 1024 * 1024 + 1)),
    ) == [
        "clip_unreadable", "clip_too_short", "character_not_seen", "character_name", "character_name",
        "character_handle_taken", "character_handle_taken", "clip_too_large",
    ]  # fmt: skip
    assert not Character.objects.exists()


def test_somebody_in_the_film_is_refused_and_nothing_is_kept(alice, mug, nobody):
    nobody(looking.Verdict.SOMEBODY)
    before = set(vault.folder().iterdir())
    with pytest.raises(refusals.ShowsPerson):
        characters.create(alice, "x", mug)
    assert set(vault.folder().iterdir()) == before
    assert not Character.objects.exists()


def test_a_face_in_the_frames_is_found_and_what_cannot_look_is_uncertain(film, monkeypatch):
    frames = [np.asarray(frame) for frame in film.frames[::12]]
    assert looking.look(frames).verdict is looking.Verdict.SOMEBODY
    monkeypatch.setattr(landmarks, "available", lambda: False)
    assert looking.look(frames).verdict is looking.Verdict.UNCERTAIN
    monkeypatch.setattr(landmarks, "available", lambda: 1 / 0)
    assert looking.look(frames).verdict is looking.Verdict.UNCERTAIN


def test_nobody_is_seen_in_a_film_of_a_mug(mug):
    assert looking.look(footage.watch(mug).frames[:5]).verdict is looking.Verdict.NOBODY


def test_what_is_uncertain_waits_for_staff_and_cannot_be_used(alice, bob, sam, mug, nobody, client_for):
    nobody(looking.Verdict.UNCERTAIN)
    made = characters.create(alice, "Mug", mug, access=Access.EVERYONE)
    assert made.state == CharacterState.UNCERTAIN
    with pytest.raises(refusals.CharacterWaiting):
        characters.by_ids([made.public_id], alice)
    with pytest.raises(refusals.CharacterMissing):
        characters.by_ids([made.public_id], bob)
    frames = reverse("character_frames", args=[made.public_id])
    assert [client_for(who).get(frames).status_code for who in (alice, bob)] == [404, 404]
    characters.decide(made, sam, yes=True)
    assert characters.by_ids([made.public_id], bob) == [made]
    assert not Character.objects.get().frames


def test_a_declined_one_leaves_no_picture(alice, sam, mug, nobody, django_capture_on_commit_callbacks):
    nobody(looking.Verdict.UNCERTAIN)
    made = characters.create(alice, "Mug", mug)
    names = [made.cutout, made.frames]
    with django_capture_on_commit_callbacks(execute=True):
        characters.decide(made, sam, yes=False)
    assert not any((vault.folder() / name).exists() for name in names)
    assert codes(lambda: characters.by_ids([made.public_id], alice)) == ["character_not_available"]


def test_it_is_used_by_those_alone_whom_its_owner_lets(alice, bob, charlie, mug, nobody, client_for):
    made = characters.create(alice, "Mug", mug)
    picture = reverse("character_picture", args=[made.public_id])

    def seen() -> list[bool]:
        may = [characters.usable_by(who, Character.objects.get()) for who in (alice, bob, charlie)]
        assert may == [client_for(who).get(picture).status_code == 200 for who in (alice, bob, charlie)]
        assert may == [characters.visible_to(who).exists() for who in (alice, bob, charlie)]
        return may

    assert seen() == [True, False, False]
    people.follow(alice, bob)
    characters.reshare(alice, made.public_id, Access.MUTUALS)
    assert seen() == [True, True, False]
    characters.reshare(alice, made.public_id, Access.EVERYONE)
    assert seen() == [True, True, True]
    people.block(charlie, alice)
    assert seen() == [True, True, False]
    with pytest.raises(refusals.CharacterMissing):
        characters.reshare(bob, made.public_id, Access.EVERYONE)


def test_under_eighteen_it_is_for_oneself(dana, mug, nobody):
    with pytest.raises(AccessNotForTeens):
        characters.create(dana, "Mug", mug, access=Access.EVERYONE)
    assert characters.create(dana, "Mug", mug).access == Access.ONLY_ME


def test_words_name_ones_own_by_its_handle_and_others_by_their_owners(alice, bob, mug, nobody, make_person):
    made = characters.create(alice, "Rex", mug, access=Access.EVERYONE)
    assert casting.named(["rex", "bob"], alice) == {"rex": made}
    assert casting.named(["rex"], bob) == {}
    assert casting.named(["alice.rex"], bob) == {"alice.rex": made}
    assert made.mention(alice) == "@rex"
    assert made.mention(bob) == "@alice.rex"
    make_person("rex")
    assert casting.named(["rex"], alice) == {}


@pytest.mark.parametrize(
    ("prompt", "worded"),
    [
        ("Rex runs. Then rex sleeps.", "@rex runs. Then @rex sleeps."),
        ("@rex runs", "@rex runs"),
        ("@Rex runs", "@Rex runs"),
        ("A dog on T-Rexes", "A dog on T-Rexes @rex is there."),
    ],
)
def test_names_become_mentions(alice, prompt, worded):
    rex = Character(owner=alice, name="Rex", handle="rex")
    assert casting.worded(prompt, [rex], alice) == worded


def test_deleting_removes_row_and_files(alice, mug, nobody, django_capture_on_commit_callbacks):
    made = characters.create(alice, "Mug", mug)
    with django_capture_on_commit_callbacks(execute=True):
        characters.delete(alice, made.public_id)
    assert not Character.objects.exists()
    assert not (vault.folder() / made.cutout).exists()


def test_the_page_makes_shares_and_deletes(alice, bob, mug, nobody, client_for):
    client = client_for(alice)
    page = reverse("characters")
    asked = {"name": "Mug", "handle": "@mug", "centimetres": 40, "access": "only_me"}
    film = SimpleUploadedFile("mug.mp4", mug, "video/mp4")
    assert client.post(page, {**asked, "film": film}).status_code == 302
    made = Character.objects.get()
    assert (made.handle, made.height) == ("mug", 0.4)
    assert "@mug" in client.get(page).content.decode()
    assert "@mug" not in client_for(bob).get(page).content.decode()
    bad = client.post(
        page, {**asked, "handle": "other", "film": SimpleUploadedFile("x.mp4", b"nothing", "video/mp4")}
    )
    assert bad.status_code == 422
    assert str(refusals.ClipUnreadable.message) in bad.content.decode()
    client.post(reverse("character", args=[made.public_id]), {"access": "everyone"})
    assert "@alice.mug" in client_for(bob).get(page).content.decode()
    client_for(bob).post(reverse("character", args=[made.public_id]), {"what": "delete"})
    assert Character.objects.exists()
    client.post(reverse("character", args=[made.public_id]), {"what": "delete"})
    assert not Character.objects.exists()


def test_a_cuddly_toy_before_a_wall_is_cut_out_whole():
    cut = Image.open(io.BytesIO(cutting.cut_out(footage.watch(clip(TEDDY)).frames)))
    shape = np.asarray(cut)[..., 3] > 128
    assert 0.75 < cut.width / cut.height < 1.2
    assert 0.5 < shape.mean() < 0.9
