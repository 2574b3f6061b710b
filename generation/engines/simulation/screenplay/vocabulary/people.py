"""People, what they wear and what they look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..model import Mark
from . import Kind, Table, entries


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of person: `voice` "low" for men, "high" for women and children, "mid" when unsaid.

    `wears` holds fields of the appearance by which an office is told: the colours of its clothes, its costume.
    """

    voice: Literal["low", "mid", "high"] = "mid"
    age: Literal["child", "teen", "adult", "old"] = "adult"
    label: str = ""
    wears: Mapping[str, str] = field(default_factory=dict)


def _office(
    label: str,
    top: str,
    bottom: str,
    shoes: str = "#1e1e22",
    voice: Literal["low", "mid", "high"] = "mid",
    **other: str,
) -> Sort:
    return Sort(voice, label=label, wears={"top": top, "bottom": bottom, "shoes": shoes, **other})


SORTS = {
    "person": Sort(),
    "man": Sort("low"),
    "woman": Sort("high"),
    "boy": Sort("high", "child"),
    "girl": Sort("high", "child"),
    "child": Sort("high", "child"),
    "teenager": Sort("mid", "teen"),
    "old_man": Sort("low", "old", "old man"),
    "old_woman": Sort("high", "old", "old woman"),
    "basketball_player": Sort(label="basketball player"),
    "football_player": Sort(label="player"),
    "chef": _office("chef", "#f6f4ee", "#2b2b30", costume="chef"),
    "doctor": _office("doctor", "#f4f6f7", "#3f5d73", "#f2f2f2", costume="doctor"),
    "nurse": _office("nurse", "#9cc9d9", "#9cc9d9", "#f2f2f2", costume="nurse"),
    "police_officer": _office("police officer", "#1f2f57", "#182343", costume="police_officer"),
    "firefighter": _office("firefighter", "#c7a12c", "#2e2a24", costume="firefighter"),
    "astronaut": _office("astronaut", "#eef0f2", "#eef0f2", "#d9dde0", costume="astronaut"),
    "knight": _office("knight", "#9aa0a8", "#868c94", "#6f757c", costume="knight"),
    "wizard": _office(
        "wizard", "#4b2f86", "#3a2468", beard="true", hair="#e4e1da", hair_style="long", costume="wizard"
    ),
    "magician": _office("magician", "#17171c", "#17171c", costume="magician"),
    "ninja": _office("ninja", "#141418", "#141418", costume="ninja"),
    "pirate": _office("pirate", "#8f2026", "#2b2320", "#3a2417", beard="true", costume="pirate"),
    "farmer": _office("farmer", "#a63a2e", "#34507a", "#4a3322", costume="farmer"),
    "builder": _office("builder", "#e8762c", "#4b4f57", "#6b4423", costume="builder"),
    "fisher": _office("fisherman", "#e0b52e", "#c79a22", "#2f4a3a", costume="fisher"),
    "skier": _office("skier", "#2b6fb8", "#1d2a44", "#f2f2f2", costume="skier"),
    "santa": _office(
        "Santa",
        "#b3202a",
        "#b3202a",
        voice="low",
        beard="true",
        hair="#f2f0ea",
        build="round",
        costume="santa",
    ),
    "king": _office("king", "#7a1f3d", "#4a1730", voice="low", beard="true", costume="king"),
    "queen": _office("queen", "#5b2a86", "#5b2a86", voice="high", hair_style="bun", costume="queen"),
    "cowboy": _office("cowboy", "#c9a06a", "#34507a", "#4a3322", costume="cowboy"),
    "detective": _office("detective", "#a88c5f", "#3d3a36", "#2b2620", costume="detective"),
    "soldier": _office("soldier", "#4d5636", "#4d5636", "#2b2620", costume="soldier"),
    "superhero": _office("superhero", "#2459b8", "#2459b8", "#c4282d", build="strong", costume="superhero"),
    "clown": _office("clown", "#f0c52f", "#2459b8", "#c4282d", hair_style="bald", costume="clown"),
    "waiter": _office("waiter", "#f4f2ec", "#17171c", costume="waiter"),
    "boxer": _office("boxer", "#c4282d", "#c4282d", build="strong", costume="boxer"),
    "dancer": _office("dancer", "#f3b6cd", "#f3b6cd", "#f3b6cd", hair_style="bun", costume="ballerina"),
    "princess": _office(
        "princess", "#e08fb4", "#e08fb4", voice="high", hair_style="long", costume="princess"
    ),
    "witch": _office("witch", "#2b2038", "#2b2038", voice="high", hair_style="long", costume="witch"),
    "robot": _office(
        "robot",
        "#aab4be",
        "#8f99a3",
        "#5f6872",
        voice="low",
        skin="#c3cad1",
        hair="#c3cad1",
        hair_style="bald",
        eyes="#3d6b8f",
        costume="robot",
    ),
    "surfer": Sort(label="surfer", wears={"top": "#1f2d54", "bottom": "#1f2d54"}),
    "violinist": _office("violinist", "#17171c", "#17171c"),
    "guitarist": _office("guitarist", "#2b2b30", "#34507a"),
    "pianist": _office("pianist", "#17171c", "#17171c"),
    "drummer": _office("drummer", "#8f2026", "#2b2b30"),
    "passenger": Sort(label="passenger"),
    "family": Sort(label="family"),
}
MEN = {"man", "boy", "old_man", "santa", "king", "wizard", "pirate", "knight", "fisher", "cowboy"}
WOMEN = {"woman", "girl", "old_woman", "queen", "princess", "witch", "dancer"}
HATTED = {
    "chef", "police_officer", "firefighter", "builder", "cowboy", "farmer", "fisher", "santa", "wizard", "witch", "magician",
    "robot", "detective", "soldier", "skier", "knight", "ninja", "pirate", "king", "astronaut",
}  # fmt: skip
PLURALS = {
    "people": 2, "friends": 2, "men": 2, "women": 2, "couple": 2, "coppia": 2, "amici": 2, "persone": 2, "children": 3,
    "kids": 3, "bambini": 3, "ragazzi": 3, "boys": 2, "girls": 2, "teenagers": 3, "passengers": 2, "passeggeri": 2,
    "players": 2, "dancers": 2, "family": 3, "famiglia": 3, "crowd": 5, "folla": 5, "robots": 2, "surfers": 2, "surfisti": 2, "team": 4, "squadra": 4,
    "students": 3, "studenti": 3, "knights": 2, "pirates": 2, "astronauts": 2, "chefs": 2, "audience": 5, "spectators": 4, "spettatori": 4, "pubblico": 5, "tourists": 2, "turisti": 2,
}  # fmt: skip


