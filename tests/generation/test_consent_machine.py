"""Consent held to a simple model over random acts; the bench runs ten thousand sequences of them."""

from __future__ import annotations

import pytest

from benchmarks import consent


@pytest.mark.django_db(transaction=True)
def test_no_sequence_of_acts_leaks_a_likeness():
    consent.run(12)
