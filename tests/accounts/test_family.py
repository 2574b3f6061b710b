"""Guardians and teens: both confirm, what is set holds at once everywhere, what is strict stays strict."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from accounts import actions as people
from accounts import clock, gate
from accounts.errors import Refusal
from accounts.family import actions, layers, refusals, wellbeing
from accounts.models import AuditEvent, FamilyLink, Notice, OwnRules, Person, TimeSpent
from accounts.policy import GUARDIANS_DECIDE, policy_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(gus, dana) -> FamilyLink:
    """Gus guards Dana."""
    offer = actions.offer(gus)
    actions.accept(dana, offer.code)
    offer.refresh_from_db()
    actions.confirm(gus, offer)
    return offer


@pytest.mark.parametrize("first", ["gus", "dana"])
def test_either_side_offers_and_both_confirm(first, gus, dana, client_for):
    offerer, other = (gus, dana) if first == "gus" else (dana, gus)
    client_for(offerer).post("/settings/family/")
    offer = FamilyLink.objects.get()
    assert offer.code in client_for(offerer).get("/settings/family/").content.decode()
    assert f"@{offerer.username}" in client_for(other).get(f"/family/{offer.code}/").content.decode()
    client_for(other).post(f"/family/{offer.code}/")
    assert policy_for(dana).personalised_feed is False
    client_for(other).post(f"/settings/family/{offer.pk}/confirm/")
    assert not layers.guardians_of(dana)
    client_for(offerer).post(f"/settings/family/{offer.pk}/confirm/")
    assert layers.guardians_of(dana) == [offer]


def test_only_an_adult_guards_only_a_teen_and_nobody_themselves(gus, dana, alice, make_person):
    with pytest.raises(refusals.NotForYou):
        actions.offer(make_person("ageless", birth_date=None))
    offer = actions.offer(gus)
    for wrong in (gus, alice):
        with pytest.raises(refusals.NotForYou):
            actions.accept(wrong, offer.code)
    actions.accept(dana, offer.code)
    with pytest.raises(refusals.OfferUnavailable):
        actions.accept(dana, offer.code)


def test_an_offer_is_old_after_a_week_and_a_teen_has_two_guardians(link, dana, make_person, monkeypatch):
    for handle in ("grace", "george"):
        offer = actions.offer(dana)
        if handle == "george":
            with pytest.raises(refusals.FamilyFull):
                actions.accept(make_person(handle), offer.code)
            break
        actions.accept(make_person(handle), offer.code)
        offer.refresh_from_db()
        actions.confirm(dana, offer)
    week = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: week)
    with pytest.raises(refusals.OfferUnavailable):
        actions.find_offer(offer.code)


def test_what_a_guardian_sets_holds_at_once_and_the_teen_sees_it_and_cannot_change_it(
    link, gus, dana, bob, client_for
):
    page = client_for(gus).post(
        f"/settings/family/{link.pk}/",
        {"comments": "", "daily_videos": "2", "time_zone": "Europe/Rome", "why": "Exams", "cameo": "on"},
    )
    assert page.status_code == 302
    policy = policy_for(dana)
    assert (policy.comments, policy.cameo, policy.daily_videos, policy.new_followers) == (
        False,
        True,
        2,
        False,
    )
    with pytest.raises(refusals.NoNewFollowers):
        people.follow(bob, dana)
    seen = client_for(dana).get("/settings/family/").content.decode()
    assert "Exams" in seen
    assert "@gus" in seen
    assert client_for(dana).post(f"/settings/family/{link.pk}/", {"comments": "on"}).status_code == 404
    assert client_for(bob).get(f"/settings/family/{link.pk}/").status_code == 404
    with pytest.raises(refusals.OfferUnavailable):
        actions.set_rules(dana, link, {"comments": True})


def test_what_the_teens_defaults_forbid_is_on_only_where_all_guardians_say_so(link, gus, dana, make_person):
    assert not policy_for(dana).personalised_feed
    actions.set_rules(gus, link, dict.fromkeys(GUARDIANS_DECIDE, True))
    link.refresh_from_db()
    assert all(getattr(policy_for(dana), name) for name in GUARDIANS_DECIDE)
    assert not policy_for(dana).mature_content
    second = actions.offer(dana)
    actions.accept(make_person("grace"), second.code)
    second.refresh_from_db()
    actions.confirm(dana, second)
    assert not any(getattr(policy_for(dana), name) for name in GUARDIANS_DECIDE)


def test_a_teen_asks_and_leaves_and_the_guardian_is_told(
    link, gus, dana, client_for, mailoutbox, django_capture_on_commit_callbacks
):
    client_for(dana).post(f"/settings/family/{link.pk}/ask/", {"words": "Comments, please"})
    assert "Comments, please" in client_for(gus).get(f"/settings/family/{link.pk}/").content.decode()
    client_for(gus).post(f"/settings/family/wishes/{link.wishes.get().pk}/", {"granted": "yes"})
    assert link.wishes.get().granted is True
    assert dana.notices.filter(kind="family_granted", actor=gus).exists(), "an answer is told, not only there"
    actions.set_rules(gus, link, {"personalised_feed": True})
    with django_capture_on_commit_callbacks(execute=True):
        client_for(dana).post(f"/settings/family/{link.pk}/end/")
    assert [mail.to for mail in mailoutbox] == [["gus@example.org"]]
    assert not policy_for(dana).personalised_feed


def test_at_eighteen_it_ends_with_notice(link, dana, mailoutbox, django_capture_on_commit_callbacks):
    assert actions.grow_up() == 0
    Person.objects.filter(pk=dana.pk).update(birth_date=clock.today().replace(year=clock.today().year - 19))
    dana.refresh_from_db()
    assert policy_for(dana).public_posts
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.grow_up() == 1
    assert len(mailoutbox) == 2
    assert {(row.person.username, row.kind) for row in Notice.objects.all()} == {
        ("dana", "grown_up"),
        ("gus", "family_ended"),
    }


def test_a_guardian_sees_numbers_and_never_words(link, gus, dana, client_for):
    AuditEvent.objects.create(actor=dana, verb="video.created", detail={"prompt": "secret words"})
    TimeSpent.objects.create(person=dana, day=clock.today(), seconds=600, posts=12)
    page = client_for(gus).get(f"/settings/family/{link.pk}/").content.decode()
    assert "secret words" not in page
    assert "<td>10</td>" in page


@pytest.mark.parametrize(
    ("begin", "end", "hour", "quiet"),
    [
        (22, 7, 23, True),
        (22, 7, 6, True),
        (22, 7, 12, False),
        (9, 17, 12, True),
        (9, 17, 17, False),
        (8, 8, 8, False),
    ],
)
def test_quiet_hours_may_go_over_midnight(begin, end, hour, quiet):
    rules = OwnRules(quiet_from=time(begin), quiet_to=time(end))
    assert layers.is_quiet(rules, datetime(2026, 6, 1, hour, tzinfo=UTC)) is quiet
    rules.time_zone = "Asia/Tokyo"
    moved = datetime(2026, 6, 1, hour, tzinfo=UTC) - timedelta(hours=9)
    assert layers.is_quiet(rules, moved) is quiet


def test_in_quiet_hours_nothing_is_made_and_the_feed_rests(alice, client_for):
    now = clock.now()
    hours = {"quiet_from": (now - timedelta(hours=1)).time(), "quiet_to": (now + timedelta(hours=1)).time()}
    actions.set_own(alice, hours)
    with pytest.raises(Refusal) as no:
        gate.may_create(alice)
    assert no.value.code == "quiet_hours"
    for address in ("/", "/latest/", "/following/", "/top/", "/search/"):
        assert "It is quiet time" in client_for(alice).get(address).content.decode()
    more = client_for(alice).get("/latest/?after=x", headers={"HX-Request": "true"})
    assert more.headers["HX-Refresh"] == "true"


def test_own_limits_hold_from_the_next_page_on(alice, client_for):
    browser = client_for(alice)
    typed = {"daily_minutes": "5", "time_zone": "UTC", "new_followers": "on", "continuous_scroll": "on"}
    assert browser.post("/settings/time/", typed).status_code == 302
    assert not policy_for(alice).personalised_feed
    browser.get("/latest/")
    TimeSpent.objects.update(seconds=301)
    assert "Enough for today" in browser.get("/latest/").content.decode()
    wrong = browser.post("/settings/time/", {**typed, "time_zone": "Mars/Base", "quiet_from": "22:00"})
    assert wrong.status_code == 422
    assert "Mars/Base" in wrong.content.decode()


def test_a_pause_is_due_once_after_thirty_posts_and_after_ten_minutes(alice, monkeypatch):
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert [wellbeing.look(alice, 10) for _page in range(4)] == [False, False, True, False]
    due = []
    for minute in range(1, 12):
        monkeypatch.setattr(clock, "now", lambda minute=minute: now + timedelta(minutes=minute))
        due.append(wellbeing.look(alice, 0))
    assert due.count(True) == 1
    assert TimeSpent.objects.get().seconds == 11 * 60


def test_pages_say_nothing_of_a_night_where_teens_have_none(link, dana, client_for, settings):
    browser = client_for(dana)
    for address in ("/settings/family/", "/settings/time/"):
        page = browser.get(address).content.decode()
        assert "(none)" not in page
        assert "none on these clocks" not in page
    settings.TEEN_NIGHT = (time(22), time(6))
    for address in ("/settings/family/", "/settings/time/"):
        assert "22:00–06:00" in browser.get(address).content.decode()
