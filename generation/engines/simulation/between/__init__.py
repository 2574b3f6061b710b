"""In-betweening: most frames of a film are put together from few rendered ones, exactly where they can be.

The take tells where every point goes, so a frame between two rendered ones is known wherever its points are
seen in them and they agree (`warp`). What is left, such as moving shadows and what comes into view, is
rendered by itself (`tiles`); where too much is left, the frame in the middle is rendered whole and each
half is tried again. Without agreement every frame is rendered: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from ...errors import RenderFailed
from .carry import Sea
from .tiles import Box, boxes, cost, laid, let_through
from .warp import Between, Known, between

if TYPE_CHECKING:
    from pathlib import Path

    from ..photograph import Photo, Photographer
    from ..viewfinder import Facts
    from ..viewfinder.stage import Stage

Pixels = npt.NDArray[np.uint8]
# What an in-between may cost, as a share of a frame, before one in the middle is rendered whole instead: by
# how many lie between two rendered ones. A shorter reach needs about a third less of each.
WORTH, FAR = {1: 0.8, 2: 0.65, 3: 0.58}, 0.4


@dataclass(slots=True)
class Saved:
    """What a film cost, in whole frames' worth of rendering, by estimate."""

    whole: int = 0
    between: int = 0
    boxed: float = 0.0

    @property
    def rendered(self) -> float:
        """Frames' worth of rendering per frame of the film."""
        frames = self.whole + self.between
        return (self.whole + self.boxed) / frames if frames else 0.0

    def told(self) -> Mapping[str, Any]:
        """For a report."""
        return {"whole": self.whole, "between": self.between, "rendered": round(self.rendered, 4)}


@dataclass
class Reel:
    """Frames of one take in their order, from a photographer who is asked for as little as will do.

    `frames` are the numbers of all drawings of the shot, `reach` how many of them one rendered frame and the
    next may lie apart (1: every one is rendered). Which frames are rendered whole does not depend on
    the part of the film that is asked for, so that parts made apart fit without a seam.
    """

    photographer: Photographer
    stage: Stage
    frames: Sequence[int]
    reach: int
    saved: Saved = field(default_factory=Saved)

    def __post_init__(self) -> None:
        world = self.stage.world
        self._drops = world.water is not None
        self._sea = Sea.of_world(world.water, self.stage.water_geoms) if world.water is not None else None
        self._known: dict[int, Known] = {}
        self._facts: dict[int, Facts] = {}
        self._arrived: dict[int, Photo] = {}

    def pictures(self, first: int, stop: int) -> Iterator[tuple[Facts, Pixels]]:
        """Drawings `first` to `stop`: places in `frames`, of which `first` is a multiple of `reach`."""
        last = len(self.frames) - 1
        ends = [min(place, last) for place in range(first, stop + self.reach, self.reach)]
        ends = sorted(set(ends))
        for place in ends[:2]:
            self._order(place)
        for number, begin in enumerate(ends):
            if number + 2 < len(ends):
                self._order(ends[number + 2])
            key = self._whole(begin)
            if begin < stop:
                yield key.facts, key.picture
            if number + 1 < len(ends) and begin + 1 < stop:
                found = self._filled(begin, ends[number + 1])
                for place in range(begin + 1, min(ends[number + 1], stop)):
                    yield self._seen(place), found[place]
            self._forget(begin)

    def _filled(self, begin: int, end: int) -> dict[int, Pixels]:
        """The drawings between two rendered ones."""
        places = range(begin + 1, end)
        if not places:
            return {}
        before, after = self._whole(begin), self._whole(end)
        tries = {place: self._between(place, before, after) for place in places}
        found = {place: boxes(tried.need) for place, tried in tries.items()}
        through = {place: let_through(tried.need) for place, tried in tries.items()}
        costs = {place: cost(found[place], through[place]) for place in places}
        if sum(costs.values()) / len(places) <= WORTH.get(len(places), FAR):
            self.saved.boxed += sum(costs.values())
            return self._patched(tries, found, through)
        middle = (begin + end) // 2
        self._order(middle)
        whole = {middle: self._whole(middle).picture}
        return self._filled(begin, middle) | whole | self._filled(middle, end)

    def _between(self, place: int, before: Known, after: Known) -> Between:
        return between(self._seen(place), before, after, drops=self._drops, sea=self._sea)

    def _patched(
        self,
        tries: Mapping[int, Between],
        found: Mapping[int, list[Box]],
        through: Mapping[int, npt.NDArray[np.bool_]],
    ) -> dict[int, Pixels]:
        """The in-betweens with what they lack rendered into them."""
        pictures = {}
        for place, some in found.items():
            if some:
                self.photographer.order(self.frames[place], some, through[place])
        for place, tried in tries.items():
            picture = tried.picture
            if found[place]:
                photo = self._photo(place)
                for box, path in zip(found[place], photo.paths, strict=True):
                    laid(picture, tried.need, box, _read(path, (box.bottom - box.top, box.right - box.left)))
            self.saved.between += 1
            pictures[place] = picture
        return pictures

    def _order(self, place: int) -> None:
        self.photographer.order(self.frames[place])

    def _whole(self, place: int) -> Known:
        """A drawing that was ordered whole."""
        if place not in self._known:
            photo = self._photo(place)
            facts = self._seen(place)
            self._known[place] = Known.of(facts, _read(photo.paths[0], facts.depth.shape))
            self.saved.whole += 1
        return self._known[place]

    def _photo(self, place: int) -> Photo:
        """The photo of a drawing, waited for."""
        frame = self.frames[place]
        while frame not in self._arrived:
            photo = self.photographer.taken()
            self._arrived[photo.frame] = photo
        return self._arrived.pop(frame)

    def _seen(self, place: int) -> Facts:
        if place not in self._facts:
            self._facts[place] = self.stage.facts(self.frames[place])
        return self._facts[place]

    def _forget(self, before: int) -> None:
        for kept in (self._known, self._facts):
            for place in [place for place in kept if place < before]:
                del kept[place]


def _read(path: Path, shape: tuple[int, ...]) -> Pixels:
    """A photo that the renderer left on disk, which it leaves; `RenderFailed` when it cannot be read."""
    read = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if read is None or read.shape[:2] != tuple(shape):
        raise RenderFailed(f"The renderer left a broken {path.name}.")
    path.unlink(missing_ok=True)
    return np.ascontiguousarray(read[:, :, ::-1], dtype=np.uint8)
