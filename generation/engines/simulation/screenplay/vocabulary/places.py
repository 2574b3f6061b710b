"""Places, and what can be seen in each of them."""

from __future__ import annotations

from ..model import Mark
from . import Kind, Table, entries

# Every name of a set that has a roof.
INDOORS = frozenset(
    [
        "gym",
        "court",
        "studio",
        "neutral",
        "room",
        "indoor",
        "living_room",
        "salon",
        "lounge",
        "bedroom",
        "kitchen",
        "classroom",
        "school",
        "library",
        "office",
        "restaurant",
        "cafe",
        "bar",
        "theatre",
        "theater",
        "stage",
        "theatre_stage",
        "castle",
        "castle_hall",
        "palace",
        "cave",
        "cavern",
        "space_station",
        "spaceship",
        "station_in_space",
    ]
)
# A set with its preposition: (English, Italian).
NAMES = {
    "gym": ("in a gym", "in una palestra"),
    "sea": ("at sea", "in mare"),
    "city": ("in a city street", "in una strada di città"),
    "park": ("in a park", "in un parco"),
    "studio": ("in a studio", "in uno studio"),
    "beach": ("on a beach", "su una spiaggia"),
    "harbour": ("at a harbour", "in un porto"),
    "pool": ("at a swimming pool", "in piscina"),
    "underwater": ("under the sea", "in fondo al mare"),
    "forest": ("in a forest", "in un bosco"),
    "jungle": ("in a jungle", "in una giungla"),
    "mountain": ("in the mountains", "in montagna"),
    "desert": ("in a desert", "nel deserto"),
    "snow_field": ("in a snowy field", "in un campo di neve"),
    "moon": ("on the moon", "sulla Luna"),
    "mars": ("on Mars", "su Marte"),
    "space_station": ("in a space station", "in una stazione spaziale"),
    "clouds": ("above the clouds", "sopra le nuvole"),
    "garden": ("in a garden", "in un giardino"),
    "farm": ("on a farm", "in una fattoria"),
    "road": ("on a country road", "su una strada di campagna"),
    "playground": ("at a playground", "in un parco giochi"),
    "stadium": ("in a stadium", "in uno stadio"),
    "living_room": ("in a living room", "in un salotto"),
    "bedroom": ("in a bedroom", "in una camera da letto"),
    "kitchen": ("in a kitchen", "in una cucina"),
    "classroom": ("in a classroom", "in un'aula"),
    "library": ("in a library", "in una biblioteca"),
    "office": ("in an office", "in un ufficio"),
    "restaurant": ("in a restaurant", "in un ristorante"),
    "theatre": ("on a theatre's stage", "su un palco di teatro"),
    "castle": ("in a castle", "in un castello"),
    "castle_outside": ("before a castle", "davanti a un castello"),
    "lake": ("on a lake", "su un lago"),
    "cave": ("in a cave", "in una grotta"),
    "rooftop": ("on a rooftop", "su un tetto"),
    "street_market": ("at a street market", "al mercato"),
    "train_station": ("at a train station", "in una stazione"),
    "town_square": ("in a town square", "in una piazza"),
}


@entries(Kind.SET)
def in_the_open() -> Table:
    """Places by the water, in the wild and off the Earth that the world builds."""
    return {
        "sea": "sea, ocean, open sea, open water|mare, oceano, mare aperto, mare mosso, alto mare",
        "lake": "lake|lago",
        "beach": "beach, sandy beach, seaside, shore, seashore, coast"
        "|spiaggia, riva, riva del mare, costa, in riva al mare, spiagge",
        "harbour": "harbour, harbor, pier, dock, docks, port, marina, jetty, wharf|porto, molo, banchina, pontile",
        "pool": "swimming pool, pool, poolside|piscina, bordo piscina",
        "underwater": "underwater, seabed, ocean floor, sea floor, bottom of the sea, bottom of the ocean, "
        "under the sea, under water, coral reef, deep sea"
        "|sott'acqua, fondale, fondo del mare, in fondo al mare, barriera corallina, fondale marino, abissi",
        "forest": "forest, woods, woodland, pine forest, woodlands|bosco, foresta, boschi, pineta, nel bosco",
        "jungle": "jungle, rainforest, rain forest, tropical forest|giungla, foresta tropicale, foresta pluviale",
        "mountain": "mountain, mountains, alps, mountain meadow, mountain top, hilltop, himalaya, highlands"
        "|montagna, montagne, alpi, in montagna, cima, vetta, dolomiti",
        "desert": "desert, sand dunes, dunes, sahara|deserto, dune, sahara",
        "snow_field": "snowy field, snow field, snowfield, snowy landscape, snowy hill, "
        "arctic, antarctica, north pole, tundra, ski slope, snowy mountain, snowy mountains"
        "|campo di neve, artico, antartide, polo nord, tundra, pista da sci, "
        "paesaggio innevato",
        "moon": "on the moon, moon surface, lunar surface, surface of the moon, the moon, moon"
        "|sulla luna, luna, superficie lunare, superficie della luna",
        "mars": "mars, red planet, on mars, martian|marte, pianeta rosso, su marte",
        "space_station": "space station, spaceship interior, inside a spaceship, in a spaceship, in the spaceship, "
        "in a rocket, spacecraft interior, space ship cabin, "
        "inside a space station|stazione spaziale, dentro un'astronave, interno di un'astronave",
        "clouds": "above the clouds, in the clouds, on the clouds, on a cloud, over the clouds, sky above the clouds, "
        "heaven, in the sky, through the sky, across the sky"
        "|sopra le nuvole, tra le nuvole, sulle nuvole, su una nuvola, paradiso, in cielo, nel cielo",
    }


