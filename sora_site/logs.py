"""Logging: one line per event on standard error, with a plain traceback and never the values of variables.

What people type, and who they are, must not end up in a log. A traceback here
names files, lines and the error; the local variables that structlog and
Django's mails would add are left out.
"""

from __future__ import annotations

from typing import Any

import structlog

QUIET = ("celery.worker.strategy", "celery.app.trace", "httpx", "daphne.http_protocol")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)-7s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django's own handlers would print twice, and mail a report with the values of all variables.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Its request lines would repeat addresses that hold invite codes.
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        # The reaper comes by every few seconds: what it does is logged by itself.
        **{name: {"level": "WARNING"} for name in QUIET},
    },
}


def configure() -> None:
    """Send structlog's events through the standard library, as `event key=value …`."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["event"], drop_missing=True),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
