"""The composer: what was understood is changed by hand, by the operator's model, or worded more richly."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse

from accounts.errors import Refusal
from generation import admission, reading
from generation.admission import Brief
from generation.composing import edits, enhancer, llm, marking
from generation.engines.errors import BadRequest
from generation.models import Video
from generation.states import ParentKind

WORDS = "Shot 1: A man in a red shirt dances in a park. Shot 2: Close-up, the man says “Hello there”."


@pytest.fixture
def play():
    return reading.read(WORDS, seconds=8, style="realistic", seed=3).screenplay


@pytest.fixture
def typed() -> dict[str, str]:
    return {
        "prompt": WORDS, "model": "colour", "style": "realistic", "orientation": "landscape", "size": "64x36",
        "seconds": "4", "seed": "", "variants": "1", "submission": "a-page", "draw": "77",
    }  # fmt: skip


def _at(play, path):
    return edits.value(play, path)


def _name(play):
    return play["actors"][0]["name"]


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("all.set", "beach"),
        ("all.time_of_day", "night"),
        ("shots.1.weather", "rain"),
        ("shots.0.camera.size", "close"),
        ("shots.0.camera.move", "orbit"),
        ("shots.1.lines.0.text", "Good night"),
        ("actors.{name}.top", "#00ff00"),
        ("actors.{name}.hair_style", "long"),
    ],
)
def test_everything_in_the_panel_can_be_changed(play, path, to):
    path = path.format(name=_name(play))
    found = edits.edited(play, [{"at": path, "to": to}])
    assert not found.misfits
    assert _at(found.play, path) == to


def test_an_action_is_said_in_whatever_words(play):
    for said in ("jumps", "salta", "Jump"):
        found = edits.edited(play, [{"at": "shots.0.beats.0.action", "to": said}])
        assert _at(found.play, "shots.0.beats.0.action") == "jump"
    assert edits.edited(play, [{"at": "shots.0.beats.0.action", "to": "frobnicates"}]).misfits


def test_shots_are_deleted_cut_and_moved_and_the_film_stays_as_long(play):
    whole = sum(shot["seconds"] for shot in play["shots"])
    for deed in ({"do": "delete", "shot": 0}, {"do": "copy", "shot": 1}, {"do": "later", "shot": 0}):
        found = edits.edited(play, [deed]).play
        assert sum(shot["seconds"] for shot in found["shots"]) == pytest.approx(whole, abs=0.01)
        assert [shot["index"] for shot in found["shots"]] == list(range(len(found["shots"])))
    assert edits.edited(play, [{"do": "earlier", "shot": 1}]).play["shots"][0]["lines"]


def test_what_fits_no_more_is_told_and_the_rest_holds(play):
    changes = [
        {"at": "shots.7.set", "to": "beach"},
        {"at": "all.set", "to": "hell"},
        {"at": "all.set", "to": "moon"},
    ]
    found = edits.edited(play, changes)
    assert list(found.misfits) == changes[:2]
    assert _at(found.play, "all.set") == "moon"


@pytest.mark.parametrize(
    "text",
    [
        "", "no", "{}", "[1, null]", '[{"at": "seed", "to": "1"}]', '[{"at": "shots.0.seconds", "to": 4}]',
        '[{"do": "explode"}]', '[{"do": "delete", "shot": -1}]', "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_change_is_left_out(text):
    assert edits.parse(text) == []


def test_words_that_a_change_takes_away_are_not_said_to_be_shown(play):
    changes = [{"at": "all.set", "to": "beach"}, {"at": f"actors.{_name(play)}.top", "to": "#0000ff"}]
    found = marking.marked(edits.edited(play, changes).play, changes)
    marks = {word["text"]: word["mark"] for word in found["understood"]}
    assert marks["park"] == "not_staged"
    assert marks["dances"] == "staged"


@pytest.mark.django_db
def test_a_change_in_the_panel_is_what_gets_made(client, alice, typed):
    client.force_login(alice)
    page = client.post(reverse("understood"), typed)
    panel = page.context["panel"]
    name = panel.cast[0]["name"]
    sent = typed | {
        "shown": page.context["shown"], "edits": "[]",
        "e.all.set": "beach", f"e.actors.{name}.top": "#00ff00",
        "e.shots.1.lines.0.text": "Good night",
    }  # fmt: skip
    response = client.post(reverse("create"), sent)
    video = Video.objects.get()
    assert response.url == reverse("making", args=[video.public_id])
    assert {shot["set"] for shot in video.screenplay["shots"]} == {"beach"}
    assert video.screenplay["actors"][0]["appearance"]["top"] == "#00ff00"
    assert video.screenplay["shots"][1]["lines"][0]["text"] == "Good night"
    assert (video.seed, video.prompt, video.seconds) == (77, WORDS, 4)


@pytest.mark.django_db
def test_who_is_shown_is_who_is_made(client, alice, typed):
    client.force_login(alice)
    shown = client.post(reverse("understood"), typed).context["screenplay"]["actors"]
    client.post(reverse("create"), typed)
    assert Video.objects.get().screenplay["actors"] == shown


@pytest.mark.django_db
def test_changes_outlive_new_words_and_are_undone_and_redone(client, alice, typed):
    client.force_login(alice)
    made = json.dumps([{"at": "all.set", "to": "beach"}])
    typed |= {"edits": made, "prompt": "A dog runs in a city"}
    assert client.post(reverse("understood"), typed).context["panel"].changed == 1
    undone = client.post(reverse("understood"), typed | {"op": "undo"}).context["panel"]
    assert undone.play["shots"][0]["set"] == "city"
    again = {"edits": undone.edits, "redo": undone.redo, "op": "redo"}
    assert (
        client.post(reverse("understood"), typed | again).context["panel"].play["shots"][0]["set"] == "beach"
    )


@pytest.mark.django_db
def test_without_scripts_the_page_itself_reads(client, alice, typed):
    client.force_login(alice)
    page = client.post(reverse("create"), typed | {"op": "copy:0"})
    assert page.status_code == 200
    assert len(page.context["panel"].shots) == 3
    assert not Video.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("base", ["no", "[]", '{"version": 1}', "{" * 50_000])
def test_a_bad_screenplay_is_refused_and_nothing_typed_is_lost(client, alice, typed, base):
    client.force_login(alice)
    response = client.post(reverse("create"), typed | {"base": base})
    assert (response.status_code, response["X-Refusal"]) == (422, "bad_screenplay")
    assert response.context["form"]["prompt"].value() == WORDS
    assert client.post(reverse("understood"), typed | {"base": base})["X-Refusal"] == "bad_screenplay"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"seconds": 99}, "bad_choice"),
        ({"seconds": 2}, "bad_screenplay"),
        ({"screenplay": {"shots": []}}, "bad_screenplay"),
        ({"line": "a bell \x07"}, "prompt_unreadable"),
        ({"line": "I am @bob"}, "cameo_consent_missing"),
    ],
)
def test_the_words_of_a_screenplay_pass_every_gate(play, alice, bob, change, code):
    play = edits.fitted(play, 4)
    if "line" in change:
        play["shots"][1]["lines"][0]["text"] = change.pop("line")
    brief = {"prompt": WORDS, "model": "colour", "style": "realistic", "size": (64, 36), "seconds": 4}
    with pytest.raises(Refusal) as refused:
        admission.admit(Brief(**{**brief, "screenplay": play, **change}), alice)
    assert refused.value.code == code


@pytest.mark.django_db
def test_a_video_is_made_anew_after_a_change_of_what_was_understood(client, make, alice, bob, typed):
    video = make(alice, seed=5)
    client.force_login(alice)
    address = f"{reverse('create')}?change={video.public_id}"
    page = client.get(address)
    assert page.context["form"]["prompt"].value() == video.prompt
    panel = page.context["panel"]
    sent = typed | {
        "prompt": video.prompt, "change": video.public_id, "seed": "5", "base": panel.base,
        "words": panel.state.words, "shown": page.context["shown"],
        "e.all.time_of_day": "night", "seconds": "1",
    }  # fmt: skip
    client.post(reverse("create"), sent)
    again = Video.objects.exclude(pk=video.pk).get()
    assert (again.parent, again.parent_kind, again.seed) == (video, ParentKind.REROLL, 5)
    assert again.screenplay["actors"] == video.screenplay["actors"]
    assert again.screenplay["shots"][0]["time_of_day"] == "night"
    client.force_login(bob)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("prompt", "word"),
    [("A corgi rides a skateboard", "Shot 2"), ("Un cane corre sulla spiaggia", "Scena 2")],
)
def test_a_richer_wording_keeps_everything_and_is_staged(prompt, word):
    offers = {enhancer.richer(prompt, seconds=8, style="auto", number=number) for number in range(6)}
    assert len(offers) > 2
    assert any(word in offer for offer in offers)
    for offer in offers:
        assert prompt in offer
        marks = reading.read(offer, seconds=8, style="auto", seed=0).not_staged
        assert marks == []
    assert enhancer.richer(prompt, seconds=8, style="auto") == enhancer.richer(
        prompt, seconds=8, style="auto"
    )


def test_the_difference_of_an_offer_is_shown():
    found = enhancer.pieces("A dog runs", "A dog runs, at dawn.")
    assert [(piece.text, piece.sort) for piece in found] == [("A dog runs", "same"), (", at dawn.", "added")]


@pytest.mark.django_db
def test_an_offer_is_accepted_and_taken_back_without_scripts(client, alice, typed):
    client.force_login(alice)
    page = client.post(reverse("create"), typed | {"op": "richer", "prompt": "A corgi rides a skateboard"})
    offer = page.context["offer"]
    taken = client.post(reverse("create"), typed | {"op": "accept", "offer": offer})
    assert taken.context["form"]["prompt"].value() == offer
    back = client.post(
        reverse("create"), typed | {"op": "back", "mine": taken.context["mine"], "prompt": offer}
    )
    assert back.context["form"]["prompt"].value() == WORDS
    assert not Video.objects.exists()


class _Endpoint(BaseHTTPRequestHandler):
    """A small server that speaks chat completions: what it says is its server's `says`."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization"), body))
        time.sleep(self.server.waits)
        answer = {"choices": [{"message": {"role": "assistant", "content": self.server.says}}]}
        content = json.dumps(answer).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words):
        pass


