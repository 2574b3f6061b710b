"""The end of an account: hidden at once, gone after days in which one can come back.

What rows do not hold goes first (files, counts on other people's posts, takes
that show the person), each kind by itself; then the person's row goes and the
database takes along what points at it. A kind that fails is tried again the next
time; the account stays hidden until all of it is gone.
"""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import audit, clock
from ..models import Person
from .kinds import kinds
from .models import Export
from .refusals import HandleDiffers

log = structlog.get_logger(__name__)


def grace() -> timedelta:
    """How long one can come back."""
    return timedelta(days=int(getattr(settings, "LEAVING_DAYS", 14)))


@transaction.atomic
def leave(person: Person, handle: str) -> None:
    """Hide an account now and end it after the days of grace; the handle is typed to confirm."""
    if handle.strip().lstrip("@").lower() != person.username.lower():
        raise HandleDiffers
    if person.leaving_at is not None:
        return
    person.leaving_at = clock.now() + grace()
    person.save(update_fields=["leaving_at"])
    audit.record(person, "account.leaving", person)
    _mail(
        person,
        _("Your account will be deleted"),
        _(
            "On %(day)s your account @%(handle)s and everything in it is deleted. Until then nobody sees it. "
            "Sign in to come back: %(link)s"
        ),
    )


@transaction.atomic
def stay(person: Person) -> None:
    """Come back."""
    if person.leaving_at is None:
        return
    person.leaving_at = None
    person.save(update_fields=["leaving_at"])
    audit.record(person, "account.stayed", person)


def end_due() -> int:
    """End the accounts whose days of grace are over; answers how many are gone."""
    gone = 0
    for person in Person.objects.filter(leaving_at__lte=clock.now()):
        gone += end(person)
    return gone


def end(person: Person) -> bool:
    """Delete everything of a person; False when a part of it has to be tried again."""
    complete = True
    for kind in kinds():
        if kind.before_end is None:
            continue
        try:
            with transaction.atomic():
                kind.before_end(person)
        except Exception:  # one kind's trouble must not keep the others
            log.exception("mydata.not_ended", kind=kind.name)
            complete = False
    if not complete:
        return False
    for export in Export.objects.filter(person=person):
        if export.file:
            export.path.unlink(missing_ok=True)
    with transaction.atomic():
        _end_sessions(person)
        audit.forget(person)
        person.delete()
    log.info("mydata.ended")
    return True


def _end_sessions(person: Person) -> None:
    from allauth.usersessions.models import UserSession

    keys = UserSession.objects.filter(user=person).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()


def _mail(person: Person, subject: str, text: str) -> None:
    assert person.leaving_at is not None  # noqa: S101 (set by the caller)
    if not person.email:
        return
    with translation.override(person.language):
        told = {
            "day": date_format(person.leaving_at, "DATE_FORMAT"),
            "handle": person.username,
            "link": f"{settings.SITE_URL}/settings/data/",
        }
        transaction.on_commit(
            lambda: send_mail(subject, text % told, None, [person.email], fail_silently=True)
        )
