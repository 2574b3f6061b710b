"""Posts to addresses that people named, and never into the network this service runs in.

The host is resolved once, every address it has must be a public one, and the
connection goes to the address that was checked: a name that changes between
the check and the call (DNS rebinding) leads nowhere else. Redirects are not
followed, proxies of the environment are not used, one deadline bounds the call.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

SECONDS = 5.0
LONGEST_ADDRESS = 500


class BadAddressError(ValueError):
    """An address that is not called, with the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call: an HTTP status, or None and what went wrong."""

    status: int | None
    error: str
    milliseconds: int

    @property
    def good(self) -> bool:
        """Whether the other side took it."""
        return self.status is not None and 200 <= self.status < 300


def checked(url: str, *, loopback: bool) -> SplitResult:
    """The parts of an address whose form is right; http only where `loopback` is let in, for development."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddressError("This is no address.") from error
    if len(url) > LONGEST_ADDRESS or not url.isascii() or any(c.isspace() or ord(c) < 32 for c in url):
        raise BadAddressError("This is no address.")
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        raise BadAddressError("The address must begin with https://.")
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise BadAddressError("Give an address with a host, and without a user, a password or a fragment.")
    if port == 0:
        raise BadAddressError("This is no port.")
    return parts


def resolve(host: str, port: int, *, loopback: bool) -> str:
    """A numeric address of `host`; `BadAddressError` unless all it has are public, or let in."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BadAddressError("The host of this address is not known.") from error
    numbers = [str(row[4][0]) for row in found]
    if not numbers or not all(_public(number, loopback=loopback) for number in numbers):
        raise BadAddressError("This address leads into a private network.")
    return numbers[0]


def _public(number: str, *, loopback: bool) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    inner: ipaddress.IPv4Address | ipaddress.IPv6Address | None = None
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if inner is not None:
        return _public(str(inner), loopback=loopback)
    if address.is_loopback:
        return loopback
    return address.is_global and not address.is_multicast and not address.is_reserved


def post(url: str, body: bytes, headers: Mapping[str, str], *, loopback: bool) -> Answer:
    """Send `body`; never raises."""
    began = time.monotonic()
    status, error = None, ""
    try:
        parts = checked(url, loopback=loopback)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        number = resolve(parts.hostname or "", port, loopback=loopback)
        status = _send(parts, port, number, body, headers)
    except BadAddressError as wrong:
        error = str(wrong)
    except ssl.SSLCertVerificationError:
        error = "The certificate of the other side is not valid."
    except TimeoutError:
        error = f"No answer within {SECONDS:g} seconds."
    except (OSError, http.client.HTTPException, ValueError) as wrong:
        late = time.monotonic() - began >= SECONDS
        error = (
            f"No answer within {SECONDS:g} seconds." if late else f"No connection ({type(wrong).__name__})."
        )
    return Answer(status, error, round((time.monotonic() - began) * 1000))


def _send(parts: SplitResult, port: int, number: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Post to the checked `number`, under the name of the address; the status that is answered."""
    with connected(parts, port, number) as connection:
        host = parts.netloc.rpartition("@")[2]
        connection.request("POST", target(parts), body, {"Host": host, **headers, "Connection": "close"})
        return connection.getresponse().status


def target(parts: SplitResult) -> str:
    """What is asked for at the host."""
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


@contextlib.contextmanager
def connected(parts: SplitResult, port: int, number: str) -> Iterator[http.client.HTTPConnection]:
    """A connection to the checked `number`, under the name of the address, that is cut at the deadline."""
    plain = socket.create_connection((number, port), timeout=SECONDS)
    connection = http.client.HTTPConnection(parts.hostname or "", port, timeout=SECONDS)
    timer = threading.Timer(SECONDS, _cut, [plain])
    timer.daemon = True
    timer.start()
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(plain, server_hostname=parts.hostname)
        else:
            connection.sock = plain
        yield connection
    finally:
        timer.cancel()
        connection.close()
        plain.close()


def _cut(plain: socket.socket) -> None:
    """The deadline: whoever answers a byte at a time is cut off."""
    with contextlib.suppress(OSError):
        plain.shutdown(socket.SHUT_RDWR)
