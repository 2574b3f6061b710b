"""Synthetic people for measuring cameos: faces painted by numbers, which share nothing with the figures.

A head is an ellipsoid; features are polygons on its front, turned and projected, painted with soft shadows.
Nobody is shown, and nothing measured on them says anything about people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
SIDE = 360
SKINS = ("#f3d3bd", "#e3b394", "#c98d66", "#a5694a", "#7c4a33", "#573526")
HAIRS = ("#17120f", "#3b2618", "#6f4423", "#a9742f", "#d8bd7a", "#8f2f1d", "#8c8c8c")
TOPS = ("#2b5aa6", "#a93226", "#2f7d4a", "#d8a62a", "#5b3a86", "#dddddd", "#26323c", "#d0668f")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist; lengths as parts of the head's half height, drawn from a random state."""

    skin: str
    hair: str
    top: str
    long_hair: bool
    beard: bool
    broad: float
    jaw: float
    gap: float
    eye: float
    brow: float
    brow_tilt: float
    brow_thick: float
    nose: float
    nose_long: float
    mouth: float
    mouth_low: float
    lips: float
    iris: str
    glasses: bool
    shoulders: float


def person(rng: np.random.Generator) -> Person:
    """One of them."""
    pick = rng.choice
    return Person(
        skin=str(pick(SKINS)), hair=str(pick(HAIRS)), top=str(pick(TOPS)), long_hair=bool(rng.random() < 0.5),
        beard=bool(rng.random() < 0.25), broad=rng.uniform(0.68, 0.84), jaw=rng.uniform(0.6, 0.95),
        gap=rng.uniform(0.27, 0.36), eye=rng.uniform(0.115, 0.165), brow=rng.uniform(0.15, 0.25),
        brow_tilt=rng.uniform(-0.05, 0.06), brow_thick=rng.uniform(0.022, 0.06), nose=rng.uniform(0.11, 0.19),
        nose_long=rng.uniform(0.36, 0.52), mouth=rng.uniform(0.2, 0.33), mouth_low=rng.uniform(0.55, 0.66),
        lips=rng.uniform(0.045, 0.095), iris=str(pick(("#5b3a1e", "#2f5f8f", "#4f7a3a", "#222222"))),
        glasses=bool(rng.random() < 0.3), shoulders=rng.uniform(0.78, 1.3),
    )  # fmt: skip


