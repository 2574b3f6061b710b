"""What a family of models is asked for, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from .grid import Grid
from .manifest import Function, Recipe

Frames = npt.NDArray[np.uint8]
Sound = npt.NDArray[np.float32]
OnStep = Callable[[int, int, Callable[[], Any]], None]


class Mate(NamedTuple):
    """Another clip that is computed along with an order: alike in all but these."""

    prompt: str
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """One clip to make on the family's grid.

    `width`, `height`, `frames` and `rate` (frames a second) are those of the
    clip that is computed. Pictures are (H, W, 3) and films (T, H, W, 3) uint8 sRGB
    of the canvas: `image` is the first frame, `opening` the last frames of the clip to go on
    from, `control` the depth to follow (near is bright), `source` the film to
    remix, `references` show somebody or something. `voice` is (N, 2) float32
    at 48 kHz that lips follow. `mates` are computed along with it. `words` is what `Family.read` made of
    all prompts; empty: they are read on the way.
    """

    prompt: str
    recipe: Recipe
    width: int
    height: int
    frames: int
    rate: float
    seed: int
    image: Frames | None = None
    opening: Frames | None = None
    control: Frames | None = None
    source: Frames | None = None
    references: tuple[Frames, ...] = ()
    voice: Sound | None = None
    mates: tuple[Mate, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def with_mates(self, mates: Sequence[Mate]) -> Order:
        """The same order with others along."""
        return replace(self, mates=tuple(mates)) if mates else self

    @property
    def prompts(self) -> str | list[str]:
        """The words; a list where several clips are computed."""
        return [self.prompt, *(mate.prompt for mate in self.mates)] if self.mates else self.prompt

    @property
    def seeds(self) -> list[int]:
        """The seed of each clip."""
        return [self.seed, *(mate.seed for mate in self.mates)]

    @property
    def functions(self) -> frozenset[Function]:
        """Everything that this order needs of a pipeline."""
        asked = {
            Function.VOICE: self.voice, Function.EXTEND: self.opening, Function.REMIX: self.source,
            Function.CONTROL: self.control, Function.REFERENCE: self.references or None,
            Function.IMAGE: self.image, Function.UPSCALE: self.recipe.stages == 2 or None,
        }  # fmt: skip
        found = [function for function, given in asked.items() if given is not None]
        return frozenset(found or [Function.TEXT])


@dataclass(frozen=True, slots=True, eq=False)
class Latents:
    """Denoised clips before they are decoded, one to a row of `video` and `sound`."""

    video: Any
    sound: Any = None

    def of(self, number: int) -> Latents:
        """Those of one clip."""
        row = slice(number, number + 1)
        return Latents(self.video[row], None if self.sound is None else self.sound[row])


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A decoded clip: (T, H, W, 3) uint8 frames at `rate`, and (N, 2) float32 sound at 48 kHz, or None."""

    frames: Frames
    rate: float
    sound: Sound | None = None


class Family(Protocol):
    """A family of models that share pipelines, grid and traps.

    `kinds` are the classes of pipelines whose folders it reads; `functions`
    what it can be asked for; `hears` whether it makes sound with its pictures.
    """

    name: str
    kinds: tuple[str, ...]
    grid: Grid
    functions: frozenset[Function]
    hears: bool
    opening_frames: int

    def load(self, folder: Any, dtype: Any) -> Any:
        """The pipeline of the weights in `folder`, in main memory."""
        ...

    def normalized(self, pixels: Any) -> Any:
        """Pixels from -1 to 1 as the family's autoencoder knows them."""
        ...

    def read(self, pipe: Any, order: Order) -> Mapping[str, Any]:
        """Encode the words of an order and of its mates; empty where words are read along with pictures."""
        ...

    def denoise(self, pipe: Any, order: Order, on_step: OnStep) -> Latents:
        """Denoise an order with its mates; `on_step(step, steps, preview)` may raise to stop it."""
        ...

    def decode(self, pipe: Any, latents: Latents, order: Order) -> Clip:
        """Turn latents into frames and sound."""
        ...
