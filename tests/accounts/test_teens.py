"""What holds for everybody of 13 to 17 without any guardian, and who decides whether somebody is one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts import actions as people
from accounts import clock, queries
from accounts.family import actions, ages, layers, refusals, wellbeing
from accounts.family.closed import closed
from accounts.family.models import Outcome, Sign
from accounts.family.refusals import NoNewFollowers
from accounts.forms import SESSION_TOO_YOUNG
from accounts.models import AgeDoubt, AuditEvent, FamilyLink, OwnRules, Person, TimeSpent
from accounts.policy import policy_for
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SWITCHES = [*layers.SWITCHES, *layers.OWN_SWITCHES]


def link_of(guardian: Person, teen: Person, **rules) -> FamilyLink:
    now = clock.now()
    return FamilyLink.objects.create(
        guardian=guardian, teen=teen, offered_by="teen", accepted_at=now, confirmed_at=now, **rules
    )


def test_a_teen_without_a_guardian_has_the_strict_defaults(dana, alice):
    policy, adult = policy_for(dana), policy_for(alice)
    for name in ("personalised_feed", "chat_history", "continuous_scroll", "public_posts", "discoverable",
                 "messages_from_strangers", "mature_content"):  # fmt: skip
        assert (getattr(policy, name), getattr(adult, name)) == (False, True), name
    assert policy.direct_messages
    assert policy.pause_posts < adult.pause_posts
    assert policy.break_minutes < adult.break_minutes


def test_search_shows_a_teen_only_to_those_who_know_them(dana, alice, bob, gus, client_for):
    people.follow(dana, bob)
    link_of(gus, dana)
    for person, found in ((alice, False), (bob, True), (gus, True), (dana, True)):
        assert queries.discoverable_to(person).filter(pk=dana.pk).exists() is found, person
        page = client_for(person).get("/search/", {"q": "dana"}).content.decode()
        assert ('href="/@dana/"><span' in page) is found, person
    assert client_for(None).get("/@dana/").status_code == 404
    assert client_for(None).get("/@alice/").status_code == 200
    assert client_for(alice).get("/@dana/").status_code == 200


def test_anybody_may_hide_from_search(alice, bob, charlie, client_for):
    assert queries.discoverable_to(charlie).filter(pk=alice.pk).exists()
    actions.set_own(alice, {"discoverable": False})
    assert not queries.discoverable_to(charlie).filter(pk=alice.pk).exists()
    assert queries.discoverable_to(bob).filter(pk=alice.pk).exists(), "a follower knows her"


def test_only_people_one_follows_may_follow_where_strangers_may_not(dana, bob, charlie, gus):
    link = link_of(gus, dana)
    actions.set_rules(gus, link, {"strangers_follow": False})
    people.follow(dana, bob)
    people.follow(bob, dana)
    with pytest.raises(NoNewFollowers):
        people.follow(charlie, dana)


def test_public_posts_of_a_teen_leave_every_list_when_the_guardian_says_no(dana, gus, bob, post_of):
    from feed.models import Post

    link = link_of(gus, dana, public_posts=True)
    shown = post_of(dana)
    assert list(Post.objects.listed_to(bob)) == [shown]
    actions.set_rules(gus, link, {"public_posts": False})
    assert list(Post.objects.listed_to(bob)) == []
    assert Post.objects.visible_to(bob).filter(pk=shown.pk).exists(), "the link that was given stays"


@pytest.fixture
def post_of(settings, tmp_path):
    from feed.models import Post, Visibility
    from generation.models import Video
    from generation.states import Status

    def make(person: Person):
        video = Video.objects.create(
            owner=person, prompt="p", model="sora-2", style="realistic", seconds=4, width=64, height=36,
            seed=1, created_at=clock.now(), status=Status.COMPLETED, progress=100, publishable=True,
            folder="videos/x/1",
        )  # fmt: skip
        return Post.objects.create(author=person, video=video, visibility=Visibility.PUBLIC)

    return make


@pytest.mark.parametrize(("hour", "rests"), [(23, True), (3, True), (12, False)])
def test_at_night_the_feed_rests_for_teens_on_their_clocks(dana, alice, client_for, settings, hour, rests):
    settings.TEEN_NIGHT = (time(22), time(7))
    with time_machine.travel(datetime(2026, 6, 1, hour, tzinfo=UTC), tick=False):
        assert policy_for(dana).open_now is not rests
        assert policy_for(alice).open_now
        assert ("It is quiet time" in client_for(dana).get("/latest/").content.decode()) is rests
    with time_machine.travel(datetime(2026, 6, 1, hour, tzinfo=UTC) + timedelta(hours=9), tick=False):
        actions.set_own(dana, {"time_zone": "America/Anchorage"})  # nine hours behind Greenwich, less one
        dana.refresh_from_db()
        assert policy_for(dana).open_now is not rests


def test_a_guardians_quiet_hours_take_the_place_of_the_night(dana, gus, settings):
    settings.TEEN_NIGHT = (time(22), time(7))
    link = link_of(gus, dana, quiet_from=time(20), quiet_to=time(21))
    with time_machine.travel(datetime(2026, 6, 1, 23, tzinfo=UTC), tick=False):
        assert policy_for(dana).open_now
    with time_machine.travel(datetime(2026, 6, 1, 20, 30, tzinfo=UTC), tick=False):
        assert not policy_for(dana).open_now
    actions.set_rules(gus, link, {"quiet_from": None, "quiet_to": None})
    with time_machine.travel(datetime(2026, 6, 1, 23, tzinfo=UTC), tick=False):
        assert not policy_for(dana).open_now


def test_a_teen_moves_their_clocks_once_a_week(dana, alice):
    for person in (dana, alice):
        actions.set_own(person, {"time_zone": "Europe/Rome"})
    actions.set_own(alice, {"time_zone": "Asia/Tokyo"})
    with pytest.raises(refusals.ZoneChangedLately):
        actions.set_own(dana, {"time_zone": "Asia/Tokyo"})
    actions.set_own(dana, {"time_zone": "Europe/Rome", "comments": False})
    later = clock.now() + timedelta(days=8)
    with time_machine.travel(later, tick=False):
        actions.set_own(dana, {"time_zone": "Asia/Tokyo"})


def test_after_a_long_sitting_a_break_is_suggested_and_one_goes_on_by_a_press(dana, client_for):
    browser = client_for(dana)
    browser.get("/latest/")
    now = clock.now()
    TimeSpent.objects.update(sitting_began=now - timedelta(minutes=46), last_at=now)
    page = browser.get("/latest/").content.decode()
    assert "Time for a break" in page
    assert browser.post(reverse("go_on"), {"back": "/latest/"})["Location"] == "/latest/"
    assert "Time for a break" not in browser.get("/latest/").content.decode()
    assert browser.post(reverse("go_on"), {"back": "https://elsewhere.example/"})["Location"] == "/"


def test_profiles_and_single_pages_are_time_too_and_rest_with_the_feed(alice, bob, post_of, client_for):
    shown = post_of(alice)
    browser = client_for(bob)
    browser.get("/@alice/")
    TimeSpent.objects.update(last_at=clock.now() - timedelta(seconds=30))
    browser.get(shown.get_absolute_url())
    assert TimeSpent.objects.get(person=bob).seconds == 30
    actions.set_own(bob, {"daily_minutes": 1})
    TimeSpent.objects.update(seconds=61)
    for address in ("/@alice/", shown.get_absolute_url()):
        assert "Enough for today" in browser.get(address).content.decode()
    assert "Enough for today" not in browser.get("/@bob/").content.decode()
    assert "Enough for today" not in client_for(alice).get(shown.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("I'm 12 years old", 12),
        ("im 11", 11),
        ("Hello, I am only 9!", 9),
        ("ho 10 anni e mezzo", 10),
        ("I'm in 5th grade", 12),
        ("faccio la seconda media", 12),
        ("I'm 12 minutes away", None),
        ('she said "I am 12 years old"', None),
        ("ho 30 anni", None),
        ("I am 4 real", None),
    ],
)
def test_an_age_in_ones_own_words_is_heard(text, age):
    found = ages.said_in(text)
    assert (found[0] if found else None) == age


def test_signs_of_a_wrong_age_go_to_staff_once(alice, sam, client_for):
    for _time in range(2):
        people.edit_profile(alice, bio="Hi, I'm 12 years old")
    (row,) = AgeDoubt.objects.all()
    assert (row.sign, row.words, row.decided_at) == (Sign.SAID, "I'm 12 years old", None)
    listed = client_for(sam).get(reverse("admin:accounts_agedoubt_changelist")).content.decode()
    assert "I&#x27;m 12 years old" in listed
    client_for(sam).post(
        reverse("admin:accounts_agedoubt_changelist"), {"action": "right", "_selected_action": row.pk}
    )
    row.refresh_from_db()
    assert (row.outcome, row.decided_by) == (Outcome.RIGHT, sam)
    people.edit_profile(alice, bio="I'm 12 years old")
    assert AgeDoubt.objects.count() == 1, "staff found it right"


def test_a_teen_who_says_a_teens_age_is_no_sign(dana):
    people.edit_profile(dana, bio="I'm 15 years old")
    assert not AgeDoubt.objects.exists()


def test_signing_in_where_somebody_was_too_young_is_a_sign(alice, client):
    session = client.session
    session[SESSION_TOO_YOUNG] = "2999-01-01"
    session.save()
    client.post(reverse("account_login"), {"login": "alice", "password": PASSWORD})
    assert AgeDoubt.objects.get().sign == Sign.REFUSED


def test_a_guardian_says_that_a_birthday_is_wrong(dana, gus, bob, client_for):
    link = link_of(gus, dana)
    assert client_for(bob).post(reverse("family_age", args=[link.pk])).status_code == 404
    client_for(dana).post(reverse("family_age", args=[link.pk]))
    assert not AgeDoubt.objects.exists()
    client_for(gus).post(reverse("family_age", args=[link.pk]))
    assert AgeDoubt.objects.get().person == dana


def test_staff_correct_a_birthday_with_a_reason_and_it_holds_at_once(
    alice, sam, dana, client_for, mailoutbox, django_capture_on_commit_callbacks
):
    link_of(alice, dana)
    ages.doubt(alice, Sign.SAID, "I'm 14")
    address = reverse("admin:accounts_person_age", args=[alice.pk])
    born = clock.today().replace(year=clock.today().year - 14, day=1)
    assert client_for(dana).get(address).status_code == 302
    assert client_for(sam).post(address, {"birth_date": born.isoformat(), "why": ""}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        client_for(sam).post(address, {"birth_date": born.isoformat(), "why": "Her mother wrote"})
    alice.refresh_from_db()
    assert not policy_for(alice).public_posts
    assert not layers.guardians_of(dana), "a minor guards nobody"
    assert AgeDoubt.objects.get().outcome == Outcome.CORRECTED
    event = AuditEvent.objects.get(verb="person.age_corrected")
    assert (event.actor, event.detail["after"], event.detail["why"]) == (sam, 14, "Her mother wrote")
    assert any("corrected your date of birth" in mail.body for mail in mailoutbox)
    page = client_for(sam).get(reverse("admin:accounts_person_change", args=[alice.pk])).content.decode()
    assert 'name="birth_date"' not in page
    assert address in page


def test_a_link_is_a_qr_code_too(gus, client_for):
    client_for(gus).post("/settings/family/")
    page = client_for(gus).get("/settings/family/").content.decode()
    assert '<svg class="qr"' in page
    assert "style=" not in page


class TestTheTwin(TestCase):
    """Lists ask the database, pages ask the policy: both say the same."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        born=st.sampled_from([None, 10, 13, 17, 18, 40]),
        own=st.none() | st.dictionaries(st.sampled_from(SWITCHES), st.booleans(), max_size=4),
        links=st.lists(
            st.dictionaries(st.sampled_from(layers.SWITCHES), st.booleans(), max_size=4), max_size=2
        ),
    )
    def test_it(self, born, own, links):
        today = clock.today()
        when = date(today.year - born, 1, 1) if born is not None else None
        person = Person.objects.create_user("somebody", birth_date=when)
        if own is not None:
            OwnRules.objects.create(person=person, **own)
        for number, rules in enumerate(links):
            link_of(Person.objects.create_user(f"g{number}", birth_date=date(1980, 1, 1)), person, **rules)
        policy = policy_for(person)
        for switch in SWITCHES:
            assert closed(switch).filter(pk=person.pk).exists() is not getattr(policy, switch), switch


def test_a_card_suggests_to_make_something_earlier_to_teens(dana, alice):
    for person, shown in ((dana, 20), (alice, 30)):
        policy = policy_for(person)
        due = [wellbeing.look(person, 10, policy) for _page in range(3)]
        assert due.index(True) + 1 == shown / 10


def test_who_becomes_18_without_a_guardian_is_told_once(make_person, alice):
    erin = make_person("erin", birth_date=date(2008, 3, 10))
    for day in (9, 10, 11, 30):
        with time_machine.travel(datetime(2026, 3, day, 12, tzinfo=UTC)):
            actions.grow_up()
            assert [notice.kind for notice in erin.notices.all()] == ["grown_up"] * (day >= 10)
    assert not alice.notices.exists()


def test_a_day_begins_at_midnight_where_one_lives(alice, dana):
    actions.set_own(alice, {"time_zone": "Pacific/Auckland"})
    noon = datetime(2026, 6, 15, 13, 0, tzinfo=UTC)
    assert wellbeing.day_of(alice, noon) == date(2026, 6, 16)
    assert wellbeing.day_of(dana, noon) == date(2026, 6, 15)
