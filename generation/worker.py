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
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from . import claims, footage, kept, starring
from .engines import catalog
from .engines.base import Divisible, Rendered, RenderRequest, Staged
from .engines.errors import EngineError, Interrupted, RenderFailed
from .fleet import heart, presence
from .fleet.lane import close_lane, lane
from .holds import ShotHold
from .models import Shot
from .queries import FPS
from .sharing import drawing
from .states import ParentKind
from .watch import Watch, Why

log = structlog.get_logger(__name__)
EXIT_POISONED = 70
Done = TypeVar("Done")
FATAL = {"device_lost"}
MACHINES_FAULTS = {
    "device_lost", "out_of_memory", "weights_unusable", "engine_unavailable", "output_unusable", "disk_full",
}  # fmt: skip
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def worker_name() -> str:
    """Host and process, as attempts and staff know a worker."""
    return f"{socket.gethostname()}:{os.getpid()}"[:120]


def render_next(queue: str) -> str:
    """Draw the oldest waiting part of a shot that was begun, else render the oldest waiting shot of `queue`.

    Answers `idle` when there was neither.
    """
    helped = drawing.help_next(queue, worker_name(), _divisible, _request)
    if helped != "idle":
        return helped
    hold = claims.claim_next(queue, worker_name())
    return render(hold) if hold is not None else "idle"


def render(hold: ShotHold) -> str:
    """Render a claimed shot and put it away; answers what came of it, for the log.

    "filming" means that the device is free again and the film is being written beside.
    """
    job = _Job(hold, hold.shot.folder / f"attempt-{hold.attempt.number}", Watch(hold))
    heart.at_work(hold.shot.video.public_id)
    beside = lane()
    job.watch.__enter__()
    try:
        begun = job.begin(apart=beside is not None)
        if not isinstance(begun, str) and beside is not None:
            beside.hand(lambda: _over(job, job.finish(begun)))
            return "filming"
        outcome = begun if isinstance(begun, str) else job.finish(begun)
    except BaseException:
        # SystemExit of a worker that shuts down: not the shot's fault
        job.watch.__exit__(None, None, None)
        claims.returned(hold)
        shutil.rmtree(job.folder, ignore_errors=True)
        raise
    return _over(job, outcome)


def _over(job: _Job, outcome: str) -> str:
    """Close the books on a try, and end a process that can do nothing any more."""
    job.watch.__exit__(None, None, None)
    hold = job.hold
    if outcome != "rendered":
        shutil.rmtree(job.folder, ignore_errors=True)
    log.info("shot.done", video=hold.shot.video.public_id, shot=hold.shot.index, outcome=outcome)
    code = outcome.removeprefix("failed: ")
    heart.finished(hold.shot.video.public_id, code if code in MACHINES_FAULTS else "")
    presence.add({f"attempts:{hold.shot.queue}:{outcome.partition(':')[0]}": 1})
    if code in FATAL:
        # nothing in this process can use its device any more; the pool starts another
        close_lane()
        presence.leave(worker_name())
        os._exit(EXIT_POISONED)
    return outcome


class _Job:
    """One try at a shot: what needs the device, then what does not."""

    def __init__(self, hold: ShotHold, folder: Path, watch: Watch) -> None:
        self.hold, self.folder, self.watch = hold, folder, watch
        self._began, self._cpu = time.monotonic(), _cpu_seconds()
        self._request: RenderRequest | None = None
        self._helped = 0.0  # CPU-seconds that other workers spent on it

    def begin(self, *, apart: bool) -> Callable[[], Rendered] | str:
        """The rest of the work, or how it ended; all of it is the rest where an engine has no two parts."""

        def work() -> Callable[[], Rendered]:
            shot = self.hold.shot
            self._request = request = _request(shot, self.folder)
            model, sent = catalog.get(request.model), request.footage is not None
            engine = catalog.load_engine(model, shot.queue, footage=sent)
            told: dict[str, Any] = {"on_progress": self.watch.report, "should_stop": self.watch.should_stop}
            if apart and isinstance(engine, Staged):
                return engine.begin(request, **told)
            if isinstance(engine, Divisible) and drawing.worth_sharing(request, shot.queue):
                make = partial(_request, shot)
                done, self._helped = drawing.shared(
                    self.hold, engine, make, self.folder, self.watch, worker_name()
                )
            else:
                done = engine.render(request, **told)
            return lambda: done

        return _guarded(self.hold, self.watch, work)

    def finish(self, rest: Callable[[], Rendered]) -> str:
        """Do the rest and put the shot away."""
        result = _guarded(self.hold, self.watch, lambda: _manifest(rest()))
        if isinstance(result, str):
            return result
        request = self._request
        assert request is not None  # noqa: S101 (`begin` comes first)
        kept = claims.rendered(
            self.hold,
            result,
            wall=time.monotonic() - self._began,
            cpu=_cpu_seconds() - self._cpu + self._helped,
            frame_pixels=int(request.width * request.height * request.seconds * request.fps),
        )
        _count_stages(self.hold.shot.queue, result["report"])
        return "rendered" if kept else "lost"


def _guarded(hold: ShotHold, watch: Watch, work: Callable[[], Done]) -> Done | str:
    """What the work gives; every way in which it can end otherwise has its own outcome."""
    try:
        return work()
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


def _count_stages(queue: str, report: Mapping[str, Any]) -> None:
    stages = report.get("wall") or report.get("stages") or {}
    presence.add({f"stage:{queue}:{stage}": float(seconds) for stage, seconds in stages.items()})


def _divisible(shot: Shot) -> Divisible:
    """The engine of a shot that another worker has dealt out."""
    return cast("Divisible", catalog.load_engine(catalog.get(shot.video.model), shot.queue))


def _request(shot: Shot, folder: Path) -> RenderRequest:
    video = shot.video
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
