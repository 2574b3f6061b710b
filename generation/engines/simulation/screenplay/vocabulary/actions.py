"""What is done, how it ends, and how one says something."""

from __future__ import annotations

from ..model import Mark
from . import Kind, Table, entries


@entries(Kind.ACTION)
def actions() -> Table:
    """Actions that the physics knows."""
    return {
        "shoot_basketball": "free throw, jump shot, shoot a basketball, shoot the basketball, shoot the ball, "
        "basketball shot, shoots hoops, take a shot, shot at the basket, three pointer"
        "|tiro libero, tira a canestro, tiro a canestro, tirare a canestro, tiro da tre",
        "shoot": "shoot, shot, throw, threw|tira, tiro, lancia, lancio, tirare, lanciare",
        "backflip": "backflip, back flip, backward flip, backwards flip, flip backward, flip backwards, "
        "backward somersault, backwards somersault, back somersault, flip back"
        "|salto mortale all'indietro, salto mortale indietro, salto all'indietro, salto indietro, "
        "capriola all'indietro, capriola indietro, salto mortale all indietro",
        "ride": "ride, riding, rode, roll, skate, skateboarding, cruise, glide"
        "|cavalca, guida, va, sfreccia, pattina, corre sullo, in equilibrio",
        "wave": "wave, waving, wave at the camera, wave hello, greet"
        "|saluta, salutano, salutare, fa ciao, agita la mano",
        "look": "look around, look, look at the camera, gaze, watch"
        "|si guarda intorno, guarda, guarda in camera, guardano, osserva",
        "stand": "stand, stood, wait, pose, standing still, stand still"
        "|sta in piedi, in piedi, sta fermo, sta ferma, aspetta, fermo, ferma, posa",
        "talk": "talk, speak, spoke, chat|parla, parlano, parlare, chiacchiera",
    }


@entries(Kind.ACTION, Mark.APPROXIMATED, "shown as: {}")
def actions_near() -> Table:
    """Actions that a known one may stand in for."""
    return {
        "shoot_basketball": "dunk, slam dunk, layup, lay up, dribble, penalty, penalty kick"
        "|schiaccia, schiacciata, palleggia, calcio di rigore, rigore",
        "shoot": "kick, pass, toss|calcia, passa",
        "backflip": "somersault, flip, front flip, frontflip, cartwheel|salto mortale, capriola",
        "ride": "surf, surfing, balance|fa surf, si tiene in equilibrio",
        "wave": "high five, clap|applaude, batte le mani",
        "look": "stare, think, turn around|fissa, pensa",
        "talk": "sing, sang, laugh, present|canta, ride di gusto, presenta",
    }


@entries(Kind.OUTCOME)
def outcomes() -> Table:
    """Whether it works out."""
    return {
        "miss": "miss, missed, airball, air ball, fail, bounce off, bounces back, bounce back, rebound, brick, "
        "not go in, bounce out"
        "|sbaglia, sbagliato, sbagliare, fallisce, manca, mancato, rimbalza, rimbalzo, non entra, sbagliando",
        "success": "score, succeed, swish, make it, go in, make the shot, sink, nail it, nail, land, perfect, nothing but net"
        "|segna, riesce, fa canestro, entra, fa centro, perfetto, perfetta, riuscito",
    }


@entries(Kind.CUE)
def cues() -> Table:
    """What a staging shows besides its main action; the meaning is the staging's name."""
    return {
        "basketball": "bounce, bouncing, spin, free throw line, dribbling|rimbalzi, rimbalzando, lunetta",
        "backflip": "splash, rock, tip, fall into the water, fall in the water, sway, float, bob"
        "|spruzzo, spruzzi, schizzi, dondola, oscilla, galleggia, cade in acqua, finisce in acqua",
        "skating": "wheel, tail, ear, fur|ruote, coda, orecchie, pelo",
        "people": "blink, breathe, face, arm, hand, head, leg, gesture"
        "|sorride, sorridente, sorriso, respira, viso, volto, braccio, braccia, mano, mani, testa",
    }


@entries(Kind.SAYING)
def sayings() -> Table:
    """Verbs that bring in a spoken line."""
    return {
        "say": "say, said, tell, told, shout, yell, whisper, ask, reply, replies, answer, exclaim, announce, cry, "
        "mutter, scream, call out, add, state, voice over, narrate, dialogue, line"
        "|dice, dicono, disse, dicendo, urla, grida, sussurra, chiede, risponde, esclama, annuncia, "
        "mormora, aggiunge, racconta, domanda, dialogo, battuta",
    }


@entries(Kind.GREETING)
def greetings() -> Table:
    """Words that are spoken even without quotation marks; the meaning is what is said."""
    return {
        "Hello!": "hello",
        "Hi!": "hi",
        "Goodbye!": "goodbye, bye",
        "Good morning!": "good morning",
        "Thank you!": "thank you",
        "Ciao!": "|ciao",
        "Buongiorno!": "|buongiorno",
        "Arrivederci!": "|arrivederci",
        "Grazie!": "|grazie",
    }


@entries(Kind.LETTERING, Mark.NOT_STAGED, "lettering is not shown")
def lettering() -> Table:
    """Nouns after which quotation marks hold something written, not spoken."""
    return {
        "signboard": "sign, signboard, sign that reads, sign saying, banner, poster, billboard"
        "|cartello, cartello con scritto, insegna, striscione, manifesto",
        "title": "title, titled, title card, opening title, end title, caption, captioned, subtitle, lettering, text"
        "|titolo, titoli, intitolato, didascalia, sottotitolo, scritta in sovrimpressione, testo",
        "sign": "called, named, word, logo, label, reading|chiamato, chiamata, parola, scritta, etichetta",
    }


@entries(Kind.MANNER)
def manners() -> Table:
    """How something is done: how fast, in what temper, which way."""
    return {
        "slow": "slowly, slow, gently, leisurely, slow motion, in slow motion|al rallentatore, rallentatore, lentamente, piano, lento, lenta",
        "clumsy": "clumsily, clumsy, awkwardly, wobbly|goffamente, goffo, goffa, maldestro, maldestra, maldestramente",
        "proud": "proudly, proud, majestically, elegantly|fieramente, fiero, fiera, con orgoglio, elegantemente",
        "tired": "tiredly, tired, wearily, exhausted, sleepily|stancamente, stanco, stanca, esausto, esausta",
        "excited": "excitedly, energetically, enthusiastically, full of energy"
        "|con entusiasmo, con energia, pieno di energia, piena di energia",
        "careful": "carefully, cautiously, careful, nervously|con cautela, con attenzione, cautamente, nervosamente",
        "toward": "toward the camera, towards the camera, to the camera, toward us, towards us"
        "|verso la telecamera, verso di noi, verso la camera",
        "away": "away from the camera, away from us, into the distance, off into the sunset"
        "|in lontananza, verso l'orizzonte",
        "left": "to the left, leftwards, from right to left|verso sinistra, a sinistra, da destra a sinistra",
        "right": "to the right, rightwards, from left to right|verso destra, a destra, da sinistra a destra",
        "fast": "fast, quickly, quick, speeding, speed, at full speed, rapidly|veloce, velocemente, a tutta velocità",
    }
