"""Notices: each to the one it concerns, once, live, and only what they want to hear and may see."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.urls import reverse

from accounts import actions
from accounts.models import Notice, NoticeSettings
from accounts.notices import digest, kinds, queries, telling
from accounts.routing import websocket_urlpatterns


def sentences(person) -> list[str]:
    return [one.sentence for one in queries.page(person)[0]]


def test_a_new_follower_is_told_and_an_unseen_unfollow_takes_it_back(alice, charlie):
    actions.follow(charlie, alice)
    assert sentences(alice) == ["@charlie followed you."]
    assert sentences(charlie) == []
    actions.unfollow(charlie, alice)
    assert sentences(alice) == []


def test_like_things_are_one_notice_until_it_is_seen(alice, bob, charlie, gus):
    for person in (charlie, gus, gus):
        telling.tell(alice, "followed", actor=person)
    assert sentences(alice) == ["@gus and 2 others followed you."]
    assert Notice.objects.filter(person=alice).count() == 1
    telling.see(alice)
    telling.tell(alice, "followed", actor=charlie)
    assert Notice.objects.filter(person=alice).count() == 2
    assert queries.unseen(alice) == 1


def test_nothing_is_told_of_oneself_or_across_a_block(alice, bob):
    telling.tell(alice, "followed", actor=alice)
    actions.block(alice, bob)
    Notice.objects.all().delete()
    telling.tell(alice, "followed", actor=bob)
    assert not Notice.objects.exists()


def test_a_block_hides_what_was_told_before(alice, bob):
    assert sentences(alice)
    actions.block(alice, bob)
    assert sentences(alice) == []
    assert queries.unseen(alice) == 0


def test_a_group_that_is_off_is_not_told_but_decisions_always_are(alice, charlie):
    NoticeSettings.objects.create(person=alice, off=list(kinds.Group.values))
    telling.tell(alice, "followed", actor=charlie)
    telling.tell(alice, "video_blocked", about="x", words="A corgi")
    assert sentences(alice) == ["“A corgi” was blocked. Its page says why."]


def test_the_page_shows_new_ones_once(alice, bob, client_for):
    client = client_for(alice)
    first = client.get(reverse("notices"))
    assert "@bob followed you." in first.content.decode()
    assert "New</span>" in first.content.decode()
    assert "New</span>" not in client.get(reverse("notices")).content.decode()
    client.post(reverse("notices_clear"))
    assert "Nothing yet" in client.get(reverse("notices")).content.decode()


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30])
def test_a_wrong_page_is_not_found(alice, client_for, before):
    assert client_for(alice).get(reverse("notices"), {"before": before}).status_code == 404


def test_what_is_wanted_is_kept(alice, client_for):
    client = client_for(alice)
    client.post(reverse("notice_settings"), {"on": ["likes"], "digest": "daily"})
    row = NoticeSettings.objects.get(person=alice)
    assert "likes" not in row.off
    assert "followers" in row.off
    assert row.digest == "daily"


def test_a_summary_comes_once_and_only_when_something_waits(alice, bob):
    NoticeSettings.objects.create(person=alice, digest="daily")
    NoticeSettings.objects.create(person=bob, digest="daily")
    assert digest.mail_due() == 1
    assert mail.outbox[0].to == [alice.email]
    assert "@bob followed you." in mail.outbox[0].body
    assert digest.mail_due() == 0


@pytest.mark.django_db(transaction=True)
async def test_the_socket_counts_and_tells_the_newest(alice, charlie):
    socket = WebsocketCommunicator(URLRouter(websocket_urlpatterns), "/ws/notices/")
    socket.scope["user"] = alice
    assert (await socket.connect())[0]
    assert await socket.receive_json_from(5) == {"unseen": 0, "newest": None, "fresh": False}
    await sync_to_async(actions.follow)(charlie, alice)
    news = await socket.receive_json_from(5)
    assert (news["unseen"], news["fresh"]) == (1, True)
    assert news["newest"]["words"] == "@charlie followed you."
    await socket.disconnect()


@pytest.mark.django_db(transaction=True)
async def test_the_socket_is_closed_to_strangers():
    socket = WebsocketCommunicator(URLRouter(websocket_urlpatterns), "/ws/notices/")
    socket.scope["user"] = AnonymousUser()
    assert await socket.connect() == (False, 4401)
