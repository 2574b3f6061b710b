"""Every method of the official client, unchanged but for the address and the key."""

from __future__ import annotations

import io

import openai
import pytest
from openai import AsyncOpenAI, OpenAI

from accounts.models import Person
from feed import actions as feed
from generation.api import keys
from generation.models import Video
from generation.states import Status

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = {
    "id",
    "object",
    "model",
    "status",
    "progress",
    "created_at",
    "completed_at",
    "expires_at",
    "prompt",
    "size",
    "seconds",
    "remixed_from_video_id",
    "error",
}


def made(client, **fields):
    return client.videos.create(model="colour", prompt="A corgi rides a skateboard", size="64x36", **fields)


def edited(client, video_id: str, path: str = "/videos/edits", **fields):
    """As JSON: this release of the client cannot name a video by its id in a form."""
    body = {"video": {"id": video_id}, **fields}
    return client.post(path, body=body, cast_to=openai.types.Video)


def test_a_video_is_made_polled_downloaded_and_deleted(client, work, tmp_path):
    video = made(client, seconds="4")
    assert (video.object, video.status, video.seconds, video.size) == ("video", "queued", "4", "64x36")
    assert video.id.startswith("video_")
    work()
    done = client.videos.poll(video.id)
    assert (done.status, done.progress, done.error) == ("completed", 100, None)
    film = client.videos.download_content(video.id)
    film.write_to_file(tmp_path / "film.mp4")
    assert (tmp_path / "film.mp4").read_bytes()[4:8] == b"ftyp"
    assert film.response.headers["content-disposition"] == f'attachment; filename="{video.id}.mp4"'
    assert client.videos.download_content(video.id, variant="thumbnail").read()[8:12] == b"WEBP"
    assert client.videos.download_content(video.id, variant="spritesheet").read()[:2] == b"\xff\xd8"
    gone = client.videos.delete(video.id)
    assert (gone.id, gone.deleted, gone.object) == (video.id, True, "video.deleted")
    with pytest.raises(openai.NotFoundError):
        client.videos.retrieve(video.id)


async def test_the_asynchronous_client_does_the_same(live_server, key_of, alice):
    async with AsyncOpenAI(base_url=f"{live_server.url}/v1", api_key=key_of(alice)) as client:
        video = await client.videos.create(model="colour", prompt="A cat", size="64x36", seconds="1")
        assert (await client.videos.retrieve(video.id)).id == video.id
        assert [row.id async for row in client.videos.list()] == [video.id]


def test_every_key_is_always_there(client, live_server):
    answer = client.videos.with_raw_response.create(model="colour", prompt="A cat", size="64x36")
    assert set(answer.http_response.json()) == KEYS
    assert answer.headers["x-request-id"].startswith("req_")
    assert int(answer.headers["openai-poll-after-ms"]) == pytest.approx(2000, rel=0.15)
    assert int(answer.headers["x-ratelimit-remaining-requests"]) == 119


def test_lists_go_on_after_a_video_in_both_orders(client):
    ids = [made(client).id for _ in range(5)]
    assert [video.id for video in client.videos.list(limit=2)] == ids[::-1]
    assert [video.id for video in client.videos.list(limit=2, order="asc")] == ids
    page = client.videos.list(limit=2, after=ids[2])
    assert ([video.id for video in page.data], page.has_more) == ([ids[1], ids[0]], False)
    nothing = client.videos.list(limit=0)
    assert (nothing.data, nothing.first_id, nothing.last_id, nothing.has_more) == ([], None, None, False)
    assert list(client.videos.list(limit=0)) == []


def test_remixes_and_edits_change_what_is_said(client, work):
    video = made(client)
    work()
    remix = client.videos.remix(video.id, prompt="make it night")
    assert (remix.remixed_from_video_id, remix.prompt) == (video.id, "make it night")
    edit = edited(client, video.id, prompt="the corgi is purple")
    assert edit.remixed_from_video_id is None
    assert Video.objects.get(public_id=edit.id).parent.public_id == video.id


