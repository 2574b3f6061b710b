"""Costumes that are told by what is on the head."""

from __future__ import annotations

import numpy as np

from ..mesh import Mesh, ellipsoid, grid, joined, loft, superellipsoid, tube
from . import Wardrobe, circle, costume, crown, loop, skirt

WHITE, BLACK, GOLD, STEEL = "#f5f3ee", "#17171c", "#e2b53c", "#a9afb8"


def brim(wear: Wardrobe, inner: float, outer: float, z: float, colour: str, droop: float = 0.0) -> None:
    """A brim round a hat, `droop` lower at its edge."""
    shape = [
        (inner - 0.02, z - 0.006),
        (outer, z - droop - 0.004),
        (outer, z - droop + 0.006),
        (inner - 0.02, z + 0.01),
    ]
    wear.put("head", crown(shape), colour)


@costume("chef")
def chef(wear: Wardrobe) -> None:
    """A toque, a red neckerchief, two rows of buttons, an apron."""
    wear.put("head", crown([(0.0, 0.27), (0.163, 0.275), (0.166, 0.30), (0.164, 0.36), (0.0, 0.365)]), WHITE)
    puffs = [(0.165, 0.35), (0.205, 0.40), (0.225, 0.47), (0.19, 0.53), (0.10, 0.56), (0.0, 0.565)]
    wear.put("head", crown(puffs, columns=28), WHITE)
    for angle in np.linspace(0, 2 * np.pi, 10)[:-1]:
        at = (0.16 * np.cos(angle) - 0.012, 0.168 * np.sin(angle), 0.47)
        wear.put("head", ellipsoid(0.07, 0.07, 0.075, detail=12).moved(at), WHITE)
    wear.put("torso", loop(0.075, 0.475, 0.02, back=0.006), "#c22f34")
    for z in (0.08, 0.2, 0.32):
        for side in (-0.045, 0.045):
            wear.ball("torso", (0.121, side, z), (0.006, 0.011, 0.011), "#3a3a40", "plastic")
    wear.put("pelvis", skirt(0.165, 0.34), WHITE)


@costume("police_officer")
def police(wear: Wardrobe) -> None:
    """A peaked cap with a badge, a badge on the chest, a belt."""
    wear.put(
        "head",
        crown([(0.0, 0.27), (0.163, 0.275), (0.165, 0.33), (0.19, 0.36), (0.185, 0.385), (0.0, 0.40)]),
        "#1b2747",
    )
    wear.put("head", loop(0.167, 0.30, 0.013), BLACK, "plastic")
    wear.put("head", _peak(), BLACK, "plastic")
    wear.ball("head", (0.165, 0, 0.345), (0.012, 0.026, 0.028), GOLD, "gold")
    wear.ball("torso", (0.118, 0.075, 0.31), (0.01, 0.024, 0.028), GOLD, "gold")
    wear.put("torso", loop(0.118, -0.03, 0.02, squash=1.26, back=0.0), BLACK)


def _peak() -> Mesh:
    """The peak of a cap."""
    return superellipsoid((0.075, 0.125, 0.012), roundness=0.9).turned("y", 14).moved((0.155, 0, 0.285))


@costume("firefighter")
def firefighter(wear: Wardrobe) -> None:
    """A helmet with a brim and a comb, bright bands on the coat."""
    wear.put(
        "head",
        crown([(0.0, 0.26), (0.175, 0.265), (0.178, 0.31), (0.15, 0.39), (0.08, 0.435), (0.0, 0.445)]),
        "#c8272d",
        "plastic",
    )
    brim(wear, 0.178, 0.235, 0.275, "#c8272d", 0.02)
    wear.put(
        "head", superellipsoid((0.16, 0.014, 0.05), roundness=0.8).moved((-0.012, 0, 0.41)), GOLD, "gold"
    )
    wear.ball("head", (0.172, 0, 0.345), (0.014, 0.036, 0.042), GOLD, "gold")
    for z in (0.06, 0.26):
        wear.put(
            "torso", loop(0.122, z, 0.014, squash=1.42 if z > 0.1 else 1.3, back=-0.002), "#e9e64a", "plastic"
        )


@costume("builder")
def builder(wear: Wardrobe) -> None:
    """A hard hat, bright bands on the vest, a belt of tools."""
    wear.put(
        "head",
        crown([(0.0, 0.265), (0.172, 0.27), (0.172, 0.32), (0.14, 0.39), (0.07, 0.425), (0.0, 0.43)]),
        "#f2c21e",
        "plastic",
    )
    wear.put("head", _peak().moved((0.012, 0, 0.0)), "#f2c21e", "plastic")
    for z in (0.05, 0.2):
        wear.put("torso", loop(0.121, z, 0.014, squash=1.32, back=-0.002), "#e8e84c", "plastic")
    wear.put("torso", loop(0.118, -0.03, 0.024, squash=1.26, back=0.0), "#6b4423", "leather")


