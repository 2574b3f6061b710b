"""What follows inside this app when what holds for a person changed."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models.signals import post_delete
from django.dispatch import receiver

from .models import Person
from .signals import rules_changed
from .sockets import look_again


@receiver(rules_changed)
def sockets_look_again(person: Person, **_: Any) -> None:
    """A person who may no longer sign in keeps no socket."""
    look_again(person.pk)


@receiver(post_delete, sender=UserSession)
def sockets_of_a_session_end(instance: UserSession, **_: Any) -> None:
    """A device that was signed out from another one hears nothing more."""
    look_again(instance.user_id)
