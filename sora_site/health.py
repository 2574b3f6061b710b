"""`/healthz`: can this process reach its database and its Redis? For supervisors, load balancers and scripts.

It answers 200 when all is well and 503 otherwise, always with JSON that names
each service; the reason of a failure goes to the log, never to the stranger.
"""

from __future__ import annotations

from collections.abc import Callable

import redis
import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache

log = structlog.get_logger(__name__)
TIMEOUT_SECONDS = 2.0


def database_answers() -> bool:
    """Whether the default database runs a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("health.database", error=str(error))
        return False
    return True


def redis_answers() -> bool:
    """Whether the Redis-compatible server answers a ping within two seconds."""
    limits = {"socket_timeout": TIMEOUT_SECONDS, "socket_connect_timeout": TIMEOUT_SECONDS}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, **limits) as client:
            client.ping()
    except redis.RedisError as error:
        log.warning("health.redis", error=str(error))
        return False
    return True


PROBES: dict[str, Callable[[], bool]] = {"database": database_answers, "redis": redis_answers}


@never_cache
def health(_request: HttpRequest) -> JsonResponse:
    """`{"status": "ok" | "unavailable", "database": bool, "redis": bool}` with 200 or 503."""
    found = {name: probe() for name, probe in PROBES.items()}
    well = all(found.values())
    return JsonResponse({"status": "ok" if well else "unavailable", **found}, status=200 if well else 503)


urlpatterns = [path("healthz", health, name="health")]
