"""What the composer carries from one request to the next, all in its form: the server keeps nothing.

`base` is the JSON of a screenplay to start from (another video's, or a model's); without one the words are
read. `edits` are the changes made by hand, `shown` what each field of the panel showed, so that a field that
says something else is a change. `draw` is the seed of a page on which none was typed.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from generation import reading
from generation.engines.errors import BadRequest
from generation.models import SEED_LIMIT
from generation.refusals import BadScreenplay

from . import edits as changes
from .edits import Edit, Play
from .marking import marked

FIELD = "e."
LONGEST_BASE = 2_000_000
DEEDS = {"delete", "copy", "earlier", "later", "fit"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rest of the form asks for; `styles` are those that the model knows."""

    prompt: str
    seconds: int
    style: str
    styles: tuple[str, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class State:
    """See the module."""

    draw: int
    base: Play | None = None
    edits: tuple[Edit, ...] = ()
    words: str = ""
    by: str = ""
    note: str = ""
    redo: tuple[Edit, ...] = field(default=())

    def changed(self, asked: Asked) -> bool:
        """Whether the words of the form are other than those that `base` was made from."""
        return self.base is not None and self.words != digest(asked.prompt)

    def edited(self, asked: Asked) -> changes.Edited:
        """The screenplay with the changes; raises `BadScreenplay`."""
        try:
            found = changes.edited(self.base if self.base is not None else _read(asked), self.edits)
        except BadRequest as error:
            raise BadScreenplay.because(str(error)) from error
        play = found.play | {"seed": asked.seed}
        if self.base is not None and asked.style in asked.styles and asked.style != "auto":
            play["style"] = asked.style
        return replace(found, play=marked(play, self.edits))


def _read(asked: Asked) -> Play:
    return reading.offered(
        asked.prompt, seconds=asked.seconds, style=asked.style, seed=asked.seed, styles=asked.styles
    ).screenplay


def digest(prompt: str) -> str:
    """A short name of the words, however they are spaced."""
    return blake2b(" ".join(prompt.split()).encode(), digest_size=8).hexdigest()


def fresh() -> State:
    """A page on which nothing was changed yet."""
    return State(draw=secrets.SystemRandom().randrange(SEED_LIMIT))


def of_play(play: Mapping[str, Any], prompt: str, *, by: str, note: str = "") -> State:
    """A page that starts from a screenplay; `by` is "video" or "model"."""
    return State(draw=int(play["seed"]), base=dict(play), words=digest(prompt), by=by, note=note)


def posted(post: Mapping[str, str]) -> State:
    """The state of a form that came back, the changes in its fields and its pressed button included."""
    state = State(
        draw=_number(post.get("draw", "")),
        base=_base(post.get("base", "")),
        edits=tuple(changes.parse(post.get("edits", ""))),
        words=post.get("words", "")[:32],
        by=post.get("by", "")[:16],
        redo=tuple(changes.parse(post.get("redo", ""))),
    )
    state = _with_fields(state, post)
    return _pressed(state, post.get("op", ""), post.get("prompt", ""))


def _with_fields(state: State, post: Mapping[str, str]) -> State:
    try:
        shown = json.loads(post.get("shown", "") or "{}")
    except (ValueError, RecursionError):
        shown = {}
    if not isinstance(shown, dict):
        return state
    found = list(state.edits)
    for name, before in shown.items():
        to = post.get(name if name == "seconds" else FIELD + name)
        if to is None or to.strip() == str(before).strip():
            continue
        edit: Edit = {"at": name, "to": to.strip()}
        if name == "seconds":
            edit = {"do": "fit", "shot": _number(to)}
        if changes.is_edit(edit):
            found = changes.added(found, edit)
    return (
        state
        if len(found) == len(state.edits) and tuple(found) == state.edits
        else replace(state, edits=tuple(found), redo=())
    )


def _pressed(state: State, op: str, prompt: str) -> State:
    name, _, number = op.partition(":")
    if name in DEEDS and changes.is_edit({"do": name, "shot": _number(number)}):
        found = changes.added(state.edits, {"do": name, "shot": _number(number)})
        return replace(state, edits=tuple(found), redo=())
    if name == "reset" and state.edits:
        return replace(state, edits=(*state.edits, {"do": "reset"}), redo=())
    if name == "undo" and state.edits:
        return replace(state, edits=state.edits[:-1], redo=(*state.redo, state.edits[-1]))
    if name == "redo" and state.redo:
        return replace(state, edits=(*state.edits, state.redo[-1]), redo=state.redo[:-1])
    if name == "keep":
        return replace(state, words=digest(prompt))
    if name == "anew":
        return replace(state, base=None, words="", by="")
    return state


def without(state: State, misfits: tuple[Edit, ...]) -> State:
    """The state without the changes that fit no more."""
    return replace(state, edits=tuple(edit for edit in state.edits if edit not in misfits))


def _base(text: str) -> Play | None:
    if not text.strip():
        return None
    try:
        found = json.loads(text) if len(text) <= LONGEST_BASE else None
        return changes.loaded(found) if isinstance(found, dict) else _no()
    except (ValueError, RecursionError) as error:
        raise BadScreenplay from error
    except BadRequest as error:
        raise BadScreenplay.because(str(error)) from error


def _no() -> Play:
    raise BadScreenplay


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,10}", text) and int(text) < SEED_LIMIT else 0
