"""Following, blocking, and what a person says of themselves."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from .. import audit, refusals, signals
from ..family.refusals import NoNewFollowers
from ..gate import can_see
from ..lasting import lasting
from ..models import Block, Follow, Person
from ..notices.telling import tell, untell
from ..policy import policy_for

PROFILE_FIELDS = ("display_name", "bio", "language", "named_in_films")


@transaction.atomic
def follow(follower: Person, followed: Person) -> None:
    """From now on `follower` sees what `followed` publishes."""
    if follower.pk == followed.pk:
        raise refusals.NotYourself
    if not can_see(follower, followed):
        raise refusals.PersonUnavailable
    known = Follow.objects.filter(follower=follower, followed=followed).exists()
    if not known and not may_follow(follower, followed):
        raise NoNewFollowers
    _follow, created = Follow.objects.get_or_create(follower=follower, followed=followed)
    if created:
        audit.record(follower, "person.followed", followed)
        tell(followed, "followed", actor=follower, url=follower.get_absolute_url())


def may_follow(follower: Person, followed: Person) -> bool:
    """Whether the rules of `followed` let `follower` in, who is not a stranger when they follow them."""
    policy = policy_for(followed)
    if not policy.new_followers or policy.strangers_follow:
        return policy.new_followers
    return Follow.objects.filter(follower=followed, followed=follower).exists()


@transaction.atomic
def unfollow(follower: Person, followed: Person) -> None:
    """No longer."""
    if Follow.objects.filter(follower=follower, followed=followed).delete()[0]:
        audit.record(follower, "person.unfollowed", followed)
        untell(followed, "followed", actor=follower)


@transaction.atomic
def block(blocker: Person, blocked: Person) -> None:
    """Neither sees anything of the other any more, and nobody follows."""
    if blocker.pk == blocked.pk:
        raise refusals.NotYourself
    _block, created = Block.objects.get_or_create(blocker=blocker, blocked=blocked)
    if not created:
        return
    Follow.objects.filter(
        Q(follower=blocker, followed=blocked) | Q(follower=blocked, followed=blocker)
    ).delete()
    audit.record(blocker, "person.blocked", blocked)
    transaction.on_commit(lambda: signals.person_blocked.send(Block, blocker=blocker, blocked=blocked))


@transaction.atomic
def unblock(blocker: Person, blocked: Person) -> None:
    """The block is lifted; follows do not come back by themselves."""
    if Block.objects.filter(blocker=blocker, blocked=blocked).delete()[0]:
        audit.record(blocker, "person.unblocked", blocked)


@lasting
@transaction.atomic
def edit_profile(person: Person, **changes: Any) -> None:
    """Change what a person may change of themselves: name, bio, language; a missing date of birth once."""
    words = " . ".join(str(changes[field]) for field in ("display_name", "bio") if changes.get(field))
    if words:
        signals.about_to_say.send(Person, person=person, text=words)
    once = ("birth_date",) if person.birth_date is None else ()
    fields = [field for field in (*PROFILE_FIELDS, *once) if field in changes]
    for field in fields:
        setattr(person, field, changes[field])
    person.save(update_fields=fields)
    audit.record(person, "person.edited", person, fields=fields)
