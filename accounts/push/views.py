"""What the notice settings' script asks: tell this browser, or no longer."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from ..errors import Refusal
from ..views import person_of
from . import actions


@login_required
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Keep what the browser's push service gave it: `endpoint`, `p256dh`, `auth`."""
    endpoint, p256dh, auth = (request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth"))
    try:
        actions.subscribe(
            person_of(request), endpoint, p256dh, auth, session=request.session.session_key or ""
        )
    except Refusal as refusal:
        return JsonResponse({"code": refusal.code, "message": str(refusal)}, status=refusal.http_status)
    return HttpResponse(status=204)


@login_required
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Forget the browser of `endpoint`."""
    actions.stop(person_of(request), request.POST.get("endpoint", ""))
    return HttpResponse(status=204)
