"""Streams the conversations out of a chat export: a zip with `conversations.json`, or that file alone.

Old and new shapes are read: a list of conversations with a `mapping` of nodes, several numbered
files of them, an object that holds the list, and plain `messages`. Nothing is unpacked to
the disk and no name inside of the zip is used as a path. Every size is bounded while reading, as what a
file says of itself may be a lie; memory does not grow with the file.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import ijson

CONVERSATIONS = re.compile(r"(?:^|/)conversations(?:-\d{1,4})?\.json\Z")
PIECE = 1 << 16
MOST_BYTES = 16 << 30  # of JSON in all
MOST_RATIO = 200  # unpacked to packed: text packs 3 to 20 times
MOST_ENTRIES = 500_000
MOST_INDEX = 128 << 20  # bytes of the zip's table of contents, which is held in memory
MOST_CONVERSATIONS = 500_000
MOST_DEPTH = 100
MOST_SILENT = 64 << 20  # bytes of JSON without any value: one gigantic text
TEXT = 4_000  # characters of a conversation that are counted
MESSAGE = 1_000
OWN_ROLES = frozenset({"user", "human"})


class Unreadable(Exception):
    """Why a file is not read: `code` is damaged, foreign, bomb, too_large, too_many or locked."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Conversation:
    """One conversation: its title, the first words of what its owner said, and when (seconds, UTC)."""

    title: str = ""
    said: list[str] = field(default_factory=list)
    at: float = 0.0
    messages: int = 0
    length: int = 0


class _Counted:
    """Reads through, counting: in all, and since the parser last found a value."""

    def __init__(self, under: IO[bytes], most: int) -> None:
        self.under, self.most = under, most
        self.total = self.silent = 0

    def read(self, size: int = -1) -> bytes:
        """The next piece; raises Unreadable past a bound."""
        if size == 0:
            return b""
        piece = self.under.read(min(size, PIECE) if size > 0 else PIECE)
        self.total += len(piece)
        self.silent += len(piece)
        if self.total > self.most:
            raise Unreadable("bomb")
        if self.silent > MOST_SILENT:
            raise Unreadable("damaged")
        return piece


def conversations(path: Path, told: Callable[[int, int], None]) -> Iterator[Conversation]:
    """Every conversation of a file; `told(bytes read, bytes in all)` hears of the progress."""
    with path.open("rb") as raw:
        first = raw.read(4)
    if first[:2] == b"PK":
        yield from _of_zip(path, told)
        return
    size = path.stat().st_size
    with path.open("rb") as raw:
        yield from _bounded(_Counted(raw, MOST_BYTES), told, 0, size)


def _of_zip(path: Path, told: Callable[[int, int], None]) -> Iterator[Conversation]:
    if _index_size(path) > MOST_INDEX:
        raise Unreadable("bomb")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = sorted(_parts(archive), key=lambda part: part.filename)
            whole, before = sum(part.file_size for part in parts), 0
            for part in parts:
                with archive.open(part) as raw:
                    counted = _Counted(raw, max(MOST_RATIO * part.compress_size, 1 << 20))
                    yield from _bounded(counted, told, before, whole)
                before += part.file_size
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Unreadable("damaged") from error
    except RuntimeError as error:  # zipfile's way to ask for a password
        raise Unreadable("locked") from error


