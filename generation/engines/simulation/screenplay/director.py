"""The director: the words of one shot become who does what with whom, to what, where, and when.

It reads a shot's hits from left to right like a sentence with a subject, verbs
and objects: whoever is named before a verb does it, what is named after it is
what it is done to, a preposition between two things relates them, "then" and a
new sentence come later in time. Nothing here knows how any of it is built.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from .casting import Company, Creature, Mentions, Thing
from .deeds import FIGHTS, HOLDS, PAIRS, RIDES, SITS, TRAVELS, WHOLE
from .grammar import DETERMINERS
from .hits import Hit
from .model import Beat, Mark, Relation
from .vocabulary import Kind
from .vocabulary.people import MEN, WOMEN

How = Literal["on", "in", "under", "beside", "behind", "in_front", "holding", "wearing", "riding"]
PREPOSITIONS: dict[How, frozenset[str]] = {
    "on": frozenset(
        [
            "on",
            "onto",
            "upon",
            "su",
            "sul",
            "sullo",
            "sulla",
            "sull'",
            "sui",
            "sugli",
            "sulle",
        ]
    ),
    "in": frozenset(
        ["in", "inside", "into", "within", "dentro", "nel", "nello", "nella", "nell'", "nei", "nelle"]
    ),
    "under": frozenset(["under", "beneath", "below", "underneath", "sotto"]),
    "beside": frozenset(
        ["beside", "near", "by", "next", "alongside", "around", "over", "past", "accanto", "vicino", "sopra"]
    ),
    "behind": frozenset(["behind", "dietro"]),
    "in_front": frozenset(["front", "davanti"]),
    "holding": frozenset(["with", "con"]),
}
ENDS = frozenset(["and", "e", "ed", "while", "mentre"])
TO = frozenset(["to", "toward", "towards", "at", "a", "al", "alla", "allo", "ad", "verso"])
PLACED = frozenset({Kind.WEATHER, Kind.TIME, Kind.SET})
THROUGH = frozenset(["through", "across", "attraverso", "tra", "fra"])
DESCRIBES = frozenset({Kind.COLOUR, Kind.SCALE, Kind.TRAIT, Kind.MATERIAL, Kind.NUMBER, Kind.EMOTION})
OWNED = frozenset({Kind.PERSON, Kind.ANIMAL, Kind.PROP, Kind.WEARING, Kind.DETAIL, Kind.SET})
SENDS = frozenset({"throw", "give", "kick"})
SHE, HE = frozenset(["she", "her", "lei", "ella"]), frozenset(["he", "him", "lui", "egli"])
THEY, IT = frozenset(["they", "them", "loro"]), frozenset({"it"})
ONE_OF = frozenset(["one", "uno", "una"])
OTHER = frozenset(["other", "altro", "altra"])
SIDES = frozenset(["left", "right", "side", "middle", "destra", "sinistra", "mezzo", "lato"])
BY = frozenset(["by", "da", "dal", "dallo", "dalla", "dall'", "dai", "dagli", "dalle"])
SUFFERED = frozenset({"chase", "follow", "hug", "kiss", "push", "kick", "lift", "carry", "pet"})
OBJECTS = frozenset(["him", "her", "them", "it"])
VEHICLES = frozenset(
    {
        "skateboard", "paddleboard", "surfboard", "bicycle", "car", "taxi", "bus", "truck", "tractor",
        "convertible", "train", "motorcycle", "scooter", "van", "boat", "sailboat", "kayak", "plane",
        "helicopter", "rocket", "ufo", "sled", "snowboard", "fire_engine", "police_car", "ambulance",
        "racing_car", "tram", "spaceship", "hot_air_balloon", "submarine", "canoe", "ship", "raft",
        "cart", "carpet", "broom", "drone", "skis", "wagon", "toy_car", "wheelchair", "shopping_cart",
    }
)  # fmt: skip
SEATS = frozenset({"bench", "sofa", "armchair", "chair", "bed", "stool", "deckchair", "wheelchair", "swing"})
QUIETLY = frozenset(
    {"read", "eat", "drink", "phone", "talk", "write", "play_guitar", "sing", "laugh", "cry", "think", "wave"}
)  # what one does sitting when a seat is named for it
WHO = frozenset({"who", "che"})
WEARS = frozenset(["wearing", "wears", "wear", "indossa", "indossano"])
NOBODY = "nobody is there who could do it"


@dataclass
class Deed:
    """One thing done: by whom (names), to what, in which step of the shot."""

    hit: Hit
    action: str
    step: int
    who: list[str]
    target: str = ""
    manner: str = ""
    outcome: Literal["success", "miss"] = "success"
    suffered: bool = False  # "is chased by": who does it is named after it


@dataclass
class Scene:
    """What one shot shows; `beats` are placed in its seconds."""

    cast: list[str] = field(default_factory=list)
    props: list[str] = field(default_factory=list)
    beats: list[Beat] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


@dataclass
class Direction:
    """A shot while it is read."""

    company: Company
    hits: Sequence[Hit]
    mentions: Mentions
    creatures: dict[int, list[Creature]]
    things: dict[int, list[Thing]]
    deeds: list[Deed] = field(default_factory=list)
    relations: list[tuple[str, How, str, Hit]] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    how: How | None = None
    to: bool = False
    wears: bool = False
    step: int = 0
    sentence: int = -1
    simultaneous: bool = False
    manner: str = ""
    doing: Hit | None = None  # a deed that stands like an adjective: "a sleeping man"
    seen: dict[str, None] = field(default_factory=dict)

    def read(self) -> None:
        """Read all hits in their order."""
        for hit in self.hits:
            if hit.sentence != self.sentence:
                self._sentence(hit)
            if names := self._named(hit):
                self._noun(names, hit)
            elif hit.kind is Kind.ACTION:
                self._verb(hit)
            elif hit.tokens[-1].plain in ONE_OF | OTHER and self._deed_follows(hit):
                self._one(hit)
            elif hit.kind is Kind.MANNER:
                self._how_done(hit)
            elif hit.kind is Kind.OUTCOME and self.deeds:
                self.deeds[-1].outcome = "miss" if hit.value == "miss" else "success"
                hit.stage()
            elif hit.kind is Kind.SEQUENCE:
                self._sequence(hit)
            else:
                self._small(hit)

    def _named(self, hit: Hit) -> list[str]:
        """The people, animals or things that a hit names."""
        found = (self.mentions.get(hit.place), self.creatures.get(hit.place), self.things.get(hit.place))
        return [one.name for group in found if group for one in group]

    def _sentence(self, hit: Hit) -> None:
        if self.sentence >= 0 and self.deeds:
            self.step = max(deed.step for deed in self.deeds) + 1
        self.sentence, self.how, self.wears, self.simultaneous, self.manner = (
            hit.sentence,
            None,
            False,
            False,
            "",
        )

    def _sequence(self, hit: Hit) -> None:
        hit.settle(Mark.STRUCTURE)
        self.simultaneous = hit.value == "while"
        waiting = [name for name in self.seen if self.is_somebody(name)]
        if not self.simultaneous and not self.deeds and waiting:
            self.deeds.append(Deed(hit, "stand", self.step, waiting))
        if hit.value != "while" and self.deeds:
            self.step = max(deed.step for deed in self.deeds) + 1
        self.how = None

    def _small(self, hit: Hit) -> None:
        """Prepositions, conjunctions and verbs of wearing."""
        if hit.kind in PLACED:
            self.how = None  # "in the rain": the preposition is spent
        word = hit.tokens[-1].plain
        if word in SHE | HE | THEY | IT and not (word == "her" and self._possesses(hit)):
            self._pronoun(word)
        if word in WHO and self.last and self.is_somebody(self.last[0]):
            self.subject = list(self.last)
        if word in WEARS:
            self.wears = True
        for how, words in PREPOSITIONS.items():
            if word in words or hit.tokens[0].plain in words:
                self.how = how
        if word in SIDES:
            self.how = None
        self.to = self.to or word in TO

    def _possesses(self, hit: Hit) -> bool:
        """Whether what somebody has is named right after ("her red hat"), so that nobody is meant."""
        after = next((o for o in self.hits[hit.place + 1 :] if o.kind not in DESCRIBES), None)
        return after is not None and after.sentence == hit.sentence and after.kind in OWNED

    def _deed_follows(self, hit: Hit) -> bool:
        after = self.hits[hit.place + 1 : hit.place + 2]
        return bool(after) and after[0].kind is Kind.ACTION and after[0].sentence == hit.sentence

    def _one(self, hit: Hit) -> None:
        """ "One falls", "the other laughs": of those who acted last, else of all that are there."""
        group = next((deed.who for deed in reversed(self.deeds) if len(deed.who) > 1), [])
        group = group or [name for name in self.seen if self.is_somebody(name)]
        if not group:
            return
        other = hit.tokens[-1].plain in OTHER
        self.subject = group[1:2] if other and len(group) > 1 else group[:1]
        hit.settle(Mark.STRUCTURE)

    def _pronoun(self, word: str) -> None:
        """Whom a pronoun means becomes the subject, when no verb of this sentence has one already."""
        people = {person.name: person.sort for person in self.company.people}
        if word in THEY:
            meant = [name for name in self.seen if self.is_somebody(name)]
        elif word in IT:
            meant = [name for name in self.seen if name not in people][-1:]
        else:
            other = MEN if word in SHE else WOMEN
            meant = [name for name in self.seen if name in people and people[name] not in other][-1:]
            exact = [name for name in meant if people[name] in (WOMEN if word in SHE else MEN)]
            meant = exact or meant
        deed = self.deeds[-1] if self.deeds else None
        if deed is not None and deed.hit.sentence == self.sentence and not deed.target and word in OBJECTS:
            deed.target = meant[0] if meant else ""
        elif meant:
            self.subject = meant

    def _noun(self, names: list[str], hit: Hit) -> None:
        """Somebody or something is named: an object of what was just said, or a new subject."""
        for name in names:
            self.seen.setdefault(name)
        hit.stage()
        deed = self.deeds[-1] if self.deeds and self.deeds[-1].hit.sentence == hit.sentence else None
        if deed is not None and deed.suffered and not deed.target and self.is_somebody(names[0]):
            deed.target, deed.who = (deed.who or [""])[0], list(names)
        elif self.to and deed is not None and deed.action in SENDS and self.is_somebody(names[0]):
            if deed.target and not self.is_somebody(deed.target) and deed.action != "kick":
                self._hold(deed, [deed.target])
            deed.target = names[0]
        elif self.how is not None and self.last:
            self._relate(names, hit, deed)
        elif deed is not None and not deed.target and self._is_object(deed, hit):
            self._aim(deed, names, hit)
        elif self.wears and self.subject and not self.is_somebody(names[0]):
            self.relations += [(self.subject[0], "wearing", name, hit) for name in names[:1]]
        else:
            joined = deed is None and self._joined(hit)
            self.subject = [*self.subject, *names] if joined else list(names)
        if self.doing is not None:
            own = Deed(self.doing, self.doing.value, self.step, list(names))
            self.doing.stage()
            self.deeds.insert(max(len(self.deeds) - 1, 0), own)
            self.doing = None
        self.last, self.how, self.to = list(names), None, False

    def _aim(self, deed: Deed, names: list[str], hit: Hit) -> None:
        """What is named is what the deed is done to, or held for it; what one goes through is neither."""
        if deed.action in TRAVELS and self._through(hit):
            return
        if deed.action == "walk" and not self.to and self._is_animal(names[0]) and deed.who:
            deed.who += [name for name in names if name not in deed.who]  # "walks her dog": both go
            return
        deed.target = names[0]
        if not self.is_somebody(names[0]) and deed.action in HOLDS:
            self._hold(deed, names)

    def _joined(self, hit: Hit) -> bool:
        """Whether this noun stands in a row with the subject ("a cat and a dog")."""
        before = self.hits[max(0, hit.place - 4) : hit.place]
        return bool(self.subject) and any(
            other.tokens[-1].plain in {"and", "e", "ed"} and other.sentence == hit.sentence
            for other in before
        )

    def _is_object(self, deed: Deed, hit: Hit) -> bool:
        """Whether nothing but small words stands between a verb and this noun, and no new clause begins."""
        between = self.hits[deed.hit.place + 1 : hit.place]
        clause = [deed.hit, *between, hit]
        comma = any(b.tokens[0].start - a.tokens[-1].end > 1 for a, b in pairwise(clause))
        if comma and self._deed_follows(hit):
            return False
        return not any(o.kind is Kind.SEQUENCE or o.tokens[-1].plain in ENDS for o in between)

    def is_somebody(self, name: str) -> bool:
        """Whether a name is a person's or an animal's, not a thing's."""
        return not any(thing.name == name for thing in self.company.things)

    def _is_animal(self, name: str) -> bool:
        return any(creature.name == name for creature in self.company.creatures)

    def _relate(self, names: list[str], hit: Hit, deed: Deed | None) -> None:
        """A preposition stands before this noun: a seat, a mount, a way, a place or something in the hand."""
        how, name = self.how or "beside", names[0]
        subject = deed.who[0] if deed and deed.who else self.last[0]
        if name == subject:
            return
        thing = not self.is_somebody(name)
        if deed is not None and deed.action in SITS and how in {"on", "in", "beside"} and thing:
            deed.target = name
        elif deed is not None and deed.action in QUIETLY and how == "on" and self._seats(name):
            sits = Deed(deed.hit, "sit", deed.step, list(deed.who), target=name)
            self.deeds.insert(self.deeds.index(deed), sits)
        elif deed is not None and deed.action in RIDES and how in {"on", "in"} and self._carries(name):
            self.ride(deed, name, hit)
        elif deed is not None and deed.action in TRAVELS and not deed.target and how != "holding":
            if not self._through(hit):
                deed.target = name
        elif how == "holding" and not thing:
            self.subject = [*self.subject, *names]
            if deed is not None:
                deed.who += names if deed.action not in PAIRS else []
                deed.target = deed.target or (name if deed.action in PAIRS | FIGHTS else "")
        elif how == "holding" and self.is_somebody(self.last[0]):
            self.relations += [(self.last[0], "holding", each, hit) for each in names[:2]]
        else:
            other: How = "beside" if how == "holding" else how
            self.relations += [(each, other, name, hit) for each in self._placed(deed)]

    def _through(self, hit: Hit) -> bool:
        """Whether one goes on past this noun ("through a field of flowers"), not up to it."""
        words = [other.tokens[-1].plain for other in self.hits[max(0, hit.place - 6) : hit.place]]
        return bool(THROUGH & set(words)) and self.deeds[-1].hit.sentence == hit.sentence

    def _carries(self, name: str) -> bool:
        """Whether one may ride it: an animal, or a thing that goes."""
        kind = next((thing.kind for thing in self.company.things if thing.name == name), "")
        return not kind or kind in VEHICLES or kind == "toy"

    def _seats(self, name: str) -> bool:
        """Whether one sits on it."""
        return any(thing.name == name and thing.kind in SEATS for thing in self.company.things)

    def _placed(self, deed: Deed | None) -> list[str]:
        if deed is not None and deed.target and not self.is_somebody(deed.target):
            return self.last if deed.target in self.last else [deed.target]
        return self.last if not self.is_somebody(self.last[0]) or deed is None else deed.who

    def ride(self, deed: Deed, mount: str, hit: Hit) -> None:
        """Put the first who does it on a mount."""
        deed.target = ""
        self.relations += [(name, "riding", mount, hit) for name in deed.who[:1] if name != mount]

    def _hold(self, deed: Deed, names: list[str]) -> None:
        if deed.who and deed.action != "catch":
            most = len(names) if deed.action == "juggle" else 2
            self.relations += [(deed.who[0], "holding", name, deed.hit) for name in names[:most]]

    def _verb(self, hit: Hit) -> None:
        """Somebody does something: the subject, or everybody when none was named."""
        if self._is_adjective(hit):
            self.doing = hit
            return
        who = list(self.subject) or self._anybody()
        action = hit.value
        again = [deed for deed in self.deeds if set(deed.who) & set(who)]
        step = self.step
        if again and again[-1].step >= step and not self.simultaneous:
            step = again[-1].step + (0 if _together(again[-1].action, action) else 1)
        suffered = action in SUFFERED and self._by(hit)
        if suffered and again and not self.simultaneous:
            step = again[-1].step
        self.deeds.append(Deed(hit, action, step, who, manner=self.manner, suffered=suffered))
        self.how, self.manner = None, ""
        if who:
            hit.stage()
        else:
            hit.settle(Mark.NOT_STAGED, NOBODY)

    def _is_adjective(self, hit: Hit) -> bool:
        """Whether a deed stands between an article and who does it ("a sleeping man")."""
        before, after = self.hits[hit.place - 1 : hit.place], self.hits[hit.place + 1 : hit.place + 2]
        if not before or not after or not hit.tokens[-1].plain.endswith("ing"):
            return False
        return before[0].tokens[-1].plain in DETERMINERS and bool(self._named(after[0]))

    def _by(self, hit: Hit) -> bool:
        """Whether a verb is followed by who does it ("chased by", "inseguito da")."""
        after = self.hits[hit.place + 1 : hit.place + 2]
        return bool(after) and after[0].sentence == hit.sentence and after[0].tokens[0].plain in BY

    def _anybody(self) -> list[str]:
        found = [n for n in self.seen if self.is_somebody(n)] or list(self.seen)
        return found[:1] if found else []

    def _how_done(self, hit: Hit) -> None:
        hit.stage()
        if self.deeds and self.deeds[-1].hit.sentence == hit.sentence:
            self.deeds[-1].manner = hit.value
        else:
            self.manner = hit.value


def _together(before: str, action: str) -> bool:
    """Whether one may do both at once: a gesture while going or sitting."""
    if action in WHOLE or (action in TRAVELS and before in TRAVELS):
        return False
    return before in SITS or (before not in WHOLE and (before in TRAVELS or action in TRAVELS))
