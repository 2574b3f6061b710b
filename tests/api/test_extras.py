"""What goes beyond the original, and that a client which asks for none of it is answered as before."""

from __future__ import annotations

import base64
import io
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx2
import numpy as np
import openai
import pytest
from PIL import Image

from accounts import clock
from generation.api import stream
from generation.api.models import Made
from generation.models import Video
from generation.states import Status

from .test_client import KEYS, made

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture
def ask(live_server, key_of, alice):
    """`ask("POST", "/videos", json={…})`: a bare HTTP call with Alice's key."""
    head = {"Authorization": f"Bearer {key_of(alice)}"}

    def _ask(method: str, path: str, headers=(), **options):
        address = f"{live_server.url}/v1{path}"
        return httpx2.request(method, address, headers={**head, **dict(headers)}, timeout=30, **options)

    return _ask


def body(**more):
    return {"model": "colour", "prompt": "A bar moves", "size": "64x36", "seconds": "1", **more}


def test_several_variants_are_made_with_seeds_that_follow_each_other(ask):
    told = ask("POST", "/videos", json=body(variants=3, seed=5)).json()
    assert len(told["variants"]) == 3
    assert told["id"] == told["variants"][0]
    assert sorted(Video.objects.values_list("seed", flat=True)) == [5, 6, 7]


def test_who_asks_for_nothing_more_is_told_nothing_more(ask):
    assert set(ask("POST", "/videos", json=body()).json()) == KEYS


def test_shots_become_a_storyboard_whose_lengths_are_kept(ask):
    shots = [{"prompt": "A corgi sits", "seconds": 3}, {"prompt": "the corgi runs", "seconds": 1}]
    asked = body(shots=shots)
    del asked["seconds"]
    told = ask("POST", "/videos", json={**asked, "prompt": "In a park"}).json()
    row = Video.objects.get(public_id=told["id"])
    assert row.prompt == "In a park\nShot 1 (3 s): A corgi sits\nShot 2 (1 s): the corgi runs"
    assert [shot.seconds for shot in row.shots.all()] == [3.0, 1.0]
    assert told["seconds"] == "4"


@pytest.mark.parametrize(
    ("more", "param"),
    [
        ({"shots": []}, "shots"),
        ({"shots": [{"prompt": "x", "seconds": 0}]}, "shots"),
        ({"shots": ["x"]}, "shots"),
        ({"variants": 5}, "variants"),
        ({"variants": True}, "variants"),
        ({"seed": -1}, "seed"),
        ({"style": "cubist"}, "style"),
        ({"physics": "magic"}, "physics"),
        ({"physics": 1}, "physics"),
        ({"expires_after": {"anchor": "birth", "seconds": 100}}, "expires_after"),
        ({"expires_after": {"seconds": 1}}, "seconds"),
        ({"input_reference": {"file_id": "file-1"}}, "input_reference"),
    ],
)
def test_what_is_wrong_with_an_extra_is_named(ask, more, param):
    answer = ask("POST", "/videos", json=body(**more))
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, param)
    assert not Video.objects.exists()


def test_physics_is_asked_for_one_video_and_what_is_made_from_it(ask, work):
    told = ask("POST", "/videos", json=body(physics="simulated")).json()
    plain = ask("POST", "/videos", json=body()).json()
    rows = {row.public_id: row for row in Video.objects.all()}
    assert (rows[told["id"]].physics, rows[plain["id"]].physics) == ("simulated", "")
    work()
    change = {"prompt": "make it night"}
    of = {"video": {"id": plain["id"]}, **change}
    for more, wanted in (({"physics": "simulated"}, "simulated"), ({}, "")):
        edited = ask("POST", "/videos/edits", json=of | more).json()
        assert Video.objects.get(public_id=edited["id"]).physics == wanted
    assert ask("POST", f"/videos/{plain['id']}/remix", json={**change, "physics": "magic"}).status_code == 400


def test_an_expired_video_is_told_of_but_not_handed_out(client, ask, work, alice):
    video = made(client, extra_body={"expires_after": {"anchor": "created_at", "seconds": 3600}})
    assert video.expires_at == pytest.approx(video.created_at + 3600, abs=5)
    work()
    assert ask("GET", f"/videos/{video.id}/content").status_code == 200
    Made.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert client.videos.retrieve(video.id).status == "completed"
    with pytest.raises(openai.NotFoundError) as gone:
        client.videos.download_content(video.id)
    assert gone.value.code == "video_expired"
    assert Video.objects.owned_by(alice).get().is_ready


