"""What a key may use, what it used, and keys that are rotated or run out."""

from __future__ import annotations

import threading
from datetime import timedelta

import openai
import pytest
import redis
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import clock
from generation.api import keys, meter, usage
from generation.api.keys import Limits
from generation.api.models import ApiKey, Made
from generation.models import Video
from generation.states import Status

pytestmark = pytest.mark.django_db(transaction=True)


def made(client, prompt="A cat", **fields):
    return client.videos.create(model="colour", prompt=prompt, size="64x36", seconds="1", **fields)


def test_a_key_makes_no_more_videos_than_its_limits(client):
    ApiKey.objects.update(concurrent=1, per_day=2)
    made(client)
    with pytest.raises(openai.RateLimitError) as no:
        made(client)
    assert no.value.code == "concurrent_limit_exceeded"
    assert no.value.response.headers["x-should-retry"] == "false"
    Video.objects.update(status=Status.CANCELED)
    made(client)
    Video.objects.update(status=Status.CANCELED)
    with pytest.raises(openai.RateLimitError) as no:
        made(client)
    assert no.value.code == "daily_limit_exceeded"
    assert int(no.value.response.headers["retry-after"]) > 86_000
    Made.objects.update(at=clock.now() - timedelta(hours=25))
    made(client)


def test_an_idempotency_key_stands_for_one_call_only(client):
    head = {"Idempotency-Key": "one"}
    first = made(client, extra_headers=head)
    assert made(client, extra_headers=head).id == first.id
    with pytest.raises(openai.ConflictError) as no:
        made(client, prompt="A dog", extra_headers=head)
    assert no.value.code == "idempotency_key_reused"
    assert Video.objects.count() == 1


def test_what_a_key_used_is_counted_shown_and_exported(client, client_for, alice, bob):
    made(client)
    with pytest.raises(openai.NotFoundError):
        client.videos.retrieve("video_nothing")
    row = alice.api_keys.get()
    today = usage.days(row)[-1]
    assert (today["requests"], today["refused"], today["videos"]) == (2, 1, 1)
    page = client_for(alice).get(f"/settings/keys/{row.pk}/")
    assert "2 requests" in page.content.decode()
    table = client_for(alice).get(f"/settings/keys/{row.pk}/?format=csv").content.decode().split()
    assert table[0] == "day,requests,refused,videos,sent_bytes"
    assert table[-1].split(",")[1:4] == ["2", "1", "1"]
    assert client_for(bob).get(f"/settings/keys/{row.pk}/").status_code == 404


def test_two_requests_of_the_same_hour_are_two(alice):
    row, _text = keys.create(alice, "one")
    threads = [threading.Thread(target=_count, args=(row,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    today = usage.days(row)[-1]
    assert (today["requests"], today["refused"], today["sent_bytes"]) == (4, 4, 40)


def _count(row: ApiKey) -> None:
    from django.db import connection

    try:
        meter.asked(row.digest)
        usage.count(row, refused=True, sent_bytes=10)
    finally:
        connection.close()


def test_a_rotated_key_works_a_day_longer_and_one_that_ran_out_not_at_all(alice, client_for, monkeypatch):
    old, text = keys.create(alice, "one", ["read"], Limits(per_minute=7, days=30))
    page = client_for(alice).post(f"/settings/keys/{old.pk}/rotate/")
    new = keys.find(page.context["fresh"])
    assert (new.scopes, new.per_minute) == (["read"], 7)
    assert keys.find(text) is not None
    later = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert keys.find(text) is None
    assert list(keys.working(alice)) == [new]
    end = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: end)
    assert keys.find(page.context["fresh"]) is None


def test_absurd_limits_are_refused_and_what_was_typed_stays(client_for, alice):
    typed = {"name": "Mine", "scopes": ["read"], "per_minute": "0", "per_day": "5", "concurrent": "1"}
    page = client_for(alice).post("/settings/keys/", typed)
    assert page.status_code == 422
    assert 'value="Mine"' in page.content.decode()
    with pytest.raises(ValueError, match="whole numbers"):
        Limits(per_day=0)


def test_a_poll_asks_the_database_twice_and_redis_once(client, client_for, alice, monkeypatch, key_of):
    video = made(client)
    text, asked = key_of(alice, "read"), []
    run = redis.client.Pipeline.execute
    monkeypatch.setattr(redis.client.Pipeline, "execute", lambda line: asked.append(1) or run(line))
    head = {"Authorization": f"Bearer {text}"}
    program = Client()
    for path, queries in (
        (f"/v1/videos/{video.id}", 2),
        (f"/v1/videos?after={video.id}", 3),
        ("/v1/videos", 2),
    ):
        program.get(path, headers=head)
        asked.clear()
        with CaptureQueriesContext(connection) as seen:
            answer = program.get(path, headers=head)
        assert answer.status_code == 200
        assert [len(seen), len(asked)] == [queries, 1], seen.captured_queries
        assert not any("UPDATE" in query["sql"] for query in seen)


def test_programs_go_past_what_only_pages_need_and_not_past_the_check_of_the_host(client_for, alice, key_of):
    head = {"Authorization": f"Bearer {key_of(alice, 'read')}", "Accept-Language": "it"}
    answer = client_for(alice).get("/v1/videos", headers=head)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Content-Security-Policy" not in answer
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Length"] == str(len(answer.content))
    assert client_for(alice).get("/v1/videos").status_code == 401  # a session of the pages opens nothing here
    assert Client().get("/v1/videos", headers={**head, "Host": "evil.example"}).status_code == 400


def test_a_key_of_a_person_who_may_not_enter_opens_nothing(alice, key_of):
    text = key_of(alice, "read")
    head = {"Authorization": f"Bearer {text}"}
    assert Client().get("/v1/videos", headers=head).status_code == 200
    type(alice).objects.filter(pk=alice.pk).update(birth_date=clock.today() - timedelta(days=365 * 12))
    assert Client().get("/v1/videos", headers=head).status_code == 401
    type(alice).objects.filter(pk=alice.pk).update(birth_date="1990-05-01", is_active=False)
    assert Client().get("/v1/videos", headers=head).status_code == 401


def test_plots_say_their_days_and_their_most_and_stand_beside_a_table(client_for, alice, key_of):
    text = key_of(alice, "read")
    for _ in range(3):
        Client().get("/v1/videos", headers={"Authorization": f"Bearer {text}"})
    row = alice.api_keys.get()
    page = client_for(alice).get(f"/settings/keys/{row.pk}/")
    assert page.context["top"] == {"requests": 3, "videos": 0}
    words = page.content.decode()
    assert "most on one day: 3" in words
    assert words.count('<th scope="row">') == 1  # days on which nothing was asked are left out
