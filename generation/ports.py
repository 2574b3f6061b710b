"""Questions that only apps above can answer; without a provider the answer is no.

`feed` registers, in its `ready()`, which videos are published to a person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Q

if TYPE_CHECKING:
    from .models import VideoQuerySet

Publication = Callable[["VideoQuerySet | None", Any], Q]
NOTHING = Q(pk__in=[])
_publication: list[Publication] = []
_remixable: list[Publication] = []


def register_publication(provider: Publication) -> None:
    """`provider(queryset, person)` answers, as a Q over videos, which are published to `person`.

    `person` is None for somebody who is not signed in.
    """
    _publication[:] = [provider]


def register_remixable(provider: Publication) -> None:
    """`provider(queryset, person)` answers which published videos `person` may remix."""
    _remixable[:] = [provider]


def published_to(queryset: VideoQuerySet | None, person: Any) -> Q:  # noqa: ANN401 (Person or None)
    """The videos that are published to `person`; none without a provider."""
    return _publication[0](queryset, person) if _publication else NOTHING


def remixable_by(queryset: VideoQuerySet | None, person: Any) -> Q:  # noqa: ANN401 (Person or None)
    """The published videos that `person` may remix; none without a provider."""
    return _remixable[0](queryset, person) if _remixable else NOTHING
