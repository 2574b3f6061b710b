"""A painted sky: what colour the air has in a direction, by time of day.

Pure numpy, no OpenGL: the viewfinder paints it on its skybox, reflects it in
its water, and the photographer wraps it round its world, so that all of them
agree. Directions are unit vectors, z up; colours are display sRGB in 0..1
(a little above 1 around the sun).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from ..world import Sky

Floats = npt.NDArray[np.float32]
Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """The air at one time of day, and the light that it gives.

    `halo` is how much the sky glows round the sun; air hides `veil` (0 to 1) of what is far beyond `reach`
    metres.
    """

    zenith: Colour
    middle: Colour
    horizon: Colour
    ground: Colour
    glow: Colour
    cloud_lit: Colour
    cloud_dark: Colour
    clouds: float
    sun: Colour
    fill: Colour
    ambient: Colour
    stars: float = 0.0
    halo: float = 1.0
    reach: float = 170.0
    veil: float = 0.85


PALETTES = {
    "day": Palette(
        zenith=(0.16, 0.40, 0.80),
        middle=(0.40, 0.66, 0.93),
        horizon=(0.84, 0.92, 0.97),
        ground=(0.55, 0.56, 0.56),
        glow=(1.0, 0.95, 0.82),
        cloud_lit=(1.0, 1.0, 0.99),
        cloud_dark=(0.72, 0.79, 0.88),
        clouds=0.62,
        sun=(0.66, 0.61, 0.52),
        fill=(0.20, 0.24, 0.30),
        ambient=(0.38, 0.40, 0.44),
    ),
    "sunset": Palette(
        zenith=(0.20, 0.27, 0.55),
        middle=(0.80, 0.52, 0.56),
        horizon=(1.0, 0.74, 0.45),
        ground=(0.40, 0.32, 0.32),
        glow=(1.0, 0.72, 0.36),
        cloud_lit=(1.0, 0.70, 0.52),
        cloud_dark=(0.52, 0.36, 0.50),
        clouds=0.7,
        sun=(0.74, 0.48, 0.27),
        fill=(0.20, 0.19, 0.27),
        ambient=(0.40, 0.35, 0.40),
    ),
    "dawn": Palette(
        zenith=(0.34, 0.50, 0.78),
        middle=(0.78, 0.76, 0.85),
        horizon=(1.0, 0.83, 0.72),
        ground=(0.46, 0.42, 0.42),
        glow=(1.0, 0.84, 0.66),
        cloud_lit=(1.0, 0.88, 0.82),
        cloud_dark=(0.66, 0.62, 0.74),
        clouds=0.6,
        sun=(0.66, 0.54, 0.43),
        fill=(0.18, 0.19, 0.26),
        ambient=(0.39, 0.38, 0.43),
    ),
    "night": Palette(
        zenith=(0.012, 0.025, 0.075),
        middle=(0.035, 0.06, 0.15),
        horizon=(0.12, 0.15, 0.27),
        ground=(0.05, 0.06, 0.09),
        glow=(0.55, 0.62, 0.80),
        cloud_lit=(0.16, 0.19, 0.29),
        cloud_dark=(0.06, 0.08, 0.14),
        clouds=0.4,
        sun=(0.30, 0.37, 0.52),
        fill=(0.12, 0.13, 0.19),
        ambient=(0.25, 0.27, 0.35),
        stars=1.0,
    ),
    "moon": Palette(
        zenith=(0.004, 0.005, 0.010),
        middle=(0.004, 0.005, 0.010),
        horizon=(0.006, 0.007, 0.012),
        ground=(0.20, 0.20, 0.21),
        glow=(1.0, 0.99, 0.96),
        cloud_lit=(0.0, 0.0, 0.0),
        cloud_dark=(0.0, 0.0, 0.0),
        clouds=-1.0,
        sun=(0.86, 0.84, 0.80),
        fill=(0.08, 0.09, 0.12),
        ambient=(0.15, 0.155, 0.17),
        stars=1.0,
        halo=0.12,
        veil=0.0,
    ),
    "mars": Palette(
        zenith=(0.55, 0.40, 0.29),
        middle=(0.76, 0.56, 0.40),
        horizon=(0.90, 0.70, 0.52),
        ground=(0.48, 0.26, 0.16),
        glow=(0.96, 0.94, 0.95),
        cloud_lit=(0.90, 0.74, 0.60),
        cloud_dark=(0.75, 0.55, 0.42),
        clouds=0.3,
        sun=(0.66, 0.56, 0.46),
        fill=(0.24, 0.18, 0.14),
        ambient=(0.42, 0.35, 0.30),
        reach=120.0,
    ),
    "underwater": Palette(
        zenith=(0.42, 0.86, 0.93),
        middle=(0.10, 0.52, 0.68),
        horizon=(0.035, 0.30, 0.46),
        ground=(0.03, 0.22, 0.34),
        glow=(0.75, 1.0, 1.0),
        cloud_lit=(0.5, 0.9, 0.95),
        cloud_dark=(0.2, 0.6, 0.72),
        clouds=-1.0,
        sun=(0.40, 0.62, 0.62),
        fill=(0.10, 0.24, 0.28),
        ambient=(0.36, 0.50, 0.54),
        halo=0.5,
        reach=22.0,
        veil=1.0,
    ),
}
OVERCAST = {  # how much of the clear air goes, how bright the grey is, how far one sees, how much is hidden
    "cloudy": (0.72, 1.0, 150.0, 0.85),
    "rain": (0.9, 0.80, 70.0, 0.9),
    "storm": (0.96, 0.50, 48.0, 0.92),
    "snow": (0.9, 1.12, 46.0, 0.95),
    "fog": (0.97, 1.1, 13.0, 0.985),
}


def floats(values: npt.ArrayLike) -> Floats:
    """Numbers in single precision."""
    return np.asarray(values, np.float32)


def palette(sky: Sky) -> Palette:
    """The palette of a sky's air, time of day and weather; anything unknown is a clear day."""
    return _palette(str(sky.time_of_day), str(sky.weather), str(getattr(sky, "air", "")))