@costume("cowboy")
def cowboy(wear: Wardrobe) -> None:
    """A hat with a wide brim that curls, a neckerchief, a belt with a buckle."""
    wear.put(
        "head",
        crown([(0.0, 0.28), (0.168, 0.285), (0.155, 0.36), (0.13, 0.43), (0.0, 0.415)]),
        "#7a5230",
        "leather",
    )
    curl = circle(0.25, 0.0, squash=1.12)
    wear.put(
        "head",
        crown([(0.15, 0.283), (0.25, 0.285), (0.25, 0.297), (0.15, 0.30)], squash=1.12),
        "#7a5230",
        "leather",
    )
    curl[:, 2] = 0.291 + 0.03 * np.sin(np.linspace(0, 2 * np.pi, len(curl))) ** 2
    wear.put("head", tube(curl, 0.016), "#7a5230", "leather")
    wear.put("head", loop(0.167, 0.305, 0.011), "#3a2417", "leather")
    wear.put("torso", loop(0.076, 0.472, 0.022, back=0.006), "#b3262c")
    wear.put("torso", loop(0.117, -0.03, 0.018, squash=1.26, back=0.0), "#3a2417", "leather")
    wear.ball("torso", (0.121, 0, -0.03), (0.01, 0.03, 0.022), GOLD, "gold")


@costume("farmer")
def farmer(wear: Wardrobe) -> None:
    """A straw hat and the bib of dungarees."""
    wear.put(
        "head",
        crown([(0.0, 0.28), (0.166, 0.285), (0.16, 0.35), (0.12, 0.40), (0.0, 0.41)]),
        "#dcbf73",
        "hay",
    )
    brim(wear, 0.166, 0.29, 0.292, "#dcbf73", 0.015)
    wear.put("head", loop(0.167, 0.305, 0.011), "#a63a2e")
    wear.put("torso", superellipsoid((0.02, 0.1, 0.13), roundness=0.5).moved((0.105, 0, 0.1)), "#34507a")
    for side in (-0.075, 0.075):
        line = np.array(
            [
                [0.125, side, 0.2],
                [0.118, side, 0.34],
                [0.03, side * 1.3, 0.445],
                [-0.1, side, 0.37],
                [-0.135, side * 0.7, 0.1],
            ]
        )
        wear.put("torso", tube(line, 0.016), "#34507a")


@costume("fisher")
def fisher(wear: Wardrobe) -> None:
    """A bucket hat and a yellow oilskin collar."""
    wear.put("head", crown([(0.0, 0.27), (0.166, 0.275), (0.15, 0.375), (0.0, 0.385)]), "#c79a22", "plastic")
    brim(wear, 0.166, 0.225, 0.285, "#c79a22", 0.05)
    wear.put("torso", loop(0.09, 0.46, 0.028, back=0.006), "#e0b52e", "plastic")


@costume("santa")
def santa(wear: Wardrobe) -> None:
    """A red cap with a white rim and a ball, white fur at the coat's edge, a black belt."""
    wear.put("head", loop(0.165, 0.295, 0.03), WHITE, "fur")
    body = loft(
        [
            (0.29, 0.16, 0.165, -0.012),
            (0.36, 0.14, 0.145, -0.02),
            (0.43, 0.09, 0.095, -0.05),
            (0.47, 0.05, 0.05, -0.1),
            (0.475, 0.01, 0.01, -0.12),
        ],
        roundness=0.95,
    )
    wear.put("head", body, "#b3202a")
    wear.ball("head", (-0.15, 0, 0.455), (0.045, 0.045, 0.045), WHITE, "fur")
    wear.put("pelvis", loop(0.128 * wear.wide, -0.13, 0.034, squash=1.36, back=0.0), WHITE, "fur")
    wear.put("torso", loop(0.132, -0.01, 0.026, squash=1.34, back=0.0), BLACK, "leather")
    wear.ball("torso", (0.155, 0, -0.01), (0.01, 0.034, 0.028), GOLD, "gold")


