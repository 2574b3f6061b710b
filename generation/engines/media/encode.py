"""Writing films: H.264 pictures, with or without AAC sound, as MP4 with its index in front.

A writer works on `NAME.part` and renames it when the film is whole, so a film
under its own name is a complete film. A full disk, a file-size limit or a
broken stream becomes `EncodeFailed` with a sentence, and nothing is left.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
import numpy.typing as npt

from ..errors import BadRequest, EncodeFailed
from . import colour

SAMPLE_RATE = 48_000
AAC_BIT_RATE = 192_000
_AAC_BLOCK = 1024
_FULL = {errno.ENOSPC: "disk is full", errno.EDQUOT: "disk quota is used up", errno.EFBIG: "file got too big"}


@contextmanager
def speaking_of(name: str) -> Iterator[None]:
    """Turn what FFmpeg and the file system raise into `EncodeFailed` about the file `name`."""
    try:
        yield
    except (av.FFmpegError, OSError) as error:
        why = _FULL.get(error.errno or 0)
        if why is not None:
            raise EncodeFailed(
                f"{name} could not be written: the {why}. Make room on the disk and try again."
            ) from error
        raise EncodeFailed(f"{name} could not be written: {error.strerror or error}.") from error


class PictureWriter:
    """H.264 in MP4, `yuv420p`, index in front; a context manager that removes its file on an error.

    `width` and `height` are even pixels, `fps` frames per second, `crf` the
    constant quality (0 lossless, 18 visually lossless, 23 ordinary). With
    `sound=True` a stereo AAC track runs beside the picture.
    """

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        fps: float | Fraction,
        crf: int = 14,
        *,
        preset: str = "veryfast",
        sound: bool = False,
    ) -> None:
        if width < 2 or height < 2 or width % 2 or height % 2:
            raise BadRequest(f"A film of {width}x{height} pixels cannot be encoded: both sides must be even.")
        self.path, self.width, self.height = path, width, height
        self.frames = self.samples = 0
        self._rate = Fraction(fps).limit_denominator(1001)
        self._part = path.with_name(f"{path.name}.part")
        with speaking_of(path.name):
            self._open(crf, preset, sound)

    def _open(self, crf: int, preset: str, sound: bool) -> None:  # noqa: FBT001 (private)
        self._file = av.open(str(self._part), "w", format="mp4", options={"movflags": "+faststart"})
        # Two threads whatever the machine has: x264's bytes depend on the number of threads.
        options = {"crf": str(crf), "preset": preset, "threads": "2"}
        self._video = self._file.add_stream("libx264", rate=self._rate, options=options)
        self._video.width, self._video.height = self.width, self.height
        self._video.pix_fmt = "yuv420p"
        self._video.gop_size = max(1, round(self._rate))
        self._video.time_base = 1 / self._rate
        colour.tag(self._video.codec_context)
        self._audio = self._file.add_stream("aac", rate=SAMPLE_RATE) if sound else None
        if self._audio is not None:
            self._audio.bit_rate = AAC_BIT_RATE
            self._audio.layout = "stereo"
        self._waiting = np.zeros((0, 2), np.float32)

    def write(self, rgb: colour.Rgb) -> None:
        """Append one (H, W, 3) uint8 sRGB frame."""
        if rgb.shape != (self.height, self.width, 3) or rgb.dtype != np.uint8:
            raise BadRequest(f"A frame of {rgb.shape} {rgb.dtype} does not fit {self.width}x{self.height}.")
        with speaking_of(self.path.name):
            frame = colour.to_film(rgb)
            frame.pts, frame.time_base = self.frames, 1 / self._rate
            self.frames += 1
            for packet in self._video.encode(frame):
                self._file.mux(packet)

    def write_sound(self, samples: npt.NDArray[np.float32]) -> None:
        """Append (N, 2) samples at 48 kHz in -1 to 1."""
        waiting = np.concatenate([self._waiting, samples.astype(np.float32, copy=False)])
        whole = len(waiting) // _AAC_BLOCK * _AAC_BLOCK
        self._encode_sound(waiting[:whole])
        self._waiting = waiting[whole:]

    def _encode_sound(self, samples: npt.NDArray[np.float32]) -> None:
        if self._audio is None:
            raise BadRequest("This film was opened without sound.")
        with speaking_of(self.path.name):
            for start in range(0, len(samples), _AAC_BLOCK):
                block = np.ascontiguousarray(samples[start : start + _AAC_BLOCK].T)
                frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
                frame.sample_rate = SAMPLE_RATE
                frame.pts, frame.time_base = self.samples, Fraction(1, SAMPLE_RATE)
                self.samples += block.shape[1]
                for packet in self._audio.encode(frame):
                    self._file.mux(packet)

    def close(self) -> None:
        """Flush, put the index in front, and give the film its name; `EncodeFailed` leaves nothing."""
        if not self.frames:
            self.abort()
            raise EncodeFailed(f"{self.path.name} was closed before a frame was written.")
        try:
            if self._audio is not None:
                self._encode_sound(self._waiting)
            with speaking_of(self.path.name):
                self._file.mux(self._video.encode(None))
                if self._audio is not None:
                    self._file.mux(self._audio.encode(None))
                self._file.close()
                _to_disk(self._part)
                self._part.replace(self.path)
        except BaseException:
            self.abort()
            raise

    def abort(self) -> None:
        """Throw the film away; safe to call at any time before or after `close`."""
        with suppress(av.FFmpegError, OSError):
            self._file.close()
        with suppress(OSError):
            self._part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(path: Path, content: bytes) -> None:
    """Write a small file whole or not at all; `EncodeFailed` when the disk refuses."""
    part = path.with_name(f"{path.name}.part")
    try:
        with speaking_of(path.name):
            part.write_bytes(content)
            part.replace(path)
    except EncodeFailed:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
