"""A screenplay's summary in the reader's language, one line a shot.

The engine's own `Screenplay.summary()` is its English; a test holds the two
together. Whole forms are translated, never glued from articles and nouns:
in Italian each person has a gender.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from generation.engines.simulation.screenplay.model import Actor, Beat, Screenplay, Shot
from generation.engines.simulation.screenplay.summary import directed, is_directed

INDOORS = {"gym", "studio"}
A: dict[str, Promise] = {
    "person": pgettext_lazy("summary", "a person"),
    "man": pgettext_lazy("summary", "a man"),
    "woman": pgettext_lazy("summary", "a woman"),
    "boy": pgettext_lazy("summary", "a boy"),
    "girl": pgettext_lazy("summary", "a girl"),
    "child": pgettext_lazy("summary", "a child"),
    "teenager": pgettext_lazy("summary", "a teenager"),
    "old man": pgettext_lazy("summary", "an old man"),
    "old woman": pgettext_lazy("summary", "an old woman"),
    "basketball player": pgettext_lazy("summary", "a basketball player"),
    "chef": pgettext_lazy("summary", "a chef"),
    "doctor": pgettext_lazy("summary", "a doctor"),
    "nurse": pgettext_lazy("summary", "a nurse"),
    "police officer": pgettext_lazy("summary", "a police officer"),
    "firefighter": pgettext_lazy("summary", "a firefighter"),
    "astronaut": pgettext_lazy("summary", "an astronaut"),
    "knight": pgettext_lazy("summary", "a knight"),
    "robot": pgettext_lazy("summary", "a robot"),
    "surfer": pgettext_lazy("summary", "a surfer"),
    "wizard": pgettext_lazy("summary", "a wizard"),
    "magician": pgettext_lazy("summary", "a magician"),
    "ninja": pgettext_lazy("summary", "a ninja"),
    "pirate": pgettext_lazy("summary", "a pirate"),
    "farmer": pgettext_lazy("summary", "a farmer"),
    "builder": pgettext_lazy("summary", "a builder"),
    "fisherman": pgettext_lazy("summary", "a fisherman"),
    "skier": pgettext_lazy("summary", "a skier"),
    "king": pgettext_lazy("summary", "a king"),
    "queen": pgettext_lazy("summary", "a queen"),
    "passenger": pgettext_lazy("summary", "a passenger"),
    "family": pgettext_lazy("summary", "a family"),
    "Santa": pgettext_lazy("summary", "a Santa"),
    "boxer": pgettext_lazy("summary", "a boxer"),
    "clown": pgettext_lazy("summary", "a clown"),
    "cowboy": pgettext_lazy("summary", "a cowboy"),
    "dancer": pgettext_lazy("summary", "a dancer"),
    "detective": pgettext_lazy("summary", "a detective"),
    "drummer": pgettext_lazy("summary", "a drummer"),
    "guitarist": pgettext_lazy("summary", "a guitarist"),
    "pianist": pgettext_lazy("summary", "a pianist"),
    "princess": pgettext_lazy("summary", "a princess"),
    "soldier": pgettext_lazy("summary", "a soldier"),
    "superhero": pgettext_lazy("summary", "a superhero"),
    "violinist": pgettext_lazy("summary", "a violinist"),
    "waiter": pgettext_lazy("summary", "a waiter"),
    "witch": pgettext_lazy("summary", "a witch"),
    "player": pgettext_lazy("summary", "a player"),
    "corgi": pgettext_lazy("summary", "a corgi"),
}
ANOTHER: dict[str, Promise] = {
    "person": pgettext_lazy("summary", "another person"),
    "man": pgettext_lazy("summary", "another man"),
    "woman": pgettext_lazy("summary", "another woman"),
    "boy": pgettext_lazy("summary", "another boy"),
    "girl": pgettext_lazy("summary", "another girl"),
    "child": pgettext_lazy("summary", "another child"),
    "teenager": pgettext_lazy("summary", "another teenager"),
    "old man": pgettext_lazy("summary", "another old man"),
    "old woman": pgettext_lazy("summary", "another old woman"),
    "basketball player": pgettext_lazy("summary", "another basketball player"),
    "chef": pgettext_lazy("summary", "another chef"),
    "doctor": pgettext_lazy("summary", "another doctor"),
    "nurse": pgettext_lazy("summary", "another nurse"),
    "police officer": pgettext_lazy("summary", "another police officer"),
    "firefighter": pgettext_lazy("summary", "another firefighter"),
    "astronaut": pgettext_lazy("summary", "another astronaut"),
    "knight": pgettext_lazy("summary", "another knight"),
    "robot": pgettext_lazy("summary", "another robot"),
    "surfer": pgettext_lazy("summary", "another surfer"),
    "wizard": pgettext_lazy("summary", "another wizard"),
    "magician": pgettext_lazy("summary", "another magician"),
    "ninja": pgettext_lazy("summary", "another ninja"),
    "pirate": pgettext_lazy("summary", "another pirate"),
    "farmer": pgettext_lazy("summary", "another farmer"),
    "builder": pgettext_lazy("summary", "another builder"),
    "fisherman": pgettext_lazy("summary", "another fisherman"),
    "skier": pgettext_lazy("summary", "another skier"),
    "king": pgettext_lazy("summary", "another king"),
    "queen": pgettext_lazy("summary", "another queen"),
    "passenger": pgettext_lazy("summary", "another passenger"),
    "family": pgettext_lazy("summary", "another family"),
    "Santa": pgettext_lazy("summary", "another Santa"),
    "boxer": pgettext_lazy("summary", "another boxer"),
    "clown": pgettext_lazy("summary", "another clown"),
    "cowboy": pgettext_lazy("summary", "another cowboy"),
    "dancer": pgettext_lazy("summary", "another dancer"),
    "detective": pgettext_lazy("summary", "another detective"),
    "drummer": pgettext_lazy("summary", "another drummer"),
    "guitarist": pgettext_lazy("summary", "another guitarist"),
    "pianist": pgettext_lazy("summary", "another pianist"),
    "princess": pgettext_lazy("summary", "another princess"),
    "soldier": pgettext_lazy("summary", "another soldier"),
    "superhero": pgettext_lazy("summary", "another superhero"),
    "violinist": pgettext_lazy("summary", "another violinist"),
    "waiter": pgettext_lazy("summary", "another waiter"),
    "witch": pgettext_lazy("summary", "another witch"),
    "player": pgettext_lazy("summary", "another player"),
}
THE: dict[str, Promise] = {
    "person": pgettext_lazy("summary", "The person"),
    "man": pgettext_lazy("summary", "The man"),
    "woman": pgettext_lazy("summary", "The woman"),
    "boy": pgettext_lazy("summary", "The boy"),
    "girl": pgettext_lazy("summary", "The girl"),
    "child": pgettext_lazy("summary", "The child"),
    "teenager": pgettext_lazy("summary", "The teenager"),
    "old man": pgettext_lazy("summary", "The old man"),
    "old woman": pgettext_lazy("summary", "The old woman"),
    "basketball player": pgettext_lazy("summary", "The basketball player"),
    "chef": pgettext_lazy("summary", "The chef"),
    "doctor": pgettext_lazy("summary", "The doctor"),
    "nurse": pgettext_lazy("summary", "The nurse"),
    "police officer": pgettext_lazy("summary", "The police officer"),
    "firefighter": pgettext_lazy("summary", "The firefighter"),
    "astronaut": pgettext_lazy("summary", "The astronaut"),
    "knight": pgettext_lazy("summary", "The knight"),
    "robot": pgettext_lazy("summary", "The robot"),
    "surfer": pgettext_lazy("summary", "The surfer"),
    "wizard": pgettext_lazy("summary", "The wizard"),
    "magician": pgettext_lazy("summary", "The magician"),
    "ninja": pgettext_lazy("summary", "The ninja"),
    "pirate": pgettext_lazy("summary", "The pirate"),
    "farmer": pgettext_lazy("summary", "The farmer"),
    "builder": pgettext_lazy("summary", "The builder"),
    "fisherman": pgettext_lazy("summary", "The fisherman"),
    "skier": pgettext_lazy("summary", "The skier"),
    "king": pgettext_lazy("summary", "The king"),
    "queen": pgettext_lazy("summary", "The queen"),
    "passenger": pgettext_lazy("summary", "The passenger"),
    "family": pgettext_lazy("summary", "The family"),
    "Santa": pgettext_lazy("summary", "The Santa"),
    "boxer": pgettext_lazy("summary", "The boxer"),
    "clown": pgettext_lazy("summary", "The clown"),
    "cowboy": pgettext_lazy("summary", "The cowboy"),
    "dancer": pgettext_lazy("summary", "The dancer"),
    "detective": pgettext_lazy("summary", "The detective"),
    "drummer": pgettext_lazy("summary", "The drummer"),
    "guitarist": pgettext_lazy("summary", "The guitarist"),
    "pianist": pgettext_lazy("summary", "The pianist"),
    "princess": pgettext_lazy("summary", "The princess"),
    "soldier": pgettext_lazy("summary", "The soldier"),
    "superhero": pgettext_lazy("summary", "The superhero"),
    "violinist": pgettext_lazy("summary", "The violinist"),
    "waiter": pgettext_lazy("summary", "The waiter"),
    "witch": pgettext_lazy("summary", "The witch"),
    "player": pgettext_lazy("summary", "The player"),
}
PLACES: dict[str, Promise] = {
    "gym": pgettext_lazy("summary", "in a gym"),
    "sea": pgettext_lazy("summary", "on the sea"),
    "city": pgettext_lazy("summary", "in a city street"),
    "park": pgettext_lazy("summary", "in a park"),
    "studio": pgettext_lazy("summary", "in a studio"),
}
TIMES: dict[str, Promise] = {
    "day": pgettext_lazy("summary", "by day"),
    "night": pgettext_lazy("summary", "at night"),
    "dawn": pgettext_lazy("summary", "at dawn"),
    "sunset": pgettext_lazy("summary", "at sunset"),
}
DEEDS: dict[tuple[str, str], Promise] = {
    ("shoot_basketball", "success"): pgettext_lazy("summary", "shoots a basketball at a hoop"),
    ("shoot_basketball", "miss"): pgettext_lazy("summary", "shoots a basketball at a hoop and misses"),
    ("backflip", "success"): pgettext_lazy("summary", "does a back-flip off a paddleboard"),
    ("ride", "success"): pgettext_lazy("summary", "rides a skateboard"),
}
ONE = pgettext_lazy("summary", "looks around and waves")
MANY = pgettext_lazy("summary", "look around and wave")
DOG = pgettext_lazy("summary", "stands and looks around")
NOBODY = pgettext_lazy("summary", "nobody")
OUTSIDE = gettext_lazy("%(who)s %(does)s %(place)s, %(time)s.")
INSIDE = gettext_lazy("%(who)s %(does)s %(place)s.")


def told(play: Screenplay) -> str:
    """What will be seen and heard, a line for every shot."""
    lines = [_shot(play, shot) for shot in play.shots]
    if len(lines) == 1:
        return lines[0]
    numbered = enumerate(lines, start=1)
    return "\n".join(_("Shot %(number)d: %(line)s") % {"number": n, "line": line} for n, line in numbered)


def _shot(play: Screenplay, shot: Shot) -> str:
    if is_directed(play, shot):
        return directed(play, shot, "it" if (get_language() or "").startswith("it") else "en")
    cast = [play.actor(name) for name in shot.cast]
    sentence = INSIDE if shot.set in INDOORS else OUTSIDE
    parts = [
        str(sentence)
        % {
            "who": _everybody(cast),
            "does": _deed(shot.beats[0] if shot.beats else None, cast),
            "place": PLACES.get(shot.set, shot.set),
            "time": TIMES[shot.time_of_day],
        }
    ]
    for line in shot.lines:
        speaker = play.actor(line.speaker).label
        parts.append(_("%(who)s says “%(words)s”") % {"who": THE.get(speaker, speaker), "words": line.text})
    return " ".join(parts)


def _deed(beat: Beat | None, cast: Sequence[Actor]) -> str:
    if beat is not None:
        known = DEEDS.get((beat.action, beat.outcome)) or DEEDS.get((beat.action, "success"))
        if known is not None:
            return str(known)
    if len(cast) > 1:
        return str(MANY)
    return str(DOG if cast and cast[0].kind == "corgi" else ONE)


def _everybody(cast: Sequence[Actor]) -> str:
    named: list[str] = []
    for place, actor in enumerate(cast):
        again = any(earlier.label == actor.label for earlier in cast[:place])
        named.append(str((ANOTHER if again else A).get(actor.label, actor.label)))
    if len(named) > 1:
        text = _("%(some)s and %(last)s") % {"some": ", ".join(named[:-1]), "last": named[-1]}
    else:
        text = named[0] if named else str(NOBODY)
    return text[:1].upper() + text[1:]
