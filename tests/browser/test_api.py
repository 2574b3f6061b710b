"""The official clients, from their registries, against the whole site with its real workers: every method.

Python's is installed with the tests. Node's is fetched by npm into pytest's cache where there is a Node;
where there is none the test is skipped, except in continuous integration, which sets it up.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx2
import openai
import pytest
from openai import AsyncOpenAI, OpenAI
from playwright.sync_api import expect

from tests.api.films import film
from tests.cameo.clips import TEDDY, clip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.worker,
    pytest.mark.timeout(900),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
NODE_PROGRAM = Path(__file__).with_name("every_method.mjs")
NODE_CLIENT = "openai@7.59.0"
CHOICE = {"model": "colour", "size": "64x36", "seconds": "4"}
SIMULATED = {**CHOICE, "model": "tiny"}
PROMPT = "A corgi rides a skateboard"


@pytest.fixture(scope="session")
def key(site) -> str:
    """A key of staff, who may make more videos a day than others; once for the site."""
    who = {"DJANGO_SUPERUSER_PASSWORD": "correct horse battery staple"}
    site.manage("createsuperuser", "--noinput", "--username", "maker", "--email", "maker@example.org", **who)
    return site.manage("apikey", "--user", "maker")


@pytest.fixture
def client(site, key):
    with OpenAI(base_url=f"{site.address}/v1", api_key=key, max_retries=0) as found:
        yield found


@pytest.fixture
def heard():
    """A server of the maker's own: its address, and what webhooks told it, each with headers and body."""
    calls: list[dict] = []

    class Heard(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            calls.append({"headers": {k.lower(): v for k, v in self.headers.items()}, "body": body})
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Quietly."""

    server = HTTPServer(("127.0.0.1", 0), Heard)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", calls
    server.shutdown()
    server.server_close()


def named(client, path: str, video_id: str, **fields):
    """A video by its id: this release of the Python client names one in a form only by a file."""
    body = {"video": {"id": video_id}, **fields}
    return client.post(path, body=body, cast_to=openai.types.Video)


@pytest.fixture(scope="session")
def simulated(site, key):
    """A finished video of the real simulation; rendering is slow, so all of these tests share it."""
    with OpenAI(base_url=f"{site.address}/v1", api_key=key, max_retries=0) as maker:
        video = maker.videos.create_and_poll(prompt=PROMPT, extra_body={"seed": 7}, **SIMULATED)
    assert video.status == "completed", video.error
    return video


def test_every_method_of_the_python_client(client, simulated, tmp_path):
    client.videos.download_content(simulated.id).write_to_file(tmp_path / "corgi.mp4")
    assert (tmp_path / "corgi.mp4").stat().st_size > 10_000
    assert client.videos.download_content(simulated.id, variant="thumbnail").read()[8:12] == b"WEBP"
    assert client.videos.download_content(simulated.id, variant="spritesheet").read()[:2] == b"\xff\xd8"
    longer = named(client, "/videos/extensions", simulated.id, prompt="then it rests", seconds="4")
    video = client.videos.create_and_poll(prompt=PROMPT, **CHOICE)
    remix = client.videos.remix(video.id, prompt="make it night")
    assert remix.remixed_from_video_id == video.id
    content = client.videos.download_content(video.id).read()
    edit = client.videos.edit(prompt="make it night", video=content)
    sent = client.videos.extend(
        prompt="a cat sleeps",
        seconds="4",
        video=film(tmp_path / "sent.mp4", seconds=2),
        extra_body={"model": "colour"},
    )
    assert (longer.seconds, sent.seconds) == ("8", "6")
    for other in (video, remix, edit, sent, longer):
        done = client.videos.poll(other.id)
        assert done.status == "completed", done.error
    character = client.videos.create_character(name="Teddy", video=clip(TEDDY))
    assert client.videos.get_character(character.id).name == "Teddy"
    ids = [row.id for row in client.videos.list(limit=2, order="asc")]
    assert ids[-5:] == [longer.id, video.id, remix.id, edit.id, sent.id]
    assert client.videos.delete(remix.id).deleted
    with pytest.raises(openai.NotFoundError):
        client.videos.retrieve(remix.id)


def test_every_method_of_the_asynchronous_client(site, key, simulated):
    with ThreadPoolExecutor(1) as thread:  # Playwright leaves its own loop running in this one
        thread.submit(asyncio.run, every_method(site, key, simulated)).result()


async def every_method(site, key, simulated):
    async with AsyncOpenAI(base_url=f"{site.address}/v1", api_key=key, max_retries=0) as client:
        video = await client.videos.create_and_poll(prompt=PROMPT, **CHOICE)
        assert (await client.videos.retrieve(video.id)).status == "completed", video.error
        content = (await client.videos.download_content(simulated.id)).read()
        assert content[4:8] == b"ftyp"
        made = [
            await client.videos.extend(prompt="then it rests", seconds="4", video=content),
            await client.videos.remix(simulated.id, prompt="make it night"),
            await client.videos.edit(prompt="make it night", video=content),
        ]
        assert [row.seconds for row in made] == ["8", "4", "4"]
        character = await client.videos.create_character(name="Teddy", video=clip(TEDDY))
        assert (await client.videos.get_character(character.id)).id == character.id
        listed = [row.id async for row in client.videos.list(limit=3)]
        assert {video.id, *(row.id for row in made)} <= set(listed)
        for row in made:
            assert (await client.videos.delete(row.id)).deleted
        assert (await client.videos.poll(video.id)).progress == 100


def test_what_the_original_never_had(site, key, client, simulated, tmp_path):
    head = {"Authorization": f"Bearer {key}"}
    video = client.videos.create(prompt=PROMPT, extra_body={"style": "anime"}, **CHOICE)
    address = f"{site.address}/v1/videos/{video.id}/events"
    with httpx2.stream("GET", address, headers=head, timeout=300) as stream:
        names = [line.removeprefix("event: ") for line in stream.iter_lines() if line.startswith("event: ")]
    assert names[-1] == "video.completed"
    assert set(names[:-1]) == {"video.progress"}
    take = client.videos.download_content(simulated.id, extra_query={"variant": "take"})
    take.write_to_file(tmp_path / "take.zip")
    assert {"take.npz", "take.json", "model.json"} <= set(zipfile.ZipFile(tmp_path / "take.zip").namelist())
    found = client.get(f"/videos/{simulated.id}/physics", cast_to=httpx2.Response).json()
    assert found["object"] == "video.physics"
    assert found["shots"][0]["bounds"]
    assert {"name", "law", "amount", "held"} <= set(found["checks"][0])


@pytest.fixture
def hook(client, heard, tmp_path):
    """A file with one delivered webhook: its body, headers and secret, as the site sent it."""
    address, calls = heard
    row = client.post("/webhook_endpoints", body={"url": address}, cast_to=httpx2.Response).json()
    video = client.videos.create_and_poll(prompt=PROMPT, **CHOICE)
    waited = threading.Event()
    for _second in range(60):
        if calls:
            break
        waited.wait(1)
    client.delete(f"/webhook_endpoints/{row['id']}", cast_to=object)
    path = tmp_path / "hook.json"
    path.write_text(json.dumps({**calls[0], "secret": row["secret"], "video": video.id}))
    return path


@pytest.fixture
def node(request) -> tuple[Path, Path]:
    """Node, and a folder in which the official client is installed."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found is None or npm is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("There is no Node here, or no npm.")
    folder = request.config.cache.mkdir("node-" + NODE_CLIENT.replace("@", "-"))
    if not (folder / "node_modules" / "openai" / "package.json").is_file():
        command = [
            npm,
            "install",
            "--no-audit",
            "--no-fund",
            "--no-save",
            "--prefix",
            str(folder),
            NODE_CLIENT,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=240, cwd=folder)
    return Path(found), folder


def test_every_method_of_the_node_client_and_webhooks_in_both(
    site, key, client, simulated, hook, node, tmp_path
):
    told = json.loads(hook.read_text())
    event = client.webhooks.unwrap(told["body"], told["headers"], secret=told["secret"])
    assert (event.type, event.data.id) == ("video.completed", told["video"])
    with pytest.raises(openai.InvalidWebhookSignatureError):
        client.webhooks.unwrap(told["body"] + " ", told["headers"], secret=told["secret"])

    program, folder = node
    film(tmp_path / "film.mp4", seconds=2)
    (tmp_path / "clip.mp4").write_bytes(clip(TEDDY))
    shutil.copy(NODE_PROGRAM, folder / NODE_PROGRAM.name)
    env = {**os.environ, "BASE": f"{site.address}/v1", "KEY": key, "HOOK": str(hook)}
    env |= {"SIMULATED": simulated.id}
    env |= {"FILM": str(tmp_path / "film.mp4"), "CLIP": str(tmp_path / "clip.mp4")}
    done = subprocess.run(
        [str(program), NODE_PROGRAM.name], cwd=folder, env=env, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout)
    made = said["created"]["id"]
    assert (said["created"]["status"], said["completed"]["status"]) == ("queued", "completed")
    for name in ("edit", "extend", "sent"):
        client.videos.delete(said[name]["id"])
    assert (said["film"], said["thumbnail"], said["spritesheet"]) == ("ftyp", "WEBP", 0xFF)
    assert said["remix"]["remixed_from_video_id"] == made
    assert [said[name]["seconds"] for name in ("edit", "extend", "sent")] == ["4", "8", "6"]
    assert said["found"] == said["character"]
    assert {made, said["remix"]["id"], said["edit"]["id"]} <= set(said["listed"])
    assert said["deleted"] == {"id": said["remix"]["id"], "object": "video.deleted", "deleted": True}
    assert said["refused"] == {
        "name": "BadRequestError", "status": 400, "param": "size", "code": "invalid_value",
    }  # fmt: skip
    assert (said["hook"]["data"]["id"], said["forged"]) == (told["video"], "InvalidWebhookSignatureError")


def test_a_video_of_a_program_is_published_by_its_owner_alone(site, client, as_, key):
    """A draft like every other: in no feed, until its owner publishes it in the app."""
    own = site.manage("apikey", "--user", "alice")
    alice = OpenAI(base_url=f"{site.address}/v1", api_key=own, max_retries=0)
    video = alice.videos.create_and_poll(prompt="A corgi rides a skateboard by the sea", **CHOICE)
    assert video.status == "completed", video.error
    bob = as_("bob")
    bob.goto("/?feed=latest")
    assert "A corgi rides a skateboard by the sea" not in bob.content()
    page = as_("alice")
    page.goto(f"/v/{video.id}/publish/")
    page.fill("[name=caption]", "Made by a program")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_load_state()
    bob.goto("/@alice/")
    assert video.id in bob.content()


def test_the_console_of_the_page_sends_calls(visit, key):
    page = visit(viewport={"width": 390, "height": 844})
    page.goto("/developers/")
    page.fill("[name=key]", key)
    page.select_option("[name=call]", label="GET /models/{model}")
    page.fill("[name='parameter:path:model']", "colour")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-status]")).to_have_text("200 OK")
    expect(page.locator("[data-text]")).to_contain_text('"id": "colour"')
    page.fill("[name='parameter:path:model']", "sora-9")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-text]")).to_contain_text("model_not_found")