@cache
def _palette(time_of_day: str, weather: str, place: str) -> Palette:
    base = PALETTES.get(time_of_day, PALETTES["day"])
    if place in PALETTES:
        other = PALETTES[place]
        if time_of_day == "night" and place != "moon":
            return _dimmed(other, 0.3)
        return other
    if weather not in OVERCAST:
        return base
    gone, bright, reach, veil = OVERCAST[weather]
    # Night is dark enough: clouds send the town's light back.
    return _overcast(base, gone, max(bright, 1.0) if time_of_day == "night" else bright, reach, veil)


def _mixed(a: Colour, b: Colour, share: float) -> Colour:
    one, two, three = (x + (y - x) * share for x, y in zip(a, b, strict=True))
    return one, two, three


def _dimmed(tones: Palette, share: float) -> Palette:
    """A palette at night."""
    black: Colour = (0.0, 0.0, 0.0)
    return replace(
        tones,
        zenith=_mixed(black, tones.zenith, share),
        middle=_mixed(black, tones.middle, share),
        horizon=_mixed(black, tones.horizon, share),
        ground=_mixed(black, tones.ground, share),
        sun=_mixed(black, tones.sun, share),
        fill=_mixed(black, tones.fill, share),
        ambient=_mixed(black, tones.ambient, min(1.0, share * 1.6)),
    )


