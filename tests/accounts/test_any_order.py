"""Whatever order families do things in, each door says what a simple model says.

The doors: the policy and the ranker after each step; lists of people after each step for what changed, and
all of them at the end; then pages, the API and the sockets.

The suite runs a short slice that is the same each time; `manage.py bench sequences` runs thousands at random.
"""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from unittest.mock import patch

import pytest
from asgiref.sync import async_to_sync
from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from accounts import actions as people
from accounts import clock, consents, queries
from accounts.errors import Refusal
from accounts.family import actions, ages
from accounts.family.closed import closed
from accounts.models import AgeDoubt, FamilyLink, Person
from accounts.policy import GUARDIANS_DECIDE, TEEN, policy_for
from accounts.routing import websocket_urlpatterns as of_people
from feed import actions as feed
from feed import readers
from feed.models import ChatTopic, Preference, Signal
from generation.api import keys
from generation.routing import websocket_urlpatterns as of_videos

pytestmark = pytest.mark.django_db
SWITCHES = ("personalised_feed", "continuous_scroll", "comments", "discoverable", "direct_messages")
SWITCHES += ("new_followers", "public_posts")
OWN = ("personalised_feed", "continuous_scroll", "discoverable", "direct_messages", "new_followers")
sockets = AuthMiddlewareStack(URLRouter([*of_people, *of_videos]))
BROWSER = Client()  # each new one would read all static files
NUMBER = int(os.environ.get("SORA_SEQUENCES", "0"))
CHILD, YOUNG, GROWN = 12, 15, 40
ANYBODY = 2**40 + 7
PATIENCE = 60  # seconds: a busy machine is no violation


async def opens(path: str, browser: Client) -> bool:
    """Whether the socket lets the browser's session in, as the site would.

    The test's transaction is kept open: connections stay as they are, as in Django's own client.
    """
    cookie = f"{django_settings.SESSION_COOKIE_NAME}={browser.session.session_key}"
    socket = WebsocketCommunicator(sockets, path, headers=[(b"cookie", cookie.encode())])
    with patch("channels.db.close_old_connections"):
        opened, _code = await socket.connect(timeout=PATIENCE)
        await socket.disconnect(timeout=PATIENCE)
    return opened


@cache
def question(name: str, today: date) -> tuple[str, tuple[object, ...]]:
    """The condition that lists ask, as the database gets it; building it anew is what would cost most."""
    sql, params = closed(name).filter(pk=ANYBODY).values("pk").query.sql_with_params()
    assert ANYBODY in params
    return sql, params


def found(name: str, person: Person) -> bool:
    """Whether the lists' condition for a switch that is off finds `person`."""
    sql, params = question(name, clock.today())
    with connection.cursor() as cursor:
        cursor.execute(sql, [person.pk if one == ANYBODY else one for one in params])
        return cursor.fetchone() is not None


def cast() -> list[Person]:
    """Dana, Sam, Charlie, Gus and Grace; who is there already is taken as they are."""
    names = ("dana", "sam", "charlie", "gus", "grace")
    here = {one.username: one for one in Person.objects.filter(username__in=names)}
    if not here:
        for name in names:
            age = YOUNG if name == "dana" else GROWN
            here[name] = Person.objects.create_user(name, birth_date=born(age), is_staff=name == "sam")
    return [here[name] for name in names]


def born(age: int) -> date:
    return clock.today().replace(year=clock.today().year - age, day=1)


