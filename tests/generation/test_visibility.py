"""The third gate: who sees a video, and who gets its bytes."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.test import AsyncClient

from generation import actions, gate, ports
from generation.lifecycle import Status
from generation.media import Part, UnsatisfiableError, parse_range
from generation.models import FILES, Video

BYTES = bytes(range(256)) * 40


@pytest.fixture
def ready(make, alice, settings):
    """Alice's finished video, with files."""
    video = make(alice)
    folder = f"videos/{video.public_id}/1"
    Video.objects.filter(pk=video.pk).update(
        status=Status.COMPLETED, progress=100, folder=folder, publishable=True
    )
    video.refresh_from_db()
    for name in FILES:
        video.file(name).parent.mkdir(parents=True, exist_ok=True)
        video.file(name).write_bytes(BYTES)
    return video


@pytest.fixture
def published(ready, bob):
    """A provider that publishes Alice's video to Bob alone."""
    before = list(ports._publication)
    ports.register_publication(lambda _videos, person: Q(pk=ready.pk) if person == bob else Q(pk__in=[]))
    yield ready
    ports._publication[:] = before


@pytest.fixture
def unpublished(ready):
    before = list(ports._publication)
    ports._publication[:] = []
    yield ready
    ports._publication[:] = before


@pytest.mark.django_db
def test_a_draft_is_seen_by_its_owner_alone(unpublished, alice, bob, charlie, sam):
    seen = {
        str(person): Video.objects.visible_to(person).exists()
        for person in (alice, bob, charlie, sam, AnonymousUser(), None)
    }
    assert [who for who, sees in seen.items() if sees] == [str(alice)]


@pytest.mark.django_db
def test_a_published_video_is_seen_by_whom_it_is_published_to(published, alice, bob, charlie):
    assert gate.can_watch(alice, published)
    assert gate.can_watch(bob, published)
    assert not gate.can_watch(charlie, published)
    assert not gate.can_watch(AnonymousUser(), published)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.REMOVED, Status.BLOCKED, Status.IN_REVIEW])
def test_what_is_not_completed_is_seen_by_nobody_else(published, bob, status):
    Video.objects.filter(pk=published.pk).update(status=status, publishable=False)
    assert not Video.objects.visible_to(bob).exists()
    assert not gate.can_watch(bob, published)
    assert not gate.can_watch(published.owner, published)


@pytest.mark.django_db
def test_a_deleted_video_is_gone_for_everybody_and_comes_back(published, alice, bob):
    actions.delete(alice, published)
    assert not Video.objects.visible_to(bob).exists()
    assert not Video.objects.visible_to(alice).exists()
    actions.restore(alice, published)
    assert Video.objects.visible_to(bob).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", FILES)
async def test_each_file_goes_only_to_who_may_see_the_video(published, alice, bob, charlie, kind):
    url = f"/media/{published.public_id}/{kind}"
    answers = {}
    for person in (alice, bob, charlie, None):
        client = AsyncClient()
        if person:
            await client.aforce_login(person)
        answers[str(person)] = (await client.get(url)).status_code
    assert answers == {str(alice): 200, str(bob): 200, str(charlie): 404, "None": 404}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["../secret", "take.npz", "preview.jpg", "content.mp4.part"])
async def test_other_names_are_not_served(ready, alice, kind):
    client = AsyncClient()
    await client.aforce_login(alice)
    assert (await client.get(f"/media/{ready.public_id}/{kind}")).status_code == 404


async def fetch(person, video, **headers):
    client = AsyncClient()
    await client.aforce_login(person)
    response = await client.get(f"/media/{video.public_id}/content.mp4", headers=headers)
    if response.streaming:
        response.body = b"".join([chunk async for chunk in response.streaming_content])
    else:
        response.body = response.content
    return response


@pytest.mark.django_db(transaction=True)
async def test_the_whole_file_comes_with_private_headers(ready, alice):
    response = await fetch(alice, ready)
    assert (response.status_code, response.body) == (200, BYTES)
    assert response["Content-Length"] == str(len(BYTES))
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Type"] == "video/mp4"
    assert "private" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-0", slice(0, 1)),
        ("bytes=10-19", slice(10, 20)),
        ("bytes=10000-", slice(10000, None)),
        ("bytes=-5", slice(-5, None)),
        ("bytes=-999999", slice(0, None)),
        ("bytes=5-999999", slice(5, None)),
    ],
)
async def test_a_range_is_answered_with_that_part(ready, alice, asked, expected):
    response = await fetch(alice, ready, range=asked)
    assert (response.status_code, response.body) == (206, BYTES[expected])
    start, stop, _ = expected.indices(len(BYTES))
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/{len(BYTES)}"
    assert response["Content-Length"] == str(stop - start)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=99999-100000", "bytes=-0"])
async def test_a_range_outside_of_the_file_is_416(ready, alice, asked):
    response = await fetch(alice, ready, range=asked)
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(BYTES)}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("asked", ["bytes=abc", "bytes=-", "lines=1-2", "bytes=5-2", "bytes=0-1,4-5"])
async def test_a_range_that_is_not_understood_gets_the_whole_file(ready, alice, asked):
    response = await fetch(alice, ready, range=asked)
    assert (response.status_code, response.body) == (200, BYTES)


@pytest.mark.django_db(transaction=True)
async def test_a_range_holds_only_for_the_same_file(ready, alice):
    etag = (await fetch(alice, ready))["ETag"]
    assert (await fetch(alice, ready, range="bytes=0-1", if_range=etag)).status_code == 206
    assert (await fetch(alice, ready, range="bytes=0-1", if_range='"other"')).status_code == 200
    assert (await fetch(alice, ready, if_none_match=etag)).status_code == 304


@pytest.mark.django_db(transaction=True)
async def test_head_sends_no_bytes_and_download_names_the_file(ready, alice):
    client = AsyncClient()
    await client.aforce_login(alice)
    response = await client.head(f"/media/{ready.public_id}/content.mp4?download=1")
    assert response["Content-Length"] == str(len(BYTES))
    assert response["Content-Disposition"] == f'attachment; filename="{ready.public_id}.mp4"'
    assert (await client.post(f"/media/{ready.public_id}/content.mp4")).status_code in {403, 405}


@pytest.mark.django_db(transaction=True)
async def test_preview_frames_are_the_owners_alone(make, alice, bob):
    from asgiref.sync import sync_to_async

    video = await sync_to_async(make)(alice)
    video.preview_file.parent.mkdir(parents=True)
    video.preview_file.write_bytes(b"jpeg")
    answers = []
    for person in (alice, bob):
        client = AsyncClient()
        await client.aforce_login(person)
        response = await client.get(f"/media/{video.public_id}/preview.jpg")
        answers.append((response.status_code, response.headers.get("Cache-Control", "")))
    assert answers[0] == (200, "private, no-store")
    assert answers[1][0] == 404


@pytest.mark.parametrize(
    ("header", "size", "part"),
    [("", 10, None), ("bytes=0-", 10, Part(0, 10, 10)), ("bytes=-3", 10, Part(7, 10, 10))],
)
def test_ranges_are_parsed(header, size, part):
    assert parse_range(header, size) == part


def test_nothing_of_an_empty_file_can_be_asked_for():
    with pytest.raises(UnsatisfiableError):
        parse_range("bytes=0-", 0)
