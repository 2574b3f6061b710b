"""Who is let in: asked at sign-in, and of every session again on each page and socket."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from . import prepared
from .models import Person
from .policy import may_sign_in
from .prepared import Blanks


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, by handle or e-mail; a session of a person who may not sign in is nobody's."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """As the policy says."""
        return isinstance(user, Person) and may_sign_in(user)

    def get_user(self, user_id: int) -> Person | None:
        """Whom a session is of; asked on every page."""
        asked = Blanks(int(user_id))
        found = prepared.found("session", lambda asked: Person.objects.filter(pk=asked.person), asked)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
