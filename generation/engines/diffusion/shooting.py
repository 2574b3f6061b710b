"""One shot on its way through the engine: what it is given, what it asks of a model, and its film.

What several shots may share, the passes through a model, lies in `engine`.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..base import Caption, Progress, Rendered, RenderRequest, Stage
from ..errors import BadRequest, Interrupted
from ..media.encode import PictureWriter
from ..simulation.guide import Guide, guide
from ..simulation.ledger import Ledger, Meter
from ..simulation.sound import loudness
from ..simulation.sound.mix import CEILING_DBTP, MOST_LIMITING_DB, TARGET_LUFS, read_wav, write_wav
from . import cadence, opening, outcome, preview, shown, wording
from .device import here
from .families import FAMILIES
from .manifest import Recipe, Weights
from .order import Clip, Family, Frames, Order, Sound
from .warm import Loaded

SHARES = {
    Stage.SCREENPLAY: 0.01, Stage.SIMULATE: 0.05, Stage.SOUND: 0.01, Stage.LOAD: 0.08, Stage.READ: 0.01,
    Stage.RENDER: 0.71, Stage.DECODE: 0.09, Stage.ENCODE: 0.04,
}  # fmt: skip
CRF = 10


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What a shot brings beside its words."""

    guide: Guide | None
    image: Frames | None = None
    opening: Frames | None = None
    source: Frames | None = None
    references: tuple[Frames, ...] = ()


