"""Where a sound is heard from: distance, side and the room, from the camera's track.

Picture and sound share one clock: the time that sound takes through the air is
left out, as film does. A room answers after a short gap, so the moment that a
sound begins stays clean.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import uniform_filter1d
from scipy.signal import butter, oaconvolve, sosfilt

from .noise import SAMPLE_RATE, Samples

NEAR_METRES = 3.0
FALL = 0.65  # gentler than the 1.0 of open air: film sound is close
WIDTH = 0.75
_BLOCK = 960


@dataclass(frozen=True, slots=True)
class Room:
    """How a place answers: gap and 60 dB decay in seconds, damping corner in hertz, level of the answer."""

    gap: float
    decay: float
    corner: float
    level: float


ROOMS = {
    "gym": Room(0.021, 1.5, 3800, 0.2),
    "studio": Room(0.008, 0.35, 5000, 0.1),
    "kitchen": Room(0.007, 0.45, 6000, 0.16),
    "living_room": Room(0.008, 0.32, 3500, 0.1),
    "bedroom": Room(0.007, 0.26, 2800, 0.08),
    "restaurant": Room(0.012, 0.55, 4000, 0.12),
    "classroom": Room(0.012, 0.7, 5000, 0.16),
    "library": Room(0.014, 0.6, 3000, 0.12),
    "office": Room(0.01, 0.35, 3200, 0.09),
    "theatre": Room(0.024, 1.3, 3400, 0.16),
    "castle": Room(0.026, 2.2, 4200, 0.22),
    "cave": Room(0.03, 2.8, 2600, 0.28),
    "space_station": Room(0.009, 0.9, 6500, 0.17),
    "train_station": Room(0.03, 1.4, 3000, 0.12),
    "city": Room(0.028, 0.75, 3000, 0.07),
    "town_square": Room(0.034, 0.8, 2600, 0.05),
    "street_market": Room(0.026, 0.5, 2600, 0.04),
    "harbour": Room(0.034, 0.6, 2400, 0.03),
    "pool": Room(0.022, 1.1, 5000, 0.12),
    "stadium": Room(0.04, 1.6, 2200, 0.07),
    "mountain": Room(0.045, 2.0, 1800, 0.05),
    "forest": Room(0.03, 0.9, 2200, 0.035),
    "jungle": Room(0.03, 0.7, 2200, 0.035),
    "underwater": Room(0.012, 1.2, 900, 0.3),
}
"""How places answer, by the sets' first names: what is large, hard or walled in rings longer."""
OPEN = Room(0.03, 0.3, 2500, 0.012)
INDOORS = Room(0.008, 0.4, 5000, 0.12)
SOUND_SPEED = 343.0


@dataclass(frozen=True)
class Ears:
    """The camera as a listener: positions and targets are (F, 3) metres, one row a frame."""

    position: Samples
    target: Samples
    fps: float

    def gains(self, place: Samples, start: int, samples: int) -> Samples:
        """(samples, 2) gains of a source at `place`, (3,) or (F, 3), for samples from `start` on."""
        knots = np.arange(start, start + samples + _BLOCK, _BLOCK)
        frames = knots / SAMPLE_RATE * self.fps
        ears, aim = _at(self.position, frames), _at(self.target, frames)
        there = _at(place, frames) if place.ndim == 2 else np.broadcast_to(place, ears.shape)
        ahead, way = aim - ears, there - ears
        distance = np.linalg.norm(way, axis=1)
        right = np.cross(ahead, [0.0, 0.0, 1.0])
        right /= np.maximum(np.linalg.norm(right, axis=1, keepdims=True), 1e-9)
        side = WIDTH * np.clip(np.einsum("ij,ij->i", way, right) / np.maximum(distance, 0.5), -1, 1)
        level = (NEAR_METRES / np.maximum(distance, 1.2)) ** FALL
        angle = (side + 1) * np.pi / 4
        sides = np.stack([np.cos(angle), np.sin(angle)], 1) * level[:, None] * np.sqrt(2)
        now = np.arange(start, start + samples)
        return np.stack([np.interp(now, knots, sides[:, ear]) for ear in (0, 1)], 1)

    def distance(self, place: Samples, start: int) -> float:
        """Metres from the camera to a source when it begins."""
        frame = np.array([start / SAMPLE_RATE * self.fps])
        there = _at(place, frame)[0] if place.ndim == 2 else place
        return float(np.linalg.norm(there - _at(self.position, frame)[0]))


