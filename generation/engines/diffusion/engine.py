"""The diffusion engine: shots through encode, denoise, decode and film, several at once where they are alike.

Only workers import this. The process has one device and one garage of loaded
models. A lack of memory is met once with a cheaper layout (or, for several shots,
with one after another); a lost device ends the process after the rows have been
told. Shots that go through a model together share their passes and nothing
else: each has its own seed, its own end, and stops alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from ..base import Asked, Begun, Progress, Rendered, RenderRequest, Stage
from ..errors import EngineError, Interrupted
from . import device, outcome
from .failures import OutOfMemory, lacks_memory, named
from .families import FAMILIES, steps
from .manifest import BATCHES, Function, Weights
from .order import Clip, Latents, Mate, Order
from .shooting import Shooting
from .warm import Garage, Loaded, budget

STOPPED = "The shot was stopped."
LIBRARIES_RAISE = (
    RuntimeError, ValueError, TypeError, LookupError, AttributeError, AssertionError, MemoryError,
    ArithmeticError,
)  # fmt: skip


@cache
def garage() -> Garage:
    """The loaded models of this process."""
    return Garage(budget())


class DiffusionEngine:
    """See `generation.engines.base.Engine`, `Staged` and `Batched`; its settings are the `recipe`, the
    `weights` and the `models` folder.
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
        [begun] = self.begin_together([Asked(request, on_progress, should_stop)])
        if isinstance(begun, EngineError):
            raise begun
        return begun

    def alike(self, first: RenderRequest, second: RenderRequest) -> bool:
        """Whether two shots can go through the model together: the same weights used in the same way, the
        same size and length, and nothing given beside words.
        """
        one, other = first.settings, second.settings
        recipe = one["recipe"]
        # a first-block cache skips passes by the mean of all that go through, so none would be as it is alone
        apart = recipe.physics or recipe.cache == "first_block"
        same = one == other and one["weights"].family in BATCHES and not apart
        size = [(asked.width, asked.height, asked.seconds, asked.fps) for asked in (first, second)]
        return same and size[0] == size[1] and not (_brings(first) or _brings(second))

    def begin_together(self, asked: Sequence[Asked]) -> list[Begun]:
        """Begin shots that are alike; each has its own answer, in their order."""
        shootings = [Shooting(each.request, each.on_progress, each.should_stop) for each in asked]
        ends: dict[int, Begun] = {}
        for number, shooting in enumerate(shootings):
            _noting(ends, number, shooting.prepare)
        live = [number for number in range(len(shootings)) if number not in ends]
        if live:
            ends |= dict(zip(live, _made([shootings[number] for number in live]), strict=True))
        return [ends[number] for number in range(len(shootings))]


def _brings(request: RenderRequest) -> bool:
    given = (request.opening, request.start_image, request.source, request.footage, request.likenesses)
    return any(given)


def _noting(ends: dict[int, Begun], number: int, work: Callable[[], object]) -> None:
    """Do the work of one shot; what ends it ends no other."""
    try:
        with _names():
            work()
    except EngineError as error:
        ends[number] = error


@contextmanager
def _names() -> Iterator[None]:
    """Give what libraries raise the names that the engine has for it."""
    try:
        yield
    except EngineError:
        raise
    except LIBRARIES_RAISE as error:
        raise named(error) from error


def _made(shootings: Sequence[Shooting]) -> list[Begun]:
    """The shots, through the model together; one after another when memory ran out for all."""
    try:
        with _names():
            loaded, latents = _denoised(shootings)
    except OutOfMemory as error:
        if len(shootings) == 1:
            return [error]
    except EngineError as error:
        return [error] * len(shootings)
    else:
        return _ended(shootings, loaded, latents)
    device.forget()
    return [begun for shooting in shootings for begun in _made([shooting])]


def _ended(shootings: Sequence[Shooting], loaded: Loaded, latents: Latents) -> list[Begun]:
    """Each shot's own frames out of what all were denoised into."""
    found: dict[int, Begun] = {}
    for number, shooting in enumerate(shootings):

        def work(number: int = number, shooting: Shooting = shooting) -> None:
            clip = _decoded(shooting, loaded, latents.of(number))
            found[number] = lambda: shooting.film(clip)

        _noting(found, number, work)
    return [found[number] for number in range(len(shootings))]


def _denoised(shootings: Sequence[Shooting]) -> tuple[Loaded, Latents]:
    """Denoise, once more in a cheaper layout when memory ran out for a single shot."""
    loaded = _loaded(shootings)
    latents = _tried(shootings, loaded)
    if latents is not None:
        return loaded, latents
    if len(shootings) > 1:
        raise OutOfMemory("The device has too little memory for several shots at once.")
    worse = loaded.layout
    del loaded
    device.forget()
    loaded = _loaded(shootings, worse)
    latents = _tried(shootings, loaded)
    if latents is None:
        raise OutOfMemory(
            "The device has too little memory for this video. Choose a smaller size or a shorter shot, "
            "or ask the staff for smaller weights."
        )
    shootings[0].facts["retried"] = f"{loaded.layout.value}, in tiles"
    return loaded, latents


