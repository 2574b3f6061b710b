"""What the pictures of toys need said by hand: which are things, how large, what words mean first."""

from __future__ import annotations

from .vocabulary import plain

# Groups of emojibase: animals and plants, food, travel and places, activities, objects; by subgroups
# also costumed faces (ghost, alien), creatures of tales (zombie, mermaid).
GROUPS = frozenset({3, 4, 5, 6, 7})
COSTUMES, TALES = 11, 26
THINGS = frozenset(("skull",))  # of no such group
SKIPPED_LABELS = (
    " suit",
    "o’clock",
    "thirty",
    " moon",
    "card",
    "muted",
    "speaker",
    "yen",
    "e-mail",
    "map of",
    "slash",
)

TYPICAL = 0.6
# Metres across, by subgroup: typical sizes of what they show.
SIZES = {
    34: 1.0, 38: 0.8, 39: 0.3, 40: 0.5, 41: 1.0,
    **dict.fromkeys((42, 43, 44, 45, 46, 47), 0.32), 48: 0.3, 49: 0.6, 50: 5.0, 51: 5.0, 52: 5.0, 53: 3.5,
    54: 1.9, 55: 2.4, 56: 2.2, 57: 0.7, 58: 0.5, 59: 1.2, 60: 0.7, 61: 0.4, 62: 0.5, 63: 0.5, 64: 0.5,
    65: 0.45, 66: 0.5, 67: 0.5, 68: 0.9, 69: 0.3, 70: 0.5, 71: 0.45, 72: 0.35, 73: 0.35, 74: 0.35, 75: 0.35,
    76: 0.35, 77: 0.3, 78: 0.5, 79: 0.5, 80: 0.4, 81: 0.8, COSTUMES: 1.3, TALES: 1.6,
}  # fmt: skip
# By the English label, where the subgroup says too little.
LARGE = {
    "dragon": 2.2, "T-Rex": 2.8, "sauropod": 3.5, "elephant": 2.4, "mammoth": 2.6, "giraffe": 3.4,
    "horse": 1.8, "whale": 3.0, "spouting whale": 3.0, "shark": 2.0, "mouse": 0.3, "hamster": 0.3,
    "chipmunk": 0.3, "rocket": 3.0, "camel": 2.0, "gorilla": 1.6, "bear": 1.5, "ant": 0.2, "crocodile": 1.4,
    "deciduous tree": 3.5, "Christmas tree": 2.6, "evergreen tree": 3.5, "palm tree": 3.5, "airplane": 4.0,
    "ship": 4.5, "locomotive": 3.0, "train": 3.0, "volcano": 6.0, "umbrella": 0.9, "snowman": 1.4,
    "flying saucer": 2.2, "satellite": 1.6, "tent": 1.8, "fountain": 2.0, "fairy": 0.6, "unicorn": 1.6,
    "cow": 1.6, "rhinoceros": 2.0, "hippopotamus": 2.0, "bathtub": 1.5, "bed": 1.6, "couch and lamp": 1.6,
    "door": 2.0, "elevator": 2.0, "coffin": 1.8, "ladder": 2.0, "balloon": 0.5, "anchor": 1.2,
    "skateboard": 0.8, "brick": 0.3, "rock": 0.6, "wood": 0.8, "seat": 0.9, "parachute": 2.5,
    "crystal ball": 0.4, "syringe": 0.3, "feather": 0.25, "rose": 0.4, "maple leaf": 0.25,
    "fallen leaf": 0.25,
}  # fmt: skip
# What a word means first, by the English label; what follows the bar is Italian.
FIRST = {
    "airplane": "plane, aeroplane, jet|aereo, aeroplano",
    "automobile": "car|macchina, auto, automobile",
    "backpack": "|zaino",
    "beer mug": "beer|birra",
    "billed cap": "cap, baseball cap|cappellino, berretto",
    "birthday cake": "cake|torta",
    "blue book": "book|libro, quaderno",
    "bottle with popping cork": "bottle|bottiglia",
    "bowl with spoon": "bowl|ciotola, scodella",
    "bread": "|pane",
    "bus": "|autobus, bus",
    "chains": "chain|catena",
    "chocolate bar": "chocolate|cioccolato, cioccolata, tavoletta",
    "crystal ball": "|palla di vetro, sfera di cristallo",
    "dagger": "sword, knight's sword, blade|spada, pugnale",
    "deciduous tree": "tree|albero",
    "ear of corn": "corn, maize|mais, pannocchia",
    "envelope": "letter|lettera, busta",
    "flying saucer": "ufo, spacecraft|ufo, disco volante",
    "game die": "dice, die|dado, dadi",
    "gem stone": "diamond, gem, jewel, ruby, emerald|diamante, gemma, gioiello, rubino, smeraldo",
    "glass of milk": "|latte",
    "globe showing Europe-Africa": "globe, planet earth|mappamondo, globo",
    "hibiscus": "flower|fiore",
    "hiking boot": "boot|stivale, scarpone",
    "honey pot": "honey|miele, barattolo",
    "horizontal traffic light": "traffic light|semaforo",
    "hot beverage": "coffee, tea, cup|caffè, tè, tazza, tazzina",
    "jack-o-lantern": "pumpkin|zucca",
    "jeans": "pants, trousers|pantaloni",
    "light bulb": "lightbulb, bulb|",
    "luggage": "suitcase, baggage|valigia",
    "magic wand": "wand|bacchetta",
    "man mage": "wizard, sorcerer|mago",
    "mantelpiece clock": "clock|orologio",
    "mermaid": "|sirena",
    "mirror ball": "disco ball, glitter ball|palla da discoteca, palla stroboscopica",
    "moai": "statue|statua",
    "money bag": "money, sack|soldi, sacco",
    "nut and bolt": "bolt, nut|bullone",
    "package": "box, crate, carton|scatola, pacco, scatolone, cassa",
    "palm tree": "palm|palma",
    "performing arts": "mask, theatre mask|maschera",
    "pot of food": "pot, saucepan|pentola",
    "rocket": "spaceship, space ship|astronave, navicella, navicella spaziale",
    "running shoe": "shoe, sneaker|scarpa",
    "sailboat": "|barca, barca a vela",
    "Santa Claus": "santa, father christmas|babbo natale",
    "skull": "skeleton|scheletro",
    "snow-capped mountain": "|montagna",
    "soft ice cream": "ice cream, gelato|gelato",
    "spiral shell": "shell, seashell|conchiglia",
    "T-Rex": "dinosaur, dino|dinosauro",
    "t-shirt": "shirt, tee shirt|maglietta, maglia, camicia",
    "teddy bear": "stuffed animal, plush toy|orsacchiotto, orsetto, peluche",
    "top hat": "hat|cappello",
    "wastebasket": "trash, trash can, bin, garbage can|cestino, bidone",
    "wine glass": "wine, goblet|vino, calice",
    "woman mage": "witch, sorceress|strega",
    "world map": "map|mappa, cartina",
    "wrapped gift": "gift, present|regalo, pacchetto",
}
# Words that describe, tell or do rather than name; a picture of them would be a guess.
_VAGUE = (
    "pirate pirata astronaut astronauta disco sign toy puppet lava "
    "cold hot cool fun time light dark love good new old bad weather nature animal food drink place "
    "travel event object sport game play color colour music soft sweet fresh wild happy sad night day "
    "morning evening high low up down big small long short red blue green yellow white black beautiful "
    "pretty cute nice great little world life home party work end top on off back front side family "
    "middle right left first last best only detailed shiny bright realistic quality face head hand foot "
    "body hair eye arm leg sky sun moon star stars rain snow wind fog cloud clouds open close shut drop "
    "jump stop turn build clean cut paint draw cook fish shop camp write mail mark check free way air "
    "ground art idea power energy motion speed magic summer spring autumn winter birth death war peace "
    "heart luck market french italian american japanese america japan direction victory holiday birthday "
    "sound bone colorful colourful news caldo freddo bello bella nuovo vecchio buono cattivo tempo luce "
    "amore gioco natura animale cibo posto viaggio sera mattina notte giorno alto basso lungo corto mondo "
    "vita famiglia festa lavoro fine colore piccolo grande cielo sole luna stella stelle viso testa mano "
    "piede corpo capelli occhi pioggia neve vento nebbia nuvole storia paura gioia ghiaccio aria terra "
    "guerra pace cuore piano salta porta pesca estate inverno primavera autunno morte nascita fortuna "
    "energia velocità magia primo prima ultimo ultima vittoria vacanza suono direzione mercato francese "
    "italiano arte notizie libertà sogno forza acqua pausa riposo corsa gara "
)
VAGUE = frozenset(plain(word) for word in _VAGUE.split())
# Words on -ing that name things.
THINGS_ON_ING = frozenset(
    ("ring", "king", "string", "earring", "wing", "painting", "pudding", "sling", "sibling")
)
