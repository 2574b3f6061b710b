"""The page of videos that show one, drafts of others included, and the way out of each."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.errors import Refusal
from accounts.views import person_of

from . import starring
from .models import Appearance, Video

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
