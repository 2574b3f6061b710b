"""Anime: flat light in few steps, ink where things and depth change, glow, painted backgrounds."""

from __future__ import annotations

import cv2
import numpy as np

from . import film
from .styles import Floats, Glass, Matter, Pixels, Rig, Shot, style

INK = np.array((0.13, 0.09, 0.17), np.float32)
NEAR = 45.0
SAME_THING = 9.0
DROPS = -2
STEPS = ((0.0, 0.13), (0.2, 0.38), (0.42, 0.66), (0.68, 0.92))


def _tones() -> Pixels:
    """A table (256,) of brightness in steps with soft borders."""
    value = np.arange(256, dtype=np.float32) / 255
    out = np.full(256, STEPS[0][1], np.float32)
    for edge, level in STEPS[1:]:
        out += (level - out) * np.clip((value - edge + 0.02) / 0.04, 0, 1)
    return np.asarray(out * 255, np.uint8)


TONES = _tones()


def ink(shot: Shot) -> Floats:
    """How much ink (H, W) lies on each pixel, 0 to 1: outlines by id and depth, fine lines by crease."""
    height = shot.depth.shape[0]
    inverse = (1 / np.maximum(shot.depth, 0.1)).astype(np.float32)
    fresh = cv2.Laplacian(inverse, cv2.CV_32F, ksize=3) / np.maximum(inverse, 1e-4)
    jump = np.clip((np.abs(fresh) - 0.05) * 7, 0, 1)
    ids = shot.segmentation.astype(np.float32)
    border = cv2.morphologyEx(ids, cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8)) > 0
    tone = cv2.cvtColor(shot.rgb, cv2.COLOR_RGB2LAB).astype(np.float32)
    step = cv2.morphologyEx(
        cv2.GaussianBlur(tone, (0, 0), 0.6), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)
    )
    contrast = np.clip((step.max(-1) - 22) / 45, 0, 1)
    near = np.clip((NEAR - shot.depth) / NEAR * 3, 0, 1)
    within = np.where(border, 1, np.clip((SAME_THING - shot.depth) / SAME_THING * 4, 0, 1))
    line = np.maximum(jump * within, border * contrast * 0.9) * near
    drops = cv2.dilate((shot.segmentation == DROPS).astype(np.uint8), np.ones((3, 3), np.uint8))
    line = np.where(drops > 0, np.float32(0), line)
    if height >= 400:
        line = cv2.dilate(line, np.ones((2, 2), np.uint8))
    return np.asarray(
        cv2.GaussianBlur(np.asarray(line, np.float32), (0, 0), max(height / 800, 0.3)), np.float32
    )


def _flat(shot: Shot) -> Floats:
    """Cel shading of what is near; far things keep soft, bright paint."""
    smooth = cv2.bilateralFilter(shot.rgb, 7, 45, 5)
    hsv = cv2.cvtColor(smooth, cv2.COLOR_RGB2HSV).astype(np.float32)
    value = hsv[..., 2]
    stepped = TONES[value.astype(np.uint8)].astype(np.float32)
    stepped = film.blurred(np.asarray(stepped * 0.8 + value * 0.2, np.float32), 0.6)
    painted = np.clip(value * 1.1 + 8, 0, 255)
    far = np.clip((shot.depth - 25) / 30, 0, 1)
    hsv[..., 2] = np.clip(stepped * 1.1 * (1 - far) + painted * far, 0, 255)
    hsv[..., 1] = np.clip(hsv[..., 1] * 1.2 + 8 * (hsv[..., 1] > 12), 0, 255)
    return film.as_floats(np.asarray(cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2RGB), np.uint8))


@style(
    "anime",
    matter=Matter(
        saturation=1.05, plain=0.35, smooth=True, roughness=0.9, specular=0.0, coat=0.0, sheen=0.0, under=0.0
    ),
    rig=Rig(key=1.08, fill=0.85, ambient=0.99, soft=0.25),
    lens=Glass(fstop=11.0, shutter=0.0),
    hold=2,
)
def anime(shot: Shot) -> Pixels:
    """Paint, light, ink; the ink takes a little of the colour beneath it."""
    picture = film.halation(_flat(shot), 0.74, 0.8, (1.0, 0.93, 0.85))
    line = ink(shot)[..., None]
    inked = picture * (1 - line) + (INK * 0.8 + picture * 0.12) * line
    return film.as_pixels(np.asarray(inked, np.float32))
