"""How fish, sharks, dolphins, whales and snakes look: smooth slices of one outline, fins, a smile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ...screenplay import Actor
from ..scene import Scene
from .creature import Creature, Floats, Triple
from .mesh import Mesh, ellipsoid, grid, joined, loft, tube

if TYPE_CHECKING:
    from ..bodies.chains import Chain

# How an outline swells behind the snout and thins towards the tail.
OUTLINES = {"fish": (0.5, 0.85), "shark": (0.55, 0.95), "dolphin": (0.5, 0.9), "whale": (0.36, 0.95)}


def dress(scene: Scene, actor: Actor, chain: Chain, size: Triple, parts: Mapping[str, Any]) -> None:
    """Hang skin, fins and face on the bodies of `bodies.chains`; `size`: length, half extents, metres."""
    skin = _Skin(scene, actor, chain, size, parts)
    if chain.shape == "snake":
        skin.snake()
        return
    skin.body()
    skin.fins()
    skin.tail()
    skin.face()


class _Skin(Creature):
    """The paints of one and its outline."""

    def __init__(
        self, scene: Scene, actor: Actor, chain: Chain, size: Triple, parts: Mapping[str, Any]
    ) -> None:
        super().__init__(scene, actor.name, parts)
        self.chain, (self.long, self.wide, self.high) = chain, size
        self.coat = self.paint("coat", actor.color or chain.coat, family="skin", roughness=0.5)
        self.belly = self.paint("belly", chain.belly, family="skin", roughness=0.5)
        self.fin = self.paint("fins", actor.color or chain.fins, family="skin", roughness=0.5)
        self.step = (1 - chain.front) * self.long / chain.joints

    def swell(self, u: Floats | float) -> Floats:
        """The outline's height at `u` of the length (0 the snout), 1 where it is highest."""
        a, b = OUTLINES[self.chain.shape]
        v = np.clip(u, 1e-4, 1 - 1e-4)
        top = a / (a + b)
        return np.asarray(np.maximum(v**a * (1 - v) ** b / (top**a * (1 - top) ** b), 0.13 * (v > 0.5)))

    def slice(self, start: float, stop: float, origin: float, *, k: float = 1.0, drop: float = 0.0) -> Mesh:
        """The skin from `start` to `stop` of the length, its ends rounded, in a frame at `origin` (m from
        the snout); `k` scales it across, `drop` lowers it by half heights."""
        u = np.linspace(start, stop, 14)
        x, r = origin - u * self.long, self.swell(u) * k
        angle = np.linspace(0, np.pi / 2, 5)
        before = x[0] + 0.8 * self.wide * r[0] * np.cos(angle[:-1])
        after = x[-1] - 0.8 * self.wide * r[-1] * np.cos(angle[-2::-1])
        xs = np.concatenate([before, x, after])
        rs = np.concatenate([r[0] * np.sin(angle[:-1]), r, r[-1] * np.sin(angle[-2::-1])])
        around = np.linspace(-np.pi, np.pi, 30)
        y = self.wide * rs[:, None] * np.cos(around)
        z = self.high * (rs[:, None] * np.sin(around) - drop)
        return grid(np.stack([np.repeat(xs[:, None], 30, 1), -y, z], -1))

    def body(self) -> None:
        """The stiff front and the parts that bend, darker above than below."""
        front = self.chain.front
        half = 0.5 * front * self.long
        lowest = 0.13 if self.chain.shape == "whale" else 0.03
        pieces = [("trunk", 0.004, front, half)]
        for n in range(self.chain.joints):
            start = front + n * (1 - front) / self.chain.joints
            pieces.append((f"part_{n}", start, start + (1 - front) / self.chain.joints, start * self.long))
        for part, start, stop, origin in pieces:
            stop = min(stop, 0.97)
            self.put(part, self.slice(start, stop, origin), self.coat, f"{part}_skin")
            under = self.slice(max(start, lowest), min(stop, 0.9), origin, k=0.9, drop=0.14)
            self.put(part, under, self.belly, f"{part}_under")
        if self.chain.bands:
            paint = self.paint("bands", self.chain.bands, family="skin", roughness=0.5)
            self.put("trunk", self.slice(0.24, 0.33, half, k=1.02), paint, "band")
            self.put("part_0", self.slice(0.52, 0.6, front * self.long, k=1.025), paint, "band_back")

    def blade(self, long: float, tall: float, thick: float, sweep: float) -> Mesh:
        """A fin that stands up from the origin, swept backwards."""
        rows = [(0.0, 0.5, 1.0, 0.0), (0.35, 0.4, 0.8, -0.2), (0.75, 0.22, 0.5, -0.7), (1.0, 0.05, 0.1, -1.0)]
        return loft([(z * tall, x * long, y * thick, s * sweep) for z, x, y, s in rows], roundness=1.0)

    def fins(self) -> None:
        """On the back and at the sides."""
        long, high, shape = self.long, self.high, self.chain.shape
        half = 0.5 * self.chain.front * long
        if shape != "whale":
            tall = {"fish": 0.62, "shark": 0.95, "dolphin": 0.72}[shape] * high
            wide = {"fish": 0.34, "shark": 0.15, "dolphin": 0.15}[shape] * long
            u = 0.4
            back = self.blade(wide, tall, 0.1 * self.wide, 0.09 * long)
            at = (half - u * long, 0, 0.9 * high * float(self.swell(u)))
            self.put("trunk", back.moved(at), self.fin, "back_fin")
        for side, sign in (("l", 1), ("r", -1)):
            reach = {"fish": 0.13, "shark": 0.17, "dolphin": 0.13, "whale": 0.17}[shape] * long
            fin = self.blade(0.6 * reach, reach, 0.06 * reach, 0.55 * reach).turned("x", -sign * 108)
            self.put(f"fin_{side}", fin, self.fin, f"fin_{side}")

    def tail(self) -> None:
        """Upright on fish, flat on those that breathe."""
        last, long = f"part_{self.chain.joints - 1}", self.long
        tall = {"fish": 0.19, "shark": 0.17, "dolphin": 0.13, "whale": 0.16}[self.chain.shape] * long
        lobes = []
        for sign, k in ((1, 1.0), (-1, 0.66 if self.chain.shape == "shark" else 1.0)):
            lobe = self.blade(0.75 * tall, k * tall, 0.08 * tall, 0.6 * tall)
            lobes.append(lobe.turned("x", 0 if sign > 0 else 180))
        fluke = joined(lobes).moved((-self.step + 0.03 * long, 0, 0))
        self.put(last, fluke.turned("x", 90) if self.chain.rolls else fluke, self.fin, "fluke")

    def face(self) -> None:
        """Eyes with a white around, a smile from side to side, teeth, a beak or a spout's hole."""
        long, high, chain = self.long, self.high, self.chain
        half, s = 0.5 * chain.front * long, 0.62 * high * chain.eye
        u = {"fish": 0.13, "shark": 0.12, "dolphin": 0.11, "whale": 0.14}[chain.shape]
        y = self.wide * float(self.swell(u))
        rise = 0.2 * high
        white = self.paint("white", "#fbfaf6", family="eye", roughness=0.25)
        self.eyes(
            "trunk", (half - u * long, 0, rise), s, at=(0.06, 0.93 * y / s, 0.0), size=1.15, white=white
        )
        if chain.shape == "dolphin":
            beak = ellipsoid(0.09 * long, 0.36 * self.wide, 0.28 * high).moved((half, 0, -0.22 * high))
            self.put("trunk", beak, self.coat, "beak")
        teeth = []
        for side in (1, -1):
            v = np.linspace(0.012, u + 0.03, 14)
            angle = np.radians(-34 + 26 * np.linspace(0, 1, 14) ** 2)
            r = self.swell(v)
            path = np.stack([half - v * long, side * self.wide * r * np.cos(angle),
                             self.high * r * np.sin(angle)], 1) * [1, 1.01, 1.01]  # fmt: skip
            self.put("trunk", tube(path, 0.02 * high + 0.003 * long, columns=6), self.dark, f"smile_{side}")
            teeth += [
                ellipsoid(0.035 * high, 0.035 * high, 0.07 * high, detail=8).moved(p - [0, 0, 0.07 * high])
                for p in path[3::2]
            ]
        if chain.teeth:
            self.put("trunk", joined(teeth), white, "teeth")

    def snake(self) -> None:
        """A body of soft links with saddles, a raised head, a forked tongue."""
        r, joints = self.high, self.chain.joints
        for n in range(joints):
            past = n / joints
            thick = r * np.interp([past, past + 1 / joints], [0, 0.12, 0.6, 1.0], [0.8, 1.0, 0.95, 0.22])
            path = np.linspace([0, 0, 0], [-self.step, 0, 0], 4)
            radii = np.linspace(thick[0], thick[1], 4)
            self.put(f"part_{n}", tube(path, radii, columns=20), self.coat, f"link_{n}")
            low = tube(path - [0, 0, 0.12 * r], radii * 0.93, columns=16)
            self.put(f"part_{n}", low, self.belly, f"under_{n}")
            saddle = ellipsoid(0.3 * self.step, 0.62 * radii[1], 0.3 * r).moved(
                (-self.step / 2, 0, 0.78 * radii[1])
            )
            self.put(f"part_{n}", saddle, self.fin, f"saddle_{n}")
        s = 1.85 * r
        u = np.linspace(0, 1, 12)
        at = np.array([2.2 * s, 0, 2.3 * s])
        path = np.stack([at[0] * (1.25 * u - 0.25 * np.sin(np.pi * u)) * 0.8, 0 * u,
                         at[2] * (3 * u**2 - 2 * u**3)], 1)  # fmt: skip
        self.put("head", tube(path, r * (0.8 + 0.1 * u), columns=18), self.coat, "neck")
        self.put("head", ellipsoid(1.35 * s, s, 0.8 * s).moved(at), self.coat, "skull")
        self.put(
            "head",
            ellipsoid(1.1 * s, 0.84 * s, 0.5 * s).moved(at + s * np.array([0.2, 0, -0.36])),
            self.belly,
            "jaw",
        )
        self.eyes("head", at, s, at=(0.55, 0.66, 0.42), size=1.2)
        tongue = self.paint("tongue", "#e0455a", family="lips", roughness=0.4)
        tip = at + np.array([1.25, 0, -0.3]) * s
        fork = [
            tube(
                np.array([tip, tip + [0.5 * s, 0, 0], tip + [0.85 * s, y * s, 0.08 * s]]), 0.05 * s, columns=6
            )
            for y in (0.2, -0.2)
        ]
        self.put("head", joined(fork), tongue, "tongue")
