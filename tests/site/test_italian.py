"""Pages read by an Italian hold no English."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.core import mail
from django.urls import reverse

from accounts import actions as people
from accounts.models import WaitlistEntry
from feed import actions as feed
from generation import admission, claims, dispatch, lifecycle
from generation.admission import Brief
from generation.models import Video
from generation.states import Status

pytestmark = pytest.mark.django_db(transaction=True)
# Words that are English and nothing else; names of things and of programs are no language.
ENGLISH = re.compile(
    r"\b(the|and|your|you|of|with|this|that|these|is|are|was|has|have|from|it|its|not|please|any|yet|to|"
    r"made|make|here|there|what|who|which|can|will|be|been|or|by|for|all|out|up|back|shot|words?|left|"
    r"please|back|created|number|when|why|status|time|date|search|filter|select|action|add|change|view|"
    r"home|help|sign|enter|code|codes|account|user|sessions?|keys?)\b",
    re.IGNORECASE,
)
ALLOWED = {"account", "status", "home", "code", "filter", "date"}  # also said in Italian, or in addresses
TEXTS = {"alt", "title", "placeholder", "aria-label", "data-done", "data-text", "data-confirm", "value"}
FIXED = {"Search", "User sessions"}  # written into Django's and allauth's pages without translation
PROMPT = "Un corgi va in skateboard, grokking"


class Words(HTMLParser):
    """Collects what a page says, in text and in attributes that are read."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag, attrs):
        self._silent += tag in {"script", "style"}
        known = dict(attrs)
        if tag == "input" and known.get("type") in {"hidden", "radio", "checkbox"}:
            return
        self.said += [value for name, value in attrs if name in TEXTS and value and tag != "option"]

    def handle_endtag(self, tag):
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self._silent and data.strip():
            self.said.append(" ".join(data.split()))


def english_in(html: str) -> list[str]:
    parser = Words()
    parser.feed(html)
    return [text for text in parser.said if not set(ENGLISH.findall(text.lower())) <= ALLOWED]


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr(dispatch, "ring", lambda _queue: True)


@pytest.fixture
def alice(alice):
    alice.language = "it"
    alice.save()
    return alice


@pytest.fixture
def videos(alice) -> dict[str, Video]:
    """One of Alice's videos in each state."""
    brief = Brief(PROMPT, "sora-1-turbo", "cinematic", (640, 360), 4, seed=1)
    made = {}
    for status in ("queued", "failed", "completed", "held", "blocked"):
        (video,) = admission.enqueue(admission.admit(brief, alice))
        made[status] = video
    lifecycle.transition(made["failed"], Status.IN_PROGRESS)
    claims.fail_video(made["failed"], "render_failed", "Boom")
    claims.block_video(made["blocked"], "result_blocked", "Motivo")
    for name in ("completed", "held"):
        lifecycle.transition(made[name], Status.IN_PROGRESS)
        lifecycle.transition(made[name], Status.IN_REVIEW)
    lifecycle.transition(made["completed"], Status.COMPLETED, changes={"folder": "x", "publishable": True})
    Video.objects.filter(pk=made["held"].pk).update(held_at=made["held"].created_at)
    feed.publish(alice, made["completed"])
    return made


def read(client, address: str) -> str:
    answer = client.get(address, follow=True, headers={"accept-language": "it"})
    assert answer.status_code == 200, address
    html = answer.content.decode()
    assert 'lang="it"' in html
    return html


def client_for_italian(client_for, person):
    client = client_for(person)
    client.cookies["django_language"] = "it"
    return client


OPEN = ("home", "waitlist", "enter_code", "account_login", "account_reset_password", "account_signup")


def test_pages_for_everybody_hold_no_english(client_for):
    for name in OPEN:
        assert english_in(read(client_for(None), reverse(name))) == [], name


def test_an_invite_and_sign_up_hold_no_english(client_for, alice):
    client = client_for(None)
    invite = people.give_invite(alice)
    for address in (reverse("invite", args=[invite.code]), reverse("account_signup")):
        assert english_in(read(client, address)) == [], address


SIGNED_IN = (
    "home",
    "following",
    "create",
    "drafts",
    "invites",
    "settings",
    "profile_edit",
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_activate_totp",
    "usersessions_list",
    "account_logout",
    "account_reauthenticate",
)


