"""Webhooks: signed calls to a real server, believed by the official client, never into a private net."""

from __future__ import annotations

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import openai
import pytest

from accounts import clock, posting
from accounts.posting import BadAddressError
from generation.api import signing, webhooks
from generation.api.models import Delivery, Event
from generation.models import Video
from generation.states import Status

pytestmark = pytest.mark.django_db(transaction=True)


class Listener(ThreadingHTTPServer):
    """A program that is told things: keeps what came, answers `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Ear)
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.status = 204

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?room=1"


class _Ear(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.came.append((dict(self.headers.items()), body))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", self.server.url)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Nothing on the console."""


@pytest.fixture
def listener(settings):
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    server = Listener()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def hook(alice, listener):
    return webhooks.add(alice, listener.url, list(Event.values))


def test_a_ready_video_is_told_once_and_the_official_client_believes_it(client, work, hook, listener):
    video = client.videos.create(model="colour", prompt="A cat", size="64x36", seconds="1")
    work()
    assert (webhooks.deliver(), webhooks.deliver(), webhooks.catch_up()) == (1, 0, 0)
    [(headers, body)] = listener.came
    event = client.webhooks.unwrap(body, headers, secret=hook.secret)
    assert (event.type, event.data.id, event.object) == ("video.completed", video.id, "event")
    row = hook.deliveries.get()
    assert row.delivered_at is not None
    assert row.attempts.get().status == 204
    with pytest.raises(openai.InvalidWebhookSignatureError):
        client.webhooks.unwrap(body, headers, secret=signing.new_secret())


def test_a_failed_video_is_told_and_one_that_was_forgotten_is_found(client, hook, listener, monkeypatch):
    from generation.lifecycle import transition

    client.videos.create(model="colour", prompt="A cat", size="64x36", seconds="1")
    monkeypatch.setattr(webhooks, "tell", lambda _video: [])
    video = Video.objects.get()
    transition(video, Status.CANCELED, reason="test", changes={"failure_code": "canceled"})
    monkeypatch.undo()
    assert hook.deliveries.count() == 0
    assert webhooks.catch_up() == 1
    assert hook.deliveries.get().type == "video.failed"


def test_a_call_that_fails_is_tried_again_later_and_later_for_three_days(hook, listener, monkeypatch):
    listener.status = 500
    delivery = webhooks.test(hook)
    began = now = clock.now()
    waits = []
    while True:
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        assert webhooks.deliver() == 1
        delivery.refresh_from_db()
        if delivery.next_at is None:
            break
        waits.append((delivery.next_at - now).total_seconds())
        now = delivery.next_at
    assert waits == list(webhooks.DELAYS)
    assert timedelta(hours=70) < now - began <= timedelta(hours=72)
    assert delivery.attempts.count() == len(webhooks.DELAYS) + 1
    assert delivery.delivered_at is None


def test_a_new_secret_and_the_old_one_sign_together_for_a_day(hook, alice, listener, client, monkeypatch):
    old = hook.secret
    webhooks.rotate(alice, hook)
    Delivery.objects.create(endpoint=hook, type=Event.COMPLETED, about="video_1", next_at=clock.now())
    webhooks.deliver()
    headers, body = listener.came[-1]
    for secret in (old, hook.secret):
        client.webhooks.verify_signature(body, headers, secret=secret)
    later = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: later)
    row = Delivery.objects.create(endpoint=hook, type=Event.COMPLETED, about="video_2", next_at=later)
    webhooks.deliver()
    row.refresh_from_db()
    assert len(listener.came[-1][0]["webhook-signature"].split()) == 1


def test_redirects_are_not_followed_and_gone_switches_the_hook_off(hook, listener):
    listener.status = 302
    webhooks.test(hook)
    webhooks.deliver()
    assert len(listener.came) == 1
    listener.status = 410
    webhooks.resend(Delivery.objects.get())
    webhooks.deliver()
    hook.refresh_from_db()
    assert hook.disabled_at is not None
    assert Delivery.objects.get().next_at is None


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "https://user:secret@example.org/",
        "https://",
        "https://example.org:0/",
        "https://exa mple.org/",
        "https://example.org/#part",
        "https://[::1",
        "https://example.org/" + "a" * 500,
    ],
)
def test_addresses_of_a_wrong_form_are_refused(url):
    with pytest.raises(BadAddressError):
        posting.checked(url, loopback=False)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "2130706433",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]",
        "[2002:a00:1::]",
        "[fc00::1]",
    ],
)
def test_nothing_is_sent_into_a_private_network(host):
    answer = posting.post(f"https://{host}/", b"{}", {}, loopback=False)
    assert answer.status is None
    assert "private" in answer.error or "not known" in answer.error


