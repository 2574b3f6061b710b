"""While one types @, only those are offered whom one may use."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts import actions as people
from cameo import actions, vault
from cameo.models import Access, Character, CharacterState

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(client_for):
    def _offered(person, begun="") -> list[str]:
        answer = client_for(person).get(reverse("cameo_named"), {"q": begun})
        return [one["mention"] for one in answer.json()["people"]]

    return _offered


def test_people_are_offered_as_the_gate_says(offered, verified, alice, bob, charlie):
    cameo = verified(alice, access=Access.APPROVED)
    assert offered(alice, "al") == ["@alice"]
    assert offered(bob, "al") == []
    actions.grant(alice, bob)
    assert offered(bob, "al") == ["@alice"]
    assert offered(bob, "x") == []
    assert offered(charlie, "al") == []
    people.block(alice, bob)
    assert offered(bob, "al") == []
    actions.revoke(cameo, alice)
    assert offered(alice, "al") == []


def test_characters_are_offered_by_name_handle_and_owner(offered, alice, bob):
    Character.objects.create(
        owner=alice, name="Grumpy", handle="rex", access=Access.EVERYONE, state=CharacterState.READY,
        cutout=vault.seal(b"x"),
    )  # fmt: skip
    Character.objects.create(owner=alice, name="Hidden", handle="hidden", cutout=vault.seal(b"x"))
    assert [offered(alice, begun) for begun in ("re", "gru", "hid")] == [["@rex"], ["@rex"], []]
    assert [offered(bob, begun) for begun in ("re", "alice.r", "al")] == [["@alice.rex"]] * 3
    Character.objects.update(access=Access.ONLY_ME)
    assert offered(bob, "re") == []


def test_nobody_without_an_account_is_told_anything(client, verified, alice):
    verified(alice)
    assert client.get(reverse("cameo_named"), {"q": "a"}).status_code == 302
