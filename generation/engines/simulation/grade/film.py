"""What film and lenses do: grain, halation, vignette, blur by distance, colour by brightness."""

from __future__ import annotations

import functools

import cv2
import numpy as np
import numpy.typing as npt

from .styles import Floats, Pixels

GRAINS = 6
SHARP = 0.12
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


def smeared(plane: Floats, across: float, down: float) -> Floats:
    """A plane (H, W) blurred by so many pixels across and down."""
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigmaX=across, sigmaY=down), np.float32)


def noise(rng: np.random.Generator, height: int, width: int, strength: float) -> Floats:
    """White noise (height, width) round 0."""
    return np.asarray(rng.normal(0, strength, (height, width)), np.float32)


def bounded(picture: Floats) -> Floats:
    """Components from 0 to 1, in one piece of memory."""
    return np.ascontiguousarray(np.clip(picture, 0, 1), np.float32)


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


def lens(picture: Floats, depth: Floats, focus: float, width: float) -> Floats:
    """Blur what is out of focus, as wide as a fast lens would; the sharp parts do not bleed into it.

    `width` is how fast the blur grows with the diopters from `focus` (metres).
    """
    diopters = np.abs(1 / np.maximum(depth, np.float32(0.2)) - np.float32(1 / focus))
    circle = np.clip(diopters * width - SHARP, 0, 1).astype(np.float32)
    sigma = max(5.5 * depth.shape[0] / 480, 0.5)
    soft = blurred(circle, max(sigma / 4, 0.4))[..., None]
    weight = soft + np.float32(0.02)
    wide = blurred(np.asarray(picture * weight, np.float32), sigma, 2)
    wide = wide / np.maximum(blurred(weight, sigma, 2).reshape(*depth.shape, 1), 1e-3)
    return np.asarray(picture + (wide - picture) * np.clip(soft * 1.6, 0, 1), np.float32)


def bokeh(picture: Floats, depth: Floats, focus: float, size: float) -> Floats:
    """Bright points that are out of focus spread to discs of `size` (a part of the height)."""
    height = picture.shape[0]
    radius = max(round(size * height), 1)
    far = np.clip(np.abs(1 / np.maximum(depth, np.float32(0.2)) - np.float32(1 / focus)) * 9 - 0.25, 0, 1)
    spark = np.clip(picture.max(-1, keepdims=True) - 0.86, 0, 1) * far[..., None].astype(np.float32) * picture
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)).astype(np.float32)
    spread = cv2.filter2D(spark, -1, disc / np.float32(max(disc.sum() * 0.16, 1)))
    return np.asarray(picture + np.clip(spread.reshape(picture.shape), 0, 0.75), np.float32)


def matte(picture: Floats, ratio: float) -> Floats:
    """Black bars above and below so that what is left is `ratio` wide; portraits stay whole."""
    height, width = picture.shape[:2]
    bar = round((height - width / ratio) / 2)
    if width > height and bar > 0:
        picture = picture.copy()
        picture[:bar], picture[height - bar :] = 0, 0
    return picture