class Painter:
    """Paints one person; `look` answers a picture."""

    def __init__(self, who: Person) -> None:
        self.who = who
        self.scale, self.centre = 0.28 * SIDE, np.array([SIDE / 2, 0.4 * SIDE])

    def look(
        self, rng: np.random.Generator, *, yaw: float = 0.0, mouth: float = 0.0, lit: float = 1.0
    ) -> Picture:
        """(SIDE, SIDE, 3) uint8 sRGB: turned by `yaw` radians, the mouth open by 0 to 1, `lit` brightness."""
        who = self.who
        self.yaw = yaw
        self.image: npt.NDArray[Any] = np.full((SIDE, SIDE, 3), (176, 182, 188), np.float32)
        self._polygon(self._body(), who.top, soft=2)
        if who.long_hair:
            self._polygon(self._around(1.12, 1.16, low=0.75), who.hair, soft=2)
        self._polygon(
            np.array([[-0.26, 0.6], [0.26, 0.6], [0.3, 1.25], [-0.3, 1.25]]), who.skin, soft=2, shade=0.82
        )
        self._polygon(self._outline(), who.skin, soft=1.5)
        self._shadows()
        if who.beard:
            self._beard()
        for side in (-1, 1):
            self._eye(side)
        self._nose()
        self._mouth(mouth)
        if who.glasses:
            self._glasses()
        self._polygon(self._cap(), who.hair, soft=2)
        light = 1 + 0.12 * np.linspace(1, -1, SIDE)[None, :, None]
        noise = rng.normal(0, 3, self.image.shape)
        return np.clip(self.image * light * lit + noise, 0, 255).astype(np.uint8)

    def _project(self, points: Floats) -> Floats:
        """Points (n, 2) on the front of the head, turned, in pixels."""
        x, y = points[:, 0], points[:, 1]
        z = 0.8 * np.sqrt(np.clip(1 - (x / 0.95) ** 2 - (y / 1.25) ** 2, 0.02, 1))
        turned = x * np.cos(self.yaw) + z * np.sin(self.yaw)
        return np.asarray(np.stack([turned, y], 1) * self.scale + self.centre)

    def _fill(self, flat: Floats, colour: str, soft: float, shade: float, strength: float) -> None:
        """Paint a polygon of pixels; only the part of the picture that its soft edge reaches is touched."""
        reach = 4 * soft + 3
        left, top = (int(max(0, edge - reach)) for edge in flat.min(axis=0))
        right, low = (int(min(SIDE, edge + reach + 1)) for edge in flat.max(axis=0))
        if right <= left or low <= top:
            return
        mask = np.zeros((low - top, right - left), np.uint8)
        cv2.fillPoly(mask, [np.round((flat - [left, top]) * 8).astype(np.int32)], (255,), cv2.LINE_AA, 3)
        alpha = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), max(soft, 0.3))[..., None] * strength
        part = self.image[top:low, left:right]
        part += (np.array(_rgb(colour), np.float32) * shade - part) * alpha

    def _polygon(self, points: Floats, colour: str, *, soft: float = 1.0, shade: float = 1.0,
                 strength: float = 1.0) -> None:  # fmt: skip
        """On the picture's plane: outlines do not turn."""
        self._fill(points * self.scale + self.centre, colour, soft, shade, strength)

    def _on(self, points: Floats, colour: str, *, soft: float = 1.0, shade: float = 1.0,
            strength: float = 1.0) -> None:  # fmt: skip
        """On the head's front."""
        self._fill(self._project(points), colour, soft, shade, strength)

    def _outline(self) -> Floats:
        a = np.linspace(0, 2 * np.pi, 80)
        y = np.sin(a)
        wide = self.who.broad * np.where(
            y > 0.1, 1 - (1 - self.who.jaw) * np.clip((y - 0.1) / 0.9, 0, 1) ** 1.5, 1.0
        )
        return np.stack([wide * np.cos(a), y * 1.0], 1)

    def _around(self, wide: float, tall: float, *, low: float) -> Floats:
        a = np.linspace(np.pi, 2 * np.pi, 40)
        b = self.who.broad * wide
        return np.concatenate([np.stack([b * np.cos(a), tall * np.sin(a)], 1), [[b, low], [-b, low]]])

    def _cap(self) -> Floats:
        a = np.linspace(np.pi, 2 * np.pi, 40)
        b = self.who.broad
        over = np.stack([1.08 * b * np.cos(a), 1.13 * np.sin(a) - 0.02], 1)
        under = np.stack(
            [b * np.linspace(0.98, -0.98, 20), -0.5 - 0.18 * np.cos(np.linspace(-1.4, 1.4, 20))], 1
        )
        return np.concatenate([over, under])

    def _body(self) -> Floats:
        right = np.array([[0.3, 1.0], [0.95, 1.16], [1.3, 1.45], [1.42, 1.9], [1.46, 2.6]])
        right[1:, 0] *= self.who.shoulders
        return np.concatenate([right * [-1, 1], right[::-1]])

    def _disc(self, x: float, y: float, wide: float, tall: float) -> Floats:
        a = np.linspace(0, 2 * np.pi, 40)
        return np.stack([x + wide * np.cos(a), y + tall * np.sin(a)], 1)

    def _shadows(self) -> None:
        who = self.who
        for side in (-1, 1):
            self._on(self._disc(side * who.gap, -0.1, 0.2, 0.13), who.skin, soft=8, shade=0.72, strength=0.7)
            self._on(self._disc(side * 0.42, 0.3, 0.16, 0.14), "#d06a5a", soft=12, strength=0.22)

    def _eye(self, side: int) -> None:
        who, x, y = self.who, side * self.who.gap, -0.1
        s = np.linspace(-1, 1, 20)
        lid = np.stack([x + who.eye * s, y - 0.45 * who.eye * (1 - s**2)], 1)
        low = np.stack([x + who.eye * s[::-1], y + 0.38 * who.eye * (1 - s**2)], 1)
        self._on(np.concatenate([lid, low]), "#f4f2ee", soft=0.8)
        self._on(self._disc(x, y - 0.02 * who.eye, 0.42 * who.eye, 0.42 * who.eye), who.iris, soft=0.8)
        self._on(self._disc(x, y - 0.02 * who.eye, 0.2 * who.eye, 0.2 * who.eye), "#080808", soft=0.6)
        self._on(
            self._disc(x - 0.12 * who.eye, y - 0.16 * who.eye, 0.08 * who.eye, 0.08 * who.eye),
            "#ffffff",
            soft=0.4,
        )
        self._on(np.concatenate([lid - [0, 0.018], lid[::-1] + [0, 0.006]]), "#1d1512", soft=0.8)
        t = np.linspace(-1, 1, 16)
        arch = y - who.brow - 0.035 * (1 - t**2) + who.brow_tilt * t * -side
        top = np.stack([x + 1.25 * who.eye * t, arch - who.brow_thick / 2], 1)
        self._on(np.concatenate([top, top[::-1] + [0, who.brow_thick]]), who.hair, soft=1.2, shade=0.85)

    def _glasses(self) -> None:
        """Two rims and what joins them, on the front of the face."""
        who, a = self.who, np.linspace(0, 2 * np.pi, 40)
        for side in (-1, 1):
            rim = [np.stack([side * who.gap + r * np.cos(a), -0.08 + 0.85 * r * np.sin(a)], 1)
                   for r in (0.235, 0.205)]  # fmt: skip
            self._on(np.concatenate([rim[0], rim[1][::-1]]), "#16161a", soft=0.6)
        joint = who.gap - 0.2
        self._on(
            np.array([[-joint, -0.13], [joint, -0.13], [joint, -0.1], [-joint, -0.1]]), "#16161a", soft=0.5
        )

    def _nose(self) -> None:
        who, end = self.who, -0.1 + self.who.nose_long
        side = np.array([[0.02, -0.05], [0.5 * who.nose, end - 0.1], [0.9 * who.nose, end], [0.0, end]])
        self._on(side, who.skin, soft=4, shade=0.8, strength=0.8)
        self._on(self._disc(-0.02, end - 0.06, 0.06, 0.06), who.skin, soft=4, shade=1.14, strength=0.8)
        for one in (-1, 1):
            self._on(self._disc(one * 0.55 * who.nose, end, 0.035, 0.02), "#3c1d15", soft=1.4, strength=0.8)
            self._on(
                self._disc(one * who.nose, end - 0.03, 0.03, 0.05), who.skin, soft=2, shade=0.7, strength=0.7
            )

    def _mouth(self, opened: float) -> None:
        who, y, s = self.who, self.who.mouth_low, np.linspace(-1, 1, 24)
        gap = 0.16 * opened * (1 - s**2)
        up = np.stack([who.mouth * s, y - who.lips * (1 - s**2) * (0.8 + 0.2 * np.cos(6 * s)) - gap / 2], 1)
        low = np.stack([who.mouth * s, y + 1.2 * who.lips * (1 - s**2) + gap / 2], 1)
        red = _mixed(who.skin, "#b03a44", 0.6)
        self._on(np.concatenate([up, low[::-1]]), red, soft=1.0)
        inner = np.concatenate([np.stack([who.mouth * 0.92 * s, y - gap / 2 - 0.004], 1),
                                np.stack([who.mouth * 0.92 * s, y + gap / 2 + 0.008], 1)[::-1]])  # fmt: skip
        self._on(inner, "#2a0d0f", soft=0.8)

    def _beard(self) -> None:
        ring = self._outline()
        low = ring[ring[:, 1] > 0.3]
        top = np.stack([np.linspace(-0.5, 0.5, 20) * self.who.broad, np.full(20, 0.46)], 1)
        order = np.argsort(low[:, 0])[::-1]
        self._polygon(np.concatenate([top, low[order]]), self.who.hair, soft=3, strength=0.85)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(one: str, other: str, part: float) -> str:
    pair = zip(_rgb(one), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a * (1 - part) + b * part):02x}" for a, b in pair)
