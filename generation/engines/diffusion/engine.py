"""The diffusion engine: one shot through encode, denoise, decode and film.

Only workers import this. The process has one device and one garage of loaded
models. A lack of memory is met once with a cheaper layout; a lost device ends
the process after the shot's row has been told.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..base import Caption, Progress, Rendered, RenderRequest, Stage
from ..errors import BadRequest, EngineError, Interrupted, RenderFailed
from ..media.encode import PictureWriter
from ..simulation.guide import Guide, guide
from ..simulation.ledger import Ledger, Meter
from ..simulation.sound import loudness
from ..simulation.sound.mix import CEILING_DBTP, MOST_LIMITING_DB, TARGET_LUFS, read_wav, write_wav
from . import cadence, device, opening, outcome, preview, shown, wording
from .failures import DeviceLost, OutOfMemory, poisoned
from .families import FAMILIES
from .manifest import Function, Recipe, Weights
from .order import Clip, Family, Frames, Latents, Order, Sound
from .warm import Garage, Loaded, budget

SHARES = {
    Stage.SCREENPLAY: 0.01, Stage.SIMULATE: 0.05, Stage.SOUND: 0.01, Stage.LOAD: 0.08, Stage.RENDER: 0.72,
    Stage.DECODE: 0.09, Stage.ENCODE: 0.04,
}  # fmt: skip
CRF = 10


@cache
def garage() -> Garage:
    """The loaded models of this process."""
    return Garage(budget())


class DiffusionEngine:
    """See `generation.engines.base.Engine`; its settings are the `recipe`, the `weights` and the `models`
    folder.
    """

    def render(
        self,
        request: RenderRequest,
        *,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> Rendered:
        """Render one shot into `request.workdir`."""
        return self.begin(request, on_progress=on_progress, should_stop=should_stop)()

    def begin(
        self,
        request: RenderRequest,
        *,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> Callable[[], Rendered]:
        """Encode, denoise and decode; what is answered writes the film, without the device."""
        try:
            return _Clip(request, on_progress, should_stop).begin()
        except EngineError:
            raise
        except RuntimeError as error:
            if poisoned(error):
                raise DeviceLost(
                    f"The device failed and its worker starts anew: {str(error)[:300]}"
                ) from error
            raise RenderFailed(f"The model stopped: {str(error)[:300]}") from error


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """What a shot brings beside its words."""

    guide: Guide | None
    image: Frames | None = None
    opening: Frames | None = None
    source: Frames | None = None
    references: tuple[Frames, ...] = ()


class _Clip:
    """One shot on its way; the methods are the stages."""

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

    def begin(self) -> Callable[[], Rendered]:
        """All stages up to the frames, in their order; the film is what is left."""
        self._go_on(Stage.SCREENPLAY)
        given = self._given()
        order = self._order(given)
        loaded, latents = self._denoise(order)
        clip = self._decode(loaded, latents, order)
        return lambda: self._film(clip, given, order)

    def _size(self) -> tuple[int, int]:
        return self.family.grid.canvas(self.request.width, self.request.height, self.recipe.stages)

    def _given(self) -> _Given:
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
            return _Given(None, image, before, source, references)

        def within(progress: Progress) -> None:
            self.meter.at(Stage.SIMULATE, progress.fraction)

        with self.ledger.stage(Stage.SIMULATE):
            rehearsed = replace(request, opening=None, start_image=None, source=None)
            found = guide(rehearsed, size, self.recipe.rate, within, self.should_stop)
        return _Given(found, image, before, source, references)

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

    def _order(self, given: _Given) -> Order:
        width, height = self._size()
        request, grid = self.request, self.family.grid
        earlier = 0 if given.opening is None else len(given.opening)
        frames = grid.frames(request.seconds + earlier / self.recipe.rate, self.recipe.rate)
        follows = self.recipe.physics == "simulated"
        order = Order(
            prompt=wording.told(request.prompt, request.screenplay, request.shot, request.style),
            recipe=self.recipe,
            width=width,
            height=height,
            frames=frames,
            rate=self.recipe.rate,
            seed=request.seed,
            image=given.image,
            opening=given.opening,
            source=given.source,
            references=given.references,
            control=_held(given.guide.depth, frames, earlier) if given.guide and follows else None,
            voice=self._voice(given.guide),
        )
        if lacking := order.functions - self.family.functions:
            raise BadRequest(
                f"{self.request.model} cannot do this here ({', '.join(sorted(lacking))}); it can do "
                f"{', '.join(sorted(function.value for function in self.family.functions))}."
            )
        self.facts |= {
            "canvas": f"{width}x{height}",
            "frames": frames,
            "rate": self.recipe.rate,
            "told": order.prompt,
        }
        return order

    def _denoise(self, order: Order) -> tuple[Loaded, Latents]:
        """Denoise, once more in a cheaper layout when memory ran out."""
        loaded = self._load()
        latents = self._tried(loaded, order)
        if latents is not None:
            return loaded, latents
        worse = loaded.layout
        del loaded
        device.forget()
        loaded = self._load(worse)
        latents = self._tried(loaded, order)
        if latents is None:
            raise OutOfMemory(
                "The device has too little memory for this video. Choose a smaller size or a shorter shot, "
                "or ask the staff for smaller weights."
            )
        self.facts["retried"] = f"{loaded.layout.value}, in tiles"
        return loaded, latents

    def _tried(self, loaded: Loaded, order: Order) -> Latents | None:
        """The latents, or None when memory ran out; cleans up outside of the handler, which holds the
        frames.
        """
        try:
            with self.ledger.stage(Stage.RENDER):
                self._go_on(Stage.RENDER)
                latents = loaded.family.denoise(loaded.pipe, order, self._step(loaded, order))
        except torch.OutOfMemoryError:
            pass
        else:
            outcome.check_latents(latents)
            return latents
        loaded.pipe.maybe_free_model_hooks()
        return None

    def _load(self, worse_than: device.Layout | None = None) -> Loaded:
        name = self.recipe.weights
        with self.ledger.stage(Stage.LOAD):
            self._go_on(Stage.LOAD)
            loaded = garage().get(name, self.weights, self.family, self.models, worse_than)
            self._go_on(Stage.LOAD, 1.0)
        if loaded.tried:
            self.facts["tried"] = [asdict(found) for found in loaded.tried]
        self.facts |= {"weights": name, "layout": loaded.layout.value, "device": device.here().name}
        return loaded

    def _step(self, loaded: Loaded, order: Order) -> Callable[[int, int, Callable[[], Any]], None]:
        reel = preview.Reel(loaded.colours, (order.width, order.height), self.request.workdir)

        def on_step(step: int, steps: int, estimate: Callable[[], Any]) -> None:
            if self.should_stop():
                raise Interrupted("The shot was stopped.")
            shown = reel.shown(step, estimate)
            self.meter.at(Stage.RENDER, step / steps, preview=shown, measured=True)

        return on_step

    def _decode(self, loaded: Loaded, latents: Latents, order: Order) -> Clip:
        with self.ledger.stage(Stage.DECODE):
            self._go_on(Stage.DECODE)
            try:
                clip = loaded.family.decode(loaded.pipe, latents, order)
            except torch.OutOfMemoryError:
                clip = None
            if clip is None:
                # the latents are there: only the autoencoder needs less memory, in tiles
                device.forget()
                loaded.pipe.vae.enable_tiling()
                try:
                    clip = loaded.family.decode(loaded.pipe, latents, order)
                except torch.OutOfMemoryError as error:
                    raise OutOfMemory("The device has too little memory to decode this video.") from error
            self.facts |= outcome.check(clip, hears=self.family.hears)
            self._go_on(Stage.DECODE, 1.0)
        return clip

    def _film(self, clip: Clip, given: _Given, order: Order) -> Rendered:
        """Write picture and sound, the frames a later shot goes on from, and the report."""
        request, folder = self.request, self.request.workdir
        earlier = 0 if order.opening is None else len(order.opening)
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
            captions = self._sound(clip, given, earlier / clip.rate)
            kept = opening.save(clip.frames, clip.rate, folder / "take.zip")
        return Rendered(picture, folder / "sound.wav", captions, self._report(given), kept)

    def _sound(self, clip: Clip, given: _Given, since: float) -> list[Caption]:
        """The simulation's sound where it rehearsed the shot, else the model's own, as loud as every film
        here.
        """
        if given.guide is not None:
            self.facts["sound"] = "simulated"
            return list(given.guide.captions)
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

    def _report(self, given: _Given) -> dict[str, Any]:
        """What was measured; the words are the model's affair, so none is said to be staged."""
        told: dict[str, Any] = {
            "stages": {stage.value: round(seconds, 4) for stage, seconds in self.ledger.cpu.items()},
            "wall": {stage.value: round(seconds, 4) for stage, seconds in self.ledger.wall.items()},
            "diffusion": self.facts,
            "versions": {"torch": torch.__version__},
        }
        if given.guide is not None and self.recipe.physics == "simulated":
            told |= {"words": given.guide.report["words"], "guided": True}
        return told

    def _go_on(self, stage: Stage, done: float = 0.0) -> None:
        if self.should_stop():
            raise Interrupted("The shot was stopped.")
        self.meter.at(stage, done)


def _held(film: Frames, frames: int, earlier: int) -> Frames:
    """The film with exactly `frames` frames: its first one `earlier` times more, and its last one held."""
    late = max(0, frames - earlier - len(film))
    found: Frames = np.concatenate([film[:1].repeat(earlier, 0), film, film[-1:].repeat(late, 0)])
    return found[:frames]


def ready() -> list[str]:
    """The weights that are loaded in this process; asks nothing of the device."""
    return garage().names() if garage.cache_info().currsize else []


def warm_up(name: str, weights: Weights, models: Path) -> Loaded:
    """Load weights before anybody asks for them; see `Garage.get`."""
    os.environ.setdefault("PYTORCH_ALLOC_CONF", "expandable_segments:True")
    return garage().get(name, weights, FAMILIES[weights.family], models)


__all__ = ["DiffusionEngine", "Function", "garage", "ready", "warm_up"]