def _loaded(shootings: Sequence[Shooting], worse_than: device.Layout | None = None) -> Loaded:
    first = shootings[0]
    with _all_at(shootings, Stage.LOAD):
        loaded = garage().get(first.recipe.weights, first.weights, first.family, first.models, worse_than)
        for shooting in shootings:
            shooting.meter.at(Stage.LOAD, 1.0)
            shooting.met(loaded)
    return loaded


def _tried(shootings: Sequence[Shooting], loaded: Loaded) -> Latents | None:
    """The latents, or None when memory ran out; cleans up outside of the handler, which holds the frames."""
    order = _joined([shooting.order for shooting in shootings])
    try:
        with _all_at(shootings, Stage.READ):
            order = replace(order, words=loaded.family.read(loaded.pipe, order))
        with _all_at(shootings, Stage.RENDER):
            return loaded.family.denoise(loaded.pipe, order, _each_step(shootings, loaded))
    except (RuntimeError, MemoryError) as error:
        if not lacks_memory(error):
            raise
    steps.free(loaded.pipe)
    return None


@contextmanager
def _all_at(shootings: Sequence[Shooting], stage: Stage) -> Iterator[None]:
    """Shots at one stage together, each with its own books; raises `Interrupted` when nobody wants any."""
    with ExitStack() as books:
        for shooting in shootings:
            books.enter_context(shooting.ledger.stage(stage))
            shooting.meter.at(stage, 0.0)
        _unless_all_stopped(shootings)
        yield


def _joined(orders: Sequence[Order]) -> Order:
    """One order for several that are alike."""
    first = orders[0]
    return first.with_mates([Mate(order.prompt, order.seed) for order in orders[1:]])


def _each_step(
    shootings: Sequence[Shooting], loaded: Loaded
) -> Callable[[int, int, Callable[[], Any]], None]:
    """Tell every shot of every step, with its own part of what is seen so far; one that is stopped is told
    no more, and when all are, the passes end.
    """
    steppers = {number: shooting.stepper(loaded) for number, shooting in enumerate(shootings)}
    if len(steppers) == 1:
        return steppers[0]

    def on_step(step: int, count: int, estimate: Callable[[], Any]) -> None:
        seen: list[Any] = []

        def part(number: int) -> Any:
            if not seen:
                seen.append(estimate())
            return None if seen[0] is None else seen[0][number : number + 1]

        for number, tell in list(steppers.items()):
            try:
                tell(step, count, partial(part, number))
            except Interrupted:
                del steppers[number]
        if not steppers:
            raise Interrupted(STOPPED)

    return on_step


def _unless_all_stopped(shootings: Sequence[Shooting]) -> None:
    if all(shooting.should_stop() for shooting in shootings):
        raise Interrupted(STOPPED)


def _decoded(shooting: Shooting, loaded: Loaded, latents: Latents) -> Clip:
    """A shot's frames and sound; once more in tiles when memory ran out."""
    with shooting.ledger.stage(Stage.DECODE):
        shooting.go_on(Stage.DECODE)
        outcome.check_latents(latents)
        clip = _decode(shooting, loaded, latents)
        if clip is None:
            # the latents are there: only the autoencoder needs less memory, in tiles
            device.forget()
            loaded.pipe.vae.enable_tiling()
            clip = _decode(shooting, loaded, latents)
        if clip is None:
            raise OutOfMemory("The device has too little memory to decode this video.")
        shooting.judge(clip)
        shooting.go_on(Stage.DECODE, 1.0)
    return clip


def _decode(shooting: Shooting, loaded: Loaded, latents: Latents) -> Clip | None:
    try:
        return loaded.family.decode(loaded.pipe, latents, shooting.order)
    except (RuntimeError, MemoryError) as error:
        if not lacks_memory(error):
            raise
    return None


def ready() -> list[str]:
    """The weights that are loaded in this process; asks nothing of the device."""
    return garage().names() if garage.cache_info().currsize else []


def warm_up(name: str, weights: Weights, models: Path) -> Loaded:
    """Load weights before anybody asks for them; see `Garage.get`."""
    os.environ.setdefault("PYTORCH_ALLOC_CONF", "expandable_segments:True")
    return garage().get(name, weights, FAMILIES[weights.family], models)


__all__ = ["DiffusionEngine", "Function", "garage", "ready", "warm_up"]
