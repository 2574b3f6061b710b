"""How animals on two legs look: plump trunks, big eyes, beaks, combs, wings that fold, fans of feathers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ...screenplay import Actor
from ..scene import Scene
from .creature import Creature
from .mesh import Mesh, ellipsoid, joined, limb, loft, superellipsoid, tube

if TYPE_CHECKING:
    from ..bodies.birds import Bird, Frame


def dress(scene: Scene, actor: Actor, bird: Bird, at: Frame, parts: Mapping[str, Any]) -> None:
    """Hang plumage, face and feet on the bodies of `bodies.birds`."""
    coat = _Plumage(scene, actor, bird, at, parts)
    coat.trunk()
    coat.neck()
    coat.face()
    coat.ornaments()
    coat.tail()
    for side, sign in (("l", 1), ("r", -1)):
        coat.arm(side, sign) if bird.arms else coat.wing(side, sign)
        coat.leg(side)


class _Plumage(Creature):
    """The paints of one bird and where its parts belong."""

    def __init__(self, scene: Scene, actor: Actor, bird: Bird, at: Frame, parts: Mapping[str, Any]) -> None:
        super().__init__(scene, actor.name, parts)
        self.bird, self.at = bird, at
        own = actor.color
        self.coat = self.paint("coat", own or bird.coat)
        self.belly = self.paint("belly", own if own and bird.belly == bird.coat else bird.belly)
        self.feathers = self.paint("feathers", own or bird.feathers)
        self.tip = self.paint("tip", bird.tip) if bird.tip else self.feathers
        self.hood = self.paint("hood", bird.hood) if bird.hood else self.coat
        self.rear = self.paint("rear", bird.tail_colour) if bird.tail_colour else self.feathers
        bill = own if own and bird.bill == "snout" else bird.bill_colour
        self.bill = self.paint(
            "bill", bill, family="fur" if bird.bill == "snout" else "plastic", roughness=0.5
        )
        self.feet = self.paint("feet", bird.feet, family="plastic", roughness=0.6)

    def along(self, mesh: Mesh, offset: Any = (0, 0, 0)) -> Mesh:
        """A mesh whose x axis is laid along the spine, moved in the trunk's frame."""
        return mesh.turned("y", -self.bird.pitch).moved(self.at.middle + np.asarray(offset))

    def trunk(self) -> None:
        """An egg, lighter below and in front."""
        long, wide = self.at.long, self.at.wide
        egg = ellipsoid(long, wide, wide, detail=30)
        u = egg.vertices[:, 0] / long
        egg.vertices[:, 1:] *= (1 + 0.14 * u * (1 if self.bird.pitch < 50 else -1))[:, None]
        self.put("trunk", self.along(egg), self.coat, "egg")
        front = ellipsoid(long * 0.88, wide * 0.86, wide * 0.86, detail=26).moved(
            (-0.02 * long, 0, -0.22 * wide)
        )
        self.put("trunk", self.along(front), self.belly, "front")
        if self.bird.spines:
            paint = self.paint("spines", self.bird.spines)
            cones = [
                self.along(loft([(-0.1, 0.2, 0.06, 0), (0.15, 0.12, 0.05, 0), (0.4, 0.01, 0.01, -0.05)])
                           .scaled((wide,) * 3).moved((v * long, 0, 0.97 * wide * np.sqrt(1 - v * v))))
                for v in np.linspace(-0.8, 0.8, 8)
            ]  # fmt: skip
            self.put("trunk", joined(cones), paint, "spines")

    def neck(self) -> None:
        """From the chest to the skull, in an S when it is long."""
        end, b = self.at.crown, self.at.b
        u = np.linspace(0, 1, 16)[:, None]
        start = -0.3 * self.at.long * self.at.spine
        path = start + u * (end - start)
        path[:, 0] += 0.16 * self.bird.neck * b * np.sin(2 * np.pi * u[:, 0]) * (self.bird.neck > 0.5)
        thin = self.at.size * (0.5 if self.bird.neck > 0.5 else 0.78)
        thick = thin + (self.at.wide * 0.72 - thin) * (1 - u[:, 0]) ** (3 if self.bird.neck > 0.5 else 1.4)
        self.put("head", tube(path, thick, columns=20), self.hood if self.bird.hood else self.coat, "neck")

    def face(self) -> None:
        """Skull, cheeks, eyes, beak."""
        s, at, bird = self.at.size, self.at.crown, self.bird
        wide = 1.12 if bird.tufts else 0.98
        self.put("head", ellipsoid(s, s * wide, s * 0.97, detail=26).moved(at), self.hood, "skull")
        if bird.cheek:
            paint = self.paint("cheek", bird.cheek)
            for label, side in (("l", 1), ("r", -1)):
                size = (0.4, 0.5, 0.52) if bird.tufts else (0.3, 0.34, 0.36)
                spot = (
                    at + np.array([0.68, side * 0.46, 0.1] if bird.tufts else [0.55, side * 0.66, -0.1]) * s
                )
                self.ball("head", spot, tuple(v * s for v in size), paint, f"cheek_{label}", yaw=side * 30)  # type: ignore[arg-type]
        if bird.iris:
            self.eyes("head", at, s, at=(0.96, 0.46, 0.16), size=1.2,
                      white=self.paint("iris", bird.iris, family="eye", roughness=0.3))  # fmt: skip
        else:
            self.eyes("head", at, s, at=(0.68, 0.62, 0.24), size=1.1)
        self._beak(at, s)

    def _beak(self, at: Any, s: float) -> None:
        long, wide = self.bird.beak
        if self.bird.bill == "snout":
            snout = superellipsoid((s * long * 0.68, s * wide * 0.8, s * wide * 0.62), roundness=0.86)
            middle = at + np.array([s * (0.5 + 0.45 * long), 0, -0.28 * s])
            self.put("head", snout.moved(middle), self.bill, "snout")
            for label, side in (("l", 1), ("r", -1)):
                tip = middle + np.array([s * long * 0.6, side * s * wide * 0.3, s * wide * 0.28])
                self.ball("head", tip, (0.06 * s, 0.07 * s, 0.06 * s), self.dark, f"nostril_{label}")
                u = np.linspace(0, 1, 10)
                smile = middle + s * np.stack(
                    [long * (0.66 - 0.75 * u), side * wide * (0.15 + 0.68 * u**0.5),
                     wide * (-0.24 + 0.26 * u**2)], 1)  # fmt: skip
                self.put("head", tube(smile, 0.03 * s, columns=6), self.dark, f"smile_{label}")
            return
        u = np.linspace(0, 1, 12)
        drop = 0.75 * wide * u**2.2 if self.bird.bill == "hook" else 0.12 * u
        path = at + s * np.stack([0.82 + long * u * (1 - 0.12 * (drop > 0.3)), 0 * u, -0.06 - drop], 1)
        thick = s * wide * np.maximum((1 - u) ** 0.7, 0.06)
        beak = tube(path, thick, columns=14)
        if self.bird.bill == "flat":
            beak = ellipsoid(s * long * 0.62, s * wide * 0.85, s * 0.13).moved(
                at + [s * (0.85 + 0.4 * long), 0, -0.1 * s]
            )
            low = ellipsoid(s * long * 0.5, s * wide * 0.66, s * 0.1).moved(
                at + [s * (0.8 + 0.36 * long), 0, -0.24 * s]
            )
            beak = joined(
                [beak, low, ellipsoid(s * 0.36, s * wide * 0.5, s * 0.24).moved(at + [0.84 * s, 0, -0.1 * s])]
            )
        self.put("head", beak, self.bill, "beak")

    def ornaments(self) -> None:
        """Combs, tufts and long ears."""
        s, at, bird = self.at.size, self.at.crown, self.bird
        if bird.comb:
            red = self.paint("comb", bird.comb, family="skin", roughness=0.6)
            top = [
                ellipsoid(0.3 * s, 0.11 * s, h * s, detail=12).moved(at + np.array([x, 0, 1.0]) * s)
                for x, h in ((0.42, 0.4), (0.05, 0.55), (-0.32, 0.42))
            ]
            wattle = ellipsoid(0.15 * s, 0.14 * s, 0.34 * s, detail=12).moved(
                at + np.array([0.86, 0, -0.62]) * s
            )
            self.put("head", joined([*top, wattle]), red, "comb")
        for label, side in (("l", 1), ("r", -1)):
            if bird.tufts:
                tuft = loft([(0, 0.16, 0.2, 0), (0.3, 0.12, 0.15, 0), (0.62, 0.02, 0.02, 0)])
                tuft = (
                    tuft.scaled((s,) * 3)
                    .turned("x", -side * 24)
                    .moved(at + np.array([0, side * 0.6, 0.66]) * s)
                )
                self.put("head", tuft, self.feathers, f"tuft_{label}")
            if bird.ears:
                ear = ellipsoid(0.14 * s, 0.3 * s, 0.7 * s).turned("x", -side * 18)
                self.put(
                    "head", ear.moved(at + np.array([-0.15, side * 0.6, 1.15]) * s), self.coat, f"ear_{label}"
                )
                inner = ellipsoid(0.06 * s, 0.2 * s, 0.54 * s).turned("x", -side * 18)
                pink = self.paint("pink", "#e9a99a")
                self.put(
                    "head", inner.moved(at + np.array([-0.04, side * 0.6, 1.15]) * s), pink, f"inner_{label}"
                )

    def tail(self) -> None:
        """A fan of feathers, or a strong tail that tapers."""
        long, b = self.bird.tail * self.at.b, self.at.b
        if self.bird.thick:
            u = np.linspace(0, 1, 18)
            slope = np.radians(self.bird.pitch) * (1 - 0.75 * u)
            reach = np.cumsum(np.stack([-np.cos(slope), 0 * u, -np.sin(slope)], 1), 0) * long / len(u)
            floor = -(self.at.hip + self.at.tail[2]) + 0.05 * b
            reach[:, 2] = np.maximum(reach[:, 2], floor + 0.04 * b * u)
            thick = self.at.wide * (0.78 * (1 - u) ** 1.25 + 0.07)
            start = 0.3 * self.at.long * self.at.spine
            path = np.concatenate([[start, 0.5 * start], reach])
            body = tube(path, np.concatenate([[thick[0] * 1.05, thick[0] * 1.02], thick]), columns=18)
            self.put("tail", body, self.coat, "tail")
            return
        feathers = []
        rising = {True: 34.0, False: 4.0}[bool(self.bird.comb)]
        for angle in np.linspace(-24, 24, 5):
            blade = ellipsoid(long * 0.6, 0.09 * b * (0.6 + self.bird.tail * 0.4), 0.02 * b, detail=12)
            feathers.append(blade.moved((-long * 0.45, 0, 0)).turned("z", float(angle)))
        free = float(np.clip((self.at.hip + self.at.tail[2]) / (1.12 * long) - 0.04, 0.0, 1.0))
        droop = min(0.75 * self.bird.pitch, float(np.degrees(np.arcsin(free))))
        fan = joined(feathers).turned("y", rising - droop)
        self.put("tail", fan, self.rear, "tail")

    def wing(self, side: str, sign: int) -> None:
        """A wing along +-y: arm and coverts, then the long feathers; it folds at the shoulder."""
        long, b = self.bird.wing * self.at.b, self.at.b
        thick = 0.022 * b + 0.02 * long
        chord = 0.19 * b + 0.1 * long
        arm = superellipsoid((chord, long * 0.42, thick * 1.6), roundness=0.95, rows=16, columns=28)
        self.put(
            f"wing_{side}", arm.moved((-0.4 * chord, sign * long * 0.32, 0)), self.feathers, f"wing_{side}"
        )
        blades = []
        for v in np.linspace(0.3, 1.0, 6):
            blade = ellipsoid(chord * 0.36, long * (0.22 + 0.06 * v), thick * 0.7, detail=12)
            blade = blade.moved((0, sign * long * 0.2, 0)).turned("z", sign * (62 * (1 - v)))
            blades.append(
                blade.moved((-chord * (0.25 + 0.55 * (1 - v)), sign * long * (0.3 + 0.3 * v), -0.2 * thick))
            )
        self.put(f"wing_{side}", joined(blades), self.tip, f"quills_{side}")

    def arm(self, side: str, sign: int) -> None:
        """A short arm that points forward and down when folded."""
        long, r = self.bird.wing * self.at.b, 0.09 * self.at.b
        u = np.linspace(0, 1, 10)
        path = np.stack([0.25 * long * np.sin(np.pi * u), sign * long * u, -0.1 * long * u**2], 1)
        arm = tube(path, r * (1.0 - 0.42 * u), columns=14)
        paw = ellipsoid(0.7 * r, 0.85 * r, 0.6 * r).moved(path[-1])
        self.put(f"wing_{side}", joined([arm, paw]), self.coat, f"arm_{side}")

    def leg(self, side: str) -> None:
        """A feathered thigh, a thin shank and three toes."""
        half, f, wide = (self.at.hip - self.at.foot) / 2, self.at.foot, self.at.wide
        thin = min(0.45 * f + 0.012 * self.at.b, 0.3 * wide)
        heavy = self.bird.thick
        top = 0.62 * wide if heavy else min(0.42 * wide, 0.3 * wide + 0.1 * half)
        self.put(
            f"upper_{side}", limb(half, top, thin * (2.0 if heavy else 1.15)), self.coat, f"thigh_{side}"
        )
        shank = limb(half, thin * (1.9 if heavy else 1.1), thin)
        self.put(f"lower_{side}", shank, self.coat if heavy else self.feet, f"shank_{side}")
        long = {True: 4.2, False: 3.4}[heavy] * f if self.bird.leg > 0.15 else 4.6 * f
        toes = [
            ellipsoid(long * 0.5, long * 0.2, 0.5 * f, detail=12).moved((long * 0.4, 0, 0)).turned("z", angle)
            for angle in ((0.0,) if self.bird.gait == "hop" else (-32.0, 0.0, 32.0))
        ]
        web = ellipsoid(long * 0.42, long * 0.34, 0.34 * f, detail=14).moved((long * 0.26, 0, 0))
        whole = joined([*toes, web] if self.bird.swims or heavy else [*toes, ellipsoid(f, f, 0.5 * f)])
        self.put(f"toes_{side}", whole.moved((0, 0, -0.5 * f)), self.feet, f"toes_{side}")
