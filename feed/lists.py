"""Ranked lists: made on demand, kept for a quarter of an hour, thrown away when what they rest on changes.

A list holds the numbers of posts with reasons. Whether each may be seen is asked
of the database whenever a page is cut from it.
"""

from __future__ import annotations

import secrets
import zlib
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import F, Value

from accounts import clock, prepared
from accounts.models import Person
from accounts.prepared import Blanks

from . import feelings, readers, shelf, weighing
from .models import Post, PostQuerySet, Seen, Signal, SignalSwitch
from .queries import CARDS, Page, credit
from .ranking import Reader, Wish, rank

KEPT_SECONDS = 900
FRESH_SECONDS = 20
LENGTH = 200
TRIES = 3  # times that a page asks for more where many of a list may not be seen


class Entry(NamedTuple):
    """A post's place in a list: why it is there, and every term of its score."""

    post: int
    reasons: tuple[tuple[str, str], ...]
    terms: dict[str, float]


@dataclass(frozen=True, slots=True)
class Listing:
    """A ranked list under a name that its pages' cursors carry; `weights` is their version."""

    name: str
    weights: int
    made_at: float
    entries: tuple[Entry, ...]


def _key(person: Person, *, personal: bool) -> str:
    return f"feed:list:{person.pk}:{'own' if personal else 'shared'}"


def forget(person_id: int) -> None:
    """The next page is ranked anew."""
    cache.delete_many([f"feed:list:{person_id}:own", f"feed:list:{person_id}:shared"])


def make(person: Person, *, personal: bool) -> Listing:
    """Rank now; without `personal`, from nothing but who and what to leave out."""
    reader = readers.reader_of(person)
    if not personal:
        reader = Reader(person.pk, muted=reader.muted, hidden=reader.hidden)
    seed = zlib.crc32(f"{person.pk if personal else 0}:{clock.now():%Y-%m-%d-%H}".encode())
    weights = weighing.live()[1]
    if personal:
        weights = feelings.weighed(person, weights)
    ranked = rank(shelf.fresh(), reader, weights, seed=seed, size=LENGTH)
    entries = tuple(
        Entry(found.id, tuple((why.code, why.about) for why in found.reasons), found.terms)
        for found in ranked
    )
    made = Listing(secrets.token_urlsafe(6), weighing.live()[0], clock.now().timestamp(), entries)
    cache.set(_key(person, personal=personal), made, KEPT_SECONDS)
    return made


def preview(person: Person, wishes: tuple[Wish, ...], number: int) -> list[Post]:
    """The first posts of the list as it would be with `wishes` besides; nothing is kept."""
    reader = readers.reader_of(person)
    said = {wish.phrase for wish in wishes}
    kept = tuple(wish for wish in reader.wishes if wish.phrase not in said)
    asking = replace(reader, wishes=kept + wishes)
    ranked = rank(shelf.fresh(), asking, weighing.live()[1], seed=0, size=number)
    posts = Post.objects.listed_to(person).with_cards(person).in_bulk([found.id for found in ranked])
    return [posts[found.id] for found in ranked if found.id in posts]


def page(person: Person, cursor: str = "", *, personal: bool) -> Page:
    """A page of the list; an old or a broken cursor begins a new list at its top."""
    found: Listing | None = cache.get(_key(person, personal=personal))
    name, _dot, place = cursor.partition(".")
    start = int(place) if place.isdecimal() else 0
    young = found is not None and clock.now().timestamp() - found.made_at < FRESH_SECONDS
    stale = found is None or found.weights != weighing.live()[0]
    if stale or found is None or (cursor and found.name != name) or (not cursor and not young):
        found, start = make(person, personal=personal), 0
    shown, after = _cut(person, found, start)
    more = f"{found.name}.{after}" if after < len(found.entries) else ""
    return Page(shown, more, start + 1)


def _listed(asked: Blanks) -> PostQuerySet:
    person = Person(pk=asked.person)
    return Post.objects.listed_to(person).filter(pk__in=asked.numbers).for_feed(person).order_by()


def _cut(person: Person, listing: Listing, start: int) -> tuple[list[Post], int]:
    """The next cards that `person` may see, and where the page after begins."""
    shown: list[Post] = []
    after = start
    for _again in range(TRIES):
        wanted = listing.entries[after : after + prepared.MOST]
        asked = Blanks(person.pk, tuple(entry.post for entry in wanted))
        found = credit(prepared.found("listed", _listed, asked), person) if wanted else []
        known = {post.pk: post for post in found}
        for entry in wanted:
            if len(shown) == CARDS:
                return shown, after
            after += 1
            post: Any = known.get(entry.post)
            if post is not None:
                post.why, post.terms = entry.reasons, entry.terms
                shown.append(post)
    return shown, after


def remember(person: Person, posts: list[Post], *, personalised: bool) -> None:
    """Count whom posts were shown to; who saw what is kept only while that signal is on."""
    numbers = [post.pk for post in posts if post.author_id != person.pk]
    if not numbers:
        return
    before = _seen_of(person, numbers) if personalised else None
    if before is not None:
        numbers = [number for number in numbers if number not in before]
        rows = [Seen(person=person, post_id=number) for number in numbers]
        if rows:
            Seen.objects.bulk_create(rows, ignore_conflicts=True)
    if numbers:
        Post.objects.filter(pk__in=numbers).update(shown_count=F("shown_count") + 1)


def _seen_of(person: Person, numbers: list[int]) -> set[int] | None:
    """Which of these `person` saw before; None while that signal is off. One query for both."""
    off = SignalSwitch.objects.filter(person=person, signal=Signal.SEEN).values_list(Value(0))
    seen = Seen.objects.filter(person=person, post__in=numbers).values_list("post_id")
    found = {number for (number,) in off.union(seen, all=True)}
    return None if 0 in found else found