@pytest.mark.parametrize("name", SIGNED_IN)
def test_pages_of_a_person_hold_no_english(name, client_for, alice, bob, videos):
    people.give_invite(alice)
    client = client_for_italian(client_for, alice)
    if name.startswith("mfa_activate"):
        client.post(reverse("account_reauthenticate"), {"password": "correct horse battery staple"})
    assert english_in(read(client, reverse(name))) == []


def test_pages_of_videos_hold_no_english(client_for, alice, bob, videos):
    client = client_for_italian(client_for, alice)
    for status, video in videos.items():
        page = "video" if status == "completed" else "making"
        found = english_in(read(client, reverse(page, args=[video.public_id])))
        assert [text for text in found if text not in PROMPT] == [], status
    video = videos["completed"]
    for address in (reverse("publish", args=[video.public_id]), alice.get_absolute_url()):
        assert english_in(read(client, address)) == [], address
    words = {"prompt": "A man in a park grokks", "seconds": "4", "style": "anime"}
    fragment = client.post(reverse("understood"), words).content.decode()
    assert "Un uomo si guarda intorno e saluta in un parco, di giorno." in fragment
    assert "questa parola non è nel vocabolario" in fragment
    for handle in ("alice", "bob"):
        assert english_in(read(client_for_italian(client_for, bob), f"/@{handle}/")) == []


def test_a_fresh_browser_speaks_the_language_of_whoever_signs_in(client_for, alice):
    client = client_for(None)
    client.post(reverse("account_login"), {"login": "alice", "password": "correct horse battery staple"})
    assert 'lang="it"' in client.get("/", headers={"accept-language": "en"}).content.decode()
    choosy = client_for_italian(client_for, None)
    choosy.cookies["django_language"] = "en"
    choosy.post(reverse("account_login"), {"login": "alice", "password": "correct horse battery staple"})
    assert 'lang="en"' in choosy.get("/").content.decode()


def test_refused_forms_answer_in_italian(client_for, alice):
    client = client_for_italian(client_for, alice)
    answers = [
        client.post(reverse("create"), {"prompt": "", "model": "no", "seconds": "5"}),
        client.post(reverse("enter_code"), {"code": "XXXX-XXXX-XXXX-XXXX"}),
        client.post(reverse("profile_edit"), {"display_name": "a" * 99, "language": "xx"}),
        client.post(reverse("account_login"), {"login": "alice", "password": "no"}, follow=True),
    ]
    for answer in answers:
        assert english_in(answer.content.decode()) == []


ADMIN = (
    "generation_video",
    "generation_shot",
    "accounts_person",
    "accounts_invite",
    "accounts_invitebatch",
    "accounts_waitlistentry",
    "accounts_auditevent",
    "accounts_follow",
    "accounts_block",
    "cameo_cameo",
    "moderation_decision",
    "feed_post",
)


@pytest.mark.parametrize("name", ADMIN)
def test_staff_pages_hold_no_english(name, client_for, sam, alice, bob, videos):
    client = client_for_italian(client_for, sam)
    found = english_in(read(client, reverse(f"admin:{name}_changelist")))
    own = ("video.", "person.", "post.", "invite.", "skateboard", "{")
    assert [text for text in found if text not in FIXED and not any(word in text for word in own)] == []


def test_a_video_in_the_admin_holds_no_english_but_its_log(client_for, sam, videos):
    client = client_for_italian(client_for, sam)
    html = read(client, reverse("admin:generation_video_change", args=[videos["blocked"].pk]))
    for label in ("Trattenuto perché", "Codice del problema", "In coda", "Bloccato", "Motivo"):
        assert label in html
    page = client.post(
        reverse("admin:generation_video_changelist"),
        {"action": "let_out", "_selected_action": [videos["held"].pk]},
    ).content.decode()
    assert [text for text in english_in(page) if PROMPT not in text and text not in FIXED] == []


def test_letters_are_italian_for_italians(alice, sam, videos):
    from generation import review

    entry = WaitlistEntry.objects.create(email="zoe@example.org", language="it")
    people.invite_from_waitlist(entry, sam)
    review.take_down(sam, videos["completed"], "Segnalato.")
    for letter in mail.outbox:
        assert not ENGLISH.search(letter.subject), letter.subject
        text = re.sub(r"https?://\S+", "", letter.body)
        assert not [match for match in ENGLISH.findall(text) if match not in ALLOWED], text
    assert len(mail.outbox) == 2
