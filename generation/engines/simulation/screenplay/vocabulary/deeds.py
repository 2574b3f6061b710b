"""What people, animals and things do in shots that are performed; the meaning is the name of the motion."""

from __future__ import annotations

from ..model import Mark
from . import Kind, Table, entries


@entries(Kind.ACTION)
def travelling() -> Table:
    """Going somewhere."""
    return {
        "walk": "walk, stroll, wander, walk along, go for a walk, come, came, enter, hike, approach, cross, arrive"
        "|cammina, camminano, camminare, camminando, passeggia, passeggiano, passeggiando, arriva, arrivano, entra, "
        "attraversa, si avvicina piano, porta a spasso, portano a spasso",
        "run": "run, ran, running, jog, race, sprint, rush, dash, hurry, gallop, flee, escape"
        "|corre, corrono, correre, correndo, galoppa, galoppano, scappa, scappano, fugge, si affretta",
        "chase": "chase, chases, pursue, run after, chased|insegue, inseguono, inseguire, inseguendo, rincorre, inseguito, inseguita, inseguiti, rincorso, rincorsa",
        "follow": "walk behind, go after|seguono, va dietro",
        "sneak": "sneak, tiptoe, creep, sneak up|si aggira furtivo, cammina in punta di piedi, striscia piano",
        "march": "march, parade|marcia, marciano, sfila, sfilano",
        "stumble": "stumble, stagger, trip, walk clumsily, wobble|inciampa, barcolla, traballa",
        "skip": "skip, prance, skip along, frolic|saltella, saltellano, saltellando",
        "push": "push, pull, drag|spinge, spingono, tira una, trascina",
        "crawl": "crawl, crawl on|striscia, gattona, strisciano",
        "swim": "swim, swam, swimming, paddle in|nuota, nuotano, nuotare, nuotando",
        "fly": "fly, flew, flies, flying, soar, hover, take flight, flap"
        "|vola, volano, volare, volando, si libra, svolazza",
        "skate": "ice skate, roller skate, skates on, figure skate|pattina sul ghiaccio, pattinano",
        "ski": "ski, skiing, go skiing|scia, sciano, sciare, sciando",
        "snowboard": "snowboard, snowboarding|fa snowboard",
        "surf": "surf, surfing, ride a wave, catch a wave|fa surf, surfa, cavalca un'onda",
        "drive": "drive, drove, driving, drives past, pass by, passes by, go by, goes by, pass through, passes through|guida, guidano, guidando, sfreccia, passa",
        "climb": "climb, climb up, scramble|arrampica, si arrampica, scala, salire",
        "cartwheel": "do a cartwheel, cartwheel|fa la ruota",
        "vault": "vault, leap over, jump over, hurdle|scavalca, salta sopra, volteggia",
        "waltz": "waltz, tango, dance the tango, dances the tango, dance together, slow dance"
        "|valzer, balla un valzer, tango, balla il tango, ballano il tango, ballano insieme, ballano un lento",
        "launch": "launch, lift off, blast off, take off|decolla, parte nello spazio, si alza in volo",
        "float": "float, drift, sail, bob|galleggia, naviga, fluttua, va alla deriva",
    }


@entries(Kind.ACTION)
def bodily() -> Table:
    """On the spot, with the whole body."""
    return {
        "jump": "jump, leap, jump up, jump for joy|salta, saltano, saltare, saltando, balza",
        "plunge": "dive, dive in, dive into, jump into the water, jump in the water, plunge, cannonball, "
        "do a cannonball, take a plunge|si tuffa, si tuffano, tuffarsi, fa un tuffo, tuffo, si butta in acqua, salta in acqua",
        "hop": "hop, bounce up and down|saltella su un piede",
        "flip": "front flip, frontflip, somersault, do a flip, flip"
        "|salto mortale, salto mortale in avanti, capriola, fa una capriola",
        "spin": "spin, twirl, pirouette, spin around, turn around, whirl|gira, piroetta, ruota su se stesso, volteggia",
        "star_jump": "jumping jacks, star jump|fa jumping jack",
        "handstand": "stand on hands, handstand|fa la verticale, verticale",
        "fall": "fall, fell, collapse, faint, fall over, fall down, drop to the ground, wipe out, wipes out, wiped out"
        "|cade, cadono, cadere, cadendo, crolla, sviene",
        "slide": "slide, slid, sliding, slide down|scivola giù, scivolano giù, scivolando, scivolano sul, scivola sullo",
        "slip": "slip, slip on|scivola, scivolano",
        "sit": "sit, sat, sit down, seated, sitting|siede, siedono, seduto, seduta, si siede, seduti",
        "lie": "lie, lies, lay down, lie down, lying|sdraiato, sdraiata, si sdraia, disteso, distesa, giace",
        "sleep": "sleep, slept, nap, doze, asleep, snore, fall asleep, falls asleep, fell asleep, falling asleep, doze off, dozes off"
        "|si addormenta, si addormentano, addormenta, addormentarsi, dorme, dormono, dormire, addormentato, russa",
        "kneel": "kneel, knelt|inginocchia, si inginocchia",
        "propose": "propose, proposes marriage|fa la proposta",
        "dance": "dance, dancing, boogie, groove, disco dance|balla, ballano, ballare, ballando, danza, danzano",
        "party": "party, rave|festeggiano insieme, fa festa",
        "ballet": "ballet, dance ballet|balletto, danza classica",
        "exercise": "exercise, squat, work out, train|si allena, fa ginnastica, fa squat",
        "push_up": "do push ups, push up, push ups|fa flessioni, flessioni",
        "stretch": "stretch, stretches|si stiracchia, stretching",
        "yoga": "do yoga, yoga, balance on one leg, practice yoga|fa yoga, yoga",
        "meditate": "meditate, pray|medita, prega",
        "box": "punch, box, fight, kickbox, shadow box|combatte, tira pugni, pugno, combattono, lotta",
        "lift": "lift, lift weights, raise, weightlift|solleva, sollevano, solleva pesi",
        "ride": "ride on|cavalca",
    }


