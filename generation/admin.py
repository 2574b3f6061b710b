"""Videos in Django admin: read, never edited, with their whole history; staff decide with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.errors import Refusal
from accounts.views import person_of

from . import review, screening_room
from .fleet import admin as fleet_admin  # noqa: F401 (registers its page)
from .forms import ReasonForm
from .limits import admin as limits_admin  # noqa: F401 (registers its page)
from .models import Attempt, Shot, Stretch, Transition, Video

if TYPE_CHECKING:
    VideoPage: TypeAlias = admin.ModelAdmin[Video]
    ShotPage: TypeAlias = admin.ModelAdmin[Shot]
    TransitionTable: TypeAlias = admin.TabularInline[Transition, Video]
    ShotTable: TypeAlias = admin.TabularInline[Shot, Video]
    AttemptTable: TypeAlias = admin.TabularInline[Attempt, Shot]
    StretchTable: TypeAlias = admin.TabularInline[Stretch, Shot]
else:
    VideoPage = ShotPage = admin.ModelAdmin
    TransitionTable = ShotTable = AttemptTable = StretchTable = admin.TabularInline


class ReadOnly:
    """Nothing can be added, changed or deleted here; the actions do that."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401 (Django's)
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401 (Django's)
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401 (Django's)
        return False


class TransitionInline(ReadOnly, TransitionTable):
    model = Transition
    extra = 0
    fields = ("at", "from_status", "to_status", "reason", "actor")


class ShotInline(ReadOnly, ShotTable):
    model = Shot
    extra = 0
    show_change_link = True
    fields = ("index", "seconds", "queue", "status", "attempts", "worker", "stage", "fraction", "lease_until")


class AttemptInline(ReadOnly, AttemptTable):
    model = Attempt
    extra = 0
    fields = (
        "number",
        "worker",
        "started_at",
        "ended_at",
        "outcome",
        "error_code",
        "error_message",
    )


class StretchInline(ReadOnly, StretchTable):
    model = Stretch
    extra = 0
    fields = ("first", "stop", "status", "worker", "attempts", "fraction", "lease_until", "error_code")


@admin.register(Video)
class VideoAdmin(ReadOnly, VideoPage):
    list_display = (
        "title",
        "owner",
        "model",
        "status",
        "held_at",
        "held_reason",
        "failure_code",
        "created_at",
        "deleted_at",
    )
    list_filter = ("status", ("held_at", admin.EmptyFieldListFilter), "model", "publishable", "created_at")
    search_fields = ("public_id", "prompt", "owner__username")
    date_hierarchy = "created_at"
    list_select_related = ("owner",)
    inlines = (TransitionInline, ShotInline)
    actions = ("let_out", "clear", "block", "take_down", "give_back")

    def get_urls(self) -> list[URLPattern]:
        look = self.admin_site.admin_view(self.look)
        return [path("<int:pk>/look/<int:index>/", look, name="generation_video_look"), *super().get_urls()]

    def look(self, request: HttpRequest, pk: int, index: int) -> HttpResponseBase:
        """The film of a video that staff judge, whatever its status."""
        return screening_room.show(request, pk, index, allowed=self.has_review_permission(request))

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Staff who may change videos may decide about them."""
        return request.user.has_perm("generation.change_video")

    @admin.action(description=_("Release the selected held videos"), permissions=["review"])
    def let_out(self, request: HttpRequest, queryset: QuerySet[Video]) -> HttpResponse | None:
        return self._decide(request, queryset, "let_out")

    @admin.action(description=_("Let the selected finished videos be published"), permissions=["review"])
    def clear(self, request: HttpRequest, queryset: QuerySet[Video]) -> HttpResponse | None:
        return self._decide(request, queryset, "clear")

    @admin.action(description=_("Block the selected held videos"), permissions=["review"])
    def block(self, request: HttpRequest, queryset: QuerySet[Video]) -> HttpResponse | None:
        return self._decide(request, queryset, "block")

    @admin.action(description=_("Take the selected videos down"), permissions=["review"])
    def take_down(self, request: HttpRequest, queryset: QuerySet[Video]) -> HttpResponse | None:
        return self._decide(request, queryset, "take_down")

    @admin.action(description=_("Give the selected removed or blocked videos back"), permissions=["review"])
    def give_back(self, request: HttpRequest, queryset: QuerySet[Video]) -> HttpResponse | None:
        return self._decide(request, queryset, "give_back")

    def _decide(self, request: HttpRequest, queryset: QuerySet[Video], name: str) -> HttpResponse | None:
        """Ask for the reason on a page of its own, then do it to each video."""
        form = ReasonForm(request.POST if "decided" in request.POST else None)
        if not form.is_valid():
            context = {
                **self.admin_site.each_context(request),
                "title": getattr(self, name).short_description,
                "opts": self.model._meta,  # noqa: SLF001 (Django's admin pages need it)
                "videos": [(video, screening_room.films(video)) for video in queryset],
                "form": form,
                "action": name,
                "checkbox": ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/generation/decide.html", context)
        done = 0
        for video in queryset:
            try:
                review.DECISIONS[name](person_of(request), video, form.cleaned_data["reason"])
                done += 1
            except Refusal as refusal:
                messages.error(request, f"{video}: {refusal}")
        if done:
            text = ngettext("Decided about %(n)d video.", "Decided about %(n)d videos.", done)
            messages.success(request, text % {"n": done})
        return None


@admin.register(Shot)
class ShotAdmin(ReadOnly, ShotPage):
    list_display = ("video", "index", "status", "queue", "attempts", "worker", "lease_until")
    list_filter = ("status", "queue")
    search_fields = ("video__public_id",)
    list_select_related = ("video",)
    inlines = (AttemptInline, StretchInline)
