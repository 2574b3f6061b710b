"""The page of videos that show one, drafts of others included, and the way out of each."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import Refusal
from accounts.views import person_of
from cameo.characters import views as characters
from cameo.characters.forms import CharacterForm
from cameo.characters.refusals import ShowsPerson
from cameo.models import Access

from . import gate, starring
from .models import Appearance, Video
from .states import Status

SHOWN = 60


@login_required
@never_cache
@require_GET
def appearances(request: HttpRequest) -> HttpResponse:
    """Who put me into what, when, with which words, and where it is."""
    rows = Appearance.objects.filter(person=person_of(request), video__deleted_at=None)
    found = rows.select_related("video__owner")[:SHOWN]
    return render(request, "generation/appearances.html", {"appearances": found})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def character(request: HttpRequest, public_id: str) -> HttpResponse:
    """A pet or a thing out of one's own, finished video in which no person is shown, as a character."""
    person = person_of(request)
    video = Video.objects.owned_by(person).filter(public_id=public_id, status=Status.COMPLETED).first()
    if video is None or not gate.can_watch(person, video):
        raise Http404(_("There is no such video."))
    form = CharacterForm(request.POST or None, initial={"centimetres": 60, "access": Access.ONLY_ME})
    del form.fields["film"]
    if request.method == "POST" and form.is_valid():
        if video.appearances.exists():
            form.add_error(None, str(ShowsPerson()))
        elif (made := characters.made_of(request, form, starring.footage(video))) is not None:
            return made
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "video": video}
    return render(request, "generation/character.html", context, status=status)


@login_required
@require_POST
def take_out(request: HttpRequest, public_id: str) -> HttpResponse:
    """I do not want to be in this one: it goes, for everybody."""
    person = person_of(request)
    shown = Appearance.objects.filter(person=person, video__public_id=public_id).select_related(
        "video__owner"
    )
    row = shown.first()
    if row is None:
        raise Http404(_("There is no such video."))
    try:
        starring.take_out(person, Video.objects.get(pk=row.video_id))
        messages.success(request, _("It is gone, everywhere. Its maker is told that you took it back."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("appearances")
