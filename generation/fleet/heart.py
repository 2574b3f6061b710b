"""A worker process's own line: a thread that says every few seconds that it lives and what it has ready.

Started in each child of a Celery worker, never in its parent: only a child may
ask a device for its memory.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import structlog
from django.db import connection

from accounts import clock

from ..engines import catalog
from ..engines.catalog import DIFFUSION_QUEUE
from ..engines.diffusion import service
from ..engines.errors import EngineError
from . import licences, presence
from .presence import Worker

log = structlog.get_logger(__name__)
QUEUES = "SORA_WORKER_QUEUES"


@dataclass(slots=True)
class Heart:
    """What this process says of itself; `beat` says it once."""

    worker: Worker
    usable: Callable[[], tuple[tuple[str, ...], dict[str, str]]]
    lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, **changes: Any) -> None:
        """Change the line, and say it."""
        with self.lock:
            self.worker = replace(self.worker, **changes, at=clock.now().timestamp())
            presence.say(self.worker)

    def beat(self) -> None:
        """Look at weights and device, and say what is there."""
        usable, unusable = self.usable()
        self.tell(usable=usable, unusable=unusable, **_device(self.worker.queues))


_heart: list[Heart] = []


def start(name: str) -> Heart:
    """Begin to beat in this process."""
    queues = tuple(filter(None, os.environ.get(QUEUES, "").split(",")))
    now = clock.now().timestamp()
    heart = Heart(Worker(name, queues, now, now), _weights if DIFFUSION_QUEUE in queues else _nothing)
    _heart[:] = [heart]
    threading.Thread(target=_forever, args=(heart,), name="heart", daemon=True).start()
    return heart


def at_work(video: str) -> None:
    """Say what this process works on; "" for nothing."""
    for heart in _heart:
        heart.tell(job=video)


def finished(video: str, alarm: str = "") -> None:
    """Say that a shot is over, and whether the machine failed it; the next one may be at work already."""
    for heart in _heart:
        job = "" if heart.worker.job == video else heart.worker.job
        heart.tell(job=job, done=heart.worker.done + 1, alarm=alarm)


def _forever(heart: Heart) -> None:
    pause = threading.Event()
    while True:
        try:
            heart.beat()
        except Exception:  # a heart that stops for a bug would hide a worker that works
            log.exception("fleet.heart")
        finally:
            connection.close()
        pause.wait(presence.BEAT_SECONDS)


def _nothing() -> tuple[tuple[str, ...], dict[str, str]]:
    return (), {}


def _weights() -> tuple[tuple[str, ...], dict[str, str]]:
    """The weights that this process can use, and why it cannot use the others."""
    unusable = {}
    for name, weights in catalog.weights().items():
        try:
            service.check(weights, catalog.models_folder())
        except EngineError as error:
            unusable[name] = str(error)
        else:
            if not licences.is_accepted(name, weights):
                unusable[name] = "Its licence was not accepted by staff."
    return tuple(name for name in catalog.weights() if name not in unusable), unusable


def _device(queues: tuple[str, ...]) -> dict[str, Any]:
    return asdict(service.machine()) if DIFFUSION_QUEUE in queues else {}
