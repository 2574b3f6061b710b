"""The encoder of meaning: its numbers are the published ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from perception import embedding
from perception.wordpiece import WordPiece, words

needed = pytest.mark.skipif(not embedding.available(), reason="the encoder's weights are not installed")


def test_words_lose_capitals_and_accents_and_marks_stand_alone() -> None:
    assert list(words("Perché l'ÉTÀ? 東京\ttower$5 \x00a\u200db")) == [
        "perche", "l", "'", "eta", "?", "東", "京", "tower", "$", "5", "ab",
    ]  # fmt: skip


def test_a_word_is_cut_into_its_longest_pieces(tmp_path: Path) -> None:
    path = tmp_path / "vocab.txt"
    path.write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\n##a\nyes\n", "utf-8")
    pieces = WordPiece(path)
    assert pieces.numbers("unaffable", 256) == [2, 4, 5, 6, 3]
    assert pieces.numbers("yes zebra", 256) == [2, 8, 1, 3]
    assert pieces.numbers("un" * 60, 256) == [2, 1, 3]
    assert pieces.numbers("yes yes yes", 4) == [2, 8, 8, 3]


@needed
def test_the_similarities_are_those_of_the_models_card() -> None:
    vectors = embedding.embed(
        ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    )
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    told = np.array([[1, 0.6660, 0.1046], [0.6660, 1, 0.1411], [0.1046, 0.1411, 1]])
    assert np.abs(vectors @ vectors.T - told).max() < 1e-3


@needed
def test_a_text_means_the_same_alone_and_among_others() -> None:
    texts = ["a cat", "a dragon sleeps on a mountain of gold", "", "rain"]
    together = embedding.embed(texts)
    alone = np.concatenate([embedding.embed([text]) for text in texts])
    assert np.abs(together - alone).max() < 1e-5
    assert np.array_equal(together, embedding.embed(texts))
    assert embedding.embed([]).shape == (0, 384)


@needed
def test_a_phrase_reads_the_same_alone_and_among_others() -> None:
    phrase = "a small friendly dragon"
    alone = embedding.embed([phrase])[0]
    among = embedding.embed(["rain", phrase, "a very long sentence about trains that leave at night"])[1]
    assert np.allclose(alone, among, atol=1e-5)


def test_without_the_weights_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "PACKAGE", "no_such_package_here")
    embedding._folder.cache_clear()
    try:
        assert not embedding.available()
        with pytest.raises(embedding.NotInstalled):
            embedding.embed(["a cat"])
    finally:
        monkeypatch.undo()
        embedding._folder.cache_clear()