def test_a_deployment_may_let_all_videos_expire(client, settings):
    settings.API_EXPIRES_DAYS = 2
    video = made(client)
    assert video.expires_at == pytest.approx(video.created_at + 2 * 86400, abs=5)


def test_rate_limits_are_told_with_refusals_too_and_who_may_try_again(ask, alice):
    answer = ask("GET", "/videos/video_nothing")
    assert answer.status_code == 404
    assert int(answer.headers["x-ratelimit-remaining-requests"]) == 119
    assert "x-should-retry" not in answer.headers
    alice.api_keys.update(per_minute=1)
    slow = ask("GET", "/videos")
    assert (slow.status_code, slow.headers["x-should-retry"]) == (429, "true")
    assert int(slow.headers["retry-after"]) > 0


def test_a_video_that_is_not_ready_is_not_asked_for_again_by_itself(client, ask):
    answer = ask("GET", f"/videos/{made(client).id}/content")
    assert (answer.status_code, answer.headers["x-should-retry"]) == (409, "false")


def test_a_call_that_broke_down_is_only_tried_again_where_that_makes_nothing_twice(ask, monkeypatch):
    monkeypatch.setattr("generation.api.usage.admit", lambda *_a: 1 / 0)
    plain = ask("POST", "/videos", json=body())
    named = ask("POST", "/videos", {"Idempotency-Key": "one"}, json=body())
    assert (plain.status_code, plain.headers["x-should-retry"]) == (500, "false")
    assert (named.status_code, named.headers["x-should-retry"]) == (500, "true")


def test_progress_is_streamed_until_the_video_is_there(client, ask, work, monkeypatch):
    monkeypatch.setattr(stream, "LOOK_SECONDS", 0.01)
    video = made(client)
    work()
    text = ask("GET", f"/videos/{video.id}/events")
    assert text.headers["content-type"].startswith("text/event-stream")
    name, number, data = text.text.strip().splitlines()
    assert name == "event: video.completed"
    event = json.loads(data.removeprefix("data: "))
    assert event["video"]["id"] == video.id
    assert number == f"id: {event['sequence_number']}"
    assert set(event["video"]) == KEYS


async def test_under_asgi_each_change_is_told_as_it_comes(make, alice, monkeypatch):
    from channels.db import database_sync_to_async

    monkeypatch.setattr(stream, "LOOK_SECONDS", 0.01)
    row = await database_sync_to_async(make)(alice)
    told = stream._later(row)
    first = await anext(told)
    assert b"event: video.progress" in first
    assert b'"status": "queued"' in first
    change = {"status": Status.CANCELED, "progress_seq": 9, "failure_code": "canceled"}
    await Video.objects.filter(pk=row.pk).aupdate(**change)
    assert b"event: video.failed\nid: 9" in await anext(told)
    with pytest.raises(StopAsyncIteration):
        await anext(told)


def test_nobody_else_hears_of_the_progress_or_the_physics(client, live_server, key_of, bob):
    video = made(client)
    head = {"Authorization": f"Bearer {key_of(bob)}"}
    for path in ("events", "physics", "content?variant=take"):
        answer = httpx2.get(f"{live_server.url}/v1/videos/{video.id}/{path}", headers=head)
        assert answer.status_code == 404


def test_a_batch_is_answered_line_by_line(ask):
    lines = [
        {"custom_id": "a", "method": "POST", "url": "/v1/videos", "body": body()},
        {"custom_id": "b", "body": body(size="1x1")},
        body(prompt="A cat"),
    ]
    text = "\n".join(map(json.dumps, lines)) + "\nno json\n"
    answer = ask("POST", "/videos/batches", {"Content-Type": "application/jsonl"}, content=text)
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert [row["custom_id"] for row in rows] == ["a", "b", "line-3", "line-4"]
    assert [row["response"] is not None for row in rows] == [True, False, True, False]
    assert (rows[1]["error"]["param"], rows[3]["error"]["code"]) == ("size", "invalid_json")
    assert Video.objects.count() == 2


