"""A continuation in words becomes the next shot of a screenplay, with the same people, place and light."""

from __future__ import annotations

from .deeds import TRAVELS
from .hits import hits_of, of
from .joining import checked, joined, renamed
from .model import Beat, Relation, Screenplay, Shot
from .reader import read_prompt
from .revise import revise
from .tokens import quotes, tokens
from .vocabulary import Kind

__all__ = ["extend"]
USUAL = {"stand": "stand", "stay": "stay"}
RIDES = frozenset({"ride", "drive", "row"})
GESTURES = frozenset({"shoot_basketball", "backflip", "fall", "slip", "faint", "throw", "kick"})


def extend(play: Screenplay, words: str, seconds: float) -> Screenplay:
    """`play` with one more shot of `seconds` that goes on where its last one ends.

    Everybody who was there stays; who is not spoken of goes on with what was done last. With no words at all
    everybody goes on. Words that bring in somebody new let them come in.
    """
    new, extra = _read(play, words, seconds) if words.strip() else (_going_on(play.shots[-1], seconds), play)
    whole = extra.model_copy(
        update={
            "prompt": f"{play.prompt}\n{words}".rstrip(),
            "shots": (*play.shots, new.model_copy(update={"index": len(play.shots), "text": words[:2000]})),
        }
    )
    return checked(whole)


def _read(play: Screenplay, words: str, seconds: float) -> tuple[Shot, Screenplay]:
    """The shot that the words tell, read as what follows the story so far."""
    story = "; ".join(part for part in (play.shots[-1].text or play.prompt).split("\n") if part)
    text = f"Shot 1: {story}\nShot 2: {words}"
    both = read_prompt(text, seconds=2 * seconds, style=play.style, seed=play.seed)
    last = play.shots[-1]
    hits = list(of(hits_of(tokens(words, quotes(words))[0]), *Kind))
    wanted = {hit.value for hit in hits if hit.kind is Kind.ACTION}
    told = both.shots[-1]
    if len(both.shots) < 2 or not wanted or not wanted <= {beat.action for beat in told.beats}:
        return _instructed(play, words, seconds)
    extra, names = joined(play, both)
    shot = renamed(told, names)
    kinds = {hit.kind for hit in hits}
    keeps = {
        "set": last.set,
        "time_of_day": shot.time_of_day if Kind.TIME in kinds else last.time_of_day,
        "weather": shot.weather if Kind.WEATHER in kinds else last.weather,
        "mood": shot.mood or last.mood,
        "seconds": seconds,
        "camera": last.camera.model_copy(
            update={
                name: getattr(shot.camera, name)
                for name, kind in (("size", Kind.SIZE), ("move", Kind.MOVE), ("angle", Kind.ANGLE))
                if kind in kinds
            }
        ),
    }
    shift = len(play.prompt) + 1 - (len(text) - len(words))
    marked = [
        word.model_copy(update={"start": word.start + shift, "end": word.end + shift})
        for word in both.understood
        if word.start >= len(text) - len(words)
    ]
    extra = extra.model_copy(update={"understood": (*play.understood, *marked)})
    return _together(shot.model_copy(update=keeps), last, seconds), extra


def _instructed(play: Screenplay, words: str, seconds: float) -> tuple[Shot, Screenplay]:
    """Everybody goes on, except for what the words change."""
    index = len(play.shots)
    onward = _going_on(play.shots[-1], seconds).model_copy(update={"index": index})
    longer = play.model_copy(update={"shots": (*play.shots, onward)})
    changed = revise(longer, words, shot=index).play
    return changed.shots[index], changed.model_copy(update={"style": play.style})


def _together(shot: Shot, last: Shot, seconds: float) -> Shot:
    """Everybody and everything of the shot before is still there; who does nothing new goes on."""
    acting = {beat.actor for beat in shot.beats if beat.action not in USUAL}
    onward = _going_on(last, seconds)
    leaving = {beat.actor for beat in shot.beats if beat.action in TRAVELS - RIDES}
    riding = {r.subject for r in onward.relations if r.how == "riding"} - leaving
    relations = [r for r in onward.relations if r.how != "riding" or r.subject in riding]
    going = [
        beat
        for beat in onward.beats
        if beat.actor not in acting or (beat.actor in riding and beat.action in RIDES)
    ]
    beats = tuple(beat for beat in shot.beats if beat.actor in acting)
    stretched = _stretched(beats, seconds)
    held: dict[tuple[str, str], Relation] = {(r.subject, r.object): r for r in (*relations, *shot.relations)}
    return shot.model_copy(
        update={
            "cast": tuple(dict.fromkeys((*last.cast, *shot.cast))),
            "props": tuple(dict.fromkeys((*last.props, *shot.props))),
            "beats": (*stretched, *going),
            "relations": tuple(held.values()),
        }
    )


def _stretched(beats: tuple[Beat, ...], seconds: float) -> tuple[Beat, ...]:
    """Beats within the shot's seconds."""
    end = max((beat.start + (beat.seconds or 0.0) for beat in beats), default=0.0)
    scale = seconds / end if end > 0 else 1.0
    return tuple(
        beat.model_copy(
            update={
                "start": round(beat.start * scale, 3),
                "seconds": None if beat.seconds is None else round(beat.seconds * scale, 3),
            }
        )
        for beat in beats
    )


def _going_on(last: Shot, seconds: float) -> Shot:
    """The shot in which everybody goes on with what they did last; what is done once is over."""
    final: dict[str, Beat] = {}
    for beat in sorted(last.beats, key=lambda beat: beat.start):
        final[beat.actor] = beat
    beats = tuple(
        beat.model_copy(
            update={
                "start": 0.0,
                "seconds": seconds,
                **({"action": "stand", "target": None} if beat.action in GESTURES else {}),
            }
        )
        for beat in final.values()
    )
    riding = {relation.subject for relation in last.relations if relation.how == "riding"}
    mounts = [(beat.actor, beat.target) for beat in final.values() if beat.action in RIDES and beat.target]
    rides = [Relation(subject=a, how="riding", object=b) for a, b in mounts if a not in riding]
    return last.model_copy(
        update={
            "seconds": seconds,
            "beats": beats,
            "lines": (),
            "text": "",
            "title": "",
            "relations": (*last.relations, *rides),
        }
    )
