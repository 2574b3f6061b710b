"""Policy, blocks, sign-in, settings pages."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts import actions, clock, gate, queries, refusals
from accounts.models import Person
from accounts.policy import NOTHING, TEEN, Policy, merge, policy_for
from tests.conftest import PASSWORD

TODAY = date(2026, 6, 15)
policies = st.builds(
    Policy,
    **{
        f.name: {"int": st.integers(0, 50), "bool": st.booleans(), "str": st.just("")}[f.type]
        for f in fields(Policy)
    },
)


@given(policies, policies, policies)
def test_no_layer_can_loosen_another(guardian, teen, person):
    merged = merge(guardian, teen, person)
    for field in fields(Policy):
        assert getattr(merged, field.name) == min(getattr(p, field.name) for p in (guardian, teen, person))


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2013, 6, 16), NOTHING),
        (date(2013, 6, 15), TEEN.daily_videos),
        (date(2008, 6, 16), TEEN.daily_videos),
        (date(2008, 6, 15), 20),
    ],
)
def test_age_decides_to_the_day(make_person, born, expected):
    person = make_person("eve", birth_date=born)
    policy = policy_for(person, today=TODAY)
    assert (policy if expected is NOTHING else policy.daily_videos) == expected


def test_who_may_create(alice, dana, sam, make_person):
    for person in (alice, dana, sam):
        gate.may_create(person)
    for person, refusal in (
        (make_person("kid", birth_date=date(2020, 1, 1)), refusals.TooYoung),
        (make_person("unknown", birth_date=None), refusals.BirthDateMissing),
        (make_person("gone", is_active=False), refusals.AccountClosed),
    ):
        with pytest.raises(refusal):
            gate.may_create(person)


def test_a_block_hides_both_from_each_other_and_ends_following(alice, bob, charlie):
    actions.block(alice, bob)
    assert not gate.can_see(alice, bob)
    assert not gate.can_see(bob, alice)
    assert gate.can_see(charlie, alice)
    assert queries.by_handle("alice", bob) is None
    assert queries.by_handle("alice", charlie) == alice
    assert not queries.is_following(bob, alice)
    assert queries.blocked_ids(bob) == {alice.pk}
    with pytest.raises(refusals.PersonUnavailable):
        actions.follow(bob, alice)
    actions.unblock(alice, bob)
    assert gate.can_see(bob, alice)


def test_nobody_follows_or_blocks_themselves(alice):
    for action in (actions.follow, actions.block):
        with pytest.raises(refusals.NotYourself):
            action(alice, alice)


def test_signing_in_by_handle_or_address(alice):
    for login in ("alice", "Alice"):
        assert Client().post("/accounts/login/", {"login": login, "password": PASSWORD}).status_code == 302
    assert Client().post("/accounts/login/", {"login": "alice", "password": "wrong"}).status_code == 200


def test_guessing_a_password_is_slow(alice):
    for _n in range(6):
        page = Client().post("/accounts/login/", {"login": "alice", "password": "wrong"})
    assert "Too many" in page.content.decode()
    assert Client().post("/accounts/login/", {"login": "alice", "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "/settings/",
        "/settings/profile/",
        "/settings/invites/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/accounts/email/",
        "/accounts/password/change/",
    ],
)
@pytest.mark.parametrize("language", ["en", "it"])
def test_every_settings_page_opens_in_our_look_and_keeps_the_policy(alice, client_for, page, language):
    response = client_for(alice).get(page, headers={"Accept-Language": language}, follow=True)
    assert response.status_code == 200
    assert "css/tokens.css" in response.content.decode()
    assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"]


def test_a_profile_is_edited_and_what_is_too_long_is_kept_on_the_page(alice, client_for):
    client = client_for(alice)
    client.post("/settings/profile/", {"display_name": "Alice B.", "bio": "Films", "language": "it"})
    alice.refresh_from_db()
    assert (alice.display_name, alice.language) == ("Alice B.", "it")
    page = client.post(
        "/settings/profile/", {"display_name": "x" * 99, "bio": "still here", "language": "en"}
    )
    assert page.status_code == 400
    assert "still here" in page.content.decode()


def test_a_missing_date_of_birth_is_told_once_in_the_settings(make_person, client_for):
    erin = make_person("erin", birth_date=None)
    with pytest.raises(refusals.BirthDateMissing):
        gate.may_create(erin)
    client, words = client_for(erin), {"display_name": "Erin", "language": "en"}
    for wrong in ("", "2999-01-01", f"{clock.today().year - 5}-01-01"):
        assert client.post("/settings/profile/", {**words, "birth_date": wrong}).status_code == 400
    client.post("/settings/profile/", {**words, "birth_date": "1990-02-03"})
    erin.refresh_from_db()
    gate.may_create(erin)
    client.post("/settings/profile/", {**words, "birth_date": "1970-01-01"})
    erin.refresh_from_db()
    assert str(erin.birth_date) == "1990-02-03"


def test_two_people_cannot_share_an_address(alice, make_person):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person("alicia", email="ALICE@example.org")
    assert list(Person.objects.all()) == [alice]