def _overcast(tones: Palette, gone: float, bright: float, reach: float, veil: float) -> Palette:
    """A palette under a closed cover of clouds: greyer, without shadows, and less far to see."""
    level = 0.8 * float(np.mean(tones.horizon)) + 0.2 * float(np.mean(tones.zenith))
    grey = level * bright * 0.92
    cover: Colour = (grey * 0.97, grey * 0.99, grey * 1.02)
    high = _mixed(cover, (0.0, 0.0, 0.0), 0.16)
    lit = sum(tones.sun) / 3 + sum(tones.fill) / 3
    dark = level < 0.3  # at night what there is of light must do
    soft = lit * (0.66 if dark else 0.42) * min(bright, 1.0)
    ambient = _mixed(tones.ambient, (sum(tones.ambient) / 3,) * 3, gone * 0.7)
    return replace(
        tones,
        zenith=_mixed(tones.zenith, high, gone),
        middle=_mixed(tones.middle, high, gone),
        horizon=_mixed(tones.horizon, cover, gone),
        ground=_mixed(tones.ground, cover, gone * 0.6),
        glow=_mixed(tones.glow, cover, gone),
        cloud_lit=_mixed(tones.cloud_lit, cover, gone * 0.8),
        cloud_dark=_mixed(tones.cloud_dark, high, gone * 0.8),
        clouds=max(tones.clouds, 0.95),
        sun=_mixed(tones.sun, (soft * 0.4,) * 3, gone),
        fill=_mixed(tones.fill, (soft,) * 3, gone),
        ambient=_mixed((0.0, 0.0, 0.0), ambient, 0.75 + 0.25 * min(bright, 1.0)),
        stars=0.0,
        halo=1.0 - gone,
        reach=reach,
        veil=veil,
    )


def sun_direction(sky: Sky) -> Floats:
    """Unit vector towards the sun (or, at night, the moon), (3,)."""
    elevation, azimuth = float(sky.sun_elevation), float(sky.sun_azimuth)
    flat = np.cos(elevation)
    return np.array([flat * np.cos(azimuth), flat * np.sin(azimuth), np.sin(elevation)], np.float32)


def _lattice(x: npt.NDArray[np.int64], y: npt.NDArray[np.int64], seed: int) -> Floats:
    """A repeatable number in 0..1 for every integer point."""
    word = (x * 374761393 + y * 668265263 + seed * 2147483647) & 0xFFFFFFFF
    word = ((word ^ (word >> 13)) * 1274126177) & 0xFFFFFFFF
    return ((word ^ (word >> 16)) & 0xFFFF).astype(np.float32) / np.float32(65535)


def noise(x: Floats, y: Floats, seed: int = 0) -> Floats:
    """Smooth value noise in 0..1 at scattered points (Perlin's fade curve)."""
    x0, y0 = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    u, v = (x - x0).astype(np.float32), (y - y0).astype(np.float32)
    u, v = u * u * u * (u * (u * 6 - 15) + 10), v * v * v * (v * (v * 6 - 15) + 10)
    low = _lattice(x0, y0, seed) * (1 - u) + _lattice(x0 + 1, y0, seed) * u
    high = _lattice(x0, y0 + 1, seed) * (1 - u) + _lattice(x0 + 1, y0 + 1, seed) * u
    return floats(low * (1 - v) + high * v)


def fractal(x: Floats, y: Floats, octaves: int, seed: int = 0) -> Floats:
    """Sum of `octaves` of noise, each twice as fine and half as strong, in 0..1."""
    total, weight, scale = np.zeros_like(x), 0.0, 1.0
    for octave in range(octaves):
        total = total + noise(x * scale, y * scale, seed + octave) / scale
        weight, scale = weight + 1 / scale, scale * 2.0
    return total / np.float32(weight)


def _smooth(low: float, high: float, value: Floats) -> Floats:
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def air(directions: Floats, sky: Sky) -> Floats:
    """The clear sky, without clouds: cheap enough for every pixel of a frame."""
    tones = palette(sky)
    up = directions[..., 2]
    low = _smooth(0.0, 0.30, up)[..., None]
    high = _smooth(0.12, 0.95, up)[..., None]
    colour = floats(tones.horizon) * (1 - low) + floats(tones.middle) * low
    colour = colour * (1 - high) + floats(tones.zenith) * high
    towards = np.clip(directions @ sun_direction(sky), 0, 1)
    halo = 0.55 * towards**6 * (1 - _smooth(0.0, 0.7, up)) + 0.5 * towards**60 + 0.7 * towards**900
    colour = colour + (floats(tones.glow) - colour * 0.6) * np.clip(halo * tones.halo, 0, 1)[..., None]
    below = _smooth(0.0, 0.10, -up)[..., None]
    return np.asarray(colour * (1 - below) + floats(tones.ground) * below, np.float32)