def test_a_video_in_brackets_and_a_file_are_told_apart(client, live_server, key_of, alice, work):
    import httpx2

    video = made(client)
    work()
    head = {"Authorization": f"Bearer {key_of(alice)}"}
    form = {"prompt": (None, "make it night"), "video[id]": (None, video.id)}
    answer = httpx2.post(f"{live_server.url}/v1/videos/edits", headers=head, files=form)
    assert answer.json()["object"] == "video", answer.text
    with pytest.raises(openai.BadRequestError) as no:
        client.videos.edit(prompt="make it night", video=b"film")
    assert no.value.code == "footage_refused"


def test_an_extension_says_why_it_cannot_be_made(client, work):
    video = made(client, seconds="4")
    work()
    with pytest.raises(openai.APIStatusError) as wrong:
        edited(client, video.id, "/videos/extensions", prompt="then it jumps", seconds="7")
    assert wrong.value.param == "seconds"
    with pytest.raises(openai.APIStatusError) as no_take:
        edited(client, video.id, "/videos/extensions", prompt="then it jumps", seconds="4")
    assert no_take.value.code == "shots_not_kept"  # the small engine leaves no take to go on from


def test_a_reference_picture_comes_as_a_file_or_a_data_address(client):
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (128, 72), "teal").save(out, "PNG")
    video = made(client, input_reference=("sky.png", out.getvalue(), "image/png"))
    assert Video.objects.get(public_id=video.id).start_image
    with pytest.raises(openai.BadRequestError) as wrong:
        made(client, extra_body={"input_reference": {"image_url": "http://127.0.0.1/x.png"}})
    assert (wrong.value.param, wrong.value.code) == ("input_reference", "unsafe_address")


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"model": "sora-9"}, "model"),
        ({"size": "1x1"}, "size"),
        ({"seconds": "7"}, "seconds"),
        ({"prompt": ""}, "prompt"),
        ({"prompt": "x" * 32_001}, "prompt"),
    ],
)
def test_what_is_wrong_is_named(client, fields, param):
    right = {"model": "colour", "prompt": "A cat", "size": "64x36", "seconds": "4"}
    with pytest.raises(openai.BadRequestError) as wrong:
        client.videos.create(**{**right, **fields})
    assert (wrong.value.param, wrong.value.type) == (param, "invalid_request_error")


def test_the_models_are_listed_and_other_addresses_say_that_nothing_is_there(client):
    names = [model.id for model in client.models.list()]
    assert "colour" in names
    assert client.models.retrieve("colour").object == "model"
    with pytest.raises(openai.NotFoundError) as nothing:
        client.chat.completions.create(model="colour", messages=[])
    assert nothing.value.code == "unknown_address"
    assert nothing.value.response.headers["x-request-id"]


def test_a_large_picture_comes_in_json(client):
    import base64

    from PIL import Image

    noise, out = Image.effect_noise((1500, 1200), 90), io.BytesIO()
    noise.convert("RGB").save(out, "PNG")
    address = f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
    assert len(address) > 2_600_000
    body = {"model": "colour", "prompt": "A bar", "size": "64x36", "input_reference": {"image_url": address}}
    with pytest.raises(openai.BadRequestError) as no:  # noise, in which the cascades may see a face
        client.post("/videos", body={**body, "size": "1x1"}, cast_to=openai.types.Video)
    assert no.value.param == "size"


def test_unknown_fields_are_ignored_and_extras_are_understood(client):
    video = made(client, extra_body={"whatever": 1, "seed": 11, "style": "anime"})
    row = Video.objects.get(public_id=video.id)
    assert (row.seed, row.style) == (11, "anime")


def test_the_same_idempotency_key_makes_one_video(client):
    header = {"Idempotency-Key": "order-17"}
    first, again = made(client, extra_headers=header), made(client, extra_headers=header)
    assert first.id == again.id
    assert made(client).id != first.id


def test_a_full_day_says_so_and_that_trying_again_does_not_help(client, settings):
    settings.DAILY_VIDEOS = 1
    made(client)
    with pytest.raises(openai.RateLimitError) as full:
        made(client)
    assert full.value.response.headers["x-should-retry"] == "false"
    assert int(full.value.response.headers["retry-after"]) > 0


