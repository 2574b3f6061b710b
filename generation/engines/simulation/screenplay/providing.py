"""What a scene lacks to be believed: a table under what stands on one, a cup for each who drinks, passers-by.

Words name what matters and leave out what goes without saying. This brings it in
after the deeds are known, and never changes who does what.
"""

from __future__ import annotations

from collections.abc import Sequence

from .casting import Company, Thing
from .director import Scene
from .hits import Hit
from .model import POOLS, SEAS, Beat, Relation

TABLES = frozenset({"table", "desk"})
WARES = frozenset(
    {
        "pan", "pot", "kettle", "teapot", "plate", "bowl", "fork", "spoon", "toaster", "blender", "jug",
        "pizza", "burger", "bread", "cheese", "banana", "pear", "apple", "orange", "lemon", "strawberry",
        "watermelon", "carrot", "egg", "ice_cream", "donut", "cupcake", "cookie", "hot_dog", "sandwich",
        "vase", "clock", "radio", "candle", "book", "laptop", "phone", "cup", "glass", "bottle", "cake",
        "globe", "crystal_ball", "trophy",
    }
)  # fmt: skip
LOOKED_AT = frozenset(
    {
        "blow",
        "look",
        "eat",
        "point",
        "think",
        "cook",
        "clap",
        "cheer",
        "laugh",
        "sing",
        "open",
        "pour",
        "write",
    }
)  # what one does to a thing that stands there
WATERS = POOLS | SEAS
# Who does that "in" water, or runs into it, lands in it; who runs in the sea is in it already.
INTO = frozenset(["into", "in", "nella", "nel", "nell'", "dentro"])
LEAPS = dict.fromkeys(("jump", "hop", "flip", "fall", "vault"), INTO) | {"run": frozenset(["into"])}
AT_TABLE = frozenset({"drink", "eat"})
EATERIES = frozenset({"restaurant", "cafe", "bar"})
WILD = frozenset(
    {"sea", "ocean", "lake", "underwater", "clouds", "moon", "mars", "desert", "snow_field", "jungle",
     "mountain", "forest", "cave", "beach", "city", "road", "stadium", "gym", "court", "pool",
     "train_station"}
)  # fmt: skip
BUSY = frozenset(
    ["busy", "crowded", "bustling", "lively", "hectic", "affollata", "affollato", "affollate", "trafficata",
     "trafficato", "animata"]
)  # fmt: skip
STREETS = {
    "city": "taxi", "street": "taxi", "road": "car", "town_square": "", "street_market": "",
    "train_station": "",
}  # fmt: skip
WALKERS, ROOM = ("woman", "man", "girl", "old_man"), 3
PASSER_BY = "passer-by"
ON_CAKE = 0.4  # the size of a candle on a cake


def provide(scene: Scene, company: Company, hits: Sequence[Hit], where: str) -> None:
    """Bring in what goes without saying."""
    _plunge(scene, company, hits, where)
    _cups(scene, company)
    _workers(scene, company)
    _tables(scene, company, where)
    pass_by(scene, company, hits, where)


def _plunge(scene: Scene, company: Company, hits: Sequence[Hit], where: str) -> None:
    """ "Jumps into the pool", "salta in acqua": who jumps into water lands in it."""
    people = {person.name for person in company.people}
    words = [token.plain for hit in hits for token in hit.tokens]
    if where not in WATERS:
        return
    for number, beat in enumerate(scene.beats):
        if beat.actor in people and LEAPS.get(beat.action, frozenset()) & set(words):
            scene.beats[number] = beat.model_copy(update={"action": "plunge", "seconds": None})
    jumping = [beat.actor for beat in scene.beats if beat.action == "plunge"]
    placed = {relation.subject for relation in scene.relations if relation.how in {"on", "in", "riding"}}
    if where in SEAS and jumping and not placed & set(jumping):
        board = _brought(scene, company, "paddleboard").name
        scene.relations.append(Relation(subject=jumping[0], how="on", object=board))


def _cups(scene: Scene, company: Company) -> None:
    """One holds what all drink: everybody gets one."""
    kinds = {thing.name: thing for thing in company.things}
    drinkers = [beat.actor for beat in scene.beats if beat.action == "drink"]
    held = {r.subject: kinds[r.object] for r in scene.relations if r.how == "holding" and r.object in kinds}
    first = next((held[name] for name in drinkers if name in held), None)
    for name in dict.fromkeys(drinkers):
        if first is not None and name not in held and any(person.name == name for person in company.people):
            cup = _brought(scene, company, first.kind)
            cup.colour = first.colour
            scene.relations.append(Relation(subject=name, how="holding", object=cup.name))


