"""Coming in: codes, sign-up, the birthday check, the waiting list."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from accounts import actions, clock, codes, queries, refusals
from accounts.models import AuditEvent, Invite, Person, WaitlistEntry
from tests.conftest import PASSWORD


@pytest.fixture
def invite(alice) -> Invite:
    return actions.give_invite(alice)


def sign_up(client: Client, **changes):
    fields = {
        "username": "newcomer",
        "email": "newcomer@example.org",
        "birth_date": "1995-03-04",
        "password1": PASSWORD,
        **changes,
    }
    return client.post("/accounts/signup/", fields)


def open_link(code: str) -> Client:
    client = Client()
    assert client.get(f"/i/{code}/").status_code == 200
    return client


def test_a_link_says_who_invites_and_leads_to_an_account(invite, alice):
    page = Client().get(f"/i/{invite.code}/")
    assert "Alice invites you" in page.content.decode()
    response = sign_up(open_link(invite.code))
    assert response.status_code == 302
    newcomer = Person.objects.get(username="newcomer")
    assert newcomer.invited_by == alice
    assert newcomer.birth_date == date(1995, 3, 4)
    invite.refresh_from_db()
    assert (invite.used, invite.redemptions.get().person) == (1, newcomer)
    assert queries.invites_left(newcomer) == 4


def test_without_an_invite_there_is_no_sign_up(db):
    assert "by invitation" in Client().get("/accounts/signup/").content.decode()
    sign_up(Client())
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda invite: {"code": codes.new()}, "invite_unknown"),
        (lambda invite: {"used": 1}, "invite_used"),
        (lambda invite: {"expires_at": clock.now() - timedelta(seconds=1)}, "invite_expired"),
        (lambda invite: {"revoked_at": clock.now()}, "invite_revoked"),
    ],
)
def test_a_code_that_does_not_work_says_why(invite, spoil, code):
    typed = invite.code
    Invite.objects.filter(pk=invite.pk).update(**spoil(invite))
    page = Client().get(f"/i/{typed}/")
    assert page.status_code == 404
    assert f'data-code="{code}"' in page.content.decode()


def test_a_code_that_is_used_up_while_somebody_types_creates_nobody(invite):
    client = open_link(invite.code)
    Invite.objects.update(used=1)
    sign_up(client)
    assert not Person.objects.filter(username="newcomer").exists()


def test_guessing_codes_is_slow(db):
    client = Client()
    answers = [client.get(f"/i/{codes.new()}/").status_code for _ in range(12)]
    assert answers[:10] == [404] * 10
    assert answers[10:] == [429, 429]


def test_a_pasted_link_or_a_sloppy_code_is_understood(invite):
    for typed in (
        invite.code.lower(),
        invite.code.replace("-", " "),
        f"  https://sora.example/i/{invite.code}/ ",
    ):
        assert Client().post("/i/", {"code": typed}).headers["Location"] == f"/i/{invite.code}/"
    page = Client().post("/i/", {"code": "??"})
    assert page.status_code == 400
    assert "does not exist" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_only_as_many_come_in_as_the_code_allows(make_person):
    (invite,) = actions.mint_invites(cap=3)
    people = [make_person(f"person{n}") for n in range(8)]

    def come(person: Person) -> bool:
        try:
            actions.redeem(invite.code, person)
        except refusals.Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        came = list(pool.map(come, people))
    invite.refresh_from_db()
    assert sum(came) == invite.used == invite.redemptions.count() == 3


def test_somebody_under_13_is_turned_away_kindly_and_cannot_try_another_date(invite):
    client = open_link(invite.code)
    young = sign_up(client, birth_date=(clock.today() - timedelta(days=365 * 12)).isoformat())
    assert "at least 13" in young.content.decode()
    again = sign_up(client, birth_date="1990-01-01")
    assert "at least 13" in again.content.decode()
    assert not Person.objects.filter(username="newcomer").exists()


@pytest.mark.parametrize("born", ["2999-01-01", "1800-01-01", "yesterday", ""])
def test_an_impossible_birthday_is_refused_and_nothing_typed_is_lost(invite, born):
    page = sign_up(open_link(invite.code), birth_date=born).content.decode()
    assert "errorlist" in page
    assert "newcomer@example.org" in page


@pytest.mark.parametrize("handle", ["ab", "with space", "a" * 31, "ALICE", "alice"])
def test_a_handle_that_cannot_be_is_refused(invite, handle):
    sign_up(open_link(invite.code), username=handle)
    assert Person.objects.count() == 1


def test_everybody_has_four_invites_to_give_and_may_take_unused_ones_back(alice, client_for):
    client = client_for(alice)
    for _n in range(5):
        client.post("/settings/invites/")
    assert alice.invites.count() == 4
    first = alice.invites.first()
    client.post(f"/settings/invites/{first.code}/revoke/")
    assert queries.invites_left(alice) == 1
    assert client_for(alice).get("/settings/invites/").status_code == 200


def test_nobody_takes_back_the_code_of_somebody_else(invite, charlie, client_for):
    assert client_for(charlie).post(f"/settings/invites/{invite.code}/revoke/").status_code == 404
    invite.refresh_from_db()
    assert invite.is_open


def test_teens_give_no_invites(dana):
    with pytest.raises(refusals.NoInvitesLeft):
        actions.give_invite(dana)


def test_the_waiting_list_takes_an_address_once_and_staff_invite_with_one_click(
    sam, client_for, django_capture_on_commit_callbacks
):
    for _n in range(2):
        page = Client().post("/waitlist/", {"email": "Eve@example.org", "note": "films about bees"})
        assert "on the list" in page.content.decode()
    entry = WaitlistEntry.objects.get()
    data = {"action": "invite_them", "_selected_action": [entry.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        client_for(sam).post("/admin/accounts/waitlistentry/", data)
    entry.refresh_from_db()
    assert entry.invited_at
    assert entry.invite.link in mail.outbox[0].body
    assert mail.outbox[0].to == ["eve@example.org"]


def test_the_command_prints_links_that_work(db, capsys):
    call_command("invite", "--count", "2", "--days", "3", "--cap", "5")
    links = re.findall(r"/i/([A-Z0-9-]+)/", capsys.readouterr().out)
    assert len(links) == 2
    assert all(actions.find_invite(code).cap == 5 for code in links)
    with pytest.raises(CommandError):
        call_command("invite", "--count", "0")


def test_staff_mint_and_revoke_batches(sam, client_for):
    client = client_for(sam)
    client.post("/admin/accounts/invitebatch/add/", {"label": "press", "count": 3, "cap": 2})
    assert Invite.objects.filter(batch__label="press", cap=2).count() == 3
    data = {"action": "revoke", "_selected_action": list(Invite.objects.values_list("pk", flat=True))}
    client.post("/admin/accounts/invite/", data)
    assert not any(invite.is_open for invite in Invite.objects.all())


def test_the_audit_log_is_append_only(alice):
    actions.give_invite(alice)
    event = AuditEvent.objects.get(verb="invite.given")
    with pytest.raises(TypeError):
        event.save()


def test_a_superuser_needs_no_birthday(db):
    call_command("createsuperuser", "--noinput", "--username", "root", "--email", "root@example.org")
    assert Person.objects.get(username="root").is_superuser
