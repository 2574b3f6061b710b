"""Every door behind which a video may be seen, asked as a person's own browser, program and socket would.

Pages, feed, embedding and files go through all of the site's middleware; the API by a key; the socket is the
real consumer. What is answered is whether the film could be had there.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from asgiref.sync import async_to_sync
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from accounts.models import Person
from generation.api import keys
from generation.models import Video
from generation.routing import websocket_urlpatterns
from generation.states import Status

FOLDER, FILM = "videos/bench", b"not a film, but bytes that must not get out"
SIGNED_IN = "accounts.backends.PersonBackend"
FEEDS = ("/", "/latest/")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody (None: nobody who signed in), their browser, and the header that their key is."""

    person: Person | None
    browser: Client
    key: dict[str, str]


def visitors(names: tuple[str, ...]) -> dict[str, Visitor]:
    """People with a browser and a key, and under "" somebody who has neither."""
    found = {"": Visitor(None, Client(), {})}
    for name in names:
        person, _created = Person.objects.get_or_create(
            username=name, defaults={"email": f"{name}@example.org", "birth_date": date(1990, 5, 17)}
        )
        browser = Client()
        browser.force_login(person, backend=SIGNED_IN)
        _row, key = keys.create(person, "bench", ["read"])
        found[name] = Visitor(person, browser, {"Authorization": f"Bearer {key}"})
    return found


@functools.cache
def _nobody() -> Client:
    """A browser without a cookie; making one anew reads all of the site's files."""
    return Client()


def lay_film() -> None:
    """The one file that stands for the film of every video."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "content.mp4").write_bytes(FILM)


def file(visitor: Visitor, video: Video) -> bool:
    """Whether the address of the film gives its bytes."""
    answer = visitor.browser.get(video.media_url("content.mp4"))
    return answer.status_code == 200 and answer.getvalue() == FILM


def page(visitor: Visitor, video: Video) -> bool:
    """Whether its page plays it."""
    answer = visitor.browser.get(video.get_absolute_url())
    return answer.status_code == 200 and video.media_url("content.mp4").encode() in answer.content


def feed(visitor: Visitor, video: Video) -> bool:
    """Whether one of the feeds names it."""
    name = video.public_id.encode()
    answers = [visitor.browser.get(address) for address in FEEDS]
    return any(answer.status_code == 200 and name in answer.content for answer in answers)


def embedded(video: Video) -> bool:
    """Whether the player for other sites, which knows nobody, plays it."""
    answer = _nobody().get(f"/v/{video.public_id}/embed/")
    return answer.status_code == 200 and video.public_id.encode() in answer.content


def program(visitor: Visitor, video: Video) -> bool:
    """Whether the API tells a program of it, or gives its film."""
    cache.clear()  # not the limits of keys are asked here
    path = f"/v1/videos/{video.public_id}"
    answers = [_nobody().get(address, headers=visitor.key) for address in (path, f"{path}/content")]
    return any(answer.status_code == 200 for answer in answers)


def socket(visitor: Visitor, video: Video) -> bool:
    """Whether the first message of the person's socket says that it is ready."""
    rows: list[dict[str, Any]] = async_to_sync(_first)(visitor.person)
    return any(row["id"] == video.public_id and row["status"] == Status.COMPLETED for row in rows)


async def _first(person: Person | None) -> list[dict[str, Any]]:
    line = WebsocketCommunicator(URLRouter(websocket_urlpatterns), "/ws/progress/")
    line.scope["user"] = person
    connected, _code = await line.connect(5)
    if not connected:
        return []
    first = await line.receive_json_from(5)
    await line.disconnect()
    return list(first["videos"])
