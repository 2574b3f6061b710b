"""The admin is behind the same sign-in as everything else, and a second factor where that is asked for.

Django's own sign-in page of the admin knows neither the limits on tries nor passkeys and one-time codes; it
leads to ours. With `STAFF_SECOND_FACTOR` (on where the site runs on HTTPS) staff without a second factor
are led to where they set one up, and get no further.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _


def sign_in(request: HttpRequest, _extra_context: object = None) -> HttpResponse:
    """The admin's sign-in page: ours, and back; who is signed in and no staff is told so."""
    if request.user.is_authenticated:
        raise PermissionDenied
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = resolve_url("admin:index")
    return redirect_to_login(onward)


class StaffSecondFactor:
    """Middleware: no page of the admin for staff who have one factor only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Lead who has none to where it is set up."""
        match = request.resolver_match
        if not settings.STAFF_SECOND_FACTOR or match is None or match.namespace != "admin":
            return None
        if not getattr(request.user, "is_staff", False) or match.url_name == "logout":
            return None
        if is_mfa_enabled(request.user):
            return None
        messages.warning(request, _("Staff need a second factor: set up a passkey or one-time codes first."))
        return redirect("mfa_index")
