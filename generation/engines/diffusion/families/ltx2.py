"""LTX-2.x: pictures with sound from words, a first frame, earlier frames, depth, or a given voice.

One set of weights serves several pipelines; they share their components. By
default those pipelines guide in four ways, each at the price of another pass
through the transformer. Recipes of distilled weights switch all of it off: eight
sigmas then are eight passes, not 24.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    FlowMatchEulerDiscreteScheduler,
    LTX2ConditionPipeline,
    LTX2DFRPipeline,
    LTX2InContextPipeline,
    LTX2LatentUpsamplePipeline,
    LTX2Pipeline,
)
from diffusers.pipelines.ltx2 import LTX2LatentUpsamplerModel
from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition
from diffusers.pipelines.ltx2.pipeline_ltx2_ic_lora import LTX2ReferenceCondition
from diffusers.pipelines.ltx2.utils import DISTILLED_SIGMA_VALUES, STAGE_2_DISTILLED_SIGMA_VALUES
from PIL import Image

from ...errors import BadRequest
from ..grid import Grid
from ..manifest import FUNCTIONS, KINDS, Recipe
from ..order import Clip, Frames, Latents, OnStep, Order
from . import hearing, steps

UPSAMPLER = "latent_upsampler"
VELOCITY = "noise_pred_video"
WORDS = (
    "prompt_embeds", "prompt_attention_mask", "negative_prompt_embeds", "negative_prompt_attention_mask",
)  # fmt: skip


class LTX2:
    """See the module; the functions it has are those below, upscaling where the weights bring an
    upsampler.
    """

    name = "ltx2"
    kinds = KINDS["ltx2"]
    grid = Grid(space=32, time=8, first=1, fewest=9, most=481)
    functions = FUNCTIONS["ltx2"]
    hears = True
    opening_frames = 17

    def load(self, folder: Path, dtype: Any) -> Any:
        """The text pipeline with its upsampler, if there is one, as `pipe.upsampler`."""
        pipe = LTX2Pipeline.from_pretrained(folder, dtype=dtype, local_files_only=True)
        has = (folder / UPSAMPLER).is_dir()
        pipe.upsampler = (
            LTX2LatentUpsamplerModel.from_pretrained(
                folder, subfolder=UPSAMPLER, dtype=dtype, local_files_only=True
            )
            if has
            else None
        )
        return pipe

    def normalized(self, pixels: Any) -> Any:
        """As they are: from -1 to 1."""
        return pixels

    def read(self, pipe: Any, order: Order) -> dict[str, Any]:
        """The words in numbers, once for both stages, with those to stay away from where guidance wants
        them.
        """
        recipe = order.recipe
        with torch.inference_mode():
            found = pipe.encode_prompt(
                prompt=order.prompts,
                negative_prompt=recipe.negative or None,
                do_classifier_free_guidance=max(recipe.guidance, recipe.audio_guidance) > 1,
                max_sequence_length=recipe.max_sequence,
            )
        return {name: part for name, part in zip(WORDS, found, strict=True) if part is not None}

    def denoise(self, pipe: Any, order: Order, on_step: OnStep) -> Latents:
        """One stage, or two: half the size, upsampled in latent space, and three steps more."""
        self.grid.check(order.width, order.height, order.frames, order.recipe.stages)
        order = replace(order, words=order.words or self.read(pipe, order))
        if order.recipe.stages == 1:
            return self._stage(pipe, order, on_step, (order.width, order.height))
        if pipe.upsampler is None:
            raise BadRequest("These weights have no latent upsampler, which the second stage needs.")
        first, second = _schedule(order.recipe), STAGE_2_DISTILLED_SIGMA_VALUES
        total = _count(order.recipe) + len(second)

        def early(step: int, _steps: int, preview: Any) -> None:
            on_step(step, total, preview)

        def late(step: int, _steps: int, preview: Any) -> None:
            on_step(total - len(second) + step, total, preview)

        small = self._stage(pipe, order, early, (order.width // 2, order.height // 2), first)
        bigger = LTX2LatentUpsamplePipeline(vae=pipe.vae, latent_upsampler=pipe.upsampler)
        with steps.quiet(bigger):
            video = bigger(
                latents=small.video, latents_normalized=False, output_type="latent", return_dict=False
            )[0]
        refine = {
            "sigmas": second,
            "noise_scale": second[0],
            "latents": video,
            "audio_latents": small.sound,
            **_unguided(),
        }
        done = self._run(pipe, order, late, (order.width, order.height), refine, len(second))
        return Latents(done.video, small.sound)

    def _stage(
        self,
        pipe: Any,
        order: Order,
        on_step: OnStep,
        size: tuple[int, int],
        schedule: Mapping[str, Any] | None = None,
    ) -> Latents:
        """One pass of the pipeline that the order needs."""
        extra = dict(schedule or _schedule(order.recipe)) | _guidance(order.recipe)
        count = _count(order.recipe)
        if order.voice is not None:
            return self._speak(pipe, order, on_step, size)
        if order.control is not None:
            follow = LTX2ReferenceCondition(frames=_images(order.control, size), strength=1.0)
            chosen = LTX2InContextPipeline(
                **{k: v for k, v in pipe.components.items() if k != "duration_head"}
            )
            extra |= {"reference_conditions": [follow], "conditions": _conditions(order, size) or None}
            return self._run(chosen, order, on_step, size, extra, count)
        if conditions := _conditions(order, size):
            chosen = LTX2ConditionPipeline.from_pipe(pipe)
            return self._run(chosen, order, on_step, size, extra | {"conditions": conditions}, count)
        return self._run(pipe, order, on_step, size, extra, count)

    def _run(
        self,
        pipe: Any,
        order: Order,
        on_step: OnStep,
        size: tuple[int, int],
        extra: dict[str, Any],
        count: int,
    ) -> Latents:
        width, height = size

        def estimate(step: int, tensors: Mapping[str, Any]) -> Any:
            clean = tensors["latents"] - float(pipe.scheduler.sigmas[step + 1]) * tensors[VELOCITY]
            shape = (
                (order.frames - 1) // self.grid.time + 1,
                height // self.grid.space,
                width // self.grid.space,
            )
            tokens = shape[0] * shape[1] * shape[2]
            patches = pipe.transformer_spatial_patch_size, pipe.transformer_temporal_patch_size
            unpacked = pipe._unpack_latents(  # noqa: SLF001 (diffusers has no public one)
                clean[:, :tokens], *shape, *patches
            )
            return pipe._denormalize_latents(  # noqa: SLF001
                unpacked, pipe.vae.latents_mean, pipe.vae.latents_std, pipe.vae.config.scaling_factor
            )

        with steps.quiet(pipe, order.recipe):
            video, sound = pipe(
                width=width,
                height=height,
                num_frames=order.frames,
                frame_rate=order.rate,
                generator=steps.generators(order),
                max_sequence_length=order.recipe.max_sequence,
                output_type="latent",
                return_dict=False,
                **order.words,
                **steps.watched(pipe, count, on_step, VELOCITY, estimate),
                **extra,
            )
        return Latents(video, sound)

    def _speak(self, pipe: Any, order: Order, on_step: OnStep, size: tuple[int, int]) -> Latents:
        """Denoise the picture alone, beside the latents of the given voice, which are held as they are."""
        assert order.voice is not None  # noqa: S101 (only orders with a voice come here)
        scheduler = FlowMatchEulerDiscreteScheduler.from_config(
            pipe.scheduler.config, use_dynamic_shifting=False, shift_terminal=None
        )
        speaker = LTX2DFRPipeline(**{**pipe.components, "scheduler": scheduler})
        frozen = hearing.encode(pipe.audio_vae, order.voice, order.frames / order.rate)
        count = len(DISTILLED_SIGMA_VALUES)

        def after(_pipe: Any, step: int, _time: Any, _tensors: Any) -> dict[str, Any]:
            on_step(step + 1, count, lambda: None)
            return {}

        with steps.quiet(speaker, order.recipe):
            video, sound = speaker(
                prompt_embeds=order.words["prompt_embeds"],
                prompt_attention_mask=order.words["prompt_attention_mask"],
                conditions=_conditions(order, size) or None,
                width=size[0],
                height=size[1],
                num_frames=order.frames,
                frame_rate=order.rate,
                audio_latents=frozen,
                freeze_audio=True,
                generate_slots=False,
                sigmas=DISTILLED_SIGMA_VALUES,
                generator=steps.generators(order),
                max_sequence_length=order.recipe.max_sequence,
                output_type="latent",
                return_dict=False,
                callback_on_step_end=after,
            )[:2]
        return Latents(video, sound)

    def decode(self, pipe: Any, latents: Latents, order: Order) -> Clip:
        """Frames and sound; a frozen voice is given back as it came, not as the model heard it."""
        vae = pipe.vae
        with torch.inference_mode():
            time = torch.tensor([0.0], device=vae.device, dtype=vae.dtype)
            video = vae.decode(
                latents.video.to(vae.device, vae.dtype),
                time if vae.config.timestep_conditioning else None,
                return_dict=False,
            )[0]
            frames = steps.pictures(video)
            sound = order.voice
            if sound is None and latents.sound is not None:
                audio = pipe.audio_vae
                spectra = audio.decode(latents.sound.to(audio.device, audio.dtype), return_dict=False)[0]
                wave = pipe.vocoder(spectra)[0].float().cpu().numpy()
                sound = hearing.stereo(wave, int(pipe.vocoder.config.output_sampling_rate))
        return Clip(frames[: order.frames], order.rate, sound)


def _conditions(order: Order, size: tuple[int, int]) -> list[Any]:
    """The frames that are given: pinned at the start of the clip. PIL, as arrays are read as 0 to 255."""
    if order.opening is not None:
        return [LTX2VideoCondition(frames=_images(order.opening, size), index=0, strength=1.0)]
    if order.image is not None:
        return [LTX2VideoCondition(frames=_images(order.image[None], size)[0], index=0, strength=1.0)]
    return []


def _images(frames: Frames, size: tuple[int, int]) -> list[Image.Image]:
    return [Image.fromarray(frame).resize(size, Image.Resampling.LANCZOS) for frame in frames]


def _schedule(recipe: Recipe) -> dict[str, Any]:
    return {"sigmas": DISTILLED_SIGMA_VALUES} if recipe.sigmas else {"num_inference_steps": recipe.steps}


def _count(recipe: Recipe) -> int:
    return len(DISTILLED_SIGMA_VALUES) if recipe.sigmas else recipe.steps


def _unguided() -> dict[str, Any]:
    """Every way of guiding switched off; the four of the sound, too, as they fall back to those of the
    picture.
    """
    off = {"guidance_scale": 1.0, "stg_scale": 0.0, "modality_scale": 1.0, "guidance_rescale": 0.0}
    return off | {f"audio_{name}": value for name, value in off.items()}


def _guidance(recipe: Recipe) -> dict[str, Any]:
    """Classifier-free guidance as the recipe has it; the costlier kinds stay off."""
    return _unguided() | {"guidance_scale": recipe.guidance, "audio_guidance_scale": recipe.audio_guidance}
