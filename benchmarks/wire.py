"""HTTP over one kept connection: what measurements of pages and of the API ask with."""

from __future__ import annotations

import asyncio
from typing import Self
from urllib.parse import urlsplit


class Connection:
    """One kept HTTP/1.1 connection with a header of its own; no client library is measured with it."""

    def __init__(self, address: str, key: str = "", *, cookie: str = "") -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80
        said = {"Authorization": f"Bearer {key}" if key else "", "Cookie": cookie}
        self.own = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value)

    async def __aenter__(self) -> Self:
        self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.writer.close()

    async def ask(self, method: str, path: str, send: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an answer."""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n{self.own}"
        kind = "Content-Type: application/json\r\n" if send else ""
        self.writer.write(f"{head}{kind}Content-Length: {len(send)}\r\n\r\n".encode() + send)
        raw = await self.reader.readuntil(b"\r\n\r\n")
        lines = raw.decode("latin1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        if "content-length" in headers:
            body = await self.reader.readexactly(int(headers["content-length"]))
        else:
            body = await self._chunks()
        return int(lines[0].split()[1]), headers, body

    async def _chunks(self) -> bytes:
        body = b""
        while size := int(await self.reader.readline(), 16):
            body += await self.reader.readexactly(size)
            await self.reader.readline()
        await self.reader.readline()
        return body
