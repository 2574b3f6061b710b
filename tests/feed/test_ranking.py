"""The ranking: creating counts, looking does not, nobody fills a page, wishes are obeyed."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from feed.ranking import Reader, Shelf, Weights, Wish, rank
from feed.ranking.matter import WIDTH, packed, unpacked
from feed.ranking.wishes import said


def shelf_of(number: int, **columns) -> Shelf:
    """`number` posts by as many authors, each with its own meaning, newest first, else all the same."""
    rng = np.random.default_rng(5)
    vectors = rng.normal(size=(number, WIDTH)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    same = np.zeros(number, np.float32)
    rows = {
        "ids": np.arange(number),
        "authors": 1000 + np.arange(number),
        "roots": np.arange(number),
        "vectors": np.rint(vectors * 127).astype(np.int8),
        "age": np.linspace(0, 1, number, dtype=np.float32),
        "likes": same,
        "saves": same,
        "comments": same,
        "remixes": same,
        "shown": same + 200,
        "novelty": same + 0.5,
        "words": tuple(f"post {n}" for n in range(number)),
    }
    columns = {
        name: np.asarray(v, np.float32) if name not in {"words", "authors", "roots"} else v
        for name, v in columns.items()
    }
    return Shelf(**{**rows, **columns})


def order(shelf: Shelf, reader: Reader | None = None, **options) -> list[int]:
    return [found.id for found in rank(shelf, reader or Reader(1), Weights(), seed=1, **options)]


def meaning(shelf: Shelf, row: int) -> np.ndarray:
    return shelf.vectors[row].astype(np.float32) / 127


def test_what_made_people_create_stands_above_what_was_only_liked():
    remixes, likes = np.zeros(30), np.zeros(30)
    remixes[20], likes[25] = 12, 12
    found = order(shelf_of(30, remixes=remixes, likes=likes))
    assert found[0] == 20
    assert found.index(25) > 0


def test_nothing_that_goes_in_says_how_long_anybody_looked():
    names = {entry.name for kind in (Shelf, Reader, Weights) for entry in fields(kind)}
    assert not {
        name for name in names if any(word in name for word in ("watch", "dwell", "time", "second", "view"))
    }


def test_the_same_input_gives_the_same_order():
    shelf = shelf_of(120, shown=np.arange(120))
    assert order(shelf) == order(shelf)


def test_no_author_has_more_than_two_of_twenty():
    authors = np.asarray([7] * 15 + list(range(100, 145)))
    found = order(shelf_of(60, authors=authors), size=20)
    assert sum(authors[post] == 7 for post in found) <= 2


def test_one_chain_of_remixes_takes_one_place_of_ten():
    roots = np.asarray([3] * 8 + list(range(100, 132)))
    found = order(shelf_of(40, roots=roots), size=10)
    assert sum(roots[post] == 3 for post in found) <= 1


def test_a_post_that_few_were_shown_gets_a_place_among_the_first_ten():
    shown, likes = np.full(60, 400.0), np.full(60, 90.0)
    shown[50], likes[50] = 2, 0
    age = np.linspace(0, 30, 60)
    assert 50 in order(shelf_of(60, shown=shown, likes=likes, age=age), size=10)


def test_two_films_that_say_the_same_are_not_shown_one_after_the_other():
    shelf = shelf_of(30)
    vectors = shelf.vectors.copy()
    vectors[1] = vectors[0]
    found = order(replace(shelf, vectors=vectors), size=20)
    assert not {0, 1} <= set(found)


def test_a_wish_lifts_what_it_means_and_says_so():
    shelf = shelf_of(60)
    reader = Reader(1, wishes=(Wish("slow nature", 1.0, vector=meaning(shelf, 40)),))
    first = rank(shelf, reader, Weights(), seed=1)[0]
    assert first.id == 40
    assert (first.reasons[0].code, first.reasons[0].about) == ("wish", "slow nature")


@pytest.mark.parametrize("by", ["meaning", "words"])
def test_not_at_all_means_not_at_all(by):
    shelf = shelf_of(60, words=tuple("two cats" if n == 5 else f"post {n}" for n in range(60)))
    vector = meaning(shelf, 5) if by == "meaning" else None
    assert 5 not in order(shelf, Reader(1, wishes=(Wish("cats", -2.0, hide=True, vector=vector),)))


def test_muted_people_and_hidden_posts_are_left_out_before_anything_is_scored():
    found = order(shelf_of(30), Reader(1, muted=frozenset({1003}), hidden=frozenset({9})))
    assert not {3, 9} & set(found)


def test_those_one_knows_come_first_and_what_was_seen_last():
    shelf = shelf_of(30)
    found = order(shelf, Reader(1, followed=frozenset({1020}), mutual=frozenset({1021}), seen=frozenset({0})))
    assert found[:2] == [21, 20]
    assert found[-1] == 0


def test_every_post_says_why_it_is_there():
    for found in rank(shelf_of(40, shown=np.arange(40) * 9), Reader(1), Weights(), seed=3):
        assert 1 <= len(found.reasons) <= 2


def test_an_empty_shelf_gives_an_empty_list():
    assert order(shelf_of(0)) == []


def test_a_meaning_survives_its_storage():
    vector = meaning(shelf_of(1), 0)
    assert float(unpacked(packed(vector)) @ vector) == pytest.approx(1, abs=0.02)
    assert not unpacked(b"").any()


def test_an_unknown_weight_is_named():
    with pytest.raises(ValueError, match="watch_time"):
        Weights.of({"watch_time": 1})


@pytest.mark.parametrize(
    ("sentence", "wishes"),
    [
        ("more slow nature films, fewer cats, nothing loud", "+1 slow nature; -1 cats; no loud"),
        ("I love whales and dolphins but no horror", "+2 whales; +2 dolphins; no horror"),
        ("più filmati di natura, meno gatti e niente urla", "+1 natura; -1 gatti; no urla"),
        ("vorrei vedere cani e barche, basta con il calcio", "+1 cani; +1 barche; no calcio"),
        ("more stop motion clay", "+1 stop motion clay"),
        ("less cats and more dogs", "-1 cats; +1 dogs"),
        ("no cats, more cats", "+1 cats"),
        ("!!! … ,,", ""),
    ],
)
def test_a_sentence_is_read_clause_by_clause(sentence, wishes):
    read = [f"{'no' if one.hide else f'{one.weight:+.0f}'} {one.phrase}" for one in said(sentence)]
    assert "; ".join(read) == wishes


def test_for_now_is_heard_in_both_languages():
    assert [one.now for one in said("skateboards for now; cani")] == [True, False]
    assert said("balene stasera")[0].now
