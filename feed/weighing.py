"""Which weights rank now, what others would change, and the order of one feed for staff to look into."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.core.cache import cache
from django.db import transaction
from django.db.models import Max

from accounts import audit, clock
from accounts.models import Person

from . import readers, shelf
from .models import Post, Seen, WeightsVersion
from .ranking import Weights, rank
from .ranking.pipeline import Ranked

SAMPLE, LOOKED_AT, SEED = 20, 20, 7
KEY, KEPT_SECONDS = "feed:weights", 60


def live() -> tuple[int, Weights]:
    """The number and the values of the weights that rank now; 0 are the defaults of the code."""
    kept: tuple[int, Weights] | None = cache.get(KEY)
    if kept is None:
        row = WeightsVersion.objects.exclude(live_from=None).order_by("-live_from").first()
        kept = (row.pk, Weights.of(row.values)) if row is not None else (0, Weights())
        cache.set(KEY, kept, KEPT_SECONDS)
    return kept


@transaction.atomic
def go_live(person: Person, version: WeightsVersion) -> None:
    """From the next list on every feed is ranked by it."""
    before = live()[0]
    WeightsVersion.objects.filter(pk=version.pk).update(live_from=clock.now())
    audit.record(person, "feed.weights", version, before=before, values=version.values)
    transaction.on_commit(lambda: cache.delete(KEY))


@dataclass(frozen=True, slots=True)
class Effect:
    """What the first posts of a sample of feeds would be: means over `people` feeds, now and then.

    `same` is the share of posts that stay among the first, `authors` how many different people made them,
    `newcomers` the share of posts shown to few so far, `remixes` the mean number of remixes of a post.
    """

    people: int
    same: float
    authors: tuple[float, float]
    newcomers: tuple[float, float]
    remixes: tuple[float, float]


def preview(weights: Weights) -> Effect | None:
    """Rank a sample of feeds with the live weights and with others; None where nobody has a feed yet."""
    there, (_number, now) = shelf.fresh(), live()
    recent = Seen.objects.values("person").annotate(last=Max("pk")).order_by("-last")
    people = Person.objects.filter(pk__in=[row["person"] for row in recent[: 3 * SAMPLE]], is_active=True)
    chosen = [person for person in people if readers.personalised(person)][:SAMPLE]
    place = {int(number): row for row, number in enumerate(there.ids)}
    pairs = []
    for person in chosen:
        reader = readers.reader_of(person)
        lists = [rank(there, reader, which, seed=SEED, size=LOOKED_AT) for which in (now, weights)]
        pairs.append([np.asarray([place[found.id] for found in ranked], int) for ranked in lists])
    pairs = [pair for pair in pairs if len(pair[0]) and len(pair[1])]
    if not pairs:
        return None

    def mean(values: list[float]) -> float:
        return round(float(np.mean(values)), 3)

    def both(value: object) -> tuple[float, float]:
        assert callable(value)  # noqa: S101 (one of the three below)
        return (mean([value(pair[0]) for pair in pairs]), mean([value(pair[1]) for pair in pairs]))

    return Effect(
        people=len(pairs),
        same=mean([len(set(pair[0]) & set(pair[1])) / len(pair[0]) for pair in pairs]),
        authors=both(lambda rows: len(np.unique(there.authors[rows]))),
        newcomers=both(lambda rows: float((there.shown[rows] < weights.newcomer).mean())),
        remixes=both(lambda rows: float(there.remixes[rows].mean())),
    )


def order_of(staff: Person, person: Person) -> list[tuple[Post, Ranked]]:
    """The first posts of somebody's feed with every term, for staff; the look is written down."""
    audit.record(staff, "feed.looked_into", person)
    found = rank(shelf.fresh(), readers.reader_of(person), live()[1], seed=SEED, size=LOOKED_AT)
    posts = Post.objects.listed_to(person).select_related("video", "author")
    known = posts.in_bulk([entry.id for entry in found])
    return [(known[entry.id], entry) for entry in found if entry.id in known]
