"""The log of decisions for staff."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import ReadOnly
from accounts.views import person_of

from . import reports
from .desk import admin as desk_admin  # noqa: F401 (registers its pages)
from .desk import second_admin  # noqa: F401 (registers its pages)
from .models import About, Decision, Report
from .policies import admin as policy_admin  # noqa: F401 (registers the policy)


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    list_display = ("at", "surface", "verdict", "code", "band", "by", "person", "excerpt")
    list_filter = ("surface", "verdict", "band", "by", "code")
    search_fields = ("reason", "person__username", "excerpt")
    date_hierarchy = "at"


@admin.register(Report)
class ReportAdmin(ReadOnly):
    """The queue: the open first, the oldest on top; what is reported, and how often that person was."""

    list_display = ("at", "category", "thing", "subject", "reporter", "words", "earlier", "upheld")
    list_filter = ("upheld", "category", "about")
    search_fields = ("words", "subject__username", "reporter__username", "target")
    list_select_related = ("subject", "reporter")
    ordering = ("-upheld", "at")
    actions = ("uphold", "dismiss")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        rows: QuerySet[Report] = super().get_queryset(request)
        return rows.annotate(received=Count("subject__reports_received"))

    @admin.display(description=_("reports of this person"))
    def earlier(self, row: Any) -> int:  # noqa: ANN401 (a row with its count)
        return int(row.received)

    @admin.display(description=_("which"))
    def thing(self, row: Report) -> str:
        if row.about == About.VIDEO:
            address = reverse("video", args=[row.target])
        elif row.about == About.COMMENT:
            address = (
                f"{reverse('comments', args=[row.target.partition('#')[0]])}#{row.target.partition('#')[2]}"
            )
        else:
            address = reverse("profile", args=[row.target])
        return format_html('<a href="{}">{}</a>', address, row.get_about_display())

    @admin.action(description=_("Right: it breaks the rules"))
    def uphold(self, request: HttpRequest, rows: QuerySet[Report]) -> None:
        self._decide(request, rows, upheld=True)

    @admin.action(description=_("It does not break the rules"))
    def dismiss(self, request: HttpRequest, rows: QuerySet[Report]) -> None:
        self._decide(request, rows, upheld=False)

    def _decide(self, request: HttpRequest, rows: QuerySet[Report], *, upheld: bool) -> None:
        staff = person_of(request)
        done = sum(reports.decide(staff, row, upheld=upheld) for row in rows)
        said = ngettext("%(n)d report was answered.", "%(n)d reports were answered.", done) % {"n": done}
        messages.success(request, said)
