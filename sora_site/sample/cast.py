"""Who lives in the sample world and what they film. Sizes are the smallest that the product offers."""

from __future__ import annotations

from dataclasses import dataclass

LANDSCAPE, PORTRAIT = (640, 360), (360, 640)


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody of the sample world; `age` in years, `follows` are handles."""

    handle: str
    name: str
    bio: str
    age: int = 32
    language: str = "en"
    follows: tuple[str, ...] = ()
    staff: bool = False


@dataclass(frozen=True, slots=True)
class Film:
    """A video of the sample world; `remix_of` is the key of a film that stands before it."""

    key: str
    maker: str
    prompt: str
    caption: str
    style: str = "realistic"
    model: str = "sora-1-turbo"
    size: tuple[int, int] = LANDSCAPE
    seed: int = 7
    remix_of: str = ""


RESIDENTS = (
    Resident("alice", "Alice", "Small dogs, big boards, soft landings.", follows=("bob",)),
    Resident("bob", "Bob", "I miss so that you don't have to.", follows=("alice", "charlie")),
    Resident("charlie", "Charlie", "Salt water and second tries.", follows=("alice",)),
    Resident("dana", "Dana", "Solo cartoni animati.", age=15, language="it", follows=("alice",)),
    Resident("gus", "Gus", "Mostly watching.", age=44, follows=("dana",)),
    Resident("sam", "Sam", "I look after this place.", age=39, staff=True),
)

FILMS = (
    Film("corgi", "alice", "A corgi rides a skateboard through the city", "He never wears the helmet."),
    Film(
        "miss",
        "bob",
        "A basketball player shoots, misses, and the ball rebounds off the board",
        "Take 47. We keep this one.",
        style="cinematic",
        seed=3,
    ),
    Film(
        "flip",
        "charlie",
        "A man does a back-flip off a paddleboard on the open sea",
        "Worth the nose full of water.",
        seed=11,
    ),
    Film(
        "sunset",
        "alice",
        "A corgi rides a skateboard through the city at sunset",
        "Golden hour, golden dog.",
        style="cinematic",
        seed=21,
    ),
    Film(
        "hello",
        "bob",
        'A woman in a red shirt stands in the park and says "Good morning, everybody!"',
        "My neighbour, every single day.",
        seed=5,
    ),
    Film(
        "corgi-anime",
        "bob",
        "A corgi rides a skateboard through the city",
        "Alice's dog, as he sees himself.",
        style="anime",
        seed=8,
        remix_of="corgi",
    ),
    Film(
        "flip-anime",
        "alice",
        "Una donna fa un salto mortale all'indietro da un paddleboard in mare aperto",
        "Charlie, but with style. #remix",
        style="anime",
        size=PORTRAIT,
        seed=12,
        remix_of="flip",
    ),
    Film(
        "swish",
        "charlie",
        "A woman shoots a basketball and scores",
        "See, Bob? Like this.",
        style="anime",
        seed=9,
        remix_of="miss",
    ),
    Film(
        "studio",
        "charlie",
        "A corgi rides a skateboard through the city",
        "The slow model took its time. Look at that fur.",
        model="sora-2",
        style="anime",
        seed=7,
        remix_of="corgi-anime",
    ),
)
