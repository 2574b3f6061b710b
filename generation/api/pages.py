"""The settings pages of one's keys: make, limit, rotate, revoke, and what each used."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views import person_of

from . import keys, usage
from .forms import KeyForm

TALLEST = 100


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def api_keys(request: HttpRequest) -> HttpResponse:
    """All keys; a POST makes one, which is shown this once."""
    form, fresh = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _row, fresh = keys.create(person_of(request), *form.asked())
            form = KeyForm()
        except ValueError:
            form.add_error(None, _("There can be twenty keys. Revoke one first."))
    return _page(request, form, fresh)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """A key opens nothing from now on."""
    if keys.revoke(person_of(request), pk):
        messages.success(request, _("The key no longer works."))
    return redirect("api_keys")


@login_required
@never_cache
@require_POST
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    """A new key in the place of one, which works a day longer."""
    found = keys.rotate(person_of(request), pk)
    if found is None:
        raise Http404
    return _page(request, KeyForm(), found[1], _("The old key works for another day."))


@login_required
@never_cache
@require_safe
def used(request: HttpRequest, pk: int) -> HttpResponse:
    """What a key used in the last thirty days, as bars, as a table, and as CSV with `?format=csv`."""
    key = get_object_or_404(person_of(request).api_keys, pk=pk)
    rows = usage.days(key)
    if request.GET.get("format") == "csv":
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="key-{key.pk}.csv"'
        writer = csv.DictWriter(answer, ["day", "requests", "refused", "videos", "sent_bytes"])
        writer.writeheader()
        writer.writerows(rows)
        return answer
    top = {name: max(row[name] for row in rows) for name in ("requests", "videos")}
    for row in rows:
        row["bars"] = {name: round(TALLEST * row[name] / max(1, top[name])) for name in top}
    total = {name: sum(row[name] for row in rows) for name in ("requests", "refused", "videos", "sent_bytes")}
    context = {"key": key, "rows": rows, "top": top, "total": total, "today": rows[-1]["day"]}
    return render(request, "api/usage.html", context)


def _page(request: HttpRequest, form: KeyForm, fresh: str = "", note: str = "") -> HttpResponse:
    context = {
        "keys": keys.working(person_of(request)),
        "form": form,
        "fresh": fresh,
        "note": note,
    }
    return render(request, "api/keys.html", context, status=422 if form.errors else 200)
