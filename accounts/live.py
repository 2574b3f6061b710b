"""Events from any process to the sockets of a group.

Published by one persistent synchronous Redis client in the wire format of `RedisPubSubChannelLayer`: a
`group_send` through `async_to_sync` would build an event loop and a connection for each event. A contract
test holds this format to the real channel layer.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from functools import cache
from typing import Any

import redis
import structlog
from channels.layers import get_channel_layer
from django.conf import settings

log = structlog.get_logger(__name__)
_making = threading.Lock()


def prefix() -> str:
    """The prefix of the channel layer's keys."""
    layers: dict[str, Any] = settings.CHANNEL_LAYERS
    return str(layers["default"]["CONFIG"]["prefix"])


@cache
def _client(_process: int) -> redis.Redis:
    """One client for each process: connections do not survive a fork."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2.0, socket_connect_timeout=2.0)


def client() -> redis.Redis:
    """The client of this process; its calls give up after two seconds.

    Two threads that ask first at the same time get the same one: a second client would close the connections
    that it lent as soon as nobody holds it.
    """
    with _making:
        return _client(os.getpid())


def send(group: str, event: Mapping[str, Any]) -> None:
    """Publish an event to a group. A lost one is no harm, the next snapshot has it: errors are logged."""
    layer = get_channel_layer()
    try:
        client().publish(f"{prefix()}__group__{group}", layer.serialize(dict(event)))
    except redis.RedisError as error:
        log.warning("live.not_published", group=group, error=str(error))
