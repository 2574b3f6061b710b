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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from . import claims, footage, kept, starring, together
from .engines import catalog, voices
from .engines.base import Asked, Batched, Begun, Divisible, Engine, Rendered, RenderRequest, Staged
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
End: TypeAlias = Callable[[], Rendered] | str
FATAL = {"device_lost"}
MACHINES_FAULTS = {
    "device_lost", "out_of_memory", "weights_unusable", "engine_unavailable", "output_unusable", "disk_full",
    "model_failed", "engine_crashed",
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
    """Render a claimed shot, and what may share its passes, and put them away; answers what came of it, for
    the log.

    "filming" means that the device is free again and the films are being written beside.
    """
    jobs = [_Job(hold)]
    heart.at_work(hold.shot.video.public_id)
    beside = lane()
    jobs[0].watch.__enter__()
    try:
        ends = _begun(jobs, apart=beside is not None)
        if beside is not None and any(not isinstance(end, str) for end in ends):
            beside.hand(lambda: _all_over(jobs, ends))
            return "filming"
        outcomes = _finished(jobs, ends)
    except BaseException:
        # SystemExit of a worker that shuts down: not the shots' fault
        for job in jobs:
            job.watch.__exit__(None, None, None)
            claims.returned(job.hold)
            shutil.rmtree(job.folder, ignore_errors=True)
        raise
    return next(iter([_over(job, outcome) for job, outcome in zip(jobs, outcomes, strict=True)]))


def _begun(jobs: list[_Job], *, apart: bool) -> list[End]:
    """Begin the first of `jobs`, and add those that share its passes; how each goes on, or how it ended."""
    first = jobs[0]
    failed = first.open()
    if failed is not None:
        return [failed]
    engine = first.engine
    if not isinstance(engine, Batched):
        return [first.begin(apart=apart)]
    for mate in together.company(first.hold, worker_name(), partial(_fits, jobs, engine)):
        heart.at_work(mate.shot.video.public_id)
    if len(jobs) == 1:
        return [first.begin(apart=apart)]
    presence.add({f"together:{first.hold.shot.queue}:{len(jobs)}": 1})
    asked = [job.asked() for job in jobs]
    try:
        begun: list[Begun | Exception] = list(engine.begin_together(asked))
    except Exception as error:  # whatever it is, it happened to all of them, and is sorted out for each
        log.exception("engine.together")
        begun = [error] * len(jobs)
    return [job.went(end, len(jobs)) for job, end in zip(jobs, begun, strict=True)]


def _fits(jobs: list[_Job], engine: Batched, mate: ShotHold) -> bool:
    """Whether the engine takes another shot along; if so it is one of the jobs."""
    job = _Job(mate)
    if job.open() is None and engine.alike(jobs[0].request, job.request):
        job.watch.__enter__()
        jobs.append(job)
        return True
    shutil.rmtree(job.folder, ignore_errors=True)
    return False


def _finished(jobs: Sequence[_Job], ends: Sequence[End]) -> list[str]:
    return [end if isinstance(end, str) else job.finish(end) for job, end in zip(jobs, ends, strict=True)]


def _all_over(jobs: Sequence[_Job], ends: Sequence[End]) -> None:
    for job, end in zip(jobs, ends, strict=True):
        _over(job, end if isinstance(end, str) else job.finish(end))


def _over(job: _Job, outcome: str) -> str:
    """Close the books on a try, and end a process that can do nothing any more."""
    job.watch.__exit__(None, None, None)
    hold = job.hold
    if outcome != "rendered":
        shutil.rmtree(job.folder, ignore_errors=True)
    log.info("shot.done", video=hold.shot.video.public_id, shot=hold.shot.index, outcome=outcome)
    code = outcome.removeprefix("failed: ")
    alarm = code if code in MACHINES_FAULTS else ""
    heart.finished(hold.shot.video.public_id, alarm)
    if alarm:
        presence.sound(worker_name(), alarm, hold.shot.video.public_id, hold.shot.queue)
    presence.add({f"attempts:{hold.shot.queue}:{outcome.partition(':')[0]}": 1})
    if code in FATAL:
        # nothing in this process can use its device any more; the pool starts another
        close_lane()
        presence.leave(worker_name())
        os._exit(EXIT_POISONED)
    return outcome


class _Job:
    """One try at a shot: what needs the device, then what does not."""

    def __init__(self, hold: ShotHold) -> None:
        self.hold, self.watch = hold, Watch(hold)
        self.folder = hold.shot.folder / f"attempt-{hold.attempt.number}"
        self._began, self._cpu = time.monotonic(), _cpu_seconds()
        self._request: RenderRequest | None = None
        self._engine: Engine | None = None
        self._helped = 0.0  # CPU-seconds that other workers spent on it
        self._together = 1

    @property
    def request(self) -> RenderRequest:
        """What the engine is asked; there once the job was opened."""
        assert self._request is not None  # noqa: S101 (`open` comes first)
        return self._request

    @property
    def engine(self) -> Engine:
        """Who makes it; there once the job was opened."""
        assert self._engine is not None  # noqa: S101 (`open` comes first)
        return self._engine

    def open(self) -> str | None:
        """Find out what is asked and who makes it; answers how the try ended when that cannot be."""

        def work() -> None:
            shot = self.hold.shot
            self._request = request = _request(shot, self.folder)
            model, sent = catalog.get(request.model), request.footage is not None
            self._engine = catalog.load_engine(model, shot.queue, footage=sent)

        return _guarded(self.hold, self.watch, work)

    def begin(self, *, apart: bool) -> End:
        """The rest of the work, or how it ended; all of it is the rest where an engine has no two parts."""

        def work() -> Callable[[], Rendered]:
            shot, engine, request = self.hold.shot, self.engine, self.request
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

    def asked(self) -> Asked:
        """The same as one of several."""
        return Asked(self.request, self.watch.report, self.watch.should_stop)

    def went(self, end: Begun | Exception, number: int) -> End:
        """How it goes on after it was begun along with others, `number` in all."""
        self._together = number

        def work() -> Callable[[], Rendered]:
            if isinstance(end, Exception):
                raise end
            return end

        return _guarded(self.hold, self.watch, work)

    def finish(self, rest: Callable[[], Rendered]) -> str:
        """Do the rest and put the shot away."""
        result = _guarded(self.hold, self.watch, lambda: _manifest(rest(), self.request))
        if isinstance(result, str):
            return result
        request = self.request
        kept = claims.rendered(
            self.hold,
            result,
            wall=(time.monotonic() - self._began) / self._together,
            cpu=(_cpu_seconds() - self._cpu) / self._together + self._helped,
            frame_pixels=int(request.width * request.height * request.seconds * request.fps),
        )
        if kept:
            spoken = 0 if request.footage is not None else len(result["captions"])
            presence.add(_tallied(self.hold.shot.queue, result["report"], spoken))
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


def _tallied(queue: str, report: Mapping[str, Any], spoken: int) -> dict[str, float]:
    """What metrics count of a rendered shot: seconds of its stages, its cache of steps, its spoken lines."""
    stages = report.get("wall") or report.get("stages") or {}
    found = {f"stage:{queue}:{stage}": float(seconds) for stage, seconds in stages.items()}
    if used := (report.get("diffusion") or {}).get("cache"):
        found[f"cached:{queue}:{used}"] = 1.0
    if spoken:
        found[f"voice:{queue}:{voices.named()}"] = float(spoken)
    return found


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
        voices=starring.voices(video),
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


def _manifest(done: Rendered, request: RenderRequest) -> dict[str, Any]:
    """A finished shot as JSON: paths relative to the work folder, whose voices were copied for it."""
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
        "copied": sorted({caption.speaker for caption in done.captions} & set(request.voices)),
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
