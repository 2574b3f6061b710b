"""What is found in a film before it is released: in its words, in what it says, in its pictures.

The words and the lines of our own script are read like any text: we know what is spoken and lettered. Sound
that others made needs a transcript, which an adapter may give; without one it was not checked, and that is
said. Pictures go to the detectors that are there: two frames are sure, one is a doubt, and a picture that
nothing can look at is unread. Pictures that a simulation computed show figures, nobody's face.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from os import environ
from typing import Any

import structlog

from perception import landmarks, nudity

from . import lettering, screening
from .findings import Band, By, Finding
from .policies.table import Decided, Table
from .policies.terms import STRICTNESS, Category, Outcome, Place

log = structlog.get_logger(__name__)
SURE_FRAMES = 2
FACE_SHARE = 0.03  # of the picture, from which on a face is somebody's
# what an operator's own look at pictures may be asked: a function of (H, W, 3) uint8 sRGB that answers
# {category of the policy: 0 to 1}, named by SORA_FRAME_CLASSIFIER=package.module:function
CLASSIFIER, SCORE = "SORA_FRAME_CLASSIFIER", 0.7


@dataclass(frozen=True, slots=True)
class Material:
    """What there is of a film.

    `prompt` was asked for, `said` is every line spoken or lettered; `heard` is the transcript of sound
    that is not ours, or what asks for it, None where there is such sound and no transcript; `pictures` gives
    frames (H, W, 3) uint8 sRGB; `computed` says that a simulation drew them, `consented` that whoever is seen
    in them agreed; `stranger` tells whether a picture shows a face of nobody who agreed, and without it every
    face is; `stamp` is what we wrote on them ourselves.
    """

    prompt: str
    said: str
    pictures: Callable[[], Iterable[Any]]
    computed: bool
    consented: bool = False
    heard: str | Callable[[], str | None] | None = ""
    stranger: Callable[[Any], bool] | None = None
    stamp: str = ""


def decided(material: Material, audience: str, table: Table) -> Decided:
    """The strictest of what the policy makes of all that is found."""
    found = [
        *_words(material.prompt, Place.PROMPT),
        *_words(material.said, Place.SPEECH),
        *_heard(material.heard() if callable(material.heard) else material.heard),
        *((finding, Place.FRAME) for finding in look(material)),
    ]
    followed = [Decided(table.follows(finding, place, audience), finding, place) for finding, place in found]
    return max(followed, key=lambda each: STRICTNESS.index(each.outcome), default=Decided(Outcome.ALLOW))


def _words(text: str, place: Place) -> Iterator[tuple[Finding, Place]]:
    if text.strip():
        yield from ((finding, place) for finding in screening.findings(text, place))


def _heard(transcript: str | None) -> Iterator[tuple[Finding, Place]]:
    if transcript is None:
        yield Finding(Category.UNREAD, Band.UNSURE, By.CHECK, "no transcript"), Place.SPEECH
    else:
        yield from _words(transcript, Place.SPEECH)


def look(material: Material) -> list[Finding]:
    """What the pictures show and what is written in them; without any picture nothing was looked at."""
    classify = _classifier()
    reader = lettering.Reader(f"{material.said}\n{material.stamp}", ours=material.computed)
    seen: dict[str, int] = {}
    frames = 0
    for picture in material.pictures():
        frames += 1
        reader.see(picture)
        for category in _in_picture(picture, material, classify):
            seen[category] = seen.get(category, 0) + 1
    found = [
        Finding(category, Band.SURE if count >= SURE_FRAMES else Band.UNSURE, By.FRAMES, f"{count}/{frames}")
        for category, count in seen.items()
    ]
    found += reader.findings()
    blind = not frames or not (nudity.available() or (material.computed and classify is None))
    return [*found, Finding(Category.UNREAD, Band.UNSURE, By.CHECK, "pictures")] if blind else found


def _in_picture(picture: Any, material: Material, classify: Any) -> set[str]:  # noqa: ANN401 (pixels)
    found: set[str] = set()
    if nudity.available() and nudity.bared(picture):
        found.add(Category.SEXUAL)
    asked = not (material.computed or material.consented)
    if asked and _shows_somebody(picture) and (material.stranger is None or material.stranger(picture)):
        found.add(Category.LIKENESS)
    if classify is not None:
        found |= {name for name, score in classify(picture).items() if score >= SCORE and name in Category}
    return found


def _shows_somebody(picture: Any) -> bool:  # noqa: ANN401 (pixels)
    """Whether a face fills enough of the picture to be somebody's; where nothing can look, it may."""
    if not landmarks.available():
        return True
    height, width = picture.shape[:2]
    shares = [face.box[2] * face.box[3] / (height * width) for face in landmarks.faces(picture)]
    return any(share >= FACE_SHARE for share in shares)


def _classifier() -> Callable[[Any], dict[str, float]] | None:
    """The operator's look at pictures; an address that leads nowhere raises, and so holds the film."""
    name = environ.get(CLASSIFIER, "").strip()
    if not name:
        return None
    module, _colon, function = name.partition(":")
    found: Callable[[Any], dict[str, float]] = getattr(import_module(module), function)
    return found
