"""What is preserved of the gravest cases: sealed files in a folder without an address.

They are kept for the authorities, whatever becomes of the account. The key is derived from `SECRET_KEY`
(HKDF, RFC 5869); the files are Fernet tokens. Each opening is in the audit log.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterable
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def folder() -> Path:
    """Where they lie; only this account of the machine may look into it."""
    path = Path(settings.DATA_DIR) / "evidence"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def seal(files: Iterable[tuple[str, bytes]]) -> list[dict[str, str]]:
    """Keep files; what a case remembers of each: its name, and the file that holds it."""
    kept = []
    for name, content in files:
        sealed = f"{uuid.uuid4().hex}.sealed"
        target = folder() / sealed
        target.touch(mode=0o600)
        target.write_bytes(_cipher().encrypt(content))
        kept.append({"name": name, "file": sealed})
    return kept


def opened(sealed: str) -> bytes:
    """The bytes of a sealed file; `OSError`, `ValueError` or `InvalidToken` where it cannot be read."""
    if not sealed.endswith(".sealed") or not sealed.removesuffix(".sealed").isalnum():
        raise ValueError(sealed)
    return _cipher().decrypt((folder() / sealed).read_bytes())


def _cipher() -> Fernet:
    key = HKDF(hashes.SHA256(), 32, salt=None, info=b"evidence").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