def test_a_batch_that_is_sent_again_makes_nothing_twice(ask):
    head = {"Idempotency-Key": "night-17"}
    file = {"file": ("batch.jsonl", "\n".join([json.dumps(body())] * 2), "application/jsonl")}
    first = ask("POST", "/videos/batches", head, files=file).text
    again = ask("POST", "/videos/batches", head, files=file).text
    ids = [json.loads(line)["response"]["body"]["id"] for line in first.splitlines()]
    assert ids == [json.loads(line)["response"]["body"]["id"] for line in again.splitlines()]
    assert len(set(ids)) == Video.objects.count() == 2


def test_characters_in_brackets_and_in_json_are_read_alike():
    from django.http import QueryDict

    from generation.api import bodies

    found: dict = {}
    query = QueryDict("characters[][id]=a&characters[][id]=b&characters[][name]=x&video[id]=v&tags[]=1")
    for name, values in query.lists():
        for value in values:
            bodies._put(found, name, value)
    assert found["characters"] == [{"id": "a"}, {"id": "b", "name": "x"}]
    assert (found["video"], found["tags"]) == ({"id": "v"}, ["1"])


class _Pictures(BaseHTTPRequestHandler):
    """A web server with one good picture, a page, and an address that leads elsewhere."""

    def do_GET(self) -> None:
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "/sky.png")
            self.end_headers()
            return
        out = io.BytesIO()
        Image.new("RGB", (128, 72), "teal").save(out, "PNG")
        self.send_response(200)
        self.send_header("Content-Type", "image/png" if self.path == "/sky.png" else "text/html")
        self.end_headers()
        self.wfile.write(out.getvalue())

    def log_message(self, *_words: object) -> None:
        """Quietly."""


@pytest.fixture
def pictures():
    server = HTTPServer(("127.0.0.1", 0), _Pictures)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_picture_on_the_web_is_fetched_where_the_address_is_public(ask, pictures, settings):
    asked = body(input_reference={"image_url": f"{pictures}/sky.png"})
    refused = ask("POST", "/videos", json=asked)
    assert refused.json()["error"]["code"] == "unsafe_address"
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    told = ask("POST", "/videos", json=asked)
    assert told.status_code == 200, told.text
    assert Video.objects.get(public_id=told.json()["id"]).start_image


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/page.html", "unsupported_image"),
        ("/elsewhere", "image_unreachable"),
    ],
)
def test_a_page_and_a_redirect_are_no_picture(ask, pictures, settings, path, code):
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    answer = ask("POST", "/videos", json=body(input_reference={"image_url": pictures + path}))
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)


@pytest.mark.parametrize(
    "address", ["https://10.0.0.1/x.png", "https://[::1]/x.png", "ftp://x/y", "https://user@x/"]
)
def test_no_picture_is_fetched_from_a_private_network(ask, address):
    answer = ask("POST", "/videos", json=body(input_reference={"image_url": address}))
    assert answer.json()["error"]["code"] == "unsafe_address"


@pytest.mark.parametrize("prompt", ["A kite\x00", "Half \ud83d"])
def test_a_text_that_cannot_be_kept_is_refused_by_its_field(ask, prompt):
    for sent in (body(prompt=prompt), {**body(), "video": {"id": prompt}}, body(**{prompt: 1})):
        answer = ask("POST", "/videos", {"Content-Type": "application/json"}, content=json.dumps(sent))
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "unreadable_text")
    assert not Video.objects.exists()


def test_an_address_with_a_nul_is_refused(ask):
    for path in ("/videos/video_%00", "/videos?after=%00"):
        answer = ask("GET", path)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "unreadable_address")


def test_a_large_picture_may_come_as_a_data_address_in_a_form(ask):
    noise = np.random.default_rng(1).integers(0, 255, (720, 1280, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "PNG")
    address = "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
    assert len(address) > 3_000_000
    fields = {"model": "colour", "prompt": "A cat", "size": "64x36", "seconds": "1"}
    fields["input_reference[image_url]"] = address
    answer = ask("POST", "/videos", files={name: (None, value) for name, value in fields.items()})
    assert answer.status_code == 200, answer.text
    assert Video.objects.get(public_id=answer.json()["id"]).start_image


def test_a_method_that_is_not_offered_is_told_which_ones_are(ask):
    answer = ask("PUT", "/videos")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")
