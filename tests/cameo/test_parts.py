"""A recording in parts goes on after a broken connection, and leaves nothing behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import clock
from cameo import parts, recordings, vault
from cameo.models import Challenge, Part, Recording

pytestmark = pytest.mark.django_db
FILM = bytes(range(256)) * 40


def send(client, asked, offset: int, content: bytes):
    address = f"{reverse('cameo_part', args=[asked.pk])}?offset={offset}"
    return client.post(address, content, content_type="application/octet-stream")


def finish(client, asked, size: int):
    return client.post(f"{reverse('cameo_part', args=[asked.pk])}?of={size}")


def test_parts_that_come_twice_or_too_early_change_nothing(alice, client_for):
    client, asked = client_for(alice), recordings.challenge(alice)
    assert send(client, asked, 0, FILM[:4000]).json() == {"received": 4000}
    assert send(client, asked, 0, FILM[:4000]).json() == {"received": 4000}
    assert send(client, asked, 8000, FILM[8000:]).json() == {"received": 4000}
    assert client.get(reverse("cameo_part", args=[asked.pk])).json() == {"received": 4000}
    assert finish(client, asked, len(FILM)).status_code == 422
    assert send(client, asked, 4000, FILM[4000:]).json() == {"received": len(FILM)}
    assert "next" in finish(client, asked, len(FILM)).json()
    row = Recording.objects.get()
    assert vault.open_sealed(row.file) == FILM
    assert not Part.objects.exists()


def test_parts_are_sealed_and_go_when_all_are_here(alice, django_capture_on_commit_callbacks):
    asked = recordings.challenge(alice)
    parts.take(alice, asked.pk, 0, FILM)
    name = Part.objects.get().file
    assert FILM[:64] not in (vault.folder() / name).read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        parts.finish(alice, asked.pk, len(FILM))
    assert not (vault.folder() / name).exists()


def test_nobody_adds_to_anothers_recording(alice, bob, client_for):
    asked = recordings.challenge(alice)
    assert send(client_for(bob), asked, 0, FILM).status_code == 409
    assert not Part.objects.exists()


def test_a_part_or_a_whole_that_is_too_large_is_refused(alice, client_for, monkeypatch):
    asked = recordings.challenge(alice)
    assert send(client_for(alice), asked, 0, b"0" * (parts.LARGEST + 1)).status_code == 413
    monkeypatch.setattr(recordings, "LARGEST", 100)
    assert send(client_for(alice), asked, 0, FILM).status_code == 413


def test_what_nobody_finished_goes(alice, django_capture_on_commit_callbacks):
    asked = recordings.challenge(alice)
    parts.take(alice, asked.pk, 0, FILM)
    name = Part.objects.get().file
    Challenge.objects.update(made_at=clock.now() - timedelta(minutes=20))
    with django_capture_on_commit_callbacks(execute=True):
        parts.sweep()
    assert not (vault.folder() / name).exists()
    assert not Part.objects.exists()