def _workers(scene: Scene, company: Company) -> None:
    """Who writes "on a laptop" does not stand on it: it lies before them."""
    kinds = {thing.name: thing.kind for thing in company.things}
    people = {person.name for person in company.people}
    for relation in list(scene.relations):
        if relation.how == "on" and relation.subject in people and kinds.get(relation.object) in WARES:
            scene.relations.remove(relation)
            for number, beat in enumerate(scene.beats):
                if beat.actor == relation.subject and not beat.target:
                    scene.beats[number] = beat.model_copy(update={"target": relation.object})


def _brought(scene: Scene, company: Company, kind: str) -> Thing:
    many = sum(1 for thing in company.things if thing.kind == kind)
    thing = Thing(kind if not many else f"{kind}_{many + 1}", kind, kind.replace("_", " "))
    company.things.append(thing)
    scene.props.append(thing.name)
    return thing


def _tables(scene: Scene, company: Company, where: str) -> None:
    """What stands on a table stands on one; who sits at one or drinks where one does sits behind it."""
    kinds = {thing.name: thing.kind for thing in company.things}
    for relation in scene.relations:
        if relation.how == "on" and (kinds.get(relation.subject), kinds.get(relation.object)) == (
            "candle",
            "cake",
        ):
            candle = next(thing for thing in company.things if thing.name == relation.subject)
            candle.scale = min(candle.scale, ON_CAKE)
    sitters = _seated(scene, company, where, kinds)
    wares = [] if where in WILD and not sitters else _wares(scene, kinds)
    table = next((name for name in scene.props if kinds.get(name) in TABLES), "")
    if not table and (wares or sitters):
        table = _brought(scene, company, "table").name
    placed = {(r.subject, r.object) for r in scene.relations}
    scene.relations += [Relation(subject=name, how="on", object=table) for name in wares]
    about = [beat.actor for beat in scene.beats if beat.target in wares or _on(scene, beat.target) in wares]
    behind = [name for name in dict.fromkeys([*sitters, *about]) if (name, table) not in placed]
    people = {person.name for person in company.people}
    scene.relations += [Relation(subject=n, how="behind", object=table) for n in behind if n in people]


def _on(scene: Scene, name: str | None) -> str:
    return next((r.object for r in scene.relations if r.how == "on" and r.subject == name), "")


def _seated(scene: Scene, company: Company, where: str, kinds: dict[str, str]) -> list[str]:
    """Who sits at a table; who eats or drinks where one sits for it and does nothing else sits down, too."""
    people = {person.name for person in company.people}
    found = []
    for number, beat in enumerate(scene.beats):
        if beat.action == "sit" and kinds.get(beat.target or "") in TABLES and beat.actor in people:
            chair = _brought(scene, company, "chair").name
            scene.beats[number] = beat.model_copy(update={"target": chair})
            found.append(beat.actor)
    doing: dict[str, set[str]] = {}
    for beat in scene.beats:
        doing.setdefault(beat.actor, set()).add(beat.action)
    for name in [n for n in scene.cast if n in people and where in EATERIES]:
        if (
            doing.get(name)
            and doing[name] <= AT_TABLE | {"talk", "laugh", "smile"}
            and doing[name] & AT_TABLE
        ):
            scene.beats.insert(
                0, Beat(actor=name, action="sit", target=_brought(scene, company, "chair").name)
            )
            found.append(name)
    return found


def _wares(scene: Scene, kinds: dict[str, str]) -> list[str]:
    """Small things that nobody holds or uses up, and that stand on nothing yet."""
    placed = {r.subject for r in scene.relations if r.how != "beside"}
    placed |= {r.object for r in scene.relations if r.how in {"holding", "wearing", "riding"}}
    acting = {beat.actor for beat in scene.beats}
    used = {beat.target for beat in scene.beats if beat.action not in LOOKED_AT}
    return [
        name for name in scene.props if kinds.get(name) in WARES and name not in placed | acting | used
    ]  # fmt: skip


def pass_by(scene: Scene, company: Company, hits: Sequence[Hit], where: str) -> None:
    """Some people, and a car where cars go, cross a street that is said to be busy."""
    words = [hit for hit in hits if BUSY & {token.plain for token in hit.tokens}]
    if where not in STREETS or not words or len(scene.cast) > ROOM:
        return
    for word in words:
        word.settle(word.mark.STAGED)
    walkers = WALKERS[:2] if scene.cast else WALKERS  # where somebody is, they only pass behind
    for number, sort in enumerate(walkers):
        person = company.add(sort, PASSER_BY)
        if person is not None:
            scene.cast.append(person.name)
            way = ("left", "right")[number % 2]
            scene.beats.append(Beat(actor=person.name, action="walk", manner=way))
    if vehicle := STREETS[where]:
        name = _brought(scene, company, vehicle).name
        scene.beats.append(Beat(actor=name, action="drive", manner="right"))
