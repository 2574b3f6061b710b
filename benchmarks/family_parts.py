"""The parts of `family`, each run as `python -m benchmarks.family_parts NAME` in a data folder of its own."""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sora_site.settings")
ROWS = list[list[Any]]


def start() -> Path:
    """Django on an empty database, with a cache within the process."""
    import django
    from django.conf import settings

    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return Path(settings.DATA_DIR)


def peak() -> str:
    """The most memory that this process ever held."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def person(handle: str, age: int = 40) -> Any:  # noqa: ANN401 (a model that is not loaded yet)
    """Somebody of that age."""
    from accounts import clock
    from accounts.models import Person

    born = clock.today().replace(year=clock.today().year - age, day=1)
    return Person.objects.create_user(handle, birth_date=born, email=f"{handle}@example.org")


def film(owner: Any, number: int) -> Any:  # noqa: ANN401
    """A finished video, without files."""
    from accounts import clock
    from generation.models import Video
    from generation.states import Status

    return Video(
        owner=owner, prompt=f"A dog runs, take {number}", model="sora-2", style="realistic", seconds=4,
        width=640, height=360, seed=number, created_at=clock.now(), status=Status.COMPLETED, progress=100,
        publishable=True, folder="-",
    )  # fmt: skip


def begin_broker(folder: Path) -> Any:  # noqa: ANN401
    """The server that counts what programs ask, until it is ended."""
    import subprocess

    from django.conf import settings

    from sora_site import broker

    socket = folder / "run" / "valkey.sock"
    socket.parent.mkdir(parents=True, exist_ok=True)
    server = subprocess.Popen(broker.program(socket, folder).argv, stdout=subprocess.DEVNULL)
    for _time in range(100):
        if broker.answers(settings.REDIS_URL):
            return server
        time.sleep(0.1)
    raise RuntimeError("The broker did not begin.")


def site_of(people: int, posts: int) -> Any:  # noqa: ANN401
    """That many people with that many public posts, each with a meaning of its own; the first person."""
    import numpy as np

    from accounts.models import Follow, Person
    from feed.models import Post
    from feed.ranking.matter import SCALE, WIDTH

    reader = person("alice")
    born = reader.birth_date
    every = Person.objects.bulk_create(
        (Person(username=f"p{number}", birth_date=born) for number in range(people)),
        batch_size=2000,
    )
    Follow.objects.bulk_create(Follow(follower=reader, followed=one) for one in every[:150])
    rng = np.random.default_rng(7)
    for first in range(0, posts, 5000):
        films = [film(every[number % people], number) for number in range(first, min(first + 5000, posts))]
        for one in films:
            one.folder = f"videos/{one.public_id}/x"
        type(films[0]).objects.bulk_create(films, batch_size=1000)
        raw = rng.standard_normal((len(films), WIDTH), np.float32)
        meaning = np.rint(SCALE * raw / np.linalg.norm(raw, axis=1, keepdims=True)).astype(np.int8)
        Post.objects.bulk_create(
            (
                Post(video=one, author=one.owner, caption="street photography", vector=row.tobytes())
                for one, row in zip(films, meaning, strict=True)
            ),
            batch_size=1000,
        )
    return reader


def _take_part(reader: Any) -> None:  # noqa: ANN401
    """Topics of chats that were agreed to, and sixty likes: what there is to switch off."""
    from accounts import consents
    from feed.models import ChatTopic, Like, Post

    consents.give(reader, "chats")
    ChatTopic.objects.create(person=reader, phrase="street photography", conversations=9)
    Like.objects.bulk_create(Like(person=reader, post=one) for one in Post.objects.only("pk")[:60])


def switch(*, quick: bool) -> ROWS:
    """From the answer to a press on a switch to the page, the ranker or the API that obeys it."""
    from django.conf import settings
    from django.test import Client

    from accounts.models import Person
    from feed import readers
    from generation.api import keys

    settings.ALLOWED_HOSTS = ["*"]
    people, posts = (100, 1000) if quick else (10_000, 100_000)
    reader = site_of(people, posts)
    _take_part(reader)
    browser, program = Client(), Client()
    browser.force_login(reader)
    key = keys.create(reader, "measured")[1]

    def page() -> bool:
        return "You talk about" not in browser.get("/").content.decode()

    def ranker() -> bool:
        return readers.reader_of(Person.objects.get(pk=reader.pk)).taste is None

    def api() -> bool:
        asked = {"model": "sora-2", "prompt": "A dog runs"}
        told = program.post("/v1/videos", asked, headers={"Authorization": f"Bearer {key}"})
        return told.status_code >= 400 and b"quiet_hours" in told.content

    off = {"new_followers": "on", "discoverable": "on", "direct_messages": "on"}
    own = {**off, "personalised_feed": "on"}
    if page() or ranker():
        raise RuntimeError("All is on, and nothing uses it: there is nothing to switch off.")
    quiet, signals = {"quiet_from": "00:00", "quiet_to": "23:59:59"}, "/feed/signals/"
    presses: list[tuple[str, Any, Any, Any, Any]] = [
        (
            "topics of chats: the page",
            signals,
            {"signal": "chats", "on": "0"},
            {"signal": "chats", "on": "1"},
            page,
        ),
        ("off a feed of one's own: the page", "/settings/time/", off, own, page),
        ("off a feed of one's own: the ranker", "/settings/time/", off, own, ranker),
        ("on quiet hours: the API", "/settings/time/", {**own, **quiet}, own, api),
    ]
    rows: ROWS = []
    every: list[float] = []
    server = begin_broker(Path(settings.DATA_DIR))
    try:
        for name, *press in presses:
            took = [_pressed(browser, *press) for _time in range(20 if quick else 40)]
            every += took
            rows.append([f"switching {name} ({len(took)} times)", _told(took), "", peak()])
    finally:
        server.terminate()
        server.wait()
    size = f"{people:,} people, {posts:,} posts"
    return [*rows, [f"all {len(every)} switches, from answer to effect, {size}", _told(every), "", peak()]]


def _pressed(browser: Any, address: str, off: Any, on: Any, obeys: Any) -> float:  # noqa: ANN401
    """Switch on, look, switch off; the seconds until the door obeys."""
    if browser.post(address, on).status_code >= 400:
        raise RuntimeError(f"{address} refused {on}")
    browser.get("/")
    if browser.post(address, off).status_code >= 400:
        raise RuntimeError(f"{address} refused {off}")
    began = time.perf_counter()
    if not obeys():
        raise RuntimeError(f"The switch is off, and a door still uses it: {address} {off}")
    return time.perf_counter() - began


def _told(took: list[float]) -> str:
    took = sorted(took)
    return f"p50 {1000 * took[len(took) // 2]:.0f} ms, p99 {1000 * took[int(len(took) * 0.99)]:.0f} ms"


def counted() -> Any:  # noqa: ANN401 (a context)
    """Counts queries without keeping their texts."""
    from contextlib import contextmanager

    from django.db import connection

    @contextmanager
    def counting() -> Any:  # noqa: ANN401
        number = [0]

        def one(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:  # noqa: ANN401
            number[0] += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(one):
            yield number

    return counting()


def copy(*, quick: bool) -> ROWS:
    """A copy of an account with 1,000 videos of 200 KB."""
    from django.conf import settings

    from accounts.models import Export
    from accounts.mydata import export
    from generation.models import Video

    owner, number = person("alice"), 100 if quick else 1000
    for one in (film(owner, count) for count in range(number)):
        one.folder = f"videos/{one.public_id}/x"
        one.save()
        folder = Path(settings.MEDIA_ROOT) / one.folder
        folder.mkdir(parents=True)
        (folder / "content.mp4").write_bytes(os.urandom(200_000))
    made = Export.objects.create(person=owner)
    began = time.perf_counter()
    with counted() as queries:
        if export.make_next() != "ready":
            raise RuntimeError("The copy failed.")
    took = time.perf_counter() - began
    made.refresh_from_db()
    size = f"{made.bytes / 1e6:.0f} MB"
    what = f"a copy of an account with {Video.objects.count()} videos ({size})"
    return [[what, f"{took:.1f} s", queries[0], peak()]]


def end(*, quick: bool) -> ROWS:
    """The end of an account with 100,000 events, most of them likes, things seen and lines of the record."""
    from accounts.models import AuditEvent, Person
    from accounts.mydata import leaving
    from feed.models import Like, Post, Seen

    number = 10_000 if quick else 100_000
    leaver, author = person("alice"), person("bob")
    videos = [film(author, count) for count in range(number // 4)]
    for one in videos:
        one.folder = f"videos/{one.public_id}/x"
    type(videos[0]).objects.bulk_create(videos, batch_size=2000)
    posts = Post.objects.bulk_create(
        (Post(video=one, author=author, likes_count=1) for one in videos), batch_size=2000
    )
    Like.objects.bulk_create((Like(person=leaver, post=one) for one in posts), batch_size=2000)
    Seen.objects.bulk_create((Seen(person=leaver, post=one) for one in posts), batch_size=2000)
    AuditEvent.objects.bulk_create(
        (AuditEvent(actor=leaver, verb="post.liked") for _count in range(number // 2)), batch_size=2000
    )
    began = time.perf_counter()
    with counted() as queries:
        if not leaving.end(leaver):
            raise RuntimeError("The account did not end.")
    took = time.perf_counter() - began
    left = Person.objects.filter(username="alice").exists() or Like.objects.exists() or Seen.objects.exists()
    if left or Post.objects.filter(likes_count=1).exists():
        raise RuntimeError("Something is left.")
    return [[f"the end of an account with {number:,} events", f"{took:.1f} s", queries[0], peak()]]


def chats(*, quick: bool) -> ROWS:
    """An export of 1 GB of JSON in a zip, read into topics, as the worker does it."""
    from accounts import consents
    from accounts.models import Upload
    from accounts.uploads import models as uploads
    from feed.chats import actions
    from feed.models import ChatReading, ChatTopic

    owner = person("alice")
    consents.give(owner, "chats")
    uploads.folder().mkdir(parents=True)
    upload = Upload(person=owner, purpose="chats", size=1, received=1)
    wanted = 20_000_000 if quick else 1_000_000_000
    size, number = write_export(upload.path, wanted)
    upload.size = upload.received = upload.path.stat().st_size
    upload.save()
    actions.bring(owner, upload)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    with counted() as queries:
        if actions.read_next() != "read":
            raise RuntimeError(f"Not read: {ChatReading.objects.get().problem}")
    took = time.perf_counter() - began
    told = f"{size / 1e6:.0f} MB, {number:,} conversations"
    what = f"reading a chat export of {told}, into {ChatTopic.objects.count()} topics"
    return [[what, f"{took:.0f} s", queries[0], f"{peak()} ({before / 1024:.0f} MB before)"]]


def write_export(path: Path, wanted: int) -> tuple[int, int]:
    """A zip with a `conversations.json` of about `wanted` bytes; its bytes and conversations."""
    chance = random.Random(7)  # noqa: S311 (nothing secret)
    root = Path(__file__).parents[1] / "feed" / "chats" / "words.txt"
    common = root.read_text("utf-8").split("\n---\n")[0].split()
    themes = [f"{a} {b}" for a in ("vintage", "alpine", "wooden", "japanese", "electric") for b in (
        "bicycles", "gardens", "pottery", "photography", "trains", "chess", "bread", "guitars")]  # fmt: skip
    written = number = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:  # noqa: SIM117
        with archive.open("conversations.json", "w", force_zip64=True) as out:
            while written < wanted:
                theme = chance.choice(themes)
                nodes: dict[str, Any] = {}
                for place in range(chance.randrange(4, 40)):
                    words = " ".join(chance.choices(common, k=120))
                    role = "user" if place % 2 == 0 else "assistant"
                    content = {"content_type": "text", "parts": [f"{theme} {words}"]}
                    node = {
                        "author": {"role": role, "metadata": {}},
                        "create_time": 1.7e9,
                        "content": content,
                    }
                    nodes[f"node-{number}-{place}"] = {"message": node, "children": [], "parent": None}
                one = {"title": f"About {theme}", "create_time": 1.6e9 + number, "mapping": nodes}
                raw = (b"," if number else b"[") + json.dumps(one).encode()
                out.write(raw)
                written, number = written + len(raw), number + 1
            out.write(b"]")
    return written, number


if __name__ == "__main__":
    folder = start()
    part = {"switch": switch, "copy": copy, "end": end, "chats": chats}[sys.argv[1]]
    (folder / "rows.json").write_text(json.dumps(part(quick="--quick" in sys.argv)))
