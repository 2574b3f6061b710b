"""Numbered progress events from any process to the owner's sockets.

Published by one persistent synchronous Redis client in the wire format of
`RedisPubSubChannelLayer`: a `group_send` through `async_to_sync` would build
an event loop and a connection for each event. A contract test holds this
format to the real channel layer.
"""

from __future__ import annotations

import os
from functools import cache

import redis
import structlog
from channels.layers import get_channel_layer
from django.conf import settings
from django.db.models import F
from django.utils import translation

from . import conf, queries
from .models import Video

log = structlog.get_logger(__name__)
EVENT = "video.event"


def group_of(person_pk: int) -> str:
    """The name of the group in which a person's own sockets are."""
    return f"videos.{person_pk}"


@cache
def _client(_process: int) -> redis.Redis:
    """One client for each process: connections do not survive a fork."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2.0, socket_connect_timeout=2.0)


def send(group: str, video: dict[str, object]) -> None:
    """Publish one state to a group. A lost event is no harm, the next snapshot has it: errors are logged."""
    layer = get_channel_layer()
    prefix = conf.channel_prefix()
    try:
        payload = layer.serialize({"type": EVENT, "video": video})
        _client(os.getpid()).publish(f"{prefix}__group__{group}", payload)
    except redis.RedisError as error:
        log.warning("events.not_published", group=group, error=str(error))


def publish(video: Video) -> None:
    """Tell the owner the present state of `video`, in the owner's language."""
    language = getattr(video.owner, "language", "") or settings.LANGUAGE_CODE
    with translation.override(language):
        send(group_of(video.owner_id), queries.state(video))


def publish_places(queue: str) -> None:
    """Tell the first people in a queue that their place changed."""
    for video in queries.waiting_owners(queue):
        Video.objects.filter(pk=video.pk).update(progress_seq=F("progress_seq") + 1)
        video.refresh_from_db(fields=["progress_seq", "status"])
        publish(video)