@pytest.fixture
def endpoint(monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Endpoint)
    server.asked, server.says, server.status, server.waits = [], "", 200, 0.0
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setenv("SORA_LLM_URL", f"http://127.0.0.1:{server.server_port}/v1")
    monkeypatch.setenv("SORA_LLM_MODEL", "small-model")
    monkeypatch.setenv("SORA_LLM_KEY", "a-key")
    yield server
    server.shutdown()
    server.server_close()


def _written(play) -> str:
    shots = [{**shot, "set": "moon", "seconds": 3} for shot in play["shots"]]
    return json.dumps({"actors": play["actors"], "props": [], "title": "On the Moon", "shots": shots})


def test_a_model_writes_the_screenplay_under_the_same_schema(endpoint, play):
    endpoint.says = f"```json\n{_written(play)}\n```"
    found = llm.screenplay(WORDS, seconds=8, style="realistic", seed=3, styles=("realistic",))
    assert {shot["set"] for shot in found["shots"]} == {"moon"}
    assert sum(shot["seconds"] for shot in found["shots"]) == pytest.approx(8, abs=0.01)
    assert (found["prompt"], found["seed"]) == (WORDS, 3)
    assert {w["text"]: w["mark"] for w in found["understood"]}["park"] == "not_staged"
    path, key, body = endpoint.asked[0]
    assert (path, key, body["model"]) == ("/v1/chat/completions", "Bearer a-key", "small-model")
    wanted = body["response_format"]["json_schema"]["schema"]
    assert "moon" in wanted["$defs"]["Shot"]["properties"]["set"]["enum"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("says", "status", "waits"),
    [("no JSON", 200, 0), ('{"shots": 4}', 200, 0), ("[]", 200, 0), ("", 500, 0), ("", 200, 0.6)],
)
def test_without_a_usable_answer_the_rules_read(
    endpoint, client, alice, typed, monkeypatch, says, status, waits
):
    monkeypatch.setenv("SORA_LLM_SECONDS", "0.3")
    endpoint.says, endpoint.status, endpoint.waits = says, status, waits
    client.force_login(alice)
    response = client.post(reverse("create"), typed, follow=True)
    assert b"Read by rules because" in response.content
    assert Video.objects.get().screenplay["shots"][0]["set"] == "park"


@pytest.mark.django_db
def test_create_asks_the_model_unless_something_was_changed_by_hand(endpoint, client, alice, typed, play):
    endpoint.says = _written(play)
    client.force_login(alice)
    client.post(reverse("create"), typed)
    assert Video.objects.get().screenplay["shots"][0]["set"] == "moon"
    changed = typed | {"submission": "b", "edits": json.dumps([{"at": "all.set", "to": "beach"}])}
    client.post(reverse("create"), changed)
    assert Video.objects.latest("pk").screenplay["shots"][0]["set"] == "beach"
    assert len(endpoint.asked) == 1


def test_the_loader_takes_nothing_that_nobody_can_stage(play):
    play["shots"][0]["set"] = "hell"
    with pytest.raises(BadRequest):
        edits.loaded(play)
