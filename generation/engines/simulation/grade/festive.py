"""Festive: strings of warm bulbs, gold, red and green, an evening's glow, confetti that falls."""

from __future__ import annotations

import cv2
import numpy as np

from . import film
from .styles import Floats, Glass, Matter, Pixels, Rig, Shot, style

CONFETTI = ((1.0, 0.80, 0.32), (0.88, 0.16, 0.15), (0.20, 0.58, 0.26), (1.0, 0.93, 0.78), (1.0, 0.72, 0.24))
MANY, REACH, HIGH, SPEED = 620, 7.0, 3.6, 0.62
WIDE = 0.019
GOLD, DUSK = np.array((0.052, 0.018, -0.055), np.float32), np.array((0.03, -0.012, 0.0), np.float32)
SUB = 4


def confetti(picture: Floats, shot: Shot) -> Floats:
    """Little cards that tumble down round the camera, hidden by what stands before them."""
    if shot.eye is None:
        return picture
    eye = shot.eye
    rng = np.random.default_rng([shot.seed, 2512])
    half = np.array((REACH, REACH, HIGH))
    start = (rng.random((MANY, 3)) * 2 - 1) * half
    own, phase = rng.uniform(0.7, 1.3, MANY), rng.uniform(0, 6.3, (MANY, 3))
    place = start - np.array((0, 0, 1)) * (SPEED * own * shot.time)[:, None]
    place[:, :2] += 0.16 * np.sin(phase[:, :2] + shot.time * 1.7 * own[:, None])
    centre = eye.position + eye.forward * 4.0
    place = centre + (place - centre + half) % (2 * half) - half
    local = (place - eye.position) @ np.stack([eye.right, eye.up, eye.forward], 1)
    height, width = shot.depth.shape
    scale = height / (2 * np.tan(eye.field / 2))
    away = np.maximum(local[:, 2], 1e-3)
    x, y = width / 2 + scale * local[:, 0] / away, height / 2 - scale * local[:, 1] / away
    seen = (local[:, 2] > 0.9) & (x >= 0) & (x < width) & (y >= 0) & (y < height) & (place[:, 2] > 0.01)
    seen &= shot.depth[np.clip(y, 0, height - 1).astype(int), np.clip(x, 0, width - 1).astype(int)] > away
    out: Floats = np.ascontiguousarray(picture)
    for k in np.flatnonzero(seen)[np.argsort(-away[seen])]:
        turn = shot.time * (2.5 + 2 * own[k]) + phase[k, 2]
        _flake(out, (x[k], y[k]), WIDE * scale / away[k], turn, float(own[k]), CONFETTI[k % len(CONFETTI)])
    return out


def _flake(
    out: Floats,
    at: tuple[float, float],
    wide: float,
    turn: float,
    own: float,
    tint: tuple[float, float, float],
) -> None:
    """One card, seen under the angle at which it tumbles; it flashes when it faces the light."""
    facing = abs(np.sin(turn))
    flash = 0.55 + 0.55 * facing**6
    size = (max(2 * wide, 0.9), max(2.8 * wide * (0.25 + 0.75 * facing), 0.9))
    corners = cv2.boxPoints(((float(at[0]), float(at[1])), size, float(np.degrees(turn * own) % 180)))
    colour = [min(part * flash, 1.0) for part in tint]
    cv2.fillConvexPoly(out, np.round(corners * (1 << SUB)).astype(np.int32), colour, cv2.LINE_AA, SUB)


def _palette(picture: Floats) -> Floats:
    """Blues turn towards the green of firs or the warmth of lamps; reds, golds and greens deepen."""
    bright = np.clip(film.luma(picture), 0, 1)
    cold = np.clip(picture[..., 2:] - np.maximum(picture[..., :1], picture[..., 1:2]) * 0.98, 0, 1)
    fir = np.concatenate([bright * 0.44, bright * 0.88, bright * 0.64], -1)
    turned = picture + (fir - picture) * np.clip(cold * 3.2, 0, 0.8)
    return film.saturated(np.asarray(turned + GOLD * bright + DUSK * (1 - bright), np.float32), 1.22)


@style(
    "festive",
    matter=Matter(saturation=1.12),
    rig=Rig(
        key=0.78, fill=0.62, rim=1.7, ambient=0.72, sky=0.5, tint=(1.16, 0.92, 0.66), strings=True, soft=1.6
    ),
    lens=Glass(longer=1.15, fstop=1.0),
)
def festive(shot: Shot) -> Pixels:
    """Bokeh, palette, glow, and what falls."""
    picture = film.as_floats(shot.rgb)
    picture = film.bokeh(picture, shot.depth, shot.focus, 0.022)
    picture = film.lens(picture, shot.depth, shot.focus, 3.0)
    picture = film.contrasted(_palette(picture), 0.2)
    picture = film.halation(picture, 0.7, 0.75, (1.0, 0.72, 0.42))
    picture = confetti(np.asarray(np.clip(picture, 0, 1.2), np.float32), shot)
    return film.as_pixels(film.vignette(picture, 0.22))
