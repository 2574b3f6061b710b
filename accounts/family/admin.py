"""Ages for staff: the queue of doubts, and the form that corrects a birthday."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..errors import Refusal
from ..forms import check_possible
from ..models import AgeDoubt, Person
from ..views import person_of
from . import ages


class AgeForm(forms.Form):
    """A birthday, and why."""

    birth_date = forms.DateField(label=_("Date of birth"), widget=forms.DateInput(attrs={"type": "date"}))
    why = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_birth_date(self) -> Any:  # noqa: ANN401 (a date)
        """A date on which somebody was born."""
        check_possible(self.cleaned_data["birth_date"])
        return self.cleaned_data["birth_date"]


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct somebody's date of birth."""
    staff = person_of(request)
    if not staff.has_perm("accounts.change_person"):
        raise PermissionDenied
    person = get_object_or_404(Person, pk=pk)
    form = AgeForm(request.POST or None, initial={"birth_date": person.birth_date})
    if request.method == "POST" and form.is_valid():
        try:
            ages.correct(staff, person, form.cleaned_data["birth_date"], form.cleaned_data["why"])
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Corrected. They are told by mail."))
            return redirect("admin:accounts_person_change", pk)
    page = {
        **admin.site.each_context(request),
        "title": _("Correct the date of birth of %(who)s") % {"who": person},
        "form": form,
        "person": person,
        "doubts": person.age_doubts.all(),
    }
    return render(request, "admin/accounts/correct_age.html", page, status=422 if form.errors else 200)


class AgeDoubtAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The queue: read, then say that the age is right or correct it."""

    list_display = ("person", "birth_date", "sign", "words", "at", "outcome", "decided_by", "correct_it")
    list_filter = (("decided_at", admin.EmptyFieldListFilter), "sign", "outcome")
    search_fields = ("person__username", "words")
    list_select_related = ("person", "decided_by")
    actions = ("right",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return False

    @admin.display(description=_("date of birth"))
    def birth_date(self, row: AgeDoubt) -> Any:  # noqa: ANN401
        """What they said at the door."""
        return row.person.birth_date

    @admin.display(description=_("correct"))
    def correct_it(self, row: AgeDoubt) -> str:
        """To the form."""
        address = reverse("admin:accounts_person_age", args=[row.person_id])
        return format_html('<a href="{}">{}</a>', address, _("Correct")) if row.decided_at is None else "–"

    @admin.action(description=_("The age is right"))
    def right(self, request: HttpRequest, queryset: QuerySet[AgeDoubt]) -> None:
        """Close the selected doubts."""
        rows = list(queryset.filter(decided_at=None))
        for row in rows:
            ages.found_right(person_of(request), row)
        text = ngettext("%(n)d doubt closed.", "%(n)d doubts closed.", len(rows))
        messages.success(request, text % {"n": len(rows)})
