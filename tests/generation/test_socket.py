"""The owner's socket: snapshot first, rising numbers, and nothing for strangers."""

from __future__ import annotations

import json

import pytest
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import AnonymousUser

from generation import events, queries
from generation.lifecycle import Status, transition
from generation.models import Video
from generation.routing import websocket_urlpatterns

pytestmark = pytest.mark.django_db(transaction=True)


def socket_of(person) -> WebsocketCommunicator:
    socket = WebsocketCommunicator(URLRouter(websocket_urlpatterns), "/ws/progress/")
    socket.scope["user"] = person
    return socket


async def opened(person) -> tuple[WebsocketCommunicator, dict]:
    socket = socket_of(person)
    connected, _ = await socket.connect()
    assert connected
    return socket, await socket.receive_json_from(5)


async def test_what_events_publish_is_what_the_channel_layer_receives():
    """The contract with channels_redis: its wire format is not public, so it is tested."""
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add("videos.7", channel)
    await sync_to_async(events.send)(
        "videos.7", {"id": "video_x", "seq": 3, "eta_seconds": 1.5, "preview": None}
    )
    received = await layer.receive(channel)
    assert received == {
        "type": "video.event",
        "video": {"id": "video_x", "seq": 3, "eta_seconds": 1.5, "preview": None},
    }
    await layer.group_send("videos.7", {"type": "video.event", "video": {"seq": 4}})
    assert (await layer.receive(channel))["video"] == {"seq": 4}
    await layer.flush()


async def test_the_first_message_is_the_snapshot_of_ones_own_videos(make, alice, bob):
    video = await sync_to_async(make)(alice)
    await sync_to_async(make)(bob)
    socket, first = await opened(alice)
    assert first["type"] == "snapshot"
    assert [found["id"] for found in first["videos"]] == [video.public_id]
    assert first["videos"][0] == await sync_to_async(queries.state)(video)
    assert set(first["videos"][0]) == {
        "id", "status", "stage", "stage_label", "percent", "queue_place", "eta_seconds",
        "preview", "failure", "seq", "urls",
    }  # fmt: skip
    await socket.disconnect()


async def test_a_step_reaches_the_owner_with_a_higher_number(make, alice):
    video = await sync_to_async(make)(alice)
    socket, first = await opened(alice)
    assert await sync_to_async(transition)(video, Status.IN_PROGRESS)
    event = await socket.receive_json_from(5)
    assert (event["type"], event["video"]["status"]) == ("progress", "in_progress")
    assert event["video"]["seq"] > first["videos"][0]["seq"]
    await socket.disconnect()


async def test_a_reload_shows_the_same_state(make, alice):
    video = await sync_to_async(make)(alice)
    await sync_to_async(transition)(video, Status.IN_PROGRESS, changes={"progress": 41, "stage": "render"})
    one, first = await opened(alice)
    two, second = await opened(alice)
    assert first == second
    assert first["videos"][0]["percent"] == 41
    await one.disconnect()
    await two.disconnect()


async def test_an_event_that_is_older_than_the_snapshot_is_dropped(make, alice):
    video = await sync_to_async(make)(alice)
    socket, first = await opened(alice)
    old = first["videos"][0] | {"percent": 1}
    await sync_to_async(events.send)(events.group_of(alice.pk), old)
    assert await socket.receive_nothing(0.3)
    await sync_to_async(events.send)(events.group_of(alice.pk), old | {"seq": video.progress_seq + 1})
    assert (await socket.receive_json_from(5))["video"]["percent"] == 1
    await socket.disconnect()


async def test_a_stranger_hears_nothing_of_it(make, alice, charlie):
    video = await sync_to_async(make)(alice)
    socket, first = await opened(charlie)
    assert first == {"type": "snapshot", "videos": []}
    await sync_to_async(transition)(video, Status.IN_PROGRESS)
    assert await socket.receive_nothing(0.3)
    await socket.disconnect()


async def test_who_is_not_signed_in_is_not_let_in():
    connected, _ = await socket_of(AnonymousUser()).connect()
    assert not connected


async def test_a_video_is_canceled_over_the_socket(make, alice):
    video = await sync_to_async(make)(alice)
    socket, _ = await opened(alice)
    await socket.send_json_to({"type": "cancel", "video": video.public_id})
    event = await socket.receive_json_from(5)
    assert event["video"]["status"] == "canceled"
    assert event["video"]["failure"]["code"] == "canceled"
    await socket.disconnect()


async def test_a_stranger_cannot_cancel_and_learns_nothing(make, alice, charlie):
    video = await sync_to_async(make)(alice)
    socket, _ = await opened(charlie)
    for name in (video.public_id, "video_0"):
        await socket.send_json_to({"type": "cancel", "video": name})
        answer = await socket.receive_json_from(5)
        assert (answer["type"], answer["code"]) == ("error", "video_not_found")
    assert await sync_to_async(lambda: Video.objects.get().status)() == Status.QUEUED
    await socket.disconnect()


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("not json", "bad_message"),
        ("[" * 4000, "bad_message"),
        ("[]", "unknown_message"),
        ("null", "unknown_message"),
        (json.dumps({"type": "dance"}), "unknown_message"),
        (json.dumps({"type": "cancel"}), "bad_message"),
        (json.dumps({"type": "cancel", "video": 7}), "bad_message"),
        (json.dumps({"type": "cancel", "video": "\x00"}), "bad_message"),
        (json.dumps({"type": "cancel", "video": "x" * 100_000}), "message_too_large"),
        (b"\x00\xff", "bad_message"),
    ],
)
async def test_bad_messages_are_answered_and_the_socket_lives(make, alice, message, code):
    video = await sync_to_async(make)(alice)
    socket, _ = await opened(alice)
    if isinstance(message, bytes):
        await socket.send_to(bytes_data=message)
    else:
        await socket.send_to(text_data=message)
    answer = await socket.receive_json_from(5)
    assert (answer["type"], answer["code"]) == ("error", code)
    assert answer["message"]
    await sync_to_async(transition)(video, Status.IN_PROGRESS)
    assert (await socket.receive_json_from(5))["type"] == "progress"
    await socket.disconnect()
