"""Settings → My data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import audit, clock
from ..errors import Refusal
from ..models import Moving, Person
from ..uploads import actions as uploads
from ..views import person_of
from . import leaving
from .kinds import Kind, kind, kinds
from .models import Export, ExportState
from .refusals import CopyAskedLately, CopyGone, NotForgotten

SALT = "accounts.mydata.copy"
LINK_LASTS = timedelta(hours=24)
ONE_IN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """A kind as the page shows it."""

    kind: Kind
    count: int
    newest: datetime | None
    days: int | None
    on: bool


@login_required
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everything this place keeps, by kind; the last copy; the way out."""
    person = person_of(request)
    last = Export.objects.filter(person=person).first()
    rows = [
        Row(one, one.rows(person).count(), one.newest(person), one.days(), one.is_on(person))
        for one in kinds()
    ]
    moved = Moving.objects.filter(person=person).first()
    context = {
        "moving": moved,
        "told": [
            (found.label, n) for name, n in (moved.told if moved else {}).items() if (found := kind(name))
        ],
        "most": uploads.most_bytes(),
        "rows": [row for row in rows if row.count],
        "nothing": [row.kind.label for row in rows if not row.count],
        "copy": last,
        "link": signed(last) if last is not None and last.state == ExportState.READY else "",
        "may_ask": not _lately(person).exists(),
        "copy_days": settings.COPY_DAYS,
        "grace_days": leaving.grace().days,
    }
    part = request.headers.get("HX-Request") == "true"
    if part and "moving" in request.GET:
        return render(request, "mydata/_moving.html", context)
    return render(request, "mydata/_copy.html" if part else "mydata/overview.html", context)


def _labelled(told: dict[str, int]) -> list[tuple[str, int]]:
    return [(str(found.label), number) for name, number in told.items() if (found := kind(name)) is not None]


def signed(export: Export) -> str:
    """The part of an address that opens a copy, for a day, to its owner only."""
    return signing.dumps(export.pk, salt=SALT)


@login_required
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a copy; one a day."""
    person = person_of(request)
    try:
        _ask(person)
        messages.success(
            request, _("Your copy is being made. You can leave this page; it waits for you here.")
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("my_data")


def _ask(person: Person) -> Export:
    if _lately(person).exists():
        raise CopyAskedLately
    try:
        with transaction.atomic():
            export = Export.objects.create(person=person)
            audit.record(person, "data.copy_asked", export)
    except IntegrityError:
        raise CopyAskedLately from None
    return export


def _lately(person: Person) -> QuerySet[Export]:
    """Copies of the last day that did not fail."""
    asked = Export.objects.filter(person=person, asked_at__gt=clock.now() - ONE_IN)
    return asked.exclude(state=ExportState.FAILED)


@login_required
@require_safe
def fetch(request: HttpRequest, signed: str) -> HttpResponseBase:
    """The file of a copy, for its owner."""
    person = person_of(request)
    try:
        number = signing.loads(signed, salt=SALT, max_age=LINK_LASTS)
        export = Export.objects.get(pk=number, person=person, state=ExportState.READY)
        handle = export.path.open("rb")
    except (signing.BadSignature, Export.DoesNotExist, OSError):
        messages.error(request, str(CopyGone()))
        return redirect("my_data")
    name = f"sora-{person.username}-{export.asked_at:%Y-%m-%d}.zip"
    response = FileResponse(handle, content_type="application/zip")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@reauthentication_required  # type: ignore[untyped-decorator, unused-ignore]
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, name: str) -> HttpResponse:
    """Delete one kind of data, after a page that says what goes."""
    found = kind(name)
    if found is None or found.forget is None:
        messages.error(request, str(NotForgotten()))
        return redirect("my_data")
    person = person_of(request)
    if request.method == "POST":
        number = found.forget(person)
        audit.record(person, "data.forgotten", person, kind=name)
        text = ngettext(
            "Deleted: %(n)d entry of “%(kind)s”.", "Deleted: %(n)d entries of “%(kind)s”.", number
        )
        messages.success(request, text % {"n": number, "kind": found.label})
        return redirect("my_data")
    return render(request, "mydata/forget.html", {"kind": found, "count": found.rows(person).count()})


@login_required
@reauthentication_required  # type: ignore[untyped-decorator, unused-ignore]
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Ask for the account to be deleted."""
    person = person_of(request)
    typed = request.POST.get("handle", "")
    context = {"grace_days": leaving.grace().days, "typed": typed}
    if request.method == "POST":
        try:
            leaving.leave(person, typed)
        except Refusal as refusal:
            page = context | {"refusal": refusal}
            return render(request, "mydata/leave.html", page, status=refusal.http_status)
        messages.success(
            request, _("Nobody sees your account any more. You can come back until it is deleted.")
        )
        return redirect("my_data")
    return render(request, "mydata/leave.html", context)


@login_required
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Come back."""
    leaving.stay(person_of(request))
    messages.success(request, _("Welcome back. Everything is as it was."))
    return redirect("my_data")
