"""Rings the doorbell: tells a queue that a row waits.

A message carries no row. Whoever hears it claims the oldest waiting row, so a
message that comes twice does nothing and one that is lost is made up for by
the reaper. A broker that is away is therefore only logged, and not asked again
for a while: each try would make a person wait for seconds.
"""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import structlog
from django.db import transaction
from kombu.exceptions import OperationalError

from . import conf

log = structlog.get_logger(__name__)
AWAY_SECONDS = 10.0
_away_until = [float("-inf")]


def ring(queue: str) -> bool:
    """Put one message into `queue`; False when the broker is away."""
    from . import tasks  # late: tasks pull in the worker's side, which rings too

    if queue == conf.MEDIA_QUEUE:
        return send(tasks.release_next, queue)
    return send(tasks.render_next, queue, queue)


def send(task: Any, queue: str, *words: str, **options: Any) -> bool:  # noqa: ANN401 (celery has no types)
    """Put a message for `task` into `queue`; False when the broker is away."""
    if time.monotonic() < _away_until[0]:
        return False
    try:
        task.apply_async(args=words, queue=queue, retry=False, **options)
    except (OperationalError, OSError) as error:
        log.warning("dispatch.broker_away", queue=queue, error=str(error))
        _away_until[0] = time.monotonic() + AWAY_SECONDS
        return False
    return True


def ring_on_commit(queue: str) -> None:
    """Ring once the rows that wait are there for everybody to see."""
    transaction.on_commit(partial(ring, queue))


def live_messages(queue: str) -> int:
    """How many messages lie in `queue`; raises kombu's OperationalError when the broker is away."""
    from . import tasks

    with tasks.render_next.app.connection_for_read(connect_timeout=2) as connection:
        try:
            with connection.channel() as opened:
                channel: Any = opened  # kombu's base class does not name the method that every transport has
                return int(channel.queue_declare(queue=queue, passive=False).message_count)
        except connection.connection_errors as error:
            raise OperationalError(str(error)) from error
