"""Signs what webhooks carry, as the Standard Webhooks specification says: plain bytes in, headers out."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"


def new_secret() -> str:
    """`whsec_` and 32 random bytes in Base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def headers(number: str, seconds: int, body: bytes, secrets_: Sequence[str]) -> dict[str, str]:
    """The three headers of one call at Unix time `seconds`, with a signature for each secret."""
    return {
        "webhook-id": number,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(signature(number, seconds, body, secret) for secret in secrets_),
    }


def signature(number: str, seconds: int, body: bytes, secret: str) -> str:
    """`v1,` and the Base64 of the HMAC-SHA256 of `id.timestamp.body`."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{number}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
