"""Posts, the weights of the ranking, and a look into somebody's feed, for staff."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.admin import ReadOnly
from accounts.models import Person
from accounts.views import person_of

from . import weighing
from .models import Post, WeightsVersion
from .ranking import Weights


@admin.register(Post)
class PostAdmin(ReadOnly):
    list_display = (
        "video",
        "author",
        "caption",
        "visibility",
        "allow_remix",
        "published_at",
        "removed_at",
        "policy",
    )
    list_filter = ("visibility", "allow_remix", "policy")
    search_fields = ("caption", "author__username", "video__public_id")
    list_select_related = ("video", "author")
    date_hierarchy = "published_at"


@admin.register(WeightsVersion)
class WeightsAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A version is made, looked at on a sample of feeds, and goes live; it is never changed."""

    list_display = ("pk", "why", "values", "made_by", "made_at", "live_from")
    fields = ("why", "values")
    change_form_template = "admin/feed/weights.html"
    change_list_template = "admin/feed/weights_list.html"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401 (Django's)
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401 (Django's)
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("order/", view(self.order), name="feed_order"),
            path("<int:pk>/live/", view(require_POST(self.live)), name="feed_weights_live"),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:  # noqa: ANN401
        obj.made_by = person_of(request)
        super().save_model(request, obj, form, change)

    def render_change_form(  # type: ignore[override]
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        """With what the version would change, and the defaults of the code."""
        version = kwargs.get("obj")
        if version is not None:
            context["effect"] = weighing.preview(Weights.of(version.values))
            context["is_live"] = weighing.live()[0] == version.pk
            context["may_decide"] = self._may_decide(request)
        context["defaults"] = Weights()
        return super().render_change_form(request, context, **kwargs)

    def _may_decide(self, request: HttpRequest) -> bool:
        return request.user.has_perm("feed.add_weightsversion")

    def live(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let a version rank from now on."""
        version = get_object_or_404(WeightsVersion, pk=pk)
        if self._may_decide(request):
            weighing.go_live(person_of(request), version)
            messages.success(request, _("Every feed is ranked by it from the next list on."))
        else:
            messages.error(request, _("Your account may not decide about the ranking."))
        return redirect("admin:feed_weightsversion_changelist")

    def order(self, request: HttpRequest) -> HttpResponse:
        """Why this order for this person: the first posts with every term of their score."""
        handle = request.GET.get("who", "").strip().lstrip("@").lower()
        person = Person.objects.filter(username=handle).first() if handle else None
        allowed = request.user.has_perm("feed.view_weightsversion")
        rows = weighing.order_of(person_of(request), person) if person is not None and allowed else []
        context = {
            **self.admin_site.each_context(request),
            "title": _("Order of a feed"),
            "opts": self.model._meta,  # noqa: SLF001 (Django's admin pages need it)
            "who": handle,
            "person": person,
            "rows": rows,
        }
        return TemplateResponse(request, "admin/feed/order.html", context)
