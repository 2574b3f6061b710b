"""Beasts of the wild: roars, growls, howls, trumpets, squeaks, hisses, and the voices of the sea."""

from __future__ import annotations

import numpy as np

from ..calls import voice
from ..noise import SAMPLE_RATE, Samples, band, coloured, decay
from ..throat import Throat, along, said, uttered

_ROAR = Throat(((220, 1.0), (480, 0.9), (1100, 0.45), (2200, 0.15)), 0.55, 0.28, 0.9, 0.06)
_GROWL = Throat(((190, 1.0), (420, 0.7), (900, 0.25)), 0.5, 0.3, 0.95, 0.08)
_HOWL = Throat(((480, 1.0), (900, 0.6), (1900, 0.12)), 1.3, 0.03, 0.0, 0.006, (5.0, 0.008))
_RISE_FALL = ((0, 0), (0.15, 0.7), (0.45, 1), (0.75, 0.6), (1, 0))


@voice("lion", "tiger")
def lion(seconds: float, rng: np.random.Generator) -> Samples:
    """A roar: deep, rough, opening wide and dying away."""
    length, pitch = min(seconds, rng.uniform(1.5, 2.0)), rng.uniform(85, 110)
    curve = ((0, pitch * 0.8), (0.3, pitch * 1.5), (0.6, pitch * 1.2), (1, pitch * 0.6))
    return said([(0.0, uttered(_ROAR, curve, _RISE_FALL, length, rng))], seconds)


@voice("bear")
def bear(seconds: float, rng: np.random.Generator) -> Samples:
    """A growl: a slow rattle with a grumble in it."""
    length = min(seconds, rng.uniform(1.1, 1.5))
    curve = ((0, 52), (0.5, 74), (1, 46))
    return said([(0.0, uttered(_GROWL, curve, ((0, 0), (0.3, 0.9), (0.7, 1), (1, 0)), length, rng))], seconds)


@voice("dinosaur")
def dinosaur(seconds: float, rng: np.random.Generator) -> Samples:
    """A roar larger than any animal's: a rattle below, a scream above, both falling."""
    length = min(seconds, 2.1)
    low = uttered(_GROWL, ((0, 38), (0.3, 62), (1, 28)), _RISE_FALL, length, rng)
    throat = Throat(((520, 1.0), (1250, 0.9), (2600, 0.4)), 0.5, 0.25, 0.8, 0.05)
    high = uttered(throat, ((0, 240), (0.25, 520), (0.6, 400), (1, 150)), _RISE_FALL, length, rng)
    return said([(0.0, 0.7 * low + 0.5 * high)], seconds)


@voice("wolf")
def wolf(seconds: float, rng: np.random.Generator) -> Samples:
    """A howl: a slide up, a long held note, a slow fall."""
    length, pitch = min(seconds, rng.uniform(1.9, 2.2)), rng.uniform(430, 520)
    curve = ((0, pitch * 0.55), (0.2, pitch * 1.05), (0.65, pitch), (1, pitch * 0.6))
    return said([(0.0, uttered(_HOWL, curve, ((0, 0), (0.2, 0.8), (0.6, 1), (1, 0)), length, rng))], seconds)


@voice("fox")
def fox(seconds: float, rng: np.random.Generator) -> Samples:
    """Three hoarse, high yaps."""
    throat = Throat(((1000, 1.0), (2100, 0.8), (3500, 0.3)), 0.6, 0.25, 0.4, 0.04)
    yap = [uttered(throat, ((0, 600), (0.3, 980), (1, 560)), _RISE_FALL, 0.16, rng) for _ in range(3)]
    return said([(0.33 * number, part) for number, part in enumerate(yap)], seconds)


@voice("elephant")
def elephant(seconds: float, rng: np.random.Generator) -> Samples:
    """A trumpet: brassy, jumping up, breaking at its end."""
    throat = Throat(((750, 1.0), (1500, 1.0), (2500, 0.7), (3900, 0.3)), 0.25, 0.1, 0.35, 0.02)
    length, pitch = min(seconds, rng.uniform(1.0, 1.4)), rng.uniform(360, 430)
    curve = ((0, pitch * 0.7), (0.12, pitch * 1.2), (0.5, pitch * 1.45), (0.8, pitch * 1.3), (1, pitch * 0.8))
    return said([(0.0, uttered(throat, curve, ((0, 0), (0.1, 0.9), (0.7, 1), (1, 0)), length, rng))], seconds)


@voice("monkey")
def monkey(seconds: float, rng: np.random.Generator) -> Samples:
    """Hoots that grow faster and higher, and a screech."""
    throat = Throat(((550, 1.0), (1100, 0.7), (2400, 0.2)), 0.9, 0.15, 0.1, 0.02)
    parts, start, gap = [], 0.0, 0.26
    for number in range(6):
        pitch = 300 + 55 * number
        parts.append(
            (start, uttered(throat, ((0, pitch), (0.5, pitch * 1.3), (1, pitch)), _RISE_FALL, 0.14, rng))
        )
        start, gap = start + gap, gap * 0.88
    screech = uttered(throat, ((0, 900), (0.4, 1500), (1, 1000)), _RISE_FALL, 0.35, rng)
    return said([*parts, (start, 0.8 * screech)], seconds)