@entries(Kind.SET)
def in_town() -> Table:
    """Tended places and streets that the world builds."""
    return {
        "city": "city, skyline, city skyline, street, city street, town, downtown, city road, busy street"
        "|città, strada, nella via, in una via, strada di città, centro città, per strada",
        "park": "park, lawn, meadow, city park|parco, prato, parco cittadino",
        "garden": "garden, backyard, back yard, yard, front yard, flower garden, house with a garden"
        "|giardino, cortile di casa, giardino di casa, giardini",
        "farm": "farm, barn, farmyard, countryside, ranch|fattoria, fienile, aia, campagna, cascina",
        "road": "country road, open road, highway, rural road, road, motorway, racetrack, race track"
        "|strada di campagna, autostrada, strada aperta, statale, pista da corsa",
        "playground": "playground, play ground|parco giochi, area giochi, giochi per bambini",
        "stadium": "stadium, football pitch, football field, soccer field, soccer pitch, sports field, arena"
        "|stadio, campo da calcio, campo di calcio, campo sportivo",
        "rooftop": "rooftop, roof top, on the roof, terrace, roof terrace|sul tetto, tetto, terrazza, terrazzo",
        "street_market": "street market, market, farmers market, market stall, bazaar, market square"
        "|mercato, mercatino, bancarelle, bazar, al mercato",
        "castle_outside": "castle, fortress, castle gate, drawbridge, castle walls|castello, fortezza, rocca, ponte levatoio",
        "train_station": "station, train station, railway station, platform, station platform, subway station"
        "|stazione, stazione dei treni, stazione ferroviaria, binario",
        "town_square": "town square, square, city square, plaza, piazza|piazza, piazza di città, in piazza",
    }


@entries(Kind.SET)
def indoors() -> Table:
    """Rooms and halls that the world builds."""
    return {
        "gym": "gym, gymnasium, basketball court, indoor court, sports hall, court, sports centre, sports center"
        "|palestra, campo da basket, campo da pallacanestro, palazzetto",
        "studio": "studio, photo studio, plain room, plain backdrop|studio, studio fotografico",
        "living_room": "living room, lounge, sitting room, drawing room|salotto, soggiorno, sala da pranzo",
        "bedroom": "bedroom, hotel room, bed room|camera da letto, stanza da letto, cameretta",
        "kitchen": "kitchen|cucina",
        "classroom": "classroom, school, class room, schoolroom|aula, scuola, classe",
        "library": "library, bookstore, bookshop, book shop|biblioteca, libreria",
        "office": "office, workplace, office building|ufficio, uffici",
        "restaurant": "restaurant, cafe, coffee shop, bar, pub, diner, coffee house, bistro, pizzeria"
        "|ristorante, caffetteria, bar, trattoria, osteria, pizzeria, al bar",
        "theatre": "theatre, theater, stage, theatre stage, theater stage, on stage, opera, concert hall"
        "|teatro, palco, palcoscenico, sul palco",
        "castle": "castle hall, throne room, palace, great hall, in a castle, in the castle, inside a castle"
        "|sala del trono, palazzo reale, reggia, nel castello, in un castello, dentro un castello",
        "cave": "cave, cavern, grotto|grotta, caverna",
    }


