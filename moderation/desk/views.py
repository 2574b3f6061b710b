"""Pages for people: decisions about their things, appeals, and the counts for everybody."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import Refusal
from accounts.views import person_of

from ..models import About, Category, Decision, Surface
from ..policies.terms import Category as Topic
from ..refusals import said_by
from . import counts, second, statements
from .models import Statement

DAYS = 90


class AppealForm(forms.Form):
    """Why a decision was wrong."""

    words = forms.CharField(
        label=gettext_lazy("Why was it wrong?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SecondLookForm(forms.Form):
    """The words that were refused, and why they are fine."""

    words = forms.CharField(
        label=gettext_lazy("The words, just as you wrote them"),
        max_length=4000,
        strip=False,
        help_text=gettext_lazy("Words that are refused are not kept here, so a person needs them from you."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    why = forms.CharField(
        label=gettext_lazy("Why are they fine?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@login_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """All decisions about things of the one who is signed in, and the strikes that count."""
    person = person_of(request)
    rows = Statement.objects.filter(person=person).select_related("appeal")
    stopped = [_told(row) for row in second.of_person(person)[: second.SHOWN_MOST]]
    page = {"rows": rows, "strikes": statements.strikes(person), "stopped": stopped}
    return render(request, "moderation/decisions.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision with its reasons, and the appeal."""
    person = person_of(request)
    row = get_object_or_404(Statement.objects.select_related("appeal"), pk=pk, person=person)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            statements.appeal(person, row, form.cleaned_data["words"])
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Somebody else looks at it, and you are told."))
            return redirect("decision", pk=pk)
    page = {
        "row": row,
        "form": form,
        "about": About(row.about).label,
        "rule": Category(row.rule).label,
        "appeal": getattr(row, "appeal", None),
    }
    return render(request, "moderation/decision.html", page, status=422 if form.errors else 200)


def _told(row: Decision) -> dict[str, object]:
    """What a program decided, in words: where, by which rule, what it says."""
    rule = Topic(row.category).label if row.category else ""
    return {
        "row": row,
        "where": Surface(row.surface).label,
        "rule": rule,
        "says": said_by(row.code),
        "by_people": row.surface in second.FILMS,
        "look": getattr(row, "second_look", None),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def stopped(request: HttpRequest, pk: int) -> HttpResponse:
    """What a program refused, why, and the way to a person who reads it again."""
    person = person_of(request)
    row = get_object_or_404(second.of_person(person), pk=pk)
    form = SecondLookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            second.ask(person, row, form.cleaned_data["words"], form.cleaned_data["why"])
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("A person reads it, and you are told."))
            return redirect("stopped", pk=pk)
    page = {**_told(row), "form": form, "may_ask": second.may_ask(person, row)}
    return render(request, "moderation/stopped.html", page, status=422 if form.errors else 200)


@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """What was reported and decided here, counted."""
    return render(request, "moderation/transparency.html", {"counts": counts.of_days(DAYS)})
