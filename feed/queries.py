"""Reads: pages of posts by keyset, never by offset."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from accounts.models import Follow, Person
from accounts.policy import policy_for

from .models import Post, PostQuerySet, Viewer

CARDS = 6
GRID = 24


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


def page_of(posts: PostQuerySet, cursor: str, size: int) -> Page:
    """One page, newest first, after `cursor`."""
    after = _parse(cursor)
    seen = 0
    if after is not None:
        when, pk, seen = after
        posts = posts.filter(Q(published_at__lt=when) | Q(published_at=when, pk__lt=pk))
    found = list(posts.with_cards().order_by("-published_at", "-pk")[: size + 1])
    shown = found[:size]
    more = cursor_of(shown[-1], seen + len(shown)) if len(found) > size else ""
    return Page(shown, more, seen + 1)


def latest(person: Person, cursor: str = "") -> Page:
    """Everybody's public posts."""
    return page_of(Post.objects.listed_to(person), cursor, CARDS)


def following(person: Person, cursor: str = "") -> Page:
    """Public posts of those whom `person` follows."""
    followed = Follow.objects.filter(follower=person).values("followed_id")
    return page_of(Post.objects.listed_to(person).filter(author__in=followed), cursor, CARDS)


def of_author(author: Person, viewer: Viewer, cursor: str = "") -> Page:
    """A profile's grid: public posts, and for oneself all."""
    own = viewer is not None and viewer.pk == author.pk
    posts = Post.objects.visible_to(viewer) if own else Post.objects.listed_to(viewer)
    return page_of(posts.filter(author=author), cursor, GRID)


def scrolls(person: Person) -> bool:
    """Whether the feed goes on by itself at its end, or waits for a click."""
    return policy_for(person).continuous_scroll
