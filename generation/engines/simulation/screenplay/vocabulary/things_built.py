"""Things of the house, the kitchen, sport, streets, travel and tales that the world builds."""

from __future__ import annotations

from . import Kind, Table, entries


@entries(Kind.PROP)
def home() -> Table:
    """Things of `world/props/home.toml`."""
    return {
        "stool": "stool, bar stool|sgabello",
        "desk": "desk, writing desk|scrivania",
        "bookshelf": "bookshelf, bookcase, shelf, shelves|libreria a muro, scaffale, scaffali, mobile libreria",
        "wardrobe": "wardrobe, closet, cupboard|armadio, guardaroba",
        "mirror": "mirror|specchio",
        "bathtub": "bathtub, bath tub|vasca, vasca da bagno",
        "door": "door|una porta, la porta, porta chiusa, porta aperta",
        "fridge": "fridge, refrigerator|frigorifero, frigo",
        "oven": "oven, stove, cooker|forno, fornelli",
        "vase": "vase, vase of flowers, bouquet|vaso di fiori, mazzo di fiori",
        "carpet": "carpet, rug, flying carpet, magic carpet|tappeto, tappeto volante",
        "easel": "easel|cavalletto",
        "clock": "clock, alarm clock|sveglia, orologio",
        "radio": "radio|radiolina",
        "candle": "candle|candela, candele",
        "lantern": "lantern|lanterna, lanterne",
        "broom": "broom, broomstick|scopa",
        "bucket": "bucket, pail|secchio, secchiello",
        "basket": "wicker basket, picnic basket, fruit basket|cesto, cestino da picnic",
        "ladder": "ladder|scala a pioli",
        "hammer": "hammer|martello",
    }


@entries(Kind.PROP)
def food() -> Table:
    """Things of `world/props/food.toml`."""
    return {
        "pan": "frying pan, saute pan, skillet|padella",
        "pot": "pot, saucepan, cooking pot|pentola",
        "kettle": "kettle|bollitore",
        "teapot": "teapot|teiera",
        "plate": "plate, dish|piatto, piatti",
        "bowl": "bowl, bowl of soup|ciotola, scodella",
        "fork": "fork|forchetta",
        "spoon": "spoon|cucchiaio",
        "toaster": "toaster|tostapane",
        "blender": "blender, mixer|frullatore",
        "jug": "jug, pitcher|brocca, caraffa",
        "pizza": "pizza|pizza, pizze",
        "burger": "burger, hamburger, cheeseburger|hamburger, panino con hamburger",
        "bread": "bread, loaf, loaf of bread|pane, pagnotta",
        "cheese": "cheese, piece of cheese|formaggio",
        "banana": "banana|banana, banane",
        "pear": "pear|pera, pere",
        "apple": "apple|mela, mele",
        "orange": "orange fruit, oranges|arancia, arance",
        "lemon": "lemon|limone, limoni",
        "strawberry": "strawberry|fragola, fragole",
        "watermelon": "watermelon|anguria, cocomero",
        "carrot": "carrot|carota, carote",
        "egg": "egg|uovo, uova",
        "ice_cream": "ice cream, ice cream cone, gelato|gelato, cono gelato",
        "donut": "donut, doughnut|ciambella, ciambelle",
        "cupcake": "cupcake, muffin|pasticcino, tortina",
        "cookie": "cookie, biscuit|biscotto, biscotti",
        "hot_dog": "hot dog|panino con würstel, panino col würstel",
        "sandwich": "sandwich|panino, tramezzino",
    }


@entries(Kind.PROP)
def play() -> Table:
    """Things of `world/props/play.toml`."""
    return {
        "tennis_ball": "tennis ball|palla da tennis, pallina da tennis",
        "juggling_ball": "juggling ball|pallina da giocoliere, palla da giocoleria",
        "volleyball": "volleyball|pallone da pallavolo, palla da pallavolo",
        "beach_ball": "beach ball|pallone da spiaggia, palla da spiaggia",
        "racket": "racket, tennis racket, racquet|racchetta",
        "baseball_bat": "baseball bat, cricket bat|mazza da baseball",
        "skis": "skis, pair of skis|sci da neve, paio di sci",
        "snowboard": "snowboard|snowboard, tavola da neve",
        "surfboard": "surfboard, surf board|tavola da surf",
        "dumbbell": "dumbbell, barbell, weights|manubrio, pesi, bilanciere",
        "trampoline": "trampoline|trampolino, tappeto elastico",
        "hula_hoop": "hula hoop, hulahoop|cerchio hula hoop",
        "frisbee": "frisbee|disco da lancio",
        "kite": "kite|aquilone, aquiloni",
        "bowling_pin": "bowling pin, skittle|birillo, birilli",
        "trophy": "trophy, golden cup, prize|trofeo, coppa",
        "swing": "playground swing, swing set|altalena, seggiolino dell'altalena",
        "slide": "playground slide, water slide|scivolo",
        "violin": "violin, fiddle|violino",
        "trumpet": "trumpet|tromba",
        "teddy_bear": "teddy bear, teddy, stuffed bear|orsacchiotto, orsetto, peluche",
        "doll": "doll|bambola, bambole",
        "toy_car": "toy car|macchinina, automobilina",
        "toy_robot": "toy robot, tin robot|robot giocattolo, robottino",
        "rubber_duck": "rubber duck, rubber ducky|paperella, paperella di gomma",
        "dice": "game die, pair of dice, game dice|dado, dadi",
        "chess_set": "chess, chess set, chessboard|scacchi, scacchiera",
        "sword": "sword|spada, spade",
        "wand": "wand, magic wand|bacchetta, bacchetta magica",
        "treasure_chest": "treasure chest, treasure|tesoro, forziere, baule",
        "magic_lamp": "magic lamp, genie lamp|lampada magica",
        "crystal_ball": "crystal ball|sfera di cristallo, palla di cristallo",
    }


