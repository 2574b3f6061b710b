"""Thin Celery tasks: each hears a doorbell and lets `worker`, `release` or `reaper` do the work.

The one module of this app that brings engines' render code into a process,
and only inside a task, so the web process never loads a renderer.
"""

from __future__ import annotations

from sora_site.celery import app


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
