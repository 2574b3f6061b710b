"""Recordings that are made once for all tests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts import clock
from cameo.models import Access, Cameo

NUMBERS, TURNS = "472951", ["left", "right"]


@pytest.fixture(scope="session")
def film():
    """One person before the camera who does what was asked."""
    from .films import recorded

    return recorded("a man", NUMBERS, TURNS)


@pytest.fixture
def verified(db):
    """`verified(alice, access=…)`: a cameo that is ready to be used."""

    def _verified(person, **fields) -> Cameo:
        looks = {"skin": "#8d5a3c", "hair": "#101010", "top": "#2f7d4a", "hair_style": "curly"}
        words = {"access": Access.EVERYONE, "likeness": looks, "voice": {"voice": "low", "pitch_hz": 110}}
        return Cameo.objects.create(owner=person, verified_at=clock.now(), **{**words, **fields})

    return _verified


@pytest.fixture
def yesterday():
    return clock.now() - timedelta(days=1)
