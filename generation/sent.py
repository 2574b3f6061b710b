"""What is made from a film that somebody sent: an edit of it, or a longer film that begins with it.

Each function only writes the brief; admission judges it like every other. What is in a sent film nobody here
understands, so an edit either changes its look as a whole, or is made anew after its first frame.
"""

from __future__ import annotations

import io
import math
from typing import Any

from accounts.models import Person

from . import conf, start_image
from .admission import Brief
from .engines.catalog import Model
from .footage import AS_IT_IS, Footage
from .reading import Reading, offered
from .refusals import BadChoice, TooLong
from .variations import EXTENSIONS


def edit(
    person: Person, film: Footage, words: str, model: Model, *, style: str, seed: int | None, submission: str
) -> Brief:
    """A sent film in the style that is asked for; where none is, one made anew after its first frame."""
    seconds = min(model.seconds, key=lambda offer: abs(offer - film.seconds))
    read = offered(words, seconds=seconds, style=style, seed=seed or 0, styles=model.styles)
    wanted = str(read.screenplay["style"])
    size = nearest(model, film)
    if wanted != AS_IT_IS:
        play = {**read.screenplay, "shots": [_bare(read, film)], "actors": [], "props": [], "understood": []}
        return Brief(
            prompt=words,
            model=model.name,
            style=wanted,
            size=size,
            seconds=max(1, round(film.seconds)),
            seed=seed,
            screenplay=play,
            footage=film.path,
            submission=submission,
        )
    return Brief(
        prompt=words,
        model=model.name,
        style=wanted,
        size=size,
        seconds=seconds,
        seed=seed,
        start_image=start_image.checked(io.BytesIO(film.first), person),
        submission=submission,
    )


def as_it_is(film: Footage, words: str, model: Model, *, seed: int | None, submission: str) -> Brief:
    """A film that an earlier model made, taken over as it is."""
    read = offered(words, seconds=model.seconds[0], style=AS_IT_IS, seed=seed or 0, styles=model.styles)
    play = {**read.screenplay, "shots": [_bare(read, film)], "actors": [], "props": [], "understood": []}
    return Brief(
        prompt=words,
        model=model.name,
        style=AS_IT_IS,
        size=nearest(model, film),
        seconds=max(1, round(film.seconds)),
        seed=seed,
        screenplay=play,
        footage=film.path,
        imported=True,
        submission=submission,
    )


def extension(
    person: Person,
    film: Footage,
    words: str,
    seconds: int,
    model: Model,
    *,
    style: str,
    seed: int | None,
    submission: str,
) -> Brief:
    """A sent film, then `seconds` more of what the words say, in a place made after its last frame."""
    if seconds not in EXTENSIONS:
        raise BadChoice(field="seconds")
    total = round(film.seconds + seconds)
    if total > conf.MAX_FILM_SECONDS:
        raise TooLong
    read = offered(words, seconds=seconds, style=style, seed=seed or 0, styles=model.styles)
    told = read.screenplay["shots"]
    shots = [_bare(read, film), *({**shot, "index": place} for place, shot in enumerate(told, 1))]
    return Brief(
        prompt=words,
        model=model.name,
        style=str(read.screenplay["style"]),
        size=nearest(model, film),
        seconds=total,
        seed=seed,
        screenplay={**read.screenplay, "shots": shots},
        start_image=start_image.checked(io.BytesIO(film.last), person),
        footage=film.path,
        submission=submission,
    )


def nearest(model: Model, film: Footage) -> tuple[int, int]:
    """The model's size whose shape is most like the film's, and of those the one nearest to its pixels."""

    def far(size: tuple[int, int]) -> tuple[float, float]:
        shape = abs(math.log(size[0] * film.height / (size[1] * film.width)))
        return round(shape, 1), abs(math.log(size[0] * size[1] / (film.width * film.height)))

    return min(model.sizes, key=far)


def _bare(read: Reading, film: Footage) -> dict[str, Any]:
    """The sent film as a shot of a screenplay: a place and a length, nobody whom we know."""
    first = read.screenplay["shots"][0]
    kept = {name: first[name] for name in ("set", "time_of_day", "weather") if name in first}
    return {**kept, "index": 0, "seconds": film.seconds}
