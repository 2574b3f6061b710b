"""Wan: silent pictures from words (`wan`), and with VACE also from depth, references, earlier frames, other
films.

A mask says what VACE makes: 0 keeps the given frame, 255 makes it anew. Frames
that are not given are grey. Wan's text cleaning needs the package `ftfy`, and without it
stops in the middle of a call, so a missing one is told before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import WanPipeline, WanVACEPipeline, WanVideoToVideoPipeline
from PIL import Image

from ...errors import EngineUnavailable
from ..grid import Grid
from ..manifest import FUNCTIONS, KINDS
from ..order import Clip, Frames, Latents, OnStep, Order
from . import steps

VELOCITY = "noise_pred"
WORDS = ("prompt_embeds", "negative_prompt_embeds")
GREY, KEEP, MAKE = 128, 0, 255


class Wan:
    """Words, and with video to video another film, to pictures."""

    name = "wan"
    kinds = KINDS["wan"]
    grid = Grid(space=16, time=4, first=1, fewest=5, most=161)
    functions = FUNCTIONS["wan"]
    hears = False
    opening_frames = 9
    pipeline: Any = WanPipeline

    def load(self, folder: Path, dtype: Any) -> Any:
        """The pipeline of the weights in `folder`; the autoencoder stays in float32, as its makers say."""
        if find_spec("ftfy") is None:
            raise EngineUnavailable(
                "Wan cleans its words with the package ftfy, which is not installed here."
            )
        kinds = {"default": dtype, "vae": torch.float32}
        return self.pipeline.from_pretrained(folder, dtype=kinds, local_files_only=True)

    def normalized(self, pixels: Any) -> Any:
        """As they are: from -1 to 1."""
        return pixels

    def read(self, pipe: Any, order: Order) -> dict[str, Any]:
        """The words in numbers, with those to stay away from where guidance wants them."""
        recipe = order.recipe
        with torch.inference_mode():
            found = pipe.encode_prompt(
                prompt=order.prompts,
                negative_prompt=recipe.negative or None,
                do_classifier_free_guidance=recipe.guidance > 1,
                max_sequence_length=recipe.max_sequence,
            )
        return {name: part for name, part in zip(WORDS, found, strict=True) if part is not None}

    def denoise(self, pipe: Any, order: Order, on_step: OnStep) -> Latents:
        """Denoise an order with the pipeline that it needs."""
        self.grid.check(order.width, order.height, order.frames)
        order = replace(order, words=order.words or self.read(pipe, order))
        if order.source is not None and type(pipe) is WanPipeline:
            return self._remix(pipe, order, on_step)
        size = {"width": order.width, "height": order.height, "num_frames": order.frames}
        return self._run(pipe, order, on_step, size | self._given(order), order.recipe.steps)

    def _given(self, order: Order) -> dict[str, Any]:
        """The arguments that carry the order's pictures."""
        del order
        return {}

    def _remix(self, pipe: Any, order: Order, on_step: OnStep) -> Latents:
        assert order.source is not None  # noqa: S101 (only orders with a source come here)
        names = ("tokenizer", "text_encoder", "transformer", "vae", "scheduler")
        remixer = WanVideoToVideoPipeline(**{name: pipe.components[name] for name in names})
        given = {
            "video": _images(order.source, order),
            "strength": order.recipe.strength,
            "width": order.width,
            "height": order.height,
        }
        count = min(int(order.recipe.steps * order.recipe.strength), order.recipe.steps)
        return self._run(remixer, order, on_step, given, max(1, count))

    def _run(self, pipe: Any, order: Order, on_step: OnStep, given: dict[str, Any], count: int) -> Latents:
        extra = len(_references(order)) if isinstance(pipe, WanVACEPipeline) else 0

        def estimate(step: int, tensors: Mapping[str, Any]) -> Any:
            sigmas = pipe.scheduler.sigmas
            sigma = float(sigmas[min(len(sigmas) - 1, len(sigmas) - count + step)])
            clean = tensors["latents"] - sigma * tensors[VELOCITY]
            return _denormalized(pipe.vae, clean[:, :, extra:])

        with steps.quiet(pipe, order.recipe):
            video = pipe(
                num_inference_steps=order.recipe.steps,
                guidance_scale=order.recipe.guidance,
                generator=steps.generators(order),
                max_sequence_length=order.recipe.max_sequence,
                output_type="latent",
                return_dict=False,
                **order.words,
                **steps.watched(pipe, count, on_step, VELOCITY, estimate),
                **given,
            )[0]
        return Latents(video[:, :, extra:])

    def decode(self, pipe: Any, latents: Latents, order: Order) -> Clip:
        """Frames; Wan is silent, and whoever asked sees to the sound."""
        with torch.inference_mode():
            ready = _denormalized(pipe.vae, latents.video.to(pipe.vae.device, pipe.vae.dtype))
            video = pipe.vae.decode(ready, return_dict=False)[0]
        return Clip(steps.pictures(video), order.rate)


