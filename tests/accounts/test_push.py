"""Web push: sealed as the standard says, told by the rules, forgotten when it should be."""

from __future__ import annotations

import json
import threading
from datetime import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.urls import reverse

from accounts.models import Notice, OwnRules, PushSubscription
from accounts.notices import telling
from accounts.push import asking, sealing, sending, vapid

pytestmark = pytest.mark.django_db
SECRET = b"sixteen letters!"


def number(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(sealing.read(text), "big"), sealing.CURVE)


def test_the_example_of_the_standard_is_sealed_to_the_byte():
    body = sealing.sealed(
        b"When I grow up, I want to be a watermelon",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
        own=number("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        salt=sealing.read("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert sealing.unpadded(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
        "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


class Browser:
    """A browser and its push service, on this machine: opens what it is sent with its own key."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(sealing.CURVE)
        self.status, self.got = 201, []
        phone = self

        class Service(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                phone.got.append((dict(self.headers), body))
                self.send_response(phone.status)
                self.end_headers()

            def log_message(self, *_args: object) -> None:
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}/push/abc"
        self.origin = self.endpoint.removesuffix("/push/abc")
        point = sealing.point_of(self.key.public_key())
        self.keys = {"p256dh": sealing.unpadded(point), "auth": sealing.unpadded(SECRET)}

    def opened(self) -> dict[str, str]:
        """The newest message, opened by the steps of RFC 8291 and 8188 and not by the code under test."""
        body = self.got[-1][1]
        salt, length = body[:16], body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]

        def derived(secret: bytes, salt: bytes, info: bytes, size: int) -> bytes:
            return HKDF(hashes.SHA256(), size, salt, info).derive(secret)

        other = ec.EllipticCurvePublicKey.from_encoded_point(sealing.CURVE, theirs)
        info = b"WebPush: info\x00" + sealing.point_of(self.key.public_key()) + theirs
        shared = derived(self.key.exchange(ec.ECDH(), other), SECRET, info, 32)
        key = derived(shared, salt, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = derived(shared, salt, b"Content-Encoding: nonce\x00", 12)
        plain = AESGCM(key).decrypt(nonce, sealed, None)
        assert plain[-1:] == b"\x02"
        return json.loads(plain[:-1])


@pytest.fixture
def phone(settings):
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    made = Browser()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def told(phone, alice, client_for):
    """Alice's phone, which asked to be told; something waits for her."""
    client = client_for(alice)
    answer = client.post(reverse("push_subscribe"), {"endpoint": phone.endpoint, **phone.keys})
    assert answer.status_code == 204
    Notice.objects.create(person=alice, kind="followed", words="a secret word")
    return client


def test_a_browser_is_told_that_something_waits_and_never_what(told, phone, alice):
    assert sending.send(alice.pk) == 1
    assert phone.opened() == {"title": "Sora", "body": "Something new waits for you.", "url": "/notices/"}
    headers = phone.got[-1][0]
    assert (headers["Content-Encoding"], headers["TTL"]) == ("aes128gcm", "86400")
    alice.language = "it"
    alice.save()
    sending.send(alice.pk)
    assert phone.opened()["body"] == "C’è qualcosa di nuovo per te."


def test_the_site_signs_who_it_is(told, phone, alice):
    sending.send(alice.pk)
    token, key = phone.got[-1][0]["Authorization"].removeprefix("vapid t=").split(", k=")
    said, _dot, signature = token.rpartition(".")
    claims = json.loads(sealing.read(said.split(".")[1]))
    assert claims["aud"] == phone.origin
    assert key == vapid.public_key()
    raw = sealing.read(signature)
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    public = ec.EllipticCurvePublicKey.from_encoded_point(sealing.CURVE, sealing.read(key))
    public.verify(encode_dss_signature(r, s), said.encode(), ec.ECDSA(hashes.SHA256()))


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(told, phone, alice, status):
    phone.status = status
    assert sending.send(alice.pk) == 0
    assert not PushSubscription.objects.exists()


def test_a_service_that_fails_is_asked_again_another_time(told, phone, alice):
    phone.status = 503
    assert sending.send(alice.pk) == 0
    assert PushSubscription.objects.exists()


def test_what_came_in_quiet_hours_is_said_once_after_them(told, phone, alice):
    assert sending.send_after_rest() == 0
    OwnRules.objects.create(person=alice, quiet_from=time(0, 0), quiet_to=time(23, 59, 59))
    assert (sending.send(alice.pk), sending.send_after_rest(), phone.got) == (0, 0, [])
    OwnRules.objects.all().delete()
    assert (sending.send_after_rest(), sending.send_after_rest()) == (1, 0)
    assert phone.opened()["body"] == "Something new waits for you."


def test_nothing_is_said_in_quiet_hours_or_when_all_was_seen(told, phone, alice):
    OwnRules.objects.create(person=alice, quiet_from=time(0, 0), quiet_to=time(23, 59, 59))
    quiet = sending.send(alice.pk)
    OwnRules.objects.all().delete()
    telling.see(alice)
    assert (quiet, sending.send(alice.pk), phone.got) == (0, 0, [])


def test_signing_out_ends_it_and_so_does_the_switch(told, phone, alice, client_for):
    told.post(reverse("account_logout"))
    assert not PushSubscription.objects.exists()
    client = client_for(alice)
    client.post(reverse("push_subscribe"), {"endpoint": phone.endpoint, **phone.keys})
    client_for(alice).post(reverse("push_stop"), {"endpoint": phone.endpoint})
    assert not PushSubscription.objects.exists()


def test_somebody_else_in_the_same_browser_takes_it_over_and_strangers_cannot_stop_it(
    told, phone, alice, bob, client_for
):
    client_for(bob).post(reverse("push_stop"), {"endpoint": phone.endpoint})
    assert PushSubscription.objects.get().person == alice
    client_for(bob).post(reverse("push_subscribe"), {"endpoint": phone.endpoint, **phone.keys})
    assert PushSubscription.objects.get().person == bob


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example.org/x"},
        {"endpoint": "https://user:word@push.example.org/x"},
        {"endpoint": ""},
        {"p256dh": "AAAA"},
        {"p256dh": "B" + "A" * 86},
        {"auth": "short"},
        {"auth": "ünïcode"},
    ],
)
def test_what_no_push_service_gives_is_refused(alice, client_for, wrong):
    phone = ec.generate_private_key(sealing.CURVE)
    point = sealing.unpadded(sealing.point_of(phone.public_key()))
    right = {"endpoint": "https://push.example.org/x", "p256dh": point, "auth": sealing.unpadded(SECRET)}
    answer = client_for(alice).post(reverse("push_subscribe"), {**right, **wrong})
    assert (answer.status_code, answer.json()["code"]) == (422, "push_unusable")
    assert not PushSubscription.objects.exists()


def test_no_message_goes_into_a_private_network(told, phone, alice, settings):
    settings.WEBHOOKS_ALLOW_LOOPBACK = False
    assert sending.send(alice.pk) == 0
    assert phone.got == []


def test_a_notice_asks_once_a_minute_and_only_where_a_browser_wants_it(
    told, alice, bob, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(
        asking.current_app, "send_task", lambda name, args, **_how: asked.append((name, args))
    )
    for person, actor in ((alice, bob), (alice, bob), (bob, alice)):
        with django_capture_on_commit_callbacks(execute=True):
            telling.tell(person, "followed", actor=actor)
    assert asked == [("accounts.push", [alice.pk])]
