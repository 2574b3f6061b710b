"""Second looks in the admin: words that a program refused, read by a person, one after the other."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin import ReadOnly
from accounts.errors import Refusal
from accounts.views import person_of

from ..models import SecondLook, Surface
from ..policies.terms import Category
from ..refusals import said_by
from . import second
from .admin import AnswerForm, desk_page


class SecondLookForm(AnswerForm):
    """Whether the words are fine."""

    question = gettext_lazy("Are the words fine?")
    yes = gettext_lazy("Yes: they may be said")
    no = gettext_lazy("No: they stay refused")


@admin.register(SecondLook)
class SecondLookAdmin(ReadOnly):
    """Those that wait, and those that were answered."""

    list_display = ("answer_link", "person", "waits", "right", "decided_by")
    list_display_links = None
    list_filter = (("decided_at", admin.EmptyFieldListFilter), "right")
    list_select_related = ("decision", "person", "decided_by")

    def get_urls(self) -> list[URLPattern]:
        """With the pages of our own."""
        wrap = self.admin_site.admin_view
        return [
            path("queue/", wrap(self.queue), name="moderation_secondlook_queue"),
            path("<int:pk>/answer/", wrap(self.answer), name="moderation_secondlook_answer"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("what"))
    def answer_link(self, row: SecondLook) -> str:
        """To its page."""
        address = reverse("admin:moderation_secondlook_answer", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, Surface(row.decision.surface).label)

    @admin.display(description=gettext_lazy("opened"), ordering="at")
    def waits(self, row: SecondLook) -> str:
        """Since when."""
        return timesince(row.at)

    def queue(self, request: HttpRequest) -> HttpResponse:
        """To the oldest that this person may answer."""
        self._require(request)
        passed = request.GET.get("after", "")
        rows = second.waiting(person_of(request))
        row = (rows.exclude(pk=passed) if passed.isdecimal() and len(passed) < 19 else rows).first()
        if row is not None:
            return redirect("admin:moderation_secondlook_answer", pk=row.pk)
        messages.success(request, _("Nothing waits for you."))
        return redirect("admin:moderation_secondlook_changelist")

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read the words and decide."""
        self._require(request)
        row = get_object_or_404(SecondLook.objects.select_related("decision", "person"), pk=pk)
        form = SecondLookForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            try:
                second.answer(person_of(request), row, right=said["right"] == "yes", words=said["answer"])
                messages.success(request, _("Decided."))
                return redirect("admin:moderation_secondlook_queue")
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        found = row.decision
        shown = {
            "title": _("A second look for @%(handle)s") % {"handle": row.person.username},
            "row": row,
            "where": Surface(found.surface).label,
            "rule": Category(found.category).label if found.category else "",
            "says": said_by(found.code),
            "form": form,
        }
        return desk_page(self, request, "second.html", shown)

    def _require(self, request: HttpRequest) -> None:
        if not request.user.has_perm("moderation.change_secondlook"):
            raise PermissionDenied
