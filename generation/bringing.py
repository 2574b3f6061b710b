"""Takes over the videos in a copy of another server.

Each is checked like any film that is sent, and comes through admission and release as a draft; a film that
shows a face is left out, as likeness needs consent.
"""

from __future__ import annotations

from typing import Any

import structlog
from django.conf import settings

from accounts.errors import Refusal
from accounts.models import Person
from accounts.mydata.kinds import Brought

from . import actions, footage, sent
from .library.taking import model
from .models import Video

log = structlog.get_logger(__name__)
FILM = "content.mp4"
WORDS = 2000


def videos(person: Person, part: Brought) -> int:
    """Each film with its words, once: bringing the same copy again takes over what is missing."""
    there = {name.split("/")[0] for name in part.files() if name.endswith(f"/{FILM}")}
    return sum(
        _take(person, part, row)
        for row in part.rows()
        if str(row.get("public_id")) in there and not row.get("deleted_at")
    )


def submission(name: object) -> str:
    """What marks the video here that was called `name` where it comes from."""
    return f"moved:{str(name)[-48:]}"


def moved(person: Person) -> dict[str, Video]:
    """The films that came along, by their marks."""
    found = Video.objects.owned_by(person).filter(submission__startswith="moved:")
    return {str(video.submission): video for video in found}


def _take(person: Person, part: Brought, row: Any) -> bool:  # noqa: ANN401 (JSON)
    name = str(row["public_id"])
    mark = submission(name)
    if Video.objects.filter(owner=person, submission__startswith=mark).exists():
        return False
    folder = settings.WORK_DIR / "incoming"
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    target = folder / f"moved-{person.pk}"
    try:
        part.fetch(f"{name}/{FILM}", target, footage.MOST_BYTES)
        with target.open("rb") as stream, footage.received(stream, person) as film:
            seed = row.get("seed")
            known = seed if isinstance(seed, int) and 0 <= seed < 2**31 else None
            words = str(row.get("prompt") or "–")[:WORDS]
            actions.create(person, sent.as_it_is(film, words, model(), seed=known, submission=mark))
    except Refusal as refusal:
        log.info("moving.film_left_out", code=refusal.code)
        return False
    finally:
        target.unlink(missing_ok=True)
    return True