@entries(Kind.PROP)
def outdoors() -> Table:
    """Things of `world/props/outdoors.toml`."""
    return {
        "tree": "tree, oak, apple tree|albero, alberi, quercia",
        "bench": "bench, park bench|panchina, panca",
        "lamp_post": "lamp post, street lamp, streetlight|lampione, lampioni, palo della luce",
        "traffic_light": "traffic light, traffic lights|semaforo, semaforo stradale",
        "hydrant": "hydrant, fire hydrant|idrante",
        "mailbox": "mailbox, letterbox, postbox|cassetta delle lettere, cassetta postale, buca delle lettere",
        "bin": "bin, trash can, garbage can, rubbish bin, dustbin|bidone, cestino, pattumiera",
        "stop_sign": "stop sign, road sign|cartello stradale, segnale di stop",
        "traffic_cone": "traffic cone|cono stradale, birillo stradale",
        "fountain": "fountain|fontana, fontane",
        "statue": "statue, monument|statua, statue, monumento",
        "flower": "flower, daisy, rose, tulip|fiore, fiori, margherita, rosa rossa, tulipano",
        "potted_plant": "potted plant, houseplant, a plant, the plant|pianta, vaso, pianta in vaso",
        "cactus": "cactus, cacti|pianta grassa, piante grasse",
        "log": "log, tree trunk|tronco, ceppo",
        "mushroom": "mushroom, toadstool|fungo, funghi",
        "pumpkin": "pumpkin, jack o lantern|zucca, zucche",
        "palm": "palm, palm tree|palma, palme",
        "parasol": "parasol, beach umbrella|ombrellone, ombrelloni",
        "deckchair": "deckchair, deck chair, beach chair, sunbed|sdraio, sedia a sdraio, lettino",
        "sandcastle": "sandcastle, sand castle|castello di sabbia",
        "wheelbarrow": "wheelbarrow|carriola",
        "watering_can": "watering can|annaffiatoio",
        "scarecrow": "scarecrow|spaventapasseri",
    }


@entries(Kind.PROP)
def vehicles() -> Table:
    """Things of `world/props/vehicles.toml`."""
    return {
        "van": "van, minivan, camper, camper van|furgone, furgoncino, camper",
        "police_car": "police car, patrol car|macchina della polizia, auto della polizia, volante della polizia",
        "convertible": "convertible, cabriolet, roadster, open car|cabriolet, decappottabile, spider",
        "racing_car": "racing car, race car, formula one car, ferrari, lamborghini, porsche"
        "|macchina da corsa, auto da corsa, ferrari, lamborghini, porsche",
        "ambulance": "ambulance|ambulanza",
        "fire_engine": "fire engine, fire truck, firetruck|camion dei pompieri, autopompa",
        "tram": "tram, streetcar, trolley|tranvai, tramvai",
        "train": "train, locomotive, steam train, train engine|treno, treni, locomotiva",
        "scooter": "scooter, kick scooter|monopattino",
        "helicopter": "helicopter, chopper|elicottero",
        "spaceship": "spaceship, spacecraft, starship, space ship|astronave, navicella, navicella spaziale",
        "drone": "quadcopter, flying drone, toy drone, small drone, little drone|drone volante, piccolo drone, droni",
        "hot_air_balloon": "hot air balloon|mongolfiera",
        "submarine": "submarine|sottomarino",
        "canoe": "canoe, kayak|canoa, kayak",
        "ship": "ship, cruise ship, steamboat, ferry|nave, traghetto, piroscafo",
        "raft": "raft|zattera",
        "sled": "sled, sledge, sleigh, toboggan|slitta, slittino",
        "cart": "cart, hay cart|carro, carretto",
    }


@entries(Kind.PROP)
def objects() -> Table:
    """Things of `world/props/objects.toml`."""
    return {
        "camera": "photo camera, old camera|macchina fotografica, fotocamera",
        "globe": "globe|mappamondo",
        "pencil": "pencil, crayon|matita, matite",
        "backpack": "backpack, rucksack, schoolbag|zaino, zainetto",
        "telescope": "telescope|telescopio",
        "key": "key, golden key|chiave, chiavi",
        "envelope": "envelope, love letter|lettera, busta",
        "heart": "big heart, heart shape, red heart|cuore rosso, grande cuore",
        "star": "golden star, big star, star shape|stella dorata, grande stella",
        "flag": "flag|bandiera, bandiere",
        "wheelchair": "wheelchair|sedia a rotelle, carrozzina",
        "headphones": "headphones|cuffie",
        "megaphone": "megaphone, loudspeaker|megafono",
        "cauldron": "cauldron|calderone",
        "skull": "skull|teschio",
        "vacuum_cleaner": "vacuum cleaner, vacuum, hoover|aspirapolvere",
        "shopping_cart": "shopping cart, shopping trolley|carrello della spesa, carrello",
        "wagon": "toy wagon, red wagon|carrettino",
    }
