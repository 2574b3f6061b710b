"""Props, colours and numbers."""

from __future__ import annotations

from ..model import Mark
from . import Kind, Table, entries

COLOURS = {
    "red": "#c4282d", "blue": "#2459b8", "light_blue": "#7db8e8", "green": "#2f8a4c", "yellow": "#f0c52f",
    "orange": "#e8762c", "purple": "#7146a8", "pink": "#ea86ab", "white": "#f4f2ec", "black": "#1e1e22",
    "grey": "#85878c", "brown": "#6e452b", "turquoise": "#2fb0a8", "gold": "#d6a532", "silver": "#c2c6cc",
    "navy": "#1f2d54", "beige": "#dcc9a3",
}  # fmt: skip
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "many": 12}


@entries(Kind.PROP)
def props() -> Table:
    """Things that the world builds."""
    return {
        "basketball": "basketball|pallone da basket, palla da basket, basket, pallacanestro",
        "ball": "ball|pallone, palla",
        "board": "board|tavola",
        "hoop": "hoop, basketball hoop, basket, rim, net, backboard, back board"
        "|canestro, tabellone, ferro, retina",
        "paddleboard": "paddleboard, paddle board, sup, sup board, stand up paddleboard, stand up paddle board"
        "|tavola da paddle, tavola da sup, paddle, tavola da paddleboard",
        "skateboard": "skateboard, skate board, skate|skateboard, skate, tavola da skate",
    }


@entries(Kind.PROP)
def shelf() -> Table:
    """Everyday things of `world/props/shelf.toml`."""
    return {
        "chair": "chair|sedia, sedie",
        "armchair": "armchair|poltrona",
        "sofa": "sofa, couch|divano",
        "bed": "bed|letto",
        "table": "table|tavolo, tavoli",
        "lamp": "lamp, floor lamp|lampada",
        "television": "television, tv|televisione, televisore",
        "book": "book, novel|libro, libri",
        "laptop": "laptop, computer|computer, portatile",
        "phone": "smartphone, mobile phone, cell phone|telefono, cellulare",
        "cup": "cup, mug, coffee, tea|tazza, tazze, tazzina, caffè, tè",
        "glass": "glass of juice, juice, glass of water|bicchiere, succo",
        "bottle": "bottle|bottiglia",
        "cake": "cake, birthday cake|torta",
        "football": "football, soccer ball, soccer|pallone da calcio",
        "goal": "goal, soccer goal|porta da calcio",
        "balloon": "balloon|palloncino, palloncini",
        "umbrella": "umbrella|ombrello, ombrelli",
        "guitar": "guitar|chitarra",
        "drums": "drums, drum kit|batteria, tamburi",
        "piano": "piano|pianoforte",
        "microphone": "microphone|microfono",
        "gift": "gift, present, gift box|regalo, regali, pacco regalo",
        "box": "box, crate, cardboard box|scatola, scatole, scatolone, cassa",
        "barrel": "barrel|botte, barile",
        "suitcase": "suitcase, luggage|valigia, valigie",
        "christmas_tree": "christmas tree|albero di natale",
        "snowman": "snowman|pupazzo di neve",
        "campfire": "campfire, bonfire, fire|falò, fuoco",
        "tent": "tent|tenda, tenda da campeggio",
        "rock": "rock, boulder|roccia, masso",
        "fence": "fence|staccionata, recinto",
        "car": "car, automobile, sports car, sedan|macchina, auto, automobile",
        "taxi": "taxi, cab|tassì",
        "bus": "bus, coach|autobus, pullman",
        "truck": "truck, lorry|camion",
        "tractor": "tractor|trattore",
        "bicycle": "bicycle, bike|bicicletta, bici",
        "motorcycle": "motorcycle, motorbike, vespa|motocicletta, moto, vespa",
        "boat": "boat, rowing boat|barca, barche",
        "sailboat": "sailboat, sailing boat, yacht|barca a vela",
        "rocket": "rocket|razzo, razzi",
        "plane": "plane, airplane, aeroplane|aereo, aeroplano",
        "ufo": "ufo, flying saucer|ufo, disco volante",
        "hat": "hat|cappello, cappelli",
        "top_hat": "top hat|cilindro",
        "crown": "crown|corona",
        "party_hat": "party hat|cappellino da festa",
    }


@entries(Kind.PROP, Mark.APPROXIMATED, "shown as a {}")
def props_near() -> Table:
    """Things that a built one may stand in for."""
    return {
        "ball": "baseball, rugby ball|palla da baseball, pallone da rugby",
        "hoop": "target|bersaglio",
        "paddleboard": "bodyboard, wakeboard, windsurf, air mattress|materassino",
        "skateboard": "longboard, roller skates, hoverboard|longboard, pattini",
    }


@entries(Kind.COLOUR)
def colours() -> Table:
    """Names of colours; the meaning is a key of `COLOURS`."""
    return {
        "red": "red, scarlet, crimson|rosso, rossa, rossi, rosse",
        "blue": "blue|blu",
        "light_blue": "light blue, sky blue|azzurro, azzurra, azzurri, azzurre, celeste",
        "green": "green|verde, verdi",
        "yellow": "yellow|giallo, gialla, gialli, gialle",
        "orange": "orange|arancione, arancioni",
        "purple": "purple, violet|viola",
        "pink": "pink|rosa",
        "white": "white|bianco, bianca, bianchi, bianche",
        "black": "black|nero, nera, neri, nere",
        "grey": "grey, gray|grigio, grigia, grigi, grigie",
        "brown": "brown|marrone, marroni",
        "turquoise": "turquoise, teal, cyan|turchese",
        "gold": "gold, golden|dorato, dorata, oro",
        "silver": "silver|argento, argentato",
        "navy": "navy, dark blue|blu scuro",
        "beige": "beige, cream|beige",
    }


@entries(Kind.NUMBER)
def numbers() -> Table:
    """How many; the meaning is a key of `NUMBERS`."""
    return {
        "one": "one, 1, single",
        "two": "two, 2, pair of|due",
        "three": "three, 3|tre",
        "four": "four, 4|quattro",
        "five": "five, 5|cinque",
        "six": "six, 6|sei",
        "ten": "ten, 10|dieci",
        "many": "many, several, crowd of, dozen, hundred|molti, molte, tanti, tante, decine di",
    }
