"""Pages of a video's life: parse, call, render. Templates are in `templates/generation/`."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.errors import Refusal
from accounts.family.resting import look_at_one
from accounts.models import Person

from . import actions, gate, media_links, queries
from .models import Video
from .sprites import sprites_of
from .states import ACTIVE, Status
from .varying import offers

DRAFTS_A_PAGE = 24


@login_required
@never_cache
@require_GET
def making(request: HttpRequest, public_id: str) -> HttpResponse:
    """The progress page of a video and the variants ordered with it."""
    video = _own(request, public_id)
    videos = list(queries.batch(video))
    states = queries.states(videos)
    context = {
        "video": video,
        "videos": videos,
        "states": states,
        "states_json": states,
        "pairs": list(zip(videos, states, strict=True)),
        "active": any(found.status in ACTIVE for found in videos),
    }
    return render(request, "generation/making.html", context)


@login_required
@never_cache
@require_GET
def state(request: HttpRequest, public_id: str) -> HttpResponse:
    """The state of one's own video as JSON, for pages whose socket is down."""
    return JsonResponse(queries.state(_own(request, public_id)))


@require_GET
def player(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page where a video is watched, by whoever may see it."""
    found = Video.objects.visible_to(request.user).select_related("owner", "parent__owner")
    video = found.filter(public_id=public_id).first()
    if video is None:
        raise Http404(_("There is no such video."))
    mine = video.owner_id == request.user.pk
    if not mine and (rests := look_at_one(request)) is not None:
        return rests
    parent = video.parent
    shown = parent and Video.objects.visible_to(request.user).filter(pk=parent.pk).exists()
    context = {
        "video": video,
        "site_url": settings.SITE_URL,
        "state": queries.state(video) if mine else None,
        "sprites": sprites_of(video),
        "post": getattr(video, "post", None),
        "parent": parent if shown else None,
        "forebears": queries.forebears(video, request.user) if shown else [],
        "can": _may(request, video, mine=mine),
        "offers": offers(_person(request), video) if request.user.is_authenticated else {},
        "parts": _parts(request, video),
        "download": _download(request, video),
        "shown": Person.objects.visible_to(request.user).filter(
            appearances__video=video, appearances__withdrawn_at=None
        ),
    }
    return render(request, "generation/video.html", context)


def _download(request: HttpRequest, video: Video) -> str:
    """Where the film is fetched from: signed for whoever asks, as download programs bring no cookies."""
    if request.user.is_authenticated:
        return f"{media_links.signed(_person(request), video.public_id, 'content.mp4')}&download=1"
    return f"{video.media_url('content.mp4')}?download=1"


def _parts(request: HttpRequest, video: Video) -> list[Video]:
    """The videos that a joined one is made of, those of them that may be seen."""
    parts = Video.objects.visible_to(request.user).filter(joined_in__video=video).order_by("joined_in__place")
    return list(parts.distinct())


def _may(request: HttpRequest, video: Video, *, mine: bool) -> dict[str, bool]:
    signed_in = request.user.is_authenticated
    return {
        "download": video.is_ready,
        "delete": mine,
        "cancel": mine and video.status in {Status.QUEUED, Status.IN_PROGRESS},
        "remix": signed_in and gate.can_remix(_person(request), video),
        "publish": mine and gate.can_publish(_person(request), video),
        "retry": mine and video.status in actions.RETRYABLE,
    }


@login_required
@never_cache
@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """A person's own videos, searchable by their words."""
    q = request.GET.get("q", "")[:200].replace("\x00", "")
    page = Paginator(queries.drafts(_person(request), q), DRAFTS_A_PAGE).get_page(request.GET.get("page"))
    states = {found["id"]: found for found in queries.states(list(page.object_list))}
    context = {"page": page, "q": q, "states": states}
    return render(request, "generation/drafts.html", context)


@login_required
@require_POST
def cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stop a video that is not done."""
    video = _own(request, public_id)
    try:
        actions.cancel(_person(request), video)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return redirect("making", public_id=public_id)


@login_required
@require_POST
def retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Try a failed video again."""
    video = _own(request, public_id)
    try:
        again = actions.retry(_person(request), video)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("making", public_id=public_id)
    return redirect("making", public_id=again.public_id)


@login_required
@require_POST
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete one's own video; the next page offers to undo it."""
    actions.delete(_person(request), _own(request, public_id))
    messages.success(request, _("The video was deleted."), extra_tags=f"undo:{public_id}")
    return redirect("drafts")


@login_required
@require_POST
def restore(request: HttpRequest, public_id: str) -> HttpResponse:
    """Undo a deletion."""
    video = Video.objects.filter(public_id=public_id, owner_id=request.user.pk).first()
    if video is None:
        raise Http404(_("There is no such video."))
    actions.restore(_person(request), video)
    messages.success(request, _("The video is back."))
    return redirect("drafts")


@login_required
@require_GET
def screenplay(request: HttpRequest, public_id: str) -> HttpResponse:
    """The screenplay of one's own video as a JSON file."""
    video = _own(request, public_id)
    response = JsonResponse(video.screenplay or {}, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{video.public_id}-screenplay.json"'
    return response


def _person(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 (views that call this require a login)
    return person


def _own(request: HttpRequest, public_id: str) -> Video:
    video = Video.objects.owned_by(_person(request)).filter(public_id=public_id).first()
    if video is None:
        raise Http404(_("There is no such video."))
    return video
