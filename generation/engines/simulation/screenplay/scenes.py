"""The scene of a shot: what was read of its sentences becomes a cast, things, relations and beats in time.

What a deed cannot do without is brought in, who is chased runs, who is on a
thing that goes rides it, and the steps share the shot's seconds.
"""

from __future__ import annotations

from collections.abc import Sequence

from .casting import Company, Creature, Mentions, Thing
from .deeds import FIGHTS, HOLDS, PAIRS, SLOWEST
from .director import SENDS, VEHICLES, Deed, Direction, How, Scene
from .hits import Hit
from .model import Beat, Mark, Relation

BOARDS = frozenset({"surfboard", "paddleboard"})
HATS = frozenset(
    {"hat", "cap", "crown", "top_hat", "cowboy_hat", "party_hat", "helmet", "wizard_hat", "santa_hat"}
)
MOUNTED = frozenset({"ride", "drive", "row"})
IMPLIED = {
    "play_guitar": "guitar", "play_violin": "violin", "play_piano": "piano", "play_drums": "drums",
    "read": "book", "drink": "cup", "juggle": "juggling_ball", "phone": "phone", "dribble": "basketball",
    "play_chess": "chess_set", "kick": "football", "throw": "basketball", "give": "gift",
    "drop": "cup",
}  # fmt: skip
STANDING = frozenset({"play_piano", "play_drums", "play_chess"})  # with what stands there: animals do it too
MANY = {"juggle": 3}  # how many of a thing it takes
FLOWN = frozenset({"kite", "drone", "balloon"})
BALLS = frozenset({"ball", "balls", "palla", "palle", "pallina", "palline"})
BRIGHT = ("#e8332c", "#f4c20d", "#2f7de1", "#35a853", "#d94fb0")
SHORT = "the shot is too short for it"


def direct(
    company: Company,
    hits: Sequence[Hit],
    mentions: Mentions,
    found: tuple[dict[int, list[Creature]], dict[int, list[Thing]]],
    seconds: float,
    before: Scene | None = None,
) -> Scene:
    """The scene of one shot; one that names nobody goes on with those of the shot before."""
    reading = Direction(company, hits, mentions, *found)
    if before is not None:
        reading.subject = list(before.cast)
    reading.read()
    for deed in reading.deeds:
        if deed.target and deed.action in MOUNTED and deed.target not in deed.who:
            reading.ride(deed, deed.target, deed.hit)
    _flee(reading)
    _imply(reading, company)
    _juggled(reading, company)
    _board(reading, company)
    _let_fly(reading, company)
    _mount_up(reading, company)
    scene = Scene()
    persons = {p.name for p in company.people} | {c.name for c in company.creatures}
    everybody = list(dict.fromkeys([*reading.seen, *(n for d in reading.deeds for n in d.who)]))
    if not any(name in persons for name in everybody) and before is not None:
        everybody = [*before.cast, *everybody]
    scene.cast = [name for name in everybody if name in persons]
    scene.props = [name for name in everybody if name not in persons]
    scene.beats = _timed(reading, seconds)
    known = set(everybody)
    for subject, how, target, _ in reading.relations:
        if {subject, target} <= known and subject != target and not (how == "in" and target in persons):
            relation = Relation(subject=subject, how=_held(how, target, company, persons), object=target)
            if relation not in scene.relations:
                scene.relations.append(relation)
    return scene


def _imply(reading: Direction, company: Company) -> None:
    """Bring in what a deed cannot do without, when nobody has named it."""
    for deed in reading.deeds:
        kind = IMPLIED.get(deed.action, "")
        used = {o for s, how, o, _ in reading.relations if s in deed.who and how == "holding"}
        if not kind or not deed.who or used or (deed.target and not reading.is_somebody(deed.target)):
            continue
        if deed.action in SENDS and any(not reading.is_somebody(name) for name in reading.seen):
            continue
        person = any(person.name == deed.who[0] for person in company.people)
        if not person and deed.action not in STANDING:
            continue
        for who in deed.who if deed.action == "juggle" else deed.who[:1]:
            _bring(reading, company, deed, who, kind)


def _let_fly(reading: Direction, company: Company) -> None:
    """Who flies a kite stands and holds it; it is the kite that is in the air."""
    kinds = {thing.name: thing.kind for thing in company.things}
    for deed in list(reading.deeds):
        if (
            deed.action == "fly"
            and kinds.get(deed.target) in FLOWN
            and reading.is_somebody((deed.who or [""])[0])
        ):
            reading.deeds.append(Deed(deed.hit, "hover", deed.step, [deed.target], manner=deed.manner))
            deed.action, deed.target = "pull_line", ""


def _board(reading: Direction, company: Company) -> None:
    """Who surfs rides a board, one each; animals too."""
    riding = {subject for subject, how, _, _ in reading.relations if how == "riding"}
    for deed in reading.deeds:
        if deed.action != "surf":
            continue
        kinds = {thing.name: thing.kind for thing in company.things}
        free = [name for name in reading.seen if kinds.get(name) in BOARDS]
        for who in deed.who:
            if who in riding or not reading.is_somebody(who):
                continue
            if not free:
                number = sum(1 for thing in company.things if thing.kind == "surfboard")
                name = "surfboard" if not number else f"surfboard_{number + 1}"
                company.things.append(Thing(name, "surfboard", "surfboard"))
                reading.seen.setdefault(name)
                free = [name]
            reading.relations.append((who, "riding", free.pop(0), deed.hit))
        deed.target = ""