@entries(Kind.PERSON)
def people() -> Table:
    """People that the world builds."""
    return {
        "person": "person, people, human, someone, somebody, friend, friends, adult, student, students"
        "|persona, persone, qualcuno, essere umano, adulto, amico, amici, tizio",
        "man": "man, men, guy, gentleman, dude, male, father, dad, brother"
        "|uomo, uomini, signore, ragazzo, papà, padre, fratello",
        "woman": "woman, women, lady, female, mother, mum, mom, sister|donna, donne, signora, ragazza, mamma, madre",
        "robot": "robot, robots, android, humanoid robot, automaton|robot, androide, automa",
        "surfer": "surfer, surfers|surfista, surfisti",
        "boy": "boy, boys|bambino",
        "girl": "girl, girls|bambina",
        "child": "child, children, kid, kids, toddler|bambini, bimbo, bimba",
        "teenager": "teenager, teenagers, teen, youth|adolescente, ragazzi",
        "old_man": "grandfather, grandpa|nonno, vecchietto",
        "old_woman": "grandmother, grandma, granny|nonna, vecchietta",
        "basketball_player": "basketball player, basketballer, basketball star"
        "|giocatore di basket, giocatrice di basket, cestista, giocatore di pallacanestro",
    }


@entries(Kind.PERSON)
def offices() -> Table:
    """People whose office shows in a costume."""
    return {
        "chef": "chef, chefs, baker, pastry chef|cuoco, cuoca, fornaio, pizzaiolo",
        "doctor": "doctor, surgeon, scientist, dentist, vet|medico, dottore, dottoressa, scienziato, scienziata",
        "nurse": "nurse|infermiere, infermiera",
        "police_officer": "police officer, policeman, policewoman, cop|poliziotto, poliziotta, vigile",
        "firefighter": "firefighter, fireman, firewoman|pompiere, vigile del fuoco",
        "astronaut": "astronaut, astronauts, cosmonaut|astronauta, astronauti",
        "knight": "knight, knights, knight in armor, knight in armour|cavaliere, cavalieri",
        "wizard": "wizard, sorcerer|stregone",
        "magician": "magician, illusionist|mago, maga, illusionista, prestigiatore",
        "ninja": "ninja|ninja",
        "pirate": "pirate, pirates|pirata, pirati",
        "farmer": "farmer|contadino, contadina",
        "builder": "builder, construction worker, worker, workman|muratore, operaio, operaia",
        "fisher": "fisherman, fisher, angler|pescatore",
        "skier": "skier, snowboarder|sciatore, sciatrice",
        "santa": "santa claus, father christmas|babbo natale",
        "king": "king|re",
        "queen": "queen|regina",
        "cowboy": "cowboy, cowgirl, sheriff|cowboy, sceriffo",
        "detective": "detective, spy, sleuth|detective, investigatore, spia",
        "soldier": "soldier, soldiers, army officer|soldato, soldati",
        "superhero": "superhero, superheroine, super hero|supereroe, supereroina",
        "clown": "clown, clowns, jester|pagliaccio, clown, giullare",
        "waiter": "waiter, waitress, butler, bartender|cameriere, cameriera, maggiordomo, barista",
        "boxer": "boxer, boxers|pugile, pugili",
        "dancer": "ballerina, ballet dancer, ballet dancers|ballerina, ballerine",
        "princess": "princess, princesses, fairy|principessa, principesse, fata",
        "witch": "witch, witches|strega, streghe",
    }


