"""Messages as things that are reported: taken down and given back by the desk of moderation.

Staff read the one message that was reported, as it was then, and nothing else of the conversation.
"""

from __future__ import annotations

from django.db import transaction

from accounts import audit, clock
from accounts.models import Person
from moderation.desk.subjects import Look, Subject
from moderation.desk.subjects import register as register_subjects
from moderation.models import About, Case
from moderation.refusals import NothingToDecide

from .models import Message


def register() -> None:
    """Tell the desk of messages."""
    register_subjects(Subject(About.MESSAGE, look, take_down, give_back))


def _message(target: str) -> Message | None:
    number = target.rpartition("-")[2]
    return Message.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None


def look(target: str) -> Look:
    """Its words; its page is for the two who talk."""
    message = _message(target)
    return Look("", message.text) if message is not None else Look()


@transaction.atomic
def take_down(staff: Person | None, target: str, reason: str) -> None:
    """It says nothing any more; its words stay with the case."""
    message = _message(target)
    if message is None:
        raise NothingToDecide
    if message.removed_at is None:
        message.text, message.post, message.removed_at = "", None, clock.now()
        message.save(update_fields=["text", "post", "removed_at"])
        audit.record(staff, "message.taken_down", message, reason=reason)


@transaction.atomic
def give_back(staff: Person | None, target: str, reason: str) -> None:
    """It says again what it said when it was reported."""
    message = _message(target)
    case = Case.objects.filter(about=About.MESSAGE, target=target).exclude(excerpt="").last()
    if message is None or case is None:
        raise NothingToDecide
    message.text, message.removed_at = case.excerpt, None
    message.save(update_fields=["text", "removed_at"])
    audit.record(staff, "message.given_back", message, reason=reason)