def _parts(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files with conversations; Unreadable for what is no export, or is made to hurt."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Unreadable("bomb")
    parts = [entry for entry in entries if CONVERSATIONS.search(entry.filename) and not entry.is_dir()]
    if not parts:
        raise Unreadable("foreign")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable("locked")
    large = [part for part in parts if part.file_size > MOST_RATIO * max(part.compress_size, 1)]
    if any(part.file_size > 1 << 20 for part in large):
        raise Unreadable("bomb")
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise Unreadable("too_large")
    return parts


def _index_size(path: Path) -> int:
    """How many bytes the table of contents of a zip has by its own word; 0 when there is none."""
    size = path.stat().st_size
    with path.open("rb") as raw:
        raw.seek(max(0, size - (1 << 16) - 64))
        tail = raw.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise Unreadable("damaged")
    found = int(struct.unpack("<I", tail[end + 12 : end + 16])[0])
    wide = tail.rfind(b"PK\x06\x06")
    if found == 0xFFFFFFFF and wide >= 0 and len(tail) >= wide + 48:
        found = int(struct.unpack("<Q", tail[wide + 40 : wide + 48])[0])
    return found


def _bounded(
    counted: _Counted, told: Callable[[int, int], None], before: int, whole: int
) -> Iterator[Conversation]:
    """The conversations of one JSON text, with the parser's own complaints as ours."""
    reader = _Reader()
    number = 0
    try:
        for event, value in ijson.basic_parse(counted, use_float=True, buf_size=PIECE):
            counted.silent = 0
            found = reader.hear(event, value)
            if found is None:
                continue
            number += 1
            if number > MOST_CONVERSATIONS:
                raise Unreadable("too_many")
            if number % 50 == 0:
                told(before + counted.total, whole)
            yield found
    except (ijson.JSONError, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise Unreadable("damaged" if number or reader.began else "foreign") from error
    told(before + counted.total, whole)
    if not reader.began:
        raise Unreadable("foreign")


class _Reader:
    """Hears the parser's events one by one and keeps nothing but the conversation it is in."""

    def __init__(self) -> None:
        self.path: list[str | None] = []
        self.now: Conversation | None = None
        self.depth = 0
        self.message_depth = 0
        self.role = ""
        self.words: list[str] = []
        self.began = False

    def hear(self, event: str, value: Any) -> Conversation | None:  # noqa: ANN401 (JSON)
        """A whole conversation when the event ends one."""
        if event == "map_key":
            self.path[-1] = value
        elif event in {"start_map", "start_array"}:
            self._open(event)
        elif event in {"end_map", "end_array"}:
            return self._close()
        elif self.now is not None:
            self._scalar(value)
        return None

    def _open(self, event: str) -> None:
        if len(self.path) >= MOST_DEPTH:
            raise Unreadable("damaged")
        if event == "start_map":
            if self.now is None and self.path in ([None], ["conversations", None]):
                self.now, self.depth = Conversation(), len(self.path)
            elif self.now is not None and not self.message_depth and self._is_message():
                self.message_depth, self.role, self.words = len(self.path), "", []
        self.path.append(None)

    def _is_message(self) -> bool:
        rest = self.path[self.depth :]
        if rest[:1] == ["mapping"] and len(rest) == 3:
            return rest[2] == "message"
        return len(rest) == 2 and rest[0] in {"messages", "chat_messages"} and rest[1] is None

    def _close(self) -> Conversation | None:
        self.path.pop()
        if self.message_depth and len(self.path) == self.message_depth:
            self._end_message()
        elif self.now is not None and not self.message_depth and len(self.path) == self.depth:
            found, self.now = self.now, None
            self.began = self.began or found.messages > 0
            return found
        return None

    def _end_message(self) -> None:
        assert self.now is not None  # noqa: S101 (messages are within conversations)
        self.message_depth = 0
        self.now.messages += 1
        if self.role in OWN_ROLES and self.now.length < TEXT:
            said = " ".join(self.words)[:MESSAGE]
            self.now.said.append(said)
            self.now.length += len(said)

    def _scalar(self, value: Any) -> None:  # noqa: ANN401
        assert self.now is not None  # noqa: S101
        if not self.message_depth:
            if len(self.path) == self.depth + 1:
                self._fact(self.path[-1], value)
            return
        rest = tuple(self.path[self.message_depth :])
        if not isinstance(value, str):
            return
        if rest in {("author", "role"), ("role",), ("sender",), ("author",)}:
            self.role = value.lower()[:20]
        elif rest in _TEXTS and len(self.words) < 20:
            self.words.append(value[:MESSAGE])

    def _fact(self, key: str | None, value: Any) -> None:  # noqa: ANN401
        assert self.now is not None  # noqa: S101
        if key in {"title", "name"} and isinstance(value, str):
            self.now.title = value[:200]
        elif key in {"create_time", "update_time"} and isinstance(value, int | float):
            self.now.at = max(self.now.at, float(value))


_TEXTS = {
    ("content", "parts", None),
    ("content", "parts", None, "text"),
    ("content",),
    ("content", None, "text"),
    ("content", "text"),
    ("text",),
}
