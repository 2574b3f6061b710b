"""Recordings at rest: encrypted, in a folder of their own, never under an address.

The key comes from `CAMEO_KEY` or is derived from `SECRET_KEY` (HKDF, RFC 5869);
the files are Fernet tokens (AES-128-CBC and HMAC-SHA256).
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterable
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(RuntimeError):
    """The file is gone, was changed, or was sealed with another key."""


def _cipher() -> Fernet:
    secret = (settings.CAMEO_KEY or settings.SECRET_KEY).encode()
    key = HKDF(hashes.SHA256(), 32, salt=None, info=b"cameo recordings").derive(secret)
    return Fernet(base64.urlsafe_b64encode(key))


def folder() -> Path:
    """Where the sealed files lie; only this account of the machine may look into it."""
    path = Path(settings.DATA_DIR) / "cameo"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def seal(content: bytes) -> str:
    """Keep a recording; the name under which `open_sealed` finds it."""
    name = f"{uuid.uuid4().hex}.sealed"
    target = folder() / name
    target.touch(mode=0o600)
    target.write_bytes(_cipher().encrypt(content))
    return name


def open_sealed(name: str) -> bytes:
    """The recording again, or `Unreadable`."""
    try:
        return _cipher().decrypt(_path(name).read_bytes())
    except (OSError, InvalidToken, ValueError) as error:
        raise Unreadable(name) from error


def remove(names: Iterable[str]) -> None:
    """Delete sealed files; one that is gone already is fine."""
    for name in names:
        if name:
            _path(name).unlink(missing_ok=True)


def _path(name: str) -> Path:
    if not name.endswith(".sealed") or not name.removesuffix(".sealed").isalnum():
        raise ValueError(name)
    return folder() / name
