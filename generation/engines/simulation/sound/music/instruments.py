"""Instruments: each plays one note of a pitch in hertz as mono samples, about unit peak, seeded."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.signal import butter, lfilter, sosfilt

from ..noise import SAMPLE_RATE, Samples, band, coloured, decay

Instrument = Callable[[float, float, np.random.Generator], Samples]
INSTRUMENTS: dict[str, Instrument] = {}


def instrument(name: str) -> Callable[[Instrument], Instrument]:
    """Register an instrument: (pitch in hertz, seconds held, rng) -> mono samples with its tail."""

    def register(play: Instrument) -> Instrument:
        INSTRUMENTS[name] = play
        return play

    return register


def _time(seconds: float) -> Samples:
    return np.arange(max(2, int(seconds * SAMPLE_RATE))) / SAMPLE_RATE


def _edges(sound: Samples, attack: float, release: float) -> Samples:
    count = len(sound)
    first, last = (min(count // 2, max(1, int(part * SAMPLE_RATE))) for part in (attack, release))
    sound[:first] *= np.sin(np.linspace(0, np.pi / 2, first)) ** 2
    sound[count - last :] *= np.cos(np.linspace(0, np.pi / 2, last)) ** 2
    return sound


@instrument("pluck")
def pluck(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:
    """A plucked string: noise that runs round a delay line and loses its brightness (Karplus and Strong)."""
    period = SAMPLE_RATE / pitch - 0.5
    whole = int(period)
    part = period - whole
    length = int((seconds + 0.6) * SAMPLE_RATE)
    excite = np.zeros(length)
    burst = rng.uniform(-1, 1, whole)
    excite[: min(whole, length)] = np.convolve(burst, [0.25, 0.5, 0.25], "same")[: min(whole, length)]
    loss = 10 ** (-3 / (pitch * 1.6))
    loop = np.zeros(whole + 3)
    loop[0] = 1.0
    loop[whole] -= loss * 0.5 * (1 - part)
    loop[whole + 1] -= loss * 0.5
    loop[whole + 2] -= loss * 0.5 * part
    sound = lfilter([1.0], loop, excite)
    return _edges(np.asarray(sound / (np.abs(sound).max() + 1e-9)), 0.002, 0.3)


@instrument("piano")
def piano(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:
    """A struck string: stiff partials, the high ones dying first, two strings a hair apart."""
    time = _time(seconds + 0.8)
    sound = np.zeros(len(time))
    for number in range(1, min(11, int(9000 / pitch) + 1)):
        partial = pitch * number * np.sqrt(1 + 0.0004 * number**2)
        fall = np.exp(-time * (0.9 + 0.45 * number) * (pitch / 300) ** 0.4)
        for detune in (0.9996, 1.0004):
            phase = rng.uniform(0, 6.28)
            sound += fall * np.sin(2 * np.pi * partial * detune * time + phase) / number**1.25
    return _edges(np.asarray(sound / (np.abs(sound).max() + 1e-9)), 0.006, min(0.5, seconds))


@instrument("box")
def music_box(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:
    """A comb's tooth: a pure tone with two bright, short overtones."""
    time = _time(seconds + 1.0)
    sound = np.sin(2 * np.pi * pitch * time) * np.exp(-time * 3.2)
    sound += 0.35 * np.sin(2 * np.pi * pitch * 2.0 * time) * np.exp(-time * 5)
    sound += 0.2 * np.sin(2 * np.pi * pitch * 6.27 * time + rng.uniform(0, 6)) * np.exp(-time * 16)
    return _edges(np.asarray(sound / 1.4), 0.003, 0.3)


