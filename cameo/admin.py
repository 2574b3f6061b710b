"""Likenesses for staff: to look at, and to revoke."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnly
from accounts.views import person_of

from . import actions
from .models import Cameo


@admin.register(Cameo)
class CameoAdmin(ReadOnly):
    list_display = ("owner", "access", "verified_at", "revoked_at", "created_at")
    list_filter = ("access",)
    search_fields = ("owner__username",)
    actions = ("revoke",)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Staff who may change cameos may revoke them."""
        return request.user.has_perm("cameo.change_cameo")

    @admin.action(description=_("Revoke the selected cameos"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Cameo]) -> None:
        """Take the likenesses out of use at once."""
        for cameo in queryset:
            actions.revoke(cameo, person_of(request))
