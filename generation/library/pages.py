"""The library's page: send an export, watch it being taken over, find what was made, remix it."""

from __future__ import annotations

from typing import IO, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import Refusal
from accounts.models import Person

from ..refusals import LibraryUnreadable
from . import taking
from .models import Creation, CreationStatus, LibraryImport

A_PAGE = 24


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def library(request: HttpRequest) -> HttpResponse:
    """What was made with the earlier model; a POST brings an export."""
    person = _person(request)
    if request.method == "POST":
        upload = request.FILES.get("export")
        try:
            if upload is None:
                raise LibraryUnreadable
            taking.receive(person, cast("IO[bytes]", upload), str(upload.name))
            messages.success(request, _("Your export is here. It is taken over in the background."))
        except Refusal as refusal:
            response = render(request, "generation/library.html", _context(request, refusal), status=422)
            response["X-Refusal"] = refusal.code
            return response
        return redirect("library")
    return render(request, "generation/library.html", _context(request, None))


@login_required
@never_cache
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """A fragment: how far the newest import is."""
    return render(request, "generation/_library_progress.html", {"row": _newest(_person(request))})


@login_required
@require_POST
def favourite(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn a favourite on or off."""
    person = _person(request)
    found = Creation.objects.filter(pk=pk, owner=person).first()
    if found is None:
        raise Http404(_("There is no such video."))
    taking.set_favourite(person, found, on=not found.favourite)
    return redirect("library")


@login_required
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Take over no more of what is being taken over."""
    person = _person(request)
    for row in LibraryImport.objects.filter(owner=person, finished_at=None):
        taking.stop(person, row)
    return redirect("library")


def _context(request: HttpRequest, refusal: Refusal | None) -> dict[str, Any]:
    person = _person(request)
    mine = Creation.objects.filter(owner=person).select_related("video")
    folder = request.GET.get("folder", "")[:120]
    liked = request.GET.get("favourites") == "1"
    shown = mine.exclude(status=CreationStatus.REFUSED).exclude(video__deleted_at__isnull=False)
    shown = shown.filter(library_folder=folder) if folder else shown
    shown = shown.filter(favourite=True) if liked else shown
    folders = mine.exclude(library_folder="").order_by("library_folder")
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "folder": folder,
        "liked": liked,
        "folders": list(folders.values_list("library_folder").annotate(n=Count("pk"))),
        "refused": mine.filter(status=CreationStatus.REFUSED)[:50],
        "row": _newest(person),
        "refusal": refusal,
    }


def _newest(person: Person) -> LibraryImport | None:
    counts = {
        status.value: Count("creations", filter=Q(creations__status=status)) for status in CreationStatus
    }
    return (
        LibraryImport.objects.filter(owner=person)
        .annotate(total=Count("creations"), **counts)
        .order_by("-created_at", "-pk")
        .first()
    )


def _person(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 (views that call this require a login)
    return person
