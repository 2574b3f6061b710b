"""Where a film comes from, as it is written into it: its manifest, and the number of its invisible mark.

Every released film has both; its stills are signed too. The number says
nothing by itself: `Mark` tells which video it stands for.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts import clock
from perception import fingerprint
from perception.hidden_mark import BITS

from . import conf
from .engines import media
from .engines.errors import EngineError
from .models import Mark, Video

# what the families of engines say of their pictures; another one is taken for a trained model
SOURCES = {"simulation": media.provenance.Source.ALGORITHMIC}
KEY_FILE = "mark.key"


class ReleaseError(EngineError):
    """The film is not what was asked for."""

    code = "release_failed"
    retryable = True


def mark_key() -> bytes:
    """The key of the invisible mark: `MARK_KEY`, else one that is made once and kept with the others."""
    if settings.MARK_KEY:
        return str(settings.MARK_KEY).encode()
    folder = conf.keys_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / KEY_FILE
    if not file.is_file():
        part = folder / f".{KEY_FILE}.{secrets.token_hex(8)}"
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as handle:
            handle.write(secrets.token_hex(32).encode())
        try:
            os.link(part, file)  # whoever comes first; the others read theirs
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return file.read_bytes()


def hidden(video: Video) -> media.Hidden:
    """What the invisible mark of this video says; the same each time it is released."""
    return media.Hidden(mark_of(video).number, mark_key())


def mark_of(video: Video) -> Mark:
    """The row that tells which video a number stands for."""
    while True:
        try:
            with transaction.atomic():
                return Mark.objects.get_or_create(video=video, defaults={"number": secrets.randbits(BITS)})[0]
        except IntegrityError:  # the same number twice, or the same video in two processes
            continue


def sign(video: Video, delivered: media.Delivered) -> None:
    """Embed provenance as the last change to the film and its stills, read it back, keep the fingerprints."""
    parent = video.parent
    source = parent.file("content.mp4") if parent is not None and parent.is_ready else None
    claim = media.provenance.Claim(
        title=video.title,
        generator=conf.product_name(),
        model=video.model,
        source=_source(video),
        when=clock.now(),
        creator=f"@{video.owner.username}" if video.owner.named_in_films else "",
    )
    for file in (delivered.content, delivered.poster, delivered.spritesheet):
        film = file == delivered.content
        origin = source if film and source is not None and source.is_file() else None
        signed = file.with_name(f"signed-{file.name}")
        media.provenance.sign(file, signed, claim, parent=origin, keys=conf.keys_folder())
        require_trusted(signed)
        signed.replace(file)
    Mark.objects.filter(video=video).update(prints=fingerprint.packed(delivered.prints))


def require_trusted(film: Path) -> None:
    """Raise unless the file's provenance is there, whole and ours."""
    if media.provenance.verify(film, conf.keys_folder()) != media.provenance.State.TRUSTED:
        raise ReleaseError(f"The provenance of {film.name} could not be read back.")


def _source(video: Video) -> media.provenance.Source:
    """Algorithmic when every shot was simulated; a single shot of a trained model makes the film its.

    A film that somebody sent is of another source, and what is made from it is composed.
    """
    if holds_sent(video):
        return media.provenance.Source.COMPOSITE
    found = {
        SOURCES.get(queue, media.provenance.Source.TRAINED)
        for queue in video.shots.values_list("queue", flat=True)
    }
    return found.pop() if len(found) == 1 else media.provenance.Source.TRAINED


def holds_sent(video: Video) -> bool:
    """Whether a film that somebody sent is in it, however often it was joined since."""
    results = video.shots.exclude(result=None).values_list("result", flat=True)
    return bool(video.footage) or any("footage" in (result or {}).get("report", {}) for result in results)