@entries(Kind.ACTION)
def gestures() -> Table:
    """With hands and head."""
    return {
        "bow": "bow, take a bow, curtsy|inchina, si inchina",
        "clap": "clap, applaud, clap hands|applaude, applaudono, batte le mani",
        "point": "point, point at|indica, indicano",
        "nod": "nod|annuisce",
        "shake_head": "shake head, shakes his head, shakes her head|scuote la testa",
        "shrug": "shrug|alza le spalle, fa spallucce",
        "salute": "salute|saluto militare, fa il saluto",
        "think": "think, wonder, ponder|pensa, riflette, si chiede",
        "cheer": "cheer, celebrate, rejoice, win, hooray|esulta, esultano, festeggia, festeggiano, vince",
        "laugh": "laugh, giggle, chuckle, crack up|ridono, ridere, ridendo, sghignazza",
        "cry": "weep, sob, burst into tears|piange, piangono, piangere, singhiozza",
        "be_scared": "tremble, scared, frightened, afraid, terrified|trema, spaventato, spaventata, impaurito",
        "be_angry": "argue, angry, furious, quarrel|litiga, litigano, arrabbiato, arrabbiata, furioso",
        "be_surprised": "gasp, surprised, amazed, shocked, astonished|sorpreso, sorpresa, stupito, stupita",
        "smile": "smile, grin, beam|sorride, sorridono, sorridere, sorridendo",
        "frown": "frown, scowl, pout, sulk|aggrotta la fronte, si acciglia, fa il broncio",
        "sing": "sing, sang, sings a song|canta, cantano, cantare, cantando",
        "hug": "hug, embrace, cuddle|abbraccia, abbracciano, si abbracciano, abbracciare",
        "high_five": "high five|dà il cinque, batte il cinque, si danno il cinque",
        "shake_hands": "shake hands, handshake|stringe la mano, si stringono la mano",
        "kiss": "kiss, peck on the cheek|bacia, baciano, si baciano",
        "conduct": "conduct, cast a spell, do magic|dirige, fa una magia, lancia un incantesimo",
    }


