"""The settings pages of one's webhooks: add, test, see every attempt, send again, new secret, remove."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.posting import BadAddressError
from accounts.views import person_of

from . import webhooks
from .forms import HookForm
from .models import Delivery, Endpoint

SHOWN = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hooks(request: HttpRequest) -> HttpResponse:
    """All webhooks; a POST adds one, whose secret is shown this once."""
    form, fresh = HookForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            fresh = webhooks.add(person_of(request), said["url"], said["events"])
            form = HookForm()
        except BadAddressError:
            form.add_error("url", _("Give a public address that begins with https://."))
        except ValueError:
            form.add_error(None, _("There can be five webhooks. Remove one first."))
    return _page(request, form, fresh)


@login_required
@never_cache
@require_safe
def hook(request: HttpRequest, hook_id: str) -> HttpResponse:
    """One webhook and its last deliveries, each with its attempts."""
    row = _own(request, hook_id)
    deliveries = row.deliveries.prefetch_related("attempts")[:SHOWN]
    return render(request, "api/hook.html", {"hook": row, "deliveries": deliveries})


@login_required
@never_cache
@require_POST
def rotate(request: HttpRequest, hook_id: str) -> HttpResponse:
    """A new secret, shown this once."""
    return _page(request, HookForm(), webhooks.rotate(person_of(request), _own(request, hook_id)))


@login_required
@require_POST
def switch(request: HttpRequest, hook_id: str) -> HttpResponse:
    """On becomes off, off becomes on."""
    row = _own(request, hook_id)
    webhooks.switch(person_of(request), row, on=row.disabled_at is not None)
    return redirect("webhook", hook_id)


@login_required
@require_POST
def test(request: HttpRequest, hook_id: str) -> HttpResponse:
    """Send an event that tells nothing."""
    webhooks.test(_own(request, hook_id))
    messages.success(request, _("A test is on its way: reload this page in a few seconds."))
    return redirect("webhook", hook_id)


@login_required
@require_POST
def resend(request: HttpRequest, event_id: str) -> HttpResponse:
    """Send a delivery again, at once."""
    row = get_object_or_404(Delivery, public_id=event_id, endpoint__person=person_of(request))
    webhooks.resend(row)
    messages.success(request, _("It is sent again: reload this page in a few seconds."))
    return redirect("webhook", row.endpoint.public_id)


@login_required
@require_POST
def remove(request: HttpRequest, hook_id: str) -> HttpResponse:
    """Tell it no more."""
    webhooks.remove(person_of(request), _own(request, hook_id))
    messages.success(request, _("The webhook is removed."))
    return redirect("webhooks")


def _own(request: HttpRequest, hook_id: str) -> Endpoint:
    return get_object_or_404(Endpoint, person=person_of(request), public_id=hook_id)


def _page(request: HttpRequest, form: HookForm, fresh: Endpoint | None) -> HttpResponse:
    context = {"hooks": person_of(request).webhooks.all(), "form": form, "fresh": fresh}
    return render(request, "api/hooks.html", context, status=422 if form.errors else 200)
