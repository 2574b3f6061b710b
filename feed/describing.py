"""What a post means, as a vector, and how unlike earlier posts it is; worked out beside the request."""

from __future__ import annotations

from typing import Any

import numpy as np

from accounts.models import Person
from accounts.policy import policy_for
from perception import embedding

from . import shelf
from .models import Post, Preference, Signal, SignalSwitch
from .ranking.matter import packed

LONGEST = 600


def text_of(post: Post) -> str:
    """The words that say what a post shows: caption, prompt, and what the engine staged (in English)."""
    staged = post.video.screenplay or {}
    return " ".join([post.caption, post.video.prompt, *_staged(staged)]).strip()[:LONGEST]


def _staged(screenplay: dict[str, Any]) -> list[str]:
    """English names of the sets, people, animals and things of a stored screenplay."""
    shots = [str(shot.get("set", "")) for shot in screenplay.get("shots") or ()]
    kinds = [str(item.get("kind", "")) for part in ("actors", "props") for item in screenplay.get(part) or ()]
    return [word.replace("_", " ") for word in dict.fromkeys([*shots, *kinds]) if word]


def describe(post: Post) -> bool:
    """Store the vector and the novelty of a post; false where no encoder is installed."""
    if not embedding.available():
        return False
    (vector,) = embedding.embed([text_of(post)])
    there = shelf.fresh()
    likeness = there.likeness(vector[np.newaxis].astype(np.float32))[0]
    earlier = likeness[there.ids < post.pk]
    novelty = float(1 - max(0.0, float(earlier.max()))) if earlier.size else 1.0
    Post.objects.filter(pk=post.pk).update(vector=packed(vector), novelty=round(min(1.0, novelty), 4))
    return True


def wishes_used(person: Person) -> bool:
    """Whether wishes count at all now: by a feed of one's own, and by the signal's switch."""
    if not policy_for(Person.objects.get(pk=person.pk)).personalised_feed:
        return False
    return not SignalSwitch.objects.filter(person=person, signal=Signal.WISHES).exists()


def describe_wish(wish: Preference) -> None:
    """Store what a wish means, where an encoder is installed and only while the signal is used."""
    if embedding.available() and wishes_used(wish.person):
        (vector,) = embedding.embed([wish.phrase])
        wish.vector = packed(vector)
        wish.save(update_fields=["vector"])


def fade(person: Person) -> None:
    """The signal is off: what wishes mean goes; the words stay for their owner to read."""
    Preference.objects.filter(person=person).exclude(vector=None).update(vector=None)


def describe_again(person: Person) -> None:
    """What wishes mean, where it went while a feed of one's own was off."""
    for wish in Preference.objects.filter(person=person, vector=None, removed_at=None):
        describe_wish(wish)
