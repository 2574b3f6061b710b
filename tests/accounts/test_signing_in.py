"""Who may no longer sign in is nobody to pages and sockets from then on, and is told why at the door."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.urls import reverse

from accounts.family import ages
from accounts.models import Person
from accounts.routing import websocket_urlpatterns
from accounts.signals import rules_changed

from ..conftest import PASSWORD


def child(person: Person, sam: Person) -> None:
    born = person.birth_date.replace(year=person.birth_date.year + 28)
    ages.correct(sam, person, born, "The passport says so.")


@pytest.mark.django_db
def test_a_birthday_that_says_under_13_ends_every_session(
    client, alice, sam, django_capture_on_commit_callbacks
):
    client.force_login(alice)
    assert client.get(reverse("settings")).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        child(alice, sam)
    assert client.get(reverse("settings")).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["paused", "a child"])
def test_the_right_password_of_a_closed_account_is_answered_with_why(client, alice, sam, why):
    if why == "paused":
        Person.objects.filter(pk=alice.pk).update(is_active=False)
    else:
        child(alice, sam)
    form = {"login": "alice", "password": PASSWORD}
    page = client.post(reverse("account_login"), form, follow=True)
    assert "This account is closed" in page.content.decode()
    assert "_auth_user_id" not in client.session
    wrong = client.post(reverse("account_login"), {**form, "password": "another one"}, follow=True)
    assert "This account is closed" not in wrong.content.decode()


@pytest.mark.django_db(transaction=True)
async def test_open_sockets_close_when_the_person_may_not_sign_in(alice, bob):
    socket = WebsocketCommunicator(URLRouter(websocket_urlpatterns), "/ws/notices/")
    socket.scope["user"] = alice
    other = WebsocketCommunicator(URLRouter(websocket_urlpatterns), "/ws/notices/")
    other.scope["user"] = bob
    for one in (socket, other):
        assert (await one.connect())[0]
        await one.receive_from(5)
    await sync_to_async(rules_changed.send)(Person, person=alice)
    assert await socket.receive_nothing(), "nothing changed for Alice: she stays"
    await sync_to_async(Person.objects.filter(pk=alice.pk).update)(is_active=False)
    await sync_to_async(rules_changed.send)(Person, person=alice)
    assert await socket.receive_output(5) == {"type": "websocket.close", "code": 4401}
    assert await other.receive_nothing()
    await other.disconnect()