def _at(track: Samples, frames: Samples) -> Samples:
    known = np.arange(len(track))
    return np.stack([np.interp(frames, known, track[:, axis]) for axis in range(3)], 1)


def heard(ears: Ears, sound: Samples, place: Samples, start: int) -> Samples:
    """A mono sound from `place` as (n, 2): farther is quieter and duller, and it comes from its side."""
    metres = ears.distance(place, start)
    corner = float(np.clip(22_000 * (12 / max(metres, 1.0)), 2500, 20_000))
    if corner < 19_000:
        sound = np.asarray(sosfilt(butter(1, corner, "lowpass", fs=SAMPLE_RATE, output="sos"), sound))
    return np.asarray(sound[:, None] * ears.gains(place, start, len(sound)))


def room_of(place: str, ambience: str = "", *, indoor: bool = False) -> str:
    """The room that a set answers like: its own, else that of its `ambience`, else a quiet one or none."""
    known = (name for name in (place, ambience) if name in ROOMS)
    return next(known, "indoors" if indoor else "open")


def bent(ears: Ears, sound: Samples, place: Samples) -> Samples:
    """A sound that lasts as long as the shot as a moving source's is heard: higher coming, lower going."""
    if place.ndim == 1 or len(place) < 3:
        return sound
    seconds = np.arange(len(sound)) / SAMPLE_RATE
    track = np.linalg.norm(place - ears.position[: len(place)], axis=1)
    smooth = uniform_filter1d(track, max(1, round(0.25 * ears.fps)), mode="nearest")
    late = np.interp(seconds * ears.fps, np.arange(len(smooth)), smooth - smooth.min()) / SOUND_SPEED
    return np.interp(seconds - late, seconds, sound)


def answer(place: str, sound: Samples) -> Samples:
    """What the room `place` (see `room_of`) gives back for a (n, 2) sound, of the same length."""
    room = ROOMS.get(place, INDOORS if place == "indoors" else OPEN)
    reply = _impulse_response(room, place)
    middle = sound.mean(axis=1)
    wet = np.stack([oaconvolve(middle, reply[:, ear])[: len(sound)] for ear in (0, 1)], 1)
    return np.asarray(room.level * wet)


def _impulse_response(room: Room, place: str) -> Samples:
    """Noise that dies away, its high parts first, after a gap and a few early echoes; unit energy."""
    rng = np.random.default_rng(zlib.crc32(place.encode()))
    length = int((room.gap + 1.1 * room.decay) * SAMPLE_RATE)
    time = np.arange(length) / SAMPLE_RATE
    tail = rng.standard_normal((length, 2))
    dull = sosfilt(butter(1, room.corner, "lowpass", fs=SAMPLE_RATE, output="sos"), tail, axis=0)
    duller = sosfilt(butter(1, room.corner / 3, "lowpass", fs=SAMPLE_RATE, output="sos"), tail, axis=0)
    mix = np.exp(-time / (0.2 * room.decay))[:, None]
    reply = (dull * mix + 1.6 * duller * (1 - mix)) * 10 ** (-3 * time / room.decay)[:, None]
    reply *= np.clip((time - room.gap) / 0.012, 0, 1)[:, None]
    for _ in range(6):
        early = int((room.gap + rng.uniform(0, 0.045)) * SAMPLE_RATE)
        reply[min(early, length - 1), int(rng.integers(2))] += rng.choice([-1, 1]) * rng.uniform(2, 5)
    return np.asarray(reply / np.sqrt(np.sum(np.square(reply), axis=0).mean()))
