"""What the feed does when the rules of somebody change: nothing that rests on a switch that is off stays."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import Person
from accounts.policy import policy_for
from accounts.signals import rules_changed
from moderation.signals import policy_changed

from . import describing, lists, tasks
from .chats import actions as chats


@receiver(rules_changed)
def forget_what_was_derived(sender: object, person: Person, **_news: Any) -> None:  # noqa: ARG001 (a signal's)
    """Ranked lists go at once; without a feed of one's own, the meaning of wishes goes too."""
    lists.forget(person.pk)
    policy = policy_for(Person.objects.get(pk=person.pk))
    if not policy.chat_history:
        chats.forget(person)
    if not policy.personalised_feed:
        describing.fade(person)
        chats.fade(person)
    else:
        describing.describe_again(person)
        chats.describe(person)


@receiver(policy_changed)
def look_again(sender: object, **_news: Any) -> None:  # noqa: ARG001 (a signal's)
    """Another policy is in force: what is published is judged by it."""
    tasks.ring_look_again()
