"""Thin Celery tasks: each hears a doorbell and lets `worker`, `release` or `reaper` do the work.

The one module of this app that brings engines' render code into a process,
and only inside a task, so the web process never loads a renderer.
"""

from __future__ import annotations

import os
from typing import Any

from celery.signals import celeryd_after_setup, worker_process_init, worker_process_shutdown

from sora_site.celery import app


@celeryd_after_setup.connect
def _name_queues(
    instance: Any = None,  # noqa: ANN401 (Celery's worker)
    **_more: Any,
) -> None:
    """Tell the children, by the environment, which queues their worker hears."""
    from .fleet.heart import QUEUES

    os.environ[QUEUES] = ",".join(sorted(instance.app.amqp.queues.consume_from))


@worker_process_init.connect
def _begin_to_beat(**_more: Any) -> None:
    """Let the fleet know of a child that renders."""
    from .conf import DEFAULT_QUEUE, MEDIA_QUEUE
    from .engines.catalog import DIFFUSION_QUEUE
    from .fleet import heart
    from .fleet.lane import open_lane
    from .worker import worker_name

    queues = set(os.environ.get(heart.QUEUES, "").split(","))
    if queues - {DEFAULT_QUEUE, MEDIA_QUEUE, ""}:
        heart.start(worker_name())
    if DIFFUSION_QUEUE in queues:
        open_lane()


@worker_process_shutdown.connect
def _fall_silent(**_more: Any) -> None:
    """Let the fleet forget a child that goes."""
    from .fleet import presence
    from .fleet.lane import close_lane
    from .worker import worker_name

    close_lane()
    presence.leave(worker_name())


@app.task(name="generation.render_next")
def render_next(queue: str) -> str:
    """Claim and render the oldest waiting shot of `queue`; answers what came of it, for the log."""
    from . import worker

    return worker.render_next(queue)


@app.task(name="generation.release_next")
def release_next() -> str:
    """Release the video that has waited longest for it."""
    from . import releasing

    return releasing.release_next()


@app.task(name="generation.reap")
def reap() -> dict[str, int]:
    """Put lost work back into the queues; run by beat."""
    from . import reaper

    return reaper.reap()


@app.task(name="generation.take_library_over")
def take_library_over() -> int:
    """Take clips of exports over for a while; run by beat."""
    from .library import taking

    return taking.take_over()


@app.task(name="generation.follow_limits")
def follow_limits() -> int:
    """Announce what settings and measured capacity make of the limits; run by beat."""
    from .limits import allowances

    return allowances.follow()
