"""What makes allauth invite-only: sign-up is open to a browser that brought a good code, and spends it."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from . import actions, clock, consents
from .addresses import truncated
from .errors import Refusal
from .family import ages
from .family.models import Sign
from .forms import SESSION_TOO_YOUNG
from .models import Person
from .policy import may_sign_in

SESSION_CODE = "invite_code"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Hooks of allauth's account app."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this browser's session carries a code that is still open."""
        try:
            actions.find_invite(request.session.get(SESSION_CODE, ""))
        except Refusal:
            return False
        return True

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:  # noqa: ANN401, FBT001, FBT002 (allauth's signature)
        """Create the person and spend the code together, or neither."""
        user.birth_date = form.cleaned_data.get("birth_date")
        user.language = (getattr(request, "LANGUAGE_CODE", "") or "en")[:2]
        try:
            with transaction.atomic():
                saved: Person = super().save_user(request, user, form, commit)
                actions.redeem(request.session.get(SESSION_CODE, ""), saved)
                consents.give(saved, "account")
        except Refusal as refusal:
            messages.error(request, str(refusal))
            raise ImmediateHttpResponse(redirect("account_signup")) from refusal
        request.session.pop(SESSION_CODE, None)
        return saved

    def get_client_ip(self, request: HttpRequest) -> str:
        """Truncated before anything keeps it: sessions, limits on tries."""
        return truncated(super().get_client_ip(request))

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """Who knows the password of an account that is closed is told so."""
        if not may_sign_in(user):
            closed: HttpResponse = self.respond_user_inactive(request, user)
            return closed
        found: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return found

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """A browser in which nobody chose a language speaks that of whoever signs in."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if request.session.get(SESSION_TOO_YOUNG, "") > clock.today().isoformat():
            ages.doubt(user, Sign.REFUSED)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        return response
