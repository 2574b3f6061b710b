"""The words the engine knows, in English and Italian, each tied to a concept with a role.

A concept is what a word means for the stage; `near` marks words that are staged
by something similar, with a note that says by what. Phrases may have several
words. Adding a line here is all it takes to teach the reader a new spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a concept does in a screenplay."""

    ACTOR = "actor"
    PROP = "prop"
    SET = "set"
    ACTION = "action"
    OUTCOME = "outcome"
    TIME = "time"
    WEATHER = "weather"
    SIZE = "size"
    MOVE = "move"
    ANGLE = "angle"
    STYLE = "style"
    COLOUR = "colour"
    GARMENT = "garment"
    LOOK = "look"
    SPEECH = "speech"


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning: `value` is what goes into the screenplay; `note` says how a near word is staged."""

    role: Role
    value: str
    note: str = ""

    @property
    def near(self) -> bool:
        """Whether it is staged by something similar only."""
        return bool(self.note)


PHRASES: dict[tuple[str, ...], Concept] = {}
_ELISION = re.compile(r"^(?:l|un|d|all|dell|nell|sull|dall|c|quell)'(?=\w)")


def plain(word: str) -> str:
    """A word as it is looked up: small letters, straight apostrophes, without an elided Italian article."""
    low = word.lower().replace("’", "'")
    return _ELISION.sub("", low) or low


def learn(role: Role, value: str, words: str, *, note: str = "") -> None:
    """Teach the reader phrases, separated by `|`, for one concept."""
    for phrase in words.split("|"):
        PHRASES[tuple(plain(word) for word in phrase.split())] = Concept(role, value, note)


def _actors() -> None:
    learn(Role.ACTOR, "corgi", "corgi|corgis")
    learn(
        Role.ACTOR,
        "corgi",
        "dog|dogs|puppy|puppies|pup|doggo|cane|cani|cagnolino|cucciolo",
        note="shown as a corgi",
    )
    learn(
        Role.ACTOR,
        "corgi",
        "cat|kitten|fox|gatto|gattino|volpe",
        note="no such animal yet: a corgi stands in",
    )
    for value, words in {
        "man": "man|guy|uomo|ragazzo|signore|gentleman|father|dad|papà|padre",
        "woman": "woman|lady|donna|ragazza|signora|girl|mother|mom|mamma|madre",
        "boy": "boy|kid|child|bambino|bimbo|son|figlio",
        "small_girl": "little girl|bambina|bimba|daughter|figlia",
        "teen": "teenager|teen|adolescente|teenage boy|teenage girl",
        "old_man": "old man|elderly man|grandfather|grandpa|nonno|vecchio|anziano",
        "old_woman": "old woman|elderly woman|grandmother|grandma|nonna|vecchia|anziana",
        "person": "person|someone|somebody|people|persona|qualcuno|human|figure",
        "player": "player|basketball player|giocatore|giocatrice|cestista|athlete|atleta",
        "surfer": "surfer|paddler|paddleboarder|surfista|swimmer|nuotatore|gymnast|ginnasta|acrobat|acrobata",
    }.items():
        learn(Role.ACTOR, value, words)
    learn(
        Role.ACTOR,
        "person",
        "astronaut|robot|superhero|knight|astronauta|supereroe|cavaliere|he|she|lui|lei",
        note="shown as a person in everyday clothes",
    )


def _props_and_sets() -> None:
    learn(Role.PROP, "basketball", "basketball|ball|palla|pallone|palla da basket|pallone da basket")
    learn(
        Role.PROP,
        "basketball",
        "football|soccer ball|volleyball|pallone da calcio",
        note="shown as a basketball",
    )
    learn(Role.PROP, "hoop", "hoop|rim|backboard|net|basket|canestro|ferro|tabellone|board|retina")
    learn(
        Role.PROP,
        "paddleboard",
        "paddleboard|paddle board|paddle|sup|stand up paddleboard|tavola da paddle|tavola da sup|tavola galleggiante|floating board",
    )
    learn(
        Role.PROP,
        "paddleboard",
        "surfboard|surf board|raft|tavola da surf|tavola|zattera|boat|barca",
        note="shown as a paddleboard",
    )
    learn(Role.PROP, "skateboard", "skateboard|skate board|skate|deck|skateboards")
    learn(
        Role.PROP,
        "skateboard",
        "longboard|scooter|monopattino|hoverboard|bike|bicycle|bici|bicicletta",
        note="shown as a skateboard",
    )
    learn(
        Role.SET,
        "gym",
        "gym|gymnasium|palestra|basketball court|court|campo da basket|campo|arena|sports hall|palazzetto",
    )
    learn(Role.SET, "gym", "stadium|playground|stadio|cortile", note="shown as a school gym")
    learn(
        Role.SET,
        "sea",
        "sea|ocean|mare|oceano|water|acqua|open sea|mare aperto|waves|onde|wave|onda|bay|baia",
    )
    learn(
        Role.SET,
        "sea",
        "lake|river|pool|beach|lago|fiume|piscina|spiaggia|lagoon|laguna",
        note="shown as the open sea",
    )
    learn(
        Role.SET,
        "city",
        "city|street|town|road|downtown|città|strada|via|centro|avenue|boulevard|viale|sidewalk|marciapiede|urban",
    )
    learn(
        Role.SET,
        "city",
        "tokyo|new york|paris|london|rome|milan|san francisco|parigi|londra|roma|milano|market|mercato|plaza|piazza",
        note="shown as a generic city street with a lattice tower",
    )
    learn(
        Role.SET,
        "park",
        "park|garden|meadow|grass|lawn|parco|giardino|prato|erba|field|bench|panchina|tree|trees|albero|alberi",
    )
    learn(
        Role.SET,
        "park",
        "forest|countryside|mountain|mountains|foresta|bosco|campagna|montagna|montagne|hill|collina",
        note="shown as a park",
    )


def _actions() -> None:
    learn(
        Role.ACTION,
        "shoot_basketball",
        "shoots|shoot|shooting|shot|throws|throw|throwing|tira|tiro|lancia|jump shot|free throw|tiro libero|three pointer|tiro da tre|slam|tirando",
    )
    learn(
        Role.ACTION,
        "shoot_basketball",
        "dunk|dunks|layup|schiaccia|schiacciata|dribbles|palleggia|plays basketball|gioca a basket|kicks|calcia",
        note="staged as a shot from the free-throw line",
    )
    learn(
        Role.ACTION,
        "backflip",
        "backflip|back flip|back-flip|backflips|backward somersault|salto mortale all'indietro|salto mortale|salto all'indietro|salto indietro|capriola all'indietro",
    )
    learn(
        Role.ACTION,
        "backflip",
        "flip|flips|somersault|somersaults|front flip|frontflip|dives|dive|diving|jumps|jump|salta|salto|capriola|tuffa|tuffo|tuffarsi|esegue",
        note="staged as a back-flip",
    )
    learn(
        Role.ACTION,
        "ride",
        "rides|ride|riding|skateboarding|skates|skating|rolls|rolling|cruises|cruising|skateboards|va|guida|cavalca|sfreccia|pattina|scivola|corre sullo skateboard|glides|gliding|zooms|whizzes",
    )
    learn(Role.ACTION, "wave", "waves hello|waves at|waving|greets|saluta|salutando|agita la mano")
    learn(
        Role.ACTION,
        "look",
        "looks around|looks|looking|watches|guarda|guardando|si guarda intorno|stands|standing|in piedi|waits|aspetta|sta",
    )
    learn(
        Role.OUTCOME,
        "miss",
        "misses|miss|missed|missing|airball|fails|fail|sbaglia|sbagliato|manca|mancato|fallisce|bounces off|rebounds|rebound|rimbalza|rimbalzo|rebounding|bounce|bounces|fuori",
    )
    learn(
        Role.OUTCOME,
        "success",
        "scores|score|scoring|makes it|goes in|swish|sinks|segna|centra|fa canestro|entra",
    )
    learn(
        Role.SPEECH,
        "say",
        "says|say|saying|said|shouts|shout|yells|whispers|asks|answers|dice|dicendo|grida|urla|sussurra|chiede|esclama|speaks|talks|parla|tells",
    )
    learn(
        Role.LOOK,
        "fall_in",
        "falls in|lands in|falls|lands|landing|splashes|splash|cade|atterra|schizzi|spruzzi|rocks|rocking|oscilla|tips|dondola",
        note="",
    )


def _light_and_camera() -> None:
    learn(Role.TIME, "sunset", "sunset|golden hour|dusk|evening|tramonto|sera|ora d'oro|crepuscolo")
    learn(Role.TIME, "dawn", "sunrise|dawn|morning|alba|mattina|mattino")
    learn(Role.TIME, "night", "night|midnight|moonlight|notte|mezzanotte|chiaro di luna")
    learn(
        Role.TIME,
        "day",
        "day|noon|daylight|afternoon|sunny|sun|giorno|mezzogiorno|pomeriggio|sole|soleggiato|soleggiata|daytime",
    )
    learn(Role.WEATHER, "clear", "clear sky|blue sky|cielo sereno|cielo azzurro")
    learn(
        Role.WEATHER,
        "windy",
        "windy|wind|stormy|storm|rough|choppy|ventoso|vento|tempesta|mosso|burrasca",
        note="staged as higher waves; the wind itself is not blown",
    )
    learn(Role.SIZE, "close", "close-up|close up|closeup|primo piano|portrait|ritratto")
    learn(Role.SIZE, "medium", "medium shot|mid shot|piano medio|mezzo busto|waist shot")
    learn(
        Role.SIZE,
        "wide",
        "wide shot|wide|wide angle|long shot|establishing shot|campo lungo|totale|panoramica",
    )
    learn(Role.MOVE, "follow", "tracking|tracking shot|follow|follows|following|segue|carrello|inseguimento")
    learn(Role.MOVE, "orbit", "orbit|orbits|orbiting|circles around|gira intorno|orbita")
    learn(Role.MOVE, "dolly_in", "dolly|dolly in|push in|pushes in|zoom in|zooms in|zoom|carrellata")
    learn(Role.MOVE, "pan", "pan|pans|panning|panoramica orizzontale")
    learn(Role.MOVE, "handheld", "handheld|hand-held|shaky|camera a mano|a mano")
    learn(Role.MOVE, "static", "static|still camera|tripod|fissa|camera fissa|cavalletto")
    learn(Role.ANGLE, "low", "low angle|from below|dal basso|low-angle")
    learn(Role.ANGLE, "high", "high angle|from above|dall'alto|bird's eye|drone|high-angle|aerial|aerea")
    learn(Role.STYLE, "anime", "anime|cartoon|manga|cartone animato|animated")
    learn(Role.STYLE, "cinematic", "cinematic|film|movie|cinematografico|cinematografica|35mm|35 mm|bokeh")
    learn(Role.STYLE, "realistic", "realistic|photorealistic|realistico|realistica|realism")


COLOURS = {
    "red": ("#c02a2a", "red|rosso|rossa|rossi|rosse|crimson|scarlet"),
    "blue": ("#1f5fbf", "blue|blu|azzurro|azzurra|azzurri|azzurre|navy"),
    "green": ("#2f8f4e", "green|verde|verdi"),
    "yellow": ("#e8c22e", "yellow|giallo|gialla|gialli|gialle"),
    "orange": ("#e6762a", "orange|arancione|arancioni|arancio"),
    "purple": ("#7b3fb0", "purple|violet|viola"),
    "pink": ("#e67aa6", "pink|rosa"),
    "black": ("#1d1d22", "black|nero|nera|neri|nere"),
    "white": ("#f2f0ea", "white|bianco|bianca|bianchi|bianche"),
    "grey": ("#8c9096", "grey|gray|grigio|grigia|grigi|grigie|silver|argento"),
    "brown": ("#7a4b2c", "brown|marrone|marroni"),
    "teal": ("#1f8f8f", "teal|turquoise|cyan|turchese|ciano"),
    "gold": ("#d8a531", "gold|golden|oro|dorato|dorata"),
}
GARMENTS = {
    "top": "shirt|t-shirt|tshirt|jersey|top|sweater|hoodie|jacket|maglia|maglietta|camicia|felpa|giacca|canotta|uniform|divisa",
    "bottom": "shorts|pants|trousers|jeans|skirt|swimsuit|trunks|pantaloni|pantaloncini|gonna|costume",
    "shoes": "shoes|sneakers|trainers|boots|scarpe|scarpette|stivali",
    "hair": "hair|haired|capelli",
    "eyes": "eyes|eyed|occhi",
}
LOOKS = {
    "hair=#d8b25a": "blonde|blond|biondo|bionda",
    "hair=#2a1a12": "brunette|dark-haired|castano|castana|moro|mora",
    "hair=#a8452a": "redhead|red-haired|ginger",
    "hair_style=long": "long hair|long-haired|capelli lunghi",
    "hair_style=curly": "curly|curly hair|curly-haired|riccio|riccia|ricci|afro",
    "hair_style=bald": "bald|calvo|calva|pelato",
    "hair_style=bun": "bun|chignon",
    "beard=1": "beard|bearded|barba|barbuto",
    "glasses=1": "glasses|occhiali",
    "age=old": "old|elderly|aged",
    "age=child": "young|little|small|giovane|piccolo|piccola",
    "build=strong": "strong|muscular|athletic|muscoloso|muscolosa|forte|atletico|atletica|tall|alto|alta",
    "build=round": "chubby|fat|round|grasso|grassa|paffuto",
    "build=slim": "slim|thin|skinny|magro|magra|snello|snella",
}


def _appearance() -> None:
    for hexadecimal, words in COLOURS.values():
        learn(Role.COLOUR, hexadecimal, words)
    for field, words in GARMENTS.items():
        learn(Role.GARMENT, field, words)
    for change, words in LOOKS.items():
        learn(Role.LOOK, change, words)


for teach in (_actors, _props_and_sets, _actions, _light_and_camera, _appearance):
    teach()

ITALIAN = frozenset(
    [
        "il",
        "lo",
        "la",
        "i",
        "gli",
        "le",
        "un",
        "uno",
        "una",
        "di",
        "da",
        "in",
        "con",
        "su",
        "per",
        "tra",
        "fra",
        "e",
        "ed",
        "o",
        "ma",
        "che",
        "chi",
        "non",
        "si",
        "è",
        "del",
        "dello",
        "della",
        "dei",
        "degli",
        "delle",
        "al",
        "allo",
        "alla",
        "ai",
        "agli",
        "alle",
        "dal",
        "dallo",
        "dalla",
        "dai",
        "nel",
        "nello",
        "nella",
        "nei",
        "sul",
        "sullo",
        "sulla",
        "sui",
        "col",
        "mentre",
        "poi",
        "come",
        "più",
        "molto",
        "suo",
        "sua",
        "suoi",
        "sue",
        "questo",
        "questa",
        "quel",
        "quella",
        "dice",
        "c'è",
        "sono",
        "ha",
        "all'",
        "dell'",
        "nell'",
        "sull'",
        "un'",
    ]
)
ENGLISH = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "on",
        "in",
        "at",
        "to",
        "with",
        "and",
        "or",
        "but",
        "that",
        "who",
        "which",
        "is",
        "are",
        "was",
        "be",
        "by",
        "for",
        "from",
        "as",
        "it",
        "its",
        "his",
        "her",
        "their",
        "this",
        "these",
        "those",
        "while",
        "then",
        "through",
        "over",
        "under",
        "up",
        "down",
        "off",
        "out",
        "into",
        "onto",
        "around",
        "across",
        "along",
        "after",
        "before",
        "very",
        "just",
        "there",
        "has",
        "have",
        "had",
        "does",
        "do",
        "not",
        "no",
        "he",
        "she",
        "they",
        "him",
        "them",
    ]
)
STRUCTURE = ITALIAN | ENGLISH
LONGEST = max(len(phrase) for phrase in PHRASES)
