"""What must be right before the site starts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

# Not forgotten by age: without them there is no account, or what happened is no longer told.
NEVER = frozenset({"profile", "addresses", "family", "cameo", "videos"})


@register()
def retention_names_known_kinds(app_configs: object, **_kwargs: Any) -> list[Error]:  # noqa: ARG001
    """`RETENTION_DAYS` names kinds of data that exist, are dated, and may be forgotten by age."""
    from .mydata.kinds import kind

    wrong = []
    for name in settings.RETENTION_DAYS:
        found = kind(name)
        if found is None or not found.when or name in NEVER:
            wrong.append(
                Error(
                    f"RETENTION_DAYS: {name!r} is no kind of data that is forgotten by its age.",
                    id="accounts.E001",
                )
            )
    return wrong
