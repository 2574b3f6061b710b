"""Likenesses for staff: to look at, and to revoke."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnly
from accounts.views import person_of

from . import actions, characters, recordings
from .models import Cameo, Character, Recording, UseRequest


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


@admin.register(Recording)
class RecordingAdmin(ReadOnly):
    """Recordings; the uncertain ones wait for a person to watch and decide."""

    list_display = ("person", "state", "made_at", "decided_at", "watch")
    list_filter = ("state",)
    search_fields = ("person__username",)
    list_select_related = ("person",)
    actions = ("accept", "decline")

    @admin.display(description=_("film"))
    def watch(self, recording: Recording) -> SafeString | str:
        """A link to the film while it is kept; each look is noted."""
        if not recording.file:
            return "–"
        return format_html('<a href="{}">▶</a>', reverse("cameo_film", args=[recording.pk]))

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Staff who may change recordings may decide."""
        return request.user.has_perm("cameo.change_recording")

    @admin.action(description=_("It is them: accept"), permissions=["decide"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Recording]) -> None:
        """The selected, uncertain recordings become cameos."""
        for recording in queryset:
            recordings.decide(recording, person_of(request), yes=True)

    @admin.action(description=_("Not them: decline and delete the film"), permissions=["decide"])
    def decline(self, request: HttpRequest, queryset: QuerySet[Recording]) -> None:
        """The selected, uncertain recordings do not pass."""
        for recording in queryset:
            recordings.decide(recording, person_of(request), yes=False)


@admin.register(Character)
class CharacterAdmin(ReadOnly):
    """Characters; in the uncertain ones somebody may be seen."""

    list_display = ("name", "owner", "state", "access", "created_at", "watch")
    list_filter = ("state",)
    search_fields = ("name", "owner__username", "public_id")
    list_select_related = ("owner",)
    actions = ("accept", "decline")

    @admin.display(description=_("film"))
    def watch(self, character: Character) -> SafeString | str:
        """A link to the frames while they are kept; each look is noted."""
        if not character.frames:
            return "–"
        return format_html('<a href="{}">▶</a>', reverse("character_frames", args=[character.public_id]))

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Staff who may change characters may decide."""
        return request.user.has_perm("cameo.change_character")

    @admin.action(description=_("Nobody is in it: accept"), permissions=["decide"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Character]) -> None:
        """The selected, uncertain characters may be used."""
        for character in queryset:
            characters.decide(character, person_of(request), yes=True)

    @admin.action(description=_("Somebody is in it: decline and delete the film"), permissions=["decide"])
    def decline(self, request: HttpRequest, queryset: QuerySet[Character]) -> None:
        """The selected, uncertain characters do not pass."""
        for character in queryset:
            characters.decide(character, person_of(request), yes=False)


@admin.register(UseRequest)
class UseRequestAdmin(ReadOnly):
    list_display = ("person", "cameo", "state", "asked_at", "decided_at")
    list_filter = ("state",)
    search_fields = ("person__username", "cameo__owner__username")
    list_select_related = ("person", "cameo__owner")
