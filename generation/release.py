"""The second gate: no video is completed unless it came through here.

The shots are joined and marked, the file is decoded to its last frame and
reviewed, consent is asked again, provenance is signed in last, and only then
do the files move to where they can be watched, in one rename. Whatever errors
on the way releases nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import F

from accounts import clock
from accounts.errors import Refusal
from cameo.refusals import ConsentUnavailable
from moderation import gate as moderation_gate
from moderation.gate import Verdict

from . import admission, conf, events, filmsound, origin, overheard, starring, uploaded
from .engines import media
from .engines.base import Caption, Progress, Rendered, Stage
from .engines.errors import EngineError, Interrupted
from .engines.media import hearing, seam
from .holds import ReleaseHold
from .lifecycle import transition
from .models import FILES, Video
from .origin import ReleaseError
from .reading import said
from .states import Status

PUBLIC_FOLDER = "videos"
SEAM = "the sent film's last movement, melting into a place that was made after its last frame"
LENGTH_TOLERANCE_SECONDS = 0.5


class ShotsLostError(EngineError):
    """The rendered shots are not there any more."""

    code = "render_lost"


@dataclass(frozen=True, slots=True)
class Film:
    """The files of a video on their way out."""

    folder: Path
    delivered: media.Delivered
    facts: media.Probe


def release(
    hold: ReleaseHold, on_progress: Callable[[Progress], None], should_stop: Callable[[], bool]
) -> str:
    """Take one video through the gate; answers `completed`, `held`, `blocked` or `lost`.

    Raises an `EngineError` or OSError when it could not be judged; nothing is
    released then.
    """
    video = hold.video
    folder = video.work_folder / f"release-{hold.token.hex}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        film = _deliver(video, folder, on_progress, should_stop)
        try:
            starring.require_consent(video)
        except ConsentUnavailable as error:
            raise ReleaseError("Consent could not be looked up.") from error
        except Refusal as refusal:
            return _block(hold, refusal.code, str(refusal.message))
        inspect(video, film.facts)
        verdict, reason = _review(video, film)
        if verdict == Verdict.SERIOUS:
            return _hold_back(hold, reason)
        origin.sign(video, film.delivered)
        on_progress(Progress(Stage.DELIVER, 1.0))
        if should_stop():
            raise Interrupted("The release went to another worker.")
        return _complete(hold, film, publishable=verdict == Verdict.ALLOW, reason=reason)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def look_again(video: Video) -> None:
    """Ask of a film that was released once what release asks; a person judges its content.

    Raises a `Refusal` when consent is missing, an `EngineError` or OSError when the film is not whole.
    """
    starring.require_consent(video)
    film = video.file("content.mp4")
    inspect(video, media.probe(film, decode=True))
    origin.require_trusted(film)


def _deliver(
    video: Video, folder: Path, on_progress: Callable[[Progress], None], should_stop: Callable[[], bool]
) -> Film:
    shots = [_shot(shot.result) for shot in video.shots.order_by("index")]
    if video.parent_kind in admission.OWN and len(shots) > 1:
        shots = filmsound.mixed(shots, folder, video.model, video.seed)
    delivered = media.deliver(
        shots,
        folder,
        watermark=watermark_of(video),
        seed=video.seed,
        on_progress=on_progress,
        should_stop=should_stop,
        hidden=origin.hidden(video),
        melting=_seams(video, shots),
    )
    facts = media.probe(delivered.content, decode=True)
    return Film(folder, delivered, facts)


def _seams(video: Video, shots: Sequence[Rendered]) -> list[int]:
    """Which shots begin out of the end of a film that was sent; where films were joined, cuts stay cuts."""
    after = range(1, len(shots))
    return [index for index in after if video.footage and "footage" in shots[index - 1].report]


def _shot(result: dict[str, Any] | None) -> Rendered:
    root = Path(settings.WORK_DIR)
    if not result:
        raise ShotsLostError("A shot has no result.")
    picture, sound = root / result["picture"], root / result["sound"]
    if not (picture.is_file() and sound.is_file()):
        raise ShotsLostError("The files of a rendered shot are gone.")
    captions = [Caption(**caption) for caption in result.get("captions", [])]
    stems = root / result["stems"] if result.get("stems") else None
    return Rendered(picture, sound, captions, result.get("report", {}), stems=stems)


def watermark_of(video: Video) -> str | None:
    """The words of the visible mark; Pro accounts may leave it off where nobody else's likeness is used."""
    others = [
        handle
        for handle in starring.handles(video.prompt, video.screenplay)
        if handle != video.owner.username
    ]
    if getattr(video.owner, "plan", "free") == "pro" and not others:
        return None
    return f"{conf.product_name()} @{video.owner.username}"


def inspect(video: Video, facts: media.Probe) -> None:
    """The film must be what was asked for, and what every browser plays; `ReleaseError` when it is not."""
    asked = (video.width, video.height, "h264", "aac", "yuv420p", True)
    found = (
        facts.width,
        facts.height,
        facts.video_codec,
        facts.audio_codec,
        facts.pix_fmt,
        facts.faststart,
    )
    if found != asked or abs(facts.duration - video.seconds) > LENGTH_TOLERANCE_SECONDS:
        raise ReleaseError(f"The film is {found}, {facts.duration:.2f} s long; {asked} was asked for.")


