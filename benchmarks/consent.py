"""Consent against a simple model: random acts of one owner and two others, and what may be seen after each.

Hypothesis draws the acts (grant, withdraw, revoke, record anew, block, unblock, follow, expiry, terms, use,
publish); a dozen lines of plain Python say who may use the likeness and who may see which video. Every act is
followed by questions at the gates; at the end they knock at the doors (`knocking`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar

import hypothesis
from django.core.cache import cache
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, Phase
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
from cameo import actions, recordings
from cameo.models import Access, Cameo, Challenge, Recording, RecordingState
from feed import actions as feed
from feed import shelf
from generation import gate, starring
from generation.models import Video
from generation.states import ParentKind, Status

from . import knocking

STEPS, EVERY = 8, 10
OTHERS = ("bob", "charlie")
TIMES = {"past": timedelta(days=-1), "future": timedelta(days=1), "none": None}


@dataclass(frozen=True, slots=True)
class Made:
    """A video, who made it, whether it was published, and the one that it is a remix of."""

    video: Video
    maker: str
    public: bool
    parent: Made | None = None

    @property
    def line(self) -> list[int]:
        """Its number and those of all that it comes from."""
        return [self.video.pk, *(self.parent.line if self.parent else [])]


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

    visitors: ClassVar[dict[str, knocking.Visitor]] = {}
    acts: ClassVar[int] = 0
    asked: ClassVar[int] = 0
    knocks: ClassVar[int] = 0
    sequences: ClassVar[int] = 0

    @initialize(access=st.sampled_from(Access.values))
    def begin(self, access: str) -> None:
        """Everybody is there; Alice is verified and has said who may use her likeness."""
        cache.clear()  # limits count on where the database is rolled back
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = {
            name: visitor.person for name, visitor in self.visitors.items() if visitor.person is not None
        }
        self.alice = self.people["alice"]
        Cameo.objects.create(owner=self.alice, verified_at=clock.now(), access=access, voice_access=access)
        self.model = Model(access)
        self.ending = False
        self.videos: list[Made] = []

    def do(self, act: Any, *args: Any, **kw: Any) -> Any:  # noqa: ANN401 (any action)
        """Run an action with all that follows its commit."""
        Consent.acts += 1
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
        self._stage(who, None, public=public)

    @precondition(lambda self: bool(self.videos))
    @rule(who=st.sampled_from(("alice", *OTHERS)), which=st.integers(0, 7), public=st.booleans())
    def remix(self, who: str, which: int, public: bool) -> None:  # noqa: FBT001
        """Somebody makes another video from one that they may remix; Alice is in it, too."""
        above = self.videos[which % len(self.videos)]
        if gate.can_remix(self.people[who], above.video):
            self._stage(who, above, public=public)

    @precondition(lambda self: bool(self.videos))
    @rule(which=st.integers(0, 7))
    def take_out(self, which: int) -> None:
        """Alice has one video of another removed, and with it what others made from it."""
        gone = self.videos[which % len(self.videos)]
        if gone.maker == "alice" or gone.video.pk in self.model.dead:
            return
        self.model.dead |= {
            one.video.pk
            for one in self.videos
            if gone.video.pk in one.line and (one is gone or one.maker != "alice")
        }
        self.do(starring.take_out, self.alice, gone.video)

    def _stage(self, who: str, above: Made | None, *, public: bool) -> None:
        person = self.people[who]
        try:
            starring.require(["alice"], person, "@alice waves")
        except Refusal:
            _must(not self.model.may(who), f"{who} was refused")
            return
        _must(self.model.may(who), f"{who} was let through")
        video = video_of(person, above.video if above is not None else None)
        self.do(starring.write_down, video)
        if public:
            self.do(feed.publish, person, video, caption="", visibility="public")
        self.videos.append(Made(video, who, public, above))

    @invariant()
    def gates_say_the_same(self) -> None:
        """Who may see which video, by the gate: as one of them after each act, as all at the end."""
        if not getattr(self, "videos", None):
            return
        Consent.asked += 1
        everybody = list(self.people.items())
        for who, person in everybody if self.ending else [everybody[Consent.asked % len(everybody)]]:
            seen = set(Video.objects.visible_to(person).values_list("pk", flat=True))
            for one in self.videos:
                expected = self.expects(one, who)
                _must((one.video.pk in seen) == expected, f"{who}, {one.maker}, {one.public}, {expected}")

    def expects(self, one: Made, viewer: str) -> bool:
        """Whether a viewer ("" for nobody signed in) sees a video at all."""
        if one.video.pk in self.model.dead:
            return viewer == one.maker  # the row, which says that it was taken down; no door plays it
        if self.model.hidden(one.maker):
            return False
        if viewer == one.maker:
            return True
        parted = self.model.parted & {viewer, one.maker} if "alice" in {viewer, one.maker} else set()
        return viewer == "alice" or (one.public and not parted)

    def teardown(self) -> None:
        """Knock at every door, then forget it all."""
        if not hasattr(self, "model"):
            return
        try:
            self._knock()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def _knock(self) -> None:
        """The gate as everybody; then every tenth time all doors of the last video, else its file as one."""
        Consent.sequences += 1
        if not self.videos:
            return
        self.ending = True
        self.gates_say_the_same()
        one = self.videos[-1]
        if Consent.sequences % EVERY == 0:
            self._each_door(one, playable=one.video.pk not in self.model.dead)
            return
        for number, one in enumerate(self.videos[-2:]):
            who = ("", "alice", *OTHERS)[(number + Consent.sequences) % 4]
            expected = one.video.pk not in self.model.dead and self.expects(one, who)
            self._is(knocking.file(self.visitors[who], one.video), expected, f"file: {who}, {one.maker}")

    def _each_door(self, one: Made, *, playable: bool) -> None:
        shelf.forget()
        abroad = playable and self.expects(one, "")
        self._is(knocking.embedded(one.video), abroad, f"embedded: {one.maker}, {one.public}")
        for who, visitor in self.visitors.items():
            expected = playable and self.expects(one, who)
            found = {"file": knocking.file(visitor, one.video), "page": knocking.page(visitor, one.video)}
            for door, had in found.items():
                self._is(had, expected, f"{door}: {who}, {one.maker}, {one.public}")
            if not expected:
                self._is(knocking.feed(visitor, one.video), expected, f"feed: {who}, {one.maker}")
            if visitor.person is not None:
                own = expected and who == one.maker
                self._is(knocking.socket(visitor, one.video), own, f"socket: {who}, {one.maker}")
                self._is(knocking.program(visitor, one.video), own, f"API: {who}, {one.maker}")

    def _is(self, had: bool, expected: bool, what: str) -> None:  # noqa: FBT001
        Consent.knocks += 1
        _must(had == expected, f"{what}: {had}, not {expected}")

    def _kill(self, chosen: Any) -> None:  # noqa: ANN401 (a predicate)
        self.model.dead |= {one.video.pk for one in self.videos if chosen(one.maker)}


def _must(holds: bool, what: str) -> None:  # noqa: FBT001
    """Stop where the site and the model differ."""
    if not holds:
        raise AssertionError(what)


def _when(name: str) -> Any:  # noqa: ANN401 (a moment or None)
    away = TIMES[name]
    return clock.now() + away if away is not None else None


def video_of(person: Any, parent: Video | None) -> Video:  # noqa: ANN401 (Person)
    """A finished video with Alice in it."""
    return Video.objects.create(
        owner=person, prompt="@alice waves", title="w", model="sora-1-turbo", style="realistic", seconds=4,
        width=64, height=36, seed=7, screenplay={}, status=Status.COMPLETED, progress=100, publishable=True,
        folder=knocking.FOLDER, created_at=clock.now(), parent=parent,
        parent_kind=ParentKind.REMIX if parent is not None else "",
    )  # fmt: skip


def run(sequences: int, steps: int = STEPS, *, seed: int | None = None) -> None:
    """Run so many sequences, the same ones for the same seed; an `AssertionError` says where a door and the
    model differ."""
    knocking.lay_film()
    Consent.visitors = knocking.visitors(("alice", *OTHERS))
    Consent.acts = Consent.asked = Consent.knocks = Consent.sequences = 0
    machine = hypothesis.seed(seed)(Consent) if seed is not None else Consent
    run_state_machine_as_test(
        machine,
        settings=hypothesis_settings(
            max_examples=sequences,
            stateful_step_count=steps,
            deadline=None,
            derandomize=seed is None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
