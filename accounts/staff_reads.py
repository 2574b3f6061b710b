"""Notes what staff open of whom in the admin: a line of the audit log that the person can read.

Once an hour for the same page and reader: the log tells who looked, not how often somebody clicked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse

from . import audit, clock
from .models import AuditEvent, Person

VERB = "staff.read"
ONCE_IN = timedelta(hours=1)


class StaffReads:
    """Middleware: looks at pages of the admin that were answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note a page that showed one row."""
        response = self.get_response(request)
        match = request.resolver_match
        if match is None or match.namespace != "admin" or response.status_code >= 300:
            return response
        if isinstance(request.user, Person) and "object_id" in match.kwargs:
            note(request.user, str(match.url_name), str(match.kwargs["object_id"]))
        return response


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
    for name in ("owner", "person", "author", "user", "reporter", "teen"):
        found = getattr(row, name, None)
        if isinstance(found, Person):
            return found
    return None
