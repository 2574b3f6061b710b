"""The official client against a live server, with the small engine's models."""

from __future__ import annotations

import pytest
from openai import OpenAI

from generation import dispatch, releasing, waits, worker
from generation.api import keys
from tests.generation.conftest import _own_folders, _small_models, brief, make  # noqa: F401 (the fixtures)


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    """These tests ring by hand."""
    monkeypatch.setattr(dispatch, "ring", lambda _queue: True)
    monkeypatch.setattr(dispatch, "send", lambda *_message, **_options: True)


@pytest.fixture(autouse=True)
def _own_queue():
    """No test hears of the queue of the one before."""
    waits.board.waits = waits.Waits()
    waits.board.forget()


@pytest.fixture
def work():
    """`work()`: what the workers would do until nothing waits."""

    def _work() -> None:
        while worker.render_next("simulation") != "idle":
            pass
        while releasing.release_next() not in {"idle", "lost"}:
            pass

    return _work


@pytest.fixture
def key_of(db):
    """`key_of(alice, "read")`: the text of a new key."""
    return lambda person, *scopes: keys.create(person, "test", scopes or ("read", "create", "manage"))[1]


@pytest.fixture
def client(live_server, key_of, alice):
    """Alice's client; it tries once."""
    with OpenAI(base_url=f"{live_server.url}/v1", api_key=key_of(alice), max_retries=0) as found:
        yield found
