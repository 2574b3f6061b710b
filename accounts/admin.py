"""People, invites and the audit log for staff."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import actions, plans, second_factor
from .family import admin as ages
from .models import (
    AgeDoubt,
    AuditEvent,
    Block,
    Follow,
    Invite,
    InviteBatch,
    Person,
    Redemption,
    WaitlistEntry,
)
from .views import person_of

admin.site.login = second_factor.sign_in  # type: ignore[method-assign, assignment]
admin.site.site_header = _("Sora, for staff")
admin.site.site_title = _("Sora")
admin.site.index_title = _("What needs looking after")


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that staff read and nobody edits."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return False


@admin.register(Person)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    list_display = (
        "username",
        "display_name",
        "email",
        "birth_date",
        "plan",
        "invited_by",
        "is_staff",
        "is_active",
        "date_joined",
    )
    list_filter = ("is_active", "is_staff", "plan", "language")
    search_fields = ("username", "display_name", "email")
    list_select_related = ("invited_by",)
    raw_id_fields = ("invited_by",)
    date_hierarchy = "date_joined"
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (
            _("Person"),
            {
                "fields": (
                    "display_name",
                    "email",
                    ("birth_date", "correct_age"),
                    "bio",
                    "language",
                    "plan",
                    "invited_by",
                )
            },
        ),
        (
            _("Permissions"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "email", "birth_date", "password1", "password2")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ANN401
        """A birthday is corrected by its own form, with a reason."""
        return ("birth_date", "correct_age") if obj is not None else ()

    def get_urls(self) -> Any:  # noqa: ANN401
        """With that form."""
        own = path("<int:pk>/age/", self.admin_site.admin_view(ages.correct), name="accounts_person_age")
        return [own, *super().get_urls()]

    @admin.display(description=_("correct the date of birth"))
    def correct_age(self, person: Person) -> str:
        """To that form."""
        address = reverse("admin:accounts_person_age", args=[person.pk])
        return format_html('<a href="{}">{}</a>', address, _("Correct"))

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:  # noqa: ANN401, FBT001
        """As Django does; a plan changes by its action, which leaves an audit line."""
        wanted = obj.plan
        if change and "plan" in form.changed_data:
            obj.plan = form.initial["plan"]
        super().save_model(request, obj, form, change)
        plans.give(obj, wanted, by=person_of(request), reason="in the admin")


class RedemptionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Redemption
    extra = 0
    can_delete = False
    readonly_fields = ("person", "at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return False


@admin.register(Invite)
class InviteAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("code", "issuer", "batch", "used", "cap", "expires_at", "revoked_at", "created_at")
    list_filter = ("revoked_at", "batch")
    search_fields = ("code", "issuer__username", "redemptions__person__username")
    list_select_related = ("issuer", "batch")
    readonly_fields = ("code", "issuer", "batch", "used", "revoked_at", "link_to_give")
    fields = ("link_to_give", "cap", "used", "expires_at", "issuer", "batch", "revoked_at")
    inlines = (RedemptionInline,)
    actions = ("revoke",)

    @admin.display(description=_("link"))
    def link_to_give(self, invite: Invite) -> str:
        """The address to give away."""
        return format_html('<a href="{0}">{0}</a>', invite.link) if invite.pk else "–"

    @admin.action(description=_("Take the selected invites back"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[Invite]) -> None:
        """Revoke codes; who came in stays in."""
        for invite in queryset:
            actions.revoke_invite(invite, person_of(request), staff=True)
        text = ngettext("%(n)d invite taken back.", "%(n)d invites taken back.", len(queryset))
        messages.success(request, text % {"n": len(queryset)})


@admin.register(InviteBatch)
class InviteBatchAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("label", "count", "cap", "came_in", "expires_at", "created_by", "created_at")
    readonly_fields = ("links",)
    actions = ("revoke",)

    @admin.display(description=_("came in"))
    def came_in(self, batch: InviteBatch) -> int:
        """How many people this batch brought."""
        return Redemption.objects.filter(invite__batch=batch).count()

    @admin.display(description=_("links"))
    def links(self, batch: InviteBatch) -> str:
        """All links of the batch, to copy."""
        return "\n".join(invite.link for invite in batch.invites.order_by("pk")) if batch.pk else "–"

    def save_model(self, request: HttpRequest, obj: InviteBatch, form: Any, change: bool) -> None:  # noqa: ANN401, FBT001
        """Save, and mint the codes that are missing."""
        if not change:
            obj.created_by = person_of(request)
        super().save_model(request, obj, form, change)
        actions.mint_batch(obj, person_of(request))

    @admin.action(description=_("Take all codes of the selected batches back"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[InviteBatch]) -> None:
        """Revoke whole batches."""
        for invite in Invite.objects.filter(batch__in=queryset, revoked_at=None):
            actions.revoke_invite(invite, person_of(request), staff=True)


@admin.register(WaitlistEntry)
class WaitlistAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("email", "note", "language", "created_at", "invited_at", "invite")
    list_filter = (("invited_at", admin.EmptyFieldListFilter), "language")
    search_fields = ("email", "note")
    readonly_fields = ("invited_at", "invite", "created_at")
    actions = ("invite_them",)

    @admin.action(description=_("Invite the selected people (mails a code)"))
    def invite_them(self, request: HttpRequest, queryset: QuerySet[WaitlistEntry]) -> None:
        """One click: mint, mail, note."""
        for entry in queryset:
            actions.invite_from_waitlist(entry, person_of(request))
        text = ngettext("%(n)d invite sent.", "%(n)d invites sent.", len(queryset))
        messages.success(request, text % {"n": len(queryset)})


@admin.register(AuditEvent)
class AuditAdmin(ReadOnly):
    list_display = ("at", "actor", "verb", "target_type", "target_id", "detail")
    list_filter = ("verb",)
    search_fields = ("verb", "actor__username", "target_id")
    list_select_related = ("actor", "target_type")
    date_hierarchy = "at"


@admin.register(Follow)
class FollowAdmin(ReadOnly):
    list_display = ("follower", "followed", "at")
    search_fields = ("follower__username", "followed__username")
    list_select_related = ("follower", "followed")


@admin.register(Block)
class BlockAdmin(ReadOnly):
    list_display = ("blocker", "blocked", "at")
    search_fields = ("blocker__username", "blocked__username")
    list_select_related = ("blocker", "blocked")


admin.site.register(AgeDoubt, ages.AgeDoubtAdmin)
