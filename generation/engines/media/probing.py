"""Looking into a film: what it says it is and, on demand, whether every frame and sample really decodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer

from ..errors import EncodeFailed


@dataclass(frozen=True, slots=True)
class Probe:
    """Facts of a film: pixels, frames per second, seconds; `""` where there is no such track.

    `frames` counts decoded frames when the film was decoded, else what its
    index says. `faststart` tells whether the index comes before the media.
    `luminance` is the range (darkest, brightest) of the decoded frames' mean
    luma, 0 to 255, and None when nothing was decoded. `samples` counts sound
    samples per channel that were decoded.
    """

    width: int
    height: int
    fps: float
    duration: float
    frames: int
    video_codec: str
    audio_codec: str
    pix_fmt: str
    faststart: bool
    luminance: tuple[float, float] | None = None
    contrast: float | None = None
    samples: int = 0


@dataclass(slots=True)
class _Seen:
    """What decoding showed."""

    frames: int = 0
    samples: int = 0
    darkest: float = 255.0
    brightest: float = 0.0
    contrast: float = 0.0


def probe(path: Path, *, decode: bool = False) -> Probe:
    """The facts of the film at `path`; `EncodeFailed` when it is broken, empty or no film.

    With `decode=True` every frame and every sound sample is decoded, and any
    damage or a difference from the frames promised by the index raises.
    """
    try:
        with av.open(str(path), options={"err_detect": "explode"}) as film:
            if not film.streams.video:
                raise EncodeFailed(f"{path.name} has no picture.")
            seen = _decode(film) if decode else None
            return _facts(path, film, seen)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise EncodeFailed(f"{path.name} is no film that plays: {error}.") from error


def _facts(path: Path, film: InputContainer, seen: _Seen | None) -> Probe:
    picture = film.streams.video[0]
    sound = film.streams.audio[0] if film.streams.audio else None
    promised = picture.frames
    frames = seen.frames if seen is not None else promised
    if not frames or (seen is not None and promised and promised != frames):
        raise EncodeFailed(f"{path.name} is damaged: {frames} of {promised} frames can be shown.")
    rate = picture.average_rate or Fraction(0)
    duration = float((picture.duration or 0) * (picture.time_base or 0))
    return Probe(
        width=picture.width,
        height=picture.height,
        fps=float(rate),
        duration=duration,
        frames=frames,
        video_codec=picture.codec_context.name,
        audio_codec=sound.codec_context.name if sound is not None else "",
        pix_fmt=picture.codec_context.pix_fmt or "",
        faststart=_index_is_first(path),
        luminance=None if seen is None else (seen.darkest, seen.brightest),
        contrast=None if seen is None else seen.contrast,
        samples=0 if seen is None else seen.samples,
    )


def _decode(film: InputContainer) -> _Seen:
    """Decode everything; damage raises from FFmpeg or is found in the frames' own flags."""
    seen = _Seen()
    streams = [*film.streams.video[:1], *film.streams.audio[:1]]
    for stream in streams:
        stream.codec_context.options = {"err_detect": "explode"}
    for packet in film.demux(*streams):
        if packet.is_corrupt:
            raise EncodeFailed("The film holds damaged packets.")
        for frame in packet.decode():
            if isinstance(frame, av.VideoFrame):
                _look(seen, frame)
            elif isinstance(frame, av.AudioFrame):
                seen.samples += frame.samples
    return seen


def _look(seen: _Seen, frame: av.VideoFrame) -> None:
    if frame.is_corrupt:
        raise EncodeFailed(f"Frame {seen.frames} of the film is damaged.")
    luma = frame.to_ndarray(format="gray")
    seen.frames += 1
    mean = float(luma.mean())
    seen.darkest, seen.brightest = min(seen.darkest, mean), max(seen.brightest, mean)
    seen.contrast = max(seen.contrast, float(luma.std()))


def _boxes(path: Path) -> Iterator[bytes]:
    """The names of an MP4's outermost boxes (ISO/IEC 14496-12, 4.2) in order."""
    end = path.stat().st_size
    with path.open("rb") as file:
        place = 0
        while place + 8 <= end:
            file.seek(place)
            size, name = int.from_bytes(file.read(4), "big"), file.read(4)
            if size == 1:
                size = int.from_bytes(file.read(8), "big")
            yield name
            if size < 8:
                return
            place += size


def _index_is_first(path: Path) -> bool:
    names = list(_boxes(path))
    return b"moov" in names and b"mdat" in names and names.index(b"moov") < names.index(b"mdat")