class Several(WanVACEPipeline):  # type: ignore[misc]  # diffusers comes without types
    """VACE for several clips that show the same, each with its own generator.

    The library prepares what is shown for one clip and draws for one; nothing of that is drawn by chance, so
    it is prepared once, without a generator, and lent to all.
    """

    def preprocess_conditions(
        self, video: Any, mask: Any, reference_images: Any, batch_size: int, *rest: Any
    ) -> Any:
        """What is shown, of one clip."""
        del batch_size
        return super().preprocess_conditions(video, mask, reference_images, 1, *rest)

    def prepare_video_latents(
        self, video: Any, mask: Any, reference_images: Any, generator: Any, device: Any
    ) -> Any:
        """Its latents, as often as there are clips."""
        found = super().prepare_video_latents(video, mask, reference_images, None, device)
        return _lent(found, generator)

    def prepare_masks(self, mask: Any, reference_images: Any, generator: Any) -> Any:
        """Its mask, as often as there are clips."""
        return _lent(super().prepare_masks(mask, reference_images, None), generator)


def _lent(found: Any, generator: Any) -> Any:
    count = len(generator) if isinstance(generator, list) else 1
    return found.expand(count, *found.shape[1:])


class WanVACE(Wan):
    """Pictures that follow depth, keep references, go on from earlier frames, or make another film anew."""

    name = "wan-vace"
    kinds = KINDS["wan-vace"]
    functions = FUNCTIONS["wan-vace"]
    pipeline = Several

    def _given(self, order: Order) -> dict[str, Any]:
        given: dict[str, Any] = {}
        references = _references(order)
        shown = order.control if order.control is not None else order.source
        first = (
            order.opening
            if order.opening is not None
            else order.image[None]
            if order.image is not None
            else None
        )
        if shown is not None or first is not None:
            film = np.full((order.frames, order.height, order.width, 3), GREY, np.uint8)
            if shown is not None:
                film[:] = _fitted(shown, order.frames)
            kept = 0 if first is None else min(len(first), order.frames)
            if first is not None:
                film[:kept] = first[-kept:]
            blank = Image.new("L", (order.width, order.height), MAKE)
            keep = Image.new("L", (order.width, order.height), KEEP)
            given |= {"video": _images(film, order), "mask": [keep] * kept + [blank] * (order.frames - kept)}
        if references:
            given["reference_images"] = [[Image.fromarray(picture) for picture in references]]
        return given


def _references(order: Order) -> tuple[Frames, ...]:
    """What is shown beside the film that is followed; another film that is made anew after a simulated take
    can only lend its looks.
    """
    both = order.control is not None and order.source is not None
    return (*order.references, *(order.source[:1] if both and order.source is not None else ()))


def _denormalized(vae: Any, latents: Any) -> Any:
    shape = (1, vae.config.z_dim, 1, 1, 1)
    mean = torch.tensor(vae.config.latents_mean).view(shape).to(latents.device, latents.dtype)
    deviation = torch.tensor(vae.config.latents_std).view(shape).to(latents.device, latents.dtype)
    return latents * deviation + mean


def _fitted(film: Frames, frames: int) -> Frames:
    """The film with exactly `frames` frames: cut, or its last one held."""
    held = np.repeat(film[-1:], max(0, frames - len(film)), axis=0)
    return np.concatenate([film[:frames], held])


def _images(film: Frames, order: Order) -> list[Image.Image]:
    return [Image.fromarray(frame) for frame in _fitted(film, order.frames)]
