"""Places, and what can be seen in each of them."""

from __future__ import annotations

from ..model import Mark
from . import Kind, Table, entries


@entries(Kind.SET)
def sets() -> Table:
    """Places that the world builds."""
    return {
        "gym": "gym, gymnasium, basketball court, indoor court, sports hall, court"
        "|palestra, campo da basket, campo da pallacanestro, palazzetto",
        "sea": "sea, ocean, open sea, open water, seaside|mare, oceano, mare aperto, mare mosso",
        "city": "city, street, city street, town, downtown, road, city road"
        "|città, strada, via, strada di città, centro città, per strada",
        "park": "park, garden, lawn, meadow, city park|parco, giardino, prato, parco cittadino",
        "studio": "studio, photo studio, plain room, plain backdrop|studio, studio fotografico",
    }


@entries(Kind.SET, Mark.APPROXIMATED, "shown as the set “{}”")
def places_near() -> Table:
    """Places that look enough like one that is built."""
    return {
        "gym": "arena, stadium, school hall, sports centre, sports center|stadio, arena",
        "sea": "lake, bay, lagoon, river, beach, coast, shore, pool, swimming pool"
        "|lago, baia, laguna, fiume, spiaggia, costa, riva, piscina",
        "city": "tokyo, new york, rome, london, paris, milan, venice, los angeles, san francisco, metropolis, "
        "alley, sidewalk, pavement, avenue, boulevard, village, neighbourhood, neighborhood, highway, square"
        "|roma, londra, parigi, milano, venezia, napoli, torino, metropoli, vicolo, marciapiede, viale, corso, "
        "paese, quartiere, piazza, autostrada",
        "park": "forest, woods, field, countryside, hill, backyard, yard, playground, outdoors, outside, "
        "outdoor court, farm, nature|bosco, foresta, campo, campagna, collina, cortile, all'aperto, fuori, natura",
        "studio": "room, kitchen, living room, bedroom, office, classroom, school, stage, theatre, theater, "
        "restaurant, cafe, bar, shop, library, museum, house, home, indoors, inside, hallway, apartment"
        "|stanza, cucina, salotto, soggiorno, camera da letto, ufficio, aula, scuola, palco, teatro, "
        "ristorante, negozio, biblioteca, museo, casa, al chiuso, corridoio, appartamento",
    }


@entries(Kind.DETAIL)
def seen() -> Table:
    """What a set shows by itself; the meaning is the sets' names."""
    return {
        "gym": "floor, wooden floor, parquet, court line, wall|pavimento, parquet, linee, parete",
        "sea": "water, swell, horizon, rough, moving, choppy, wavy"
        "|onda, onde, acqua, orizzonte, mosso, mossa, agitato, in movimento",
        "city": "building, shop sign, street light, lamp, asphalt, traffic sign, facade"
        "|palazzo, palazzi, edificio, edifici, insegne, lampione, lampioni, asfalto",
        "park": "grass, bench, path|erba, panchina, sentiero",
        "city park": "tree, sky|albero, alberi, cielo",
    }
