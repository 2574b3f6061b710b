"""The page on which anybody asks whether a file was made here."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.errors import Refusal
from accounts.limits import Limit
from accounts.refusals import TooManyTries

from . import made_here

ASKED = Limit("made-here", amount=12, seconds=600)


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("A film or a picture"),
        help_text=_("MP4, MOV, WebM, JPEG, PNG or WebP, up to 100 MB. It is looked at and not kept."),
        widget=forms.FileInput(attrs={"accept": "video/*,image/jpeg,image/png,image/webp"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def made_here_page(request: HttpRequest) -> HttpResponse:
    """Ask, and read what was found."""
    form = FileForm(request.POST or None, request.FILES or None)
    answer, status = None, 200
    if request.method == "POST" and form.is_valid():
        try:
            if ASKED.spent(request):
                raise TooManyTries
            ASKED.count(request)
            answer = made_here.asked(form.cleaned_data["file"], request.user)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
            status = refusal.http_status
    if form.errors and status == 200:
        status = 422
    page = {"form": form, "answer": answer, "alike": round(100 * answer.alike) if answer else 0}
    return render(request, "generation/made_here.html", page, status=status)
