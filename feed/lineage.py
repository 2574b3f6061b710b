"""The family of a video: what it was made from, up to the first, and what was made from that."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from generation.models import Video
from generation.wording import changes

from .models import Viewer

DEEPEST, MOST = 30, 200


@dataclass(slots=True)
class Node:
    """A video in the tree; None where it may not be seen or is gone, but others were made from it."""

    video: Video | None
    changes: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)


def tree(video: Video, viewer: Viewer) -> Node:
    """The whole family that `viewer` may see, from its first video down; at most 200 of them."""
    number = _first(video.pk)
    shown = {v.pk: v for v in _visible(viewer, [number])}
    root = Node(shown.get(number))
    level, count = {number: root}, 1
    for _depth in range(DEEPEST):
        if not level or count >= MOST:
            break
        level = _below(level, viewer)
        count += len(level)
    _prune(root)
    return root


def _first(number: int) -> int:
    """The number of the oldest forebear there still is a row of."""
    for _depth in range(DEEPEST):
        above = Video.objects.filter(pk=number).values_list("parent_id", flat=True).first()
        if above is None:
            break
        number = above
    return number


def _below(level: dict[int, Node], viewer: Viewer) -> dict[int, Node]:
    """One generation down, hung into the nodes above."""
    rows = list(Video.objects.filter(parent__in=level).order_by("pk").values_list("pk", "parent_id")[:MOST])
    shown = {v.pk: v for v in _visible(viewer, [number for number, _parent in rows])}
    below = {}
    for number, parent in rows:
        found = shown.get(number)
        below[number] = Node(found, changes(found.changes) if found else [])
        level[parent].children.append(below[number])
    return below


def _visible(viewer: Viewer, numbers: list[int]) -> list[Video]:
    seen = Video.objects.visible_to(viewer).light().filter(pk__in=numbers)
    return list(seen.select_related("owner", "post"))


def _prune(node: Node) -> bool:
    """Leave out what may not be seen unless something visible hangs below; whether the node stays."""
    node.children = [child for child in node.children if _prune(child)]
    return node.video is not None or bool(node.children)


@login_required
@require_GET
def family(request: HttpRequest, public_id: str) -> HttpResponse:
    """The tree of remixes around a video."""
    video = Video.objects.visible_to(request.user).filter(public_id=public_id).first()
    if video is None:
        raise Http404(_("There is no such video."))
    return render(request, "feed/family.html", {"video": video, "root": tree(video, request.user)})
