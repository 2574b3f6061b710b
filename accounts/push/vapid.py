"""Who this site is to a push service: a key, and a signed line with each message (RFC 8292)."""

from __future__ import annotations

import json
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .. import clock
from . import sealing

HOLDS_SECONDS = 12 * 3600
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the group of P-256


@lru_cache(maxsize=4)
def _key(given: str, secret: str) -> ec.EllipticCurvePrivateKey:
    if given:
        try:
            return ec.derive_private_key(int.from_bytes(sealing.read(given), "big"), sealing.CURVE)
        except ValueError as error:
            raise ImproperlyConfigured("VAPID_KEY must be 32 bytes in base64url.") from error
    raw = HKDF(algorithm=hashes.SHA256(), length=48, salt=None, info=b"sora web push").derive(secret.encode())
    return ec.derive_private_key(int.from_bytes(raw, "big") % (ORDER - 1) + 1, sealing.CURVE)


def private_key() -> ec.EllipticCurvePrivateKey:
    """The key of this site: `VAPID_KEY`, else one that follows from `SECRET_KEY`."""
    return _key(settings.VAPID_KEY, settings.SECRET_KEY)


def public_key() -> str:
    """What browsers are given when they subscribe."""
    return sealing.unpadded(sealing.point_of(private_key().public_key()))


def header(endpoint: str) -> str:
    """The `Authorization` of a message to `endpoint`."""
    parts = urlsplit(endpoint)
    claims: dict[str, object] = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(clock.now().timestamp()) + HOLDS_SECONDS,
        "sub": settings.SITE_URL,
    }
    head: dict[str, object] = {"typ": "JWT", "alg": "ES256"}
    said = ".".join(_part(part) for part in (head, claims))
    r, s = decode_dss_signature(private_key().sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    signature = sealing.unpadded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={said}.{signature}, k={public_key()}"


def _part(value: dict[str, object]) -> str:
    return sealing.unpadded(json.dumps(value, separators=(",", ":")).encode())
