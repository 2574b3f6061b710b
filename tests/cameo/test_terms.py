"""Terms: who, how long, by which rules; each use told; all of it taken back at once."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import actions as people
from accounts import clock
from cameo import actions, gate, recordings, refusals, restrictions, vault
from cameo.models import Access, Cameo, Challenge, Recording, RecordingState, UseRequest
from cameo.restrictions import Chip

pytestmark = pytest.mark.django_db
TERMS = {
    "access": Access.EVERYONE,
    "voice_access": Access.ONLY_ME,
    "approve_each": False,
    "expires_at": None,
    "restrictions_text": "",
}


def may(person, words="@alice waves") -> str:
    """ "yes", or the code of the refusal."""
    try:
        gate.require_consent(["alice"], person, words)
    except refusals.Refusal as refusal:
        return refusal.code
    return "yes"


@pytest.mark.parametrize(
    ("text", "chips", "unread"),
    [
        ("no swimwear, no politics", ["never swimwear", "never politics"], []),
        ("always in a green shirt; never with guns", ["always green shirt", "never weapons"], []),
        ("niente politica, mai in bikini", ["never politics", "never swimwear"], []),
        ("Sempre con gli occhiali", ["always occhiali"], []),
        ("always with my red hat", [], ["always with my red hat"]),
        ("only nice things please", [], ["only nice things please"]),
        ("", [], []),
    ],
)  # fmt: skip
def test_rules_in_ones_own_words_become_chips_or_are_said_not_to_be_understood(text, chips, unread):
    rules = restrictions.read(text)
    assert [f"{chip.kind} {chip.what}" for chip in rules.chips] == chips
    assert list(rules.unread) == unread


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("@alice swims in a bikini", "cameo_restricted"),
        ("@alice gives a speech to win the election", "cameo_restricted"),
        ("@alice surfs a wave", "yes"),
        ("@alice rides a horse on the moon", "yes"),
    ],
)
def test_a_rule_is_held_against_the_words(verified, alice, bob, words, answer):
    verified(alice)
    actions.set_terms(alice, **{**TERMS, "restrictions_text": "no swimwear, no politics"})
    assert may(bob, words) == answer
    assert may(alice, words) == "yes"


def test_what_may_mean_it_asks_the_owner(verified, alice, bob):
    verified(alice, restrictions=[Chip("never", "football").as_json()])
    assert may(bob, "@alice plays soccer") == "cameo_approval_needed"


def test_a_rule_that_is_not_understood_makes_every_use_ask(verified, alice, bob):
    verified(alice)
    assert actions.set_terms(alice, **{**TERMS, "restrictions_text": "only when I smile"}).approve_each
    assert may(bob) == "cameo_approval_needed"


def test_a_yes_holds_for_just_these_words_and_this_person(verified, alice, bob, charlie):
    verified(alice, approve_each=True)
    row = actions.ask(bob, "alice", "@alice  Waves")
    assert may(bob) == "cameo_approval_needed"
    with pytest.raises(refusals.RequestNotFound):
        actions.decide(bob, row.pk, yes=True)
    actions.decide(alice, row.pk, yes=True)
    assert may(bob) == "yes"
    assert may(bob, "@alice dances") == "cameo_approval_needed"
    assert may(charlie) == "cameo_approval_needed"
    actions.decide(alice, row.pk, yes=False)
    assert may(bob) == "cameo_approval_needed"


def test_consent_ends_at_its_time(verified, alice, bob, yesterday):
    verified(alice, expires_at=yesterday)
    assert may(bob) == "cameo_consent_missing"
    assert may(alice) == "yes"
    Cameo.objects.update(expires_at=None, access=Access.APPROVED)
    actions.grant(alice, bob, until=clock.now() + timedelta(hours=1))
    assert may(bob) == "yes"
    actions.grant(alice, bob, until=yesterday)
    assert may(bob) == "cameo_consent_missing"


def test_face_and_voice_are_asked_apart(verified, alice, bob):
    verified(alice, voice_access=Access.ONLY_ME)
    assert may(bob) == "yes"
    assert not gate.may_sound_like("alice", bob)
    assert gate.may_sound_like("alice", alice)


def test_under_eighteen_only_approved_people(verified, dana, bob):
    verified(dana, access=Access.ONLY_ME)
    with pytest.raises(refusals.AccessNotForTeens):
        actions.set_terms(dana, **TERMS)
    Cameo.objects.update(access=Access.EVERYONE)
    with pytest.raises(refusals.ConsentMissing):
        gate.require_consent(["dana"], bob)
    actions.set_terms(dana, **{**TERMS, "access": Access.APPROVED})
    actions.grant(dana, bob)
    gate.require_consent(["dana"], bob)


def test_a_block_wins_over_every_approval(verified, alice, bob):
    verified(alice, access=Access.APPROVED)
    actions.grant(alice, bob)
    people.block(bob, alice)
    assert may(bob) == "cameo_consent_missing"


def test_the_figure_wears_what_its_owner_always_wears(verified, alice):
    verified(alice, restrictions=[Chip("always", "red jacket", "top", "#b3262c").as_json()])
    assert gate.looks("alice")["top"] == "#b3262c"
    assert gate.looks("nobody") == {}


def test_the_ledger_tells_everything_and_can_be_taken_along(verified, alice, bob, client_for):
    cameo = verified(alice, access=Access.APPROVED)
    actions.grant(alice, bob)
    actions.ask(bob, "alice", "@alice waves")
    actions.withdraw(alice, bob)
    actions.revoke(cameo, alice)
    rows = json.loads(client_for(alice).get(reverse("cameo_ledger")).content)["ledger"]
    assert [row["what"] for row in reversed(rows)] == [
        "cameo.granted",
        "cameo.asked",
        "cameo.withdrawn",
        "cameo.revoked",
    ]


def test_the_pages_say_what_one_can_do_and_do_it(verified, alice, bob, client_for):
    client = client_for(alice)
    assert reverse("cameo_record") in client.get(reverse("cameo")).content.decode()
    verified(alice, access=Access.ONLY_ME)
    client.post(reverse("cameo"), {**TERMS, "expires_at": "", "access": "approved", "approve_each": ""})
    client.post(reverse("cameo_people"), {"handle": "@bob", "what": "grant"})
    assert may(bob) == "yes"
    client.post(
        reverse("cameo_looks"),
        {"skin": "#aabbcc", "hair": "#000000", "top": "#ffffff", "hair_style": "bun", "build": "slim"},
    )
    assert gate.looks("alice")["hair_style"] == "bun"
    client.post(reverse("cameo_people"), {"handle": "bob", "what": "withdraw"})
    assert may(bob) == "cameo_consent_missing"
    client.post(reverse("cameo_end"), {"what": "revoke"})
    assert may(alice) == "cameo_consent_missing"


# --- recordings -----------------------------------------------------------


def test_a_challenge_is_good_once_and_for_a_while(alice, bob):
    asked = recordings.challenge(alice)
    with pytest.raises(refusals.ChallengeOver):
        recordings.submit(bob, asked.pk, b"x")
    recordings.submit(alice, asked.pk, b"x")
    with pytest.raises(refusals.ChallengeOver):
        recordings.submit(alice, asked.pk, b"x")
    late = recordings.challenge(alice)
    Challenge.objects.filter(pk=late.pk).update(made_at=clock.now() - recordings.GOOD_FOR)
    with pytest.raises(refusals.ChallengeOver):
        recordings.submit(alice, late.pk, b"x")


def test_tries_are_limited(alice):
    for _ in range(recordings.TRIES_AN_HOUR):
        recordings.submit(alice, recordings.challenge(alice).pk, b"x")
    with pytest.raises(refusals.TooManyRecordings):
        recordings.challenge(alice)


def test_what_cannot_be_read_fails_and_is_not_kept(alice, django_capture_on_commit_callbacks):
    made = recordings.submit(alice, recordings.challenge(alice).pk, b"no film")
    name = made.file
    with django_capture_on_commit_callbacks(execute=True):
        recordings.check(made)
    assert Recording.objects.get().state == RecordingState.FAILED
    with pytest.raises(vault.Unreadable):
        vault.open_sealed(name)


def test_a_check_that_crashes_brings_a_person_in(alice, sam, monkeypatch):
    made = recordings.submit(alice, recordings.challenge(alice).pk, b"x")
    monkeypatch.setattr(recordings.watching, "watch", lambda _content: 1 / 0)
    recordings.check(made)
    assert Recording.objects.get().state == RecordingState.UNCERTAIN
    assert gate.usable("alice") is None


def test_recordings_are_sealed_on_disk_and_gone_with_the_cameo(verified, alice, client_for):
    content = b"the face of alice" * 100
    name = vault.seal(content)
    path = vault.folder() / name
    assert content not in path.read_bytes()
    assert vault.open_sealed(name) == content
    path.write_bytes(path.read_bytes()[:-4] + b"AAAA")
    with pytest.raises(vault.Unreadable):
        vault.open_sealed(name)
    with pytest.raises(vault.Unreadable):
        vault.open_sealed("../db.sqlite3")


def test_deleting_the_cameo_deletes_all_of_it_and_not_the_account(
    verified, alice, bob, django_capture_on_commit_callbacks
):
    cameo = verified(alice, approve_each=True)
    actions.ask(bob, "alice", "@alice waves")
    made = recordings.submit(alice, recordings.challenge(alice).pk, b"x")
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(alice)
    assert not (vault.folder() / made.file).exists()
    assert not Cameo.objects.filter(pk=cameo.pk).exists()
    assert not Recording.objects.exists()
    assert not Challenge.objects.exists()
    assert not UseRequest.objects.exists()
    alice.refresh_from_db()
    assert alice.is_active


@pytest.mark.render
def test_from_the_camera_to_a_verified_cameo(film, alice, client_for):
    client = client_for(alice)
    asked = client.get(reverse("cameo_record")).context["challenge"]
    Challenge.objects.filter(pk=asked.pk).update(digits="472951", turns=["left", "right"])
    upload = SimpleUploadedFile("cameo", film.encoded(), "video/mp4")
    answer = client.post(
        reverse("cameo_record"),
        {"challenge": asked.pk, "film": upload},
        headers={"Accept": "application/json"},
    )
    assert answer.json() == {"next": reverse("cameo_checking")}
    recordings.check(Recording.objects.get())
    page = client.get(reverse("cameo_checking"))
    assert page.context["recording"].state == RecordingState.PASSED, page.context["checks"]
    looks = gate.looks("alice")
    red, green, blue = (int(looks["hair"][k : k + 2], 16) for k in (1, 3, 5))
    assert red > 1.5 * max(green, blue)
    assert gate.voice("alice")["voice"] == "low"
