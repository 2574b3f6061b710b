"""Webhooks by API: made, listed, tested and removed by keys that may manage."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase, JsonResponse

from accounts.posting import BadAddressError

from . import bodies, webhooks
from .doors import Call, door
from .errors import bad, not_found
from .models import Endpoint, Scope, every_event


def told(row: Endpoint, *, secret: bool = False) -> dict[str, Any]:
    """An endpoint as programs know it; its secret only where it is new."""
    found: dict[str, Any] = {
        "id": row.public_id,
        "object": "webhook_endpoint",
        "url": row.url,
        "events": row.events,
        "created_at": int(row.created_at.timestamp()),
        "enabled": row.disabled_at is None,
    }
    return {**found, "secret": row.secret} if secret else found


def _own(request: Call, hook_id: str) -> Endpoint:
    found = Endpoint.objects.filter(person=request.person, public_id=hook_id).first()
    if found is None:
        raise not_found("webhook_endpoint")
    return found


def _list(request: Call) -> HttpResponseBase:
    rows = Endpoint.objects.filter(person=request.person)
    return JsonResponse({"object": "list", "data": [told(row) for row in rows], "has_more": False})


def _create(request: Call) -> HttpResponseBase:
    body = bodies.read(request)
    events = body.get("events") or every_event()
    if not isinstance(events, list) or not all(isinstance(event, str) for event in events):
        raise bad("events", "'events' must be a list of strings.", "invalid_type")
    try:
        row = webhooks.add(request.person, bodies.text(body, "url"), events)
    except BadAddressError as wrong:
        raise bad("url", str(wrong)) from wrong
    except ValueError as wrong:
        raise bad("events", str(wrong)) from wrong
    return JsonResponse(told(row, secret=True))


def _retrieve(request: Call, hook_id: str) -> HttpResponseBase:
    return JsonResponse(told(_own(request, hook_id)))


def _delete(request: Call, hook_id: str) -> HttpResponseBase:
    webhooks.remove(request.person, _own(request, hook_id))
    return JsonResponse({"id": hook_id, "object": "webhook_endpoint.deleted", "deleted": True})


def _rotate(request: Call, hook_id: str) -> HttpResponseBase:
    row = webhooks.rotate(request.person, _own(request, hook_id))
    return JsonResponse(told(row, secret=True))


def _test(request: Call, hook_id: str) -> HttpResponseBase:
    delivery = webhooks.test(_own(request, hook_id))
    return JsonResponse({"id": delivery.public_id, "object": "event", "type": delivery.type})


every = door(GET=(Scope.READ, _list), POST=(Scope.MANAGE, _create))
one = door(GET=(Scope.READ, _retrieve), DELETE=(Scope.MANAGE, _delete))
rotate = door(POST=(Scope.MANAGE, _rotate))
test = door(POST=(Scope.MANAGE, _test))
