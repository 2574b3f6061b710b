"""Downloads from a small server shaped like a hub: whole, broken off, cut short, gated, gone."""

from __future__ import annotations

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from generation.engines.diffusion import hub
from generation.engines.diffusion.files import WeightsUnusable
from generation.engines.diffusion.manifest import Licence, Spoken, Weights
from generation.engines.errors import EngineUnavailable

COMMIT = "c" * 40


class Hub(BaseHTTPRequestHandler):
    """The two addresses that a download asks: what a repository holds, and each of its files, with ranges."""

    folder: ClassVar[Path]
    broken: ClassVar[set[str]] = set()
    gated: ClassVar[bool] = False
    asked: ClassVar[list[str]] = []

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, *, body: bool) -> None:
        path = self.path.partition("?")[0]
        if not path.startswith(("/api/models/owner/tiny", "/owner/tiny/resolve/")):
            return self._send(404, b"{}", {"X-Error-Code": "RepoNotFound"}, body=body)
        if Hub.gated:
            return self._send(403, b"{}", {"X-Error-Code": "GatedRepo"}, body=body)
        if path.startswith("/api"):
            return self._send(200, json.dumps(self._about()).encode(), {}, body=body)
        name = path.split(COMMIT + "/", 1)[1]
        content = (Hub.folder / name).read_bytes()
        extra = {"X-Repo-Commit": COMMIT, "ETag": f'"{hashlib.sha256(content).hexdigest()}"'}
        if body:
            Hub.asked.append(name)
        if body and name in Hub.broken:
            Hub.broken.discard(name)
            self.send_response(500)
            self.send_header("Content-Length", "0")
            return self.end_headers()
        return self._send(200, content, extra, body=body)

    def _about(self) -> dict[str, object]:
        files = [path for path in sorted(Hub.folder.rglob("*")) if path.is_file()]
        told = [{"rfilename": str(p.relative_to(Hub.folder)), "size": p.stat().st_size} for p in files]
        return {
            "id": "owner/tiny",
            "sha": COMMIT,
            "siblings": told,
            "private": False,
            "tags": [],
            "downloads": 0,
        }

    def _send(self, status: int, content: bytes, extra: dict[str, str], *, body: bool) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Length": str(len(content)),
            "Content-Type": "application/json",
            **extra,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(content)


@pytest.fixture
def server(ltx2_folder, monkeypatch):
    Hub.folder, Hub.broken, Hub.gated, Hub.asked = ltx2_folder, set(), False, []
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    import huggingface_hub.constants as constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setenv(hub.ENDPOINT, f"http://127.0.0.1:{serving.server_port}")
    yield serving
    serving.shutdown()
    serving.server_close()


def weights(source: str = "owner/tiny") -> Weights:
    return Weights(family="ltx2", source=source, revision=COMMIT, licence=Licence(name="none"))


def test_weights_come_whole_with_their_progress_and_only_once(server, tmp_path):
    told = []
    folder = hub.download(weights(), tmp_path, told.append)
    assert folder == tmp_path / "owner--tiny" / COMMIT
    assert (folder / "model_index.json").is_file()
    assert told[-1].bytes == told[-1].total > 100_000
    assert [done.bytes for done in told] == sorted(done.bytes for done in told)
    assert next((folder / "transformer").glob("*.safetensors")).stat().st_mode & 0o044
    asked = len(Hub.asked)
    hub.download(weights(), tmp_path, told.append)
    assert len(Hub.asked) == asked


def test_a_download_that_broke_off_goes_on_with_what_is_missing(server, tmp_path):
    name = next(str(p.relative_to(Hub.folder)) for p in (Hub.folder / "vae").glob("*.safetensors"))
    Hub.broken = {name}
    with pytest.raises(EngineUnavailable, match="goes on"):
        hub.download(weights(), tmp_path, lambda _: None)
    assert not (tmp_path / "owner--tiny" / COMMIT).exists()
    before = len(Hub.asked)
    hub.download(weights(), tmp_path, lambda _: None)
    assert 0 < len(Hub.asked) - before < before


def test_a_gated_or_unknown_repository_says_what_to_do(server, tmp_path):
    with pytest.raises(EngineUnavailable, match="no owner/other"):
        hub.download(weights("owner/other"), tmp_path, lambda _: None)
    Hub.gated = True
    with pytest.raises(EngineUnavailable, match="accept its terms"):
        hub.download(weights(), tmp_path, lambda _: None)


def test_too_little_room_is_known_before_the_first_byte(server, tmp_path, monkeypatch):
    monkeypatch.setattr(hub.shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 10})())
    with pytest.raises(EngineUnavailable, match="Make room"):
        hub.download(weights(), tmp_path, lambda _: None)
    assert not Hub.asked


def test_a_folder_of_this_machine_is_never_fetched(tmp_path, ltx2_folder):
    local = Weights(family="ltx2", source=str(ltx2_folder), licence=Licence(name="none"))
    with pytest.raises(WeightsUnusable, match="nothing to download"):
        hub.download(local, tmp_path, lambda _: None)


def test_a_voice_is_fetched_like_weights_and_looked_through(server, tmp_path):
    from .test_voices import speecht5

    made = tmp_path / "made"
    speecht5(made)
    Hub.folder, told = made, []
    voice = Spoken(kind="speecht5", source="owner/tiny", revision=COMMIT, licence=Licence(name="none"))
    folder = hub.download(voice, tmp_path / "models", told.append)
    assert {path.name for path in folder.iterdir()} >= {"config.json", "vocoder", "speaker"}
    assert told[-1].bytes == told[-1].total
    assert voice.copies(tmp_path / "models")
    other = Spoken(kind="vits", source=str(folder), licence=Licence(name="none"))
    with pytest.raises(WeightsUnusable, match="'speecht5', not 'vits'"):
        hub.look(other, folder)
    (folder / "vocoder").rename(folder / "away")
    with pytest.raises(WeightsUnusable, match="'vocoder' is missing"):
        hub.look(voice, folder)