def test_a_key_does_what_it_may_and_no_more(live_server, key_of, alice, client):
    video = made(client)
    reader = OpenAI(base_url=f"{live_server.url}/v1", api_key=key_of(alice, "read"), max_retries=0)
    assert reader.videos.retrieve(video.id).id == video.id
    for forbidden in (lambda: made(reader), lambda: reader.videos.delete(video.id)):
        with pytest.raises(openai.PermissionDeniedError) as no:
            forbidden()
        assert no.value.code == "missing_scope"


@pytest.mark.parametrize("key", ["sk-sora-nothing", "Bearer", "x y", "💥"])
def test_a_wrong_key_opens_nothing(live_server, client, key):
    import httpx2

    answer = httpx2.get(f"{live_server.url}/v1/videos", headers={b"Authorization": f"Bearer {key}".encode()})
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "invalid_api_key"


def test_a_revoked_key_and_a_closed_account_open_nothing(client, alice):
    keys.revoke(alice, alice.api_keys.get().pk)
    with pytest.raises(openai.AuthenticationError):
        client.videos.list()


def test_more_than_a_key_may_ask_in_a_minute_is_refused(client, alice):
    alice.api_keys.update(per_minute=2)
    client.videos.list()
    client.videos.list()
    with pytest.raises(openai.RateLimitError) as slow:
        client.videos.list()
    assert 0 < int(slow.value.response.headers["retry-after"]) <= 60


def test_nobody_elses_video_is_seen_changed_or_deleted(client, live_server, key_of, bob, work):
    video = made(client)
    work()
    other = OpenAI(base_url=f"{live_server.url}/v1", api_key=key_of(bob), max_retries=0)
    attempts = [
        lambda: other.videos.retrieve(video.id),
        lambda: other.videos.delete(video.id),
        lambda: other.videos.download_content(video.id),
        lambda: other.videos.remix(video.id, prompt="make it night"),
        lambda: edited(other, video.id, prompt="make it night"),
    ]
    for attempt in attempts:
        with pytest.raises(openai.NotFoundError):
            attempt()
    assert other.videos.list().data == []


def test_what_others_published_can_be_remixed(client, live_server, key_of, alice, bob, work):
    video = made(client)
    work()
    feed.publish(alice, Video.objects.get(public_id=video.id))
    other = OpenAI(base_url=f"{live_server.url}/v1", api_key=key_of(bob), max_retries=0)
    assert other.videos.remix(video.id, prompt="make it night").remixed_from_video_id == video.id


def test_a_video_made_by_a_program_is_a_draft_and_in_no_feed(client, work, alice, bob):
    from feed import queries

    made(client)
    work()
    assert queries.latest(bob).posts == []


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.IN_REVIEW, "in_progress"),
        (Status.BLOCKED, "failed"),
        (Status.CANCELED, "failed"),
        (Status.FAILED, "failed"),
    ],
)
def test_states_are_told_in_the_clients_words(client, status, told):
    video = made(client)
    Video.objects.update(status=status, failure_code="engine_error", progress=99)
    row = client.videos.retrieve(video.id)
    assert row.status == told
    assert (row.error is not None) == (told == "failed")
    assert row.progress <= 99


def test_what_staff_took_down_is_not_there(client):
    video = made(client)
    Video.objects.update(status=Status.REMOVED)
    with pytest.raises(openai.NotFoundError):
        client.videos.retrieve(video.id)


def test_a_part_of_a_film_can_be_asked_for(client, work):
    video = made(client)
    work()
    part = client.videos.with_raw_response.download_content(video.id, extra_headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")


def test_keys_are_made_shown_once_and_kept_as_digests(client_for, alice):
    page = client_for(alice).post("/settings/keys/", {"name": "Mine", "scopes": ["read"]})
    text = page.context["fresh"]
    assert text in page.content.decode()
    assert text not in client_for(alice).get("/settings/keys/").content.decode()
    row = alice.api_keys.get()
    assert row.digest == keys.digest(text)
    assert text not in str(vars(row))


def test_the_command_prints_the_key_alone(alice, capsys):
    from django.core.management import call_command

    call_command("apikey", "--user", "alice", "--scopes", "read,create")
    text = capsys.readouterr().out.strip()
    assert keys.find(text).person == Person.objects.get(username="alice")
    assert keys.find(text).scopes == ["read", "create"]