@entries(Kind.ACTION)
def handling() -> Table:
    """With things."""
    return {
        "throw": "throw, threw, toss, hurl, fling, pass the ball, pass"
        "|lancia, lanciano, lanciare, getta, passa la palla",
        "catch": "catch, caught, grab, receive|prende, afferra, acchiappa, prendono",
        "kick": "kick, shoot a penalty, penalty, penalty kick, play soccer, play football, score a goal, play with a ball, plays soccer"
        "|calcia, calciano, calciare, tira un calcio, calcio di rigore, rigore, gioca a calcio, giocano a calcio, giocare a calcio, giocando a calcio, segna un gol, gioca a pallone, giocano a pallone, fa gol",
        "dribble": "dribble, bounce a ball|palleggia, palleggiano",
        "juggle": "juggle|fa il giocoliere, giocoliere",
        "swing_bat": "swing a bat, bat, hit a ball, play golf, golf, play baseball|batte, gioca a golf",
        "play_tennis": "play tennis, play badminton, play volleyball|gioca a tennis, gioca a pallavolo",
        "hold": "hold, held, carry a, holding, lift up|tiene, tengono, tenendo, regge, tiene in mano",
        "carry": "carry, carries, bring, brought|porta, portano, trasporta",
        "give": "give, gave, offer, hand, present, show|dà, danno, offre, regala, porge",
        "pick_up": "pick up, pick, collect, plant, gather|raccoglie, raccolgono, coglie",
        "eat": "eat, ate, chew, taste, bite, munch, have lunch, have breakfast, have dinner"
        "|mangia, mangiano, mangiare, mangiando, assaggia, pranza, cena",
        "drink": "drink, drank, sip, have tea, have a tea, have some tea, drink tea, have coffee, have a coffee, have a cup of tea, have a cup of coffee, have a drink, had tea, has tea, has coffee"
        "|prende il tè, prendono il tè, bere il tè, beve il tè, bevono il tè, prende un caffè, prendono un caffè, bevono un caffè, beve un caffè, beve, bevono, bere, sorseggia",
        "read": "read, study|legge, leggono, leggere, leggendo, studia",
        "write": "write, wrote, type, draw, paint, drew, work, code, program, sew"
        "|scrive, scrivono, disegna, dipinge, lavora, lavorano, programma",
        "sweep": "sweep|spazza",
        "dig": "dig, shovel|scava, scavano",
        "cook": "cook, stir, bake, mix, clean, wash, flip a pancake, flip pancakes, toss pancakes, make pancakes"
        "|gira le frittelle, cucina, cucinano, cuoce, mescola, pulisce, lava",
        "pour": "pour, water the plants, water the flowers|versa, versano, annaffia, innaffia",
        "photograph": "photograph, take a photo, take a picture, take pictures, film, selfie, take a selfie"
        "|fotografa, fa una foto, scatta una foto, si fa un selfie",
        "phone": "phone, call on the phone, talk on the phone|telefona, parla al telefono",
        "play_guitar": "play guitar, play the guitar, play a guitar, strum|suona la chitarra",
        "play_violin": "play violin, play the violin, play a violin, play the fiddle, play the cello"
        "|suona il violino, suona il violoncello",
        "play_chess": "play chess, playing chess, play a game of chess, play cards, play checkers"
        "|gioca a scacchi, giocano a scacchi, giocare a scacchi, gioca a carte, giocano a carte",
        "play_piano": "play piano, play the piano, play a piano, play keyboard|suona il pianoforte, suona il piano",
        "play_drums": "play drums, play the drums, drum, drumming|suona la batteria, suona i tamburi",
        "play_trumpet": "play trumpet, play the trumpet, play the flute, play saxophone|suona la tromba, suona il flauto",
        "blow": "blow, blow out, blow on, puff|soffia, soffiano, soffia su, spegne le candeline",
        "drop": "drop, let fall, lets fall, let go of, lets go of|lascia cadere, lasciano cadere, fa cadere, fanno cadere",
        "open": "open, unlock, unwrap, open up|apre, aprono, apre la, scarta",
        "knock": "knock, knock on|bussa",
        "honk": "honk, honks, honking, beep, hoot, sound the horn|suona il clacson, strombazza, clacson",
        "row": "row, rowing, paddle a|rema, remano",
    }


@entries(Kind.ACTION, Mark.APPROXIMATED, "shown as: {}")
def deeds_near() -> Table:
    """Motions that a known one may stand in for."""
    return {
        "walk": "explore, travel, visit, go to, go, went, goes, leave, left, explores, search, step"
        "|esplora, viaggia, va, vanno, visita, cerca, parte, esce",
        "hop": "play, plays, playing, have fun, splash|gioca, giocano, giocare, giocando, si diverte",
        "look": "see, saw, stare, discover, find, found, admire, notice, peek|vede, vedono, fissa, scopre, trova, ammira",
        "cheer": "yell with joy|fa il tifo",
        "dance": "perform, celebrate dancing|si esibisce",
        "eat": "lick|lecca",
        "hold_out": "feed|dà da mangiare",
        "give": "serve, deliver, lend|serve, consegna",
        "pour": "water, sprinkle, spray|spruzza",
        "jump": "scare, frighten, startle, scares|spaventa, spaventano",
        "stretch": "wake up, wakes up, yawn|si sveglia, sbadiglia",
        "box": "wrestle, duel, fence, spar, attack|duella, duellano, attacca, lottano",
        "fall": "crash, crash into, bump into, tumble, topple|si schianta, sbatte, ruzzola",
        "drink": "toast, clink glasses|brinda, brindano",
        "write": "knit, sew, embroider, play chess, play cards|lavora a maglia, cuce, gioca a scacchi",
        "pick_up": "steal, rescue, save, take, find a|ruba, salva, prende il, prende la",
        "stand": "stop, halt, stay|si ferma, si fermano, resta, rimane",
        "kneel": "hide|si nasconde, si nascondono",
        "kick": "break, smash|rompe, spacca",
        "fly": "skydive, parachute, land, glide over|atterra, plana",
        "be_surprised": "sneeze, cough|starnutisce, tossisce",
        "sing": "whistle, hum, howl, roar, bark, meow|fischia, ulula, ruggisce, abbaia, miagola",
        "hug": "pet, comfort, hold hands|accarezza, coccola",
        "talk": "argue with, teach, explain, tell a story, discuss, meet, interview|insegna, spiega, incontra, discute",
        "sit": "bathe, take a bath, relax, rest, wait for, meditate on, have a picnic|riposa, si rilassa, fa un picnic",
        "drive": "fix, park|parcheggia",
        "dig": "build, make, create, decorate, fix up|costruisce, costruiscono, crea, decora",
    }
