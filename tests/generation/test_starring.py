"""Cameos in videos: consent at every door, looks and voice, a list of all uses, a way out of each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import clock
from cameo import actions as cameo_actions
from cameo.models import Access, Cameo
from cameo.refusals import ApprovalNeeded, ConsentMissing, PublicFigure, Refusal, RestrictionBroken
from generation import admission, starring
from generation.made import Made
from generation.models import Appearance, Video
from generation.states import Status

pytestmark = pytest.mark.django_db
LOOKS = {"skin": "#8d5a3c", "hair": "#101010", "top": "#2f7d4a", "hair_style": "curly", "beard": False}


@pytest.fixture
def cameo(alice) -> Cameo:
    return Cameo.objects.create(
        owner=alice, access=Access.EVERYONE, verified_at=clock.now(), likeness=LOOKS, voice={"voice": "low"}
    )


@pytest.fixture
def yesterday():
    return clock.now() - timedelta(days=1)


def finished(video: Video) -> Video:
    Video.objects.filter(pk=video.pk).update(
        status=Status.COMPLETED, progress=100, folder="videos/x", publishable=True
    )
    video.refresh_from_db()
    return video


def figure(video: Video) -> dict:
    return next(actor for actor in video.screenplay["actors"] if actor["label"] == "@alice")["appearance"]


def test_the_figure_has_the_owners_looks_and_their_voice_only_where_that_is_allowed(cameo, make, alice, bob):
    ours = figure(make(bob, prompt="@alice skates through the city."))
    assert {name: ours[name] for name in LOOKS} == LOOKS
    own = figure(make(alice, prompt="@alice skates through the city."))
    assert own["voice"] == "low"
    Cameo.objects.update(voice_access=Access.EVERYONE)
    assert figure(make(bob, prompt="@alice rides a horse."))["voice"] == "low"


def test_pitch_and_timbre_come_along_only_with_consent_to_the_voice(cameo, make, alice, bob):
    timbre = [round(0.1 * k - 0.95, 2) for k in range(20)]
    Cameo.objects.update(voice={"voice": "low", "pitch_hz": 104.5, "timbre": timbre})
    kept = figure(make(bob, prompt="@alice skates through the city."))
    assert (kept["pitch"], list(kept["timbre"])) == (0, [])
    own = figure(make(alice, prompt="@alice skates through the city."))
    assert (own["pitch"], list(own["timbre"])) == (104.5, timbre)


def test_every_use_is_written_down_and_seen_by_the_one_shown(cameo, make, alice, bob, charlie, client_for):
    video = make(bob, prompt="@alice skates.")
    assert [row.person for row in Appearance.objects.filter(video=video)] == [alice]
    assert not Video.objects.visible_to(alice).filter(pk=video.pk).exists()
    finished(video)
    assert Video.objects.visible_to(alice).filter(pk=video.pk).exists()
    assert not Video.objects.visible_to(charlie).filter(pk=video.pk).exists()
    page = client_for(alice).get(reverse("appearances")).content.decode()
    assert "@alice skates." in page
    assert "@bob" in page


def test_one_takes_oneself_out_and_the_video_is_gone_for_everybody(
    cameo, make, alice, bob, charlie, client_for
):
    video = finished(make(bob, prompt="@alice skates."))
    address = reverse("take_out", args=[video.public_id])
    assert client_for(charlie).post(address).status_code == 404
    client_for(alice).post(address)
    assert Video.objects.get(pk=video.pk).status == Status.REMOVED
    assert not Video.objects.visible_to(alice).filter(pk=video.pk).exists()
    other = make(bob, prompt="A robot skates.")
    with pytest.raises(Refusal):
        starring.take_out(alice, other)


def test_a_name_that_stands_only_in_the_screenplay_is_asked_for_too(cameo, make, bob):
    play = make(bob, prompt="@alice skates.").screenplay
    Cameo.objects.update(access=Access.ONLY_ME)
    brief = admission.Brief("Somebody skates.", "sora-1-turbo", "realistic", (640, 360), 4, screenplay=play)
    with pytest.raises(ConsentMissing):
        admission.admit(brief, bob)


def test_revoking_takes_down_what_only_the_screenplay_names(
    cameo, make, alice, bob, django_capture_on_commit_callbacks
):
    video = finished(make(bob, prompt="@alice skates."))
    Video.objects.filter(pk=video.pk).update(prompt="Somebody skates.")
    with django_capture_on_commit_callbacks(execute=True):
        cameo_actions.revoke(cameo, alice)
    assert Video.objects.get(pk=video.pk).status == Status.REMOVED


def changed(make, bob, **line):
    """A brief of Bob's whose screenplay says other than its prompt."""
    play = make(bob, prompt="@alice skates.").screenplay
    name = play["actors"][0]["name"]
    shot = play["shots"][0]
    shot = {**shot, "lines": [{"speaker": name, "text": "Vote for me", "start": None, "language": "en"}]}
    play = {**play, "shots": [shot]}
    return admission.Brief("@alice skates.", "colour", "realistic", (64, 36), 1, screenplay=play)


