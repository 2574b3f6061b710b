"""The models, as clients list them to see whether a key works; and that nothing else is offered."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase, JsonResponse

from ..engines import catalog
from .doors import Call, door
from .errors import ApiError, bad
from .models import Scope

OPENED = 1_795_478_400  # 24 November 2026: since when this API answers
OWNER = "this deployment"


def _told(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": OPENED, "owned_by": OWNER}


def _list(_request: Call) -> HttpResponseBase:
    return JsonResponse({"object": "list", "data": [_told(name) for name in catalog.models()]})


def _retrieve(_request: Call, model: str) -> HttpResponseBase:
    if model not in catalog.models():
        raise bad("model", f"There is no model {model[:80]!r} here.", "model_not_found")
    return JsonResponse(_told(model))


def _nowhere(request: Call, **_named: str) -> HttpResponseBase:
    sentence = f"There is nothing at {request.method} {request.path[:200]}."
    raise ApiError(404, sentence, code="unknown_address")


models = door(GET=(Scope.READ, _list))
model = door(GET=(Scope.READ, _retrieve))
nowhere = door(
    GET=(Scope.READ, _nowhere),
    POST=(Scope.READ, _nowhere),
    DELETE=(Scope.READ, _nowhere),
    PUT=(Scope.READ, _nowhere),
    PATCH=(Scope.READ, _nowhere),
)