@entries(Kind.PERSON, Mark.APPROXIMATED, "told by the colours of the clothes")
def musicians() -> Table:
    """People who are told by what they play."""
    return {
        "violinist": "violinist, cellist, fiddler|violinista, violoncellista",
        "guitarist": "guitarist, guitar player, bassist|chitarrista, bassista",
        "pianist": "pianist, piano player|pianista",
        "drummer": "drummer|batterista",
    }


@entries(Kind.PERSON, Mark.APPROXIMATED, "shown as a few people")
def companies() -> Table:
    """Words for many, of whom some are shown."""
    return {
        "person": "crowd, team, audience, spectators|folla, squadra, pubblico, spettatori",
        "family": "family|famiglia",
    }


@entries(Kind.PERSON, Mark.APPROXIMATED, "shown as a person in everyday clothes")
def people_near() -> Table:
    """People whose costume or office is not built."""
    return {
        "person": "athlete, gymnast, acrobat, surfer, paddleboarder, paddler, swimmer, diver, skater, "
        "skateboarder, singer, dancer, dancers, teacher, artist, tourist, musician, composer, painter, juggler, "
        "explorer, traveller, character, hero, player, players, speaker, presenter, shooter, couple"
        "|atleta, ginnasta, acrobata, surfista, nuotatore, nuotatrice, tuffatore, cantante, "
        "ballerino, insegnante, artista, turista, musicista, pittore, pittrice, giocoliere, personaggio, giocatore, giocatrice, eroe, coppia",
        "passenger": "passenger, passengers|passeggero, passeggera, passeggeri",
        "man": "prince, actor, businessman, delivery man, postman, mailman|principe, attore, fattorino, postino, corriere",
        "woman": "actress, mermaid, businesswoman|attrice, sirena",
        "football_player": "football player, soccer player, footballer, striker, tennis player, volleyball player, "
        "baseball player|calciatore, calciatrice, tennista, pallavolista",
    }


