"""Slowing down who guesses: a count per action and address in the shared cache, for a fixed window."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `amount` times in `seconds` from one address."""

    action: str
    amount: int
    seconds: int

    def spent(self, request: HttpRequest) -> bool:
        """Whether this address has none left."""
        return int(cache.get(self._key(request), 0)) >= self.amount

    def count(self, request: HttpRequest) -> None:
        """Use one up."""
        key = self._key(request)
        if not cache.add(key, 1, self.seconds):
            cache.incr(key)

    def _key(self, request: HttpRequest) -> str:
        return f"limit:{self.action}:{get_adapter(request).get_client_ip(request)}"


WRONG_CODES = Limit("wrong-invite", amount=10, seconds=600)
WAITLIST = Limit("waitlist", amount=10, seconds=3600)