class Shooting:
    """One shot; its methods are the stages that are its own."""

    def __init__(
        self, request: RenderRequest, on_progress: Callable[[Progress], None], should_stop: Callable[[], bool]
    ) -> None:
        self.request, self.should_stop = request, should_stop
        self.recipe: Recipe = request.settings["recipe"]
        self.weights: Weights = request.settings["weights"]
        self.models = Path(request.settings["models"])
        self.family: Family = FAMILIES[self.weights.family]
        self.ledger, self.meter = Ledger(), Meter(SHARES, on_progress)
        self.facts: dict[str, Any] = {}
        self.given, self.order = Given(None), self._plain()

    def prepare(self) -> None:
        """Bring what is given to the canvas, and put it into an order."""
        self.go_on(Stage.SCREENPLAY)
        self.given = self._given()
        self.order = self._order(self.given)

    def _size(self) -> tuple[int, int]:
        return self.family.grid.canvas(self.request.width, self.request.height, self.recipe.stages)

    def _given(self) -> Given:
        """The guide, the first picture and the frames before, on the canvas."""
        size, request = self._size(), self.request
        image = before = source = None
        if request.opening is not None:
            before = opening.load(request.opening, self.family.opening_frames, size)
        elif request.source is not None:
            frames = self.family.grid.frames(request.seconds, self.recipe.rate)
            source = shown.film(request.source, size, self.recipe.rate, frames)
        elif request.start_image is not None:
            image = shown.picture(request.start_image, size)
        references = tuple(shown.picture(io.BytesIO(png), size) for png in request.likenesses.values())
        if not self._guided():
            return Given(None, image, before, source, references)

        def within(progress: Progress) -> None:
            self.meter.at(Stage.SIMULATE, progress.fraction)

        with self.ledger.stage(Stage.SIMULATE):
            rehearsed = replace(request, opening=None, start_image=None, source=None)
            control = self.recipe.control if self.recipe.physics == "simulated" else ""
            found = guide(rehearsed, size, self.recipe.rate, control, within, self.should_stop)
        return Given(found, image, before, source, references)

    def _guided(self) -> bool:
        """Whether the simulation rehearses the shot: where physics is asked for, and where sound would be
        missing.
        """
        return bool(self.recipe.physics) or not self.family.hears

    def _voice(self, found: Guide | None) -> Sound | None:
        """The rehearsed speech that lips follow, where the recipe wants it and the family can."""
        if found is None or not found.spoken or self.recipe.physics != "sound" or not self.family.hears:
            return None
        return read_wav(found.sound)

    def _plain(self) -> Order:
        """The order as far as it is known before anything is rehearsed."""
        width, height = self._size()
        return Order("", self.recipe, width, height, 0, self.recipe.rate, self.request.seed)

    def _order(self, given: Given) -> Order:
        request = self.request
        earlier = 0 if given.opening is None else len(given.opening)
        frames = self.family.grid.frames(request.seconds + earlier / self.recipe.rate, self.recipe.rate)
        film = given.guide.film if given.guide is not None else None
        order = replace(
            self._plain(),
            prompt=wording.told(request.prompt, request.screenplay, request.shot, request.style),
            frames=frames,
            image=given.image,
            opening=given.opening,
            source=given.source,
            references=given.references,
            control=None if film is None else _held(film, frames, earlier),
            voice=self._voice(given.guide),
        )
        if lacking := order.functions - self.family.functions:
            raise BadRequest(
                f"{self.request.model} cannot do this here ({', '.join(sorted(lacking))}); it can do "
                f"{', '.join(sorted(function.value for function in self.family.functions))}."
            )
        self.facts |= {
            "canvas": f"{order.width}x{order.height}",
            "frames": frames,
            "rate": self.recipe.rate,
            "told": order.prompt,
        }
        if film is not None:
            self.facts["control"] = self.recipe.control
        return order

    def met(self, loaded: Loaded) -> None:
        """Note what it is made with."""
        if loaded.tried:
            self.facts["tried"] = [asdict(found) for found in loaded.tried]
        if self.recipe.cache:
            self.facts["cache"] = self.recipe.cache
        layout = loaded.layout.value
        self.facts |= {"weights": self.recipe.weights, "layout": layout, "device": here().name}

    def stepper(self, loaded: Loaded) -> Callable[[int, int, Callable[[], Any]], None]:
        """What is told of every step; raises `Interrupted` once nobody wants the shot any more."""
        size = self.order.width, self.order.height
        reel = preview.Reel(loaded.colours, size, self.request.workdir)

        def on_step(step: int, steps: int, estimate: Callable[[], Any]) -> None:
            if self.should_stop():
                raise Interrupted("The shot was stopped.")
            shown = reel.shown(step, estimate)
            self.meter.at(Stage.RENDER, step / steps, preview=shown, measured=True)

        return on_step

    def film(self, clip: Clip) -> Rendered:
        """Write picture and sound, the frames a later shot goes on from, and the report."""
        request, folder = self.request, self.request.workdir
        earlier = 0 if self.order.opening is None else len(self.order.opening)
        frames = clip.frames[earlier:]
        count = round(request.seconds * request.fps)
        picture = folder / "picture.mp4"
        with self.ledger.stage(Stage.ENCODE):
            seen = cadence.cut(frames, request.width, request.height)
            with PictureWriter(picture, request.width, request.height, request.fps, CRF) as film:
                for number, frame in enumerate(cadence.at_rate(seen, clip.rate, request.fps, count)):
                    if self.should_stop():
                        raise Interrupted("The shot was stopped.")
                    film.write(np.ascontiguousarray(frame))
                    self.meter.at(Stage.ENCODE, number / count)
            captions = self._sound(clip, earlier / clip.rate)
            kept = opening.save(clip.frames, clip.rate, folder / "take.zip")
        return Rendered(picture, folder / "sound.wav", captions, self._report(), kept)

    def judge(self, clip: Clip) -> Clip:
        """The clip, once it was seen to be one; raises `OutputUnusable`."""
        self.facts |= outcome.check(clip, hears=self.family.hears)
        return clip

    def _sound(self, clip: Clip, since: float) -> list[Caption]:
        """The simulation's sound where it rehearsed the shot, else the model's own, as loud as every film
        here.
        """
        if self.given.guide is not None:
            self.facts["sound"] = "simulated"
            return list(self.given.guide.captions)
        assert clip.sound is not None  # noqa: S101 (`outcome.check` saw to it)
        own: Sound = clip.sound[round(since * 48_000) :]
        loud, gain = loudness.brought(
            cadence.of_length(own, self.request.seconds).astype(np.float64),
            TARGET_LUFS,
            CEILING_DBTP,
            MOST_LIMITING_DB,
        )
        self.facts |= {"sound": "model", "gain_db": round(float(gain), 2)}
        write_wav(self.request.workdir / "sound.wav", loud)
        return []

    def _report(self) -> dict[str, Any]:
        """What was measured; the words are the model's affair, so none is said to be staged."""
        told: dict[str, Any] = {
            "stages": {stage.value: round(seconds, 4) for stage, seconds in self.ledger.cpu.items()},
            "wall": {stage.value: round(seconds, 4) for stage, seconds in self.ledger.wall.items()},
            "diffusion": self.facts,
            "versions": {"torch": torch.__version__},
        }
        if self.given.guide is not None and self.recipe.physics == "simulated":
            told |= {"words": self.given.guide.report["words"], "guided": True}
        return told

    def go_on(self, stage: Stage, done: float = 0.0) -> None:
        """Tell where the shot is; raises `Interrupted` once nobody wants it any more."""
        if self.should_stop():
            raise Interrupted("The shot was stopped.")
        self.meter.at(stage, done)


def _held(film: Frames, frames: int, earlier: int) -> Frames:
    """The film with exactly `frames` frames: its first one `earlier` times more, and its last one held."""
    late = max(0, frames - earlier - len(film))
    found: Frames = np.concatenate([film[:1].repeat(earlier, 0), film, film[-1:].repeat(late, 0)])
    return found[:frames]
