"""A fleet for tests: a catalogue of their own, accepted weights, and one process that has them ready."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from accounts import clock, live
from generation import dispatch
from generation.engines import catalog
from generation.fleet import heart, licences, presence


@contextmanager
def ready(own: Path, names: tuple[str, ...], staff, settings, monkeypatch) -> Iterator[None]:
    """The catalogue at `own`, whose weights `names` staff accepted and the worker "gpu:1" has."""
    folder = own.parent
    settings.WORK_DIR, settings.MEDIA_ROOT, settings.DATA_DIR = folder / "w", folder / "m", folder
    monkeypatch.setenv("SORA_CATALOG", str(own))
    monkeypatch.setenv(heart.QUEUES, "diffusion")
    monkeypatch.setattr(dispatch, "ring", lambda _queue: True)
    _forget()
    for name in names:
        licences.accept(name, staff)
    now = clock.now().timestamp()
    made = heart.Heart(presence.Worker("gpu:1", ("diffusion",), now, now), heart._weights)
    heart._heart[:] = [made]
    made.beat()
    yield
    heart._heart.clear()
    live.client().delete(*(presence._key(what) for what in ("workers", "counts", "alarms")))
    _forget()


def _forget() -> None:
    for cached in (catalog.models, catalog.weights):
        cached.cache_clear()
