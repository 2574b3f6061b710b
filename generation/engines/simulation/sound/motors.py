"""Motors: loops of engines whose pitch and strength follow the speed, and horns, by kind."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.signal import butter, sosfilt

from .noise import SAMPLE_RATE, Samples, band, coloured, decay, drift

Motor = Callable[[Samples, np.random.Generator], Samples]
MOTORS: dict[str, Motor] = {}


def motor(*kinds: str) -> Callable[[Motor], Motor]:
    """Register the motor of kinds of vehicles: (speed in m/s a sample, rng) -> mono samples, peak about 1."""

    def register(make: Motor) -> Motor:
        for kind in kinds:
            MOTORS[kind] = make
        return make

    return register


def _firing(fires: Samples, rough: float, corner: float, rng: np.random.Generator) -> Samples:
    """Combustion `fires` times a second (one value a sample): pulses, unequal from one to the next."""
    samples = len(fires)
    phase = np.cumsum(fires) / SAMPLE_RATE
    beat = np.exp(-7 * (phase % 1.0)) - 0.14
    uneven = rng.normal(1.0, rough, int(phase[-1]) + 2)[phase.astype(int)]
    harmonic = sum(np.sin(np.pi * number * phase) / number for number in (1, 2, 3, 4, 6))
    rattle = coloured(samples, band(200, 2600, -4), rng)[:, 0] * np.exp(-5 * (phase % 1.0))
    sound = beat * uneven + 0.35 * harmonic + 0.25 * rattle
    return np.asarray(sosfilt(butter(2, corner, "lowpass", fs=SAMPLE_RATE, output="sos"), sound))


def _levelled(sound: Samples) -> Samples:
    return np.asarray(0.6 * sound / (np.abs(sound).max() + 1e-9))


def _wheels(speed: Samples, rng: np.random.Generator) -> Samples:
    tyres = coloured(len(speed), band(150, 1800, -4), rng)[:, 0]
    return np.asarray(tyres * np.minimum(speed / 14, 1.2) ** 1.3)


@motor("car", "convertible", "taxi", "van")
def car(speed: Samples, rng: np.random.Generator) -> Samples:
    """Four cylinders that go up through gears, and tyres."""
    geared = 24 + 46 * (np.maximum(speed, 0) / 7 % 1.0) ** 0.9 * (speed > 0.3)
    slow = uniform(geared, 0.18)
    return _levelled(
        _firing(slow, 0.08, 700, rng) * (0.5 + np.minimum(speed / 10, 1)) + 0.9 * _wheels(speed, rng)
    )


@motor("bus", "truck", "tractor")
def truck(speed: Samples, rng: np.random.Generator) -> Samples:
    """A slow, knocking diesel."""
    fires = 15 + 2.2 * np.minimum(speed, 14) + 0.6 * drift(len(speed), 2.0, rng)
    return _levelled(_firing(fires, 0.25, 520, rng) + 0.6 * _wheels(speed, rng))


@motor("motorcycle", "scooter")
def motorcycle(speed: Samples, rng: np.random.Generator) -> Samples:
    """Two cylinders: bright, quick and uneven."""
    fires = 30 + 9.5 * np.minimum(speed, 16) + 1.5 * drift(len(speed), 3.0, rng)
    return _levelled(_firing(uniform(fires, 0.12), 0.18, 1600, rng))


@motor("train", "tram")
def train(speed: Samples, rng: np.random.Generator) -> Samples:
    """A rumble, the rails' hiss, and the double knock of joints every twelve metres."""
    samples = len(speed)
    way = np.cumsum(speed) / SAMPLE_RATE
    knocks = np.zeros(samples)
    knock = coloured(9600, band(60, 900, -3), rng)[:, 0] * decay(9600, 0.03)
    for metre in np.arange(0, way[-1], 12.0):
        for wheel in (0.0, 2.4):
            start = int(np.searchsorted(way, metre + wheel))
            part = knock[: max(0, samples - start)]
            knocks[start : start + len(part)] += part
    rumble = coloured(samples, band(35, 260), rng)[:, 0] * np.minimum(speed / 8, 1.2)
    hiss = coloured(samples, band(1200, 6000, -3), rng)[:, 0] * np.minimum(speed / 12, 1) ** 2
    return _levelled(rumble + 0.25 * hiss + 0.8 * knocks)


