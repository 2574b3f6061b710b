"""Characters in videos: named by words or ids, shown as they were cut out, gone where they may not be."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from accounts import actions as people
from cameo import characters, vault
from cameo.characters.refusals import CharacterMissing
from cameo.models import Access, Character, CharacterState
from cameo.refusals import ConsentMissing, TooManyCameos
from generation import starring
from generation.models import Casting, Video
from generation.refusals import BadScreenplay
from generation.states import Status

pytestmark = pytest.mark.django_db


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (200, 40, 40, 255)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def rex(alice) -> Character:
    return Character.objects.create(
        owner=alice, name="Rex", handle="rex", access=Access.EVERYONE, state=CharacterState.READY,
        cutout=vault.seal(png()), height=0.5,
    )  # fmt: skip


def shown(video: Video) -> list[dict]:
    return [actor for actor in video.screenplay["actors"] if actor["kind"] == "relief"]


def finished(video: Video) -> Video:
    Video.objects.filter(pk=video.pk).update(
        status=Status.COMPLETED, progress=100, folder="videos/x", publishable=True
    )
    video.refresh_from_db()
    return video


def test_words_put_a_character_on_stage(rex, make, alice, bob):
    video = make(alice, prompt="@rex runs across the beach.")
    assert [(a["likeness"], a["scale"], a["label"]) for a in shown(video)] == [(rex.public_id, 0.5, "@rex")]
    assert [row.character for row in Casting.objects.filter(video=video)] == [rex]
    assert starring.likenesses(video) == {rex.public_id: png()}
    theirs = make(bob, prompt="@alice.rex runs across the beach. A woman waves.")
    assert [actor["label"] for actor in shown(theirs)] == ["@alice.rex"]
    with pytest.raises(ConsentMissing):
        make(bob, prompt="@rex runs.")


def test_a_brief_names_characters_by_their_ids(rex, make, alice, bob):
    own = make(alice, prompt="Rex jumps in a park", characters=(rex.public_id,))
    assert own.prompt == "@rex jumps in a park"
    assert len(shown(own)) == 1
    theirs = make(bob, prompt="A mug rolls", characters=(rex.public_id, rex.public_id))
    assert theirs.prompt == "A mug rolls @alice.rex is there."
    assert len(shown(theirs)) == 1
    with pytest.raises(CharacterMissing):
        make(bob, characters=("char_" + "0" * 32,))
    with pytest.raises(TooManyCameos):
        make(bob, characters=("a", "b", "c", "d"))


def test_what_is_not_shared_is_refused_by_word_id_and_screenplay(rex, make, alice, bob):
    play = make(alice, prompt="@rex runs.").screenplay
    Character.objects.update(access=Access.ONLY_ME)
    for changes in ({"prompt": "@alice.rex runs"}, {"characters": (rex.public_id,)}):
        with pytest.raises(CharacterMissing):
            make(bob, **changes)
    with pytest.raises(ConsentMissing):
        make(bob, prompt="Something runs.", screenplay=play)
    for actor in play["actors"]:
        actor["label"] = "a dog"
    with pytest.raises(BadScreenplay):
        make(bob, prompt="Something runs.", screenplay=play)


def test_a_likeness_that_somebody_wrote_into_a_screenplay_is_not_believed(
    rex, make, alice, bob, verified_cat
):
    play = make(bob, prompt="@bob.cat runs.").screenplay
    for actor in play["actors"]:
        actor["likeness"] = rex.public_id
    Character.objects.filter(pk=rex.pk).update(access=Access.ONLY_ME)
    video = make(bob, prompt="Something runs.", screenplay=play)
    assert [actor["likeness"] for actor in shown(video)] == [verified_cat.public_id]
    assert set(starring.likenesses(video)) == {verified_cat.public_id}


@pytest.fixture
def verified_cat(bob) -> Character:
    return Character.objects.create(
        owner=bob, name="Cat", handle="cat", state=CharacterState.READY, cutout=vault.seal(png())
    )


def test_sharing_with_fewer_takes_down_what_others_made_and_keeps_ones_own(
    rex, make, alice, bob, django_capture_on_commit_callbacks
):
    own, theirs = finished(make(alice, prompt="@rex runs.")), finished(make(bob, prompt="@alice.rex runs."))
    running = make(bob, prompt="@alice.rex jumps.")
    with django_capture_on_commit_callbacks(execute=True):
        characters.reshare(alice, rex.public_id, Access.MUTUALS)
    states = [Video.objects.get(pk=video.pk).status for video in (own, theirs, running)]
    assert states == [Status.COMPLETED, Status.REMOVED, Status.BLOCKED]
    assert starring.likenesses(running) == {}


def test_deleting_takes_down_what_others_made(rex, make, alice, bob, django_capture_on_commit_callbacks):
    own, theirs = finished(make(alice, prompt="@rex runs.")), finished(make(bob, prompt="@alice.rex runs."))
    with django_capture_on_commit_callbacks(execute=True):
        characters.delete(alice, rex.public_id)
    assert Video.objects.get(pk=own.pk).status == Status.COMPLETED
    assert Video.objects.get(pk=theirs.pk).status == Status.REMOVED
    assert not Character.objects.exists()


def test_a_block_parts_them_in_videos_too(rex, make, alice, bob, django_capture_on_commit_callbacks):
    theirs = finished(make(bob, prompt="@alice.rex runs."))
    with django_capture_on_commit_callbacks(execute=True):
        people.block(bob, alice)
    assert Video.objects.get(pk=theirs.pk).status == Status.REMOVED


def test_consent_is_asked_again_at_release(rex, make, bob):
    video = make(bob, prompt="@alice.rex runs.")
    starring.require_consent(video)
    Character.objects.update(access=Access.ONLY_ME)
    with pytest.raises(CharacterMissing):
        starring.require_consent(video)
