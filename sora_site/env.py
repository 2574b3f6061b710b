"""Typed reading of the environment: a bad value stops the start with a sentence that names it."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
import zoneinfo
from datetime import time
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
LONGEST_SOCKET_PATH = 100


def data_dir() -> Path:
    """Everything this deployment writes lies in here (SORA_DATA, default `data/`)."""
    folder = Path(os.environ.get("SORA_DATA") or BASE_DIR / "data").expanduser().resolve()
    for part in (folder, folder / "media", folder / "run", folder / "work"):
        try:
            part.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ImproperlyConfigured(f"SORA_DATA: {part} cannot be created: {error}.") from error
    return folder


def secret_key(folder: Path) -> str:
    """SECRET_KEY, else the key kept in the data folder, made on first use."""
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    file = folder / "secret_key"
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return file.read_text().strip()


def boolean(name: str, *, default: bool) -> bool:
    """A yes/no variable: 1/0, true/false, yes/no, on/off."""
    raw = os.environ.get(name, "").strip().lower()
    if raw in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if raw == "" else raw in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name} must be yes or no, not {raw!r}.")


def integer(name: str, *, default: int, low: int = 0, high: int = 10**9) -> int:
    """A whole number between `low` and `high`."""
    raw = os.environ.get(name, "").strip()
    if raw == "":
        return default
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from None
    if not low <= value <= high:
        raise ImproperlyConfigured(f"{name} must lie between {low} and {high}, not {value}.")
    return value


def zone(name: str, *, default: str) -> str:
    """A zone of the time zone database, such as Europe/Rome."""
    raw = os.environ.get(name, "").strip() or default
    if raw not in zoneinfo.available_timezones():
        raise ImproperlyConfigured(f"{name} must be a time zone such as Europe/Rome, not {raw!r}.")
    return raw


def hours(name: str, *, default: str) -> tuple[time, time]:
    """Two times of the day, `22:00-07:00`; `none` is the same time twice."""
    raw = os.environ.get(name, "").strip() or default
    if raw == "none":
        return time(0), time(0)
    try:
        begin, end = (time.fromisoformat(part.strip()) for part in raw.split("-"))
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be two times such as 22:00-07:00, not {raw!r}.") from None
    return begin, end


def days_of(name: str) -> dict[str, int]:
    """`kind=days` pairs with commas between them."""
    said: dict[str, int] = {}
    for pair in filter(None, (part.strip() for part in os.environ.get(name, "").split(","))):
        kind, _equals, days = pair.partition("=")
        if not days.strip().isdecimal() or int(days) < 1:
            raise ImproperlyConfigured(f"{name} must be pairs such as comments=365, not {pair!r}.")
        said[kind.strip()] = int(days)
    return said


def redis_url(folder: Path) -> str:
    """REDIS_URL, else the socket of the server that `manage.py up` starts."""
    return os.environ.get("REDIS_URL") or f"unix://{redis_socket(folder)}"


def redis_socket(folder: Path) -> Path:
    """Where that server listens: in the data folder, or, where the path is too long for a socket, in /tmp."""
    socket = folder / "run" / "valkey.sock"
    if len(os.fsencode(socket)) < LONGEST_SOCKET_PATH:
        return socket
    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"sora-{os.getuid()}-{mark}" / "valkey.sock"


def site_url(folder: Path) -> str:
    """SITE_URL, else the address that `manage.py up` last noted; links in mails and invites begin with it."""
    given = os.environ.get("SITE_URL", "").strip()
    if given and not given.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"SITE_URL must begin with http:// or https://, not {given!r}.")
    try:
        noted = (folder / "run" / "address").read_text("utf-8").strip()
    except OSError:
        noted = ""
    return (given or noted or "http://127.0.0.1:8000").rstrip("/")


def celery_broker(url: str) -> str:
    """The same server in the spelling that kombu wants (`redis+socket://`)."""
    return url.replace("unix://", "redis+socket://", 1) if url.startswith("unix://") else url
