"""Laying out a performed shot: rows, lanes, things within reach, ways to go.

The stage is seen from +x. People stand in a row along y (the picture's left to
right) and face +x; who travels crosses the picture in a lane of its own; things
stand where they are used, else beside and behind everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..physics.perform.actions import get
from ..screenplay import Beat, Screenplay, Shot
from ..screenplay.model import AFLOAT
from ..screenplay.providing import PASSER_BY
from . import continuity, onward, sending, sizes, tables, waterside
from .path import Leg, Path
from .plan import Begun, Blocking, Hold, Launch, Mark, Place, Ride
from .script import PACES, SHOWN, Part, Script
from .tables import STAYS

Floats = npt.NDArray[np.float64]
GAP, LANE = 0.42, 1.0
FARTHEST = 9.0
AWAY = 40.0  # degrees that a pair turns from each other towards the audience
SUDDEN = {"fall", "faint", "collapse", "slip", "plunge"}
PLAYED = {"play_guitar": "guitar", "play_violin": "violin"}  # what is held as its players hold it
THROW = 4.0  # metres between those who send each other something
ENTRY = 0.9  # seconds that one is on the way before a shot begins and after it ends
FOLLOWING = {"chase", "follow"}
LONG, BEHIND, HEAVY = 3.0, 1.3, 2.2  # metres: of things, behind those who act, from which on they stay put
TALLEST = 2.5  # metres of things that one stands on
ALOFT = {"fly", "hover"}
KEYED = {"play_piano", "play_keyboard"}
# Sets whose long free way is not the picture's left to right: degrees.
WAYS = {"city": 0.0}


@dataclass
class Layout:
    """A shot while it is laid out."""

    play: Screenplay
    shot: Shot
    marks: dict[str, Mark] = field(default_factory=dict)
    scripts: dict[str, Script] = field(default_factory=dict)
    holds: list[Hold] = field(default_factory=list)
    rides: list[Ride] = field(default_factory=list)
    launches: list[Launch] = field(default_factory=list)
    taken: list[tuple[float, float, float]] = field(default_factory=list)
    begun: Mapping[str, Begun] = field(default_factory=dict)
    kept: dict[str, Mark] = field(default_factory=dict)

    def beats(self, name: str) -> list[Beat]:
        """What somebody or something does, in the order of time."""
        mine = sorted((b for b in self.shot.beats if b.actor == name), key=lambda beat: beat.start)
        return [self._swum(beat) for beat in mine] if self.shot.wet and name in self.shot.cast else mine

    def _swum(self, beat: Beat) -> Beat:
        """In water who walks or runs swims, if it is a person; whom one chases is chased all the same."""
        walks = get(beat.action).goes in {"walks", "runs", "sneaks"} and beat.action not in FOLLOWING
        if not walks or not sizes.is_person(self.play, beat.actor):
            return beat
        return beat.model_copy(update={"action": "swim"})

    def size(self, name: str) -> tuple[float, float, float]:
        """Whole extents in metres (length, width, height)."""
        return sizes.size(self.play, name)

    def related(self, *how: str) -> list[tuple[str, str]]:
        """(subject, object) of these relations."""
        return [(r.subject, r.object) for r in self.shot.relations if r.how in how]

    def take(self, name: str, place: Place, yaw: float = 0.0) -> None:
        """Put a mark and remember that its place is taken."""
        self.marks[name] = Mark(place, yaw)
        length, width, _ = self.size(name)
        self.taken.append((place[0], place[1], min(length, width) / 2))


def lay_out(play: Screenplay, shot: Shot, begun: Mapping[str, Begun] | None = None) -> Blocking:
    """Marks and scripts of a performed shot; who has `begun` already goes on from there."""
    places = {} if begun else continuity.kept(play, shot, _laid_out)
    return _laid_out(play, shot, places, begun)


def _laid_out(
    play: Screenplay, shot: Shot, places: dict[str, Mark], begun: Mapping[str, Begun] | None = None
) -> Blocking:
    plan = Layout(play, shot, begun=begun or {}, kept=places)
    plan.rides = [Ride(a, b) for a, b in plan.related("riding")]
    _hold(plan)
    _row(plan)
    waterside.stand_by(plan)
    onward.resume(plan, plan.shot.cast)
    _props(plan)
    onward.resume(plan, plan.shot.props)
    chasing = {beat.actor for beat in shot.beats if beat.action in FOLLOWING}
    for name in sorted((*_movers(plan), *shot.cast), key=lambda name: name in chasing):
        if name not in plan.scripts:
            plan.scripts[name] = _script(plan, name)
    for name in plan.shot.props:
        if name not in plan.scripts and max(plan.size(name)) > HEAVY and name in plan.marks:
            mark = plan.marks[name]  # what is so large stays where it stands
            plan.scripts[name] = Script((), Path(mark.place, mark.yaw, keeps=True))
    sending.send(plan)
    sending.juggle(plan)
    sending.drop(plan)
    return Blocking(plan.marks, plan.scripts, tuple(plan.holds), tuple(plan.rides), tuple(plan.launches))


def _hold(plan: Layout) -> None:
    hands: dict[str, int] = {}
    for prop, actor in [(b, a) for a, b in plan.related("holding")]:
        number = hands[actor] = hands.get(actor, 0) + 1
        large = max(plan.size(prop)) > 0.5
        hand = "both" if large else "r" if number == 1 else "l"
        played = {PLAYED.get(beat.action, "") for beat in plan.beats(actor)}
        kind = plan.play.prop(prop).kind
        plan.holds.append(Hold(prop, actor, kind if kind in played else hand))
    plan.holds += [Hold(prop, actor, "head") for actor, prop in plan.related("wearing")]


def _movers(plan: Layout) -> list[str]:
    """Things that move by themselves or carry somebody who goes."""
    mounts = [ride.mount for ride in plan.rides if ride.mount in plan.shot.props]
    return list(dict.fromkeys([*mounts, *(n for n in plan.shot.props if plan.beats(n))]))


def travels(plan: Layout, name: str) -> bool:
    """Whether somebody crosses the picture."""
    return any(get(beat.action).goes for beat in plan.beats(name)) and not _ridden(plan, name)


def _ridden(plan: Layout, name: str) -> str:
    return next((ride.mount for ride in plan.rides if ride.rider == name), "")


def _row(plan: Layout) -> None:
    """Everybody who stays in a row, pairs turned to each other; travellers in lanes before them."""
    standing = [n for n in plan.shot.cast if not travels(plan, n) and not _ridden(plan, n)]
    order = {actor.name: number for number, actor in enumerate(plan.play.actors)}
    standing.sort(key=lambda name: order[name])  # the same from left to right in every shot
    pairs = _pairs(plan, standing)
    widths = [_breadth(plan, n, turned=n in pairs) + GAP * _share(plan, n) for n in standing]
    for name, y in zip(standing, continuity.row(standing, widths, plan.kept), strict=True):
        plan.take(name, (0.0, round(y, 3), _level(plan, name)), _heading(plan, name, pairs, standing))
    _close_up(plan, pairs)
    lane, behind = LANE if standing else 0.0, 0.0
    passing = _passing(plan)
    for number, name in enumerate(passing):
        plan.take(name, (-0.75 * (number + 1), 0.0, 0.0))
    for name in plan.shot.cast:
        if travels(plan, name) and name not in passing:
            plan.take(name, (lane, -behind, _level(plan, name)))
            lane += max(plan.size(name)[1], 0.6) + 0.35
            behind += 0.55 * plan.size(name)[0] + 0.35
    for ride in plan.rides:
        if ride.mount not in plan.marks:
            plan.take(ride.mount, (lane, 0.0, _level(plan, ride.mount)))
            lane += plan.size(ride.mount)[1] + 0.4
        plan.marks[ride.rider] = plan.marks[ride.mount]


def _passing(plan: Layout) -> list[str]:
    """Who only passes by behind those whom the shot is about."""
    passing = [name for name in plan.shot.cast if plan.play.actor(name).label == PASSER_BY]
    return passing if len(passing) < len(plan.shot.cast) else []


def _level(plan: Layout, name: str) -> float:
    """Metres above the ground at which one goes: in water one is in it, unless one flies or lies on it."""
    doing = {beat.action for beat in plan.beats(name)}
    swims_flat = sizes.is_person(plan.play, name) and doing & AFLOAT
    if not plan.shot.wet or swims_flat or doing & (ALOFT | {waterside.PLUNGE}):
        return 0.0
    return -round(sizes.draught(plan.play, name), 3)


def _pairs(plan: Layout, standing: list[str]) -> dict[str, str]:
    """Who is about whom; a pair that speaks is about each other."""
    found = {
        beat.actor: beat.target
        for beat in plan.shot.beats
        if beat.target in standing and beat.actor in standing and beat.target != beat.actor
    }
    for name, other in list(found.items()):
        found.setdefault(str(other), name)
    return {name: str(other) for name, other in found.items()}


def _heading(plan: Layout, name: str, pairs: dict[str, str], standing: list[str]) -> float:
    if name in pairs:
        right = standing.index(pairs[name]) > standing.index(name)
        return (90.0 - AWAY * (not _touching(plan, name))) * (1 if right else -1)
    held = {hold.prop for hold in plan.holds}
    mine = [b for b in plan.beats(name) if b.action not in SHOWN]
    targets = [b.target for b in mine if b.target in plan.shot.props and b.target not in held]
    if any(get(b.action).near > 0 for b in plan.beats(name) if b.target in targets):
        return 0.0 if sizes.seat(plan.play, str(targets[0])) else 62.0
    return 0.0


def _touching(plan: Layout, name: str) -> float:
    """Metres between two who touch each other or send each other something, 0 for all others."""
    mine = [b for b in plan.beats(name) if b.target in plan.shot.cast]
    nears = [THROW if b.action in sending.SENT | {"catch"} else get(b.action).near for b in mine]
    return next((near for near in nears if near < 0.7 or near > 1.2), 0.0)


def _breadth(plan: Layout, name: str, *, turned: bool) -> float:
    """Metres that one takes in a row: animals that are turned to somebody are as broad as they are long."""
    length, width, _ = plan.size(name)
    along = turned and not sizes.is_person(plan.play, name)
    return max(0.9 * length if along else width, 0.5 * _share(plan, name))


def _share(plan: Layout, name: str) -> float:
    """How much of the room of a person an animal in a row needs about it: little ones stand close."""
    return 1.0 if sizes.is_person(plan.play, name) else min(max(max(plan.size(name)) / 0.9, 0.35), 1.0)


def _beyond(plan: Layout, name: str) -> float:
    """Metres by which an animal's body reaches farther ahead than a person's."""
    return 0.0 if sizes.is_person(plan.play, name) else max(0.0, plan.size(name)[0] / 2 - 0.25)


def _close_up(plan: Layout, pairs: dict[str, str]) -> None:
    """Bring those who touch each other together, and those who throw apart."""
    for name, other in pairs.items():
        if near := _touching(plan, name):
            near += sum(_beyond(plan, one) for one in (name, other))
            a, b = plan.marks[name], plan.marks[other]
            middle, way = (a.place[1] + b.place[1]) / 2, np.sign(b.place[1] - a.place[1])
            for who, sign in ((name, -1), (other, 1)):
                mark = plan.marks[who]
                spot = (mark.place[0], float(middle + sign * way * near / 2), mark.place[2])
                plan.marks[who] = Mark(spot, 90.0 * float(way) * -sign)


def _props(plan: Layout) -> None:
    """Things that are used stand at hand, things on others on top of them, the rest where there is room."""
    held = {hold.prop for hold in plan.holds} | set(plan.marks)
    on = dict(plan.related("on", "in"))
    order = sorted(plan.shot.props, key=lambda n: (n in on, -max(plan.size(n)[:2])))
    for name in order:
        if name in held:
            plan.marks.setdefault(name, Mark((0.0, 0.0, 1.0)))
        elif on.get(name) in plan.marks and on[name] in plan.shot.props:
            plan.marks[name] = _on_top(plan, name, on[name])
        elif behind := [
            actor for actor, prop in plan.related("behind") if prop == name and actor in plan.marks
        ]:
            tables.before(plan, name, behind)
        elif (user := _user(plan, name)) is not None:
            _at_hand(plan, name, *user)
        elif name in plan.kept:
            plan.take(name, plan.kept[name].place, plan.kept[name].yaw)
        else:
            _aside(plan, name)
    tables.boards(plan)
    for actor, prop in plan.related("on"):
        if actor in plan.shot.cast and prop in plan.shot.props and plan.size(prop)[2] < TALLEST:
            _upon(plan, actor, prop)


def _on_top(plan: Layout, name: str, under: str) -> Mark:
    mark, top = plan.marks[under], sizes.top(plan.play, under)
    same = sum(1 for other, _ in plan.related("on", "in") if other in plan.marks and other != name)
    spread = plan.size(under)[1] * 0.28
    y = mark.place[1] + spread * (0, 1, -1, 0.5, -0.5)[same % 5]
    return Mark((mark.place[0], float(y), mark.place[2] + top))


def _upon(plan: Layout, actor: str, prop: str) -> None:
    """An actor on a thing stands on its top, unless it sits there by its own action."""
    seated = any(beat.action in STAYS and beat.target == prop for beat in plan.beats(actor))
    if not seated and actor not in {ride.rider for ride in plan.rides}:
        mark = plan.marks[prop]
        place = (mark.place[0], mark.place[1], mark.place[2] + sizes.top(plan.play, prop))
        plan.marks[actor] = Mark(place, plan.marks[actor].yaw)


def _user(plan: Layout, prop: str) -> tuple[str, Beat] | None:
    """Who uses a thing where it stands."""
    for beat in plan.shot.beats:
        shown = beat.action in SHOWN and max(plan.size(prop)) > 1.2
        if beat.target == prop and beat.actor in plan.marks and not shown:
            return beat.actor, beat
    return None


def _at_hand(plan: Layout, name: str, actor: str, beat: Beat) -> None:
    mark = plan.marks[actor]
    near = get(beat.action).near
    length, width, _ = plan.size(name)
    if (seat := sizes.seat(plan.play, name)) and beat.action in KEYED:
        person = sizes.is_person(plan.play, actor)
        high = mark.place[2] if person else seat[2]
        mark = plan.marks[actor] = Mark((*mark.place[:2], high), 90.0)  # in profile: hands and keys are seen
        ahead = 0.42 if person else -0.05
        plan.take(name, (mark.place[0] + seat[1], mark.place[1] - ahead - seat[0], 0.0), 90.0)
    elif seat and beat.action in STAYS:
        at = (mark.place[0] - 0.42 - seat[0], mark.place[1] - seat[1], 0.0)
        plan.take(name, at)
        if not sizes.is_person(plan.play, actor) and actor in plan.shot.cast:
            plan.marks[actor] = Mark((at[0] + seat[0], at[1] + seat[1], sizes.top(plan.play, name)), mark.yaw)
    elif get(beat.action).goes:
        plan.take(name, (mark.place[0], 1.6 + length / 2, 0.0))
    else:
        away = near + (min(length, width) / 2 if max(length, width) > 0.5 else 0.0)
        yaw = np.radians(mark.yaw)
        at = (float(mark.place[0] + away * np.cos(yaw)), float(mark.place[1] + away * np.sin(yaw)), 0.0)
        plan.take(name, at)


def _aside(plan: Layout, name: str) -> None:
    """The free place nearest to the middle: beside and behind, large things farther back."""
    length, width, _ = plan.size(name)
    if length > LONG and length > 1.5 * width:  # side-on behind everybody
        plan.take(name, (-(width / 2 + BEHIND), 0.0, 0.0), 90.0)
        return
    radius = max(length, width) / 2
    back = -0.2 if radius < 0.4 else -0.4 - radius
    wanted = next((b for a, b in plan.related("beside", "behind", "in_front", "under") if a == name), "")
    centre = plan.marks[wanted].place if wanted in plan.marks else (back, 0.0, 0.0)
    spots = [(dx, dy) for dx in (0.0, -0.7, -1.5, -2.6, 0.8) for dy in np.arange(0, 6.5, 0.35)]
    spots.sort(key=lambda spot: 1.5 * abs(spot[0]) + spot[1])
    for dx, dy in spots:
        for side in (1, -1):
            x, y = centre[0] + dx, centre[1] + side * float(dy)
            if all(np.hypot(x - a, y - b) > radius + r + 0.12 for a, b, r in plan.taken):
                plan.marks[name] = Mark((x, y, 0.0))
                plan.taken.append((x, y, radius))
                return
    plan.marks[name] = Mark((-3.0, 0.0, 0.0))


def _script(plan: Layout, name: str) -> Script:
    """Parts and path of somebody or something."""
    mark = plan.marks[name]
    parts: list[Part] = []
    legs: list[Leg] = []
    begun = plan.begun.get(name)
    beats = plan.beats(name) or [Beat(actor=name, action="stand")]
    rider = next((ride.rider for ride in plan.rides if ride.mount == name), "")
    if rider and not plan.beats(name):
        beats = [b for b in plan.beats(rider) if get(b.action).goes or b.action in {"ride", "drive"}] or beats
    here = np.array(mark.place)
    for beat in beats:
        part = _part(plan, beat, beats)
        parts.append(part)
        stop = part.stop
        mounted = bool(rider) or name in plan.shot.props
        if (get(beat.action).goes or mounted) and (name in plan.shot.props or not _ridden(plan, name)):
            enters = not legs and begun is None
            leg = _leg(plan, name, beat, here, min(stop, plan.shot.seconds), first=enters)
            leg = leg if legs or begun is None else onward.under_way(begun, leg, plan.shot.set, rolls=mounted)
            if leg is not None:
                if not legs:
                    plan.marks[name] = Mark(leg.start, mark.yaw)
                legs.append(leg)
                here = np.array(leg.stop)
    if plan.begun and not legs and not _ridden(plan, name) and name in plan.shot.cast:
        legs += onward.steps(plan, name, mark)
    place = legs[0].start if legs else plan.marks[name].place
    return Script(
        tuple(parts),
        Path(
            place,
            mark.yaw,
            legs,
            keeps=not sizes.is_person(plan.play, name),
            turns=not sizes.is_flat(plan.play, name),
        ),
    )


def _part(plan: Layout, beat: Beat, beats: list[Beat]) -> Part:
    """When a beat begins and ends: what goes on is under way already, what happens once has a run-up."""
    act = get(beat.action)
    ends = min((b.start for b in beats if b.start > beat.start), default=1e4)
    start = sending.begin(plan, beat)
    if beat.start == 0 and not act.seconds and beat.action not in SUDDEN:
        start = -2.0
    if act.seconds:
        stop = min(start + act.seconds, ends)
    else:
        stop = min(beat.start + beat.seconds, ends) if beat.seconds and ends < 1e4 else ends
    return Part(beat.action, start, stop, beat.target or "", beat.manner, beat.outcome)


def _speed(plan: Layout, name: str, beat: Beat) -> float:
    base = sizes.speed(plan.play, name, beat.action) or get(beat.action).speed
    return base * PACES.get(beat.manner, 1.0)


def _leg(plan: Layout, name: str, beat: Beat, here: Floats, stop: float, *, first: bool) -> Leg | None:
    """The way of one beat: to its target, after it, or across the picture."""
    speed = _speed(plan, name, beat)
    begin = beat.start + (0.0 if first and beat.start == 0 else 0.05)
    early = ENTRY if first and beat.start == 0 else 0.0
    late = ENTRY if stop >= plan.shot.seconds else 0.0
    span = stop - begin
    if span < 0.4 or speed <= 0:
        return None
    longest = min(speed * span, FARTHEST * 1.4 if name in plan.shot.props else FARTHEST)
    chased = plan.scripts.get(beat.target or "")
    if chased is not None and chased.path.legs and beat.action in FOLLOWING:
        lead = chased.path.legs[0]
        behind = 0.6 + (plan.size(name)[0] + plan.size(str(beat.target))[0]) / 2
        before = [n for n in plan.scripts if any(b.target == beat.target for b in plan.beats(n) if b != beat)]
        behind += 0.5 * plan.size(name)[0] * len(before)
        way = np.subtract(lead.stop, lead.start) / max(lead.length, 1e-6)
        start, goal = np.array(lead.start) - way * (behind + 0.5), np.array(lead.stop) - way * behind
        aside = np.array([here[0] - lead.start[0], 0.0, 0.0])
        return Leg(lead.begin + 0.1, lead.end, _triple(start + aside), _triple(goal + aside))
    target = plan.marks.get(beat.target or "")
    if target is not None and beat.action in ALOFT:
        here = np.array([target.place[0], target.place[1], 0.75 * plan.size(str(beat.target))[2]])
    elif target is not None and beat.target != name:
        return _to(plan, name, beat, here, target, (begin, stop), longest, first=first)
    flat = sizes.is_flat(plan.play, name)
    usual = -90.0 if flat else WAYS.get(plan.shot.set, 90.0)
    yaw = {"toward": 0.0, "away": 180.0, "left": -90.0, "right": 90.0}.get(beat.manner, usual)
    ahead = np.array([np.cos(np.radians(yaw)), np.sin(np.radians(yaw)), 0.0])
    start = here - ahead * longest / 2 if first else here
    if beat.manner == "toward" and first:
        start = here + np.array([-1.6, 0, 0])
        longest = min(longest, 4.0)
    pace = longest / span
    start, goal = start - ahead * pace * early, start + ahead * (longest + pace * late)
    return Leg(begin - early, stop + late, _triple(start), _triple(goal))


def _to(
    plan: Layout,
    name: str,
    beat: Beat,
    here: Floats,
    target: Mark,
    span: tuple[float, float],
    longest: float,
    *,
    first: bool,
) -> Leg | None:
    """A way that ends before its target, beside it or past it."""
    near = get(beat.action).near + max(plan.size(str(beat.target))[:2]) / 2
    goal = np.array([*target.place[:2], here[2]])
    way = goal - here
    if first and np.linalg.norm(way) < longest:
        way = np.array([0.25, 1.0, 0.0])
        here = goal - way / np.linalg.norm(way) * min(longest + near, 4.5)
        way = goal - here
    far = float(np.linalg.norm(way)) - near
    if far < 0.15:
        return None
    stop = here + way / np.linalg.norm(way) * far
    quick = span[0] + max(far / _speed(plan, name, beat), 0.6)
    return Leg(span[0], min(span[1], quick + 0.3), _triple(here), _triple(stop))


def _triple(point: Floats) -> Place:
    x, y, z = (round(float(value), 4) for value in point)
    return x, y, z
