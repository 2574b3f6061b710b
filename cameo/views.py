"""The pages of one's cameo: record it, set its terms, answer requests, read the ledger, delete it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import audit
from accounts import queries as people
from accounts.errors import Refusal
from accounts.models import AuditEvent, Person
from accounts.policy import policy_for
from accounts.views import person_of

from . import actions, gate, mirror, parts, recordings, refusals, restrictions, tasks, vault
from .forms import LooksForm, TermsForm
from .models import Cameo, Recording, RequestState, UseRequest
from .suggesting import suggestions
from .verification import ADVICE, NAMES

LEDGER = 100


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cameo(request: HttpRequest) -> HttpResponse:
    """Everything about one's cameo on one page; a POST sets its terms."""
    person = person_of(request)
    found = gate.usable(person.username)
    form = TermsForm(request.POST or None, instance=found, teen=person.is_teen) if found else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            kept = actions.set_terms(person, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            unread = restrictions.read(kept.restrictions_text).unread
            if unread:
                said = _("Saved. These rules need your eye, so you are asked before each use: %(rules)s.")
                messages.warning(request, said % {"rules": "; ".join(unread)})
            else:
                messages.success(request, _("Saved. It holds from now on."))
            return redirect("cameo")
    context = {
        "cameo": found,
        "form": form,
        "may": policy_for(person).cameo,
        "recording": person.recordings.first(),
        **_shown(person, found),
    }
    return render(request, "cameo/cameo.html", context, status=422 if form and form.errors else 200)


def _shown(person: Person, found: Cameo | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "looks": LooksForm(initial={"build": "average", **found.likeness}),
        "grants": found.grants.select_related("person"),
        "requests": found.requests.filter(state=RequestState.PENDING).select_related("person"),
        "answered": found.requests.exclude(state=RequestState.PENDING).select_related("person")[:20],
        "ledger": ledger(person)[:12],
    }


def ledger(person: Person) -> list[AuditEvent]:
    """What was granted, used and taken back, newest first."""
    found = Cameo.objects.filter(owner=person).first()
    if found is None:
        return []
    kind = ContentType.objects.get_for_model(Cameo)
    rows = AuditEvent.objects.filter(target_type=kind, target_id=str(found.pk)).select_related("actor")
    return list(rows[:LEDGER])


@login_required
@require_GET
def ledger_file(request: HttpRequest) -> HttpResponse:
    """The ledger to take along."""
    rows = [
        {"at": row.at.isoformat(), "who": row.actor.username if row.actor else None, "what": row.verb}
        | row.detail
        for row in ledger(person_of(request))
    ]
    answer = JsonResponse({"ledger": rows}, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="cameo-ledger.json"'
    return answer


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """The guided recording; a POST with the film answers where to look for the result."""
    person = person_of(request)
    if request.method == "POST":
        return _submitted(request, person)
    try:
        asked = recordings.challenge(person)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("cameo")
    size = recordings.DIGITS_EACH
    numbers = [asked.digits[start : start + size] for start in range(0, len(asked.digits), size)]
    seconds = int(recordings.GOOD_FOR.total_seconds())
    context = {"challenge": asked, "numbers": numbers, "seconds": seconds}
    return render(request, "cameo/record.html", context)


def _submitted(request: HttpRequest, person: Person) -> HttpResponse:
    film, number = request.FILES.get("film"), request.POST.get("challenge", "")
    script = request.headers.get("Accept", "").startswith("application/json")
    try:
        if film is None or not number.isdecimal():
            raise refusals.RecordingUnreadable
        if (film.size or 0) > recordings.LARGEST:
            raise refusals.RecordingTooLarge
        recordings.submit(person, int(number), film.read())
    except Refusal as refusal:
        if script:
            return JsonResponse({"code": refusal.code, "message": str(refusal)}, status=refusal.http_status)
        messages.error(request, str(refusal))
        return redirect("cameo_record")
    tasks.ring()
    return JsonResponse({"next": "/cameo/checking/"}) if script else redirect("cameo_checking")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, number: int) -> JsonResponse:
    """A part of a recording (`offset` in the address, bytes in the body), its end (`of`), or what is here.

    Answers `{"received": bytes}`, and after the end `{"next": address}`.
    """
    person = person_of(request)
    try:
        whole = request.GET.get("of", "")
        if request.method == "POST" and whole.isdecimal():
            parts.finish(person, number, int(whole))
            tasks.ring()
            return JsonResponse({"next": "/cameo/checking/"})
        offset = request.GET.get("offset", "0")
        content = _body(request) if request.method == "POST" else b""
        received = parts.take(person, number, int(offset) if offset.isdecimal() else 0, content)
    except Refusal as refusal:
        return JsonResponse({"code": refusal.code, "message": str(refusal)}, status=refusal.http_status)
    return JsonResponse({"received": received})


@login_required
@never_cache
@require_POST
def glance(request: HttpRequest, number: int) -> JsonResponse:
    """What the recorder says about a small JPEG of the camera: `{"face", "turn"}`; see `mirror`."""
    try:
        if int(request.headers.get("Content-Length") or 0) > mirror.LARGEST:
            raise refusals.RecordingTooLarge
        found = mirror.glance(person_of(request), number, request.read(mirror.LARGEST + 1))
    except Refusal as refusal:
        return JsonResponse({"code": refusal.code, "message": str(refusal)}, status=refusal.http_status)
    return JsonResponse(found.as_json())


def _body(request: HttpRequest) -> bytes:
    """The bytes of a part; no more of them than a part has."""
    if int(request.headers.get("Content-Length") or 0) > parts.LARGEST:
        raise refusals.RecordingTooLarge
    return request.read(parts.LARGEST + 1)


@login_required
@never_cache
@require_GET
def checking(request: HttpRequest) -> HttpResponse:
    """How the last recording fared, check by check; looks again by itself while it is being checked."""
    last: Recording | None = person_of(request).recordings.first()
    if last is None:
        return redirect("cameo_record")
    checks = [{**one, "name": NAMES[one["code"]], "advice": ADVICE[one["code"]]} for one in last.checks]
    context = {"recording": last, "checks": checks}
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "cameo/_checking.html" if fragment else "cameo/checking.html", context)


