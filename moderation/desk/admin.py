"""The desk in the admin: a queue of cases worked by keyboard, appeals, watched topics, trusted flaggers."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.admin import ReadOnly
from accounts.errors import Refusal
from accounts.models import Person
from accounts.views import person_of

from ..models import About, Category
from . import cases, counts, profiles, statements, subjects
from .models import Appeal, Case, Outcome, RemovedPrint, Statement, TrustedFlagger, Watch

Row = TypeVar("Row", Case, Appeal)


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


class AnswerForm(forms.Form):
    """A yes or no, and what the person is told; those who ask something say what."""

    question: ClassVar[Any] = gettext_lazy("Was the decision wrong?")
    yes: ClassVar[Any] = gettext_lazy("Yes: take it back")
    no: ClassVar[Any] = gettext_lazy("No: it stays")

    right = forms.ChoiceField(widget=forms.RadioSelect)
    answer = forms.CharField(
        label=gettext_lazy("Answer (the person reads it)"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["right"])
        field.label, field.choices = self.question, [("yes", self.yes), ("no", self.no)]


@admin.register(Case)
class CaseAdmin(ReadOnly):
    """All cases; `queue` leads from one to the next."""

    list_display = ("work_link", "thing", "subject", "waits", "state", "decided_by")
    list_display_links = None
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

    @admin.display(description=gettext_lazy("why"), ordering="gravity")
    def work_link(self, case: Case) -> str:
        address = reverse("admin:moderation_case_work", args=[case.pk])
        return format_html('<a href="{}">{}</a>', address, Category(case.category).label)

    @admin.display(description=gettext_lazy("about"), ordering="about")
    def thing(self, case: Case) -> str:
        return f"{About(case.about).label} · {case.target.rpartition('#')[2][-16:]}"

    @admin.display(description=gettext_lazy("opened"), ordering="opened_at")
    def waits(self, case: Case) -> str:
        return timesince(case.opened_at)

    @admin.display(description=gettext_lazy("decision"), ordering="outcome")
    def state(self, case: Case) -> str:
        """What was decided, or what stands out of one that is open."""
        if case.outcome:
            return str(Outcome(case.outcome).label)
        marks = {
            _("sealed"): case.is_sealed,
            _("escalated"): case.escalated_at,
            _("asks for a second opinion"): case.first_outcome,
            _("from a trusted flagger"): case.trusted,
        }
        return " · ".join(mark for mark, on in marks.items() if on) or "…"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:  # noqa: ANN401
        return super().changelist_view(request, {"counts": counts.of_queue(), **(extra_context or {})})

    def queue(self, request: HttpRequest) -> HttpResponse:
        """Take the next case; who asked to pass by one comes to the one after."""
        self._require(request)
        staff = person_of(request)
        cases.leave(staff)
        for case in _after(cases.queue(staff), request.GET.get("after", "")):
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
                if goes := self._acted(request, case, form):
                    return redirect(goes)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        else:
            audit.record(staff, "case.looked_at", case, sealed=case.is_sealed)
        shown = {**_shown(case), "form": form, "note": request.POST.get("note", "")}
        return desk_page(self, request, "work.html", shown)

    def _acted(self, request: HttpRequest, case: Case, form: DecideForm) -> str:
        """Do what the pressed button says; where to go on, nowhere while something is missing."""
        onward = f"{reverse('admin:moderation_case_queue')}?after={case.pk}"
        staff, words = person_of(request), request.POST.get("note", "")
        if "escalate" in request.POST:
            cases.escalate(staff, case, words)
            messages.success(request, _("Escalated."))
            return onward
        if "tell" in request.POST:
            cases.note(staff, case, words)
            messages.success(request, _("Noted."))
            return request.get_full_path()
        if not form.is_valid():
            return ""
        said = form.cleaned_data
        done = cases.decide(staff, case, said["outcome"], said["rule"], said["reason"])
        messages.success(request, _("Decided.") if done else _("A second opinion is asked for."))
        return onward

    def _require(self, request: HttpRequest) -> None:
        if not request.user.has_perm("moderation.change_case"):
            raise PermissionDenied


def _after(rows: QuerySet[Row], passed: str) -> list[Row]:
    """The rows behind the one that was passed by, then those before it; itself is left out."""
    found = list(rows)
    places = [place for place, row in enumerate(found) if str(row.pk) == passed]
    return found[places[0] + 1 :] + found[: places[0]] if places else found


def desk_page(desk: ReadOnly, request: HttpRequest, template: str, what: dict[str, Any]) -> HttpResponse:
    """A page of the desk: all the width is for what is judged."""
    own = {"is_nav_sidebar_enabled": False, "opts": desk.opts}
    context = {**desk.admin_site.each_context(request), **own, **what}
    return TemplateResponse(request, f"admin/moderation/{template}", context)


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
        "history": _before(case),
        "told": Statement.objects.filter(person=person)[:10] if person else [],
        "strikes": statements.strikes(person) if person else 0,
        "counts": counts.of_queue(),
        "note": "",
    }


def _before(case: Case) -> list[Case]:
    """Other cases of the same person, with the words of what they were about."""
    rows = profiles.history(case.subject) if case.subject is not None else []
    others = [row for row in rows if row.pk != case.pk]
    for row in others:
        row.why, row.kind = Category(row.category).label, About(row.about).label  # type: ignore[attr-defined]
    return others


def _appealed(row: Appeal, staff: Person) -> dict[str, Any]:
    """What the page of an appeal shows: the decision, what it was about, both sides' words."""
    made = row.statement
    sealed = made.case is not None and made.case.is_sealed
    return {
        "title": _("An appeal of @%(handle)s") % {"handle": made.person.username},
        "row": row,
        "made": made,
        "rule": Category(made.rule).label,
        "about": About(made.about).label,
        "sealed": sealed,
        "look": subjects.Look() if sealed else subjects.look(made.about, made.target),
        "strikes": statements.strikes(made.person),
        "mine": staff.pk in statements.decided_by(made),
    }


