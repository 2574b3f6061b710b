"""Renders one shot: claim it, hand it to its engine under a watch, put the outcome away.

Runs inside a Celery worker's child process. Whatever happens in there (an
engine's error, a full disk, a shutdown), the row says so afterwards; and if
the process dies, the lease runs out and the reaper says so.
"""

from __future__ import annotations

import errno
import os
import resource
import shutil
import socket
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from . import claims, footage, kept, starring
from .engines import catalog
from .engines.base import Rendered, RenderRequest
from .engines.errors import EngineError, Interrupted, RenderFailed
from .fleet import heart, presence
from .holds import ShotHold
from .models import Shot
from .queries import FPS
from .states import ParentKind
from .watch import Watch, Why

log = structlog.get_logger(__name__)
EXIT_POISONED = 70
FATAL = {"device_lost"}
MACHINES_FAULTS = {
    "device_lost", "out_of_memory", "weights_unusable", "engine_unavailable", "output_unusable", "disk_full",
}  # fmt: skip
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def worker_name() -> str:
    """Host and process, as attempts and staff know a worker."""
    return f"{socket.gethostname()}:{os.getpid()}"[:120]


def render_next(queue: str) -> str:
    """Render the oldest waiting shot of `queue`; answers `idle` when there was none."""
    hold = claims.claim_next(queue, worker_name())
    return render(hold) if hold is not None else "idle"


def render(hold: ShotHold) -> str:
    """Render a claimed shot and put it away; answers what came of it, for the log."""
    folder = hold.shot.folder / f"attempt-{hold.attempt.number}"
    watch = Watch(hold)
    heart.at_work(hold.shot.video.public_id)
    try:
        with watch:
            outcome = _try(hold, folder, watch)
    except BaseException:
        # SystemExit of a worker that shuts down: not the shot's fault
        claims.returned(hold)
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if outcome != "rendered":
        shutil.rmtree(folder, ignore_errors=True)
    log.info("shot.done", video=hold.shot.video.public_id, shot=hold.shot.index, outcome=outcome)
    code = outcome.removeprefix("failed: ")
    heart.finished(code if code in MACHINES_FAULTS else "")
    presence.add({f"attempts:{hold.shot.queue}:{outcome.partition(':')[0]}": 1})
    if code in FATAL:
        # nothing in this process can use its device any more; the pool starts another
        presence.leave(worker_name())
        os._exit(EXIT_POISONED)
    return outcome


def _try(hold: ShotHold, folder: Path, watch: Watch) -> str:
    """Run the engine; every way in which it can end has its own outcome."""
    began, cpu = time.monotonic(), _cpu_seconds()
    try:
        request = _request(hold, folder)
        sent = request.footage is not None
        engine = catalog.load_engine(catalog.get(request.model), hold.shot.queue, footage=sent)
        done = engine.render(request, on_progress=watch.report, should_stop=watch.should_stop)
        result = _manifest(done)
    except Interrupted:
        return _interrupted(hold, watch)
    except EngineError as error:
        return _failed(hold, error.code, str(error), retryable=error.retryable)
    except OSError as error:
        code = "disk_full" if error.errno in FULL else "engine_crashed"
        return _failed(hold, code, str(error), retryable=True)
    except SoftTimeLimitExceeded:
        return _failed(hold, "render_failed", "The time for one shot ran out.", retryable=True)
    except Exception as error:  # an engine's bug is a failed attempt, not a dead worker
        log.exception("engine.crashed", video=hold.shot.video.public_id)
        return _failed(hold, "engine_crashed", f"{type(error).__name__}: {error}", retryable=True)
    kept = claims.rendered(
        hold,
        result,
        wall=time.monotonic() - began,
        cpu=_cpu_seconds() - cpu,
        frame_pixels=int(request.width * request.height * request.seconds * request.fps),
    )
    _count_stages(hold.shot.queue, result["report"])
    return "rendered" if kept else "lost"


