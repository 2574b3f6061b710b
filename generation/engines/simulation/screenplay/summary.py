"""A screenplay in plain words, one line a shot."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Actor, Prop, Screenplay, Shot
from .vocabulary import Kind, label
from .vocabulary.places import INDOORS, NAMES

PLACES = {
    "gym": "in a gym",
    "sea": "on the sea",
    "city": "in a city street",
    "park": "in a park",
    "studio": "in a studio",
}
TIMES = {"day": "by day", "night": "at night", "dawn": "at dawn", "sunset": "at sunset"}
DEEDS = {
    "shoot_basketball": "shoots a basketball at a hoop",
    "backflip": "does a back-flip off a paddleboard",
    "ride": "rides a skateboard",
}
# What an emotion is called when a screenplay is told: (English, Italian).
FEELINGS = {
    "joy": ("happy", "felice"),
    "sadness": ("sad", "triste"),
    "anger": ("angry", "in collera"),
    "fear": ("scared", "con paura"),
    "surprise": ("surprised", "con sorpresa"),
    "disgust": ("disgusted", "con disgusto"),
}
ONE, MANY, DOG = "looks around and waves", "look around and wave", "stands and looks around"


def told(play: Screenplay) -> str:
    """What will be seen and heard, a line for every shot."""
    lines = [_shot(play, shot) for shot in play.shots]
    if len(lines) == 1:
        return lines[0]
    return "\n".join(f"Shot {number}: {line}" for number, line in enumerate(lines, start=1))


def _shot(play: Screenplay, shot: Shot) -> str:
    if is_directed(play, shot):
        return directed(play, shot, "en")
    cast = [play.actor(name) for name in shot.cast]
    beat = shot.beats[0] if shot.beats else None
    deed = _deed(beat.action if beat else "", cast)
    missed = " and misses" if beat and beat.outcome == "miss" else ""
    light = "" if shot.set in {"gym", "studio"} else f", {TIMES[shot.time_of_day]}"
    spoken = "".join(f" {_name(play.actor(line.speaker))} says “{line.text}”" for line in shot.lines)
    return f"{_everybody(cast)} {deed}{missed} {PLACES.get(shot.set, shot.set)}{light}.{spoken}"


def _deed(action: str, cast: Sequence[Actor]) -> str:
    if action in DEEDS:
        return DEEDS[action]
    if len(cast) > 1:
        return MANY
    return DOG if cast and cast[0].kind == "corgi" else ONE


def _everybody(cast: Sequence[Actor]) -> str:
    seen: list[str] = []
    for actor in cast:
        known = {_article(actor.label), f"another {actor.label}"} & set(seen)
        seen.append(f"another {actor.label}" if known else _article(actor.label))
    text = " and ".join(filter(None, [", ".join(seen[:-1]), *seen[-1:]])) or "nobody"
    return text[0].upper() + text[1:]


def _name(actor: Actor) -> str:
    return actor.label if actor.label.startswith("@") else f"The {actor.label}"


def _article(label: str) -> str:
    return label if label.startswith("@") else f"{'an' if label[:1].lower() in 'aeiou' else 'a'} {label}"


# How a directed shot is told, in words that stand alone: language -> name of a part -> word.
PARTS = {
    "en": {"with": "with", "says": "says", "and": "and", "on": "on", "nothing": "is there"},
    "it": {"with": "con", "says": "dice", "and": "e", "on": "su", "nothing": "è lì"},
}


def is_directed(play: Screenplay, shot: Shot) -> bool:
    """Whether a shot is told by its deeds: anything but the solved scenes and people who stand."""
    known = {"shoot_basketball", "backflip", "ride", "stand", "wave", "talk", "look", "stay"}
    plain = all(beat.action in known and beat.seconds is None for beat in shot.beats)
    kinds = {actor.kind for actor in play.actors if actor.name in shot.cast}
    odd = (
        bool(shot.relations)
        or bool(shot.feelings)
        or bool(kinds - {"person", "corgi"})
        or shot.set not in PLACES
    )
    return odd or not plain or not shot.cast


def directed(play: Screenplay, shot: Shot, language: str) -> str:
    """Who does what, where and when, in short sentences of vocabulary words."""
    words = PARTS[language]
    sentences = [_deeds(play, shot, name, language) for name in (*shot.cast, *shot.props)]
    place = NAMES[shot.set][language == "it"] if shot.set in NAMES else label(Kind.SET, shot.set, language)
    light = "" if shot.set in INDOORS else f", {label(Kind.TIME, shot.time_of_day, language)}"
    weather = "" if shot.weather == "clear" else f", {label(Kind.WEATHER, shot.weather, language)}"
    spoken = [f"{name_of(play, ln.speaker, language)} {words['says']} “{ln.text}”" for ln in shot.lines]
    told_ = [_capital(sentence) for sentence in (*sentences, *spoken) if sentence]
    told_.append(_capital(f"{place}{light}{weather}"))
    return " ".join(f"{sentence}." for sentence in told_)


def _deeds(play: Screenplay, shot: Shot, name: str, language: str) -> str:
    """What one does, in the order of time, with what is held and ridden; "" for a thing that only is used."""
    words = PARTS[language]
    done = []
    for beat in shot.beats:
        if beat.actor == name and beat.action != "stand":
            verb = _verb(label(Kind.ACTION, beat.action, language), language)
            target = f" → {name_of(play, beat.target, language)}" if beat.target else ""
            done.append(f"{verb}{target}")
    for relation in shot.relations:
        if relation.subject == name:
            how = words["on"] if relation.how in {"on", "riding"} else words["with"]
            done.append(f"{how} {name_of(play, relation.object, language)}")
    who = name_of(play, name, language)
    felt = [FEELINGS[each.emotion][language == "it"] for each in shot.feelings if each.actor == name]
    who += f" ({', '.join(dict.fromkeys(felt))})" if felt else ""
    if done:
        return f"{who}: {', '.join(dict.fromkeys(done))}"
    used = {beat.target for beat in shot.beats} | {relation.object for relation in shot.relations}
    return "" if name in used else who


def name_of(play: Screenplay, name: str, language: str) -> str:
    """What somebody or something is called in a language; a toy by the word that asked for it."""
    part: Actor | Prop | None = next((a for a in play.actors if a.name == name), None)
    if part is None:
        part = next((p for p in play.props if p.name == name), None)
    if part is None:
        return name
    if part.label.startswith("@") or (
        isinstance(part, Prop) and (part.kind in {"toy", "lettering"} or part.kind.startswith("own_"))
    ):
        return part.label
    if isinstance(part, Prop):
        return label(Kind.PROP, part.kind, language)
    if part.kind == "person":
        return label(Kind.PERSON, part.label.replace(" ", "_"), language)
    return label(Kind.ANIMAL, part.kind, language)


def _verb(phrase: str, language: str) -> str:
    """The third person of an English verb phrase; Italian tables hold it already."""
    if language != "en":
        return phrase
    first, _, rest = phrase.partition(" ")
    ending = "es" if first.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    if first.endswith("y") and first[-2:-1] not in "aeiou":
        first, ending = first[:-1], "ies"
    return f"{first}{ending} {rest}".strip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
