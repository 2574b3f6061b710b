"""Videos in Django admin: read, never edited, with their whole history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib import admin
from django.http import HttpRequest

from .models import Attempt, Shot, Transition, Video

if TYPE_CHECKING:
    VideoPage: TypeAlias = admin.ModelAdmin[Video]
    ShotPage: TypeAlias = admin.ModelAdmin[Shot]
    TransitionTable: TypeAlias = admin.TabularInline[Transition, Video]
    ShotTable: TypeAlias = admin.TabularInline[Shot, Video]
    AttemptTable: TypeAlias = admin.TabularInline[Attempt, Shot]
else:
    VideoPage = ShotPage = admin.ModelAdmin
    TransitionTable = ShotTable = AttemptTable = admin.TabularInline


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


@admin.register(Video)
class VideoAdmin(ReadOnly, VideoPage):
    list_display = (
        "title",
        "owner",
        "model",
        "status",
        "progress",
        "failure_code",
        "created_at",
        "deleted_at",
    )
    list_filter = ("status", "model", "publishable", "created_at")
    search_fields = ("public_id", "prompt", "owner__username")
    date_hierarchy = "created_at"
    list_select_related = ("owner",)
    inlines = (TransitionInline, ShotInline)


@admin.register(Shot)
class ShotAdmin(ReadOnly, ShotPage):
    list_display = ("video", "index", "status", "queue", "attempts", "worker", "lease_until")
    list_filter = ("status", "queue")
    search_fields = ("video__public_id",)
    list_select_related = ("video",)
    inlines = (AttemptInline,)
