"""Reads: pages of posts by keyset, never by offset."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Prefetch, Q

from accounts import prepared
from accounts.models import Follow, Person
from accounts.prepared import Blanks

from .models import Collection, Comment, Post, PostQuerySet, Saved, Viewer

CARDS = 10
GRID = 24
THREADS = 30


@dataclass(frozen=True, slots=True)
class Page:
    """Some posts and, when there are more, the cursor of the next page; `first` counts from 1."""

    posts: list[Post]
    next: str
    first: int = 1


def cursor_of(post: Post, seen: int) -> str:
    """Where a page ended, as an opaque text."""
    raw = f"{post.published_at.astimezone(UTC).isoformat()}|{post.pk}|{seen}"
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _parse(cursor: str) -> tuple[datetime, int, int] | None:
    """The parts of a cursor; None for an empty or a broken one, which begins at the top."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        when, pk, seen = raw.split("|")
        return datetime.fromisoformat(when), int(pk), int(seen)
    except (ValueError, binascii.Error):
        return None


def page_of(posts: PostQuerySet, cursor: str, size: int, viewer: Viewer = None) -> Page:
    """One page, newest first, after `cursor`, with what small cards show."""
    after = _parse(cursor)
    seen = 0
    if after is not None:
        when, pk, seen = after
        posts = _before(posts, when, pk)
    return _cut(list(_newest(posts.with_cards(viewer), size)), size, seen)


def _before(posts: PostQuerySet, when: datetime, pk: int) -> PostQuerySet:
    return posts.filter(Q(published_at__lt=when) | Q(published_at=when, pk__lt=pk))


def _newest(posts: PostQuerySet, size: int) -> PostQuerySet:
    """One more than a page holds, so that the page knows whether another comes after it."""
    return posts.order_by("-published_at", "-pk")[: size + 1]


def _cut(found: list[Post], size: int, seen: int) -> Page:
    shown = found[:size]
    more = cursor_of(shown[-1], seen + len(shown)) if len(found) > size else ""
    return Page(shown, more, seen + 1)


def latest(person: Person, cursor: str = "") -> Page:
    """Everybody's public posts."""
    return _page_of_feed(
        "latest", person, cursor, lambda asked: Post.objects.listed_to(Person(pk=asked.person))
    )


def following(person: Person, cursor: str = "") -> Page:
    """Public posts of those whom `person` follows."""

    def followed(asked: Blanks) -> PostQuerySet:
        whom = Follow.objects.filter(follower_id=asked.person).values("followed_id")
        return Post.objects.listed_to(Person(pk=asked.person)).filter(author__in=whom)

    return _page_of_feed("following", person, cursor, followed)


def credit(posts: list[Post], person: Person) -> list[Post]:
    """Mark which of a page's posts name what they were made from: `person` may see that, too.

    Asked only where there are remixes: as a part of the page's own query it made PostgreSQL read all posts.
    """
    parents = tuple({post.video.parent_id for post in posts if post.video.parent_id is not None})
    above = prepared.found("above", _above, Blanks(person.pk, parents)) if parents else []
    seen = {post.video_id for post in above}
    for post in posts:
        post.credited = post.video.parent_id in seen  # type: ignore[attr-defined]
    return posts


def _above(asked: Blanks) -> PostQuerySet:
    posts = Post.objects.visible_to(Person(pk=asked.person)).filter(video__in=asked.numbers)
    return posts.only("video").order_by()


def _page_of_feed(name: str, person: Person, cursor: str, posts: Callable[[Blanks], PostQuerySet]) -> Page:
    """One page with what the feed's cards show, by a query that was written once."""

    def first(asked: Blanks) -> PostQuerySet:
        return _newest(posts(asked).for_feed(Person(pk=asked.person)), CARDS)

    def later(asked: Blanks) -> PostQuerySet:
        older = _before(posts(asked), asked.when, asked.after)
        return _newest(older.for_feed(Person(pk=asked.person)), CARDS)

    after = _parse(cursor)
    if after is None:
        return _cut(credit(prepared.found(name, first, Blanks(person.pk)), person), CARDS, 0)
    when, pk, seen = after
    asked = Blanks(person.pk, when=when, after=pk)
    return _cut(credit(prepared.found(f"{name}, later", later, asked), person), CARDS, seen)


def of_author(author: Person, viewer: Viewer, cursor: str = "") -> Page:
    """A profile's grid: public posts, and for oneself all."""
    own = viewer is not None and viewer.pk == author.pk
    posts = Post.objects.visible_to(viewer) if own else Post.objects.listed_to(viewer)
    return page_of(posts.filter(author=author), cursor, GRID, viewer)


def saved_by(person: Person, collection: Collection | None = None, cursor: str = "") -> Page:
    """What `person` saved and may still see, all or of one collection, newest post first."""
    mine = Saved.objects.filter(person=person)
    if collection is not None:
        mine = mine.filter(collection=collection)
    posts = Post.objects.visible_to(person).filter(pk__in=mine.values("post"))
    return page_of(posts, cursor, GRID, person)


@dataclass(frozen=True, slots=True)
class Talk:
    """Threads of comments, newest first, each with its `shown_answers`; the cursor of older ones."""

    threads: list[Comment]
    next: str


def comments_of(post: Post, viewer: Viewer, cursor: str = "") -> Talk:
    """A page of what `viewer` may read under a post."""
    readable = Comment.objects.visible_to(viewer).select_related("author")
    threads = readable.filter(post=post, parent=None)
    if cursor.isdecimal():
        threads = threads.filter(pk__lt=int(cursor))
    answers = Prefetch("answers", readable.order_by("pk"), to_attr="shown_answers")
    found = list(threads.order_by("-pk").prefetch_related(answers)[: THREADS + 1])
    return Talk(found[:THREADS], str(found[THREADS - 1].pk) if len(found) > THREADS else "")