class Family(RuleBasedStateMachine):
    """The doings, and beside them the model: an age, what guardians set, what the person set."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.teen, self.staff, self.stranger, *self.guardians = cast()
        self.age, self.set, self.own = YOUNG, {}, {}
        self.off: set[str] = set()
        self.topics = self.wished = False
        self.said: dict[str, bool] = {}
        self.turn = self.steps = 0

    def teardown(self) -> None:
        """Look through the doors that cost more, then leave nothing behind."""
        try:
            for name in SWITCHES:
                self.list_says_so(name)
            self.sockets_say_so()
            self.pages_say_so()
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def link(self, who: int) -> FamilyLink:
        return FamilyLink.objects.get(guardian=self.guardians[who], ended_at=None)

    def done(self, act) -> None:
        """Do it, and let those be told who are told when it is committed."""
        with TestCase.captureOnCommitCallbacks(execute=True):
            act()

    @rule(who=st.integers(0, 1), teen_offers=st.booleans())
    def connect(self, who: int, teen_offers: bool) -> None:
        pair = (self.teen, self.guardians[who]) if teen_offers else (self.guardians[who], self.teen)
        try:
            offer = actions.offer(pair[0])
            actions.accept(pair[1], offer.code)
            offer.refresh_from_db()
            self.done(lambda: actions.confirm(pair[0], offer))
        except Refusal:
            assert self.age != YOUNG or who in self.set
            FamilyLink.objects.filter(confirmed_at=None).delete()
            return
        self.set[who] = {name: name not in GUARDIANS_DECIDE for name in SWITCHES}

    @rule(who=st.integers(0, 1), name=st.sampled_from(SWITCHES), on=st.booleans())
    def toggle(self, who: int, name: str, on: bool) -> None:
        if who in self.set:
            self.done(lambda: actions.set_rules(self.guardians[who], self.link(who), {name: on}))
            self.set[who][name] = on

    @rule(who=st.integers(0, 1), by_teen=st.booleans())
    def leave(self, who: int, by_teen: bool) -> None:
        if who in self.set:
            self.done(lambda: actions.end(self.teen if by_teen else self.guardians[who], self.link(who)))
            del self.set[who]

    @rule(name=st.sampled_from(OWN), on=st.booleans())
    def choose(self, name: str, on: bool) -> None:
        self.own[name] = on
        self.done(lambda: actions.set_own(self.teen, {name: on}))

    @rule(age=st.sampled_from([CHILD, YOUNG, GROWN]))
    def birthday(self, age: int) -> None:
        """A birthday, or staff who correct it."""
        self.done(lambda: ages.correct(self.staff, self.teen, born(age), "so it is"))
        self.age = age
        if age == GROWN:
            self.set.clear()
        else:
            self.topics = False

    @rule(signal=st.sampled_from([Signal.CHATS, Signal.WISHES]), on=st.booleans())
    def signal(self, signal: Signal, on: bool) -> None:
        feed.switch_signal(self.teen, signal, on=on)
        (self.off.discard if on else self.off.add)(signal)

    @rule()
    def bring_chats(self) -> None:
        """Topics, as a reading leaves them; a person who may have none gets none."""
        consents.give(self.teen, "chats")
        if policy_for(self.teen).chat_history and not self.topics:
            ChatTopic.objects.create(person=self.teen, phrase="chess", conversations=3)
            self.topics = True

    @rule()
    def wish(self) -> None:
        """A wish in plain words, which a feed of one's own is needed for."""
        try:
            feed.wish(self.teen, "more chess")
        except Refusal:
            assert not self.expected("personalised_feed")
        else:
            assert self.expected("personalised_feed")
            self.wished = True

    def expected(self, name: str) -> bool:
        if self.age == CHILD:
            return False
        if self.age == GROWN:
            return self.own.get(name, True)
        said = [rules[name] for rules in self.set.values()]
        default = True if said else bool(getattr(TEEN, name))
        return default and all(said) and self.own.get(name, True)

    @invariant()
    def policy_and_lists_say_so(self) -> None:
        self.teen = Person.objects.get(pk=self.teen.pk)
        policy = policy_for(self.teen)
        for name in SWITCHES:
            assert getattr(policy, name) is self.expected(name), name
        said = {name: self.expected(name) for name in SWITCHES}
        self.turn = (self.turn + 1) % len(SWITCHES)
        for name in SWITCHES:
            if said[name] is not self.said.get(name) or name == SWITCHES[self.turn]:
                self.list_says_so(name)
        self.said = said
        self.steps += 1
        assert policy.mature_content is policy.chat_history is (self.age == GROWN)

    def list_says_so(self, name: str) -> None:
        assert found(name, self.teen) is not self.expected(name), name
        if name == "discoverable":
            seen = queries.discoverable_to(self.stranger).filter(pk=self.teen.pk).exists()
            assert seen is self.expected(name)

    @invariant()
    def the_ranker_says_so(self) -> None:
        reader = readers.reader_of(self.teen)
        own_feed = self.expected("personalised_feed")
        used = self.topics and own_feed and self.age == GROWN and Signal.CHATS not in self.off
        assert bool(reader.topics) is used
        assert bool(reader.wishes) is (self.wished and own_feed and Signal.WISHES not in self.off)
        rests = own_feed and Signal.WISHES not in self.off
        assert rests or not Preference.objects.filter(person=self.teen, vector__isnull=False).exists()
        assert used or not ChatTopic.objects.filter(person=self.teen, vector__isnull=False).exists()
        if not own_feed:
            assert (reader.wishes, reader.taste, reader.followed) == ((), None, frozenset())
        if self.age != GROWN:
            assert not ChatTopic.objects.filter(person=self.teen).exists()

    def browser(self, person: Person | None = None) -> Client:
        """The one client, as a browser that nobody used before."""
        BROWSER.cookies.clear()
        if person is not None:
            BROWSER.force_login(person)
        return BROWSER

    def sockets_say_so(self) -> None:
        """Both open for who may sign in, and close at the birthday that says under 13."""
        browser = self.browser(self.teen)
        assert async_to_sync(opens)("/ws/notices/", browser) is (self.age != CHILD)
        assert async_to_sync(opens)("/ws/progress/", browser) is (self.age != CHILD)

    def pages_say_so(self) -> None:
        browser = self.browser(self.teen)
        home = browser.get("/")
        if self.age == CHILD:
            assert not home.wsgi_request.user.is_authenticated
        else:
            assert (home.context["tab"] == "for_you") is self.expected("personalised_feed")
            assert home.context["scrolls"] is self.expected("continuous_scroll")
        assert (self.browser().get("/@dana/").status_code == 200) is self.expected("discoverable")
        try:
            people.follow(self.stranger, self.teen)
        except Refusal:
            assert not self.expected("new_followers")
        else:
            assert self.expected("new_followers")
        if self.age != CHILD:
            key = keys.create(self.teen, "k", ("read",))[1]
            answer = self.browser().get("/v1/videos", headers={"Authorization": f"Bearer {key}"})
            assert answer.status_code == 200
            Person.objects.filter(pk=self.teen.pk).update(birth_date=born(CHILD))
            answer = self.browser().get("/v1/videos", headers={"Authorization": f"Bearer {key}"})
            assert answer.status_code == 401
        assert not AgeDoubt.objects.exists()


class TestAnyOrder(Family.TestCase, TestCase):
    """Many orders of doing things."""

    settings = settings(
        max_examples=NUMBER or 12,
        stateful_step_count=12,
        derandomize=not NUMBER,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
