"""Encryption for one browser: RFC 8291 over the content coding `aes128gcm` of RFC 8188, in one record."""

from __future__ import annotations

import base64
import secrets

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

RECORD = 4096
POINT, SECRET = 65, 16  # bytes of an uncompressed point of P-256, and of a browser's secret
CURVE = ec.SECP256R1()


def unpadded(raw: bytes) -> str:
    """base64url without its padding, as the standards write it."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read(text: str) -> bytes:
    """The bytes of base64url with or without padding; `ValueError` for anything else."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as 65 bytes."""
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def browser_key(p256dh: str) -> ec.EllipticCurvePublicKey:
    """The public key that a browser gave; `ValueError` where it is none."""
    raw = read(p256dh)
    if len(raw) != POINT:
        raise ValueError("A key of a browser has 65 bytes.")
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw)


def sealed(
    words: bytes,
    p256dh: str,
    auth: str,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body of a push message that only the browser can read; `own` and `salt` are drawn otherwise."""
    browser, secret = browser_key(p256dh), read(auth)
    own = own or ec.generate_private_key(CURVE)
    salt = salt or secrets.token_bytes(16)
    point = point_of(own.public_key())
    about = b"WebPush: info\0" + point_of(browser) + point
    shared = _derived(own.exchange(ec.ECDH(), browser), secret, about, 32)
    key = _derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(point)]) + point
    return head + AESGCM(key).encrypt(nonce, words + b"\x02", None)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)
