"""Costumes that change the whole figure."""

from __future__ import annotations

import numpy as np

from ..mesh import ellipsoid, lathe, superellipsoid, tube
from . import Wardrobe, costume, crown, loop, skirt
from .hats import BLACK, GOLD, STEEL, WHITE, bow_tie, cape


@costume("doctor")
def doctor(wear: Wardrobe) -> None:
    """A stethoscope and the tails of a white coat."""
    turn = np.linspace(-2.2, 2.2, 24)
    line = np.stack([0.09 * np.cos(turn) + 0.0, 0.1 * np.sin(turn), 0.455 - 0.09 * np.cos(turn / 2) ** 4], 1)
    hanging = np.array([[0.105, 0.05, 0.36], [0.125, 0.045, 0.28], [0.126, 0.03, 0.2]])
    wear.put("torso", tube(line, 0.009), "#3a3f46", "rubber")
    wear.put("torso", tube(hanging, 0.008), "#3a3f46", "rubber")
    wear.ball("torso", (0.128, 0.03, 0.19), (0.01, 0.02, 0.02), STEEL, "metal")
    wear.put("pelvis", skirt(0.175, 0.4), "#f4f6f7")


@costume("nurse")
def nurse(wear: Wardrobe) -> None:
    """A small white cap with a cross."""
    wear.put("head", crown([(0.1, 0.345), (0.105, 0.39), (0.0, 0.395)]).moved((0.02, 0, 0)), WHITE)
    for size in ((0.006, 0.024, 0.008), (0.006, 0.008, 0.024)):
        wear.put("head", superellipsoid(size, roundness=0.3).moved((0.112, 0, 0.37)), "#c4282d")


@costume("astronaut")
def astronaut(wear: Wardrobe) -> None:
    """A glass helmet on a ring, a pack on the back, a panel on the chest, gloves, thick sleeves and legs."""
    wear.put(
        "head",
        ellipsoid(0.235, 0.235, 0.235, detail=28).moved((0.0, 0, 0.185)),
        "#cfe2f2",
        "glass",
        alpha=0.22,
    )
    wear.put("torso", loop(0.15, 0.47, 0.035, squash=1.15, back=0.006), "#c9ced4", "plastic")
    wear.put(
        "torso",
        superellipsoid((0.075, 0.16, 0.2), roundness=0.5).moved((-0.18, 0, 0.22)),
        "#dfe3e7",
        "plastic",
    )
    wear.put(
        "torso",
        superellipsoid((0.03, 0.085, 0.06), roundness=0.4).moved((0.118, 0, 0.24)),
        "#9aa3ad",
        "plastic",
    )
    for y, colour in ((-0.045, "#c4282d"), (0.0, "#f0c52f"), (0.045, "#2f8a4c")):
        wear.ball("torso", (0.15, y, 0.25), (0.008, 0.012, 0.012), colour, "plastic")
    suit(wear, "#eef0f2", "#d9dde0")


def suit(wear: Wardrobe, colour: str, edge: str, family: str = "cloth") -> None:
    """Sleeves and legs to the ends, gloves."""
    for side in "lr":
        wear.put(f"upper_{side}", lathe(_sleeve(0.26, 0.074 * wear.wide, 0.062), columns=28), colour, family)
        wear.put(f"fore_{side}", lathe(_sleeve(0.24, 0.064, 0.054), columns=28), colour, family)
        wear.put(f"fore_{side}", loop(0.05, -0.235, 0.014, squash=1.0, back=0.0), edge, family)
        wear.put(f"hand_{side}", ellipsoid(0.044, 0.05, 0.075).moved((0.006, 0, -0.07)), edge, family)
        wear.put(f"thigh_{side}", lathe(_sleeve(0.40, 0.108 * wear.wide, 0.08), columns=28), colour, family)
        wear.put(f"shin_{side}", lathe(_sleeve(0.36, 0.078, 0.066), columns=28), colour, family)


def _sleeve(length: float, top: float, bottom: float) -> list[tuple[float, float]]:
    return [
        (0.01, -length),
        (bottom, -length + 0.01),
        (bottom * 1.05, -length * 0.7),
        (top, -0.04),
        (top * 0.8, 0.03),
        (0.01, 0.05),
    ]


