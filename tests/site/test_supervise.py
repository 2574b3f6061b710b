"""The supervisor with real child processes."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sora_site import supervise
from sora_site.supervise import KeepsDyingError, Program, Supervisor

SLEEPS = "import time; print('awake', flush=True); time.sleep(600)"


def python(code: str, name: str = "child", rank: int = 0, grace: float = 5) -> Program:
    return Program(name, [sys.executable, "-c", code], os.environ, rank=rank, grace=grace)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, said: list[str]) -> Iterator[Supervisor]:
    made = Supervisor(tmp_path / "logs", said.append)
    yield made
    made.stop()


def pid_of(supervisor: Supervisor) -> int:
    process = supervisor._children[0].process
    assert process is not None
    return process.pid


def test_a_killed_child_is_started_again(supervisor: Supervisor, said: list[str]) -> None:
    supervisor.start(python(SLEEPS))
    first = pid_of(supervisor)
    os.kill(first, signal.SIGKILL)
    assert supervisor.wait_until(lambda: supervisor.running("child") and pid_of(supervisor) != first, 20)
    assert any("starting it again" in line for line in said)


def test_a_child_that_keeps_dying_ends_it_all_with_its_last_words(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "FIRST_PAUSE_SECONDS", 0.0)
    supervisor.start(python("raise SystemExit('no database')"))
    with pytest.raises(KeepsDyingError) as caught:
        supervisor.wait_until(lambda: False, 60)
    assert caught.value.name == "child"
    assert "no database" in caught.value.tail


def test_children_end_in_the_order_of_their_ranks(supervisor: Supervisor, said: list[str]) -> None:
    for name, rank in (("broker", 2), ("web", 0), ("worker", 1)):
        supervisor.start(python(SLEEPS, name, rank))
    supervisor.stop()
    assert [line.split()[0] for line in said] == ["web", "worker", "broker"]


def test_a_child_that_ignores_the_request_to_end_is_killed(supervisor: Supervisor, said: list[str]) -> None:
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPS
    supervisor.start(python(deaf, grace=0.2))
    assert supervisor.wait_until(lambda: "awake" in supervisor.tail("child"), 20)
    supervisor.stop()
    assert any("is killed" in line for line in said)


def test_the_rest_of_a_dead_childs_group_is_ended(supervisor: Supervisor) -> None:
    spawns = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {SLEEPS!r}])"
    supervisor.start(python(f"{spawns}; print(p.pid, flush=True); import time; time.sleep(600)"))
    assert supervisor.wait_until(lambda: "awake" in supervisor.tail("child"), 20)
    grandchild = int(next(word for word in supervisor.tail("child").split() if word.isdigit()))
    os.kill(pid_of(supervisor), signal.SIGKILL)
    assert supervisor.wait_until(lambda: not _alive(grandchild), 20)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux signals a child when its parent dies")
def test_children_end_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    code = f"""
import os, sys
from pathlib import Path
from sora_site.supervise import Program, Supervisor
made = Supervisor(Path({str(tmp_path)!r}), print)
made.start(Program("child", [sys.executable, "-c", {SLEEPS!r}], os.environ))
print(made._children[0].process.pid, flush=True)
made.watch()
"""
    import subprocess

    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 20
    while _alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(child)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")
