"""Pages on which a finished video is varied: edit, remix, another take of a shot, extension, joined films.

A POST that is admitted leads to the progress page; one that is refused shows
the page again with the sentence at its form and everything that was typed.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from itertools import accumulate
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import Refusal
from accounts.models import Person

from . import actions, conf, gate, kept, queries, variations, wording
from .admission import Brief
from .engines import catalog
from .engines.diffusion.manifest import Function
from .fleet import offices
from .models import Shot, Video
from .quota import quota_of
from .refusals import BadChoice
from .states import Physics, Status

FORMS = ("edit", "take", "extend")
JOINABLE = 60
_SECONDS = re.compile(r"\d{1,4}(\.\d{1,6})?", re.ASCII)


def offers(person: Person, video: Video, at: str = "") -> dict[str, Any]:
    """What a person may make from a video, for the watch page; empty where nothing is.

    `at` are the seconds into the film at which somebody asked: the shot of that moment is chosen.
    """
    if not video.is_ready or not gate.can_remix(person, video) or not video.screenplay:
        return {}
    mine = video.owner_id == person.pk
    shots = list(video.shots.order_by("index"))
    return {
        "mine": mine,
        "submission": uuid.uuid4().hex,
        "shots": _listed(shots),
        "chosen": _shot_at(shots, at),
        "take": mine and len(shots) > 1 and kept.is_whole(video),
        "again": mine and len(shots) == 1,
        "extend": mine and kept.has_take(video) and video.seconds < conf.MAX_FILM_SECONDS,
        "lengths": [s for s in variations.EXTENSIONS if video.seconds + s <= conf.MAX_FILM_SECONDS],
        "longest": variations.LONGEST_INSTRUCTION,
        "physics": _physics(video),
    }


def _physics(video: Video) -> list[tuple[str, str]]:
    """What may be chosen of physics: something where the weights of the video's model can follow it."""
    model = catalog.models().get(video.model)
    if model is None or Function.CONTROL not in offices.functions_of(model):
        return []
    return [("", _("As the model has it")), *((str(value), str(label)) for value, label in Physics.choices)]


def _listed(shots: list[Shot]) -> list[dict[str, Any]]:
    """The shots as a form names them, each with the second it ends at."""
    ends = list(accumulate(float(shot.seconds) for shot in shots))
    return [
        {"index": shot.index, "number": shot.index + 1, "seconds": shot.seconds, "until": f"{end:.3f}"}
        for shot, end in zip(shots, ends, strict=True)
    ]


def _shot_at(shots: list[Shot], at: str) -> int | None:
    """The index of the shot that is on at `at` seconds; None for no or another word."""
    if not _SECONDS.fullmatch(at):
        return None
    return next((shot["index"] for shot in _listed(shots) if float(at) < float(shot["until"])), None)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vary(request: HttpRequest, public_id: str) -> HttpResponse:
    """The functions of one video; each of its forms names itself in `do`."""
    person, video = _person(request), _video(request, public_id)
    if request.method != "POST":
        return _page(request, video)
    do = request.POST.get("do", "")
    try:
        made = actions.create(person, _brief(person, video, do, request))
    except Refusal as refusal:
        return _page(request, video, do=do if do in FORMS else "edit", refusal=refusal)
    return redirect("making", public_id=made[0].public_id)


def _brief(person: Person, video: Video, do: str, request: HttpRequest) -> Brief:
    words, key = request.POST.get("instruction", ""), request.POST.get("submission", "")[:64]
    mine = video.owner_id == person.pk
    if do == "edit":
        shot = _number(request.POST.get("shot"))
        brief = variations.edit(video, words, mine=mine, shot=shot, submission=key)
        return replace(brief, physics=request.POST.get("physics", brief.physics))
    if mine and do == "take":
        return variations.another(video, _number(request.POST.get("shot")) or 0, submission=key)
    if mine and do == "extend":
        brief = variations.extension(video, words, _number(request.POST.get("seconds")) or 0, submission=key)
        return replace(brief, physics=request.POST.get("physics", brief.physics))
    raise BadChoice


