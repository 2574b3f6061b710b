"""Counts what keys ask, in Redis: a write to the database for each question would make every question wait.

`usage.flush` adds the counts to their hours in the database, each minute and before anybody looks at them.
It uses the one client of the process: a connection for each request costs more than the question itself.
"""

from __future__ import annotations

import secrets
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import cast

import redis

from accounts import live

NAME = "sora:api:usage"
RATE = "sora:api:rate"
POLLS = "sora:api:polls"
MINUTE, HOUR, DAY = 60, 3600, 86_400
WINDOW = 20  # seconds over which polls are counted
FINE = 100  # weights of polls are kept as whole hundredths
Counts = dict[tuple[str, int], dict[str, int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """How often a key asked in this minute, the seconds left of it, and what programs poll a second.

    `everybody` and `own` (of this key alone) are sums of the weights that were given; 0 unless it is a poll.
    """

    used: int
    left: int
    everybody: float = 0.0
    own: float = 0.0


def asked(digest: str, now: float | None = None, *, poll: float = 0.0) -> Asked:
    """Count a call of a key, and a poll with its weight; all with one way to Redis."""
    exact = time.time() if now is None else now
    moment, weight = int(exact), round(poll * FINE)
    name, window = f"{RATE}:{digest}:{moment // MINUTE}", moment // WINDOW
    polls = [f"{POLLS}:{window}", f"{POLLS}:{window}:{digest}"] if weight else []
    before = [f"{POLLS}:{window - 1}", f"{POLLS}:{window - 1}:{digest}"] if weight else []
    with live.client().pipeline(transaction=False) as line:
        for each, more in ((name, 1), *((each, weight) for each in polls)):
            line.incrby(each, more)
        line.hincrby(NAME, f"{digest}:{moment - moment % HOUR}:requests", 1)
        for each in before:
            line.get(each)
        used, *told = (int(number or 0) for number in line.execute())
        new = [name] if used == 1 else []
        new += [each for each, sum_ in zip(polls, told, strict=False) if sum_ == weight]
        _end_by_themselves(line, new)
    left = MINUTE - moment % MINUTE
    if not weight:
        return Asked(used, left)
    now_all, now_own, _requests, then_all, then_own = told
    share = 1 - exact % WINDOW / WINDOW
    per = FINE * WINDOW
    return Asked(used, left, (now_all + then_all * share) / per, (now_own + then_own * share) / per)


def _end_by_themselves(line: redis.client.Pipeline, new: list[str]) -> None:
    """Let counts that are new end after two minutes."""
    for name in new:
        line.expire(name, 2 * MINUTE)
    if new:
        line.execute()


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