def test_whoever_answers_a_byte_at_a_time_is_cut_off(listener, monkeypatch):
    monkeypatch.setattr(posting, "SECONDS", 0.2)
    release = threading.Event()
    monkeypatch.setattr(_Ear, "do_POST", lambda _self: release.wait(5))
    answer = posting.post(listener.url, b"{}", {}, loopback=True)
    release.set()
    assert answer.status is None
    assert "within" in answer.error


def test_programs_make_test_and_remove_hooks_and_only_their_own(client, listener, key_of, bob, live_server):
    made = client.post("/webhook_endpoints", body={"url": listener.url}, cast_to=dict)
    assert made["secret"].startswith("whsec_")
    listed = client.get("/webhook_endpoints", cast_to=dict)["data"]
    assert [row["id"] for row in listed] == [made["id"]]
    assert "secret" not in listed[0]
    with openai.OpenAI(base_url=f"{live_server.url}/v1", api_key=key_of(bob), max_retries=0) as bobs:
        for call in (bobs.get, bobs.delete):
            with pytest.raises(openai.NotFoundError):
                call(f"/webhook_endpoints/{made['id']}", cast_to=dict)
    client.post(f"/webhook_endpoints/{made['id']}/test", cast_to=dict)
    webhooks.deliver()
    assert len(listener.came) == 1
    assert client.delete(f"/webhook_endpoints/{made['id']}", cast_to=dict)["deleted"] is True
    for body, param in (({"url": "https://"}, "url"), ({"url": listener.url, "events": ["x"]}, "events")):
        with pytest.raises(openai.BadRequestError) as no:
            client.post("/webhook_endpoints", body=body, cast_to=dict)
        assert no.value.param == param


def test_a_person_adds_watches_and_removes_a_hook_on_the_pages(client_for, alice, bob, listener):
    browser = client_for(alice)
    page = browser.post("/settings/webhooks/", {"url": listener.url, "events": ["video.completed"]})
    hook = alice.webhooks.get()
    assert hook.secret in page.content.decode()
    assert hook.secret not in browser.get("/settings/webhooks/").content.decode()
    address = f"/settings/webhooks/{hook.public_id}/"
    browser.post(f"{address}test/")
    webhooks.deliver()
    assert "204" in browser.get(address).content.decode()
    browser.post(f"/settings/webhooks/deliveries/{hook.deliveries.get().public_id}/resend/")
    assert webhooks.deliver() == 1
    browser.post(f"{address}switch/")
    browser.post(f"{address}test/")
    assert webhooks.deliver() == 0
    assert client_for(bob).get(address).status_code == 404
    assert client_for(bob).post(f"{address}remove/").status_code == 404
    browser.post(f"{address}remove/")
    assert not alice.webhooks.exists()


def test_a_wrong_address_says_what_to_do_and_keeps_what_was_typed(client_for, alice):
    page = client_for(alice).post(
        "/settings/webhooks/", {"url": "http://a.example/", "events": ["video.failed"]}
    )
    assert page.status_code == 422
    assert "http://a.example/" in page.content.decode()


def test_all_that_is_due_is_sent_at_once_and_what_comes_rings(hook, listener, monkeypatch):
    from generation import dispatch
    from generation.api import tasks

    rung = []
    monkeypatch.setattr(dispatch, "send", lambda task, queue, **_options: rung.append((task.name, queue)))
    for _ in range(12):
        webhooks.test(hook)
    assert rung == [("videos_api.deliver", "default")] * 12
    assert tasks.deliver() == 12
    assert len(listener.came) == 12
    assert tasks.deliver() == 0
