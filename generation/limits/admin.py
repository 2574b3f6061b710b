"""Staff announce what a plan allows; what was announced stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.views import person_of

from ..models import Allowance
from . import allowances

if TYPE_CHECKING:
    Page: TypeAlias = admin.ModelAdmin[Allowance]
    Form: TypeAlias = forms.ModelForm[Allowance]
else:
    Page, Form = admin.ModelAdmin, forms.ModelForm


class AllowanceForm(Form):
    """A plan, its limits, and the sentence that everybody reads."""

    plan = forms.ChoiceField(label=_("Plan"), choices=[("free", _("Free")), ("pro", _("Pro"))])

    class Meta:
        model = Allowance
        fields = ["plan", "credits", "at_once", "note"]


@admin.register(Allowance)
class AllowanceAdmin(Page):
    """Rows are added by `allowances.announce` alone, and never changed."""

    form = AllowanceForm
    list_display = (
        "plan", "credits", "at_once", "why", "note", "announced_at", "holds_from", "withdrawn_at", "made_by"
    )  # fmt: skip
    list_filter = ("plan", "why")
    list_select_related = ("made_by",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401 (Django's)
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401 (Django's)
        return False

    def save_model(self, request: HttpRequest, obj: Allowance, form: Any, change: bool) -> None:  # noqa: ANN401, FBT001
        """Announce it; less than before holds after some days."""
        terms = allowances.Terms(obj.credits, obj.at_once)
        row = allowances.announce(obj.plan, terms, person_of(request), obj.note)
        obj.pk, obj.holds_from, obj.announced_at = row.pk, row.holds_from, row.announced_at
