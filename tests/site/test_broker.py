"""The embedded Redis-compatible server, really started."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from sora_site import broker
from sora_site.supervise import Supervisor


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    made = Supervisor(tmp_path / "logs", lambda _line: None)
    yield made
    made.stop()


@pytest.fixture
def socket(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("s") / "v.sock"


def start(supervisor: Supervisor, socket: Path, data: Path) -> redis.Redis:
    supervisor.start(broker.program(socket, data))
    assert supervisor.wait_until(lambda: broker.answers(f"unix://{socket}"), 20), supervisor.tail("broker")
    return redis.Redis.from_url(f"unix://{socket}")


def test_what_was_queued_outlives_a_restart(supervisor: Supervisor, socket: Path, tmp_path: Path) -> None:
    start(supervisor, socket, tmp_path).set("queued", "yes")
    supervisor.stop()
    again = Supervisor(tmp_path / "logs", lambda _line: None)
    try:
        assert start(again, socket, tmp_path).get("queued") == b"yes"
    finally:
        again.stop()


def test_only_its_owner_may_use_the_socket(supervisor: Supervisor, socket: Path, tmp_path: Path) -> None:
    start(supervisor, socket, tmp_path)
    assert stat.S_IMODE(socket.stat().st_mode) == 0o700


def test_it_never_forgets_for_lack_of_memory(supervisor: Supervisor, socket: Path, tmp_path: Path) -> None:
    client = start(supervisor, socket, tmp_path)
    assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_one_left_by_a_killed_run_is_ended(supervisor: Supervisor, socket: Path, tmp_path: Path) -> None:
    start(supervisor, socket, tmp_path)
    assert broker.end_left_over(f"unix://{socket}", socket)
    assert not socket.exists()


def test_a_socket_without_a_server_is_cleared_away(socket: Path) -> None:
    socket.touch()
    assert not broker.end_left_over(f"unix://{socket}", socket)
    assert not socket.exists()


def test_without_a_server_on_the_path_the_carried_one_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    binary, version = broker.find()
    assert binary.name == "valkey-server"
    assert version >= broker.OLDEST


def test_a_server_that_is_too_old_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "redis-server"
    old.write_text("#!/bin/sh\necho 'Redis server v=5.0.3 sha=0'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    binary, _version = broker.find()
    assert binary != old
