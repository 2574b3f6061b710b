"""Why a post is where it is: the two strongest terms that spoke for it, as codes with what they name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .matter import Floats, Ints, Reader, Scored, Shelf

SAYABLE = (
    "wish",
    "chat",
    "mutual",
    "follow",
    "remix_of_mine",
    "friend_remix",
    "taste",
    "create",
    "comment",
    "save",
    "like",
    "novelty",
    "fresh",
)
WORTH_SAYING = 0.12


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of `SAYABLE`, "newcomer" or "latest", and the phrase of a wish where there is one."""

    code: str
    about: str = ""


def reasons(
    shelf: Shelf, reader: Reader, scored: Scored, places: Ints, near: dict[str, Floats], newcomer: float
) -> list[tuple[Reason, ...]]:
    """For each place at most two, strongest first; never none."""
    codes = [code for code in SAYABLE if code in scored.terms]
    values = np.stack([scored.terms[code][places] for code in codes])
    # Of terms that are the same the one that stands later in the alphabet comes first.
    by_name = sorted(range(len(codes)), key=lambda place: codes[place], reverse=True)
    best = np.argsort(-values[by_name], axis=0, kind="stable")[:2]
    found = []
    for column, place in enumerate(places.tolist()):
        row = int(scored.rows[place])
        strong = [by_name[which] for which in best[:, column].tolist()]
        said = tuple(
            Reason(codes[which], _about(shelf, reader, row, codes[which], near))
            for which in strong
            if values[which, column] > WORTH_SAYING
        )
        if not said and shelf.shown[row] < newcomer:
            said = (Reason("newcomer"),)
        found.append(said or (Reason("latest"),))
    return found


def _about(shelf: Shelf, reader: Reader, row: int, code: str, near: dict[str, Floats]) -> str:
    if code not in {"wish", "chat"}:
        return ""
    told = reader.wishes if code == "wish" else reader.topics
    wanted = [wish for wish in told if wish.weight > 0]
    by_words = [wish for wish in wanted if all(w[:4] in shelf.words[row] for w in wish.phrase.split())]
    if by_words:
        return by_words[0].phrase
    meant = [wish for wish in wanted if wish.phrase in near]
    return max(meant, key=lambda wish: float(near[wish.phrase][row])).phrase if meant else wanted[0].phrase
