"""What workers say of themselves: a line each in one Redis hash, believed for half a minute.

A line is no truth about videos; rows are. Without Redis nobody is there, so
shots go to the engine that needs no device.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import redis
import structlog

from accounts import clock, live

log = structlog.get_logger(__name__)
BELIEVED = timedelta(seconds=30)
BEAT_SECONDS = 8.0
FORGOTTEN = timedelta(hours=1)
KEPT_ALARMS = 20


@dataclass(frozen=True, slots=True)
class Alarm:
    """A failure that was a machine's: which worker, which code, at which video, when (seconds of 1970)."""

    worker: str
    code: str
    video: str
    queue: str
    at: float

    @property
    def when(self) -> datetime:
        """The moment."""
        return datetime.fromtimestamp(self.at, UTC)


@dataclass(frozen=True, slots=True)
class Worker:
    """One process that renders.

    `usable` are the weights whose files are whole and that its device can carry, `loaded` those in memory;
    `memory` in bytes; `job` the name of the video it works on; `alarm` the last failure that was the
    machine's, or "".
    """

    name: str
    queues: tuple[str, ...]
    at: float
    since: float
    device: str = ""
    memory_total: int = 0
    memory_free: int = 0
    usable: tuple[str, ...] = ()
    loaded: tuple[str, ...] = ()
    unusable: Mapping[str, str] = field(default_factory=dict)
    job: str = ""
    hits: int = 0
    misses: int = 0
    done: int = 0
    alarm: str = ""

    @property
    def is_heard(self) -> bool:
        """Whether it spoke lately."""
        return clock.now().timestamp() - self.at <= BELIEVED.total_seconds()


def _key(what: str) -> str:
    return f"{live.prefix()}__fleet__{what}"


def say(worker: Worker) -> bool:
    """Tell that a worker is there; False when Redis is away."""
    try:
        live.client().hset(_key("workers"), worker.name, json.dumps(asdict(worker)))
    except redis.RedisError as error:
        log.warning("fleet.not_said", error=str(error))
        return False
    return True


def leave(name: str) -> None:
    """Forget a worker that goes."""
    try:
        live.client().hdel(_key("workers"), name)
    except redis.RedisError as error:
        log.warning("fleet.not_left", error=str(error))


def workers() -> list[Worker]:
    """Everybody who spoke in the last hour, by name; nobody when Redis is away."""
    try:
        client = live.client()
        lines: Any = client.hgetall(_key("workers"))
        found = [_read(line) for line in lines.values()]
        old = clock.now().timestamp() - FORGOTTEN.total_seconds()
        if gone := [worker.name for worker in found if worker.at < old]:
            client.hdel(_key("workers"), *gone)
    except redis.RedisError as error:
        log.warning("fleet.not_heard", error=str(error))
        return []
    return sorted((worker for worker in found if worker.at >= old), key=lambda worker: worker.name)


def _read(line: bytes | str) -> Worker:
    told = json.loads(line)
    known: dict[str, Any] = {name: told[name] for name in Worker.__dataclass_fields__ if name in told}
    for name in {"queues", "usable", "loaded"} & set(known):
        known[name] = tuple(known[name])
    return Worker(**known)


def ready_for(weights: str) -> list[Worker]:
    """The workers that can make a shot with those weights now."""
    return [worker for worker in workers() if worker.is_heard and weights in worker.usable]


def add(counts: Mapping[str, float]) -> None:
    """Add to the counters that metrics tell."""
    try:
        with live.client().pipeline(transaction=False) as pipe:
            for name, amount in counts.items():
                pipe.hincrbyfloat(_key("counts"), name, amount)
            pipe.execute()
    except redis.RedisError as error:
        log.warning("fleet.not_counted", error=str(error))


def sound(worker: str, code: str, video: str, queue: str) -> None:
    """Note an alarm, which stays to be read when the worker that gave it is gone."""
    alarm = Alarm(worker, code, video, queue, clock.now().timestamp())
    try:
        with live.client().pipeline(transaction=False) as pipe:
            pipe.lpush(_key("alarms"), json.dumps(asdict(alarm)))
            pipe.ltrim(_key("alarms"), 0, KEPT_ALARMS - 1)
            pipe.hincrbyfloat(_key("counts"), f"alarm:{queue}:{code}", 1)
            pipe.execute()
    except redis.RedisError as error:
        log.warning("fleet.alarm_not_noted", code=code, error=str(error))


def alarms() -> list[Alarm]:
    """The last alarms of all workers, newest first; none when Redis is away."""
    try:
        lines: Any = live.client().lrange(_key("alarms"), 0, KEPT_ALARMS - 1)
    except redis.RedisError as error:
        log.warning("fleet.alarms_not_read", error=str(error))
        return []
    return [Alarm(**json.loads(line)) for line in lines]


def counts() -> dict[str, float]:
    """The counters by name; empty when Redis is away."""
    try:
        found: Any = live.client().hgetall(_key("counts"))
    except redis.RedisError as error:
        log.warning("fleet.not_read", error=str(error))
        return {}
    return {_text(name): float(value) for name, value in found.items()}


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
