"""Consent against a simple model: random acts of one owner and two others, and what may be seen after each.

Hypothesis draws the acts (grant, withdraw, revoke, record anew, block, unblock, follow, expiry, terms, use,
publish); a dozen lines of plain Python say who may use the likeness and who may see which video. Every act is
followed by questions at the gates, every sequence by the pages, the API, the socket's snapshot and the files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client, TestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts import actions as people
from accounts import clock
from accounts.errors import Refusal
from accounts.models import Person
from cameo import actions, recordings
from cameo.models import Access, Cameo, Challenge, Recording, RecordingState
from feed import actions as feed
from generation import gate, media, queries, starring
from generation.api import keys
from generation.models import Video
from generation.states import Status

OTHERS = ("bob", "charlie")
TIMES = {"past": timedelta(days=-1), "future": timedelta(days=1), "none": None}
_numbers = count(1)


@dataclass
class Model:
    """What was agreed, in the plainest way."""

    access: str = Access.ONLY_ME
    until: str = "none"
    ends_shown: bool = False
    usable: bool = True
    grants: dict[str, str] = field(default_factory=dict)
    parted: set[str] = field(default_factory=set)
    friends: set[str] = field(default_factory=set)
    dead: set[int] = field(default_factory=set)

    def may(self, who: str) -> bool:
        """Whether somebody may use the likeness now."""
        if not self.usable or who in self.parted:
            return False
        if who == "alice":
            return True
        if self.until == "past":
            return False
        return {
            Access.EVERYONE: True,
            Access.MUTUALS: who in self.friends,
            Access.APPROVED: self.grants.get(who, "past") != "past",
            Access.ONLY_ME: False,
        }[Access(self.access)]

    def hidden(self, who: str) -> bool:
        """Whether what somebody made is hidden because consent ran out and its owner said so."""
        if who == "alice" or not self.ends_shown:
            return False
        return self.until == "past" or (self.access == Access.APPROVED and self.grants.get(who) == "past")


class Consent(RuleBasedStateMachine):
    """Alice's likeness, and what Bob and Charlie do with it."""

    @initialize()
    def begin(self) -> None:
        """Everybody is there; Alice is verified."""
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = {name: _person(name) for name in ("alice", *OTHERS)}
        self.alice = self.people["alice"]
        Cameo.objects.create(owner=self.alice, verified_at=clock.now())
        self.model = Model()
        self.videos: list[tuple[Video, str, bool]] = []

    def do(self, act: Any, *args: Any, **kw: Any) -> Any:  # noqa: ANN401 (any action)
        """Run an action with all that follows its commit."""
        with TestCase.captureOnCommitCallbacks(execute=True):
            return act(*args, **kw)

    @rule(access=st.sampled_from(Access.values), until=st.sampled_from(list(TIMES)), ends=st.booleans())
    def terms(self, access: str, until: str, ends: bool) -> None:  # noqa: FBT001
        """Alice says who may use it and how long."""
        if not self.model.usable:
            return
        model = self.model
        model.access, model.until, model.ends_shown = access, until, ends
        self.do(
            actions.set_terms, self.alice, access=access, voice_access=access, approve_each=False,
            expires_at=_when(until), restrictions_text="", ends_shown=ends,
        )  # fmt: skip

    @rule(who=st.sampled_from(OTHERS), until=st.sampled_from(list(TIMES)))
    def grant(self, who: str, until: str) -> None:
        """Alice approves somebody."""
        if self.model.usable and who not in self.model.parted:
            self.model.grants[who] = until
            self.do(actions.grant, self.alice, self.people[who], until=_when(until))

    @rule(who=st.sampled_from(OTHERS))
    def withdraw(self, who: str) -> None:
        """Alice takes it back from one."""
        self.model.grants.pop(who, None)
        self._kill(lambda maker: maker == who)
        self.do(actions.withdraw, self.alice, self.people[who])

    @rule()
    def revoke(self) -> None:
        """Alice takes it back from everybody."""
        if self.model.usable:
            self.model.usable = False
            self._kill(lambda _maker: True)
            self.do(actions.revoke, Cameo.objects.get(), self.alice)

    @precondition(lambda self: not self.model.usable)
    @rule()
    def record_anew(self) -> None:
        """Alice records again; what she had agreed to before holds again, for new videos."""
        self.model.usable = True
        asked = Challenge.objects.create(person=self.alice, digits="1", used_at=clock.now())
        row = Recording.objects.create(person=self.alice, challenge=asked, state=RecordingState.PASSED)
        self.do(recordings.admit, row, ({"skin": "#aa8866"}, {}))

    @rule(who=st.sampled_from(OTHERS), by_alice=st.booleans())
    def block(self, who: str, by_alice: bool) -> None:  # noqa: FBT001
        """One of them blocks the other."""
        pair = (self.alice, self.people[who]) if by_alice else (self.people[who], self.alice)
        self.model.parted.add(who)
        self.model.friends.discard(who)
        self._kill(lambda maker: maker == who)
        self.do(people.block, *pair)

    @rule(who=st.sampled_from(OTHERS))
    def unblock(self, who: str) -> None:
        """Both lift their blocks."""
        self.model.parted.discard(who)
        self.do(people.unblock, self.alice, self.people[who])
        self.do(people.unblock, self.people[who], self.alice)

    @rule(who=st.sampled_from(OTHERS), likes=st.booleans())
    def follow(self, who: str, likes: bool) -> None:  # noqa: FBT001
        """They follow each other, or no longer."""
        if who in self.model.parted:
            return
        (self.model.friends.add if likes else self.model.friends.discard)(who)
        act = people.follow if likes else people.unfollow
        self.do(act, self.alice, self.people[who])
        self.do(act, self.people[who], self.alice)

    @rule(who=st.sampled_from(("alice", *OTHERS)), public=st.booleans())
    def use(self, who: str, public: bool) -> None:  # noqa: FBT001
        """Somebody stages Alice; what is let through is finished, and perhaps published."""
        person = self.people[who]
        try:
            starring.require(["alice"], person, "@alice waves")
        except Refusal:
            _must(not self.model.may(who), f"{who} was refused")
            return
        _must(self.model.may(who), f"{who} was let through")
        video = _video(person)
        self.do(starring.write_down, video)
        if public:
            self.do(feed.publish, person, video, caption="", visibility="public")
        self.videos.append((video, who, public))

    @invariant()
    def gates_say_the_same(self) -> None:
        """Who may use it, and who may see which video, by the gates."""
        if not hasattr(self, "model"):
            return
        for who, person in self.people.items():
            seen = set(Video.objects.visible_to(person).values_list("pk", flat=True))
            for video, maker, public in self.videos:
                expected = self.expects(video, maker, who, public=public)
                _must((video.pk in seen) == expected, f"{who}, {maker}, {public}, {expected}")

    def expects(self, video: Video, maker: str, viewer: str, *, public: bool) -> bool:
        """Whether a viewer ("" for nobody signed in) sees a video's film."""
        if self.model.hidden(maker):
            return False
        if viewer == maker:
            return True
        if video.pk in self.model.dead:
            return False
        parted = self.model.parted & {viewer, maker} if "alice" in {viewer, maker} else set()
        return viewer == "alice" or (public and not parted)

    def teardown(self) -> None:
        """Ask every door, then forget it all."""
        if not hasattr(self, "model"):
            return
        try:
            self._doors()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def _doors(self) -> None:
        for video, maker, public in self.videos[-2:]:
            playable = video.pk not in self.model.dead
            for who in ("alice", *OTHERS, ""):
                person = self.people.get(who)
                expected = playable and self.expects(video, maker, who, public=public)
                _must(gate.can_watch(person, video) == expected, f"files: {who}, {maker}")
                served = person is not None and media.find(person, video.public_id, "content.mp4") is not None
                _must(served == (expected and person is not None), f"media: {who}, {maker}")
            if len(self.videos) > 1 and video is self.videos[-1][0]:
                self._by_http(video, maker, expected=playable and not self.model.hidden(maker))

    def _by_http(self, video: Video, maker: str, *, expected: bool) -> None:
        """The page as one who is not signed in, the API and the socket's snapshot as its maker."""
        person = self.people[maker]
        if not expected:
            _must(Client().get(video.get_absolute_url()).status_code == 404, "page")
            _must(b"/media/" not in Client().get("/").content, "feed")
        rows = [row for row in queries.snapshot(person) if row["id"] == video.public_id]
        gone = all(row["status"] == Status.REMOVED for row in rows)
        _must(video.pk not in self.model.dead or gone, "socket")
        if video.pk in self.model.dead:
            cache.clear()  # rows that are rolled back hand on their numbers, and so their limits
            _row, key = keys.create(person, "bench", ["read"])
            said = {"Authorization": f"Bearer {key}"}
            answer = Client().get(f"/v1/videos/{video.public_id}", headers=said)
            _must(answer.status_code == 404, "API")

    def _kill(self, chosen: Any) -> None:  # noqa: ANN401 (a predicate)
        self.model.dead |= {video.pk for video, maker, _public in self.videos if chosen(maker)}


def _must(holds: bool, what: str) -> None:  # noqa: FBT001
    """Stop where the site and the model differ."""
    if not holds:
        raise AssertionError(what)


def _person(name: str) -> Person:
    found, _created = Person.objects.get_or_create(
        username=name, defaults={"email": f"{name}@example.org", "birth_date": date(1990, 5, 17)}
    )
    return found


def _when(name: str) -> Any:  # noqa: ANN401 (a moment or None)
    away = TIMES[name]
    return clock.now() + away if away is not None else None


def _video(person: Person) -> Video:
    return Video.objects.create(
        owner=person, prompt="@alice waves", title="w", model="sora-1-turbo", style="realistic", seconds=4,
        width=64, height=36, seed=7, screenplay={}, status=Status.COMPLETED, progress=100, publishable=True,
        folder=f"videos/x/{next(_numbers)}", created_at=clock.now(),
    )  # fmt: skip


def run(sequences: int, steps: int = 8, *, derandomize: bool = True) -> None:
    """Run so many sequences; an `AssertionError` says where page and model differ."""
    run_state_machine_as_test(
        Consent,
        settings=hypothesis_settings(
            max_examples=sequences,
            stateful_step_count=steps,
            deadline=None,
            derandomize=derandomize,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
