"""The kinds of data that this app keeps about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.mydata import kinds
from accounts.mydata.kinds import Kind

from .models import ApiKey, Endpoint


def register() -> None:
    """Tell them; what opens doors never leaves."""
    kinds.register(
        Kind("keys", _("Keys for programs"), _("To let your programs in."),
             lambda p: ApiKey.objects.filter(person=p), "created_at", frozenset({"digest"}), page="api_keys"),
        Kind("webhooks", _("Webhooks"), _("To tell your servers what happened."),
             lambda p: Endpoint.objects.filter(person=p), "created_at", frozenset({"secret", "old_secret"}),
             page="webhooks"),
    )  # fmt: skip
