"""Which words come near enough to a known one; the threshold was chosen by these pairs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from generation.engines.simulation.screenplay import nearest
from generation.engines.simulation.screenplay.vocabulary import Entry, Kind
from perception import embedding

needed = pytest.mark.skipif(not embedding.available(), reason="the encoder's weights are not installed")

KNOWN = {
    Kind.ANIMAL: "dog, cat, horse, cow, pig, sheep, rabbit, mouse, rat, bear, lion, duck, bird, fish, snake",
    Kind.PERSON: "man, woman, boy, girl, child, teacher, doctor, policeman, king, soldier, couple",
    Kind.ACTION: "run, walk, jump, climb, swim, dance, sing, laugh, cry, sleep, eat, drink, throw, catch, "
    "hug, kiss, fly, fall, draw, write, cook, hide, cheer, clap, fight, snore, grab",
    Kind.SET: "street, city, park, forest, beach, shore, sea, lake, river, kitchen, restaurant, shop, "
    "classroom, house, neighborhood, mountain, court",
    Kind.PROP: "car, bicycle, boat, table, chair, book, phone, lamp, ball",
    Kind.WEATHER: "rain, snow, fog, wind, storm, sunny",
    Kind.MATERIAL: "wood, gold, metal, glass, stone",
}
MEANT = {
    "kitty": "cat", "kitten": "cat", "feline": "cat", "canine": "dog", "bunny": "rabbit",
    "rodent": "rat mouse", "cattle": "cow", "piglet": "pig", "lamb": "sheep", "stallion": "horse",
    "mare": "horse", "serpent": "snake",
    "cop": "policeman", "policewoman": "policeman", "physician": "doctor", "surgeon": "doctor",
    "infant": "child", "toddler": "child", "kid": "child", "monarch": "king", "professor": "teacher",
    "lady": "woman", "gal": "girl woman", "married couple": "couple",
    "woodland": "forest", "woods": "forest", "seashore": "shore sea beach", "shoreline": "shore",
    "ocean": "sea", "pond": "lake", "creek": "river", "stream": "river", "eatery": "restaurant",
    "boutique": "shop", "store": "shop", "suburb": "neighborhood", "supermarket": "shop", "road": "street",
    "town": "city", "schoolroom": "classroom", "seaside": "beach shore sea",
    "automobile": "car", "vehicle": "car", "bike": "bicycle", "telephone": "phone", "novel": "book",
    "sailboat": "boat", "lantern": "lamp",
    "downpour": "rain", "raining": "rain", "snowfall": "snow", "thunderstorm": "storm rain", "foggy": "fog",
    "timber": "wood", "wooden": "wood", "golden": "gold", "metallic": "metal",
    "sketch": "draw", "giggle": "laugh", "weep": "cry", "snooze": "snore sleep", "snatch": "grab",
    "sprint": "run", "leap": "jump", "applaud": "clap", "embrace": "hug", "conceal": "hide",
}  # fmt: skip
_NOT_MEANT = (
    "freedom quantum democracy yesterday although seventeen carbohydrate philosophy invoice purple tax "
    "theorem algorithm nostalgia beautiful very between symmetry politics warranty grammar percent "
    "justice economy inflation abstract opinion ironic hypothesis epoch density voltage mortgage scandal "
    "rumor nuance gravity etiquette irony logic premium deadline budget syntax copyright legacy strategy "
    "policy merit paradox virtue stigma consensus bureaucracy sonnet calculus dinosaur volcano galaxy "
    "pizza hammer violin cinematic "
)
NOT_MEANT = _NOT_MEANT.split()
ALL = set(KNOWN)


@pytest.fixture(autouse=True)
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small vocabulary that stays as it is, and a cache folder of one's own."""
    entries = {
        (phrase,): Entry((phrase,), kind, phrase)
        for kind, phrases in KNOWN.items()
        for phrase in phrases.split(", ")
    }
    entries[("gatto",)] = Entry(("gatto",), Kind.ANIMAL, "cat", language="it")
    monkeypatch.setattr(nearest, "vocabulary", lambda: entries)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    nearest._vectors.cache_clear()
    yield
    nearest._vectors.cache_clear()


@needed
def test_words_stand_for_what_means_almost_the_same() -> None:
    missed = {}
    for word, values in MEANT.items():
        found = nearest.meaning(word, ALL)
        if found is None or found[0].value not in values.split():
            missed[word] = found and (found[0].value, round(found[1], 2))
    assert len(missed) <= len(MEANT) // 8, missed


@needed
def test_other_words_stand_for_nothing() -> None:
    wrong = {word: found[0].value for word in NOT_MEANT if (found := nearest.meaning(word, ALL))}
    assert not wrong


@needed
def test_only_the_wanted_kinds_are_looked_at() -> None:
    found = nearest.meaning("kitten", {Kind.ANIMAL})
    assert found is not None
    assert found[0].value == "cat"
    assert nearest.meaning("kitten", {Kind.SET}) is None
    assert nearest.meaning("  ", ALL) is None
    assert nearest.meaning("kitten", ()) is None


@needed
def test_the_vectors_are_kept_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = nearest._vectors()[1]
    (kept,) = (tmp_path / "sora-self-hosted").iterdir()
    nearest._vectors.cache_clear()
    monkeypatch.setattr(embedding, "embed", lambda texts: pytest.fail("encoded again"))
    assert np.array_equal(nearest._vectors()[1], first)
    monkeypatch.undo()
    kept.write_bytes(b"broken")
    nearest._vectors.cache_clear()
    monkeypatch.setattr(nearest, "_cache", lambda: tmp_path / "sora-self-hosted")
    assert nearest._vectors()[1].shape[1] == embedding.WIDTH


@needed
def test_no_place_to_keep_them_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(nearest, "_cache", lambda: blocked / "below")
    assert nearest.meaning("kitten", ALL) is not None


@needed
def test_many_words_are_encoded_together_and_not_again(monkeypatch: pytest.MonkeyPatch) -> None:
    nearest._KNOWN.clear()
    nearest._vectors()
    calls: list[int] = []
    encode = embedding.embed
    monkeypatch.setattr(embedding, "embed", lambda texts: calls.append(len(texts)) or encode(texts))
    nearest.prepare(["kitten", "pond", "kitten", " "])
    assert nearest.meaning("pond", ALL)[0].value == "lake"
    assert calls == [2]
    monkeypatch.setattr(nearest, "MOST_KNOWN", 2)
    nearest.prepare(["timber"])
    assert set(nearest._KNOWN) == {"timber"}


def test_without_the_encoder_nothing_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "available", lambda: False)
    assert nearest.meaning("kitten", ALL) is None