@entries(Kind.PERSON, Mark.APPROXIMATED, "shown as a {}")
def offices_near() -> Table:
    """Offices that another costume may stand in for."""
    return {
        "knight": "samurai, gladiator, viking, warrior|samurai, gladiatore, vichingo, guerriero, guerriera",
        "doctor": "professor, chemist, pharmacist|professore, professoressa, chimico, farmacista",
        "builder": "mechanic, plumber, electrician, carpenter, miner|meccanico, idraulico, elettricista, falegname",
        "fisher": "sailor, captain|marinaio, capitano",
        "superhero": "superman, batman, spiderman, supergirl|superman, batman, uomo ragno",
        "wizard": "druid, merlin, elf|druido, mago merlino, elfo",
        "police_officer": "guard, security guard|guardia, carabiniere",
    }


@entries(Kind.WEARING)
def wearing() -> Table:
    """What a colour can be given to on a person; the meaning is the field of the appearance."""
    return {
        "top": "shirt, t shirt, tshirt, tee, tee shirt, jersey, top, hoodie, sweater, jumper, sweatshirt, tank top"
        "|maglietta, maglia, camicia, felpa, maglione, canotta, canottiera",
        "bottom": "shorts, pants, trousers, jeans, leggings, swim trunks|pantaloni, pantaloncini, calzoncini",
        "shoes": "shoes, sneakers, trainers, shoe|scarpe, scarpe da ginnastica",
        "hair": "hair, haired|capelli",
        "eyes": "eyes, eyed|occhi",
        "skin": "skin, skinned|pelle",
    }


@entries(Kind.WEARING, Mark.APPROXIMATED, "shown as plain clothes of that colour")
def wearing_near() -> Table:
    """Clothes whose cut is not built."""
    return {
        "top": "jacket, coat, blouse, dress, suit, uniform, vest, outfit, clothes, raincoat, wetsuit, bikini, swimsuit"
        "|giacca, cappotto, vestito, abito, uniforme, divisa, giubbotto, vestiti, impermeabile, muta, costume",
        "bottom": "skirt, sweatpants|gonna, tuta",
        "shoes": "boots, sandals|stivali, sandali",
    }


@entries(Kind.TRAIT)
def traits() -> Table:
    """What a person can be; the meaning is `field:value` of the appearance."""
    return {
        "age:old": "old, elderly, aged|vecchio, vecchia, anziano, anziana",
        "age:child": "little, small|piccolo, piccola",
        "age:teen": "teenage, young|giovane",
        "build:slim": "slim, thin, skinny, lean|magro, magra, snello, snella",
        "build:strong": "strong, muscular, athletic, buff, fit|forte, muscoloso, muscolosa, atletico, atletica",
        "build:round": "chubby, fat, round, plump, heavy|grasso, grassa, robusto, robusta, paffuto",
        "hair_style:long": "long haired, long hair|capelli lunghi, dai capelli lunghi",
        "hair_style:short": "short haired, short hair|capelli corti",
        "hair_style:curly": "curly, curly haired, curly hair, afro|ricci, riccio, riccia, capelli ricci, riccioluto",
        "hair_style:bun": "bun, hair bun|chignon, crocchia",
        "hair_style:bald": "bald, shaved head|calvo, calva, pelato, pelata",
        "hair:#e3c27a": "blonde, blond|biondo, bionda, biondi",
        "hair:#3a2417": "brunette|castano, castana, bruno, bruna, castani",
        "hair:#a8431d": "redhead, ginger|dai capelli rossi, rosso di capelli",
        "beard:true": "beard, bearded|barba, barbuto, con la barba",
        "glasses:true": "glasses, spectacles, eyeglasses|occhiali",
        "bare_chest:true": "shirtless, bare chested|a torso nudo",
        "skin:#f0c9a8": "pale, fair skinned, caucasian|pallido, pallida, carnagione chiara",
        "skin:#b97f55": "tanned, brown skinned, latino, latina, hispanic, indian|abbronzato, abbronzata, indiano, indiana",
        "skin:#6b4228": "dark skinned, african, african american|africano, africana, carnagione scura",
        "skin:#e0b088": "asian, japanese, chinese, korean|asiatico, asiatica, giapponese, cinese, coreano, coreana",
    }