@instrument("bells")
def bells(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:
    """Small bells: the partials of a bell, long."""
    time = _time(seconds + 1.2)
    sound = sum(
        part * np.sin(2 * np.pi * pitch * ratio * time + rng.uniform(0, 6)) * np.exp(-time * 2.2 * ratio**0.7)
        for ratio, part in ((0.5, 0.3), (1.0, 1.0), (1.19, 0.4), (2.0, 0.6), (2.76, 0.35), (4.1, 0.15))
    )
    return _edges(np.asarray(sound / 2.2), 0.003, 0.4)


@instrument("pad")
def pad(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:
    """A soft choir of detuned strings: slow to come and to go."""
    time = _time(seconds + 0.5)
    sound = np.zeros(len(time))
    for detune in (-0.0035, -0.0012, 0.0014, 0.0031):
        phase = rng.uniform(0, 6.28)
        for number in range(1, 8):
            turn = 2 * np.pi * pitch * (1 + detune) * number * time
            sound += np.sin(turn + phase * number) / number**1.9
    sound *= 1 + 0.06 * np.sin(2 * np.pi * 4.6 * time + rng.uniform(0, 6))
    return _edges(np.asarray(sound / 4.5), min(0.45, seconds * 0.4), 0.5)


@instrument("strings")
def strings(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:
    """Bowed strings: brighter than the pad, with vibrato."""
    time = _time(seconds + 0.25)
    sound = np.zeros(len(time))
    for detune in (-0.004, 0.0, 0.004):
        wobble = 0.0035 * np.sin(2 * np.pi * 5.3 * time + rng.uniform(0, 6)) * np.clip(time / 0.4, 0, 1)
        phase = 2 * np.pi * np.cumsum(pitch * (1 + detune + wobble)) / SAMPLE_RATE + rng.uniform(0, 6)
        for number in range(1, min(14, int(8000 / pitch) + 1)):
            sound += np.sin(number * phase) / number**1.15
    body = sosfilt(butter(1, 3200, "lowpass", fs=SAMPLE_RATE, output="sos"), sound)
    return _edges(np.asarray(body / (np.abs(body).max() + 1e-9)), min(0.12, seconds * 0.4), 0.22)


@instrument("brass")
def brass(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:
    """Horns: brighter the louder they get."""
    time = _time(seconds + 0.15)
    open_ = np.clip(time / 0.09, 0, 1) * np.clip((seconds + 0.15 - time) / 0.3, 0, 1)
    sound = np.zeros(len(time))
    for number in range(1, min(13, int(7000 / pitch) + 1)):
        sound += open_ ** (0.6 + 0.25 * number) * np.sin(2 * np.pi * pitch * number * time) / number**0.9
    sound *= 1 + 0.02 * rng.standard_normal()
    return _edges(np.asarray(sound / 2.6), 0.03, 0.12)


@instrument("bassoon")
def bassoon(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:
    """A reed that is a little comical: short, hollow."""
    time = _time(seconds + 0.06)
    sound = sum(
        part * np.sin(2 * np.pi * pitch * number * time + rng.uniform(0, 1))
        for number, part in ((1, 0.5), (2, 0.8), (3, 1.0), (4, 0.5), (5, 0.4), (7, 0.2))
    )
    return _edges(np.asarray(sound / 2.2), 0.02, 0.06)


@instrument("bass")
def bass(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """A round bass."""
    time = _time(seconds + 0.12)
    sound = np.sin(2 * np.pi * pitch * time) + 0.35 * np.sin(4 * np.pi * pitch * time) * np.exp(-time * 4)
    return _edges(np.asarray(sound / 1.3) * np.exp(-time * 0.9), 0.012, 0.12)


@instrument("kick")
def kick(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """A drum: a tone that falls quickly."""
    time = _time(0.32)
    phase = 2 * np.pi * np.cumsum(48 + 70 * np.exp(-time * 32)) / SAMPLE_RATE
    return _edges(np.asarray(np.sin(phase) * np.exp(-time * 11)), 0.003, 0.05)


@instrument("taiko")
def taiko(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """A great drum with its skin."""
    time = _time(0.9)
    phase = 2 * np.pi * np.cumsum(62 + 30 * np.exp(-time * 18)) / SAMPLE_RATE
    skin = coloured(len(time), band(120, 900), rng)[:, 0] * decay(len(time), 0.05)
    return _edges(np.asarray(0.9 * np.sin(phase) * np.exp(-time * 5) + 0.12 * skin), 0.004, 0.1)


@instrument("hat")
def hat(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """A shaker."""
    count = int(0.09 * SAMPLE_RATE)
    return _edges(0.25 * coloured(count, band(5000, 12_000), rng)[:, 0] * decay(count, 0.022), 0.006, 0.02)


@instrument("snare")
def snare(pitch: float, seconds: float, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """A soft snare, played with brushes."""
    count = int(0.2 * SAMPLE_RATE)
    wires = coloured(count, band(900, 7000), rng)[:, 0] * decay(count, 0.05)
    tone = np.sin(2 * np.pi * 185 * np.arange(count) / SAMPLE_RATE) * decay(count, 0.04)
    return _edges(np.asarray(0.22 * wires + 0.4 * tone), 0.005, 0.04)
