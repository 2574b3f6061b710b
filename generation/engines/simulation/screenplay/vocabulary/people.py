"""People, what they wear and what they look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..model import Mark
from . import Kind, Table, entries


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of person: `voice` "low" for men, "high" for women and children, "mid" when unsaid."""

    voice: Literal["low", "mid", "high"] = "mid"
    age: Literal["child", "teen", "adult", "old"] = "adult"
    label: str = ""


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
}
MEN = {"man", "boy", "old_man"}
WOMEN = {"woman", "girl", "old_woman"}


@entries(Kind.PERSON)
def people() -> Table:
    """People that the world builds."""
    return {
        "person": "person, people, human, someone, somebody, friend, adult, student"
        "|persona, persone, qualcuno, essere umano, adulto, amico, amici, tizio",
        "man": "man, men, guy, gentleman, dude, male, father, dad, brother"
        "|uomo, uomini, signore, ragazzo, papà, padre, fratello",
        "woman": "woman, women, lady, female, mother, mum, mom, sister|donna, donne, signora, ragazza, mamma, madre",
        "boy": "boy|bambino",
        "girl": "girl|bambina",
        "child": "child, children, kid|bambini",
        "teenager": "teenager, teen, youth|adolescente, ragazzi",
        "old_man": "grandfather, grandpa|nonno, vecchietto",
        "old_woman": "grandmother, grandma, granny|nonna, vecchietta",
        "basketball_player": "basketball player, basketballer, basketball star"
        "|giocatore di basket, giocatrice di basket, cestista, giocatore di pallacanestro",
    }


@entries(Kind.PERSON, Mark.APPROXIMATED, "shown as a person in everyday clothes")
def people_near() -> Table:
    """People whose costume or office is not built."""
    return {
        "person": "athlete, gymnast, acrobat, surfer, paddleboarder, paddler, swimmer, diver, skater, "
        "skateboarder, singer, dancer, teacher, doctor, nurse, chef, detective, police officer, "
        "astronaut, knight, clown, wizard, superhero, soldier, artist, tourist, farmer, worker, "
        "pirate, ninja, samurai, scientist, character, hero, player, speaker, presenter, shooter, couple"
        "|atleta, ginnasta, acrobata, surfista, nuotatore, nuotatrice, tuffatore, cantante, ballerina, "
        "ballerino, insegnante, medico, cuoco, poliziotto, astronauta, cavaliere, mago, supereroe, soldato, "
        "artista, turista, contadino, pirata, scienziato, personaggio, giocatore, giocatrice, eroe, coppia",
        "man": "king, prince, policeman, fireman, cowboy, actor, waiter, boxer, santa claus, businessman"
        "|re, principe, pompiere, attore, cameriere, pugile, babbo natale",
        "woman": "queen, princess, policewoman, actress, witch, waitress, mermaid, businesswoman"
        "|regina, principessa, attrice, strega, cameriera, sirena",
        "football_player": "football player, soccer player, footballer, striker, tennis player, volleyball player, "
        "baseball player|calciatore, calciatrice, tennista, pallavolista",
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
