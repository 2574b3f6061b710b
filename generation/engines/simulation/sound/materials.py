"""How the look families of a world sound when they are struck: modes, decay, hardness, noise.

A struck thing rings in a few modes (frequency in hertz, decay to 1/e in
seconds, strength). The values are chosen by ear and by the physics at hand:
air in a ball of 24 cm has its first mode near 950 Hz, a backboard of 1.8 m
rings low and long, a floor of boards thuds around 100 Hz.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sounding:
    """A struck material: `hardness` (0 to 1) shortens the blow, `noise` is its scrape, `level` its voice."""

    modes: tuple[tuple[float, float, float], ...]
    hardness: float
    noise: float
    level: float = 1.0
    spread: float = 0.02


BALL = Sounding(
    (
        (84, 0.075, 1.0),
        (168, 0.065, 0.7),
        (318, 0.045, 0.35),
        (476, 0.05, 0.25),
        (946, 0.075, 0.22),
        (1580, 0.04, 0.1),
        (2290, 0.025, 0.05),
    ),
    0.42,
    0.16,
    1.0,
    0.012,
)
FLOORBOARDS = Sounding(
    (
        (72, 0.12, 0.9),
        (113, 0.11, 1.0),
        (187, 0.085, 0.6),
        (296, 0.06, 0.4),
        (521, 0.04, 0.25),
        (884, 0.022, 0.14),
    ),
    0.6,
    0.2,
    0.85,
    0.05,
)
BACKBOARD = Sounding(
    (
        (61, 0.1, 0.5),
        (118, 0.13, 0.9),
        (176, 0.12, 1.0),
        (262, 0.1, 0.8),
        (391, 0.085, 0.55),
        (563, 0.07, 0.38),
        (838, 0.05, 0.26),
        (1246, 0.035, 0.15),
    ),
    0.8,
    0.16,
    1.15,
    0.02,
)
STEEL = Sounding(
    (
        (236, 0.25, 0.4),
        (512, 0.55, 0.8),
        (838, 0.42, 0.5),
        (1132, 0.5, 1.0),
        (1987, 0.34, 0.55),
        (2893, 0.24, 0.35),
        (4321, 0.16, 0.2),
        (6120, 0.1, 0.1),
    ),
    0.92,
    0.1,
    0.9,
    0.006,
)
WOOD = Sounding(
    ((132, 0.07, 0.8), (248, 0.06, 1.0), (431, 0.045, 0.6), (720, 0.03, 0.4), (1190, 0.018, 0.2)),
    0.7,
    0.2,
    0.9,
    0.04,
)
HULL = Sounding(
    ((88, 0.1, 1.0), (149, 0.09, 0.9), (231, 0.07, 0.55), (377, 0.045, 0.35), (610, 0.025, 0.18)),
    0.45,
    0.16,
    0.8,
    0.04,
)
PLASTIC = Sounding(
    ((310, 0.03, 0.8), (655, 0.026, 1.0), (1240, 0.018, 0.6), (2410, 0.01, 0.3)), 0.75, 0.25, 0.6, 0.04
)
URETHANE = Sounding(
    ((205, 0.022, 1.0), (412, 0.018, 0.8), (930, 0.012, 0.6), (1840, 0.008, 0.35)), 0.85, 0.4, 0.55, 0.05
)
GLASS = Sounding(
    ((820, 0.14, 0.7), (1620, 0.18, 1.0), (2740, 0.13, 0.6), (4480, 0.08, 0.4)), 0.95, 0.15, 0.6, 0.02
)
STONE = Sounding(((98, 0.03, 0.8), (190, 0.022, 0.6), (540, 0.01, 0.4)), 0.95, 0.5, 0.7, 0.06)
SOFT = Sounding(((58, 0.05, 1.0), (96, 0.04, 0.7), (150, 0.025, 0.35)), 0.12, 0.22, 0.75, 0.06)
GRASS = Sounding(((64, 0.035, 1.0), (118, 0.025, 0.5)), 0.1, 0.5, 0.5, 0.08)
FLESH = Sounding(((72, 0.05, 1.0), (128, 0.035, 0.7), (215, 0.022, 0.35)), 0.2, 0.3, 0.8, 0.06)
HAND = Sounding(((145, 0.025, 0.9), (290, 0.018, 1.0), (560, 0.012, 0.5)), 0.34, 0.5, 0.5, 0.06)
SHOE = Sounding(
    ((86, 0.035, 1.0), (171, 0.026, 0.6), (344, 0.016, 0.4), (760, 0.009, 0.25)), 0.4, 0.42, 0.7, 0.06
)
CLAW = Sounding(((880, 0.006, 0.6), (1980, 0.005, 1.0), (3650, 0.004, 0.8)), 0.9, 0.55, 0.28, 0.08)
HOOF = Sounding(
    ((205, 0.022, 0.7), (510, 0.018, 1.0), (1080, 0.014, 0.8), (1960, 0.007, 0.3)), 0.9, 0.3, 0.8, 0.06
)  # fmt: skip
TAR = Sounding(((120, 0.02, 1.0), (240, 0.015, 0.6)), 0.7, 0.45, 0.8, 0.06)

TIN = Sounding(
    ((410, 0.06, 0.7), (930, 0.09, 1.0), (1740, 0.07, 0.7), (3120, 0.05, 0.5), (5230, 0.03, 0.3)),
    0.85, 0.2, 0.7, 0.02,
)  # fmt: skip
GRATE = Sounding(
    ((96, 0.12, 0.9), (181, 0.16, 1.0), (340, 0.13, 0.6), (710, 0.09, 0.35), (1480, 0.06, 0.2)),
    0.8, 0.2, 0.8, 0.03,
)  # fmt: skip
CERAMIC = Sounding(
    ((1150, 0.05, 0.6), (2380, 0.07, 1.0), (3720, 0.05, 0.6), (5810, 0.03, 0.3)), 0.95, 0.2, 0.6, 0.02
)
TILE = Sounding(((170, 0.02, 0.7), (420, 0.014, 0.8), (1350, 0.008, 0.6)), 0.95, 0.35, 0.7, 0.05)
PAPER = Sounding(((160, 0.02, 0.7), (410, 0.014, 0.8), (980, 0.008, 0.4)), 0.3, 0.8, 0.45, 0.08)
LEATHER = Sounding(((110, 0.035, 1.0), (230, 0.025, 0.7), (480, 0.012, 0.3)), 0.3, 0.4, 0.6, 0.06)
FOOD = Sounding(((120, 0.022, 1.0), (260, 0.016, 0.6)), 0.25, 0.35, 0.5, 0.08)
SNOW = Sounding(((58, 0.03, 1.0), (102, 0.02, 0.4)), 0.08, 0.7, 0.4, 0.08)
CHIME = Sounding(
    ((1320, 0.5, 0.8), (2790, 0.42, 1.0), (4470, 0.3, 0.5), (6980, 0.2, 0.25)), 0.95, 0.08, 0.5, 0.01
)

FAMILIES: Mapping[str, Sounding] = {
    "rubber": BALL,
    "wood_floor": FLOORBOARDS,
    "paint_wood": FLOORBOARDS,
    "board": BACKBOARD,
    "metal": STEEL,
    "metal_painted": STEEL,
    "wood": WOOD,
    "bark": WOOD,
    "plastic": PLASTIC,
    "urethane": URETHANE,
    "glass": GLASS,
    "window": GLASS,
    "asphalt": STONE,
    "pavement": STONE,
    "stone": STONE,
    "rock": STONE,
    "wall": STONE,
    "paint": STONE,
    "tar": TAR,
    "foam": SOFT,
    "cloth": SOFT,
    "backdrop": SOFT,
    "foliage": GRASS,
    "grass": GRASS,
    "sand": GRASS,
    "body": FLESH,
    "skin": FLESH,
    "hair": SOFT,
    "fur": FLESH,
    "plush": SOFT,
    "plank": WOOD,
    "roof": TIN,
    "metal_floor": GRATE,
    "gold": CHIME,
    "crystal": CHIME,
    "coral": CERAMIC,
    "ceramic": CERAMIC,
    "clay": CERAMIC,
    "tile": TILE,
    "brick": STONE,
    "facade": STONE,
    "chalkboard": STONE,
    "books": PAPER,
    "canvas": PAPER,
    "lamp_shade": PAPER,
    "sign": TIN,
    "leather": LEATHER,
    "velvet": SOFT,
    "carpet": SOFT,
    "net": SOFT,
    "cloud": SOFT,
    "hay": GRASS,
    "soil": GRASS,
    "flower": GRASS,
    "leaf": GRASS,
    "dust": SNOW,
    "snow": SNOW,
    "food": FOOD,
    "screen": GLASS,
    "lamp": GLASS,
    "glass_black": GLASS,
    "glass_dark": GLASS,
    "glass_lamp": GLASS,
    "glass_pane": GLASS,
}
"""Every family that has a sound of its own; any other sounds like wood."""

_BY_NAME: tuple[tuple[str, Sounding], ...] = (
    ("_sole", SHOE),
    ("_foot", SHOE),
    ("_hand", HAND),
    ("_paw", CLAW),
    ("_hoof", HOOF),
)
_HOOFED = (
    "horse", "pony", "unicorn", "donkey", "zebra", "cow", "bull", "buffalo", "deer", "goat", "sheep", "lamb",
    "camel", "llama", "giraffe", "pig",
)  # fmt: skip


def sounding(geom: str, material: str, families: Mapping[str, str]) -> Sounding:
    """The sound of a geom by its name and its material's look family (`families`: material → family)."""
    if "_paw" in geom and geom.startswith(_HOOFED):
        return HOOF
    for part, sound in _BY_NAME:
        if part in geom:
            return sound
    family = families.get(material, material)
    if family == "plastic" and "shell" in material:
        return HULL
    if family == "plastic" and "deck" in material:
        return WOOD
    if family in FAMILIES:
        return FAMILIES[family]
    known = [name for name in FAMILIES if name in material]
    return FAMILIES[max(known, key=len)] if known else WOOD
