"""How people look: from words where there are any, else from the seed, and never one default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from .model import Appearance
from .vocabulary.people import HATTED, MEN, SORTS, WOMEN
from .vocabulary.things import COLOURS

SKINS = ("#f1cfb0", "#e3b088", "#d9a07a", "#c68a5e", "#a56b43", "#80502f", "#5f3a24")
HAIRS = ("#17120f", "#2a1a12", "#4a2d1a", "#6b4423", "#a8743a", "#e3c27a", "#8c3a1b")
DARK_HAIRS = HAIRS[:3]
GREYS = ("#c9c6c0", "#e4e1da", "#9a9894")
TOPS = ("#c4282d", "#2459b8", "#2f8a4c", "#e8762c", "#7146a8", "#2fb0a8", "#f0c52f", "#ea86ab", "#f4f2ec")
BOTTOMS = ("#232a3d", "#2c3e63", "#4b4f57", "#3d2f27", "#6d6a5f", "#1e1e22")
TOP_STEP = 4  # from one person to the next: prime to how many there are, so that all differ
SWIMWEAR = ("#1d5fb0", "#c4282d", "#2f8a4c", "#e8762c", "#1f2d54")
SHOES = ("#f2f2f2", "#c4282d", "#1e1e22", "#2459b8")
EYES = ("#5b3a1e", "#3a2414", "#3d6b8f", "#4d7a4a")
HAIR_WORDS = {
    "red": "#a8431d", "black": "#17120f", "brown": "#4a2d1a", "white": "#e9e6df", "grey": "#a09e99",
    "gold": "#e3c27a", "silver": "#c4c4c4",
}  # fmt: skip
SKIN_WORDS = {"black": "#5f3a24", "brown": "#a56b43", "white": "#f1cfb0", "gold": "#d9a07a"}
EYE_WORDS = {"blue": "#3d6b8f", "green": "#4d7a4a", "brown": "#5b3a1e", "black": "#2a1a12", "grey": "#7d8790"}


def pick(options: Sequence[str], *key: object) -> str:
    """One of the options, by a hash of the key: the same key gives the same one."""
    digest = blake2b(repr(key).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return options[int.from_bytes(digest, "big") % len(options)]


def colour_of(field: str, colour: str) -> str:
    """The sRGB value of a colour word on a part of a person."""
    words = {"hair": HAIR_WORDS, "skin": SKIN_WORDS, "eyes": EYE_WORDS}.get(field, {})
    return words.get(colour, COLOURS[colour])


def appearance(
    sort: str, said: Mapping[str, str], *, seed: int, number: int, swims: bool, plays: bool
) -> Appearance:
    """A look: drawn from seed and number, then what sort of person it is, then what was said."""

    def draw(options: Sequence[str], what: str) -> str:
        return pick(options, seed, number, what)

    kind = SORTS.get(sort, SORTS["person"])
    female = sort in WOMEN or (sort not in MEN and draw(("f", "m"), "sex") == "f")
    skin = said.get("skin") or draw(SKINS, "skin")
    fair = skin in SKINS[:4]
    look: dict[str, object] = {
        "skin": skin,
        "hair": draw(GREYS if kind.age == "old" else HAIRS if fair else DARK_HAIRS, "hair"),
        "hair_style": draw(
            ("long", "long", "bun", "curly") if female else ("short", "short", "curly"), "style"
        ),
        "top": TOPS[(TOPS.index(pick(TOPS, seed, "top")) + TOP_STEP * number) % len(TOPS)],
        "bottom": draw(SWIMWEAR if swims else BOTTOMS, "bottom"),
        "shoes": draw(SHOES, "shoes"),
        "eyes": draw(EYES if fair else EYES[:2], "eyes"),
        "build": draw(("average", "slim", "strong", "average"), "build"),
        "age": kind.age,
        "beard": not female and kind.age in {"adult", "old"} and draw(("y", "n", "n", "n"), "beard") == "y",
        "glasses": draw(("y", *"nnnnn"), "glasses") == "y" and not (swims or plays),
        "voice": "high" if female or kind.age == "child" else kind.voice if kind.voice != "mid" else "low",
        "bare_chest": swims and not female,
        "sleeves": "short" if swims or plays else draw(("long", "short", "short"), "sleeves"),
        "legs": "short" if swims or plays or kind.age == "child" else draw(("long", "long", "short"), "legs"),
    }
    if kind.age == "old" and not female:
        look["hair_style"] = draw(("short", "bald", "short"), "style")
    if swims:
        look |= {"shoes": skin} | ({"top": look["bottom"]} if female else {})
    if "top" in said:
        look["bare_chest"] = False
    if said.get("age") == "old":
        look["hair"] = draw(GREYS, "hair")
    look |= {what: value for what, value in kind.wears.items() if what != "beard" and not swims}
    if look.get("costume"):
        look |= {"sleeves": "long", "legs": "long"}
    if look.get("costume") in HATTED and look["hair_style"] in {"bun", "curly"}:
        look["hair_style"] = "long" if female else "short"
    said = {"beard": kind.wears["beard"], **said} if "beard" in kind.wears else said
    flags = {field: True for field in ("beard", "glasses", "bare_chest") if said.get(field) == "true"}
    return Appearance.model_validate({**look, **said, **flags})
