"""The desk in the admin: a queue of cases worked by keyboard, appeals, watched topics, trusted flaggers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.admin import ReadOnly
from accounts.errors import Refusal
from accounts.views import person_of

from ..models import About, Category
from . import cases, counts, profiles, statements, subjects
from .models import Appeal, Case, Outcome, RemovedPrint, Statement, TrustedFlagger, Watch


class DecideForm(forms.Form):
    """What becomes of a case, by which rule, and why."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    rule = forms.ChoiceField(label=gettext_lazy("Rule"), choices=Category.choices)
    reason = forms.CharField(
        label=gettext_lazy("Why (the person reads it)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AppealAnswer(forms.Form):
    """Whether the decision was wrong, and what the person is told."""

    right = forms.TypedChoiceField(
        label=gettext_lazy("Was the decision wrong?"),
        choices=[("yes", gettext_lazy("Yes: take it back")), ("no", gettext_lazy("No: it stays"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer (the person reads it)"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@admin.register(Case)
class CaseAdmin(ReadOnly):
    """All cases; `queue` leads from one to the next."""

    list_display = (
        "opened_at",
        "category",
        "about",
        "work_link",
        "subject",
        "gravity",
        "outcome",
        "decided_by",
    )
    list_filter = (("decided_at", admin.EmptyFieldListFilter), "gravity", "category", "about", "origin")
    search_fields = ("target", "subject__username")
    list_select_related = ("subject", "decided_by")
    change_list_template = "admin/moderation/cases.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("queue/", wrap(self.queue), name="moderation_case_queue"),
            path("<int:pk>/work/", wrap(self.work), name="moderation_case_work"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("which"))
    def work_link(self, case: Case) -> str:
        return format_html('<a href="{}">{}</a>', reverse("admin:moderation_case_work", args=[case.pk]), case)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:  # noqa: ANN401
        return super().changelist_view(request, {"counts": counts.of_queue(), **(extra_context or {})})

    def queue(self, request: HttpRequest) -> HttpResponse:
        """Take the next case; who asked to pass by one comes to the one after."""
        self._require(request)
        staff = person_of(request)
        passed = request.GET.get("after", "")
        rows = cases.queue(staff)
        for case in rows.exclude(pk=passed) if passed.isdecimal() else rows:
            if cases.take(staff, case):
                return redirect("admin:moderation_case_work", pk=case.pk)
        messages.success(request, _("Nothing waits for you."))
        return redirect("admin:moderation_case_changelist")

    def work(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Look at a case, decide, and go on with the next."""
        self._require(request)
        case = get_object_or_404(Case.objects.select_related("subject", "first_by", "decided_by"), pk=pk)
        staff = person_of(request)
        form = DecideForm(request.POST or None, initial={"rule": case.category})
        if request.method == "POST":
            try:
                if self._acted(request, case, form):
                    return redirect(f"{reverse('admin:moderation_case_queue')}?after={case.pk}")
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        else:
            audit.record(staff, "case.looked_at", case, sealed=case.is_sealed)
        context = {**self.admin_site.each_context(request), **_shown(case), "form": form, "opts": Case._meta}  # noqa: SLF001
        return TemplateResponse(request, "admin/moderation/work.html", context)

    def _acted(self, request: HttpRequest, case: Case, form: DecideForm) -> bool:
        """Do what the pressed button says; whether the case is done with for this person."""
        staff, words = person_of(request), request.POST.get("note", "")
        if "escalate" in request.POST:
            cases.escalate(staff, case, words)
            return True
        if "tell" in request.POST:
            cases.note(staff, case, words)
            return False
        if not form.is_valid():
            return False
        said = form.cleaned_data
        done = cases.decide(staff, case, said["outcome"], said["rule"], said["reason"])
        messages.success(request, _("Decided.") if done else _("A second opinion is asked for."))
        return True

    def _require(self, request: HttpRequest) -> None:
        if not request.user.has_perm("moderation.change_case"):
            raise PermissionDenied


def _shown(case: Case) -> dict[str, Any]:
    """What the page shows; of the gravest no film, no link, no words in the clear."""
    look = subjects.look(case.about, case.target) if not case.is_sealed else subjects.Look()
    person = case.subject
    return {
        "case": case,
        "look": look,
        "title": f"{Category(case.category).label}: {About(case.about).label}",
        "reports": case.reports.select_related("reporter"),
        "notes": case.notes.select_related("by"),
        "history": profiles.history(person) if person else [],
        "told": Statement.objects.filter(person=person)[:10] if person else [],
        "strikes": statements.strikes(person) if person else 0,
        "counts": counts.of_queue(),
    }


@admin.register(Appeal)
class AppealAdmin(ReadOnly):
    """Appeals: the open first; who made the decision cannot answer."""

    list_display = ("at", "statement", "answer_link", "right", "decided_by")
    list_filter = (("decided_at", admin.EmptyFieldListFilter), "right")
    list_select_related = ("statement", "decided_by")

    def get_urls(self) -> list[URLPattern]:
        answer = self.admin_site.admin_view(self.answer)
        return [path("<int:pk>/answer/", answer, name="moderation_appeal_answer"), *super().get_urls()]

    @admin.display(description=gettext_lazy("answer it"))
    def answer_link(self, row: Appeal) -> str:
        return format_html(
            '<a href="{}">@{}</a>',
            reverse("admin:moderation_appeal_answer", args=[row.pk]),
            row.statement.person.username,
        )

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide an appeal."""
        if not request.user.has_perm("moderation.change_appeal"):
            raise PermissionDenied
        row = get_object_or_404(Appeal.objects.select_related("statement__person", "statement__by"), pk=pk)
        form = AppealAnswer(request.POST or None)
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            try:
                statements.decide_appeal(
                    person_of(request), row, right=said["right"] == "yes", answer=said["answer"]
                )
                messages.success(request, _("Decided."))
                return redirect("admin:moderation_appeal_changelist")
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Answer an appeal"),
            "row": row,
            "form": form,
            "opts": Appeal._meta,  # noqa: SLF001 (Django's admin pages need it)
        }
        return TemplateResponse(request, "admin/moderation/appeal.html", context)


@admin.register(Statement)
class StatementAdmin(ReadOnly):
    list_display = ("at", "person", "measure", "rule", "automated", "by", "strike_until", "reversed_at")
    list_filter = ("measure", "rule", "automated")
    search_fields = ("person__username", "target")


@admin.register(Watch)
class WatchAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("topic", "stop", "on", "until", "made_by")
    list_filter = ("stop", "on")

    def save_model(self, request: HttpRequest, obj: Watch, form: Any, change: bool) -> None:  # noqa: ANN401, FBT001
        """Keep who made it, and that it was changed."""
        if not change:
            obj.made_by = person_of(request)
        super().save_model(request, obj, form, change)
        audit.record(person_of(request), "watch.saved", obj, topic=obj.topic, stop=obj.stop, on=obj.on)


@admin.register(TrustedFlagger)
class TrustedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("person", "why", "since")
    raw_id_fields = ("person",)

    def save_model(self, request: HttpRequest, obj: TrustedFlagger, form: Any, change: bool) -> None:  # noqa: ANN401, FBT001
        """Keep who trusted whom."""
        super().save_model(request, obj, form, change)
        audit.record(person_of(request), "flagger.trusted", obj.person, why=obj.why)


@admin.register(RemovedPrint)
class RemovedPrintAdmin(ReadOnly):
    list_display = ("at", "about", "target")
