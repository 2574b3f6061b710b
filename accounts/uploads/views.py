"""Where pieces of files arrive; JSON for the script, a form without it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ..errors import Refusal
from ..models import Person, Upload
from ..views import person_of
from . import actions, refusals


@login_required
@require_POST
def begin(request: HttpRequest, name: str) -> HttpResponse:
    """Begin (`size`), or bring a whole `file` with a form."""
    person = person_of(request)
    file = request.FILES.get("file")
    try:
        if file is not None:
            made = actions.take_whole(person, name, file, file.size or 0)
            actions.purpose(name).done(person, made)
            return redirect(actions.purpose(name).page)
        size = request.POST.get("size", "")
        made = actions.begin(person, name, int(size) if size.isdecimal() and len(size) < 16 else 0)
    except Refusal as refusal:
        return _no(request, name, refusal)
    if "size" not in request.POST:
        return _no(request, name, refusals.UploadEmpty())
    return JsonResponse(
        {"to": reverse("upload_piece", args=[made.pk]), "received": made.received}, status=201
    )


def _no(request: HttpRequest, name: str, refusal: Refusal) -> HttpResponse:
    if "size" in request.POST:
        answer = {"code": refusal.code, "message": str(refusal)}
        return JsonResponse(answer, status=refusal.http_status)
    messages.error(request, str(refusal))
    try:
        return redirect(actions.purpose(name).page)
    except Refusal:
        return redirect("settings")


@login_required
@require_http_methods(["GET", "HEAD", "PUT"])
def piece(request: HttpRequest, pk: int) -> HttpResponse:
    """A GET answers how much is here; a PUT with `Upload-Offset` brings the next piece."""
    person = person_of(request)
    upload = Upload.objects.filter(pk=pk, person=person).first()
    try:
        if upload is None:
            raise refusals.UploadUnknown
        if request.method == "PUT":
            _put(request, person, upload)
    except Refusal as refusal:
        received = upload.received if upload is not None else 0
        answer = {"code": refusal.code, "message": str(refusal), "received": received}
        return JsonResponse(answer, status=refusal.http_status)
    done = upload.is_whole
    page = reverse(actions.purpose(upload.purpose).page)
    return JsonResponse({"received": upload.received, **({"next": page} if done else {})})


def _put(request: HttpRequest, person: Person, upload: Upload) -> None:
    offset, length = (str(request.headers.get(name, "")) for name in ("Upload-Offset", "Content-Length"))
    if not (offset.isdecimal() and length.isdecimal()):
        raise refusals.UploadOutOfStep
    actions.purpose(upload.purpose).check(person)
    actions.add(upload, int(offset), request, int(length))
    if upload.is_whole:
        actions.purpose(upload.purpose).done(person, upload)
