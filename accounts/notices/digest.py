"""A summary of what waits, by e-mail, for those who want one."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import clock
from ..models import Person
from . import queries
from .models import Digest, NoticeSettings

EVERY = {Digest.DAILY: timedelta(days=1), Digest.WEEKLY: timedelta(days=7)}
MOST = 12


def mail_due() -> int:
    """Mail everybody whose day it is and for whom something new waits; how many mails went out."""
    now = clock.now()
    due = Q()
    for digest, every in EVERY.items():
        due |= Q(digest=digest) & (Q(mailed_at=None) | Q(mailed_at__lte=now - every))
    rows = NoticeSettings.objects.filter(due, person__is_active=True, person__leaving_at=None)
    return sum(_mail(row) for row in rows.exclude(person__email="").select_related("person"))


def _mail(row: NoticeSettings) -> bool:
    """Claim the day first: a mail that fails is not sent twice."""
    now = clock.now()
    mine = NoticeSettings.objects.filter(pk=row.pk, mailed_at=row.mailed_at).update(mailed_at=now)
    waiting = queries.visible_to(row.person).filter(seen_at=None, mailed_at=None)
    found = list(waiting.order_by("-at")[: MOST + 1])
    if not mine or not found:
        return False
    with translation.override(row.person.language or settings.LANGUAGE_CODE):
        subject, body = _words(row.person, [queries.told(notice) for notice in found])
    waiting.update(mailed_at=now)
    return bool(send_mail(subject, body, None, [row.person.email], fail_silently=True))


def _words(person: Person, found: list[queries.Told]) -> tuple[str, str]:
    number = len(found)
    subject = ngettext("%(number)d thing waits for you", "%(number)d things wait for you", number)
    lines = [f"• {one.sentence}" for one in found[:MOST]]
    if number > MOST:
        lines.append(_("… and more."))
    pages = [settings.SITE_URL + reverse(name) for name in ("notices", "notice_settings")]
    hello = _("Hello %(name)s,") % {"name": person.name}
    ends = [_("See them all: %s") % pages[0], _("Change how often this mail comes: %s") % pages[1]]
    return subject % {"number": number}, "\n".join([hello, "", *lines, "", *ends, ""])
