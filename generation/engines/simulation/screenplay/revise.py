"""Instructions against a screenplay: "make it night", "il cane è viola", "replace the dog by a cat".

Only what is said changes: the people, their clothes, the seed, the place, the
positions and the camera stay as they are. Words that read as a new prompt are
read as one. No model, no chance: the same words change the same things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from . import dialogue
from .hits import Hit, hits_of, of
from .joining import checked, trimmed
from .model import Mark, Screenplay, Word
from .reader import read_prompt
from .rewriting import COMMANDS, NAMING, SWAPPED, Change, Draft, rewrite
from .styling import AUTO
from .tokens import Quote, Token, quotes, tokens
from .vocabulary import Kind

__all__ = ["Change", "Revision", "another_take", "revise"]
NOT_CLEAR = "this changes nothing"
_HEADINGS = re.compile(r"\b(?:shot|scene|scena|inquadratura|ripresa)\s*\d+\s*[:.\-–—)]", re.IGNORECASE)
_INDEFINITE = {"a", "an", "un", "uno", "una", "un'", "some"}
_CAMERAS: tuple[dict[str, str], ...] = (
    {"size": "wide", "move": "static", "angle": "eye"},
    {"size": "medium", "move": "follow", "angle": "eye"},
    {"size": "medium", "move": "orbit", "angle": "eye"},
    {"size": "wide", "move": "handheld", "angle": "eye"},
    {"size": "medium", "move": "dolly_in", "angle": "low"},
    {"size": "wide", "move": "crane", "angle": "high"},
    {"size": "medium", "move": "handheld", "angle": "low"},
    {"size": "wide", "move": "follow", "angle": "low"},
)


@dataclass(frozen=True, slots=True)
class Revision:
    """A rewritten screenplay, what changed in it, and the words of the instruction that changed nothing.

    `whole` tells that the instruction was read as a prompt of its own.
    """

    play: Screenplay
    changes: tuple[Change, ...] = ()
    unused: tuple[str, ...] = ()
    whole: bool = False


def revise(play: Screenplay, instruction: str, *, shot: int | None = None) -> Revision:
    """Rewrite `play` as the words say; `shot` limits it to one shot (0-based). Never fails on odd text."""
    spoken = quotes(instruction)
    words, _ = tokens(instruction, spoken)
    silent = [word for word in words if not _within(word, spoken)]
    hits = hits_of(silent)
    if shot is None and is_prompt(instruction, hits):
        return _anew(play, instruction)
    draft = Draft(play, instruction, hits, spoken, dialogue.language_of_tokens(words), shot)
    rewrite(draft)
    try:
        revised = checked(trimmed(draft.play))
    except ValidationError:
        revised = play
        draft.changes.clear()
        draft.used.clear()
    if revised.model_dump(exclude={"understood", "prompt"}) == play.model_dump(
        exclude={"understood", "prompt"}
    ):
        draft.changes.clear()
    marked = [_word(token, draft) for token in silent]
    if draft.spoken:
        marked += [_marked(token, Mark.STAGED) for token in words if _within(token, spoken)]
    return Revision(
        play=_told(play, revised, instruction, marked),
        changes=tuple(draft.changes),
        unused=tuple(word.text for word in marked if word.mark is Mark.NOT_STAGED),
    )


def is_prompt(text: str, hits: Sequence[Hit]) -> bool:
    """Whether words tell a film of their own, rather than what to change in one."""
    if len(_HEADINGS.findall(text)) > 1:
        return True
    words = [token.plain for hit in hits for token in hit.tokens]
    if COMMANDS & set(words[:3]) or SWAPPED & set(words):
        return False
    nouns = [hit for hit in hits if hit.kind in NAMING]
    deeds = [hit for hit in of(hits, Kind.ACTION) if nouns and hit.place > nouns[0].place]
    if not deeds or len(words) < 5:
        return False
    before = [
        token.plain for hit in hits[max(0, nouns[0].place - 3) : nouns[0].place] for token in hit.tokens
    ]
    numbered = any(hit.kind is Kind.NUMBER for hit in hits[max(0, nouns[0].place - 3) : nouns[0].place])
    return bool(_INDEFINITE & set(before)) or numbered


def another_take(play: Screenplay, shot: int, seed: int) -> Screenplay:
    """The same shot seen anew: the camera that no word asked for stands elsewhere, drawn from `seed`."""
    now = play.shots[shot].camera
    said = _asked(play.shots[shot].text)
    options = [{k: v for k, v in camera.items() if k not in said} for camera in _CAMERAS]
    plans = [now.model_copy(update=option) for option in options]
    others = [plan for plan in dict.fromkeys(plans) if plan != now]
    if not others:
        return play
    shots = list(play.shots)
    shots[shot] = shots[shot].model_copy(update={"camera": others[seed % len(others)]})
    return play.model_copy(update={"shots": tuple(shots)})


def _asked(text: str) -> set[str]:
    """The parts of a camera plan that the words of a shot ask for."""
    words, _ = tokens(text, quotes(text))
    kinds = {Kind.SIZE: "size", Kind.MOVE: "move", Kind.ANGLE: "angle"}
    return {kinds[hit.kind] for hit in of(hits_of(words), *kinds) if hit.kind is not None}


def _anew(play: Screenplay, prompt: str) -> Revision:
    """A prompt of its own in the length and with the seed of `play`, and in its style unless it names one."""
    words, _ = tokens(prompt, quotes(prompt))
    style = AUTO if any(of(hits_of(words), Kind.STYLE)) else play.style
    new = read_prompt(prompt, seconds=play.seconds, style=style, seed=play.seed)
    change = Change("prompt", before=play.prompt[:80], after=prompt[:80])
    return Revision(new, (change,), tuple(new.not_staged), whole=True)


def _within(token: Token, spoken: Sequence[Quote]) -> bool:
    return any(quote.start <= token.start < quote.end for quote in spoken)


def _word(token: Token, draft: Draft) -> Word:
    hit = next(hit for hit in draft.hits if token in hit.tokens)
    if hit.place in draft.used:
        mark = hit.entry.mark if hit.entry is not None else Mark.STAGED
        return _marked(token, Mark.STAGED if mark is Mark.STRUCTURE else mark, draft.notes.get(hit.place, ""))
    if hit.kind is Kind.STRUCTURE or token.plain in draft.structure:
        return _marked(token, Mark.STRUCTURE)
    return _marked(token, Mark.NOT_STAGED, NOT_CLEAR)


def _marked(token: Token, mark: Mark, note: str = "") -> Word:
    """A token of the instruction as a marked word."""
    return Word(start=token.start, end=token.end, text=token.text, mark=mark, note=note)


def _told(play: Screenplay, revised: Screenplay, instruction: str, marked: Sequence[Word]) -> Screenplay:
    """The rewritten play, whose prompt is the old one with the instruction below it."""
    shift = len(play.prompt) + 1
    moved = [
        word.model_copy(update={"start": word.start + shift, "end": word.end + shift}) for word in marked
    ]
    moved.sort(key=lambda word: word.start)
    fields: dict[str, Any] = {
        "prompt": f"{play.prompt}\n{instruction}",
        "understood": (*play.understood, *moved),
    }
    return revised.model_copy(update=fields)