def test_a_rule_is_held_against_a_changed_screenplay_too(cameo, make, bob):
    brief = changed(make, bob)
    Cameo.objects.update(restrictions=[{"kind": "never", "what": "politics", "field": "", "value": ""}])
    with pytest.raises(RestrictionBroken):
        admission.admit(brief, bob)


def test_a_yes_to_the_prompt_is_none_to_what_was_changed_beside_it(cameo, make, alice, bob):
    brief = changed(make, bob)
    Cameo.objects.update(approve_each=True)
    cameo_actions.decide(alice, cameo_actions.ask(bob, "alice", "@alice skates.").pk, yes=True)
    with pytest.raises(ApprovalNeeded):
        admission.admit(brief, bob)
    assert make(bob, prompt="@alice skates.")


def test_a_public_figure_is_refused_in_words_instructions_and_lines(make, bob):
    with pytest.raises(PublicFigure):
        make(bob, prompt="Laura Pausini skates.")
    with pytest.raises(PublicFigure):
        make(bob, prompt="A woman skates.", made=Made(instruction="make her Laura Pausini"))


def test_consent_that_ran_out_ends_what_is_shown_where_its_owner_said_so(
    cameo, make, alice, bob, charlie, yesterday
):
    video, own = finished(make(bob, prompt="@alice skates.")), finished(make(alice, prompt="@alice waves."))
    Cameo.objects.update(expires_at=yesterday)
    assert Video.objects.visible_to(bob).filter(pk=video.pk).exists()
    assert starring.end_expired() == 0
    Cameo.objects.update(ends_shown=True)
    for person in (alice, bob, charlie, None):
        assert not Video.objects.visible_to(person).filter(pk=video.pk).exists()
    assert Video.objects.visible_to(alice).filter(pk=own.pk).exists()
    assert starring.end_expired() == 1
    assert Video.objects.get(pk=video.pk).status == Status.REMOVED
    assert Video.objects.get(pk=own.pk).status == Status.COMPLETED


def test_an_approval_that_ran_out_ends_it_too(cameo, make, alice, bob, yesterday):
    Cameo.objects.update(access=Access.APPROVED, ends_shown=True)
    cameo_actions.grant(alice, bob)
    video = finished(make(bob, prompt="@alice skates."))
    assert Video.objects.visible_to(bob).filter(pk=video.pk).exists()
    cameo_actions.grant(alice, bob, until=yesterday)
    assert not Video.objects.visible_to(bob).filter(pk=video.pk).exists()


def test_just_a_change_by_hand_can_be_asked_for(cameo, make, alice, bob):
    brief = changed(make, bob)
    Cameo.objects.update(approve_each=True)
    cameo_actions.decide(alice, cameo_actions.ask(bob, "alice", "@alice skates.").pk, yes=True)
    with pytest.raises(ApprovalNeeded) as caught:
        admission.admit(brief, bob)
    assert "Vote for me" in caught.value.words
    cameo_actions.decide(alice, cameo_actions.ask(bob, "alice", caught.value.words).pk, yes=True)
    assert admission.admit(brief, bob)


def test_the_one_shown_is_told_of_each_use_and_the_maker_of_its_end(cameo, make, alice, bob, charlie):
    video = make(bob, prompt="@alice skates.")
    make(alice, prompt="@alice waves.")
    told = {person: _told(person) for person in (alice, bob, charlie)}
    assert told == {alice: ["cameo_used"], bob: [], charlie: []}
    starring.take_out(alice, finished(video))
    assert _told(bob) == ["cameo_gone"]


def _told(person) -> list[str]:
    """The kinds of notices about likeness that somebody got."""
    return list(person.notices.filter(kind__startswith="cameo").values_list("kind", flat=True))
