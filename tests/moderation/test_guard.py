"""A guard model that an operator names: combined with our reading, and never trusted alone."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from moderation import guard
from moderation.findings import Band, By, Finding
from moderation.guard import Answer, Says

DOUBT = [Finding("violence", Band.UNSURE, By.CLASSIFIER)]


@pytest.fixture
def endpoint(monkeypatch):
    """A real server on the loopback that answers `endpoint.answer`; `endpoint.asked` is what it was sent."""

    class Guard(BaseHTTPRequestHandler):
        answer: object = {}
        status = 200
        asked: list = []

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            Guard.asked.append((self.path, body, self.headers.get("Authorization")))
            self.send_response(Guard.status)
            self.end_headers()
            self.wfile.write(json.dumps(Guard.answer).encode())

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Guard)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("SORA_GUARD_URL", f"http://127.0.0.1:{server.server_port}/v1/")
    monkeypatch.setenv("SORA_GUARD_MODEL", "guard-1")
    monkeypatch.setenv("SORA_GUARD_KEY", "secret")
    yield Guard
    server.shutdown()
    server.server_close()


def flagged(**categories):
    return {
        "results": [{"flagged": any(categories.values()), "categories": categories, "category_scores": {}}]
    }


def test_no_guard_changes_nothing(monkeypatch):
    monkeypatch.delenv("SORA_GUARD_URL", raising=False)
    assert guard.combined(DOUBT, "words") == DOUBT


def test_both_have_to_doubt_before_a_text_is_refused(endpoint):
    endpoint.answer = flagged(violence=True, hate=False)
    assert guard.combined(DOUBT, "words")[0] == Finding("violence", Band.SURE, By.GUARD)
    assert guard.combined([], "words") == [Finding("violence", Band.UNSURE, By.GUARD)]
    path, body, key = endpoint.asked[-1]
    assert (path, body, key) == ("/v1/moderations", {"model": "guard-1", "input": "words"}, "Bearer secret")


def test_a_guard_that_says_safe_reads_other_languages_but_lifts_no_doubt_of_ours(endpoint):
    endpoint.answer = flagged(violence=False)
    unread = Finding("other_language", Band.UNSURE, By.CHECK)
    assert guard.combined([unread, *DOUBT], "words") == DOUBT


def test_what_is_sure_already_is_not_sent_anywhere(endpoint):
    endpoint.asked.clear()
    sure = [Finding("hate", Band.SURE, By.RULES)]
    assert guard.combined(sure, "words") == sure
    assert endpoint.asked == []


@pytest.mark.parametrize("answer", [{}, [], {"results": []}, {"results": [{"flagged": "no"}]}, "safe"])
def test_an_answer_that_is_none_goes_to_a_person(endpoint, answer):
    endpoint.answer = answer
    assert guard.combined([], "words") == [Finding("unread", Band.UNSURE, By.GUARD)]


def test_an_error_and_a_dead_address_go_to_a_person(endpoint, monkeypatch):
    endpoint.status = 500
    assert guard.ask("words") == Answer(Says.NOTHING)
    monkeypatch.setenv("SORA_GUARD_URL", "http://127.0.0.1:9/v1")
    assert guard.ask("words") == Answer(Says.NOTHING)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Safety: Unsafe\nCategories: Violent", Answer(Says.UNSAFE, "violence")),
        ("Safety: Controversial\nCategories: Unethical Acts", Answer(Says.UNSURE)),
        ("Safety: Safe\nCategories: None", Answer(Says.SAFE)),
        ("unsafe\nS10", Answer(Says.UNSAFE, "hate")),
        ("I cannot answer", Answer(Says.NOTHING)),
    ],
)
def test_guards_that_chat_are_understood(endpoint, monkeypatch, said, answer):
    monkeypatch.setenv("SORA_GUARD_KIND", "chat")
    endpoint.answer = {"choices": [{"message": {"content": said}}]}
    assert guard.ask("words") == answer
