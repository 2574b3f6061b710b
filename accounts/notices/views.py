"""The page of notices, and what one wants to be told."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..push import vapid
from ..views import person_of
from . import queries, telling
from .forms import NoticeForm
from .models import Notice, NoticeSettings


@login_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def notices(request: HttpRequest) -> HttpResponse:
    """Newest first; what is shown is seen from then on."""
    person = person_of(request)
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) < 19):
        raise Http404
    shown, following = queries.page(person, int(before) if before else None)
    if request.method == "GET":
        telling.see(person)
    return render(request, "notices/notices.html", {"notices": shown, "following": following})


@login_required
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Forget all of them."""
    Notice.objects.filter(person=person_of(request)).delete()
    messages.success(request, _("All notices are gone."))
    return redirect("notices")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wanted(request: HttpRequest) -> HttpResponse:
    """Settings → Notices."""
    person = person_of(request)
    row = NoticeSettings.objects.filter(person=person).first() or NoticeSettings(person=person)
    form = NoticeForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("notice_settings")
    page = {"form": form, "has_mail": bool(person.email), "push_key": vapid.public_key()}
    return render(request, "notices/wanted.html", page, status=400 if form.errors else 200)