@costume("robot")
def robot(wear: Wardrobe) -> None:
    """A riveted dome with an aerial and ear caps, a chest with a dial and lamps, jointed metal limbs."""
    dome = [(0.0, 0.25), (0.172, 0.255), (0.178, 0.29), (0.165, 0.35), (0.1, 0.405), (0.0, 0.42)]
    wear.put("head", crown(dome), "#aab4be", "metal")
    wear.put("head", loop(0.178, 0.275, 0.012), "#5f6872", "metal")
    wear.put("head", tube(np.array([[-0.012, 0, 0.41], [-0.012, 0, 0.53]]), 0.008), "#5f6872", "metal")
    wear.ball("head", (-0.012, 0, 0.545), (0.026, 0.026, 0.026), "#e8332c", "plastic")
    for side in (-1, 1):
        ear = superellipsoid((0.036, 0.026, 0.05), roundness=0.6).moved((-0.005, 0.172 * side, 0.19))
        wear.put("head", ear, "#e8762c", "plastic")
    chest = superellipsoid((0.11, 0.17, 0.19), roundness=0.35).moved((0.01, 0, 0.22))
    wear.put("torso", chest, "#aab4be", "metal")
    wear.put("torso", superellipsoid((0.02, 0.1, 0.07), roundness=0.3).moved((0.115, 0, 0.27)), "#2b3440")
    wear.ball("torso", (0.135, -0.045, 0.28), (0.008, 0.03, 0.03), "#7fd4f0", "plastic")
    for y, colour in ((0.02, "#e8332c"), (0.05, "#f0c52f"), (0.08, "#35a853")):
        wear.ball("torso", (0.135, y, 0.28), (0.008, 0.011, 0.011), colour, "plastic")
    suit(wear, "#aab4be", "#5f6872", "metal")


@costume("knight")
def knight(wear: Wardrobe) -> None:
    """A helm with its visor up and a plume, a breastplate, plates on shoulders, arms and legs."""
    wear.put(
        "head",
        crown([(0.0, 0.24), (0.174, 0.245), (0.176, 0.30), (0.15, 0.375), (0.08, 0.415), (0.0, 0.42)]),
        STEEL,
        "metal",
    )
    back = ellipsoid(0.12, 0.172, 0.15).moved((-0.068, 0, 0.17))
    wear.put("head", back, STEEL, "metal")
    wear.put(
        "head",
        superellipsoid((0.07, 0.155, 0.032), roundness=0.8).turned("y", -24).moved((0.12, 0, 0.335)),
        "#8b929b",
        "metal",
    )
    plume = np.array([[0.02, 0, 0.42], [-0.04, 0, 0.47], [-0.13, 0, 0.46], [-0.2, 0, 0.36]])
    wear.put("head", tube(plume, np.array([0.02, 0.034, 0.036, 0.015])), "#b3262c", "fur")
    wear.put("torso", ellipsoid(0.13, 0.175, 0.2).moved((0.012, 0, 0.24)), STEEL, "metal")
    suit(wear, "#9aa0a8", "#7d848d", "metal")
    for side in "lr":
        wear.ball(f"upper_{side}", (0, 0, 0.0), (0.088, 0.088, 0.085), STEEL, "metal")
        wear.ball(f"shin_{side}", (0.03, 0, 0.0), (0.07, 0.075, 0.07), STEEL, "metal")


@costume("ninja")
def ninja(wear: Wardrobe) -> None:
    """A hood and a mask that leave the eyes free, a red band."""
    wear.put(
        "head",
        crown([(0.0, 0.245), (0.168, 0.25), (0.168, 0.30), (0.14, 0.375), (0.07, 0.405), (0.0, 0.41)]),
        "#141418",
    )
    wear.put("head", ellipsoid(0.13, 0.172, 0.165).moved((-0.055, 0, 0.17)), "#141418")
    wear.put(
        "head",
        lathe(
            [(0.02, 0.0), (0.08, 0.01), (0.13, 0.05), (0.152, 0.1), (0.163, 0.142), (0.155, 0.148)],
            columns=40,
        ).moved((0.006, 0, 0)),
        "#141418",
    )
    wear.put("head", loop(0.17, 0.275, 0.014), "#b3262c")
    suit(wear, "#141418", "#141418")
    wear.put("torso", loop(0.118, -0.03, 0.02, squash=1.26, back=0.0), "#b3262c")


@costume("pirate")
def pirate(wear: Wardrobe) -> None:
    """A hat with three corners, a patch over an eye, a broad belt."""
    wear.put(
        "head",
        crown([(0.0, 0.28), (0.165, 0.285), (0.15, 0.36), (0.09, 0.40), (0.0, 0.41)]),
        "#1d1a1c",
        "leather",
    )
    for angle in (0.0, 2 * np.pi / 3, -2 * np.pi / 3):
        flap = (
            superellipsoid((0.02, 0.17, 0.06), roundness=0.9)
            .moved((0.165, 0, 0.345))
            .turned("z", np.degrees(angle))
        )
        wear.put("head", flap.moved((-0.012, 0, 0)), "#1d1a1c", "leather")
    wear.ball("head", (0.178, 0, 0.35), (0.008, 0.03, 0.03), WHITE, "plastic")
    wear.ball("head", (0.128, 0.062, 0.2), (0.04, 0.046, 0.05), BLACK, "leather")
    wear.put("head", loop(0.163, 0.235, 0.006), BLACK, "leather")
    wear.put("torso", loop(0.118, -0.03, 0.03, squash=1.26, back=0.0), "#3a2417", "leather")
    wear.ball("torso", (0.135, 0, -0.03), (0.01, 0.036, 0.03), GOLD, "gold")


