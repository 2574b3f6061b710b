"""Draws stretches, and makes a shot out of those that several workers drew."""

from __future__ import annotations

import hashlib
import resource
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from ..engines.base import Divisible, Progress, Rendered, RenderRequest
from ..engines.errors import EngineError, Interrupted, RenderFailed
from ..fleet import heart, presence
from ..holds import ShotHold
from ..models import Shot, Stretch
from ..states import ShotStatus
from ..watch import Watch, Why
from . import leases
from .leases import StretchHold

log = structlog.get_logger(__name__)
LEAST = {"viewfinder": 48, "cycles": 16}  # drawings that are worth another worker's start
EACH = 2  # stretches for each worker, so that a quick one helps a slow one
WAIT_SECONDS = 0.4
Make = Callable[[Path], RenderRequest]


def helpers(queue: str) -> int:
    """How many workers of a queue are there, this one too; 1 when nobody can tell."""
    return max(1, sum(1 for worker in presence.workers() if worker.is_heard and queue in worker.queues))


def parts(drawings: int, stride: int, least: int, workers: int) -> list[tuple[int, int]]:
    """(first, stop) of the stretches into which a shot is dealt: at most `EACH` a worker.

    None is much shorter than `least`, and every one begins at a multiple of `stride`.
    """
    many = max(1, min(EACH * workers, drawings // max(least, 1))) if workers > 1 else 1
    size = -(-drawings // many)
    size = -(-size // stride) * stride
    return [(first, min(first + size, drawings)) for first in range(0, drawings, size)]


def worth_sharing(request: RenderRequest, queue: str) -> bool:
    """Whether a shot is long enough, and somebody there, for two to make it."""
    drawings = request.seconds * request.fps
    return drawings >= 2 * _least(request) and helpers(queue) > 1


def _least(request: RenderRequest) -> int:
    return LEAST.get(str(request.settings.get("renderer", "")), LEAST["cycles"])


def shared(
    hold: ShotHold, engine: Divisible, make: Make, folder: Path, watch: Watch, name: str
) -> tuple[Rendered, float]:
    """Render a shot with whoever helps: (what it became, CPU-seconds that others spent on it).

    `make` makes the request of this shot for a work folder. Raises what an engine raises.
    """
    request = make(folder)
    told = _scaled(watch.report, 0.0, leases.STAGED)
    staged = engine.rehearse(request, on_progress=told, should_stop=watch.should_stop)
    dealt = parts(staged.drawings, staged.stride, _least(request), helpers(hold.shot.queue))
    digest = hashlib.sha256(staged.take.read_bytes()).hexdigest()
    here = hold.shot.folder / "parts"
    here.mkdir(parents=True, mode=0o700, exist_ok=True)
    shutil.copyfile(staged.take, here / "take.zip.new")
    (here / "take.zip.new").replace(here / "take.zip")
    if not leases.deal(hold.shot, hold.token, dealt, digest):
        raise Interrupted("The shot went to another worker.")
    _draw_all(hold, engine, make, watch, name)
    rows = list(hold.shot.stretches.order_by("first"))
    joining = _scaled(watch.report, leases.DRAWN, 1.0)
    done = engine.joined(
        staged, [row.path for row in rows], on_progress=joining, should_stop=watch.should_stop
    )
    others = sum(row.cpu_seconds for row in rows if row.worker != name)
    shutil.rmtree(here, ignore_errors=True)
    hold.shot.stretches.all().delete()
    return done, others


def _draw_all(hold: ShotHold, engine: Divisible, make: Make, watch: Watch, name: str) -> None:
    """Draw what waits, and wait for what others draw; raises what made a stretch fail for good."""
    while True:
        if watch.should_stop():
            raise Interrupted("The shot was stopped.")
        mine = leases.claim_of(hold.shot, name)
        if mine is not None:
            draw(mine, engine, make, watch)
            continue
        rows = hold.shot.stretches.all()
        for row in rows:
            if row.status == ShotStatus.FAILED:
                raise _Failed(row)
        if all(row.status == ShotStatus.RENDERED for row in rows):
            return
        leases.reap(rows)
        watch.moved()  # who draws a stretch is watched over there
        time.sleep(WAIT_SECONDS)


class _Failed(RenderFailed):
    """A stretch failed for good; says what its last try said, under the same code."""

    def __init__(self, row: Stretch) -> None:
        super().__init__(row.error_message or "A part of the shot could not be drawn.")
        self.code = row.error_code or self.code


def help_next(
    queue: str, name: str, load: Callable[[Shot], Divisible], make: Callable[[Shot, Path], RenderRequest]
) -> str:
    """Draw the oldest stretch that waits in `queue`; `idle` when none does, else what came of it."""
    hold = leases.claim_next(queue, name)
    if hold is None:
        return "idle"
    shot = hold.shot
    heart.at_work(shot.video.public_id)
    try:
        return draw(hold, load(shot), lambda folder: make(shot, folder))
    finally:
        heart.finished(shot.video.public_id)


def draw(hold: StretchHold, engine: Divisible, make: Make, outer: Watch | None = None) -> str:
    """Draw a leased stretch and put it away; answers what came of it.

    `outer` watches over the shot where the same worker joins it. Only what ends the whole process, or
    the outer watch, is raised.
    """
    folder = hold.shot.folder / "parts" / f"{hold.stretch.first:05d}-{hold.token.hex}"
    try:
        with Watch(hold) as watch:
            outcome = _try(hold, engine, make(folder), watch, outer)
    except BaseException:
        leases.returned(hold)
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if outcome != "drawn":
        shutil.rmtree(folder, ignore_errors=True)
    presence.add({f"stretches:{hold.shot.queue}:{outcome.partition(':')[0]}": 1})
    log.info("stretch.done", video=hold.shot.video.public_id, first=hold.stretch.first, outcome=outcome)
    return outcome


def _try(
    hold: StretchHold, engine: Divisible, request: RenderRequest, watch: Watch, outer: Watch | None
) -> str:
    used = _cpu_seconds()
    stretch, take = hold.stretch, hold.shot.folder / "parts" / "take.zip"

    def report(progress: Progress) -> None:
        watch.report(progress)
        if outer is not None:
            outer.moved()

    def should_stop() -> bool:
        return watch.should_stop() or (outer is not None and outer.should_stop())

    try:
        engine.draw(request, take, stretch.first, stretch.stop, on_progress=report, should_stop=should_stop)
    except Interrupted:
        if outer is not None and outer.should_stop():
            raise
        return _interrupted(hold, watch)
    except EngineError as error:
        return _failed(hold, error.code, str(error), retryable=error.retryable)
    except OSError as error:
        return _failed(hold, "engine_crashed", str(error), retryable=True)
    except SoftTimeLimitExceeded:
        return _failed(hold, "render_failed", "The time for one part ran out.", retryable=True)
    except Exception as error:  # an engine's bug is a failed try, not a dead worker
        log.exception("engine.crashed", video=hold.shot.video.public_id)
        return _failed(hold, "engine_crashed", f"{type(error).__name__}: {error}", retryable=True)
    root = Path(settings.WORK_DIR).resolve()
    name = str(request.workdir.resolve().relative_to(root))
    return "drawn" if leases.drawn(hold, name, _cpu_seconds() - used) else "lost"


def _interrupted(hold: StretchHold, watch: Watch) -> str:
    if watch.why is Why.ORPHANED:
        leases.returned(hold)
        return "returned"
    if watch.why is Why.GONE:
        return "gone"
    return _failed(hold, "render_failed", "The engine did not move for too long.", retryable=True)


def _failed(hold: StretchHold, code: str, message: str, *, retryable: bool) -> str:
    log.warning("stretch.failed", video=hold.shot.video.public_id, code=code, message=message)
    return f"failed: {code}" if leases.failed(hold, code, message, retryable=retryable) else "lost"


def _scaled(report: Callable[[Progress], None], start: float, stop: float) -> Callable[[Progress], None]:
    """Progress of one part of a shot's life as a part of the whole."""
    return lambda progress: report(
        replace(progress, fraction=start + (stop - start) * progress.fraction, eta_seconds=None)
    )


def _cpu_seconds() -> float:
    """CPU time of this process and of its children that ended."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
