"""A database with many posts and people who have looked around already, for `bench feed`.

`python -m benchmarks.feed_seed POSTS` prints the cookies of readers.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

import numpy as np

AUTHORS, READERS, FOLLOWED, LIKED = 400, 8, 60, 40
AT_ONCE = 5_000
TOPICS = 200
WORDS = (
    "a",
    "corgi",
    "dragon",
    "sailor",
    "storm",
    "forest",
    "robot",
    "violin",
    "lantern",
    "river",
    "kitchen",
)


def main(posts: int) -> None:
    """Seed, then print."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    authors, readers = _people()
    _posts(authors, posts)
    _tastes(readers, authors)
    print(json.dumps({"cookies": [_cookie(reader) for reader in readers]}))  # noqa: T201


def _people() -> tuple[list[Any], list[Any]]:
    from accounts.models import Person

    born, long_ago = dt.date(1990, 5, 1), dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    names = [f"author{n}" for n in range(AUTHORS)] + [f"reader{n}" for n in range(READERS)]
    Person.objects.bulk_create(
        Person(username=name, email=f"{name}@example.org", birth_date=born, date_joined=long_ago)
        for name in names
    )
    known = {person.username: person for person in Person.objects.filter(username__in=names)}
    people = [known[name] for name in names]
    return people[:AUTHORS], people[AUTHORS:]


def _posts(authors: list[Any], many: int) -> None:
    from django.utils import timezone

    from feed.models import Post
    from feed.ranking.matter import WIDTH, packed
    from generation.models import Video

    rng, now = np.random.default_rng(5), timezone.now()
    centres = rng.standard_normal((TOPICS, WIDTH)).astype(np.float32)
    for start in range(0, many, AT_ONCE):
        number = min(AT_ONCE, many - start)
        who = rng.integers(0, len(authors), number)
        when = [now - dt.timedelta(minutes=many - start - n) for n in range(number)]
        videos = Video.objects.bulk_create(
            Video(
                owner=authors[who[n]], prompt=" ".join(rng.choice(WORDS, 8)), model="sora-2",
                style="realistic",
                seconds=4, width=720, height=1280, seed=n, status="completed", progress=100,
                folder="videos/none", created_at=when[n], completed_at=when[n],
            )
            for n in range(number)
        )  # fmt: skip
        raw = centres[rng.integers(0, TOPICS, number)] + rng.standard_normal((number, WIDTH)).astype(
            np.float32
        )
        raw /= np.linalg.norm(raw, axis=1, keepdims=True)
        shown = rng.lognormal(4, 1.5, number)
        Post.objects.bulk_create(
            Post(
                video=videos[n], author=authors[who[n]],
                caption=" ".join(rng.choice(WORDS, 6)) + " #slow",
                published_at=when[n], shown_count=int(shown[n]), likes_count=int(shown[n] / 20),
                remixes_count=int(shown[n] / 200), comments_count=int(shown[n] / 100), novelty=0.5,
                vector=packed(raw[n]),
            )
            for n in range(number)
        )  # fmt: skip


def _tastes(readers: list[Any], authors: list[Any]) -> None:
    from django.db import connection

    from accounts.models import Follow
    from feed.models import Like, Post

    rng = np.random.default_rng(6)
    newest = list(Post.objects.order_by("-pk").values_list("pk", flat=True)[:2000])
    for reader in readers:
        followed = rng.choice(len(authors), min(FOLLOWED, len(authors)), replace=False)
        Follow.objects.bulk_create(Follow(follower=reader, followed=authors[n]) for n in followed)
        Like.objects.bulk_create(
            Like(person=reader, post_id=int(pk))
            for pk in rng.choice(newest, min(LIKED, len(newest)), replace=False)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _cookie(reader: Any) -> str:  # noqa: ANN401 (a Person)
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.cached_db import SessionStore

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(reader.pk), reader.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    main(int(sys.argv[1]))
