"""Cutting a pet or a thing out of a few frames: motion and colours say where, GrabCut says how far.

GrabCut (Rother, Kolmogorov and Blake 2004) begins with what differs from the picture's border and, where
the camera stood still, with what moved. The frame with the clearest shape is taken.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from . import refusals

Picture = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
WORKING = 320  # pixels of the longer side while it is searched for
BAND = 0.04  # of the sides: what is taken for background
LEAST, MOST = 0.02, 0.8  # parts of the picture that it may fill
CLEAR = 0.42  # how clear a shape must be
TRIED = 5
STILL = 9.0  # mean change of a border pixel at which the camera counts as moving
ROUNDS = 4
KEPT_SIDE = 512


@dataclass(frozen=True, slots=True)
class Cut:
    """A mask (H, W; 0 or 255) over a frame, and how clear its shape is, 0 to 1."""

    frame: Picture
    mask: Mask
    clear: float


def cut_out(frames: Sequence[Picture]) -> bytes:
    """The clearest shape as a PNG with an alpha channel, trimmed; refuses when nothing stands out."""
    best = max((_cut(frame, frames) for frame in _sharpest(frames)), key=lambda cut: cut.clear)
    if best.clear < CLEAR:
        raise refusals.NothingStandsOut
    return _png(best)


def _sharpest(frames: Sequence[Picture]) -> list[Picture]:
    """Some frames in which it is large and sharp; not the first, which often still moves."""

    def sharp(frame: Picture) -> float:
        grey = cv2.cvtColor(_small(frame), cv2.COLOR_RGB2GRAY)
        return float(cv2.Laplacian(grey, cv2.CV_32F).var())

    step = max(1, len(frames) // (2 * TRIED))
    return sorted(frames[::step], key=sharp, reverse=True)[:TRIED]


def _small(frame: Picture) -> Picture:
    scale = WORKING / max(frame.shape[:2])
    if scale >= 1:
        return frame
    return np.asarray(cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _cut(frame: Picture, frames: Sequence[Picture]) -> Cut:
    small = _small(frame)
    guess = _guess(small, _moved(small, frames))
    models = [np.zeros((1, 65), np.float64) for _ in range(2)]
    labels = guess.copy()
    if not np.isin(labels, (cv2.GC_FGD, cv2.GC_PR_FGD)).any():
        return Cut(frame, np.zeros(frame.shape[:2], np.uint8), 0.0)
    try:
        cv2.setRNGSeed(11)
        bgr = np.ascontiguousarray(small[:, :, ::-1])
        cv2.grabCut(bgr, labels, (0, 0, 1, 1), models[0], models[1], ROUNDS, cv2.GC_INIT_WITH_MASK)
    except cv2.error:
        return Cut(frame, np.zeros(frame.shape[:2], np.uint8), 0.0)
    found = np.isin(labels, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8) * 255
    shape = _whole(np.asarray(found, np.uint8))
    large = cv2.resize(shape, frame.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    return Cut(frame, np.asarray((large > 127) * 255, np.uint8), _clarity(small, shape))


def _guess(small: Picture, moved: Floats | None) -> Mask:
    """GrabCut's first labels: the border is background, what is unlike it and near the middle is not."""
    height, width = small.shape[:2]
    band = max(2, round(BAND * min(height, width)))
    labels = np.full((height, width), cv2.GC_PR_BGD, np.uint8)
    unlike = _unlike(small, band)
    rows, columns = np.mgrid[0:height, 0:width]
    middle = np.exp(
        -(((rows - height / 2) / (0.38 * height)) ** 2) - ((columns - width / 2) / (0.38 * width)) ** 2
    )
    score = unlike * (0.35 + 0.65 * middle) if moved is None else 0.6 * unlike * middle + 0.8 * moved
    labels[score > max(0.3, float(np.percentile(score, 70)))] = cv2.GC_PR_FGD
    labels[(score > 0.75) & (middle > 0.5)] = cv2.GC_FGD
    labels[:band], labels[:, :band], labels[:, -band:] = cv2.GC_BGD, cv2.GC_BGD, cv2.GC_BGD
    labels[-band:] = np.where(labels[-band:] == cv2.GC_FGD, cv2.GC_PR_FGD, labels[-band:])
    return labels