def _count_stages(queue: str, report: Mapping[str, Any]) -> None:
    stages = report.get("wall") or report.get("stages") or {}
    presence.add({f"stage:{queue}:{stage}": float(seconds) for stage, seconds in stages.items()})


def _request(hold: ShotHold, folder: Path) -> RenderRequest:
    shot, video = hold.shot, hold.shot.video
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return RenderRequest(
        prompt=video.prompt,
        model=video.model,
        style=_style(shot),
        width=video.width,
        height=video.height,
        seconds=shot.seconds,
        seed=shot.seed if shot.seed is not None else video.seed,
        workdir=folder,
        fps=FPS,
        shot=shot.index,
        screenplay=video.screenplay,
        settings=catalog.settings_for(catalog.get(video.model), shot.queue, video.physics),
        opening=_opening(shot),
        start_image=video.start_image_file,
        likenesses=starring.likenesses(video),
        footage=footage.path_of(shot),
        source=_source(shot),
    )


def _style(shot: Shot) -> str:
    """The video's style; a sent film that goes on in rendered shots stays as it is."""
    longer = bool(shot.video.footage) and shot.index == 0 and shot.video.shots.count() > 1
    return footage.AS_IT_IS if longer else shot.video.style


def _opening(shot: Shot) -> Path | None:
    """The take of the shot before, when this one goes on from it; RenderFailed when it is not there."""
    if not shot.continues:
        return None
    before = Shot.objects.get(video_id=shot.video_id, index=shot.index - 1)
    take = (before.result or {}).get("take")
    path = Path(settings.WORK_DIR) / str(take) if take else None
    if path is None or not path.is_file():
        raise RenderFailed("The shot from which this one goes on is not there any more.")
    return path


def _source(shot: Shot) -> Path | None:
    """The film that trained weights make anew: the same shot of the one before, when they made it, too."""
    video = shot.video
    if shot.queue != catalog.DIFFUSION_QUEUE or video.parent_kind not in {ParentKind.EDIT, ParentKind.REMIX}:
        return None
    before = Shot.objects.filter(video=video.parent, index=shot.index, queue=shot.queue).first()
    picture = kept.picture(before) if before is not None else None
    if before is not None and picture is None:
        raise RenderFailed("The film that this one is made from is not there any more.")
    return picture


def _manifest(done: Rendered) -> dict[str, Any]:
    """A finished shot as JSON, with paths relative to the work folder."""
    root = Path(settings.WORK_DIR).resolve()
    for path in (done.picture, done.sound):
        if not path.is_file() or path.stat().st_size == 0:
            raise RenderFailed(f"The engine left no {path.name}.")
    extra = {"take": done.take, "stems": done.stems}
    return {
        **{name: str(path.resolve().relative_to(root)) for name, path in extra.items() if path is not None},
        "picture": str(done.picture.resolve().relative_to(root)),
        "sound": str(done.sound.resolve().relative_to(root)),
        "captions": [asdict(caption) for caption in done.captions],
        "report": dict(done.report),
    }


def _interrupted(hold: ShotHold, watch: Watch) -> str:
    if watch.why is Why.ORPHANED:
        claims.returned(hold)
        return "returned"
    if watch.why is Why.STALLED:
        return _failed(hold, "render_failed", "The engine did not move for too long.", retryable=True)
    if watch.why is Why.GONE:
        claims.gone(hold)
        return "gone"
    return _failed(hold, "render_failed", "The engine stopped without being asked to.", retryable=True)


def _failed(hold: ShotHold, code: str, message: str, *, retryable: bool) -> str:
    log.warning("shot.failed", video=hold.shot.video.public_id, code=code, message=message)
    kept = claims.failed(hold, code, message[:2000], retryable=retryable)
    return f"failed: {code}" if kept else "lost"


def _cpu_seconds() -> float:
    """CPU time of this process and of its children that ended."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