@login_required
@require_POST
def difference(request: HttpRequest, public_id: str) -> HttpResponse:
    """A fragment: what an instruction would change, before anything is made."""
    video = _video(request, public_id)
    words = request.POST.get("instruction", "")[: variations.LONGEST_INSTRUCTION]
    context: dict[str, Any] = {"instruction": words.strip()}
    if words.strip():
        try:
            revision = variations.revised(video, words, shot=_number(request.POST.get("shot")))
            context["changes"] = wording.changes(change.as_json() for change in revision.changes)
            context["unused"] = () if revision.whole else revision.unused
            context["whole"] = revision.whole
        except Refusal as refusal:
            context["refusal"] = refusal.message
    return render(request, "generation/_difference.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Choose two to five of one's own videos and their order; without scripts, too."""
    person = _person(request)
    chosen = _chosen(request)
    status, refusal = 200, None
    if request.method == "POST" and (move := request.POST.get("move")):
        chosen = _moved(chosen, move)
    elif request.method == "POST":
        found = {video.public_id: video for video in _mine(person).filter(public_id__in=chosen)}
        videos = [found[name] for name in chosen if name in found]
        try:
            brief = variations.joined(videos, submission=request.POST.get("submission", "")[:64])
            made = actions.create(person, brief)
        except Refusal as error:
            refusal, status = error, error.http_status
        else:
            return redirect("making", public_id=made[0].public_id)
    context = _joinable(person, chosen) | {"refusal": refusal, "submission": uuid.uuid4().hex}
    response = render(request, "generation/join.html", context, status=status)
    return _told(response, refusal)


def _joinable(person: Person, chosen: list[str]) -> dict[str, Any]:
    videos = [video for video in _mine(person)[:JOINABLE] if kept.is_whole(video)]
    by_name = {video.public_id: video for video in videos}
    first = [by_name[name] for name in chosen if name in by_name]
    others = [video for video in videos if video not in first]
    return {
        "chosen": first,
        "others": others,
        "seconds": sum(video.seconds for video in first),
        "most": conf.MAX_PARTS,
        "longest": conf.MAX_FILM_SECONDS,
        "quota": quota_of(person),
        "ready": 2 <= len(first) <= conf.MAX_PARTS,
    }


def _chosen(request: HttpRequest) -> list[str]:
    asked = request.POST if request.method == "POST" else request.GET
    return list(dict.fromkeys(name[:48] for name in asked.getlist("video")))[: 2 * conf.MAX_PARTS]


def _moved(chosen: list[str], move: str) -> list[str]:
    """The order after a button: `up:ID`, `down:ID`, `out:ID` or `in:ID`."""
    what, _, name = move.partition(":")
    if what == "in":
        return [*chosen, name[:48]] if name not in chosen else chosen
    if name not in chosen:
        return chosen
    at = chosen.index(name)
    rest = [each for each in chosen if each != name]
    if what == "out":
        return rest
    rest.insert(max(0, at - 1) if what == "up" else at + 1, name)
    return rest


def _page(
    request: HttpRequest, video: Video, *, do: str = "edit", refusal: Refusal | None = None
) -> HttpResponse:
    person = _person(request)
    context = {
        "video": video,
        "offers": offers(person, video, request.GET.get("at", "")),
        "quota": quota_of(person),
        "do": do,
        "refusal": refusal,
        "typed": request.POST.get("instruction", "")[: variations.LONGEST_INSTRUCTION],
        "estimate": queries.minutes(video.model, (video.width, video.height), video.seconds),
    }
    status = refusal.http_status if refusal is not None else 200
    return _told(render(request, "generation/vary.html", context, status=status), refusal)


def _told(response: HttpResponse, refusal: Refusal | None) -> HttpResponse:
    if refusal is not None:
        response["X-Refusal"] = refusal.code
        if refusal.retry_after is not None:
            response["Retry-After"] = str(refusal.retry_after)
    return response


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else None


def _person(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 (views that call this require a login)
    return person


def _mine(person: Person) -> Any:  # noqa: ANN401 (a query set of videos)
    return Video.objects.owned_by(person).filter(status=Status.COMPLETED)


def _video(request: HttpRequest, public_id: str) -> Video:
    """A finished video that this person may make something from; 404 for all others."""
    person = _person(request)
    video = Video.objects.visible_to(person).filter(public_id=public_id, status=Status.COMPLETED).first()
    if video is None or not gate.can_remix(person, video) or not video.screenplay:
        raise Http404(_("There is no such video."))
    return video