@admin.register(Appeal)
class AppealAdmin(ReadOnly):
    """Appeals: the open first; who made the decision cannot answer."""

    list_display = ("answer_link", "what", "waits", "right", "decided_by")
    list_display_links = None
    list_filter = (("decided_at", admin.EmptyFieldListFilter), "right")
    list_select_related = ("statement__person", "decided_by")
    change_list_template = "admin/moderation/appeals.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("queue/", wrap(self.queue), name="moderation_appeal_queue"),
            path("<int:pk>/answer/", wrap(self.answer), name="moderation_appeal_answer"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("decision"))
    def what(self, row: Appeal) -> str:
        made = row.statement
        return f"{made.get_measure_display()} · {About(made.about).label}"

    @admin.display(description=gettext_lazy("opened"), ordering="at")
    def waits(self, row: Appeal) -> str:
        return timesince(row.at)

    def queue(self, request: HttpRequest) -> HttpResponse:
        """To the oldest appeal that this person may answer."""
        self._require(request)
        for row in _after(statements.open_appeals(person_of(request)), request.GET.get("after", "")):
            return redirect("admin:moderation_appeal_answer", pk=row.pk)
        messages.success(request, _("Nothing waits for you."))
        return redirect("admin:moderation_appeal_changelist")

    def _require(self, request: HttpRequest) -> None:
        if not request.user.has_perm("moderation.change_appeal"):
            raise PermissionDenied

    @admin.display(description=gettext_lazy("answer it"))
    def answer_link(self, row: Appeal) -> str:
        return format_html(
            '<a href="{}">@{}</a>',
            reverse("admin:moderation_appeal_answer", args=[row.pk]),
            row.statement.person.username,
        )

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide an appeal."""
        self._require(request)
        row = get_object_or_404(
            Appeal.objects.select_related("statement__person", "statement__by", "statement__case"), pk=pk
        )
        form = AnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            try:
                statements.decide_appeal(
                    person_of(request), row, right=said["right"] == "yes", answer=said["answer"]
                )
                messages.success(request, _("Decided."))
                return redirect("admin:moderation_appeal_queue")
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        return desk_page(self, request, "appeal.html", {**_appealed(row, person_of(request)), "form": form})


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

    def delete_model(self, request: HttpRequest, obj: Watch) -> None:
        """Keep that it went."""
        audit.record(person_of(request), "watch.removed", obj, topic=obj.topic)
        super().delete_model(request, obj)


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