@login_required
@require_POST
def looks(request: HttpRequest) -> HttpResponse:
    """Correct what the recording was read as."""
    form = LooksForm(request.POST)
    try:
        mine = actions.own(person_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("cameo")
    if form.is_valid():
        actions.set_looks(mine, form.cleaned_data)
        messages.success(request, _("Saved. You look like this from now on."))
    else:
        messages.error(request, _("Choose a colour."))
    return redirect("cameo")


@login_required
@require_POST
def people_allowed(request: HttpRequest) -> HttpResponse:
    """Approve somebody, or take it back: `handle`, `what` is "grant" or "withdraw"."""
    person = person_of(request)
    handle = request.POST.get("handle", "").strip().removeprefix("@")
    friend = people.by_handle(handle, person)
    try:
        if friend is None:
            raise refusals.NothingToAsk(_("There is nobody with this handle."))
        if request.POST.get("what") == "withdraw":
            actions.withdraw(person, friend)
            messages.success(
                request,
                _("@%(handle)s can no longer use your cameo; their videos with you are gone.")
                % {"handle": handle},
            )
        else:
            actions.grant(person, friend)
            messages.success(request, _("@%(handle)s may use your cameo.") % {"handle": handle})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("cameo")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask somebody to be shown in just these words."""
    handle = request.POST.get("who") or request.GET.get("who", "")
    words = request.POST.get("words") or request.GET.get("words", "")
    error = ""
    if request.method == "POST":
        try:
            actions.ask(person_of(request), handle.lower().removeprefix("@"), words)
        except Refusal as refusal:
            error = str(refusal)
        else:
            messages.success(
                request, _("Asked. Once they agree, create it with the same words and the same changes.")
            )
            return redirect("cameo_asked")
    context = {"who": handle.removeprefix("@"), "words": words, "error": error}
    return render(request, "cameo/ask.html", context, status=422 if error else 200)


@login_required
@never_cache
@require_GET
def named(request: HttpRequest) -> JsonResponse:
    """Whom one may name in a prompt, of those whose handle or name begins as `q`."""
    found = suggestions(person_of(request), request.GET.get("q", ""))
    return JsonResponse({"people": [one.as_json() for one in found]})


@login_required
@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """What one asked of others, and what they said."""
    mine = UseRequest.objects.filter(person=person_of(request)).select_related("cameo__owner")[:50]
    return render(request, "cameo/asked.html", {"requests": mine})


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes or no to a request."""
    try:
        actions.decide(person_of(request), pk, yes=request.POST.get("yes") == "1")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("cameo")


@login_required
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Take back everything (`what` = "revoke"), or delete the cameo with all recordings ("delete")."""
    person = person_of(request)
    try:
        if request.POST.get("what") == "delete":
            actions.delete(person)
            messages.success(request, _("Your cameo and its recordings are deleted."))
        else:
            actions.revoke(actions.own(person), person)
            messages.success(
                request, _("Taken back: nobody can use your cameo, and videos with it are gone.")
            )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("cameo")


@login_required
@never_cache
@require_GET
def film(request: HttpRequest, pk: int) -> HttpResponse:
    """A recording, for staff who must decide on it; each look is noted."""
    staff = person_of(request)
    row = Recording.objects.filter(pk=pk).exclude(file="").first()
    if row is None or not (staff.is_staff and staff.has_perm("cameo.change_recording")):
        raise Http404(_("There is no such recording."))
    audit.record(staff, "cameo.recording_watched", row)
    try:
        content = vault.open_sealed(row.file)
    except vault.Unreadable as error:
        raise Http404(_("There is no such recording.")) from error
    kind = "video/webm" if content[:4] == b"\x1aE\xdf\xa3" else "video/mp4"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": "inline"})
