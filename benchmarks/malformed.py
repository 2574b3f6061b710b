"""Small valid files of every kind that people send, and ways to break them; each is known by its seed."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from functools import cache

import numpy as np
from PIL import Image

Files = tuple[bytes, ...]
EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
LONGEST = 1 << 20


@cache
def pictures() -> Files:
    """PNG, JPEG, WebP, GIF and TIFF of the same few pixels."""
    pixels = np.add.outer(np.arange(96), np.arange(128)).astype(np.uint8)
    picture = Image.fromarray(np.stack([pixels, pixels[::-1], 255 - pixels], -1))
    found = []
    for kind in ("PNG", "JPEG", "WEBP", "GIF", "TIFF"):
        out = io.BytesIO()
        picture.save(out, kind)
        found.append(out.getvalue())
    return tuple(found)


@cache
def films() -> Files:
    """MP4 and WebM of four seconds with a sound."""
    return _film("mp4", "h264", "aac"), _film("webm", "libvpx", "libopus")


def _film(kind: str, picture: str, sound: str) -> bytes:
    import av

    out, rate = io.BytesIO(), 12
    with av.open(out, "w", format=kind) as film:
        seen, heard = film.add_stream(picture, rate=rate), film.add_stream(sound, rate=48_000)
        seen.width, seen.height, seen.pix_fmt = 128, 96, "yuv420p"
        for number in range(4 * rate):
            frame = np.full((96, 128, 3), number * 5, np.uint8)
            frame[20:60, number : number + 40] = (200, 90, 30)
            film.mux(seen.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        tone = (np.sin(np.arange(4 * 48_000) / 20) * 9000).astype(np.int16)[None]
        piece = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
        piece.sample_rate = 48_000
        film.mux(heard.encode(piece))
        film.mux(seen.encode())
        film.mux(heard.encode())
    return out.getvalue()


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _json(what: object) -> bytes:
    return json.dumps(what).encode()


@cache
def libraries() -> Files:
    """An export of a library of clips, and one whose names lead out of its folder."""
    told = _json([{"id": "a", "prompt": "A corgi", "file": "a.mp4", "seed": 3}])
    clip = films()[0][:4000]
    return (
        _zip({"a.mp4": clip, "notes.json": told}),
        _zip({"../../../../tmp/fuzzed.mp4": clip, "/tmp/fuzzed.json": told}),  # noqa: S108
    )


@cache
def chats() -> Files:
    """A chat export, alone and zipped."""
    said = {"author": {"role": "user"}, "content": {"parts": ["Dogs that skate"]}, "create_time": 1.0}
    found = _json([{"title": "Dogs", "mapping": {"a": {"message": said}}, "create_time": 1.7e9}])
    return found, _zip({"conversations.json": found})


@cache
def copies() -> Files:
    """A copy of oneself from another server."""
    rows = {"rows": [{"display_name": "Alice", "bio": "Dogs", "followed": "bob", "follower": "alice"}]}
    names = ("profile", "follows", "limits", "posts", "videos", "characters")
    return (_zip({**{f"data/{name}.json": _json(rows) for name in names}, "files/videos/x.mp4": b"x" * 99}),)


# the corners of a box's twelve triangles
_BOX = (
    0, 1, 3, 0, 3, 2, 4, 6, 7, 4, 7, 5, 0, 4, 5, 0, 5, 1,
    2, 3, 7, 2, 7, 6, 0, 2, 6, 0, 6, 4, 1, 5, 7, 1, 7, 3,
)  # fmt: skip


@cache
def models() -> Files:
    """A box as a single-file glTF model, with a picture on it."""
    points = np.array([(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)], "<f4")
    faces = np.array(_BOX, "<u2")
    views = (points.tobytes(), faces.tobytes(), pictures()[0])
    starts = np.cumsum([0, *map(len, views)])
    tree = {
        "asset": {"version": "2.0"},
        "buffers": [{"byteLength": int(starts[-1])}],
        "bufferViews": [
            {"buffer": 0, "byteOffset": int(at), "byteLength": len(view)}
            for at, view in zip(starts, views, strict=False)
        ],
        "accessors": [
            {
                "bufferView": 0,
                "componentType": 5126,
                "count": 8,
                "type": "VEC3",
                "min": [0] * 3,
                "max": [1] * 3,
            },
            {"bufferView": 1, "componentType": 5123, "count": len(faces), "type": "SCALAR"},
        ],
        "images": [{"bufferView": 2, "mimeType": "image/png"}],
        "textures": [{"source": 0}],
        "materials": [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "material": 0}]}],
        "nodes": [{"mesh": 0}],
        "scenes": [{"nodes": [0]}],
    }
    said, blob = _json(tree), b"".join(views)
    said, blob = said + b" " * (-len(said) % 4), blob + b"\0" * (-len(blob) % 4)
    head = struct.pack("<III", 0x46546C67, 2, 28 + len(said) + len(blob))
    return (
        head
        + struct.pack("<II", len(said), 0x4E4F534A)
        + said
        + struct.pack("<II", len(blob), 0x004E4942)
        + blob,
    )


@cache
def batches() -> Files:
    """Lines of JSON that ask for videos."""
    lines = [{"custom_id": f"a{n}", "body": {"prompt": "A corgi", "seconds": "4"}} for n in range(3)]
    return (b"\n".join(map(_json, lines)),)


def _flipped(rng: random.Random, data: bytearray) -> None:
    for _each in range(rng.choice((1, 3, 30))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _cut(rng: random.Random, data: bytearray) -> None:
    del data[rng.randrange(len(data)) :]


def _hole(rng: random.Random, data: bytearray) -> None:
    at = rng.randrange(len(data))
    del data[at : at + rng.randrange(1, 400)]


def _noise(rng: random.Random, data: bytearray) -> None:
    at = rng.randrange(len(data))
    data[at:at] = rng.randbytes(rng.randrange(1, 400))


def _zeroed(rng: random.Random, data: bytearray) -> None:
    at = rng.randrange(len(data))
    many = min(len(data) - at, rng.randrange(1, 64))
    data[at : at + many] = bytes(many)


def _extreme(rng: random.Random, data: bytearray) -> None:
    for _each in range(rng.choice((1, 4))):
        at = rng.randrange(max(1, min(len(data), 400)))
        value = rng.choice(EXTREMES).to_bytes(4, rng.choice(("little", "big")))
        data[at : at + 4] = value


def _repeated(rng: random.Random, data: bytearray) -> None:
    at = rng.randrange(len(data))
    piece = bytes(data[at : at + rng.randrange(1, 200)])
    data[at:at] = piece * min(200, LONGEST // max(1, len(piece)))


def _headed(rng: random.Random, data: bytearray) -> None:
    other = rng.choice(
        (pictures()[0], films()[0], films()[1], libraries()[0], b'{"a": ' * 5000, b"[" * 100_000)
    )
    data[: rng.choice((4, 16, 64))] = other[: rng.choice((16, 400, 200_000))]


BREAKS: tuple[Callable[[random.Random, bytearray], None], ...] = (
    _flipped,
    _cut,
    _hole,
    _noise,
    _zeroed,
    _extreme,
    _repeated,
    _headed,
)


def broken(valid: Files, seed: int) -> bytes:
    """One of the files, broken once to three times; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 (chance that can be had again)
    data = bytearray(rng.choice(valid))
    for _each in range(rng.randrange(1, 4)):
        if data:
            rng.choice(BREAKS)(rng, data)
    return bytes(data[: 4 * LONGEST])
