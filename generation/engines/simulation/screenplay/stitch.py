"""Several screenplays one after the other, as the screenplay of a joined film."""

from __future__ import annotations

from collections.abc import Sequence

from .joining import checked, joined, renamed
from .model import Screenplay, Shot, Word

__all__ = ["stitched"]


def stitched(plays: Sequence[Screenplay]) -> Screenplay:
    """One screenplay with the shots of all, each with its own people; the first one's style and seed.

    Prompts follow each other line by line, with their words marked as before.
    """
    whole = plays[0]
    shots: list[Shot] = list(whole.shots)
    words: list[Word] = list(whole.understood)
    prompt = whole.prompt
    for play in plays[1:]:
        whole, names = joined(whole, play, fresh=True)
        for shot in play.shots:
            shots.append(renamed(shot, names).model_copy(update={"index": len(shots)}))
        shift = len(prompt) + 1
        words += [
            word.model_copy(update={"start": word.start + shift, "end": word.end + shift})
            for word in play.understood
        ]
        prompt = f"{prompt}\n{play.prompt}"
    return checked(
        whole.model_copy(update={"shots": tuple(shots), "understood": tuple(words), "prompt": prompt})
    )
