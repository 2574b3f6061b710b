"""Short addresses for one viewer, and files that nginx sends: the gate is asked each time."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts import clock
from generation import media_links
from generation.models import Video

pytestmark = pytest.mark.django_db
KIND = "content.mp4"


@pytest.fixture
def film(finished, alice, settings, tmp_path):
    """Alice's draft, with its file."""
    settings.MEDIA_ROOT = tmp_path
    video = finished(alice)
    video.file(KIND).parent.mkdir(parents=True, exist_ok=True)
    video.file(KIND).write_bytes(b"a film")
    return video


def test_an_address_for_alice_opens_her_draft_without_cookies_for_some_minutes(film, client_for, alice, bob):
    address = media_links.signed(alice, film.public_id, KIND)
    assert client_for(None).get(address).status_code == 200
    assert client_for(None).get(media_links.signed(bob, film.public_id, KIND)).status_code == 404
    for wrong in (address[:-1], f"{address}x", address.partition("?")[0]):
        assert client_for(None).get(wrong).status_code == 404
    other = reverse("media", args=[film.public_id, "poster.webp"]) + "?" + address.partition("?")[2]
    assert client_for(None).get(other).status_code == 404
    with time_machine.travel(clock.now() + timedelta(seconds=media_links.SECONDS + 1), tick=False):
        assert client_for(None).get(address).status_code == 404


def test_what_is_taken_down_is_gone_though_the_address_is_young(film, client_for, alice):
    address = media_links.signed(alice, film.public_id, KIND)
    Video.objects.filter(pk=film.pk).update(status="removed")
    assert client_for(None).get(address).status_code == 404
    Video.objects.filter(pk=film.pk).update(status="completed")
    assert client_for(None).get(address).status_code == 200
    alice.is_active = False
    alice.save(update_fields=["is_active"])
    assert client_for(None).get(address).status_code == 404


def test_the_page_gives_its_viewer_a_download_that_needs_no_cookies(film, client_for, alice):
    page = client_for(alice).get(film.get_absolute_url())
    answer = client_for(None).get(page.context["download"])
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")


def test_nginx_sends_the_bytes_only_after_the_gate_said_yes(film, client_for, alice, charlie, settings):
    settings.MEDIA_ACCEL = "/protected/"
    address = reverse("media", args=[film.public_id, KIND])
    answer = client_for(alice).get(address)
    assert answer["X-Accel-Redirect"] == f"/protected/{film.folder}/{KIND}"
    assert (answer.content, answer["Cache-Control"]) == (b"", "private, no-cache")
    for person in (charlie, None):
        refused = client_for(person).get(address)
        assert refused.status_code == 404
        assert "X-Accel-Redirect" not in refused
