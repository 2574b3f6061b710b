"""From rendered shots to what a viewer gets: one film, its poster, its scrub preview and its captions.

Joins pictures and sounds so that every shot's first sample lies under its
first frame, puts the invisible mark in and draws the visible one, and encodes
once. Owns no rule about who gets a mark: the caller says.
"""

from __future__ import annotations

import wave
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from perception.fingerprint import Prints, fingerprints
from perception.hidden_mark import HiddenMark

from ..base import Caption, Progress, Rendered, Stage
from ..errors import EncodeFailed, Interrupted
from . import captions as webvtt
from . import colour, seam
from .encode import SAMPLE_RATE, PictureWriter, speaking_of, write_file
from .probing import Probe, probe
from .sheet import Stills
from .watermark import Watermark

DELIVERY_CRF = 20
_REPORT_EVERY = 12
_FINGERPRINTED = 16


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the invisible mark says: a number below 2**48, by a key that only this deployment has."""

    number: int
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Delivered:
    """The files of a film; `duration` in seconds, sides in pixels, `prints` its fingerprints."""

    content: Path
    poster: Path
    spritesheet: Path
    sprites: Path
    captions: Path
    duration: float
    width: int
    height: int
    frames: int
    prints: Prints


def deliver(
    shots: Sequence[Rendered],
    out_dir: Path,
    *,
    watermark: str | None,
    seed: int,
    on_progress: Callable[[Progress], None],
    should_stop: Callable[[], bool],
    hidden: Hidden | None = None,
    melting: Collection[int] = (),
) -> Delivered:
    """Write `content.mp4`, `poster.webp`, `spritesheet.jpg`, `sprites.json`, `captions.vtt` into `out_dir`.

    `watermark` is the text of the visible mark ("Product @handle") or None, `hidden` what the invisible says.
    Shots whose index is in `melting` begin out of the end of the one before (`seam`), without a cut.
    Raises `Interrupted` soon after `should_stop` answers True, `EncodeFailed`
    when a shot is broken or the disk refuses; `content.mp4` is whole or absent.
    """
    facts = _agreeing(shots)
    width, height, rate = facts[0].width, facts[0].height, _rate(facts[0])
    total = sum(fact.frames for fact in facts)
    stills = Stills(width, height, float(rate), total)
    mark = Watermark(watermark, width, height, seed) if watermark else None
    secret = HiddenMark(hidden.number, hidden.key, width, height) if hidden else None
    looked: list[colour.Rgb] = []
    content = out_dir / "content.mp4"
    with PictureWriter(content, width, height, rate, DELIVERY_CRF, preset="medium", sound=True) as film:
        for picture, sound in _joined(shots, facts, rate, melting):
            if should_stop():
                raise Interrupted("The delivery was stopped.")
            if len(looked) * total <= film.frames * _FINGERPRINTED:
                looked.append(picture)
            marked = secret.apply(picture) if secret is not None else picture
            marked = mark.apply(marked, float(film.frames / rate)) if mark is not None else marked
            stills.see(film.frames, marked)
            film.write(marked)
            film.write_sound(sound)
            if film.frames % _REPORT_EVERY == 0:
                on_progress(Progress(Stage.DELIVER, 0.97 * film.frames / total))
    delivered = Delivered(
        content=content,
        poster=out_dir / "poster.webp",
        spritesheet=out_dir / "spritesheet.jpg",
        sprites=out_dir / "sprites.json",
        captions=out_dir / "captions.vtt",
        duration=float(total / rate),
        width=width,
        height=height,
        frames=total,
        prints=fingerprints(looked),
    )
    stills.save(delivered.poster, delivered.spritesheet, delivered.sprites)
    write_file(delivered.captions, webvtt.to_webvtt(_captions(shots, facts, rate)).encode("utf-8", "replace"))
    on_progress(Progress(Stage.DELIVER, 1.0))
    return delivered


def _rate(fact: Probe) -> Fraction:
    return Fraction(fact.fps).limit_denominator(1001)


def _agreeing(shots: Sequence[Rendered]) -> list[Probe]:
    """The facts of the shots' pictures; `EncodeFailed` unless they can be joined."""
    if not shots:
        raise EncodeFailed("There is no shot to deliver.")
    facts = [probe(shot.picture) for shot in shots]
    kinds = {(fact.width, fact.height, _rate(fact)) for fact in facts}
    if len(kinds) > 1:
        raise EncodeFailed("The shots of this film differ in size or in frames per second.")
    return facts


def _due(frames: int, rate: Fraction) -> int:
    """The sound samples that lie under the first `frames` frames of a film."""
    return round(frames * SAMPLE_RATE / rate)


def _joined(
    shots: Sequence[Rendered], facts: Sequence[Probe], rate: Fraction, melting: Collection[int]
) -> Iterator[tuple[colour.Rgb, npt.NDArray[np.float32]]]:
    """Every frame of the film with the samples that lie under it."""
    frames, ended = 0, deque[colour.Rgb](maxlen=2)
    sound = np.zeros((0, 2), np.float32)
    for index, (shot, fact) in enumerate(zip(shots, facts, strict=True)):
        start, gone = _due(frames, rate), sound
        sound = _sound(shot.sound, _due(frames + fact.frames, rate) - start)
        pictures = _pictures(shot.picture, fact.frames)
        if index in melting and ended:
            pictures = seam.melted(ended[0], ended[-1], pictures, round(seam.SECONDS * rate))
            sound = seam.heard(gone, sound, round(seam.SECONDS * SAMPLE_RATE))
        for picture in pictures:
            frames += 1
            ended.append(picture)
            yield picture, sound[_due(frames - 1, rate) - start : _due(frames, rate) - start]


def _pictures(path: Path, frames: int) -> Iterator[colour.Rgb]:
    """The decoded frames of a shot; `EncodeFailed` when there are not exactly `frames`."""
    seen = 0
    with speaking_of(path.name), av.open(str(path)) as film:
        for frame in film.decode(video=0):
            seen += 1
            yield colour.to_rgb(frame)
    if seen != frames:
        raise EncodeFailed(f"{path.name} is damaged: {seen} of {frames} frames can be shown.")


def _sound(path: Path, samples: int) -> npt.NDArray[np.float32]:
    """A shot's sound as exactly (samples, 2); what is missing at the end is silence."""
    try:
        with wave.open(str(path), "rb") as file:
            if (file.getframerate(), file.getsampwidth()) != (SAMPLE_RATE, 2):
                raise EncodeFailed(f"{path.name} must hold 16-bit sound at {SAMPLE_RATE} Hz.")
            channels = file.getnchannels()
            raw = np.frombuffer(file.readframes(samples), "<i2").reshape(-1, channels)
    except (wave.Error, EOFError, OSError, ValueError) as error:
        raise EncodeFailed(f"{path.name} is no sound that can be read: {error}.") from error
    stereo = np.zeros((samples, 2), np.float32)
    stereo[: len(raw)] = raw[:, [0, min(1, channels - 1)]].astype(np.float32) / 32768
    return stereo


def _captions(shots: Sequence[Rendered], facts: Sequence[Probe], rate: Fraction) -> list[Caption]:
    found: list[Caption] = []
    frames = 0
    for shot, fact in zip(shots, facts, strict=True):
        start, frames = frames, frames + fact.frames
        found += webvtt.shifted(shot.captions, float(start / rate), float(frames / rate))
    return found
