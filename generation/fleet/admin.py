"""The fleet and its licences for staff: one page in the admin, with the history of acceptances under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refusal
from accounts.views import person_of

from ..models import LicenceAcceptance
from . import licences, overview, presence

if TYPE_CHECKING:
    Page: TypeAlias = admin.ModelAdmin[LicenceAcceptance]
else:
    Page = admin.ModelAdmin


@admin.register(LicenceAcceptance)
class FleetAdmin(Page):
    """Workers, weights and their terms; rows are written by `licences` alone."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401 (Django's)
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401 (Django's)
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401 (Django's)
        return False

    def get_urls(self) -> list[URLPattern]:
        accept = self.admin_site.admin_view(require_POST(self.decide))
        return [path("<str:name>/<str:what>/decide/", accept, name="generation_licence"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page of the fleet."""
        context = {
            **self.admin_site.each_context(request),
            **(extra_context or {}),
            "title": _("Fleet and licences"),
            "opts": self.model._meta,  # noqa: SLF001 (Django's admin pages need it)
            "workers": presence.workers(),
            "alarms": presence.alarms(),
            "lines": [*overview.lines(), *overview.voices()],
            "history": LicenceAcceptance.objects.select_related("accepted_by")[:50],
            "may_decide": request.user.is_superuser
            or request.user.has_perm("generation.add_licenceacceptance"),
        }
        return TemplateResponse(request, "admin/generation/fleet.html", context)

    def decide(self, request: HttpRequest, name: str, what: str) -> HttpResponse:
        """Accept the terms of weights, or withdraw that."""
        back = redirect("admin:generation_licenceacceptance_changelist")
        if not request.user.has_perm("generation.add_licenceacceptance"):
            messages.error(request, _("Your account may not decide about licences."))
            return back
        try:
            if what == "accept":
                licences.accept(name, person_of(request))
                messages.success(request, _("Accepted. Workers use these weights within seconds."))
            else:
                licences.withdraw(name, person_of(request))
                messages.success(request, _("Withdrawn. What waits goes to the other engine."))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return back
