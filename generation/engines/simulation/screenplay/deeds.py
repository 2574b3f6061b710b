"""What the reader must know of motions: which of them travel, which need a thing, which pair people up."""

from __future__ import annotations

TRAVELS = frozenset(
    {
        "walk", "run", "chase", "follow", "sneak", "march", "stumble", "skip", "push", "carry", "crawl",
        "swim", "fly", "skate", "ski", "snowboard", "surf", "drive", "climb", "cartwheel", "vault", "waltz",
        "launch", "float", "jog", "hover", "ride", "slide",
    }
)  # fmt: skip
WHOLE = frozenset(
    {
        "crawl", "swim", "fly", "slide", "flip", "backflip", "cartwheel", "handstand", "vault", "fall",
        "slip", "lie", "sleep", "push_up", "climb", "sit", "kneel", "propose", "jump", "spin", "yoga",
        "ballet", "plunge", "party", "hop", "star_jump", "play_chess",
    }
)  # fmt: skip
HOLDS = frozenset(
    {
        "hold", "carry", "give", "eat", "drink", "read", "photograph", "phone",
        "play_guitar", "play_violin", "play_trumpet",
        "swing_bat", "play_tennis", "juggle", "dribble", "pour", "throw", "sing", "lift", "write", "catch",
        "drop",
    }
)  # fmt: skip
RIDES = frozenset({"ride", "drive", "row", "fly", "float", "launch"})
SITS = frozenset({"sit", "lie", "sleep", "rest"})
PAIRS = frozenset({"hug", "high_five", "shake_hands", "kiss", "waltz", "play_chess"})
FIGHTS = frozenset({"box"})
SLOWEST = 0.8  # seconds an action takes at least
