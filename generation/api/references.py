"""The picture that a video is made after: a file part, a `data:` address, or one that is fetched."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Mapping
from typing import Any

from accounts.models import Person

from .. import start_image
from . import bodies, fetching
from .errors import bad

PARAM = "input_reference"


def picture(body: Mapping[str, Any], person: Person) -> bytes:
    """The checked start image of a body, b"" where there is none; raises `ApiError` or a `Refusal`."""
    file = bodies.upload(body, PARAM)
    if file is not None:
        return start_image.checked(file, person)
    named = body.get(PARAM)
    if not named:
        return b""
    if isinstance(named, dict) and named.get("file_id"):
        raise bad(PARAM, "Files are not kept here: send the picture itself.", "file_id_unsupported")
    url = named.get("image_url") if isinstance(named, dict) else named
    if isinstance(url, dict):  # as in messages of the same clients
        url = url.get("url")
    if not isinstance(url, str):
        raise bad(PARAM, "Send the picture as a file, or its address in 'image_url'.")
    content = _inline(url) if url.startswith("data:") else fetching.picture(url)
    return start_image.checked(io.BytesIO(content), person)


def _inline(url: str) -> bytes:
    head, _comma, data = url.partition(",")
    if not (head.startswith("data:image/") and head.endswith(";base64")):
        raise bad(PARAM, "A data: address must be a picture in Base64.")
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise bad(PARAM, "The data: address is no valid Base64.") from error
