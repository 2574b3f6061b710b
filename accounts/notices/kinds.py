"""The kinds of notices: the port that every app tells its own with.

A kind says its sentence in the reader's language from a notice. Groups have a switch each; what one must
know (decisions about one's things, one's family) belongs to none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from .models import Notice

ALWAYS = ""


class Group(TextChoices):
    """What can be switched off as a whole."""

    FOLLOWERS = "followers", _("New followers")
    LIKES = "likes", _("Likes")
    COMMENTS = "comments", _("Comments and answers")
    MESSAGES = "messages", _("Direct messages")
    REMIXES = "remixes", _("Remixes of what you made")
    VIDEOS = "videos", _("Your videos: ready, or not made")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice: its `group` (`ALWAYS`: it cannot be switched off), its `icon`, its sentence."""

    name: str
    group: str
    icon: str
    sentence: Callable[[Notice], str]


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Tell kinds; once each, in an app's `ready()`."""
    for kind in kinds:
        if kind.name in _kinds and _kinds[kind.name] is not kind:
            raise ValueError(f"There are two kinds of notices called {kind.name!r}.")
        _kinds[kind.name] = kind


def kind(name: str) -> Kind:
    """The kind of that name; `KeyError` for one that nobody told."""
    return _kinds[name]


def known() -> frozenset[str]:
    """The names of all kinds."""
    return frozenset(_kinds)


def by_somebody(words: str | Promise) -> Callable[[Notice], str]:
    """A sentence with `%(who)s`: "@bob liked …", "@bob and 3 others liked …"."""

    def sentence(notice: Notice) -> str:
        return str(words) % {"who": who(notice), "words": notice.words}

    return sentence


def plain(words: str | Promise) -> Callable[[Notice], str]:
    """A sentence that may hold `%(words)s` only."""

    def sentence(notice: Notice) -> str:
        return str(words) % {"words": notice.words}

    return sentence


def who(notice: Notice) -> str:
    """Who did it: the last one, and how many others."""
    name = str(notice.actor) if notice.actor is not None else ""
    if not notice.others:
        return name
    others = ngettext("%(name)s and %(number)d other", "%(name)s and %(number)d others", notice.others)
    return others % {"name": name, "number": notice.others}
