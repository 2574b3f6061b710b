"""The answers to `generation.ports`: which videos are published to a person, which may be remixed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from .models import Post


def published_to(_videos: object, person: Any) -> Q:  # noqa: ANN401 (Person or None)
    """Videos with a post that `person` (None: not signed in) may open."""
    return Q(pk__in=Post.objects.visible_to(person).values("video_id"))


def remixable_by(_videos: object, person: Any) -> Q:  # noqa: ANN401 (Person or None)
    """Published videos whose authors let others remix them."""
    return Q(pk__in=Post.objects.visible_to(person).filter(allow_remix=True).values("video_id"))