@motor("plane", "airplane")
def plane(speed: Samples, rng: np.random.Generator) -> Samples:
    """A propeller: a drone of blades, with air."""
    fires = 70 + 1.2 * np.minimum(speed, 30) + 0.8 * drift(len(speed), 1.0, rng)
    drone = _firing(fires, 0.03, 1200, rng)
    return _levelled(drone + 0.4 * coloured(len(speed), band(200, 3000, -4), rng)[:, 0])


@motor("helicopter", "drone")
def helicopter(speed: Samples, rng: np.random.Generator) -> Samples:
    """Blades that slap the air eleven times a second over a turbine's whine."""
    time = np.arange(len(speed)) / SAMPLE_RATE
    slap = (0.5 + 0.5 * np.cos(2 * np.pi * 11 * time)) ** 6
    chop = coloured(len(speed), band(40, 700, -3), rng)[:, 0] * (0.15 + slap)
    return _levelled(chop + 0.08 * np.sin(2 * np.pi * 2150 * time))


@motor("boat", "ship", "submarine")
def boat(speed: Samples, rng: np.random.Generator) -> Samples:
    """A slow motor under water and the wash of the bow."""
    fires = 13 + 2.0 * np.minimum(speed, 10)
    wash = coloured(len(speed), band(300, 4000, -3), rng)[:, 0] * np.minimum(speed / 6, 1)
    return _levelled(_firing(fires, 0.15, 380, rng) + 0.5 * wash)


@motor("rocket", "spaceship")
def rocket(speed: Samples, rng: np.random.Generator) -> Samples:
    """A roar of fire that crackles; it needs to move to burn."""
    samples = len(speed)
    burn = uniform((speed > 0.05).astype(float), 0.25)
    roar = coloured(samples, band(30, 500, -2), rng)[:, 0]
    crackle = coloured(samples, band(400, 5000, -3), rng)[:, 0] * np.clip(drift(samples, 60.0, rng), 0, 2)
    return _levelled((roar + 0.5 * crackle) * burn)


@motor("ufo")
def ufo(speed: Samples, rng: np.random.Generator) -> Samples:
    """A wavering tone out of old films."""
    time = np.arange(len(speed)) / SAMPLE_RATE
    pitch = 330 + 8 * np.minimum(speed, 20) + 45 * np.sin(2 * np.pi * 5.5 * time)
    phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE + rng.uniform(0, 6)
    return _levelled(np.sin(phase) + 0.3 * np.sin(2 * phase) + 0.4 * np.sin(0.5 * phase))


@motor("bicycle")
def bicycle(speed: Samples, rng: np.random.Generator) -> Samples:
    """The freewheel's ticks and narrow tyres."""
    phase = np.cumsum(speed * 7.0) / SAMPLE_RATE
    tick = np.exp(-60 * (phase % 1.0)) * (speed > 0.2)
    bright = coloured(len(speed), band(2500, 7000), rng)[:, 0]
    return np.asarray(0.25 * (0.3 * tick * bright + 0.25 * _wheels(speed, rng)))


@motor("ambulance", "police_car", "fire_truck", "fire_engine")
def siren(speed: Samples, rng: np.random.Generator) -> Samples:
    """A motor with two tones that take turns."""
    time = np.arange(len(speed)) / SAMPLE_RATE
    pitch = np.where((time * 1.4) % 1 < 0.5, 440.0, 585.0)
    phase = 2 * np.pi * np.cumsum(uniform(pitch, 0.02)) / SAMPLE_RATE
    tones = sum(np.sin(number * phase) / number for number in (1, 2, 3, 5))
    return _levelled(0.5 * tones + truck(speed, rng))


def horn(kind: str, seconds: float) -> Samples:
    """A horn: two notes at once; deeper for what is large."""
    low = {"truck": 180.0, "bus": 200.0, "train": 230.0, "boat": 130.0, "ship": 75.0}.get(kind, 410.0)
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    tones = sum(
        np.sin(2 * np.pi * pitch * number * time) / number
        for pitch in (low, low * 1.25)
        for number in (1, 2, 3, 4)
    )
    edge = np.clip(np.minimum(time, seconds - time) / 0.03, 0, 1)
    return np.asarray(0.25 * tones * edge)


def uniform(values: Samples, seconds: float) -> Samples:
    """A curve smoothed over that time."""
    from scipy.ndimage import uniform_filter1d

    return np.asarray(uniform_filter1d(values, max(1, int(seconds * SAMPLE_RATE)), mode="nearest"))
