"""Recordings at rest: encrypted, in a folder of their own, never under an address.

The key comes from `CAMEO_KEY` or is derived from `SECRET_KEY` (HKDF, RFC 5869);
the files are Fernet tokens (AES-128-CBC and HMAC-SHA256). `CAMEO_KEY` may hold
several keys with commas between: the first seals, all open, and `rotate` seals
every file anew with the first, after which the others can go.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterable
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(RuntimeError):
    """The file is gone, was changed, or was sealed with another key."""


def _cipher() -> MultiFernet:
    keys = [key.strip() for key in settings.CAMEO_KEY.split(",")]
    secrets = dict.fromkeys([*(key for key in keys if key), settings.SECRET_KEY])
    return MultiFernet([_one(secret) for secret in secrets])


def _one(secret: str) -> Fernet:
    key = HKDF(hashes.SHA256(), 32, salt=None, info=b"cameo recordings").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def folder() -> Path:
    """Where the sealed files lie; only this account of the machine may look into it."""
    path = Path(settings.DATA_DIR) / "cameo"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def seal(content: bytes) -> str:
    """Keep a recording; the name under which `open_sealed` finds it."""
    name = f"{uuid.uuid4().hex}.sealed"
    _write(folder() / name, _cipher().encrypt(content))
    return name


def _write(target: Path, token: bytes) -> None:
    """Whole or not at all, for this account alone."""
    part = target.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_bytes(token)
    part.replace(target)


def open_sealed(name: str) -> bytes:
    """The recording again, or `Unreadable`."""
    try:
        return _cipher().decrypt(_path(name).read_bytes())
    except (OSError, InvalidToken, ValueError) as error:
        raise Unreadable(name) from error


def rotate() -> tuple[int, list[str]]:
    """Seal every file anew with the first key; how many were, and the names of those that no key opens."""
    cipher, done, lost = _cipher(), 0, []
    for path in sorted(folder().glob("*.sealed")):
        try:
            _write(path, cipher.rotate(path.read_bytes()))
            done += 1
        except (OSError, InvalidToken):
            lost.append(path.name)
    return done, lost


def remove(names: Iterable[str]) -> None:
    """Delete sealed files; one that is gone already is fine."""
    for name in names:
        if name:
            _path(name).unlink(missing_ok=True)


def _path(name: str) -> Path:
    if not name.endswith(".sealed") or not name.removesuffix(".sealed").isalnum():
        raise ValueError(name)
    return folder() / name
