"""Animals that the world builds, and those that one of them may stand in for."""

from __future__ import annotations

from ..model import Mark
from . import Kind, Table, entries


@entries(Kind.ANIMAL)
def animals() -> Table:
    """The meaning is the name of a body."""
    return {
        "corgi": "corgi, welsh corgi, pembroke welsh corgi|corgi",
        "dog": "dog, labrador, golden retriever, retriever|cane, cani, labrador",
        "husky": "husky, malamute|husky",
        "cat": "cat, kitty, tomcat, tabby|gatto, gatta, gatti, micio, micia",
        "rabbit": "rabbit, bunny, hare|coniglio, conigli, coniglietto, lepre",
        "mouse": "mouse, mice|topo, topi, topolino",
        "hedgehog": "hedgehog|riccio selvatico, porcospino",
        "fox": "fox|volpe, volpi",
        "wolf": "wolf, wolves|lupo, lupi",
        "bear": "bear, bears, brown bear, grizzly|orso, orsi, orso bruno",
        "polar_bear": "polar bear|orso polare, orso bianco",
        "panda": "panda, giant panda, panda bear|panda",
        "lion": "lion|leone, leoni",
        "tiger": "tiger|tigre, tigri",
        "horse": "horse, stallion, mare|cavallo, cavalli",
        "unicorn": "unicorn|unicorno, unicorni",
        "donkey": "donkey, mule|asino, asini, mulo",
        "zebra": "zebra|zebra, zebre",
        "cow": "cow, cows, cattle|mucca, mucche, vacca",
        "pig": "pig|maiale, maiali",
        "sheep": "sheep|pecora, pecore",
        "goat": "goat|capra, capre",
        "deer": "deer, stag, reindeer, moose, elk|cervo, cervi, renna, renne, alce",
        "giraffe": "giraffe|giraffa, giraffe",
        "elephant": "elephant|elefante, elefanti",
        "camel": "camel, dromedary|cammello, cammelli, dromedario",
        "squirrel": "squirrel|scoiattolo, scoiattoli",
        "monkey": "monkey, monkeys|scimmia, scimmie, scimmietta",
        "turtle": "turtle, tortoise|tartaruga, tartarughe",
        "frog": "frog, toad|rana, rane, rospo, rospi, ranocchio",
        "crocodile": "crocodile, alligator|coccodrillo, coccodrilli, alligatore",
        "dragon": "dragon|drago, draghi",
        "hippo": "hippo, hippopotamus|ippopotamo, ippopotami",
        "rhino": "rhino, rhinoceros|rinoceronte, rinoceronti",
    }


@entries(Kind.ANIMAL)
def animals_on_two_legs() -> Table:
    """Birds and who else goes on two legs."""
    return {
        "duck": "duck, ducks|anatra, anatre, papera, papere, paperella",
        "chicken": "chicken, hen|gallina, galline, pollo, polli",
        "rooster": "rooster, cockerel|gallo, galli",
        "penguin": "penguin|pinguino, pinguini",
        "owl": "owl|gufo, gufi, civetta, civette",
        "parrot": "parrot, macaw|pappagallo, pappagalli",
        "eagle": "eagle, bald eagle|aquila, aquile",
        "flamingo": "flamingo, flamingos, flamingoes|fenicottero, fenicotteri",
        "bird": "bird, birdie, songbird|uccello, uccelli, uccellino, uccellini",
        "pigeon": "pigeon|piccione, piccioni",
        "swan": "swan|cigno, cigni",
        "ostrich": "ostrich|struzzo, struzzi",
        "kangaroo": "kangaroo|canguro, canguri",
        "dinosaur": "dinosaur, tyrannosaurus, tyrannosaurus rex, t rex|dinosauro, dinosauri, tirannosauro",
    }


@entries(Kind.ANIMAL)
def animals_of_water_and_air() -> Table:
    """Those without legs, and those with more than four."""
    return {
        "fish": "fish, fishes, clownfish, goldfish|pesce, pesci, pesciolino, pesciolini, pesce rosso, pesce pagliaccio",
        "shark": "shark, great white|squalo, squali",
        "dolphin": "dolphin, porpoise|delfino, delfini",
        "whale": "whale, blue whale, humpback|balena, balene",
        "snake": "snake, serpent, cobra, python, viper|serpente, serpenti, biscia, vipera",
        "octopus": "octopus, octopuses, octopi|polpo, polpi, piovra, piovre",
        "butterfly": "butterfly, butterflies|farfalla, farfalle",
        "bee": "bee, bumblebee, honeybee|ape, api, bombo",
    }


@entries(Kind.ANIMAL, Mark.APPROXIMATED, "shown as a {}")
def animals_near() -> Table:
    """Animals and breeds that one of the built ones may stand in for."""
    return {
        "whale": "orca, killer whale|orca, capodoglio",
        "hippo": "walrus, seal, sea lion, manatee|tricheco, foca, foche, leone marino",
        "corgi": "puppy, pup, doggy, doggo, terrier, dachshund, beagle, shiba, shiba inu, chihuahua"
        "|cagnolino, cagnolina, cagnetto, cucciolo, bassotto, barboncino",
        "dog": "hound, poodle, bulldog, collie, german shepherd, dalmatian|pastore tedesco, levriero",
        "cat": "kitten, lynx|gattino, gattini, gattina, lince",
        "lion": "lioness|leonessa",
        "tiger": "leopard, jaguar, panther, cheetah|leopardo, giaguaro, pantera, ghepardo",
        "horse": "pony, foal|puledro",
        "cow": "bull, ox, calf, buffalo, bison|toro, vitello, bufalo, bue",
        "sheep": "lamb, ram|agnello, agnellino, montone",
        "pig": "piglet, boar|porcellino, maialino, cinghiale",
        "camel": "llama, alpaca|lama, alpaca",
        "mouse": "rat, hamster, guinea pig|ratto, criceto",
        "wolf": "coyote, jackal|coyote, sciacallo",
        "elephant": "mammoth|mammut",
        "fox": "raccoon|procione",
        "squirrel": "chipmunk, beaver, otter|castoro, lontra",
        "monkey": "chimpanzee, chimp, gorilla, ape, baboon, orangutan, lemur|scimpanzé, gorilla, babbuino",
        "crocodile": "lizard, gecko, iguana, chameleon|lucertola, geco, iguana, camaleonte",
        "swan": "goose, geese|oca, oche",
        "eagle": "hawk, falcon, vulture|falco, falchi, avvoltoio",
        "bird": "crow, raven, sparrow, robin, canary, finch, woodpecker, swallow bird"
        "|corvo, corvi, passero, passeri, pettirosso, canarino, rondine, picchio",
        "pigeon": "dove, seagull, gull|colomba, colombe, gabbiano, gabbiani",
        "duck": "duckling|anatroccolo, anatroccoli",
        "chicken": "chick, chicks, turkey bird|pulcino, pulcini, tacchino",
        "parrot": "toucan, cockatoo, parakeet, budgie|tucano, cacatua, pappagallino",
        "flamingo": "heron, stork|airone, cicogna",
        "ostrich": "emu|emu",
        "octopus": "squid|calamaro, calamari",
        "butterfly": "moth, dragonfly|falena, libellula",
        "bee": "wasp, hornet, ladybug, firefly|vespa selvatica, calabrone, coccinella, lucciola",
        "fish": "tuna, salmon, trout, carp, piranha|tonno vivo, salmone vivo, trota, carpa, piranha",
        "dolphin": "narwhal|narvalo",
        "snake": "worm, eel|verme, anguilla",
        "kangaroo": "wallaby|wallaby",
    }