@costume("wizard", "witch")
def wizard(wear: Wardrobe) -> None:
    """A tall pointed hat with stars, a robe to the ground."""
    colour = wear.look.top
    body = loft(
        [
            (0.28, 0.165, 0.172, -0.012),
            (0.36, 0.135, 0.14, -0.02),
            (0.47, 0.085, 0.088, -0.04),
            (0.58, 0.04, 0.04, -0.075),
            (0.65, 0.008, 0.008, -0.11),
        ],
        roundness=0.97,
    )
    wear.put("head", body, colour)
    brim(wear, 0.17, 0.27, 0.29, colour, 0.02)
    wear.put("head", loop(0.167, 0.308, 0.013), GOLD, "gold")
    for angle, z in ((0.25, 0.37), (-0.4, 0.42), (0.05, 0.5), (2.6, 0.4), (1.4, 0.36), (-1.5, 0.38)):
        out = 0.14 - (z - 0.36) * 0.42
        at = (out * np.cos(angle) - 0.02 - (z - 0.36) * 0.15, out * np.sin(angle), z)
        wear.ball("head", at, (0.014, 0.014, 0.014), GOLD, "gold")
    wear.put("pelvis", skirt(0.25, 0.72), colour)
    wear.put("torso", loop(0.118, -0.03, 0.018, squash=1.26, back=0.0), GOLD, "gold")


@costume("magician")
def magician(wear: Wardrobe) -> None:
    """A top hat, a bow tie, a red cape."""
    wear.put(
        "head",
        crown([(0.0, 0.28), (0.155, 0.285), (0.15, 0.40), (0.165, 0.52), (0.0, 0.525)]),
        BLACK,
        "velvet",
    )
    brim(wear, 0.155, 0.22, 0.292, BLACK)
    wear.put("head", loop(0.155, 0.315, 0.014), "#b3262c")
    bow_tie(wear, "#b3262c")
    cape(wear, "#8f1d2c")


@costume("detective")
def detective(wear: Wardrobe) -> None:
    """A soft hat with a dent, the collar of a trench coat, a coat."""
    wear.put(
        "head", crown([(0.0, 0.28), (0.163, 0.285), (0.155, 0.37), (0.12, 0.41), (0.0, 0.395)]), "#5d5347"
    )
    brim(wear, 0.163, 0.235, 0.29, "#5d5347", 0.012)
    wear.put("head", loop(0.163, 0.305, 0.015), "#2b2620")
    wear.put("torso", loop(0.085, 0.462, 0.032, back=0.006), "#a88c5f")
    wear.put("pelvis", skirt(0.19, 0.42), "#a88c5f")


@costume("soldier")
def soldier(wear: Wardrobe) -> None:
    """A round helmet, a belt, pockets."""
    wear.put(
        "head",
        crown([(0.0, 0.24), (0.178, 0.245), (0.182, 0.30), (0.155, 0.38), (0.09, 0.42), (0.0, 0.43)]),
        "#4d5636",
        "metal_painted",
    )
    wear.put("torso", loop(0.118, -0.03, 0.022, squash=1.26, back=0.0), "#2f3521", "leather")
    for side in (-0.07, 0.07):
        wear.put(
            "torso",
            superellipsoid((0.016, 0.045, 0.045), roundness=0.4).moved((0.112, side, 0.25)),
            "#4d5636",
        )


@costume("skier")
def skier(wear: Wardrobe) -> None:
    """A woolly hat with a bobble, goggles on the brow, a scarf."""
    wear.put(
        "head",
        crown([(0.0, 0.26), (0.168, 0.265), (0.166, 0.32), (0.135, 0.385), (0.06, 0.415), (0.0, 0.418)]),
        "#d8433b",
    )
    wear.put("head", loop(0.167, 0.285, 0.022), WHITE)
    wear.ball("head", (-0.012, 0, 0.435), (0.04, 0.04, 0.04), WHITE, "fur")
    wear.put("torso", loop(0.083, 0.47, 0.03, back=0.006), "#f0c52f")


def bow_tie(wear: Wardrobe, colour: str) -> None:
    """A bow at the throat."""
    for side in (-1, 1):
        wear.ball("torso", (0.075, side * 0.028, 0.445), (0.012, 0.028, 0.02), colour)
    wear.ball("torso", (0.08, 0, 0.445), (0.012, 0.01, 0.01), colour)


def cape(wear: Wardrobe, colour: str, length: float = 0.78) -> None:
    """A cape from the shoulders down the back."""
    rows, columns = 10, 13
    down, across = np.linspace(0, 1, rows)[:, None], np.linspace(-1, 1, columns)[None]
    wide = 0.17 + 0.10 * down
    fold = 0.014 * np.cos(across * np.pi * 3) * down
    x = -0.115 - 0.10 * down + 0.05 * across**2 * (1 - 0.6 * down) + fold
    outer = np.stack([x, across * wide, 0.44 - length * down * np.ones_like(across)], -1)
    inner = outer + [0.012, 0, 0]
    wear.put("torso", joined([grid(outer), grid(inner[:, ::-1])]), colour)
    wear.put("torso", loop(0.08, 0.462, 0.016, back=0.006), colour)
