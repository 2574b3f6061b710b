"""From a revocation to nothing of it at any door, by the clock."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from accounts import clock
from cameo import actions
from cameo.models import Access, Cameo
from feed import actions as feed
from feed import shelf
from generation import starring
from generation.models import Video

from . import consent, knocking


def measured(count: int) -> dict[str, Any]:
    """So many revocations with a remix below each: ms to the last refusal, and what was seen later."""
    knocking.lay_film()
    cast = knocking.visitors(("alice", "bob", "charlie"))
    alice = cast["alice"].person
    assert alice is not None  # noqa: S101
    took, leaks = [], 0
    for _each in range(count):
        Cameo.objects.update_or_create(
            owner=alice,
            defaults={"verified_at": clock.now(), "revoked_at": None, "access": Access.EVERYONE},
        )
        films = _films(cast)
        if not all(knocking.file(cast[""], film) and knocking.page(cast[""], film) for film in films):
            raise AssertionError("it was never to be seen")
        start = time.perf_counter()
        actions.revoke(Cameo.objects.get(owner=alice), alice)
        while any(knocking.file(one, film) for one in cast.values() for film in films):
            pass
        took.append(1000 * (time.perf_counter() - start))
        leaks += _seen(cast, films)
        Video.objects.filter(pk__in=[film.pk for film in films]).delete()
    return {
        "revocations": count,
        "remixes": count,
        "p50": float(np.percentile(took, 50)),
        "p99": float(np.percentile(took, 99)),
        "leaks": leaks,
    }


def _films(cast: dict[str, knocking.Visitor]) -> list[Video]:
    """Bob's video with Alice, and Charlie's remix of it, both public."""
    made: list[Video] = []
    for name in ("bob", "charlie"):
        person = cast[name].person
        assert person is not None  # noqa: S101
        starring.require(["alice"], person, "@alice waves")
        video = consent.video_of(person, made[-1] if made else None)
        starring.write_down(video)
        feed.publish(person, video, caption="", visibility="public")
        made.append(video)
    return made


def _seen(cast: dict[str, knocking.Visitor], films: list[Video]) -> int:
    """At how many doors something of them is still to be had."""
    shelf.forget()
    found = [
        door(one, film) for one in cast.values() for film in films for door in (knocking.page, knocking.feed)
    ]
    found += [knocking.embedded(film) for film in films]
    found += [
        door(cast[name], film)
        for name in ("bob", "charlie")
        for film in films
        for door in (knocking.program, knocking.socket)
    ]
    return sum(found)