def _unlike(small: Picture, band: int) -> Floats:
    """How far each pixel's colour is from all colours of the border, 0 to 1."""
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 1.5).astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    edge = np.concatenate(
        [lab[:band].reshape(-1, 3), lab[:, :band].reshape(-1, 3), lab[:, -band:].reshape(-1, 3)]
    ).astype(np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    cv2.setRNGSeed(11)
    kinds = np.zeros((len(edge), 1), np.int32)
    _, found, middles = cv2.kmeans(edge, min(6, len(edge)), kinds, criteria, 1, cv2.KMEANS_PP_CENTERS)
    labels, centres = np.asarray(found).ravel(), np.asarray(middles)
    common = np.bincount(labels, minlength=len(centres)) > 0.04 * len(edge)
    far = np.linalg.norm(lab[:, :, None] - centres[common][None, None], axis=3).min(axis=2)
    return np.asarray(np.clip(far / 38, 0, 1), np.float32)


def _moved(small: Picture, frames: Sequence[Picture]) -> Floats | None:
    """How far each pixel is from the median of all frames, 0 to 1; None where the camera moved."""
    stack = np.stack([_small(frame) for frame in frames]).astype(np.float32)
    if len(stack) < 5:
        return None
    still = np.median(stack, axis=0)
    band = max(2, round(BAND * min(small.shape[:2])))
    edge = np.concatenate(
        [np.abs(stack - still)[:, :band].ravel(), np.abs(stack - still)[:, :, :band].ravel()]
    )
    if float(edge.mean()) > STILL:
        return None
    far = np.abs(small.astype(np.float32) - still).max(axis=2)
    if float((far > 30).mean()) < LEAST / 2:
        return None
    return np.asarray(np.clip(cv2.GaussianBlur(far, (0, 0), 2.0) / 60, 0, 1), np.float32)


def _whole(found: Mask) -> Mask:
    """The largest part, without holes and ragged edges."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    found = np.asarray(cv2.morphologyEx(found, cv2.MORPH_OPEN, kernel), np.uint8)
    found = np.asarray(cv2.morphologyEx(found, cv2.MORPH_CLOSE, kernel, iterations=2), np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(found)
    if count < 2:
        return found
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    one = np.asarray((labels == largest) * 255, np.uint8)
    contours, _ = cv2.findContours(one, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(one)
    cv2.drawContours(filled, contours, -1, (255,), cv2.FILLED)
    holes = (filled > 0) & (one == 0)
    if holes.sum() > 0.12 * one.astype(bool).sum():
        filled[holes] = 0  # a ring is a ring
    soft = cv2.GaussianBlur(_unbridged(filled), (0, 0), 1.6)
    return np.asarray((soft > 127) * 255, np.uint8)


def _unbridged(shape: Mask) -> Mask:
    """The shape without what hangs on it by thin strips, unless that is a good part of it."""
    area = float((shape > 0).sum())
    reach = max(3, round(0.05 * area**0.5)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    opened = np.asarray(cv2.morphologyEx(shape, cv2.MORPH_OPEN, kernel), np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened)
    if count < 2:
        return shape
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    core = cv2.dilate(np.asarray((labels == largest) * 255, np.uint8), kernel)
    kept = np.asarray(np.where((shape > 0) & (core > 0), 255, 0), np.uint8)
    return kept if (kept > 0).sum() > 0.8 * area else shape


def _clarity(small: Picture, shape: Mask) -> float:
    """How much it looks like one thing: of a fitting size, off the edges, unlike what is around it."""
    inside = shape > 0
    area = float(inside.mean())
    if not LEAST <= area <= MOST:
        return 0.0
    edges = np.concatenate([inside[0], inside[:, 0], inside[:, -1]])
    free = 1 - float(edges.mean()) * 2
    ring = cv2.dilate(shape, np.ones((15, 15), np.uint8)) > 0
    around = ring & ~inside
    if not around.any():
        return 0.0
    lab = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    core = cv2.erode(shape, np.ones((9, 9), np.uint8)) > 0
    core = core if core.any() else inside
    bins = [np.histogramdd(lab[part], bins=(8, 8, 8), range=((0, 100), (-70, 70), (-70, 70)))[0].ravel()
            for part in (core, around)]  # fmt: skip
    one, other = (row / max(row.sum(), 1) for row in bins)
    unlike = 1 - float(np.sqrt(one * other).sum())
    contour = max(cv2.findContours(shape, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0], key=cv2.contourArea)
    hull = max(cv2.contourArea(cv2.convexHull(contour)), 1.0)
    solid = cv2.contourArea(contour) / hull
    return float(np.clip(free, 0, 1) * (0.25 + 0.75 * unlike) * (0.4 + 0.6 * solid))


def _png(cut: Cut) -> bytes:
    """The trimmed picture with a soft edge, at most `KEPT_SIDE` pixels long."""
    rows, columns = np.nonzero(cut.mask)
    top, bottom, left, right = rows.min(), rows.max() + 1, columns.min(), columns.max() + 1
    inner = cv2.erode(cut.mask, np.ones((3, 3), np.uint8))
    alpha = cv2.GaussianBlur(inner, (0, 0), 1.0)
    whole = np.dstack([cut.frame, alpha])[top:bottom, left:right]
    picture = Image.fromarray(np.ascontiguousarray(whole), "RGBA")
    if max(picture.size) != KEPT_SIDE:
        scale = KEPT_SIDE / max(picture.size)
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
