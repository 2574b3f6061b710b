"""Why a post is where it is: the two strongest terms that spoke for it, as codes with what they name."""

from __future__ import annotations

from dataclasses import dataclass

from .matter import Floats, Reader, Scored, Shelf

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
    shelf: Shelf, reader: Reader, scored: Scored, place: int, near: dict[str, Floats], newcomer: float
) -> tuple[Reason, ...]:
    """At most two, strongest first; never none."""
    row = int(scored.rows[place])
    strong = sorted(
        ((float(scored.terms[code][place]), code) for code in SAYABLE if code in scored.terms), reverse=True
    )
    said = [
        Reason(code, _about(shelf, reader, row, code, near)) for value, code in strong if value > WORTH_SAYING
    ]
    if not said and shelf.shown[row] < newcomer:
        return (Reason("newcomer"),)
    return tuple(said[:2]) or (Reason("latest"),)


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
