"""The pages of characters: those there are, a new one, its picture, who may use it, and its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import audit
from accounts.errors import Refusal
from accounts.views import person_of

from .. import vault
from ..models import Access, Character, CharacterState
from . import actions, queries, refusals
from .forms import CharacterForm

SHOWN = 120


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def characters(request: HttpRequest) -> HttpResponse:
    """One's own characters and those that others share; a POST makes one of a film."""
    person = person_of(request)
    form = CharacterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        film = form.cleaned_data["film"]
        if (film.size or 0) > actions.LARGEST:
            form.add_error("film", str(refusals.ClipTooLarge()))
        elif (made := made_of(request, form, film.read())) is not None:
            return made
    rows = list(queries.visible_to(person)[:SHOWN])
    context = {
        "form": form,
        "mine": [row for row in rows if row.owner_id == person.pk],
        "shared": [
            {"row": row, "mention": row.mention(person)}
            for row in rows
            if row.owner_id != person.pk and queries.usable_by(person, row)
        ],
        "offered": [(one.value, one.label) for one in actions.OFFERED],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cameo/characters.html", context, status=status)


def made_of(request: HttpRequest, form: CharacterForm, film: bytes) -> HttpResponse | None:
    """The way on after a character was made; None when it was refused, which its form then says."""
    asked: dict[str, Any] = form.cleaned_data
    try:
        made = actions.create(
            person_of(request),
            asked["name"],
            film,
            handle=asked["handle"],
            access=asked["access"],
            height=asked["centimetres"] / 100,
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    if made.state == CharacterState.READY:
        told = _("%(name)s is here. Write @%(handle)s in your prompts.")
        messages.success(request, told % {"name": made.name, "handle": made.handle})
    else:
        told = _("%(name)s waits: somebody of the staff makes sure that nobody is in the film.")
        messages.info(request, told % {"name": made.name})
    return redirect("characters")


@login_required
@require_POST
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Share one's character with more or fewer (`access`), or delete it (`what` = "delete")."""
    person = person_of(request)
    try:
        if request.POST.get("what") == "delete":
            actions.delete(person, public_id)
            messages.success(request, _("Deleted. Videos of yours that show it stay."))
        else:
            made = actions.reshare(person, public_id, request.POST.get("access", Access.ONLY_ME))
            told = _("%(name)s may be used by: %(who)s.")
            messages.success(request, told % {"name": made.name, "who": made.get_access_display()})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("characters")


@login_required
@never_cache
@require_GET
def picture(request: HttpRequest, public_id: str) -> HttpResponse:
    """The cut-out, for its owner and those who may use it."""
    person = person_of(request)
    row = queries.visible_to(person).filter(public_id=public_id).exclude(cutout="").first()
    if row is None or (row.owner_id != person.pk and not queries.usable_by(person, row)):
        raise Http404(_("There is no such character."))
    return _unsealed(row.cutout, "image/png")


@login_required
@never_cache
@require_GET
def frames(request: HttpRequest, public_id: str) -> HttpResponse:
    """The frames of an uncertain film, for staff who must decide on it; each look is noted."""
    staff = person_of(request)
    row = Character.objects.filter(public_id=public_id).exclude(frames="").first()
    if row is None or not (staff.is_staff and staff.has_perm("cameo.change_character")):
        raise Http404(_("There is no such character."))
    audit.record(staff, "character.frames_seen", row)
    return _unsealed(row.frames, "image/jpeg")


def _unsealed(name: str, kind: str) -> HttpResponse:
    try:
        content = vault.open_sealed(name)
    except vault.Unreadable as error:
        raise Http404(_("There is no such character.")) from error
    headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
