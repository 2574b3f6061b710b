"""Finished videos, and posts of them."""

from __future__ import annotations

import pytest

from accounts import clock
from feed import actions
from generation.models import Video
from generation.states import Status


@pytest.fixture
def finished(db):
    """`finished(alice)`: a completed video that passed the review."""

    def _make(person, **fields) -> Video:
        words = {"prompt": "A corgi rides a skateboard", "title": "A corgi", "model": "sora-1-turbo"}
        shape = {"style": "realistic", "seconds": 4, "width": 640, "height": 360, "seed": 7, "screenplay": {}}
        state = {
            "status": Status.COMPLETED,
            "progress": 100,
            "publishable": True,
            "folder": "videos/x/1",
            "created_at": clock.now(),
        }
        return Video.objects.create(owner=person, **{**words, **shape, **state, **fields})

    return _make


@pytest.fixture
def post(finished):
    """`post(alice, caption=…)`: a published video."""

    def _post(person, **words):
        return actions.publish(person, finished(person), **words)

    return _post
