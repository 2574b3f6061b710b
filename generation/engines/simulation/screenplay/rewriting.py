"""The rules by which an instruction changes a screenplay, the most particular first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import looks, restyling
from .drafting import HE, IT, NAMING, SHE, THEY, Change, Draft, label_of_sort
from .gathering import ALIASES
from .hits import Hit, of
from .joining import joined, renamed
from .model import Beat, Line, Prop, Relation
from .reader import read_prompt
from .toys import find as find_toy
from .vocabulary import Kind
from .vocabulary.structure import NEW
from .vocabulary.things import COLOURS

__all__ = ["COMMANDS", "NAMING", "SWAPPED", "Change", "Draft", "rewrite"]
REPLACE = {"replace", "swap", "substitute", "exchange", "turn", "change", "transform", "make", "trasforma"}
REPLACE |= {
    "sostituisci",
    "rimpiazza",
    "cambia",
    "scambia",
    "sostituire",
    "becomes",
    "become",
    "diventa",
    "fai",
}
BY = {"by", "with", "for", "into", "to", "con", "in", "a", "is", "becomes", "become", "diventa", "e"}
SWAPPED = {"instead", "posto", "invece", "anziche"}
REMOVE = {
    "remove",
    "delete",
    "without",
    "drop",
    "erase",
    "no",
    "hide",
    "senza",
    "togli",
    "elimina",
    "rimuovi",
}
ADD = {
    "add",
    "with",
    "put",
    "give",
    "include",
    "bring",
    "aggiungi",
    "con",
    "metti",
    "dai",
    "wears",
    "wearing",
}
ADD |= {"indossa", "wear", "holds", "tiene", "holding", "has", "ha", "plus", "more"}
COMMANDS = (
    {"make", "let", "set", "keep", "fai", "rendi", "metti", "imposta"} | (REPLACE - {"turn"}) | REMOVE | ADD
)
NEWCOMERS = {"add", "include", "bring", "aggiungi", "more", "plus"}
HATS = {"hat", "cap", "crown", "top_hat", "cowboy_hat", "party_hat", "helmet", "wizard_hat", "santa_hat"}


def rewrite(draft: Draft) -> None:
    """Apply every rule to the draft."""
    _limit(draft)
    for rule in (
        _lines, _swap, _remove, restyling.compare, restyling.feelings, restyling.surroundings,
        restyling.camera, restyling.style, restyling.colours, restyling.traits, restyling.sizes,
        _deeds, restyling.manners, _add,
    ):  # fmt: skip
        rule(draft)
    if draft.changes:
        draft.structure |= COMMANDS | REPLACE | HE | SHE | IT | THEY | {"then", "poi", "suddenly"}


def _plain(hit: Hit) -> str:
    return hit.tokens[-1].plain


def _words(draft: Draft) -> set[str]:
    return {token.plain for hit in draft.hits for token in hit.tokens}


def _limit(draft: Draft) -> None:
    """ "In shot 2", "nella scena 2": only that one."""
    heads = {"shot", "scene", "scena", "inquadratura", "ripresa"}
    for hit, following in zip(draft.hits, draft.hits[1:], strict=False):
        if _plain(hit) in heads and _plain(following).isdigit():
            number = int(_plain(following)) - 1
            if draft.only is None and 0 <= number < len(draft.play.shots):
                draft.only = number
                draft.structure |= {_plain(hit), _plain(following)}


def _lines(draft: Draft) -> None:
    """A quotation replaces what its speaker says, or is said by whoever the words name."""
    for quote in draft.spoken:
        before = [hit for hit in draft.hits if hit.tokens[0].start < quote.start]
        who = draft.subject(before[-1]) if before else []
        people = [a.name for a in draft.play.actors if a.kind == "person"]
        speaker = next(iter([*(n for n in who if n in people), *people]), "")
        shots = [shot for shot in draft.scope() if speaker in shot.cast]
        if not speaker or not shots:
            return
        chosen = next((s for s in shots if any(line.speaker == speaker for line in s.lines)), shots[0])
        old = [line for line in chosen.lines if line.speaker == speaker]
        start = old[0].start if old else 0.3
        new = Line(speaker=speaker, text=quote.text, start=start, language=draft.language)
        lines = (*(line for line in chosen.lines if line.speaker != speaker), new)
        only, draft.only = draft.only, chosen.index
        draft.each_shot(lambda shot, lines=lines: shot.model_copy(update={"lines": lines}))  # type: ignore[misc]
        draft.only = only
        draft.tell("line", " ".join(line.text for line in old), quote.text, draft.said(speaker))
        draft.take(*before)


def _nouns(draft: Draft) -> list[Hit]:
    toys = [h for h in draft.hits if h.entry is None and find_toy([t.plain for t in h.tokens]) is not None]
    return sorted(
        (*draft.free(*NAMING), *(t for t in toys if t.place not in draft.used)), key=lambda h: h.place
    )


def _swap(draft: Draft) -> None:
    """One is replaced by another: "replace A by B", "make A a B", "B instead of A"."""
    words = _words(draft)
    if not words & (REPLACE | SWAPPED | {"is", "e"}):
        return
    nouns = _nouns(draft)
    if len(nouns) < 2 or nouns[0].sentence != nouns[1].sentence:
        return
    old, new = (nouns[1], nouns[0]) if words & SWAPPED else (nouns[0], nouns[1])
    first, second = sorted((old.place, new.place))
    between = {token.plain for hit in draft.hits[first + 1 : second] for token in hit.tokens}
    verbs = words & (REPLACE | SWAPPED) or (
        between & {"is", "e"} and between & {"a", "an", "un", "una", "now"}
    )
    if not verbs or not between & (BY | SWAPPED | {"an", "un", "una", "uno", "of", "di"}):
        return
    if any(draft.hits[place].kind is Kind.ACTION for place in range(first, second)):
        return
    for name in draft.meant(old):
        before = draft.said(name)
        if _replace(draft, name, new):
            draft.take(old, new, *(h for h in draft.hits if _plain(h) in REPLACE | SWAPPED))
            draft.tell("replaced", before, draft.said(name))


def _replace(draft: Draft, name: str, new: Hit) -> bool:
    """Make one somebody else in the same place; False when a thing would become somebody or the reverse."""
    part = draft.part(name)
    colour = next((h for h in of(draft.hits, Kind.COLOUR) if 0 < new.place - h.place <= 2), None)
    paint = COLOURS[colour.value] if colour else None
    if isinstance(part, Prop):
        toy = find_toy([token.plain for token in new.tokens]) if new.entry is None else None
        if new.kind is Kind.PROP:
            kind = ALIASES.get(new.value, new.value)
            draft.change_part(name, kind=kind, label=new.tokens[-1].text, model="", color=paint)
        elif toy is not None:
            draft.change_part(name, kind="toy", label=new.tokens[-1].text, model=toy.code, color=paint)
        else:
            return False
    elif new.kind is Kind.ANIMAL:
        label = new.value.replace("_", " ")
        draft.change_part(name, kind=new.value, label=label, appearance=None, color=paint, scale=1.0)
        _unskill(draft, name)
    elif new.kind is Kind.PERSON:
        number = [actor.name for actor in draft.play.actors].index(name)
        wet = any(shot.wet for shot in draft.play.shots)
        drawn: Any = looks.appearance(
            new.value, {}, seed=draft.play.seed, number=number, swims=wet, plays=False
        )
        draft.change_part(name, kind="person", label=label_of_sort(new.value), appearance=drawn, color=None)
        _unskill(draft, name)
    else:
        return False
    draft.take(colour)
    return True


def _unskill(draft: Draft, name: str) -> None:
    """What only the one before could stay at ("stay" of a dog) becomes standing, a ride gets its relation."""
    person = draft.part(name).kind == "person"
    swaps = {"stay": "stand"} if person else {"stand": "stand", "wave": "look", "talk": "look"}
    draft.each_beat([name], lambda b: b.model_copy(update={"action": swaps.get(b.action, b.action)}))
    for shot in draft.scope():
        mounts = [b.target for b in shot.beats if b.actor == name and b.action == "ride" and b.target]
        if mounts and not any(r.subject == name and r.how == "riding" for r in shot.relations):
            extra = Relation(subject=name, how="riding", object=mounts[0])
            index = shot.index
            draft.play = draft.play.model_copy(
                update={
                    "shots": tuple(
                        s.model_copy(update={"relations": (*s.relations, extra)}) if s.index == index else s
                        for s in draft.play.shots
                    )
                }
            )


def _remove(draft: Draft) -> None:
    """ "Without the dog", "togli il cappello", "no rain"."""
    for hit in draft.hits:
        if hit.tokens[0].plain not in REMOVE:
            continue
        row = [other for other in draft.hits[hit.place + 1 : hit.place + 4] if other.sentence == hit.sentence]
        for other in row:
            if other.kind is Kind.WEATHER:
                restyling.set_field(draft, "weather", "clear", other)
                draft.take(hit, other)
            elif (names := draft.meant(other)) and (other.kind in NAMING or other.entry is None):
                told = {name: draft.said(name) for name in names}
                for name in names if _leave(draft, names) else ():
                    draft.tell("removed", told[name])
                    draft.take(hit, other)


def _leave(draft: Draft, names: Sequence[str]) -> bool:
    """Take some out of the shots; False when a shot would be left without anybody and anything."""
    gone = set(names)
    if any({*s.cast, *s.props} <= gone for s in draft.scope()):
        return False

    def without(shot: Any) -> Any:
        beats = tuple(
            b.model_copy(update={"target": None}) if b.target in gone else b
            for b in shot.beats
            if b.actor not in gone
        )
        return shot.model_copy(
            update={
                "cast": tuple(n for n in shot.cast if n not in gone),
                "props": tuple(n for n in shot.props if n not in gone),
                "beats": beats,
                "lines": tuple(line for line in shot.lines if line.speaker not in gone),
                "relations": tuple(r for r in shot.relations if not {r.subject, r.object} & gone),
            }
        )

    draft.each_shot(without)
    return True


def _deeds(draft: Draft) -> None:
    """Somebody does something else: the beats of who is meant, in the same seconds."""
    for hit in draft.free(Kind.ACTION):
        if any(h.tokens[0].plain in ADD - {"with", "con"} for h in draft.hits[: hit.place]):
            continue
        names = [n for n in draft.subject(hit) if n in {a.name for a in draft.play.actors}]
        if not names and len(draft.play.actors) == 1:
            names = [draft.play.actors[0].name]
        after = [h for h in draft.free(*NAMING) if h.place > hit.place and h.sentence == hit.sentence]
        target = next((n for h in after for n in draft.meant(h) if n not in names), None)
        for name in names:
            beats = [beat for shot in draft.scope() for beat in shot.beats if beat.actor == name]
            before = beats[-1].action if beats else "stand"
            later = any(h.kind is Kind.SEQUENCE for h in draft.hits[: hit.place])
            _act(draft, name, hit.value, target, later=later)
            draft.tell("action", "" if later else before, hit.value, draft.said(name))
            draft.take(hit, *after[:1], *restyling.named(draft, hit))


def _act(draft: Draft, name: str, action: str, target: str | None, *, later: bool) -> None:
    """The last beat of one becomes another, or, "then", a new one takes the second half of it."""

    def change(shot: Any) -> Any:
        if name not in shot.cast:
            return shot
        beats = [beat for beat in shot.beats if beat.actor == name]
        last = beats[-1] if beats else Beat(actor=name, action="stand")
        start, length = last.start, last.seconds or shot.seconds - last.start
        kept = [beat for beat in shot.beats if beat is not last]
        if later:
            half = round(length / 2, 3)
            kept.append(last.model_copy(update={"seconds": half}))
            start, length = round(start + half, 3), round(length - half, 3)
        new = Beat(actor=name, action=action, target=target, start=start, seconds=length, manner=last.manner)
        rides = {"ride", "drive", "row"}
        relations = tuple(
            r
            for r in shot.relations
            if later or action in rides or not (r.subject == name and r.how == "riding")
        )
        return shot.model_copy(
            update={"beats": tuple(sorted((*kept, new), key=lambda b: b.start)), "relations": relations}
        )

    draft.each_shot(change)


def _add(draft: Draft) -> None:
    """Who and what the words bring in: read by themselves, then let into the shots of the scope."""
    adding = _words(draft) & ADD
    fresh = {hit.place for hit in draft.hits if _is_new(draft, hit)}
    nouns = [hit for hit in _nouns(draft) if hit.place in fresh or not draft.meant(hit)]
    if not nouns or not (adding or draft.hits[0].tokens[0].plain in {"a", "an", "un", "una", "uno"}):
        return
    other = read_prompt(draft.instruction, seconds=4.0, style=draft.play.style, seed=draft.play.seed)
    old = [h for h in draft.hits if h.kind is Kind.PERSON and h.place not in fresh and draft.meant(h)]
    spelled = {h.value.replace("_", " "): h for h in old}
    known = {a.name: draft.meant(spelled[a.label])[0] for a in other.actors if a.label in spelled}
    wanted = {hit.value for hit in nouns} | {ALIASES.get(hit.value, hit.value) for hit in nouns} | {"toy"}
    cast = [
        a for a in other.actors if a.name in known or a.kind in wanted or a.label.replace(" ", "_") in wanted
    ]
    props = [prop for prop in other.props if prop.kind in wanted]
    fewer = other.model_copy(update={"actors": tuple(cast), "props": tuple(props)})
    before = draft.names
    draft.play, names = joined(draft.play, fewer, known=known, fresh=bool(fresh))
    new = [n for n in dict.fromkeys(names.values()) if n not in before]
    if not new:
        return
    _let_in(draft, renamed(other.shots[0], names), set(new))
    for name in new:
        draft.tell("added", after=draft.said(name))
    draft.take(*nouns, *(h for h in draft.hits if h.place not in draft.used and h.kind is not None))
    draft.structure |= adding


def _is_new(draft: Draft, hit: Hit) -> bool:
    """Whether a noun brings in another one though there is one already: "add a dog", "un altro gatto"."""
    before = [token.plain for h in draft.hits[max(0, hit.place - 3) : hit.place] for token in h.tokens]
    article = bool(set(before) & {"a", "an", "un", "uno", "una", "un'"})
    return hit.kind in NAMING and (bool(NEW & set(before)) or (article and bool(_words(draft) & NEWCOMERS)))


def _let_in(draft: Draft, scene: Any, new: set[str]) -> None:
    """Those who are new, with what they do and where they are, come into every shot of the scope."""
    things = {prop.name for prop in draft.play.props}

    def with_them(shot: Any) -> Any:
        here = {*shot.cast, *shot.props} | new
        beats = [b for b in scene.beats if b.actor in new - things and (not b.target or b.target in here)]
        idle = new - things - {beat.actor for beat in beats}
        beats += [Beat(actor=name, action="stand") for name in sorted(idle)]
        relations = [
            r for r in scene.relations if {r.subject, r.object} & new and {r.subject, r.object} <= here
        ]
        worn = {r.object for r in relations}
        people = [n for n in shot.cast if n not in new]
        hats = [name for name in sorted(new & things - worn) if draft.part(name).kind in HATS]
        relations += [Relation(subject=people[0], how="wearing", object=name) for name in hats if people]
        return shot.model_copy(
            update={
                "cast": (*shot.cast, *sorted(new - things)),
                "props": (*shot.props, *sorted(new & things)),
                "beats": (*shot.beats, *beats),
                "relations": (*shot.relations, *relations),
            }
        )

    draft.each_shot(with_them)
