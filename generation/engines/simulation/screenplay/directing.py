"""When the director is called for, and what becomes of the words of a shot that it lays out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from . import marks
from .casting import Company, Thing
from .deeds import SITS
from .director import Scene
from .hits import of
from .model import Actor, CameraPlan, Prop
from .providing import provide
from .scenes import direct
from .stagings import QUIET, Plan, Said
from .vocabulary import Kind, vocabulary

if TYPE_CHECKING:
    from .reader import Reading

# Where those are at home for whom no place is named; the first known one counts.
HOMES = (
    (("fish", "shark", "octopus", "jellyfish", "crab"), ("underwater", "sea")),
    (("whale", "dolphin", "boat", "sailboat", "ship", "canoe", "surfboard", "paddleboard"), ("sea",)),
    (("submarine",), ("underwater",)),
    (("rocket", "astronaut", "ufo", "planet", "spaceship"), ("moon",)),
    (
        (
            "car",
            "taxi",
            "bus",
            "truck",
            "motorcycle",
            "police_car",
            "fire_engine",
            "ambulance",
            "van",
            "tram",
        ),
        ("road",),
    ),
    (("train", "suitcase"), ("train_station",)),
    (("sofa", "television", "armchair", "lamp"), ("living_room",)),
    (("bed", "pillow"), ("bedroom",)),
    (("cow", "pig", "sheep", "goat", "chicken", "tractor", "rooster", "donkey"), ("farm",)),
    (("penguin", "snowman", "sled", "skis", "snowboard", "polar_bear"), ("snow_field",)),
    (("camel", "cactus"), ("desert",)),
    (("monkey", "tiger", "parrot", "gorilla", "crocodile"), ("jungle",)),
    (("bear", "fox", "wolf", "deer", "owl", "squirrel", "hedgehog"), ("forest",)),
    (("sandcastle", "beach_ball", "parasol", "palm", "deckchair"), ("beach",)),
    (("blackboard", "desk", "globe"), ("classroom",)),
    (("piano", "drums", "microphone", "violin", "trumpet"), ("theatre",)),
    (
        (
            "pan",
            "pot",
            "oven",
            "fridge",
            "toaster",
            "blender",
            "kettle",
            "cake",
            "pizza",
            "teapot",
            "cup",
            "glass",
            "plate",
            "bowl",
            "bread",
            "cheese",
            "egg",
            "sandwich",
            "burger",
            "cupcake",
            "cookie",
            "donut",
        ),
        ("kitchen",),
    ),
    (("bookshelf",), ("library", "living_room")),
    (("swing", "slide"), ("playground",)),
)
FEW = 2  # so many places at most may a detail belong to that tells where one is
# Where those are at home who are told by what they do.
OFFICES = (
    (("chef",), ("kitchen",)),
    (("waiter",), ("restaurant",)),
    (("surfer",), ("sea",)),
    (("king", "queen", "princess"), ("castle",)),
    (("skier",), ("snow_field",)),
    (("farmer",), ("farm",)),
    (("fisher",), ("harbour",)),
    (("astronaut",), ("moon",)),
    (("detective",), ("office",)),
    (("dancer", "violinist", "pianist", "magician"), ("theatre",)),
)
# What people sit on where no seat is named; elsewhere they sit on the ground.
SEATED = {
    **dict.fromkeys(
        ("restaurant", "cafe", "bar", "office", "classroom", "school", "kitchen", "library", "theatre",
         "stage", "castle", "palace", "space_station", "bedroom"),
        "chair",
    ),
    **dict.fromkeys(("living_room", "lounge"), "armchair"),
}  # fmt: skip
ACTED = {
    "plunge": ("pool",),
    "swim": ("sea",),
    "ski": ("snow_field",),
    "snowboard": ("snow_field",),
    "surf": ("sea",),
    "cook": ("kitchen",),
}


def wanted(reading: Reading, before: Reading | None) -> bool:
    """Whether a shot asks for more than its staging shows."""
    plan, hits = reading.plan, reading.hits
    creatures, things = reading.found
    if plan.action in {"shoot_basketball", "backflip"} and not _others(reading, plan):
        return False
    if any(
        creature.species != "corgi" or not plan.corgi for group in creatures.values() for creature in group
    ):
        return True
    if any(thing.kind not in plan.props for group in things.values() for thing in group):
        return True
    if any(hit.value not in plan.actions for hit in of(hits, Kind.ACTION)):
        return True
    if any(hit.value != plan.set for hit in list(of(hits, Kind.SET))[:1]):
        return True
    if before is not None and not list(of(hits, Kind.SET)) and QUIET.isdisjoint({before.plan.set}):
        return plan.set in QUIET
    went_on = before is not None and before.plan.scene is not None and not reading.people
    return went_on or len(reading.people) > max(plan.most, 1)


def _others(reading: Reading, plan: Plan) -> bool:
    """Whether animals, people or deeds are named that a solved shot has no room for."""
    known = plan.actions | {"walk", "run", "hop", "look"}
    deeds = any(hit.value not in known for hit in of(reading.hits, Kind.ACTION))
    return bool(reading.found[0]) or len(reading.people) > 1 or deeds


def plan(reading: Reading, before: Reading | None, company: Company, said: Said) -> Plan:
    """The director's plan of a shot; the marks of all its words are settled."""
    earlier = before.plan.scene if before is not None else None
    scene = direct(company, reading.hits, reading.mentions, reading.found, reading.part.seconds, earlier)
    for person, _ in reading.lines:
        if person.name not in scene.cast:
            scene.cast.insert(0, person.name)
    if not scene.cast and not scene.props:
        scene.cast = [company.someone().name]
    where = _place(scene, company, said, before)
    _keep_still(scene, earlier)
    provide(scene, company, reading.hits, where)
    _seat(scene, company, where)
    camera = CameraPlan(size="wide", move="follow")
    made = replace(
        reading.plan,
        staging="directed",
        lead="person" if any(person.name in scene.cast for person in company.people) else "corgi",
        set=where,
        camera=camera,
        props=(),
        most=0,
        corgi=False,
        actions=frozenset(),
        outcomes=False,
        scene=scene,
    )
    marks.settle_directed(reading.hits, made, speaks=bool(reading.lines))
    return made