def _juggled(reading: Direction, company: Company) -> None:
    """Balls that are juggled are small ones, each in a colour of its own."""
    juggled = {name for deed in reading.deeds if deed.action == "juggle" for name in deed.who}
    held = [o for s, how, o, _ in reading.relations if how == "holding" and s in juggled]
    balls = [thing for thing in company.things if thing.name in held and thing.kind == "basketball"]
    for number, ball in enumerate(balls):
        if ball.label.casefold() in BALLS:
            ball.kind, ball.colour = "juggling_ball", ball.colour or BRIGHT[number % len(BRIGHT)]


def _bring(reading: Direction, company: Company, deed: Deed, who: str, kind: str) -> None:
    """A thing that nobody named, or as many as it takes, for one who does something."""
    for _ in range(MANY.get(deed.action, 1)):
        number = sum(1 for thing in company.things if thing.kind == kind)
        colour = BRIGHT[number % len(BRIGHT)] if deed.action == "juggle" else None
        name = kind if not number else f"{kind}_{number + 1}"
        thing = Thing(name, kind, kind.replace("_", " "), colour=colour)
        company.things.append(thing)
        reading.seen.setdefault(thing.name)
        if deed.action in HOLDS:
            reading.relations.append((who, "holding", thing.name, deed.hit))
        elif not deed.target:
            deed.target = thing.name


def _flee(reading: Direction) -> None:
    """Who is chased and does nothing else, runs."""
    for deed in list(reading.deeds):
        chased = deed.target if deed.action == "chase" else ""
        if chased and reading.is_somebody(chased) and not any(chased in d.who for d in reading.deeds):
            reading.deeds.insert(0, Deed(deed.hit, "run", deed.step, [chased], manner=deed.manner))


def _mount_up(reading: Direction, company: Company) -> None:
    """Somebody who is on a thing that goes, rides it."""
    goes = {thing.name for thing in company.things if thing.kind in VEHICLES}
    for name in [target for _, how, target, _ in reading.relations if how in {"riding", "on", "in"}]:
        for thing in company.things:
            if thing.name == name and thing.kind == "car":
                thing.kind = "convertible"  # so that one sees who drives
    for number, (subject, how, target, hit) in enumerate(reading.relations):
        if how in {"on", "in"} and target in goes and reading.is_somebody(subject):
            reading.relations[number] = (subject, "riding", target, hit)
            if not any(subject in deed.who for deed in reading.deeds):
                reading.deeds.append(Deed(hit, "ride", 0, [subject]))


def _held(how: How, target: str, company: Company, persons: set[str]) -> How:
    """A hat that is held is worn; a person is never held."""
    kind = next((thing.kind for thing in company.things if thing.name == target), "")
    if how == "holding" and kind in HATS:
        return "wearing"
    return "beside" if how in {"holding", "wearing"} and target in persons else how


def _timed(reading: Direction, seconds: float) -> list[Beat]:
    """The deeds in the shot's seconds: steps share them equally, at least `SLOWEST` each."""
    steps = sorted({deed.step for deed in reading.deeds if deed.who})
    room = max(1, int(seconds / SLOWEST))
    for deed in reading.deeds:
        if deed.step in steps[room:]:
            deed.hit.settle(Mark.NOT_STAGED, SHORT)
    steps = steps[:room]
    share = seconds / max(len(steps), 1)
    beats = []
    for deed in reading.deeds:
        if deed.step not in steps or not deed.who:
            continue
        start = round(steps.index(deed.step) * share, 3)
        ends = deed.step == steps[-1]
        who = dict.fromkeys(deed.who)
        beats += [_beat(deed, name, start, seconds, last=ends, share=share) for name in who]
    for deed in reading.deeds:
        if deed.action in PAIRS | {"throw"} and deed.step in steps and reading.is_somebody(deed.target):
            beats += _answer(deed, beats, "catch" if deed.action == "throw" else deed.action)
    return sorted(beats, key=lambda beat: beat.start)


def _beat(deed: Deed, name: str, start: float, seconds: float, *, last: bool, share: float) -> Beat:
    target = deed.target
    if not target and deed.action in PAIRS | FIGHTS:
        target = next((other for other in deed.who if other != name), "")
    lasts = seconds - start if last else share
    return Beat(
        actor=name,
        action=deed.action,
        target=target if target and target != name else None,
        start=start,
        seconds=round(lasts, 3),
        outcome=deed.outcome,
        manner=deed.manner,
    )


def _answer(deed: Deed, beats: Sequence[Beat], action: str) -> list[Beat]:
    """Who is hugged hugs back, who is thrown something catches it."""
    other = deed.target
    mine = next((b for b in beats if b.actor in deed.who and b.action == deed.action), None)
    if not other or mine is None or any(b.actor == other and b.action == action for b in beats):
        return []
    return [mine.model_copy(update={"actor": other, "action": action, "target": mine.actor})]
