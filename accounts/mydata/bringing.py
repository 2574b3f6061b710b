"""What this app takes over from a copy of another server: oneself, rules, whom one follows and blocked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import actions
from ..errors import Refusal
from ..family import actions as family
from ..models import Person
from .kinds import Brought

OWN_SWITCHES = ("personalised_feed", "continuous_scroll", "comments", "new_followers", "strangers_follow",
                "discoverable", "direct_messages", "messages_from_strangers")  # fmt: skip
OWN_LIMITS = ("daily_videos", "daily_minutes", "break_minutes")


def profile(person: Person, part: Brought) -> int:
    """Name and words about oneself, where nothing is said here yet."""
    for row in part.rows():
        said = {name: str(row.get(name) or "")[:most] for name, most in (("display_name", 60), ("bio", 300))}
        fresh = {name: words for name, words in said.items() if words and not getattr(person, name)}
        try:
            if fresh:
                actions.edit_profile(person, **fresh)
        except Refusal:
            return 0
        return int(bool(fresh))
    return 0


def rules(person: Person, part: Brought) -> int:
    """One's own switches and limits; only what makes them stricter than they are here, or says the same."""
    for row in part.rows():
        said: dict[str, Any] = {name: row[name] for name in OWN_SWITCHES if isinstance(row.get(name), bool)}
        for name in OWN_LIMITS:
            value = row.get(name)
            if isinstance(value, int) and not isinstance(value, bool) and 5 <= value <= 1000:
                said[name] = value
        if said:
            family.set_own(person, said)
        return int(bool(said))
    return 0


def _old_handle(part: Brought, own: str) -> str:
    """Who the copy is of, by the handle that is in every row of a kind."""
    seen: dict[str, int] = {}
    for row in part.rows():
        for name in ("follower", "followed"):
            handle = str(row.get(name) or "")
            seen[handle] = seen.get(handle, 0) + 1
    return max(seen, key=lambda handle: seen[handle]) if seen else own


def follows(person: Person, part: Brought) -> int:
    """Whom one followed there and who has the same handle here."""
    old = _old_handle(part, person.username)
    wanted = [str(row.get("followed") or "") for row in part.rows() if row.get("follower") == old]
    return _each(person, wanted, actions.follow)


def blocks(person: Person, part: Brought) -> int:
    """Whom one blocked there and who has the same handle here."""
    return _each(person, [str(row.get("blocked") or "") for row in part.rows()], actions.block)


def _each(person: Person, handles: list[str], act: Callable[[Person, Person], object]) -> int:
    done = 0
    for other in Person.objects.visible_to(person).filter(username__in=[one[:30] for one in handles[:5000]]):
        try:
            act(person, other)
        except Refusal:
            continue
        done += 1
    return done