def _clouds(directions: Floats, tones: Palette, toward_sun: Floats) -> tuple[Floats, Floats]:
    """(cover 0..1, brightness 0..1) of a layer of fair-weather cumulus."""
    up = np.maximum(directions[..., 2], 0.02)
    x, y = directions[..., 0] / (up + 0.12) * 1.1, directions[..., 1] / (up + 0.12) * 1.1
    body = fractal(x + 7.3, y - 2.1, 5, 11)
    lifted = fractal(x + 7.3 + toward_sun[0] * 0.16, y - 2.1 + toward_sun[1] * 0.16, 4, 11)
    threshold = 1.0 - tones.clouds
    cover = _smooth(threshold + 0.10, threshold + 0.30, body) * _smooth(0.015, 0.16, directions[..., 2])
    light = np.clip(0.62 + (body - lifted) * 3.2, 0, 1)
    return cover, np.asarray(light, np.float32)


def paint(directions: Floats, sky: Sky) -> Floats:
    """The whole sky with clouds, sun or moon, and stars; (..., 3) like `directions`."""
    tones, colour = palette(sky), air(directions, sky)
    sun = sun_direction(sky)
    if tones.stars:
        at = directions * np.float32(190)
        sparkle = _lattice(
            np.floor(at[..., 0] + at[..., 2] * 3).astype(np.int64), np.floor(at[..., 1]).astype(np.int64), 5
        )
        shine = np.clip((sparkle - 0.9965) * 260, 0, 1) * _smooth(0.05, 0.4, directions[..., 2])
        colour = colour + shine[..., None] * floats((0.75, 0.8, 0.95))
    disc = _smooth(0.99935, 0.99965, np.asarray(directions @ sun, np.float32))[..., None] * np.float32(
        tones.halo > 0
    )
    colour = colour * (1 - disc) + np.float32(1.25) * disc * floats(tones.glow)
    if getattr(sky, "air", "") == "moon":
        colour = _earthrise(colour, directions, sun)
    if tones.clouds < 0:
        return np.asarray(colour, np.float32)
    cover, light = _clouds(directions, tones, sun)
    cloud = floats(tones.cloud_dark) * (1 - light[..., None]) + floats(tones.cloud_lit) * light[..., None]
    return np.asarray(colour + (cloud - colour) * (cover * 0.92)[..., None], np.float32)


def _earthrise(colour: Floats, directions: Floats, sun: Floats) -> Floats:
    """The Earth over the moon's horizon: a blue ball with land and clouds, lit by the sun."""
    centre = floats((-0.95, -0.36, 0.165))
    centre = centre / np.linalg.norm(centre)
    size = np.float32(0.105)
    side = floats((-centre[1], centre[0], 0.0)) / np.hypot(centre[0], centre[1])
    up = np.cross(centre, side)
    x, y = (directions @ side) / size, (directions @ -up) / size
    inside = (x * x + y * y < 1) & (directions @ centre > 0)
    if not inside.any():
        return colour
    x, y = floats(x[inside]), floats(y[inside])
    out = np.sqrt(np.maximum(1 - x * x - y * y, 0))
    normal = x[:, None] * side + y[:, None] * -up - out[:, None] * centre
    shine = np.clip(normal @ sun * 1.3 + 0.35, 0.02, 1)[:, None]
    land = _smooth(0.50, 0.56, fractal(x * 2.2 + 5, y * 2.2, 4, 31))[:, None]
    cover = _smooth(0.46, 0.66, fractal(x * 2.6 + y, y * 5.0, 4, 41))[:, None]
    ball = floats((0.06, 0.22, 0.55)) * (1 - land) + floats((0.32, 0.36, 0.20)) * land
    ball = ball * (1 - cover) + floats((0.95, 0.97, 1.0)) * cover
    rim = ((1 - out) ** 3)[:, None] * floats((0.25, 0.5, 0.9))
    picture = colour.copy()
    picture[inside] = (ball + rim) * shine
    return picture
