"""How large things are, what they are made of, how a shot feels, and what comes next."""

from __future__ import annotations

from . import Kind, Table, entries

SCALES = {"giant": 2.2, "large": 1.4, "small": 0.7, "tiny": 0.45}


@entries(Kind.SCALE)
def scales() -> Table:
    """Sizes of things and animals; the meaning is a key of `SCALES`."""
    return {
        "giant": "giant, huge, enormous, gigantic, colossal, massive|gigante, gigantesco, gigantesca, enorme, enormi",
        "large": "big, large|grande, grandi, grosso, grossa",
        "small": "small sized, smallish|di piccole dimensioni",
        "tiny": "tiny, mini, miniature, minuscule|minuscolo, minuscola, minuscoli, in miniatura",
    }


@entries(Kind.MATERIAL)
def materials() -> Table:
    """What things are made of; the meaning is a look family of the renderers or close to one."""
    return {
        "wood": "wooden, wood, made of wood|di legno, legno",
        "metal": "metal, metallic, steel, iron, made of metal|di metallo, metallico, metallica, d'acciaio, di ferro",
        "glass": "glass, made of glass, crystal|di vetro, vetro, di cristallo",
        "gold": "made of gold, solid gold|d'oro, tutto d'oro",
        "stone": "stone, marble, made of stone|di pietra, di marmo",
        "ice": "made of ice, icy, frozen|di ghiaccio, ghiacciato",
        "plastic": "plastic|di plastica",
    }


@entries(Kind.MOOD)
def moods() -> Table:
    """How a shot feels: its music, and faces."""
    return {
        "happy": "happy, joyful, cheerful, happily, joyfully|felice, felici, allegro, allegra, gioioso, felicemente",
        "sad": "sad, sadly, melancholy, lonely|triste, tristi, malinconico, malinconica, solitario, solitaria",
        "calm": "calm, peaceful, serene, relaxing, quiet, calmly, cozy|calmo, calma, tranquillo, tranquilla, sereno, pacifico",
        "tense": "tense, suspense, scary, creepy, spooky, dark and moody|teso, tesa, spaventoso, inquietante",
        "epic": "epic, heroic, dramatic, majestic|epico, epica, eroico, drammatico, maestoso",
        "funny": "funny, hilarious, comic, silly, comedy, goofy|divertente, buffo, buffa, comico, comica",
        "mysterious": "mysterious, magical, dreamy, surreal, dreamlike|misterioso, misteriosa, magico, magica, onirico",
        "romantic": "romantic, romance, lovely, tender|romantico, romantica, tenero, tenera",
        "festive": "christmas mood, birthday party mood|di festa",
    }


@entries(Kind.SEQUENCE)
def sequences() -> Table:
    """What comes after what."""
    return {
        "then": "then, and then, after that, afterwards, next, finally, later|poi, e poi, dopodiché, infine, alla fine",
        "suddenly": "suddenly, all of a sudden|improvvisamente, all'improvviso, di colpo",
        "while": "while, meanwhile, at the same time|mentre, intanto, nel frattempo",
    }
