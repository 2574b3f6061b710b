"""The encoder of many languages: the same thing said in another language is near, another thing is not."""

from __future__ import annotations

import numpy as np
import pytest

from perception import embedding, languages

needed = pytest.mark.skipif(
    not languages.available(), reason="the encoder of many languages is not installed"
)
DOG = [
    "A dog runs in the park",
    "Un cane corre nel parco",
    "Un chien court dans le parc",
    "Ein Hund läuft im Park",
]


@needed
def test_the_same_thing_in_other_languages_is_nearer_than_another_thing_in_the_same() -> None:
    found = languages.embed([*DOG, "The bank raises interest rates"])
    assert found.shape == (5, languages.WIDTH)
    assert np.abs(np.linalg.norm(found, axis=1) - 1).max() < 1e-3
    near = found @ found[0]
    assert near[1:4].min() > 0.6
    assert near[4] < 0.3


@needed
def test_nothing_and_very_much_are_read_too() -> None:
    assert languages.embed([]).shape == (0, languages.WIDTH)
    assert languages.embed(["", "word " * 50_000]).shape == (2, languages.WIDTH)


def test_without_the_package_it_says_so(monkeypatch) -> None:
    monkeypatch.setattr(languages, "available", lambda: False)
    with pytest.raises(embedding.NotInstalled):
        languages.embed(["a"])