@entries(Kind.SET, Mark.APPROXIMATED, "shown as the set “{}”")
def places_near() -> Table:
    """Places that look enough like one that is built."""
    return {
        "gym": "school hall, boxing ring, dojo, dance studio|sala da ballo, ring, sala pesi",
        "lake": "lagoon, river, pond|laguna, fiume, stagno",
        "beach": "bay, island, desert island, lakeside, riverside, tropical island"
        "|baia, isola, isola deserta, riva del lago, riva del fiume, litorale",
        "city": "tokyo, new york, rome, london, paris, milan, los angeles, san francisco, metropolis, "
        "alley, sidewalk, pavement, avenue, boulevard, neighbourhood, neighborhood, crossing, crosswalk, "
        "parking lot, intersection, berlin, naples, turin"
        "|roma, londra, parigi, milano, napoli, torino, metropoli, vicolo, marciapiede, viale, corso, "
        "quartiere, parcheggio, incrocio, strisce pedonali",
        "town_square": "village, old town, venice|paese, borgo, centro storico, venezia, villaggio",
        "park": "hill, outdoors, outside, outdoor court, nature, picnic area, zoo, golf course, grass field"
        "|collina, all'aperto, fuori, natura, zoo, campo da golf, area picnic",
        "farm": "wheat field, vineyard, village green, cornfield, corn field, field, fields"
        "|campo di grano, vigneto, campo, campi, orto",
        "forest": "campsite, campground, swamp|campeggio, palude",
        "jungle": "tropics, amazon|tropici, amazzonia",
        "mountain": "canyon, cliff, valley, volcano|canyon, scogliera, valle, vulcano",
        "snow_field": "icy hill, snowy hill, snowy slope, ski slope, slope, on the ice, on ice, ice rink, skating rink, frozen lake, iceberg, glacier"
        "|collina innevata, collina ghiacciata, pendio, sul ghiaccio, pista di pattinaggio, lago ghiacciato, ghiacciaio, iceberg",
        "moon": "outer space, in space, space, asteroid, alien planet, another planet"
        "|nello spazio, spazio, asteroide, pianeta alieno, altro pianeta",
        "studio": "room, shop, museum, house, home, indoors, inside, hallway, apartment, white background, "
        "supermarket, store, art gallery, gallery, laboratory, lab, hospital, garage, bathroom"
        "|stanza, negozio, museo, casa, al chiuso, corridoio, appartamento, sfondo bianco, supermercato, "
        "galleria, laboratorio, ospedale, bagno",
        "theatre": "circus, concert, nightclub, dance floor, disco, cinema|circo, concerto, discoteca, cinema",
        "restaurant": "bakery, dining room, canteen, cafeteria|panetteria, mensa, pasticceria",
        "classroom": "university, kindergarten, lecture hall|università, asilo",
        "castle_outside": "medieval castle, citadel, walled city|castello medievale, cittadella, mura",
        "castle": "church, temple, dungeon, cathedral|chiesa, tempio, cattedrale, prigione",
        "train_station": "airport, bus stop, bus station, subway, metro|aeroporto, fermata, metropolitana",
        "stadium": "tennis court, baseball field, baseball stadium, running track|campo da tennis, pista di atletica",
        "harbour": "shipyard, quay, waterfront|cantiere navale, lungomare",
        "road": "race circuit, bridge, street race|circuito, ponte",
        "space_station": "space ship cabin, rocket interior|astronave, navicella",
    }


@entries(Kind.DETAIL)
def seen() -> Table:
    """What a set shows by itself; the meaning is the sets' names."""
    return {
        "gym": "wooden floor, parquet, court line, wall bars|parquet, linee, spalliera",
        "gym theatre library living_room bedroom restaurant": "floor, wall|pavimento, parete, pareti",
        "sea lake beach harbour": "horizon|orizzonte",
        "sea": "swell, rough, moving, choppy, wavy|mosso, mossa, agitato, in movimento",
        "sea lake beach harbour pool": "water|acqua",
        "sea beach": "surf line, sea foam, waves|onda, onde",
        "beach desert mars moon underwater": "sand|sabbia",
        "city town_square": "shop sign, asphalt, traffic sign, traffic light, crosswalk line"
        "|insegne, asfalto, semaforo",
        "city town_square rooftop": "building, facade, tower, skyscraper|palazzo, palazzi, edificio, edifici, torre",
        "city park town_square": "street light, lamp, lamp post|lampione, lampioni",
        "park garden farm stadium mountain": "grass|erba",
        "park train_station": "bench|panchina",
        "park": "path|sentiero",
        "park garden forest jungle farm city road": "tree, trees|albero, alberi",
        "park garden mountain jungle": "wildflower, flower bed|fiori di campo, aiuola",
        "city park garden farm road beach mountain desert clouds": "sky|cielo",
        "moon": "crater, craters, lunar lander, earth in the sky|crateri, cratere, modulo lunare",
        "mars": "mars rover, dome|rover marziano",
        "space_station": "control panel, window on the earth|pannello di controllo",
        "underwater": "kelp, seaweed|alghe",
        "desert": "mesa",
        "farm": "windmill, haystack, hay bale, hay, silo, fence, wheat|mulino, balla di fieno, fieno, staccionata, grano",
        "living_room castle": "fireplace, fire place|camino, caminetto",
        "library living_room": "bookshelf, bookcase, bookshelves|scaffale, scaffali",
        "classroom": "blackboard, chalkboard|lavagna",
        "theatre": "curtain, spotlight, red curtain|sipario, riflettori",
        "castle": "throne, knight armour|trono, stendardo, armatura",
        "cave": "stalactite, stalagmite|stalattite, stalattiti",
        "stadium": "crowd, spectators, audience, stands, goalpost|folla, spettatori, pubblico, tribune",
        "playground": "swing set, seesaw, swings|altalena, altalene",
        "mountain snow_field": "peak, snowy peak, snow capped|vette, cime innevate",
        "jungle": "waterfall, liana, vines|cascata, liane",
        "clouds": "fluffy clouds|nuvole soffici",
        "street_market": "stall, stalls, awning|bancarella, tende",
    }
