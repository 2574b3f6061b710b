"""What the feed takes over from a copy of another server.

Wishes, topics of chats, mutes, collections; of posts, the words, for whoever publishes the video here anew.
"""

from __future__ import annotations

from typing import Any

from accounts.models import Person
from accounts.mydata.kinds import Brought
from accounts.policy import policy_for
from generation import bringing as films

from . import actions, describing, lists
from .actions.steering import MOST_WISHES
from .chats import actions as chats
from .chats.refusals import ChatsNotAgreed, ChatsOff
from .chats.topics import MOST
from .models import ChatTopic, Collection, Post, Preference, Prepared


def _number(value: Any, low: float, high: float) -> float:  # noqa: ANN401 (JSON)
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return max(low, min(high, float(value))) if plain else 1.0


def wishes(person: Person, part: Brought) -> int:
    """Wishes that held there, where a feed of one's own is on."""
    if not policy_for(person).personalised_feed:
        return 0
    known = set(Preference.objects.filter(person=person, removed_at=None).values_list("phrase", flat=True))
    done = 0
    for row in part.rows():
        phrase = str(row.get("phrase") or "").strip()[:80]
        if not phrase or phrase in known or row.get("removed_at") or len(known) >= MOST_WISHES:
            continue
        weight, hide = _number(row.get("weight"), -2, 2), row.get("hide") is True
        made = Preference.objects.create(person=person, phrase=phrase, weight=weight, hide=hide)
        describing.describe_wish(made)
        known.add(phrase)
        done += 1
    lists.forget(person.pk)
    return done


def topics(person: Person, part: Brought) -> int:
    """Topics of chats, where their owner agreed to them here too."""
    try:
        chats.check(person)
    except (ChatsOff, ChatsNotAgreed):
        return 0
    known = set(ChatTopic.objects.filter(person=person).values_list("phrase", flat=True))
    done = 0
    for row in part.rows():
        phrase = str(row.get("phrase") or "").strip()[:80]
        if phrase and phrase not in known and len(known) < MOST:
            ChatTopic.objects.create(person=person, phrase=phrase, weight=_number(row.get("weight"), 0, 2))
            known.add(phrase)
            done += 1
    chats.describe(person)
    lists.forget(person.pk)
    return done


def muted(person: Person, part: Brought) -> int:
    """Whom one muted there and who has the same handle here."""
    handles = [str(row.get("muted") or "")[:30] for row in part.rows()][:5000]
    others = Person.objects.visible_to(person).filter(username__in=handles).exclude(pk=person.pk)
    for other in others:
        actions.mute(person, other)
    return len(others)


def collections(person: Person, part: Brought) -> int:
    """The names of collections; what was in them is not here."""
    names = {str(row.get("name") or "").strip()[:60] for row in part.rows()} - {""}
    known = set(Collection.objects.filter(owner=person).values_list("name", flat=True))
    fresh = sorted(names - known)[:100]
    for name in fresh:
        Collection.objects.create(owner=person, name=name)
    return len(fresh)


def posts(person: Person, part: Brought) -> int:
    """Captions, for the publish forms of the films that came along; nothing is published by moving."""
    moved = films.moved(person)
    done = 0
    for row in part.rows():
        video = moved.get(films.submission(row.get("video")))
        if video is None or row.get("removed_at") or Post.objects.filter(video=video).exists():
            continue
        words = {
            "caption": str(row.get("caption") or "").strip()[:300],
            "allow_remix": row.get("allow_remix") is True,
        }
        done += Prepared.objects.get_or_create(video=video, defaults=words)[1]
    return done
