"""The kinds of data that this app itself keeps about a person."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..models import (
    AgeDoubt,
    AuditEvent,
    Block,
    Consent,
    Export,
    FamilyLink,
    Follow,
    Invite,
    Moving,
    Notice,
    NoticeSettings,
    OwnRules,
    Person,
    PushSubscription,
    Redemption,
    TimeSpent,
    Upload,
    Wish,
)
from ..staff_reads import VERB
from ..uploads import actions as uploads
from . import bringing, kinds
from .kinds import Kind

SECRET = frozenset({"password", "is_superuser", "is_staff"})


def _end_invites(person: Person) -> None:
    """Who came in by a code of somebody who is gone stays; by which code is forgotten."""
    Redemption.objects.filter(invite__issuer=person).delete()


def _forget_time(person: Person) -> int:
    return TimeSpent.objects.filter(person=person).delete()[0]


def _forget_notices(person: Person) -> int:
    return Notice.objects.filter(person=person).delete()[0]


def _staff_reads(person: Person) -> QuerySet[AuditEvent]:
    kind = ContentType.objects.get_for_model(Person)
    return AuditEvent.objects.filter(verb=VERB, target_type=kind, target_id=str(person.pk))


def _staff_read(row: Any) -> dict[str, Any]:  # noqa: ANN401 (a row of the audit log)
    return {"at": row.at, "what": row.detail.get("page", "")}


def _end_uploads(person: Person) -> None:
    uploads.forget(person)


def _device(row: Any) -> dict[str, Any]:  # noqa: ANN401 (allauth's model)
    return {
        "created_at": row.created_at,
        "last_seen_at": row.last_seen_at,
        "ip": row.ip,
        "user_agent": row.user_agent,
    }


def register() -> None:
    """Tell them."""
    kinds.register(
        Kind("profile", _("Your account"), _("To let you in, and to show who you are."),
             lambda p: Person.objects.filter(pk=p.pk), "date_joined", SECRET, page="profile_edit",
             bring=bringing.profile),
        Kind("addresses", _("E-mail addresses"), _("To confirm that it is you, and to write to you."),
             lambda p: EmailAddress.objects.filter(user=p), page="account_email"),
        Kind("devices", _("Where you are signed in"), _("So that you see, and can end, what is open."),
             lambda p: UserSession.objects.filter(user=p), "last_seen_at", tell=_device,
             page="usersessions_list"),
        Kind("follows", _("Whom you follow, and who follows you"), _("For the feed of people you follow."),
             lambda p: Follow.objects.filter(Q(follower=p) | Q(followed=p)), bring=bringing.follows),
        Kind("blocks", _("Whom you blocked"), _("So that neither sees the other."),
             lambda p: Block.objects.filter(blocker=p), bring=bringing.blocks),
        Kind("invites", _("Invites you gave"), _("To let people in whom you know."),
             lambda p: Invite.objects.filter(issuer=p), before_end=_end_invites, page="invites"),
        Kind("arrival", _("How you came in"), _("To know which code let you in."),
             lambda p: Redemption.objects.filter(person=p), "at"),
        Kind("family", _("Family links"), _("For what a guardian sets."),
             lambda p: FamilyLink.objects.filter(Q(guardian=p) | Q(teen=p)), page="family"),
        Kind("wishes", _("What was asked of a guardian"), _("So that it can be answered."),
             lambda p: Wish.objects.filter(Q(link__teen=p) | Q(link__guardian=p)), "at"),
        Kind("consents", _("What you agreed to"), _("To know which text you said yes to, and when."),
             lambda p: Consent.objects.filter(person=p), "at", page="privacy"),
        Kind("age-doubts", _("Signs that your age may be wrong"),
             _("So that staff can look at it; children under 13 have no place here."),
             lambda p: AgeDoubt.objects.filter(person=p), "at", frozenset({"decided_by"})),
        Kind("limits", _("Your own limits"), _("They hold on every page."),
             lambda p: OwnRules.objects.filter(person=p), page="own_rules", bring=bringing.rules),
        Kind("time", _("Time in the feed"),
             _("For the page that shows it to you, and for limits. It never ranks."),
             lambda p: TimeSpent.objects.filter(person=p), "day", forget=_forget_time,
             kept_days=lambda: int(settings.TIME_SPENT_DAYS), page="own_rules"),
        Kind("notices", _("What you were told"), _("So that you see what happened."),
             lambda p: Notice.objects.filter(person=p), "at", forget=_forget_notices,
             kept_days=lambda: int(settings.NOTICE_DAYS), page="notices"),
        Kind("notice-wishes", _("What you want to be told"), _("So that nothing else is told."),
             lambda p: NoticeSettings.objects.filter(person=p), page="notice_settings"),
        Kind("push", _("Browsers that are told of notices"), _("To tell you while no page is open."),
             lambda p: PushSubscription.objects.filter(person=p), "at",
             frozenset({"p256dh", "auth", "session"}), page="notice_settings"),
        Kind("actions", _("What you did, for the record"),
             _("To find out what happened when something went wrong."),
             lambda p: AuditEvent.objects.filter(actor=p), "at",
             kept_days=lambda: int(settings.AUDIT_DAYS)),
        Kind("staff-reads", _("What staff opened of yours"), _("So that you know who looked, and at what."),
             _staff_reads, "at", tell=_staff_read),
        Kind("uploads", _("Files on their way"), _("Read once, then removed; after a day at the latest."),
             lambda p: Upload.objects.filter(person=p), "at", frozenset({"token"}),
             forget=uploads.forget, before_end=_end_uploads),
        Kind("movings", _("What you brought from elsewhere"), _("To tell you what was taken over."),
             lambda p: Moving.objects.filter(person=p), "at", frozenset({"upload_id"})),
        Kind("copies", _("Copies of your data"), _("The file is deleted after some days."),
             lambda p: Export.objects.filter(person=p), "asked_at", frozenset({"file"})),
    )  # fmt: skip
