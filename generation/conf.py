"""Timings and limits of the queue, read from Django's settings with their defaults."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings

MAX_ATTEMPTS = 3
MAX_RELEASE_ATTEMPTS = 3
MAX_VARIANTS = 4
PUBLISH_INTERVAL = timedelta(milliseconds=200)  # at most five progress events a second and video
CANCEL_POLL_SECONDS = 0.4
MAX_FILM_SECONDS = 120  # what extensions and joined videos may grow to
MAX_PARTS = 5
RENDER_SHARE = 95  # percent of the bar that rendering takes; release has the rest
DEFAULT_QUEUE, MEDIA_QUEUE = "default", "media"


def lease() -> timedelta:
    """How long a worker may be silent before its shot goes back to the queue."""
    return timedelta(seconds=float(getattr(settings, "GENERATION_LEASE_SECONDS", 30)))


def kept_days() -> float:
    """How long finished shots are kept for edits, extensions and joined videos."""
    return float(getattr(settings, "GENERATION_KEPT_DAYS", 90))


def preselected_model() -> str:
    """The model that the composer offers first."""
    return str(getattr(settings, "GENERATION_DEFAULT_MODEL", "sora-1-turbo"))


def props_folder() -> Path:
    """Where the models lie that people brought as things for films."""
    return Path(settings.DATA_DIR) / "props"


def product_name() -> str:
    """The name that the visible mark carries."""
    return str(getattr(settings, "PRODUCT_NAME", "Sora"))


def media_root() -> Path:
    """Where delivered files live."""
    return Path(settings.MEDIA_ROOT)


def keys_folder() -> Path:
    """Where the provenance keys of this deployment live."""
    return Path(getattr(settings, "KEYS_DIR", "") or Path(settings.DATA_DIR) / "keys")


def stall_seconds() -> float:
    """How long an engine may stand still before its work is taken away from it."""
    return float(getattr(settings, "GENERATION_STALL_SECONDS", 1800))
