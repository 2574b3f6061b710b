"""Privacy at the root: short addresses, staff's looks told, nothing from elsewhere, texts in versions."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from allauth.usersessions.models import UserSession
from django.core.checks import run_checks
from django.urls import reverse

from accounts import actions, consents
from accounts.addresses import truncated
from accounts.models import AuditEvent, Consent
from accounts.mydata import kinds
from accounts.mydata.kinds import kind
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("whole", "kept"),
    [
        ("192.0.2.77", "192.0.2.0"),
        ("::ffff:192.0.2.77", "192.0.2.0"),
        ("2001:db8:aaaa:bbbb::1", "2001:db8:aaaa::"),
        ("fe80::1%eth0", "fe80::"),
    ],
)
def test_the_last_part_of_an_address_goes(whole, kept):
    assert truncated(whole) == kept


def test_the_list_of_devices_holds_no_whole_address(alice, client):
    client.post(reverse("account_login"), {"login": "alice", "password": PASSWORD}, REMOTE_ADDR="203.0.113.9")
    client.get("/", REMOTE_ADDR="203.0.113.9")
    assert {row.ip for row in UserSession.objects.all()} == {"203.0.113.0"}
    assert "203.0.113.9" not in client.get(reverse("usersessions_list")).content.decode()


def test_people_read_what_staff_opened_of_theirs_once_an_hour(alice, sam, client_for):
    page = reverse("admin:accounts_person_change", args=[alice.pk])
    for _time in range(3):
        assert client_for(sam).get(page).status_code == 200
    client_for(sam).get(reverse("admin:accounts_person_change", args=[sam.pk]))
    (event,) = AuditEvent.objects.filter(verb="staff.read")
    assert (event.actor, event.target, event.detail["page"]) == (sam, alice, "accounts_person")
    assert "What staff opened of yours" in client_for(alice).get(reverse("my_data")).content.decode()
    reads = kind("staff-reads")
    assert [reads.told(row)["what"] for row in reads.rows(alice)] == ["accounts_person"]
    client_for(alice).get(page)
    assert AuditEvent.objects.filter(verb="staff.read").count() == 1, "who was refused read nothing"


def test_texts_have_versions_and_say_what_one_agreed_to(alice, client_for):
    page = client_for(alice).get(reverse("privacy")).content.decode()
    assert "Version 1 of this text" in page
    assert "You agreed" not in page
    consents.give(alice, "account")
    consents.give(alice, "account")
    assert Consent.objects.count() == 1
    assert "You agreed to version 1" in client_for(alice).get(reverse("privacy")).content.decode()
    assert client_for(None).get(reverse("privacy")).status_code == 200


def test_retention_is_set_by_kind_and_a_wrong_name_stops_the_start(alice, settings):
    assert kind("likes").days() is None
    settings.RETENTION_DAYS = {"likes": 30, "time": 20}
    assert (kind("likes").days(), kind("time").days(), kind("seen").days()) == (30, 20, settings.SEEN_DAYS)
    assert not [error for error in run_checks() if error.id == "accounts.E001"]
    settings.RETENTION_DAYS = {"like": 30}
    assert [error for error in run_checks() if error.id == "accounts.E001"]
    assert all(one.days() is None or one.days() > 0 for one in kinds.kinds())


class _Loads(HTMLParser):
    """Collects the addresses that a page makes a browser ask."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        asks = ["src", "srcset", "poster", "data", "hx-get"] + (["href"] if tag in {"link", "use"} else [])
        self.found += [value for name in asks if (value := said.get(name))]


PAGES = [
    "/",
    "/latest/",
    "/search/?q=a",
    "/saved/",
    "/create/",
    "/drafts/",
    "/settings/",
    "/settings/profile/",
]
PAGES += ["/settings/family/", "/settings/time/", "/settings/data/", "/settings/invites/", "/feed/tune/"]
PAGES += ["/feed/chats/", "/privacy/", "/rules/", "/cameo/", "/@alice/", "/notices/", "/admin/"]
PAGES += ["/accounts/sessions/", "/accounts/email/", "/accounts/2fa/"]


def test_no_page_asks_another_server_for_anything(alice, sam, client_for):
    for who in (None, alice, sam):
        browser = client_for(who)
        for address in PAGES:
            answer = browser.get(address, follow=True)
            policy = answer.headers.get("Content-Security-Policy", "")
            assert not re.search(r"https?:|\*", policy), address
            loads = _Loads()
            loads.feed(answer.content.decode())
            foreign = [one for one in loads.found if urlsplit(one).netloc]
            assert foreign == [], address


def test_no_style_or_script_of_ours_names_another_server():
    from pathlib import Path

    root = Path(__file__).resolve().parents[2]
    for path in [*root.glob("static/css/*.css"), *root.glob("static/js/*.js")]:
        found = re.findall(
            r"(?:url\(|from |import\(|fetch\()\s*[\"'`]?(?:https?:)?//", path.read_text("utf-8")
        )
        assert found == [], path.name


def test_sign_up_and_recording_show_what_one_agrees_to(client, alice):
    client.get(reverse("invite", args=[actions.give_invite(alice).code]))
    assert str(consents.text("account")) in unescape(client.get(reverse("account_signup")).content.decode())
    client.force_login(alice)
    assert str(consents.text("cameo")) in unescape(client.get(reverse("cameo_record")).content.decode())


def test_a_text_that_changed_asks_again_and_only_who_agreed_before(client, alice, bob, monkeypatch):
    consents.give(alice, "account")
    monkeypatch.setitem(consents.TEXTS, "account", (*consents.TEXTS["account"], "All is kept for a week."))
    assert consents.due(bob) == []
    client.force_login(alice)
    assert "has changed" in client.get(reverse("settings")).content.decode()
    assert "All is kept for a week." in client.get(reverse("privacy")).content.decode()
    client.post(reverse("agree", args=["account"]))
    assert consents.holds(alice, "account")
    assert "has changed" not in client.get(reverse("settings")).content.decode()
    assert Consent.objects.filter(person=alice, subject="account").count() == 2, "what was agreed to is kept"
