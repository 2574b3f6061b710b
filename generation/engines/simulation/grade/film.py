"""What film and lenses do: grain, halation, vignette, blur by distance, colour by brightness."""

from __future__ import annotations

import functools

import cv2
import numpy as np
import numpy.typing as npt

from .styles import Floats, Pixels

GRAINS = 6
LUMA = np.array((0.2126, 0.7152, 0.0722), np.float32)


def as_floats(rgb: Pixels) -> Floats:
    """Components from 0 to 1."""
    return np.asarray(rgb, np.float32) / np.float32(255)


def as_pixels(picture: Floats) -> Pixels:
    """Back to 8 bits, rounded."""
    return np.asarray(np.clip(picture * 255 + 0.5, 0, 255), np.uint8)


def luma(picture: Floats) -> Floats:
    """Brightness (H, W, 1) by Rec. 709."""
    return np.asarray(picture @ LUMA, np.float32)[..., None]


def blurred(picture: Floats, sigma: float, shrink: int = 1) -> Floats:
    """Gaussian blur; wide ones may be made on a picture `shrink` times smaller."""
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)
    height, width = picture.shape[:2]
    size = (max(width // shrink, 1), max(height // shrink, 1))
    small = cv2.GaussianBlur(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), (0, 0), sigma / shrink)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


@functools.lru_cache(maxsize=2 * GRAINS)
def _grain(height: int, width: int, seed: int, number: int) -> Floats:
    noise = np.random.default_rng([seed, 71, number]).normal(0, 1, (height, width)).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(noise, (0, 0), 0.7), np.float32)[..., None]


def grain(picture: Floats, index: int, seed: int, strength: float) -> Floats:
    """Film grain, strongest in the middle tones; `strength` as a part of full brightness."""
    height, width = picture.shape[:2]
    bright = luma(picture)
    weight = np.clip(4 * bright * (1 - bright), 0.1, 1)
    return np.asarray(picture + _grain(height, width, seed, index % GRAINS) * weight * strength, np.float32)


@functools.lru_cache(maxsize=4)
def _falloff(height: int, width: int) -> Floats:
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    return np.asarray(np.clip(x * x * 0.8 + y * y * 0.6, 0, 1.4)[..., None], np.float32)


def vignette(picture: Floats, strength: float) -> Floats:
    """Corners darker by `strength` (0 to 1)."""
    return picture * (1 - np.float32(strength) * _falloff(*picture.shape[:2]) ** 1.5)


def halation(picture: Floats, threshold: float, strength: float, tint: npt.ArrayLike = (1, 1, 1)) -> Floats:
    """Light that spills from what is brighter than `threshold`."""
    spill = blurred(np.clip(picture - threshold, 0, 0.5), max(picture.shape[0] / 45, 0.8), 4)
    return picture + spill * np.float32(strength) * np.asarray(tint, np.float32)


def saturated(picture: Floats, amount: float) -> Floats:
    """Colours `amount` times as far from grey of the same brightness."""
    grey = luma(picture)
    return grey + (picture - grey) * np.float32(amount)


def contrasted(picture: Floats, amount: float) -> Floats:
    """An S-curve mixed in by `amount`; black, middle and white stay."""
    bounded = np.clip(picture, 0, 1)
    curve = bounded * bounded * (3 - 2 * bounded)
    return picture + (curve - bounded) * np.float32(amount)
