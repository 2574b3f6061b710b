"""The policy for staff: a draft from the one in force, what it would change, and how it comes into force."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.errors import Refusal
from accounts.views import person_of

from . import drafting, live
from .models import PolicyRow, PolicyVersion, Status
from .preview import preview


class RowInline(admin.TabularInline):  # type: ignore[type-arg]
    """The rules of a version; only a draft's can be changed."""

    model = PolicyRow
    extra = 1

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return _draft(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return _draft(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return _draft(obj) and super().has_delete_permission(request, obj)


@admin.register(PolicyVersion)
class PolicyVersionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Versions; adding one copies the one in force."""

    list_display = ("number", "status", "live_from", "changes_en")
    inlines = (RowInline,)
    change_form_template = "admin/moderation/policy.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.put_in_force))
        return [path("<int:pk>/in-force/", view, name="moderation_policy_in_force"), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return (obj is None or _draft(obj)) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return obj is not None and _draft(obj) and super().has_delete_permission(request, obj)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:  # noqa: ANN401
        """A new draft is a copy; its page is where it is changed. A page that was only opened makes none."""
        if not self.has_add_permission(request):
            return redirect("admin:moderation_policyversion_changelist")
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request),
                "title": _("A new draft of the policy"),
                "opts": self.model._meta,  # noqa: SLF001 (Django's admin pages need it)
                "live": live.table(),
            }
            return TemplateResponse(request, "admin/moderation/draft.html", context)
        draft = drafting.new_draft(person_of(request))
        return redirect("admin:moderation_policyversion_change", draft.pk)

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,  # noqa: ANN401
        add: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
        change: bool = False,  # noqa: FBT001, FBT002
        form_url: str = "",
        obj: Any = None,  # noqa: ANN401
    ) -> HttpResponse:
        if obj is not None and _draft(obj):
            try:
                context["preview"] = preview(live.table(), obj.table())
            except LookupError:
                context["incomplete"] = True
            context["in_force"] = reverse("admin:moderation_policy_in_force", args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def put_in_force(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let a draft come into force."""
        draft = self.get_object(request, str(pk))
        if draft is None or not self.has_change_permission(request):
            return redirect("admin:moderation_policyversion_changelist")
        try:
            drafting.put_in_force(person_of(request), draft)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:moderation_policyversion_change", pk)
        messages.success(request, _("This policy is in force now."))
        return redirect("admin:moderation_policyversion_changelist")


def _draft(version: PolicyVersion | None) -> bool:
    return version is not None and version.status == Status.DRAFT
