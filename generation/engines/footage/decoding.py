"""Decoding a film of a stranger: its facts and some stills, or all of it as a shot. Runs in the sandbox only.

Only MP4, MOV and WebM are opened, and never an address or a second file that the film names.
"""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from ..media import colour
from ..media.encode import SAMPLE_RATE, PictureWriter

Rgb = npt.NDArray[np.uint8]
FPS = 24
SHORTEST, LONGEST = 1.0, 116.0  # seconds: an extension of four makes it 120
MOST_PIXELS, LEAST_SIDE = 4096 * 2304, 64
STILLS, STILL_SIDE, KEPT_SIDE = 8, 640, 1920
MOST_RATE = 125  # frames a second
SAMPLES = SAMPLE_RATE // FPS
PLAIN = "realistic"  # the style in which a film stays as it is
KINDS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"
OPTIONS = {"format_whitelist": KINDS, "protocol_whitelist": "file"}
TELL_EVERY = 12


class NotTakenError(Exception):
    """Why a film is not taken, in a sentence."""


def _open(film: Path) -> Any:
    head = film.read_bytes()[:12] if film.stat().st_size < 12 else film.open("rb").read(12)
    if head[4:8] != b"ftyp" and head[:4] != b"\x1a\x45\xdf\xa3":
        raise NotTakenError("Send an MP4, MOV or WebM file.")
    try:
        found = av.open(str(film), options=OPTIONS)
    except av.FFmpegError as error:
        raise NotTakenError("It is no film that can be decoded.") from error
    if not found.streams.video:
        raise NotTakenError("It has no picture.")
    picture = found.streams.video[0]
    picture.thread_type = "AUTO"
    size = picture.codec_context.width, picture.codec_context.height
    if size[0] * size[1] > MOST_PIXELS or min(size) < LEAST_SIDE:
        raise NotTakenError(f"Its picture of {size[0]}x{size[1]} is too large or too small.")
    return found


def look(film: Path, folder: Path) -> dict[str, Any]:
    """Frames at 24 a second, width and height; writes `first.png`, `last.png` and `still-N.png`."""
    with _open(film) as found:
        seconds = _seconds(found)
    if not SHORTEST <= seconds <= LONGEST:
        sentence = f"It must be {SHORTEST:g} to {LONGEST:g} seconds long; it is {seconds:.1f}."
        raise NotTakenError(sentence)
    first = last = None
    for number in range(STILLS):
        last = _still(film, seconds * number / (STILLS - 1), last)
        first = last if first is None else first
        _save(last, folder / f"still-{number}.png", STILL_SIDE)
    assert first is not None  # noqa: S101
    assert last is not None  # noqa: S101
    _save(first, folder / "first.png", KEPT_SIDE)
    _save(last, folder / "last.png", KEPT_SIDE)
    return {"frames": round(seconds * FPS), "width": first.shape[1], "height": first.shape[0]}


def _seconds(found: Any) -> float:
    """How long the picture is; counted frame by frame where the film does not say."""
    picture = found.streams.video[0]
    if picture.duration and picture.time_base:
        return float(picture.duration * picture.time_base)
    if found.duration:
        return float(found.duration / av.time_base)
    last = 0.0
    for number, frame in enumerate(found.decode(picture)):
        last = float(frame.time or 0.0)
        if last > LONGEST or number > LONGEST * MOST_RATE:
            break
    return last + 1 / FPS


def _still(film: Path, at: float, before: Rgb | None) -> Rgb:
    """The frame that is seen at a second; the one before where the film ends sooner."""
    with _open(film) as found:
        picture = found.streams.video[0]
        begin = float((picture.start_time or 0) * picture.time_base)
        found.seek(int((begin + max(0.0, at - 0.05)) * av.time_base), backward=True)
        seen = None
        for number, frame in enumerate(found.decode(picture)):
            if seen is not None and float(frame.time or 0.0) - begin > at:
                break
            seen = frame
            if number > 20 * MOST_RATE:
                raise NotTakenError("It has too few key frames to be looked at.")
        if seen is not None:
            return _upright(seen)
    if before is None:
        raise NotTakenError("It has no frame that can be decoded.")
    return before


