"""Paper cut-out: cards cut by hand, laid in layers, lit from above, seen by a long lens, on twos."""

from __future__ import annotations

import functools

import cv2
import numpy as np

from . import film
from .styles import Floats, Glass, Matter, Pixels, Rig, Shot, style

SHEETS = 3
EDGE = np.array((0.985, 0.965, 0.93), np.float32)
BANDS = 7
DROPS = -2
FAR = 60.0


@functools.lru_cache(maxsize=SHEETS)
def _sheet(height: int, width: int, number: int) -> Floats:
    """Paper's grain and fibres (H, W, 1), about 1."""
    rng = np.random.default_rng([907, number])
    fine = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 0.8)
    wide = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), height / 60 + 0.6)
    fibre = np.zeros((height, width), np.float32)
    for x, y, turn, length in rng.uniform(0, 1, (height * width // 700 + 1, 4)):
        start = np.array((x * width, y * height))
        stop = start + (4 + 9 * length) * height / 480 * np.array((np.cos(turn * 6.3), np.sin(turn * 6.3)))
        ends = [tuple(int(part) for part in end) for end in (start, stop)]
        cv2.line(fibre, ends[0], ends[1], (1.0,), 1, cv2.LINE_AA)
    grain = fine / max(float(fine.std()), 1e-6) * 0.022 + wide / max(float(wide.std()), 1e-6) * 0.012
    return np.asarray(1 + grain - 0.035 * fibre, np.float32)[..., None]


def layers(shot: Shot) -> tuple[Floats, Floats]:
    """(how much cut edge, how much drop shadow) on each pixel (H, W), 0 to 1, from the depth."""
    near = 1 / np.clip(shot.depth, 0.3, FAR).astype(np.float32)
    height, width = near.shape
    step = height / 480
    shadow: Floats = np.zeros(near.shape, np.float32)
    for reach, share in ((3.0, 0.5), (6.0, 0.42), (10.0, 0.34)):
        move = np.array(((1, 0, reach * step), (0, 1, reach * 1.25 * step)), np.float32)
        above = cv2.warpAffine(near, move, (width, height), borderMode=cv2.BORDER_REPLICATE)
        gap = np.clip((above / near - 1.06) * 9, 0, 1)
        shadow = np.asarray(np.maximum(shadow, gap * share), np.float32)
    shadow = film.blurred(shadow, max(1.7 * step, 0.4))
    size = max(round(2.2 * step), 1) * 2 + 1
    low = cv2.erode(near, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    edge = np.clip((near / low - 1.10) * 8, 0, 1) * (near > 1 / 25)
    cut: Floats = np.asarray(edge * (shot.segmentation != DROPS), np.float32)
    return film.blurred(cut, max(0.55 * step, 0.3)), shadow


def _banded(picture: Floats, shot: Shot) -> Floats:
    """The sky as sheets of paper, one over the other."""
    sky = shot.segmentation == -1
    if sky.mean() < 0.02:
        return picture
    height, width = sky.shape
    soft = film.blurred(picture, max(height / 40, 0.5), 4 if height > 60 else 1)
    wave = np.sin(np.linspace(0, 19, width) + shot.seed % 7)[None, :] * 0.016
    level = np.floor((film.luma(soft)[..., 0] + wave) * BANDS).astype(int)
    out = picture.copy()
    for number in np.unique(level[sky]):
        mine = sky & (level == number)
        out[mine] = picture[mine].mean(0)
    band = np.where(sky, level, 0).astype(np.float32)
    below = cv2.GaussianBlur(band, (0, 0), max(height / 160, 0.5))
    dark = np.clip((below - band) * 0.5, 0, 0.12)[..., None] * sky[..., None]
    return np.asarray(out * (1 - dark), np.float32)


@style(
    "paper",
    matter=Matter(
        saturation=1.22, lift=0.10, plain=0.9, flat=0.07, roughness=1.0, specular=0.0, coat=0.0, sheen=0.0,
        under=0.0, metallic=0.0, smooth=True,
    ),
    rig=Rig(key=0.72, fill=1.1, rim=1.0, ambient=1.18, sky=1.0, toward=(-32.0, 58.0), soft=0.7),
    lens=Glass(longer=2.6, fstop=16.0, shutter=0.0),
    hold=2,
)  # fmt: skip
def paper(shot: Shot) -> Pixels:
    """Flat colours, white cut edges, the shadow of each sheet on the next, fibres."""
    smooth = cv2.bilateralFilter(shot.rgb, 7, 40, 6)
    picture = _banded(film.as_floats(np.asarray(smooth, np.uint8)), shot)
    picture = film.saturated(picture, 1.15)
    edge, shadow = layers(shot)
    picture = picture * (1 - 0.62 * shadow[..., None])
    white = EDGE * np.float32(np.clip(film.luma(picture).mean() * 2.2, 0.3, 1))  # at night paper is dark, too
    picture = picture + (white - picture) * edge[..., None] * 0.92
    sheet = _sheet(*shot.depth.shape, shot.index // 2 % SHEETS)
    return film.as_pixels(np.asarray(picture * sheet, np.float32))
