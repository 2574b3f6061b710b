"""Reads an export's zip: which clips it holds, what is said of them. Bytes of strangers, so bounded.

Nothing is unpacked to a path: members are read as streams, by the name that
the zip's own list has. What is said of a clip is searched in every JSON file,
in the shapes that exports are known to have: a list, or an object with a list
in it, of creations; or of tasks with their creations (variants) in a list.
A clip of which nothing is said keeps its own name and folder.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

CLIPS = (".mp4", ".mov", ".webm", ".m4v")
MOST_MEMBERS, MOST_CLIPS, MOST_NOTES, MOST_NOTE_BYTES = 50_000, 5_000, 200, 30 * 1024 * 1024
DEEPEST = 6
LONGEST_WORDS, LONGEST_NAME = 32_000, 120
# all that `zipfile` raises for a zip that lies about itself
DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, RuntimeError)
LISTS = ("generations", "creations", "variants", "items", "tasks", "videos", "data")
FILES = ("file", "filename", "file_name", "path", "video", "asset", "url")
WORDS = ("prompt", "description", "caption", "title")
FOLDERS = ("folder", "folder_name", "folders", "collection", "collections")
LIKED = ("favorite", "favourite", "is_favorite", "is_favourite", "favorited", "liked", "starred")
MADE = ("created_at", "created", "create_time", "timestamp", "date")
GROUPS = ("task_id", "batch_id", "group_id", "generation_group")


class ArchiveUnreadable(ValueError):
    """The file is no zip, is locked, holds too much, or holds no clip."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One clip as the export tells of it; `seed` and `made_at` are None where it does not."""

    member: str
    words: str
    folder: str = ""
    favourite: bool = False
    seed: int | None = None
    batch: str = ""
    variant: int = 0
    made_at: datetime | None = None


def entries(path: Path) -> list[Entry]:
    """Every clip of the export, in its order; raises `ArchiveUnreadable`."""
    with _opened(path) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise ArchiveUnreadable("It holds too many files.")
        clips = {info.filename: info for info in members if _is_clip(info)}
        if not clips:
            raise ArchiveUnreadable("There is no video in it.")
        if len(clips) > MOST_CLIPS:
            raise ArchiveUnreadable("It holds too many videos. Split it.")
        if any(info.flag_bits & 1 for info in clips.values()):
            raise ArchiveUnreadable("It is locked with a password.")
        told: dict[str, Entry] = {}
        for note in [info for info in members if info.filename.lower().endswith(".json")][:MOST_NOTES]:
            for said in _notes(archive, note):
                _tell(said, clips, told)
    return [told.get(name) or _untold(name) for name in clips]


@contextmanager
def clip(path: Path, member: str) -> Iterator[IO[bytes]]:
    """The bytes of one clip, as a stream; raises `ArchiveUnreadable`."""
    with _opened(path) as archive:
        try:
            with archive.open(member) as stream:
                yield stream
        except (KeyError, *DAMAGED) as error:
            raise ArchiveUnreadable("This clip is damaged in the zip.") from error


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED as error:
        raise ArchiveUnreadable("It is no zip, or it is damaged.") from error
    with archive:
        yield archive


def _is_clip(info: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(info.filename)
    hidden = name.name.startswith(".") or "__MACOSX" in name.parts
    return not info.is_dir() and not hidden and name.suffix.lower() in CLIPS


def _notes(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON file that may tell of a clip; nothing of one that cannot be read."""
    try:
        with archive.open(info) as stream:
            content = stream.read(MOST_NOTE_BYTES + 1)
        document = json.loads(content) if len(content) <= MOST_NOTE_BYTES else None
    except (RecursionError, *DAMAGED):
        return
    yield from _walked(document, {}, 0)


def _walked(node: Any, above: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 (any JSON)
    """Every object, with what those around it say where it says nothing itself."""
    if depth > DEEPEST:
        return
    if isinstance(node, list):
        for place, each in enumerate(node):
            inner = each if isinstance(each, dict) else {"file": each} if isinstance(each, str) else {}
            yield from _walked({"variant": place if above else 0, **inner}, above, depth + 1)
    elif isinstance(node, dict):
        lists = [node[name] for name in LISTS if isinstance(node.get(name), list)]
        plain = {name: value for name, value in node.items() if name not in LISTS or isinstance(value, str)}
        if lists:
            outer = {k: v for k, v in plain.items() if k not in FILES and k != "variant"}
            if "id" in outer:
                outer.setdefault("task_id", outer.pop("id"))
            for inner in lists:
                yield from _walked(inner, {**above, **outer}, depth + 1)
        else:
            yield {**above, **plain}


def _tell(said: Mapping[str, Any], clips: Mapping[str, Any], told: dict[str, Entry]) -> None:
    member = _member(said, clips)
    if member is None:
        return
    told[member] = Entry(
        member=member,
        words=_text(said, WORDS, LONGEST_WORDS) or _untold(member).words,
        folder=_text(said, FOLDERS, LONGEST_NAME) or _untold(member).folder,
        favourite=any(said.get(name) is True for name in LIKED),
        seed=_whole(said.get("seed"), 2**31),
        batch=_text(said, GROUPS, LONGEST_NAME),
        variant=_whole(said.get("variant_index", said.get("variant")), 1000) or 0,
        made_at=_moment(said),
    )


def _member(said: Mapping[str, Any], clips: Mapping[str, Any]) -> str | None:
    """The clip that an object tells of: by a name that it gives, else by its id."""
    names = [str(said[name]).partition("?")[0] for name in FILES if isinstance(said.get(name), str)]
    names += [str(said["id"])] if isinstance(said.get("id"), str) else []
    for name in filter(None, names):
        last = PurePosixPath(name).name
        for member in clips:
            path = PurePosixPath(member)
            if member == name or path.name == last or path.stem == last:
                return member
    return None


def _untold(member: str) -> Entry:
    path = PurePosixPath(member)
    folder = path.parent.name if path.parent.name not in {"", ".", "..", "videos", "media"} else ""
    words = re.sub(r"[-_]+", " ", path.stem).strip() or path.name
    return Entry(member, _clean(words)[:LONGEST_WORDS], _clean(folder)[:LONGEST_NAME])


def _text(said: Mapping[str, Any], names: tuple[str, ...], longest: int) -> str:
    for name in names:
        found = said.get(name)
        found = found[0] if isinstance(found, list) and found else found
        found = found.get("name") or found.get("title") if isinstance(found, dict) else found
        if isinstance(found, str) and found.strip():
            return _clean(found)[:longest]
    return ""


def _clean(text: str) -> str:
    """Without what no text column takes."""
    return "".join(c for c in text if c == "\n" or c.isprintable()).strip().encode("utf-8", "ignore").decode()


def _whole(value: Any, below: int) -> int | None:  # noqa: ANN401 (any JSON)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < below else None


def _moment(said: Mapping[str, Any]) -> datetime | None:
    for name in MADE:
        value = said.get(name)
        try:
            if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 4e9:
                return datetime.fromtimestamp(value, UTC)
            if isinstance(value, str):
                found = datetime.fromisoformat(value)
                return found if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, OverflowError, OSError):
            continue
    return None
