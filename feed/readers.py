"""What the feed may know of the one who reads: each signal is read only while its switch is on."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from django.db.models import Q

from accounts import clock, consents
from accounts.models import Block, Follow, Person
from accounts.policy import policy_for
from generation.models import Video

from .models import (
    ChatTopic,
    Comment,
    Hidden,
    Like,
    Mute,
    Post,
    Preference,
    Saved,
    Seen,
    Signal,
    SignalSwitch,
)
from .ranking import Reader, Wish
from .ranking.matter import Floats, unpacked

RECENT = 60
SEEN_KEPT = 2000
LIKED, SAVED, SAID, MADE = 1.0, 1.5, 1.2, 2.0
Weighted = list[tuple[float, int]]  # weight, post


def personalised(person: Person) -> bool:
    """Whether a feed of one's own may be made at all: the policy in force says so."""
    return policy_for(person).personalised_feed


def switched_off(person: Person) -> set[str]:
    """The signals that `person` switched off."""
    return set(SignalSwitch.objects.filter(person=person).values_list("signal", flat=True))


def wishes_of(person: Person) -> list[Preference]:
    """The wishes that hold now."""
    now = clock.now()
    holds = Q(expires_at=None) | Q(expires_at__gt=now)
    return list(Preference.objects.filter(holds, person=person, removed_at=None))


def reader_of(person: Person) -> Reader:
    """What the ranking may use of `person`; without personalisation, only whom and what to leave out."""
    muted = _muted(person)
    hidden = frozenset(Hidden.objects.filter(person=person).values_list("post_id", flat=True))
    if not personalised(person):
        return Reader(person.pk, muted=muted, hidden=hidden)
    off = switched_off(person)
    followed, mutual = _near(person) if Signal.FOLLOWS not in off else (frozenset(), frozenset())
    friends = mutual or followed
    return Reader(
        person=person.pk,
        taste=_taste(person, off),
        wishes=_wishes(person) if Signal.WISHES not in off else (),
        followed=followed,
        mutual=mutual,
        remixed_by_friends=_remixed_by(friends),
        remixes_of_mine=_remixes_of(person) if Signal.CREATIONS not in off else frozenset(),
        muted=muted,
        hidden=hidden,
        topics=_topics(person) if _may_topics(person, off) else (),
        seen=_seen(person) if Signal.SEEN not in off else frozenset(),
    )


def _muted(person: Person) -> frozenset[int]:
    """Whom they muted, and between whom and them a block stands; the gate asks again when a page is cut."""
    muted = Mute.objects.filter(person=person).values_list("muted_id", flat=True)
    blocks = Block.objects.filter(Q(blocker=person) | Q(blocked=person))
    pairs = blocks.values_list("blocker_id", "blocked_id")
    return frozenset(muted) | (frozenset(number for pair in pairs for number in pair) - {person.pk})


def _wishes(person: Person) -> tuple[Wish, ...]:
    return tuple(
        Wish(wish.phrase, wish.weight, wish.hide, unpacked(wish.vector) if wish.vector else None)
        for wish in wishes_of(person)
    )


def _may_topics(person: Person, off: set[str]) -> bool:
    """Chats are a signal only by a yes that holds, never for teens, and with its switch on."""
    if Signal.CHATS in off or not policy_for(person).chat_history:
        return False
    return consents.holds(person, "chats")


def _topics(person: Person) -> tuple[Wish, ...]:
    rows = ChatTopic.objects.filter(person=person, weight__gt=0)
    return tuple(
        Wish(row.phrase, row.weight, vector=unpacked(row.vector) if row.vector else None) for row in rows
    )


def _near(person: Person) -> tuple[frozenset[int], frozenset[int]]:
    followed = frozenset(Follow.objects.filter(follower=person).values_list("followed_id", flat=True))
    back = Follow.objects.filter(followed=person, follower__in=followed).values_list("follower_id", flat=True)
    return followed, frozenset(back)


def _remixed_by(friends: Iterable[int]) -> frozenset[int]:
    """Posts that friends made something from."""
    if not friends:
        return frozenset()
    parents = Video.objects.filter(owner__in=list(friends), parent__post__isnull=False, post__isnull=False)
    return frozenset(parents.order_by("-pk").values_list("parent__post", flat=True)[:RECENT])


def _remixes_of(person: Person) -> frozenset[int]:
    """Posts that others made from one's own videos."""
    made = Post.objects.filter(video__parent__owner=person).exclude(author=person)
    return frozenset(made.order_by("-pk").values_list("pk", flat=True)[:RECENT])


def _seen(person: Person) -> frozenset[int]:
    rows = Seen.objects.filter(person=person).order_by("-pk").values_list("post_id", flat=True)
    return frozenset(rows[:SEEN_KEPT])


def _taste(person: Person, off: set[str]) -> Floats | None:
    """The mean meaning of what `person` took part in and made; None without any."""
    weighted: Weighted = []
    if Signal.LIKES not in off:
        for model, who, weight in (
            (Like, "person", LIKED),
            (Saved, "person", SAVED),
            (Comment, "author", SAID),
        ):
            rows = model.objects.filter(**{who: person}).order_by("-pk")
            weighted += [(weight, pk) for pk in rows.values_list("post_id", flat=True)[:RECENT]]
    if Signal.CREATIONS not in off:
        mine = Post.objects.filter(Q(author=person) | Q(video__children__owner=person))
        weighted += [(MADE, pk) for pk in mine.order_by("-pk").values_list("pk", flat=True)[:RECENT]]
    if not weighted:
        return None
    known = dict(
        Post.objects.filter(pk__in={pk for _weight, pk in weighted}, vector__isnull=False).values_list(
            "pk", "vector"
        )
    )
    vectors = [weight * unpacked(known[pk] or b"") for weight, pk in weighted if pk in known]
    if not vectors:
        return None
    mean = np.sum(vectors, axis=0)
    return np.asarray(mean / (np.linalg.norm(mean) + 1e-9), np.float32)