def _upright(frame: Any) -> Rgb:
    """The frame as phones mean it to be held."""
    turns = round(float(getattr(frame, "rotation", 0) or 0) / 90) % 4
    return np.ascontiguousarray(np.rot90(colour.to_rgb(frame), turns))


def _save(picture: Rgb, path: Path, side: int) -> None:
    image = Image.fromarray(picture)
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    image.save(path, "PNG")


def take(
    film: Path,
    folder: Path,
    size: tuple[int, int],
    frames: int,
    style: str,
    seed: int,
    *,
    told: Callable[[float], None],
) -> None:
    """The film as a shot of `frames` frames: `picture.mp4` of `size`, filled, and `sound.wav`."""
    written = 0
    with PictureWriter(folder / "picture.mp4", *size, FPS) as out:
        for picture in _even(film, frames):
            out.write(_styled(_filled(picture, size), style, written, seed))
            written += 1
            if written % TELL_EVERY == 0:
                told(0.9 * written / frames)
    _write_sound(film, folder / "sound.wav", frames)
    told(1.0)


def _even(film: Path, frames: int) -> Iterator[Rgb]:
    """Exactly `frames` pictures, 24 a second: each is what is seen at its moment; the last one stays."""
    number, begin, seen = 0, None, None
    with _open(film) as found:
        for frame in found.decode(found.streams.video[0]):
            at = float(frame.time or 0.0)
            begin = at if begin is None else begin
            while seen is not None and number < frames and at - begin > (number + 0.5) / FPS:
                yield seen
                number += 1
            if number >= frames:
                return
            seen = _upright(frame)
    if seen is None or frames - number > FPS // 2 + 1:
        raise NotTakenError(f"It is damaged: {number} of {frames} frames can be shown.")
    for _rest in range(frames - number):
        yield seen


def _filled(picture: Rgb, size: tuple[int, int]) -> Rgb:
    """Scaled to fill `size`, and cut at the sides that stick out."""
    width, height = size
    scale = max(width / picture.shape[1], height / picture.shape[0])
    wide, high = max(width, round(picture.shape[1] * scale)), max(height, round(picture.shape[0] * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    large = cv2.resize(picture, (wide, high), interpolation=way)
    left, top = (wide - width) // 2, (high - height) // 2
    return np.ascontiguousarray(large[top : top + height, left : left + width])


def _styled(picture: Rgb, style: str, number: int, seed: int) -> Rgb:
    """The picture graded in a style; nobody knows its depths, so it is all one distance away."""
    if style == PLAIN:
        return picture
    from ..simulation.grade import Shot, style_of

    flat = np.full(picture.shape[:2], 6.0, np.float32)
    things = np.zeros(picture.shape[:2], np.int32)
    return style_of(style).grade(Shot(picture, flat, things, 6.0, number, seed, number / FPS))


def _write_sound(film: Path, path: Path, frames: int) -> None:
    """48 kHz stereo, as long as the picture; silence where the film has none."""
    track = np.zeros((frames * SAMPLES, 2), np.int16)
    with _open(film) as found:
        if found.streams.audio:
            picture, sound = found.streams.video[0], found.streams.audio[0]
            begin = float((picture.start_time or 0) * picture.time_base)
            _lay(track, found, sound, begin)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(track.tobytes())


def _lay(track: npt.NDArray[np.int16], found: Any, sound: Any, begin: float) -> None:
    resampler = av.AudioResampler(format="s16", layout="stereo", rate=SAMPLE_RATE)
    place: int | None = None
    for frame in found.decode(sound):
        if place is None:
            place = round((float(frame.time or 0.0) - begin) * SAMPLE_RATE)
        for part in resampler.resample(frame):
            samples = part.to_ndarray().reshape(-1, 2)
            low, high = max(place, 0), min(place + len(samples), len(track))
            if high > low:
                track[low:high] = samples[low - place : high - place]
            place += len(samples)
        if place > len(track):
            return
