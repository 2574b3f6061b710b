"""Reads: pages of posts by keyset, never by offset."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Prefetch, Q

from accounts.models import Follow, Person

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


def page_of(
    posts: PostQuerySet, cursor: str, size: int, viewer: Viewer = None, *, feed: bool = False
) -> Page:
    """One page, newest first, after `cursor`, with what cards (of the feed, or small) show."""
    after = _parse(cursor)
    seen = 0
    if after is not None:
        when, pk, seen = after
        posts = posts.filter(Q(published_at__lt=when) | Q(published_at=when, pk__lt=pk))
    posts = posts.for_feed(viewer) if feed else posts.with_cards(viewer)
    found = list(posts.order_by("-published_at", "-pk")[: size + 1])
    shown = found[:size]
    more = cursor_of(shown[-1], seen + len(shown)) if len(found) > size else ""
    return Page(shown, more, seen + 1)


def latest(person: Person, cursor: str = "") -> Page:
    """Everybody's public posts."""
    return page_of(Post.objects.listed_to(person), cursor, CARDS, person, feed=True)


def following(person: Person, cursor: str = "") -> Page:
    """Public posts of those whom `person` follows."""
    followed = Follow.objects.filter(follower=person).values("followed_id")
    return page_of(
        Post.objects.listed_to(person).filter(author__in=followed), cursor, CARDS, person, feed=True
    )


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