def _keep_still(scene: Scene, earlier: Scene | None) -> None:
    """Who sat or lay in the shot before and does nothing else now, still does."""
    acting = {beat.actor for beat in scene.beats}
    last = {beat.actor: beat for beat in earlier.beats} if earlier is not None else {}
    for name in scene.cast:
        beat = last.get(name)
        if name in acting or beat is None or beat.action not in SITS:
            continue
        scene.beats.append(beat.model_copy(update={"start": 0.0, "seconds": None}))
        if beat.target and beat.target not in scene.props:
            scene.props.append(beat.target)


def _seat(scene: Scene, company: Company, where: str) -> None:
    """Bring in what people sit on where nobody named it."""
    kind = SEATED.get(where, "")
    for number, beat in enumerate(scene.beats):
        person = any(person.name == beat.actor for person in company.people)
        if not kind or not person or beat.action != "sit" or beat.target:
            continue
        many = sum(1 for thing in company.things if thing.kind == kind)
        name = kind if not many else f"{kind}_{many + 1}"
        company.things.append(Thing(name, kind, kind))
        scene.props.append(name)
        scene.beats[number] = beat.model_copy(update={"target": name})


def is_landscape(reading: Reading, before: Reading | None) -> bool:
    """Whether a shot is about a place alone: nobody and nothing is named, nothing is said or done in it."""
    named = reading.people or any(reading.found) or reading.quotes
    done = list(of(reading.hits, Kind.ACTION, Kind.PROP, Kind.CUE, Kind.EMOTION))
    place = list(of(reading.hits, Kind.SET))
    return bool(place) and not named and not done and before is None


def landscape(reading: Reading, company: Company, said: Said) -> Plan:
    """Nobody is there but who passes by; the camera goes slowly into the place."""
    scene = Scene()
    where = _place(scene, company, said, None)
    provide(scene, company, reading.hits, where)
    made = replace(
        reading.plan, staging="directed", lead="person" if scene.cast else "nobody", set=where, props=(),
        camera=CameraPlan(size="wide", move="dolly_in"), most=0, corgi=False, actions=frozenset(),
        outcomes=False, scene=scene,
    )  # fmt: skip
    marks.settle_directed(reading.hits, made, speaks=False)
    return made


def _place(scene: Scene, company: Company, said: Said, before: Reading | None) -> str:
    """The place that is named, else where one was, else where those who are there are at home."""
    known = {entry.value for entry in vocabulary().values() if entry.kind is Kind.SET}
    if (named := said.first.get(Kind.SET)) is not None:
        return named
    if before is not None:
        return before.plan.set
    sorts = {person.sort for person in company.people if person.name in scene.cast}
    details = said.first.get(Kind.DETAIL, "").split()
    if 0 < len(details) <= FEW and details[0] in known:
        return details[0]
    kinds = {creature.species for creature in company.creatures if creature.name in scene.cast}
    kinds |= {thing.kind for thing in company.things if thing.name in scene.props}
    options: list[tuple[str, ...]] = [places for names, places in HOMES if kinds & set(names)]
    if said.first.get(Kind.WEATHER, "clear") == "clear":
        options += [places for names, places in OFFICES if sorts & set(names)]
    drinks = {b.actor for b in scene.beats if b.action == "drink"} & {
        person.name for person in company.people
    }
    if len(drinks) > 1:
        options = [("restaurant",), *options]
    options = [ACTED[beat.action] for beat in scene.beats if beat.action in ACTED] + options
    return next((place for places in options for place in places if place in known), _quiet(said))


def _quiet(said: Said) -> str:
    return said.place if said.place in QUIET else "park"


def creatures(company: Company, plans: Sequence[Plan]) -> list[Actor]:
    """The animals that are on stage in some directed shot, as actors."""
    shown = {name for plan in plans if plan.scene for name in plan.scene.cast}
    return [
        Actor(name=one.name, kind=one.species, label=one.label, color=one.colour, scale=one.scale)
        for one in company.creatures
        if one.name in shown
    ]


def things(company: Company, plans: Sequence[Plan]) -> dict[str, Prop]:
    """The things that are there in some directed shot, by name."""
    shown = {name for plan in plans if plan.scene for name in plan.scene.props}
    return {
        one.name: Prop(
            name=one.name,
            kind=one.kind,
            label=one.label,
            color=one.colour,
            scale=one.scale,
            material=one.material,
            model=one.model,
            text=one.text,
        )
        for one in company.things
        if one.name in shown
    }
