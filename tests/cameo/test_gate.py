"""Nobody is shown who did not agree; what errors is a no."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts import actions as people
from cameo import actions, gate, refusals
from cameo.models import Access, Cameo, Grant
from cameo.signals import consent_revoked


@pytest.fixture
def cameo(alice) -> Cameo:
    return Cameo.objects.create(owner=alice, access=Access.EVERYONE, verified_at=timezone.now())


@pytest.mark.parametrize(
    ("prompt", "handles"),
    [
        ("@alice and @Bob dance. @alice waves.", ["alice", "bob"]),
        ("Me and @alice.", ["alice"]),
        ("write to a@example.org or a@@b", []),
        ("no names", []),
    ],
)
def test_handles_are_found_and_addresses_are_not(prompt, handles):
    assert gate.mentions(prompt) == handles


def test_a_handle_without_consent_is_refused_whoever_it_is(alice, bob):
    for handle in ("alice", "bob", "nobody_at_all"):
        with pytest.raises(refusals.ConsentMissing):
            gate.require_consent([handle], bob)


def test_access_is_what_its_owner_said(cameo, alice, bob, charlie):
    def may(person) -> bool:
        try:
            gate.require_consent(["alice"], person)
        except refusals.Refusal:
            return False
        return True

    assert all(map(may, (alice, bob, charlie)))
    Cameo.objects.update(access=Access.ONLY_ME)
    assert [may(person) for person in (alice, bob, charlie)] == [True, False, False]
    Cameo.objects.update(access=Access.MUTUALS)
    assert [may(person) for person in (alice, bob, charlie)] == [True, False, False]
    people.follow(alice, bob)
    assert [may(person) for person in (alice, bob, charlie)] == [True, True, False]
    Cameo.objects.update(access=Access.APPROVED)
    Grant.objects.create(cameo=cameo, person=charlie)
    assert [may(person) for person in (alice, bob, charlie)] == [True, False, True]
    people.block(alice, charlie)
    assert not may(charlie)
    Cameo.objects.update(verified_at=None)
    assert not may(alice)


def test_a_teen_is_not_shown_by_others(dana, bob):
    Cameo.objects.create(owner=dana, access=Access.EVERYONE, verified_at=timezone.now())
    gate.require_consent(["dana"], dana)
    with pytest.raises(refusals.ConsentMissing):
        gate.require_consent(["dana"], bob)


def test_more_than_three_people_are_too_many(bob):
    with pytest.raises(refusals.TooManyCameos):
        gate.require_consent(["a1", "b1", "c1", "d1"], bob)


@pytest.mark.django_db(transaction=True)
def test_revoking_ends_consent_and_tells_the_apps_above_once(cameo, alice, bob):
    news = []
    consent_revoked.connect(lambda **kw: news.append(kw["handle"]), weak=False, dispatch_uid="test")
    try:
        assert actions.revoke(cameo, alice)
        assert not actions.revoke(cameo, alice)
    finally:
        consent_revoked.disconnect(dispatch_uid="test")
    assert news == ["alice"]
    with pytest.raises(refusals.ConsentMissing):
        gate.require_consent(["alice"], bob)


def test_a_lookup_that_crashes_refuses(bob, monkeypatch):
    monkeypatch.setattr(gate, "usable", lambda *_a: 1 / 0)
    with pytest.raises(refusals.ConsentUnavailable):
        gate.require_consent(["alice"], bob)