def _review(video: Video, film: Film) -> tuple[Verdict, str]:
    """What moderation says of the film; a person who looked at it and approved has the last word."""
    if video.approved_at is not None:
        return Verdict.ALLOW, "A person looked at it and approved."
    if reason := uploaded.doubt(video, film.folder):
        return Verdict.SERIOUS, reason
    material = material_of(video, film.delivered.content)
    verdict, reason = moderation_gate.review_film(film.facts, material, video.owner)
    return verdict, str(reason)


def material_of(video: Video, film: Path) -> moderation_gate.Material:
    """What moderation looks at: the words, the lines of our own script, the film's pictures and sound."""
    computed = set(video.shots.values_list("queue", flat=True)) <= set(origin.SOURCES)
    return moderation_gate.Material(
        prompt="\n".join(text for text in (video.prompt, video.instruction) if text),
        said=said(video.screenplay) if video.screenplay else "",
        pictures=lambda: media.sampled(film),
        computed=computed,
        heard="" if overheard.is_ours(video) else partial(overheard.transcript, film),
        stranger=None if computed else overheard.stranger(video),
        stamp=watermark_of(video) or "",
    )


def _block(hold: ReleaseHold, code: str, message: str) -> str:
    changes = {"failure_code": code, "failure_message": message, "release_token": None}
    done = transition(hold.video, Status.BLOCKED, reason=code, where=_mine(hold), changes=changes)
    return "blocked" if done else "lost"


def _hold_back(hold: ReleaseHold, reason: str) -> str:
    """A serious doubt: the video stays in review until a person has looked at it."""
    rows = Video.objects.filter(pk=hold.video.pk, **_mine(hold))
    changed = rows.update(
        held_at=clock.now(),
        held_reason=reason,
        release_token=None,
        release_lease_until=None,
        progress_seq=F("progress_seq") + 1,
    )
    if changed:
        hold.video.refresh_from_db()
        events.publish(hold.video)
    return "held" if changed else "lost"


def _complete(hold: ReleaseHold, film: Film, *, publishable: bool, reason: str) -> str:
    """Move the files to where they can be watched, then let the row decide whether they are the ones."""
    video = hold.video
    folder = Path(PUBLIC_FOLDER) / video.public_id / hold.token.hex[:12]
    _move(film, conf.media_root() / folder)
    changes = {
        "folder": str(folder),
        "publishable": publishable,
        "report": _report(video, film, reason),
        "release_token": None,
        "release_lease_until": None,
    }
    done = False
    try:
        done = transition(video, Status.COMPLETED, reason="released", where=_mine(hold), changes=changes)
    finally:
        if not done:
            shutil.rmtree(conf.media_root() / folder, ignore_errors=True)
    if not done:
        return "lost"
    for other in (conf.media_root() / PUBLIC_FOLDER / video.public_id).iterdir():
        if other.name != hold.token.hex[:12]:
            shutil.rmtree(other, ignore_errors=True)
    return "completed"


def _move(film: Film, target: Path) -> None:
    """Copy every file beside its target, flush it to disk, and put the folder in place by one rename."""
    found = {
        "content.mp4": film.delivered.content,
        "poster.webp": film.delivered.poster,
        "spritesheet.jpg": film.delivered.spritesheet,
        "sprites.json": film.delivered.sprites,
        "captions.vtt": film.delivered.captions,
    }
    assert tuple(found) == FILES  # noqa: S101 (the names that the media view serves)
    incoming = target.with_name(f".incoming-{target.name}")
    shutil.rmtree(incoming, ignore_errors=True)
    incoming.mkdir(parents=True)
    try:
        for name, source in found.items():
            shutil.copyfile(source, incoming / name)
            with (incoming / name).open("rb") as handle:
                os.fsync(handle.fileno())
        incoming.replace(target)
    except OSError:
        shutil.rmtree(incoming, ignore_errors=True)
        raise


def _report(video: Video, film: Film, reason: str) -> dict[str, Any]:
    shots = [(shot.result or {}).get("report", {}) for shot in video.shots.order_by("index")]
    facts = film.facts
    heard = hearing.sync(film.delivered.content, hearing.moments(shots), float(facts.fps))
    sent = bool(video.footage) and len(shots) > 1
    return {
        "shots": shots,
        **({"seam": {"mark": "approximated", "as": SEAM, "seconds": seam.SECONDS}} if sent else {}),
        "sync": heard,
        "review": reason,
        "film": {
            "width": facts.width,
            "height": facts.height,
            "fps": float(facts.fps),
            "duration": float(facts.duration),
            "frames": facts.frames,
            "sha256": _digest(film.delivered.content),
        },
    }


def _digest(path: Path) -> str:
    """By which a film is known again when it is sent back."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _mine(hold: ReleaseHold) -> dict[str, Any]:
    return {"release_token": hold.token, "status": Status.IN_REVIEW}
