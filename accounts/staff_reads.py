"""Notes what staff open and do in the admin: lines of the audit log; people read who looked at theirs.

Looks once an hour for the same page and reader: the log tells who looked, not how often somebody clicked.
What was done is noted each time, by page and rows, without what was typed; actions note what changed
themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, QueryDict

from . import audit, clock
from .models import AuditEvent, Person

VERB, LISTED, ACT = "staff.read", "staff.listed", "staff.act"
MOST_ROWS = 50
ONCE_IN = timedelta(hours=1)


class StaffReads:
    """Middleware: looks at pages of the admin that were answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note what was shown or done."""
        response = self.get_response(request)
        match = request.resolver_match
        if match is None or match.namespace != "admin" or not getattr(request.user, "is_staff", False):
            return response
        staff = cast("Person", request.user)
        page, pk = str(match.url_name), match.kwargs.get("object_id", match.kwargs.get("pk"))
        if request.method == "POST" and 300 <= response.status_code < 400:
            note_act(staff, page, pk, request.POST)
        elif response.status_code < 300 and pk is not None:
            note(staff, page, str(pk))
        elif response.status_code < 300 and page.endswith("_changelist"):
            note_list(staff, page, request.GET.urlencode()[:200])
        return response


def note_act(staff: Person, page: str, pk: object, typed: QueryDict) -> None:
    """A form of the admin that was accepted: which one, on which rows."""
    rows = [str(pk)] if pk is not None else typed.getlist("_selected_action")[:MOST_ROWS]
    audit.record(staff, ACT, None, page=page, rows=rows, action=typed.get("action", "")[:60])


def note_list(staff: Person, page: str, asked: str) -> None:
    """A list, with what was searched for and filtered by."""
    lately = AuditEvent.objects.filter(actor=staff, verb=LISTED, at__gt=clock.now() - ONCE_IN)
    detail = {"page": page, "asked": asked}
    if not any(event.detail == detail for event in lately):
        audit.record(staff, LISTED, None, **detail)


def note(staff: Person, page: str, pk: str) -> None:
    """`page` is `app_model_change` or `…_history`; rows that belong to nobody else are not noted."""
    label, _line, _what = page.rpartition("_")
    app, _line, model = label.partition("_")
    try:
        found = apps.get_model(app, model)
    except LookupError:
        return
    row = found._default_manager.filter(pk=pk).first()  # noqa: SLF001 (Django's way)
    whose = owner_of(row)
    if row is None or whose is None or whose.pk == staff.pk:
        return
    kind = ContentType.objects.get_for_model(Person)
    lately = AuditEvent.objects.filter(
        actor=staff, verb=VERB, target_type=kind, target_id=str(whose.pk), at__gt=clock.now() - ONCE_IN
    )
    if not any(event.detail.get("page") == label for event in lately):
        audit.record(staff, VERB, whose, page=label, row=pk)


def owner_of(row: Any) -> Person | None:  # noqa: ANN401 (any model)
    """Whose a row is: itself, or the first person it points at by the names that mean it."""
    if row is None or isinstance(row, Person):
        return row
    for name in ("owner", "person", "author", "user", "reporter", "teen", "subject"):
        found = getattr(row, name, None)
        if isinstance(found, Person):
            return found
    if hasattr(row, "statement"):
        return owner_of(row.statement)
    return None
