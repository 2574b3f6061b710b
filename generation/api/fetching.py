"""Fetches pictures from addresses that programs name, and never from the network this service runs in.

The same connection as that of webhooks: the host is resolved once, every number of it must be public, the
connection goes to the number that was checked, redirects are not followed, and a deadline bounds the call.
"""

from __future__ import annotations

import http.client
import ssl

from accounts import posting
from accounts.posting import BadAddressError

from . import webhooks
from .errors import ApiError, bad

MOST_BYTES = 10 * 1024 * 1024
KINDS = {"image/jpeg", "image/png", "image/webp"}
PARAM = "input_reference"


def picture(url: str) -> bytes:
    """The bytes of the JPEG, PNG or WebP at an address; `ApiError` 400 says why there are none."""
    try:
        parts = posting.checked(url, loopback=webhooks.loopback())
        port = parts.port or (443 if parts.scheme == "https" else 80)
        number = posting.resolve(parts.hostname or "", port, loopback=webhooks.loopback())
        with posting.connected(parts, port, number) as connection:
            host = parts.netloc.rpartition("@")[2]
            headers = {"Host": host, "User-Agent": "Sora-Pictures/1", "Accept": ", ".join(sorted(KINDS))}
            connection.request("GET", posting.target(parts), headers={**headers, "Connection": "close"})
            return _read(connection.getresponse())
    except BadAddressError as wrong:
        raise bad(PARAM, str(wrong), "unsafe_address") from wrong
    except ssl.SSLCertVerificationError as wrong:
        raise _unreachable("its certificate is not valid") from wrong
    except (OSError, http.client.HTTPException, ValueError) as wrong:
        raise _unreachable("no connection, or no whole answer in time") from wrong


def _read(response: http.client.HTTPResponse) -> bytes:
    if response.status != 200:
        raise _unreachable(f"it answers {response.status}; redirects are not followed")
    kind = response.headers.get_content_type()
    if kind not in KINDS:
        raise bad(PARAM, f"Only {', '.join(sorted(KINDS))} can be used, not {kind}.", "unsupported_image")
    content = response.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise bad(PARAM, "The picture is larger than 10 MB.", "image_too_large")
    return content


def _unreachable(why: str) -> ApiError:
    return bad(PARAM, f"The picture could not be fetched: {why}.", "image_unreachable")