@voice("frog")
def frog(seconds: float, rng: np.random.Generator) -> Samples:
    """Rib-bit: two bursts of quick pulses, the second one higher."""
    parts, start = [], 0.0
    throat = Throat(((700, 1.0), (1500, 0.7), (2600, 0.2)), 0.4, 0.15, 0.3, 0.02)
    while start < seconds - 0.4:
        low = uttered(throat, ((0, 58), (1, 66)), ((0, 0), (0.5, 0.8), (1, 0.1)), 0.16, rng)
        high = uttered(throat, ((0, 88), (1, 108)), ((0, 0), (0.4, 1), (1, 0)), 0.14, rng)
        parts += [(start, low), (start + 0.18, high)]
        start += rng.uniform(0.6, 0.8)
    return said(parts, seconds)


@voice("snake")
def snake(seconds: float, rng: np.random.Generator) -> Samples:
    """A hiss that swells and thins out."""
    count = int(min(seconds, 1.3) * SAMPLE_RATE)
    hiss = coloured(count, band(3200, 9500, -2), rng)[:, 0] * along(
        ((0, 0), (0.25, 1), (0.6, 0.7), (1, 0)), count
    )
    return said([(0.0, 0.3 * hiss / np.abs(hiss).max())], seconds)


@voice("bee")
def bee(seconds: float, rng: np.random.Generator) -> Samples:
    """A buzz that comes and goes as it flies."""
    throat = Throat(((450, 0.8), (1000, 1.0), (2300, 0.6)), 0.7, 0.06, 0.2, 0.02, (4.0, 0.02))
    curve = ((0, 205), (0.3, 235), (0.6, 215), (1, 195))
    return uttered(throat, curve, ((0, 0), (0.25, 0.8), (0.45, 0.4), (0.7, 1), (1, 0)), seconds, rng)


@voice("mouse")
def mouse(seconds: float, rng: np.random.Generator) -> Samples:
    """Squeaks: very high, very short, bent downwards."""
    throat = Throat(((3800, 1.0), (6500, 0.4)), 1.4, 0.03, 0.0, 0.008)
    parts, start = [], 0.0
    for _ in range(int(rng.integers(3, 6))):
        pitch = rng.uniform(3100, 4200)
        curve = ((0, pitch * 0.8), (0.3, pitch * 1.2), (1, pitch * 0.8))
        parts.append((start, 0.6 * uttered(throat, curve, _RISE_FALL, rng.uniform(0.06, 0.11), rng)))
        start += rng.uniform(0.12, 0.24)
    return said(parts, seconds)


@voice("dolphin")
def dolphin(seconds: float, rng: np.random.Generator) -> Samples:
    """Clicks that run faster, and a whistle that loops."""
    parts, when, gap = [], 0.0, 0.06
    length = int(0.006 * SAMPLE_RATE)
    while when < min(seconds, 0.9):
        click = coloured(length, band(2500, 12_000), rng)[:, 0] * decay(length, 0.0009)
        parts.append((when, 0.25 * click))
        when, gap = when + gap, max(0.006, gap * 0.93)
    throat = Throat(((5000, 1.0), (9000, 0.4)), 2.0, 0.01, 0.0, 0.003)
    curve = ((0, 4200), (0.25, 8200), (0.5, 5200), (0.75, 9400), (1, 6200))
    return said([*parts, (0.35, 0.6 * uttered(throat, curve, _RISE_FALL, 0.8, rng))], seconds)


@voice("whale")
def whale(seconds: float, rng: np.random.Generator) -> Samples:
    """Song: long moans that slide, far apart."""
    throat = Throat(((260, 1.0), (520, 0.8), (1200, 0.3)), 1.2, 0.03, 0.05, 0.008, (3.0, 0.012))
    half = max(0.7, seconds * 0.48)
    first = uttered(throat, ((0, 130), (0.4, 240), (0.7, 210), (1, 330)), _RISE_FALL, half, rng)
    second = uttered(throat, ((0, 420), (0.3, 520), (1, 170)), _RISE_FALL, half, rng)
    return said([(0.0, first), (half, 0.7 * second)], seconds)


@voice("seal")
def seal(seconds: float, rng: np.random.Generator) -> Samples:
    """Hoarse barks: ork, ork."""
    throat = Throat(((500, 1.0), (1000, 0.9), (2300, 0.3)), 0.5, 0.2, 0.7, 0.04)
    ork = [uttered(throat, ((0, 240), (0.4, 300), (1, 220)), _RISE_FALL, 0.3, rng) for _ in range(3)]
    return said([(0.45 * number, part) for number, part in enumerate(ork)], seconds)
