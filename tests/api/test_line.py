"""The command line over a live server: make, wait, fetch, list, delete, and what goes wrong."""

from __future__ import annotations

import io
import json
import threading

import pytest
from django.core.management import CommandError, call_command

from generation.api import line as lines
from generation.api.line import Line, LineError

pytestmark = pytest.mark.django_db(transaction=True)
CHOICE = ("--model", "colour", "--size", "64x36", "--seconds", "1")


@pytest.fixture
def sora(live_server, key_of, alice, monkeypatch):
    """`sora("list")`: what the command prints."""
    monkeypatch.setenv("SORA_API_KEY", key_of(alice))

    def run(*words, base=f"{live_server.url}/v1") -> str:
        out = io.StringIO()
        call_command("sora", "--base-url", base, *words, stdout=out, stderr=io.StringIO())
        return out.getvalue()

    return run


@pytest.fixture
def workers(work, monkeypatch):
    """Workers that do what waits whenever the command line pauses."""
    monkeypatch.setattr(lines, "POLL_SECONDS", 0.01)
    real = Line.__init__

    def begun(self, *arguments, **options):
        real(self, *arguments, **options)
        self.sleep = lambda _seconds: _in_a_thread(work)

    monkeypatch.setattr(Line, "__init__", begun)


def _in_a_thread(work) -> None:
    def run() -> None:
        from django.db import connection

        work()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_a_video_is_made_waited_for_and_fetched_in_one_command(sora, workers, tmp_path):
    target = tmp_path / "bar.mp4"
    told = sora("create", "A bar moves", *CHOICE, "--output", str(target))
    assert "completed   100 %" in told
    assert target.read_bytes()[4:8] == b"ftyp"
    assert not list(tmp_path.glob("*.part"))


def test_what_is_asked_for_without_waiting_is_listed_looked_at_and_deleted(sora, work, tmp_path, monkeypatch):
    name = json.loads(sora("--json", "create", "A bar moves", *CHOICE, "--no-wait"))["id"]
    assert f"{name}  queued" in sora("list")
    work()
    assert json.loads(sora("--json", "get", name))["status"] == "completed"
    assert "completed" in sora("wait", name)
    monkeypatch.chdir(tmp_path)
    assert sora("download", name, "--variant", "thumbnail").strip() == f"{name}.webp"
    assert (tmp_path / f"{name}.webp").stat().st_size > 100
    sora("delete", name)
    with pytest.raises(CommandError) as gone:
        sora("get", name)
    assert gone.value.returncode == 1


def test_words_come_from_standard_input_and_lists_run_over_pages(sora, monkeypatch, settings):
    monkeypatch.setattr("sys.stdin", io.StringIO("A bar moves\nto the right"))
    sora("create", "-", *CHOICE, "--no-wait")
    for number in range(4):
        sora("create", f"Bar {number}", *CHOICE, "--no-wait")
    monkeypatch.setattr(lines, "PAGE", 2)
    assert len(sora("list", "--limit", "5").splitlines()) == 5
    assert "A bar moves to the right" in sora("list", "--limit", "5")


def test_a_failed_video_ends_with_its_reason(sora, workers):
    with pytest.raises(CommandError, match=r"render_failed"):
        sora("create", "A bar moves", "--model", "colour-broken", "--size", "64x36", "--seconds", "1")


def test_refusals_are_told_in_the_apis_own_words(sora, monkeypatch):
    with pytest.raises(CommandError, match="model_not_found") as refused:
        sora("create", "A bar moves", "--model", "nothing")
    assert refused.value.returncode == 1
    monkeypatch.setenv("SORA_API_KEY", "wrong")
    with pytest.raises(CommandError, match=r"manage\.py apikey") as refused:
        sora("list")
    assert refused.value.returncode == 3
    monkeypatch.delenv("SORA_API_KEY")
    with pytest.raises(CommandError, match="Put a key into SORA_API_KEY"):
        sora("list")


def test_nobody_at_the_address_is_said_after_a_few_tries():
    waited = []
    with pytest.raises(LineError, match="Is the site up") as away:
        Line("http://127.0.0.1:9/v1", "key", sleep=waited.append).get("video_1")
    assert away.value.status == 2
    assert waited == [1, 2, 3]
