"""How four-legged animals look: soft trunks, big friendly eyes, ears, manes, horns, wool and stripes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ...screenplay import Actor
from ..scene import ELLIPSOID, Scene, turn
from .extras import ROUND_TAILS, extras, round_tail
from .mesh import Mesh, ellipsoid, joined, limb, loft, superellipsoid, tube

if TYPE_CHECKING:
    from ..bodies.beasts import Beast

Triple = tuple[float, float, float]
STANCE = 20.0  # degrees by which shins lean forward when it stands; the paws are level then


def dress(scene: Scene, actor: Actor, beast: Beast, b: float, parts: Mapping[str, Any]) -> None:
    """Hang coat, face and paws on the bodies of `bodies.beasts`; `b` is the back's height in metres."""
    coat = Coat(scene, actor, beast, b, parts)
    coat.trunk()
    coat.marks()
    for leg in ("fl", "fr", "bl", "br"):
        coat.leg(leg)
    coat.neck()
    coat.face()
    coat.ears()
    coat.horns()
    coat.tail()
    extras(coat)


class Coat:
    """The paints of one animal and the hands that put shapes on its bodies."""

    def __init__(self, scene: Scene, actor: Actor, beast: Beast, b: float, parts: Mapping[str, Any]) -> None:
        from ..bodies.beasts import crown, hips

        self.scene, self.name, self.beast, self.b, self.parts = scene, actor.name, beast, b, parts
        self.tall, self.crown = hips(beast) * b, np.array(crown(beast, b))
        self.half, self.girth, self.size = beast.length * b / 2, beast.girth * b, beast.head * b
        self.coat = self.paint("coat", beast.skin, actor.color or beast.coat)
        self.belly = self.paint("belly", beast.skin, beast.belly if actor.color is None else actor.color)
        self.sock = self.paint("sock", "fur", beast.socks) if beast.socks else self.coat
        self.mask = self.paint("mask", "fur", beast.mask) if beast.mask else self.belly
        if actor.color and beast.skin == "skin":
            self.mask = self.sock = self.coat
        self.mane = self.paint("mane", "fur", beast.mane) if beast.mane else self.coat
        self.dark = self.paint("dark", "eye", "#120d0b", roughness=0.15)
        self.nose = self.paint("nose", "eye", beast.nose, roughness=0.3)
        self.glint = scene.material("eye_glint", "glint", "#ffffff", roughness=0.2)
        self.panda = bool(beast.mask) and beast.socks == beast.mask and beast.ears == "round"
        self.horn = self.paint("horn", "plastic", "#e8dcc0", roughness=0.4)

    def paint(self, label: str, family: str, colour: str, roughness: float = 0.85) -> str:
        """A material of this animal's own."""
        return self.scene.material(f"{self.name}_{label}", family, colour, roughness=roughness)

    def put(self, part: str, mesh: Mesh, colour: str, label: str) -> None:
        """A mesh in the frame of a body."""
        name = f"{self.name}_{label}"
        self.scene.visual(self.parts[part], mesh, colour, mesh=name, name=name)

    def ball(self, label: str, at: Any, size: Triple, colour: str, *, yaw: float = 0) -> None:
        """An ellipsoid on the head."""
        self.scene.visual(self.parts["head"], ELLIPSOID, colour, name=f"{self.name}_{label}", size=size,
                          position=tuple(at), quaternion=turn(yaw=yaw))  # fmt: skip

    def trunk(self) -> None:
        """Barrel, chest, rump and belly; wool instead where it grows."""
        g, h = self.girth, self.half
        middle = (0, 0, 0.5 * g)
        if self.beast.wool:
            return self.fleece()
        barrel = superellipsoid((h * 1.02, g * 0.98, g), roundness=0.82, rows=28, columns=44)
        self.put("trunk", barrel.moved(middle), self.coat, "barrel")
        self.put(
            "trunk", ellipsoid(g * 1.05, g * 1.03, g * 1.12).moved((-h + g, 0, 0.5 * g)), self.coat, "rump"
        )
        self.put(
            "trunk", ellipsoid(g * 1.0, g * 0.98, g * 1.14).moved((h - g, 0, 0.5 * g)), self.coat, "chest"
        )
        under = ellipsoid(h * 0.78, g * 0.8, g * 0.6).moved((0, 0, 0.04 * g))
        self.put("trunk", under, self.belly, "under")
        return None

    def fleece(self) -> None:
        """Curls all over the trunk."""
        g, h = self.girth, self.half
        rng = np.random.default_rng(7)
        count = 90
        angle = rng.uniform(0, 2 * np.pi, count)
        along = rng.uniform(-1, 1, count)
        curls = []
        for a, u in zip(angle, along, strict=True):
            w = np.sqrt(max(1 - (u * 0.95) ** 4, 0.05))
            at = (u * h * 0.95, g * w * np.cos(a), 0.5 * g + g * w * np.sin(a))
            if at[2] > 0.0:
                curls.append(ellipsoid(g * 0.3, g * 0.3, g * 0.3, detail=8).moved(at))
        core = superellipsoid((h, g, g), roundness=0.85).moved((0, 0, 0.5 * g))
        self.put("trunk", joined([core, *curls]), self.coat, "fleece")

    def marks(self) -> None:
        """Patches and stripes laid on the trunk."""
        g, h = self.girth, self.half
        rng = np.random.default_rng(11)
        if self.beast.patches:
            colour = self.paint("patch", "fur", self.beast.patches)
            many = 34 if self.beast.back > 2 else 12
            blots = []
            for a, u in zip(rng.uniform(0.1, np.pi - 0.1, many) * rng.choice([1, -1], many) + np.pi / 2,
                            rng.uniform(-0.85, 0.85, many), strict=True):  # fmt: skip
                size = g * rng.uniform(0.2, 0.42) * (0.6 if many > 20 else 1.0)
                w = np.sqrt(1 - u**4) * 0.99
                at = (u * h, g * w * np.cos(a), 0.5 * g + g * w * np.sin(a))
                if at[2] > 0.15 * g:
                    blots.append(
                        ellipsoid(size, size * 0.9, size * 0.9, detail=10).scaled((1, 1, 1)).moved(at)
                    )
            self.put(
                "trunk", joined([_flat(blot, self.girth, 0.5 * g, h) for blot in blots]), colour, "patches"
            )
        if self.beast.stripes:
            colour = self.paint("stripe", "fur", self.beast.stripes)
            bands = []
            for u in np.linspace(-0.86, 0.86, 11):
                a = np.linspace(-0.5, np.pi + 0.5, 18)
                w = np.sqrt(1 - min(abs(u), 0.99) ** 5) * 1.06
                path = np.stack(
                    [u * h + 0.1 * g * np.sin(5 * a + 9 * u), g * w * np.cos(a), 0.5 * g + g * w * np.sin(a)],
                    1,
                )
                bands.append(tube(path, 0.055 * g * (0.3 + np.sin(np.linspace(0, np.pi, 18))), columns=6))
            self.put("trunk", joined(bands), colour, "stripes")

    def leg(self, leg: str) -> None:
        """A thigh, a shin and a paw or hoof."""
        r, paw = self.beast.leg * self.b, self.beast.leg * self.b * 1.05
        length = (self.tall - paw) / 2
        thick = 1.75 if leg[0] == "b" else 1.45
        upper = self.sock if self.panda else self.coat
        self.put(f"upper_{leg}", limb(length, r * thick, r * 1.05), upper, f"upper_{leg}")
        foot = superellipsoid((paw * 1.35, paw * 1.05, paw * 0.8), roundness=0.85)
        foot = foot.moved((paw * 0.3, 0, -0.2 * paw)).turned("y", -STANCE).moved((0, 0, -length))
        shin = limb(length, r * 1.06, r * 0.85)
        self.put(f"lower_{leg}", joined([shin, foot]), self.sock, f"lower_{leg}")

    def neck(self) -> None:
        """From the shoulders to the skull, with a mane where there is one."""
        end = self.crown
        path = np.linspace([-0.35 * self.girth, 0, -0.5 * self.girth], end, 8)
        thick = np.linspace(self.girth * 0.86, self.size * 0.72, 8)
        self.put("head", tube(path, thick, columns=20), self.coat, "neck")
        if self.beast.mane and self.beast.neck > 0.4:
            back = path + np.array([-0.6, 0, 0.6]) * thick[:, None]
            self.put("head", tube(back[1:], thick[1:] * 0.42, columns=10), self.mane, "mane")
            fringe = ellipsoid(self.size * 0.5, self.size * 0.3, self.size * 0.42)
            self.put("head", fringe.moved(end + [0.05 * self.size, 0, self.size * 0.85]), self.mane, "fringe")
        elif self.beast.mane:
            ring = []
            for a in np.linspace(0, 2 * np.pi, 14, endpoint=False):
                at = end + np.array([-0.35, 1.0 * np.cos(a), 1.0 * np.sin(a)]) * self.size
                ring.append(
                    ellipsoid(self.size * 0.6, self.size * 0.55, self.size * 0.55, detail=10).moved(at)
                )
            self.put("head", joined(ring), self.mane, "mane")

    def face(self) -> None:
        """Skull, snout, nose, eyes with two lights, a smile."""
        s, at = self.size, self.crown
        long, wide = self.beast.snout
        self.put("head", ellipsoid(s * 1.0, s * 0.98, s * 0.95, detail=26).moved(at), self.coat, "skull")
        tilt = 26 if self.beast.neck > 0.4 else 10
        front = np.array([s * (0.55 + 0.5 * long), 0, -s * (0.3 + 0.16 * long * tilt / 26)])
        snout = superellipsoid((s * long * 0.72, s * wide * 0.86, s * wide * 0.72), roundness=0.9).turned(
            "y", tilt
        )
        self.put("head", snout.moved(at + front * [0.86, 1, 1]), self.mask, "snout")
        tip = at + front + [s * long * 0.58, 0, s * (0.24 - 0.3 * long * tilt / 26)]
        if not self.beast.goggles:
            self.ball("nose", tip, (s * 0.13, s * 0.2 * wide / 0.6, s * 0.13), self.nose)
        if self.beast.trunk:
            u = np.linspace(0, 1, 16)
            path = at + np.stack([s * (0.85 + 0.5 * u), 0 * u, -s * (0.2 + 2.5 * u - 0.55 * u**3)], 1)
            self.put("head", tube(path, s * (0.3 - 0.16 * u), columns=14), self.coat, "proboscis")
        if self.beast.tusks:
            for side in (1, -1):
                u = np.linspace(0, 1, 8)
                path = at + np.stack(
                    [s * (0.75 + 0.75 * u), side * s * 0.36 + 0 * u, -s * (0.5 + 0.3 * u - 0.45 * u**2)], 1
                )
                self.put("head", tube(path, s * (0.09 - 0.06 * u), columns=8), self.horn, f"tusk{side}")
        for label, side in (("l", 1), ("r", -1)):
            self._eye(label, side)
            if self.beast.smile and not self.beast.trunk:
                self._smile(label, side, at + front, s)

    def _eye(self, label: str, side: int) -> None:
        s, at = self.size, self.crown
        e, s = self.beast.eye, s * self.beast.eye
        spot = at + np.array([0.72, side * 0.5, 0.26]) * s / e
        if self.beast.goggles:
            spot = at + np.array([0.35, side * 0.55, 0.8]) * s / e
            self.ball(f"goggle_{label}", spot - [0.1 * s, 0.04 * side * s, 0], (s * 0.3,) * 3, self.coat)
            spot = spot + np.array([0.1, side * 0.06, 0.06]) * s
        if self.panda:
            patch = at + np.array([0.66, side * 0.5, 0.24]) * s
            self.ball(f"patch_{label}", patch, (s * 0.2, s * 0.27, s * 0.32), self.mask, yaw=side * 30)
        self.ball(f"eye_{label}", spot, (s * 0.15, s * 0.19, s * 0.23), self.dark, yaw=side * 30)
        light = spot + np.array([0.125, side * 0.035, 0.09]) * s
        self.ball(f"glint_{label}", light, (s * 0.04, s * 0.06, s * 0.065), self.glint, yaw=side * 30)
        low = spot + np.array([0.13, side * 0.1, -0.07]) * s
        self.ball(f"glint_low_{label}", low, (s * 0.02, s * 0.028, s * 0.03), self.glint, yaw=side * 30)

    def _smile(self, label: str, side: int, front: Any, s: float) -> None:
        long, wide = self.beast.snout
        u = np.linspace(0, 1, 10)
        sideways = side * s * wide * (0.1 + 0.66 * u**0.6)
        down = s * wide * (0.34 - 0.3 * u**1.8) + s * 0.12 * long * (0.5 - u)
        path = front + np.stack([s * long * (0.5 - 0.55 * u), sideways, -down], 1)
        self.put("head", tube(path, s * 0.03, columns=6), self.dark, f"smile_{label}")

    def ears(self) -> None:
        """Two of one of five cuts."""
        s, at, kind = self.size, self.crown, self.beast.ears
        if kind == "none":
            return
        for label, side in (("l", 1), ("r", -1)):
            base = at + np.array([-0.1, side * 0.62, 0.68]) * s
            if kind == "round":
                ear = ellipsoid(s * 0.16, s * 0.36, s * 0.36)
            elif kind == "floppy":
                ear = (
                    ellipsoid(s * 0.2, s * 0.16, s * 0.52)
                    .turned("x", side * 24)
                    .moved((0, side * 0.4 * s, -0.3 * s))
                )
            elif kind == "wide":
                big = 1.25 if self.beast.trunk else 0.55
                ear = ellipsoid(s * 0.1 * big, s * big * 0.8, s * big).moved(
                    (-0.1 * s, side * s * big * 0.72, -0.42 * s * big)
                )
            else:
                tall = 1.9 if kind == "long" else 0.75
                rows = [
                    (-0.1, 0.12, 0.22, 0),
                    (0.25 * tall, 0.14, 0.26, 0),
                    (0.7 * tall, 0.09, 0.15, 0),
                    (tall, 0.02, 0.03, 0),
                ]
                ear = loft([(z * s, x * s, y * s, o) for z, x, y, o in rows], roundness=1.0).turned(
                    "x", -side * 16
                )
            colour = self.mask if self.panda else self.coat
            self.put("head", ear.moved(base), colour, f"ear_{label}")

    def horns(self) -> None:
        """Horns, antlers, knobs or the one horn."""
        s, at, kind = self.size, self.crown, self.beast.horns
        if kind == "none":
            return
        if kind == "nose":
            for n, (far, tall) in enumerate(((1.05, 1.7), (0.6, 1.0))):
                u = np.linspace(0, 1, 8)
                base = at + np.array([0.4 + far * self.beast.snout[0], 0, 0.15 * n - 0.2]) * s
                path = base + s * np.stack([0.25 * u - 0.3 * u**2, 0 * u, tall * u], 1)
                self.put("head", tube(path, s * (0.36 - 0.33 * u), columns=12), self.horn, f"horn_{n}")
            return
        if kind == "unicorn":
            path = at + np.stack(
                [
                    s * (0.55 + 0.5 * np.linspace(0, 1, 8)),
                    np.zeros(8),
                    s * (0.8 + 1.9 * np.linspace(0, 1, 8)),
                ],
                1,
            )
            gold = self.paint("gold", "metal", "#e2b23c", roughness=0.25)
            self.put("head", tube(path, s * np.linspace(0.17, 0.02, 8), columns=10), gold, "one_horn")
            return
        u = np.linspace(0, 1, 10)
        for label, side in (("l", 1), ("r", -1)):
            base = at + np.array([0.05, side * 0.4, 0.8]) * s
            curve = {
                "cow": np.stack([0.2 * u, side * (0.9 * np.sin(1.6 * u)), 0.75 * u**2], 1),
                "goat": np.stack([-0.9 * np.sin(1.7 * u), side * 0.25 * u, 1.0 * np.sin(2.2 * u)], 1),
                "antlers": np.stack([-0.35 * u, side * 1.1 * u**0.8, 2.3 * u], 1),
                "knobs": np.stack([-0.1 * u, side * 0.1 * u, 0.75 * u], 1),
            }[kind]
            pieces = [tube(base + curve * s, s * np.linspace(0.13, 0.05, 10), columns=8)]
            if kind == "antlers":
                for k in (4, 6):
                    tip = base + (curve[k] + [0.6, side * 0.2, 0.5]) * s
                    pieces.append(tube(np.linspace(base + curve[k] * s, tip, 4), s * 0.06, columns=6))
            if kind == "knobs":
                pieces.append(ellipsoid(s * 0.16, s * 0.16, s * 0.16, detail=10).moved(base + curve[-1] * s))
            self.put("head", joined(pieces), self.horn, f"horn_{label}")

    def tail(self) -> None:
        """From a stub to a brush."""
        b, kind = self.b, self.beast.tail
        if kind == "none":
            return
        if kind == "stub":
            self.put(
                "tail", ellipsoid(0.07 * b, 0.06 * b, 0.06 * b).moved((-0.03 * b, 0, 0)), self.coat, "stub"
            )
            return
        u = np.linspace(0, 1, 12)
        if kind in ROUND_TAILS:
            self.put("tail", round_tail(kind, b, self.half, self.girth, self.tall), self.coat, "tail")
            return
        drop = {"bushy": 0.35, "thin": -0.15, "plume": 0.55, "tuft": 0.62}[kind]
        long = {"bushy": 0.62, "thin": 0.75, "plume": 0.45, "tuft": 0.2}[kind]
        path = np.stack(
            [-long * b * u, 0 * u, -drop * b * u**1.3 + (0.28 * b * u**3 if kind == "thin" else 0 * u)], 1
        )
        widths = {
            "bushy": 0.03 + 0.075 * np.sin(np.pi * u**0.8),
            "thin": 0.035 - 0.012 * u,
            "plume": 0.03 + 0.05 * np.sin(np.pi * u**0.7),
            "tuft": 0.02 + 0.045 * (u > 0.8),
        }[kind]
        colour = self.mane if self.beast.mane else self.coat
        self.put("tail", tube(path, b * widths, columns=12), colour, "tail")


def _flat(blot: Mesh, girth: float, middle: float, half: float) -> Mesh:
    """A blot pressed onto the barrel, so that it lies on the skin and hardly stands out."""
    out = blot.vertices.copy()
    across = np.hypot(out[:, 1], out[:, 2] - middle)
    u = np.clip(np.abs(out[:, 0]) / half, 0, 0.98)
    skin = girth * np.maximum((1 - u**5) ** 0.4, 0.2) * 1.035
    scale = np.where(across > skin, skin / np.maximum(across, 1e-6), 1.0)
    out[:, 1] *= scale
    out[:, 2] = middle + (out[:, 2] - middle) * scale
    return Mesh(out, blot.faces, blot.uv)
