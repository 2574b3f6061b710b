"""Counts what keys ask, in Redis: a write to the database for each question would make every question wait.

`usage.flush` adds the counts to their hours in the database, each minute and before anybody looks at them.
It uses the one client of the process: a connection for each request costs more than the question itself.
"""

from __future__ import annotations

import secrets
import time
from collections import defaultdict
from typing import cast

import redis

from accounts import live

NAME = "sora:api:usage"
RATE = "sora:api:rate"
MINUTE, HOUR, DAY = 60, 3600, 86_400
Counts = dict[tuple[str, int], dict[str, int]]


def asked(digest: str, now: float | None = None) -> tuple[int, int]:
    """How often a key asked in this minute, this time included, and the seconds that are left of it.

    The request is counted for its hour with the same question, so that a call costs one way to Redis.
    """
    moment = int(time.time() if now is None else now)
    name = f"{RATE}:{digest}:{moment // MINUTE}"
    with live.client().pipeline(transaction=False) as line:
        line.incr(name)
        line.expire(name, 2 * MINUTE)
        line.hincrby(NAME, f"{digest}:{moment - moment % HOUR}:requests", 1)
        used = int(line.execute()[0])
    return used, MINUTE - moment % MINUTE


def count(digest: str, hour: int, **counts: int) -> None:
    """Add to what a key did in the hour that begins at `hour` (Unix seconds)."""
    with live.client().pipeline(transaction=False) as line:
        for what, more in counts.items():
            if more:
                line.hincrby(NAME, f"{digest}:{hour}:{what}", more)
        line.execute()


def take() -> Counts:
    """What was counted since the last time, by key and hour; from now on it is the caller's to keep."""
    client, mine = live.client(), f"{NAME}:{secrets.token_hex(8)}"
    try:
        client.rename(NAME, mine)
    except redis.ResponseError:
        return {}  # nothing was counted
    client.expire(mine, DAY)
    found: Counts = defaultdict(dict)
    for field, number in cast("dict[bytes, bytes]", client.hgetall(mine)).items():
        digest, hour, what = field.decode().split(":")
        found[digest, int(hour)][what] = int(number)
    client.delete(mine)
    return found