def coronet(wear: Wardrobe, radius: float, z: float, points: int, high: float) -> None:
    """A golden crown with stones."""
    wear.put("head", loop(radius, z, 0.016), GOLD, "gold")
    for number in range(points):
        angle = 2 * np.pi * number / points
        c, s = np.cos(angle), np.sin(angle)
        tip = np.array(
            [
                [radius * c - 0.012, 1.05 * radius * s, z],
                [1.08 * radius * c - 0.012, 1.13 * radius * s, z + high],
            ]
        )
        wear.put("head", tube(tip, np.array([0.022, 0.004])), GOLD, "gold")
        wear.ball(
            "head",
            (1.09 * radius * c - 0.012, 1.14 * radius * s, z + high),
            (0.011,) * 3,
            "#c4282d",
            "plastic",
        )


@costume("king")
def king(wear: Wardrobe) -> None:
    """A crown, a red cape with white fur, a chain."""
    coronet(wear, 0.15, 0.33, 8, 0.085)
    cape(wear, "#8f1d2c")
    wear.put("torso", loop(0.1, 0.45, 0.04, squash=1.5, back=0.006), WHITE, "fur")
    wear.ball("torso", (0.128, 0, 0.3), (0.01, 0.026, 0.026), GOLD, "gold")


@costume("queen", "princess")
def queen(wear: Wardrobe) -> None:
    """A small crown and a gown to the ground."""
    coronet(wear, 0.115, 0.355, 7, 0.06)
    colour = wear.look.top
    wear.put("pelvis", skirt(0.33, 0.82, flare=1.5), colour, "velvet")
    wear.put("torso", loop(0.118, -0.02, 0.02, squash=1.26, back=0.0), GOLD, "gold")
    wear.ball("torso", (0.105, 0, 0.42), (0.01, 0.016, 0.018), "#3fa7c9", "plastic")


@costume("superhero")
def superhero(wear: Wardrobe) -> None:
    """A cape, a mask over the eyes, a belt, a sign on the chest."""
    cape(wear, "#c4282d")
    for side in (-1, 1):
        rim = np.linspace(0, 2 * np.pi, 30)
        line = np.stack(
            [
                np.full(30, 0.152) - 0.05 * (0.05 * np.cos(rim)),
                side * 0.063 + 0.052 * np.cos(rim),
                0.2 + 0.05 * np.sin(rim),
            ],
            1,
        )
        wear.put("head", tube(line, 0.012), "#1d3f8f")
    wear.put("torso", loop(0.118, -0.03, 0.022, squash=1.26, back=0.0), "#f0c52f", "plastic")
    wear.ball("torso", (0.112, 0, 0.29), (0.016, 0.06, 0.05), "#f0c52f", "plastic")
    suit(wear, "#2459b8", "#c4282d")


@costume("clown")
def clown(wear: Wardrobe) -> None:
    """A red nose, a wig in colours, a ruff, big buttons."""
    wear.ball("head", (0.172, 0, 0.155), (0.036, 0.036, 0.036), "#d3222a", "plastic")
    colours = ("#e8762c", "#2fb0a8", "#7146a8", "#f0c52f")
    for number, angle in enumerate(np.linspace(0.85, 2 * np.pi - 0.85, 13)):
        for row, z in enumerate((0.2, 0.29)):
            at = (0.15 * np.cos(angle) - 0.02, 0.19 * np.sin(angle), z)
            wear.ball("head", at, (0.06, 0.06, 0.06), colours[(number + row) % 4], "fur")
    wear.put("torso", loop(0.115, 0.468, 0.03, squash=1.3, back=0.006), WHITE)
    for z, colour in ((0.32, "#d3222a"), (0.2, "#2459b8"), (0.08, "#2f8a4c")):
        wear.ball("torso", (0.124, 0, z), (0.014, 0.026, 0.026), colour, "plastic")


@costume("waiter")
def waiter(wear: Wardrobe) -> None:
    """A bow tie and a white apron."""
    bow_tie(wear, BLACK)
    wear.put("pelvis", superellipsoid((0.02, 0.13, 0.2), roundness=0.5).moved((0.12, 0, -0.14)), WHITE)
    wear.put("pelvis", loop(0.12, 0.04, 0.014, squash=1.3, back=0.0), WHITE)


@costume("ballerina")
def ballerina(wear: Wardrobe) -> None:
    """A tutu and a ribbon."""
    for z, radius in ((0.02, 0.34), (-0.015, 0.31)):
        disc = [(0.11, z + 0.03), (radius * 0.7, z + 0.012), (radius, z), (radius, z - 0.008), (0.11, z)]
        wear.put("pelvis", lathe(disc[::-1], squash=1.0, columns=48), "#f3b6cd")
    wear.put("torso", loop(0.117, -0.02, 0.014, squash=1.26, back=0.0), "#d9799f")


@costume("boxer")
def boxer(wear: Wardrobe) -> None:
    """Gloves."""
    for side in "lr":
        wear.put(f"hand_{side}", ellipsoid(0.066, 0.07, 0.085).moved((0.01, 0, -0.075)), "#c4282d", "leather")
        wear.put(f"fore_{side}", loop(0.045, -0.225, 0.016, squash=1.0, back=0.0), WHITE)
