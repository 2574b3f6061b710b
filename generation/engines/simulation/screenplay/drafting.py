"""A screenplay while an instruction rewrites it: which words are used, whom they mean, what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from .gathering import ALIASES
from .hits import Hit
from .model import Actor, Beat, Prop, Screenplay, Shot
from .tokens import Quote
from .vocabulary import Kind
from .vocabulary.people import MEN, SORTS, WOMEN

NAMING = frozenset({Kind.PERSON, Kind.ANIMAL, Kind.PROP})
HE, SHE, IT = {"he", "him", "his", "lui", "egli"}, {"she", "her", "lei", "ella"}, {"it", "its"}
THEY = {"they", "them", "their", "loro", "everybody", "everyone", "tutti", "tutte"}
DOGS = frozenset({"dog", "corgi"})


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is other than before, in the vocabulary's meanings; `who` is whom it is about.

    `what` is "time", "weather", "set", "style", "size", "move", "angle", "mood", "feeling", "colour",
    "looks", "scale", "material", "manner", "action", "line", "replaced", "removed", "added", "take", "length"
    or "prompt".
    """

    what: str
    before: str = ""
    after: str = ""
    who: str = ""

    def as_json(self) -> dict[str, str]:
        """Plain data for a row."""
        return asdict(self)


@dataclass
class Draft:
    """`play` changes; `used` holds the places of hits that changed something, `notes` how approximately."""

    play: Screenplay
    instruction: str
    hits: Sequence[Hit]
    spoken: Sequence[Quote]
    language: Literal["en", "it"]
    only: int | None = None
    changes: list[Change] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    notes: dict[int, str] = field(default_factory=dict)
    structure: set[str] = field(default_factory=set)

    def scope(self) -> list[Shot]:
        """The shots that the instruction is about."""
        return [shot for shot in self.play.shots if self.only in (None, shot.index)]

    def free(self, *kinds: Kind) -> list[Hit]:
        """The hits of these kinds that have changed nothing yet."""
        return [hit for hit in self.hits if hit.kind in kinds and hit.place not in self.used]

    def take(self, *hits: Hit | None) -> None:
        """Remember that these words changed something."""
        self.used.update(hit.place for hit in hits if hit is not None)

    def tell(self, what: str, before: str = "", after: str = "", who: str = "") -> None:
        """Note a change, once, unless nothing is other than before."""
        change = Change(what, before, after, who)
        if change not in self.changes and (before != after or not before):
            self.changes.append(change)

    def each_shot(self, change: Callable[[Shot], Shot]) -> None:
        """Change every shot of the scope."""
        mine = {shot.index for shot in self.scope()}
        shots = tuple(change(shot) if shot.index in mine else shot for shot in self.play.shots)
        self.play = self.play.model_copy(update={"shots": shots})

    def each_beat(self, names: Iterable[str], change: Callable[[Beat], Beat]) -> None:
        """Change what these people, animals and things do in the scope."""
        chosen = set(names)
        self.each_shot(
            lambda shot: shot.model_copy(
                update={"beats": tuple(change(b) if b.actor in chosen else b for b in shot.beats)}
            )
        )

    def change_part(self, name: str, **fields: Any) -> None:
        """Change the fields of an actor or a prop."""
        self.play = self.play.model_copy(
            update={
                "actors": tuple(
                    a.model_copy(update=fields) if a.name == name else a for a in self.play.actors
                ),
                "props": tuple(p.model_copy(update=fields) if p.name == name else p for p in self.play.props),
            }
        )

    def part(self, name: str) -> Actor | Prop:
        """The actor or the prop of that name."""
        parts: list[Actor | Prop] = [*self.play.actors, *self.play.props]
        return next(part for part in parts if part.name == name)

    @property
    def names(self) -> set[str]:
        """The names of all actors and props."""
        return {a.name for a in self.play.actors} | {p.name for p in self.play.props}

    def has_face(self, name: str) -> bool:
        """Whether a name is a person's."""
        return any(actor.name == name and actor.kind == "person" for actor in self.play.actors)

    def said(self, name: str) -> str:
        """What somebody or something is called: a kind or a label of the vocabulary."""
        part = self.part(name)
        if isinstance(part, Prop):
            return part.label if part.kind in {"toy", "lettering"} else part.kind
        return part.label.replace(" ", "_") if part.kind == "person" else part.kind

    def meant(self, hit: Hit) -> list[str]:
        """Who or what of the play a noun means; nobody ([]) when nothing fits."""
        if hit.kind is Kind.ANIMAL:
            same = DOGS if hit.value in DOGS else {hit.value}
            found = [a.name for a in self.play.actors if a.kind in same]
        elif hit.kind is Kind.PROP:
            kind = ALIASES.get(hit.value, hit.value)
            found = [p.name for p in self.play.props if kind == p.kind or hit.value == p.label]
        elif hit.kind is Kind.PERSON:
            found = self._people(hit.value)
        else:
            words = {token.plain for token in hit.tokens}
            found = [p.name for p in self.play.props if words & set(p.label.lower().split())]
        plural = hit.tokens[-1].plain.endswith("s") and hit.kind is not Kind.PERSON
        return found if plural or len(found) < 2 else found[:1]

    def _people(self, sort: str) -> list[str]:
        people = [actor for actor in self.play.actors if actor.kind == "person"]
        named = [actor.name for actor in people if actor.label.replace(" ", "_") == sort]
        if named:
            return named
        sex = {sort in WOMEN: "f", sort in MEN: "m"}.get(True, "")
        return [a.name for a in people if not sex or sex_of(a) in ("", sex)][:1]

    def pronoun(self, word: str) -> list[str]:
        """Whom a pronoun means."""
        people = [actor for actor in self.play.actors if actor.kind == "person"]
        if word in THEY:
            return [actor.name for actor in self.play.actors]
        if word in IT:
            others = [a.name for a in self.play.actors if a.kind != "person"]
            return (others or [p.name for p in self.play.props])[:1]
        wanted = "f" if word in SHE else "m"
        exact = [a.name for a in people if sex_of(a) == wanted]
        return (exact or [a.name for a in people if not sex_of(a)] or [a.name for a in self.play.actors])[:1]

    def subject(self, hit: Hit) -> list[str]:
        """Whom the words around a hit speak of: the noun or the pronoun nearest before it, else after it."""
        before = [other for other in reversed(self.hits[: hit.place]) if other.sentence == hit.sentence]
        after = [other for other in self.hits[hit.place + 1 :] if other.sentence == hit.sentence]
        for other in (*before, *after):
            if other.kind in NAMING and (found := self.meant(other)):
                return found
            word = other.tokens[-1].plain
            if word in HE | SHE | IT | THEY and (found := self.pronoun(word)):
                return found
        return []


def sex_of(actor: Actor) -> str:
    """ "f" or "m" where the label tells it, else ""."""
    sort = actor.label.replace(" ", "_")
    if sort in WOMEN or sort in MEN:
        return "f" if sort in WOMEN else "m"
    return ""


def label_of_sort(sort: str) -> str:
    """How a sort of person is labelled."""
    return (SORTS[sort].label if sort in SORTS else "") or sort.replace("_", " ")
