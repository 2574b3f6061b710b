"""The table of addresses and of who may get through them; see `test_doors.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ADMIN, LIBRARY, PROGRAMS = "admin/", "accounts/", "v1/"
OPEN_ADMIN = ("admin/login/", "admin/logout/", "admin/jsi18n/", "admin/(?P<url>")
SIGN_IN = {
    "accounts/login/",
    "accounts/logout/",
    "accounts/inactive/",
    "accounts/signup/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "accounts/password/reset/key/done/",
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "accounts/confirm-email/",
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$",
    "accounts/2fa/webauthn/login/",
}
EVERYBODY, SIGNED, OWNER = "asftgom", "sftgom", "o"


@dataclass(frozen=True, slots=True)
class Door:
    """Who gets through, by letters; which things stand in the address; whether it takes a POST."""

    who: str
    args: Mapping[str, str] = field(default_factory=dict)
    post: bool = False
    quiet: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)


def routes(patterns: Any = None, before: str = "") -> Iterator[str]:
    """Every address of the site as it is written in the `urls` of the apps."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        whole = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, whole)
        elif isinstance(pattern, URLPattern):
            yield whole


DOORS: dict[str, Door] = {
    # for everybody
    "i18n/setlang/": Door(EVERYBODY),
    "i/": Door(EVERYBODY),
    "i/<str:code>/": Door(EVERYBODY, {"code": "invite"}),
    "waitlist/": Door(EVERYBODY),
    "privacy/": Door(EVERYBODY),
    "privacy/agree/<slug:subject>/": Door("", {"subject": "account"}, post=True),
    "made-here/": Door(EVERYBODY),
    "developers/": Door(EVERYBODY),
    "transparency/": Door(EVERYBODY),
    "rules/": Door(EVERYBODY),
    "healthz": Door(EVERYBODY),
    "": Door(EVERYBODY),
    "@<str:handle>/": Door(EVERYBODY, {"handle": "alice"}),
    "metrics": Door(""),
    # what is one's own, by whoever is signed in
    "settings/": Door(SIGNED),
    "settings/profile/": Door(SIGNED),
    "settings/invites/": Door(SIGNED),
    "settings/time/": Door(SIGNED),
    "settings/time/go-on/": Door(SIGNED, post=True),
    "settings/family/": Door(SIGNED),
    "settings/data/": Door(SIGNED),
    "settings/data/copy/": Door(SIGNED, post=True),
    "settings/data/copy/<str:signed>/": Door(SIGNED, {"signed": "x"}),
    "settings/data/forget/<slug:name>/": Door(SIGNED, {"name": "chats"}),
    "settings/data/leave/": Door(SIGNED),
    "settings/data/stay/": Door(SIGNED, post=True),
    "settings/notices/": Door(SIGNED),
    "settings/decisions/": Door(SIGNED),
    "settings/keys/": Door(SIGNED),
    "settings/webhooks/": Door(SIGNED),
    "settings/push/": Door(SIGNED, post=True),
    "settings/push/stop/": Door(SIGNED, post=True),
    "notices/": Door(SIGNED),
    "notices/clear/": Door(SIGNED, post=True),
    "uploads/<slug:name>/": Door(SIGNED, {"name": "chats"}, post=True),
    "family/<str:code>/": Door(SIGNED, {"code": "x"}),
    "cameo/": Door(SIGNED),
    "cameo/record/": Door(SIGNED),
    "cameo/checking/": Door(SIGNED),
    "cameo/looks/": Door(SIGNED, post=True),
    "cameo/people/": Door(SIGNED, post=True),
    "cameo/ask/": Door(SIGNED),
    "cameo/named/": Door(SIGNED),
    "cameo/asked/": Door(SIGNED),
    "cameo/ledger.json": Door(SIGNED),
    "cameo/end/": Door(SIGNED, post=True),
    "characters/": Door(SIGNED),
    "create/": Door(SIGNED),
    "create/understood/": Door(SIGNED, post=True),
    "create/join/": Door(SIGNED),
    "create/richer/": Door(SIGNED, post=True),
    "create/cost/": Door(SIGNED, post=True),
    "limits/": Door(SIGNED),
    "library/": Door(SIGNED),
    "library/progress/": Door(SIGNED),
    "library/stop/": Door(SIGNED, post=True),
    "drafts/": Door(SIGNED),
    "appearances/": Door(SIGNED),
    "latest/": Door(SIGNED),
    "top/": Door(SIGNED),
    "search/": Door(SIGNED),
    "following/": Door(SIGNED),
    "saved/": Door(SIGNED),
    "leaders/": Door(SIGNED),
    "feed/tune/": Door(SIGNED),
    "feed/tune/preview/": Door(SIGNED),
    "feed/signals/": Door(SIGNED, post=True),
    "feed/chats/": Door(SIGNED),
    "feed/chats/agree/": Door(SIGNED, post=True),
    "feed/chats/forget/": Door(SIGNED, post=True),
    "feed/check-in/": Door(SIGNED, post=True),
    "messages/": Door(SIGNED),
    "messages/new/": Door(SIGNED),
    "@<str:handle>/follow/": Door(SIGNED, {"handle": "alice"}, post=True),
    "@<str:handle>/unfollow/": Door(SIGNED, {"handle": "alice"}, post=True),
    "@<str:handle>/block/": Door(SIGNED, {"handle": "alice"}, post=True),
    "@<str:handle>/mute/": Door(SIGNED, {"handle": "alice"}, post=True),
    "messages/@<str:handle>/": Door("sftgm", {"handle": "alice"}),
    "messages/@<str:handle>/answer/": Door("sftgm", {"handle": "alice"}, post=True),
    # what is Alice's
    "settings/invites/<str:code>/revoke/": Door(OWNER, {"code": "invite"}, post=True),
    "settings/keys/<int:pk>/": Door(OWNER, {"pk": "key"}),
    "settings/keys/<int:pk>/rotate/": Door(OWNER, {"pk": "key"}, post=True),
    "settings/keys/<int:pk>/revoke/": Door(OWNER, {"pk": "key"}, post=True, quiet=True),
    "settings/webhooks/<str:hook_id>/": Door(OWNER, {"hook_id": "hook"}),
    "settings/webhooks/<str:hook_id>/test/": Door(OWNER, {"hook_id": "hook"}, post=True),
    "settings/webhooks/<str:hook_id>/switch/": Door(OWNER, {"hook_id": "hook"}, post=True),
    "settings/webhooks/<str:hook_id>/rotate/": Door(OWNER, {"hook_id": "hook"}, post=True),
    "settings/webhooks/<str:hook_id>/remove/": Door(OWNER, {"hook_id": "hook"}, post=True),
    "settings/webhooks/deliveries/<str:event_id>/resend/": Door(OWNER, {"event_id": "event"}, post=True),
    "settings/decisions/<int:pk>/": Door(OWNER, {"pk": "statement"}),
    "settings/decisions/stopped/<int:pk>/": Door(OWNER, {"pk": "stopped"}),
    "uploads/<int:pk>/piece/": Door(OWNER, {"pk": "upload"}),
    "cameo/record/<int:number>/part/": Door("", {"number": "challenge"}, post=True, quiet=True),
    "cameo/record/<int:number>/glance/": Door("", {"number": "challenge"}, post=True, quiet=True),
    "cameo/requests/<int:pk>/": Door(OWNER, {"pk": "request"}, post=True, quiet=True),
    "cameo/recordings/<int:pk>/film": Door("m", {"pk": "recording"}),
    "characters/<str:public_id>/": Door("", {"public_id": "character"}, post=True, quiet=True),
    "characters/<str:public_id>/picture.png": Door("", {"public_id": "character"}),
    "characters/<str:public_id>/frames.jpg": Door("", {"public_id": "character"}),
    "library/<int:pk>/favourite/": Door(OWNER, {"pk": "creation"}, post=True),
    "videos/<video:public_id>/making/": Door(OWNER, {"public_id": "active"}),
    "videos/<video:public_id>/state/": Door(OWNER, {"public_id": "draft"}),
    "videos/<video:public_id>/cancel/": Door(OWNER, {"public_id": "active"}, post=True),
    "videos/<video:public_id>/retry/": Door(OWNER, {"public_id": "draft"}, post=True),
    "videos/<video:public_id>/delete/": Door(OWNER, {"public_id": "draft"}, post=True),
    "videos/<video:public_id>/restore/": Door(OWNER, {"public_id": "draft"}, post=True),
    "videos/<video:public_id>/screenplay.json": Door(OWNER, {"public_id": "draft"}),
    "v/<video:public_id>/": Door(OWNER, {"public_id": "draft"}),
    "v/<video:public_id>/take-out/": Door("", {"public_id": "draft"}, post=True),
    "v/<video:public_id>/vary/": Door("", {"public_id": "draft"}),
    "v/<video:public_id>/difference/": Door("", {"public_id": "draft"}, post=True),
    "v/<video:public_id>/character/": Door(OWNER, {"public_id": "draft"}),
    "media/<video:public_id>/<str:kind>": Door(OWNER, {"public_id": "draft", "kind": "content.mp4"}),
    "v/<str:public_id>/publish/": Door(OWNER, {"public_id": "draft"}),
    "v/<str:public_id>/unpublish/": Door(OWNER, {"public_id": "draft"}, post=True),
    "feed/wishes/<int:pk>/": Door(OWNER, {"pk": "wish"}, post=True),
    "feed/chats/<int:pk>/": Door(OWNER, {"pk": "topic"}, post=True, quiet=True, typed={"what": "delete"}),
    "messages/<int:pk>/remove/": Door(OWNER, {"pk": "message"}, post=True, quiet=True),
    "saved/<int:pk>/delete/": Door(OWNER, {"pk": "collection"}, post=True),
    "comments/<int:pk>/remove/": Door(OWNER, {"pk": "comment"}, post=True),
    # a post that is not published is nobody's to like, read or report
    "v/<str:public_id>/family/": Door(OWNER, {"public_id": "draft"}),
    "v/<str:public_id>/embed/": Door("", {"public_id": "draft"}),
    "v/<str:public_id>/like/": Door("", {"public_id": "draft"}, post=True),
    "v/<str:public_id>/save/": Door("", {"public_id": "draft"}, post=True),
    "v/<str:public_id>/collect/": Door("", {"public_id": "draft"}, post=True),
    "v/<str:public_id>/comments/": Door("", {"public_id": "draft"}),
    "v/<str:public_id>/less/": Door("", {"public_id": "draft"}, post=True),
    "report/<str:about>/<str:target>/": Door(OWNER, {"about": "video", "target": "draft"}),
    "oembed": Door(""),
    # a guardian and her teen
    "settings/family/<int:pk>/": Door("g", {"pk": "link"}),
    "settings/family/<int:pk>/confirm/": Door("tg", {"pk": "link"}, post=True),
    "settings/family/<int:pk>/end/": Door("tg", {"pk": "link"}, post=True),
    "settings/family/<int:pk>/ask/": Door("tg", {"pk": "link"}, post=True),
    "settings/family/<int:pk>/age/": Door("tg", {"pk": "link"}, post=True),
    "settings/family/wishes/<int:pk>/": Door("g", {"pk": "wish_of_family"}, post=True),
}
