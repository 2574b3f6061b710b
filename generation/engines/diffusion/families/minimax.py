"""MiniMax-H3: pictures with sound from words, a first frame or pictures of somebody; a pipeline of blocks.

Only on request: its licence leaves out whole regions. It exists as blocks alone, so
the denoising loop gets a block of ours that tells of steps, and the decoding blocks are left
off. Its text encoder also reads pictures; a reader of ours does that with Pillow, as
the library's own needs torchvision even for words. Guidance is in the weights: there is none to set, and
`steps` points of the schedule are one pass fewer.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from diffusers import MiniMaxH3Blocks, ModularPipeline
from diffusers.modular_pipelines.minimax_h3 import MiniMaxH3ImageReference
from diffusers.modular_pipelines.modular_pipeline import ModularPipelineBlocks
from diffusers.modular_pipelines.modular_pipeline_utils import InputParam
from PIL import Image
from transformers import Qwen2VLImageProcessorPil

from ...errors import EngineError
from ..grid import Grid
from ..manifest import FUNCTIONS, KINDS
from ..order import Clip, Latents, OnStep, Order
from . import hearing, steps

LOOP, DECODING = "denoise.denoise", ("decode.video", "decode.audio")
READER = "processor"
SETTINGS = ("canvas_short_edge", "canvas_max_pixels", "reference_image_short_edge")


class Ended(BaseException):
    """Carries what stopped a shot out of the loop, which would log every `Exception` as a fault."""

    def __init__(self, error: EngineError) -> None:
        super().__init__(str(error))
        self.error = error


class Reader:
    """What the blocks of the text encoder ask of a processor: patches of pictures, and kinds of tokens."""

    def __init__(self, tokenizer: Any, image_processor: Any) -> None:
        self.tokenizer, self.image_processor = tokenizer, image_processor
        pads = ("<|image_pad|>", "<|video_pad|>")
        self._kinds = {tokenizer.convert_tokens_to_ids(pad): 1 + kind for kind, pad in enumerate(pads)}

    def create_mm_token_type_ids(self, rows: list[list[int]]) -> list[list[int]]:
        """0 for words, 1 where a picture stands, 2 where a film does."""
        return [[self._kinds.get(token, 0) for token in row] for row in rows]


class Telling(ModularPipelineBlocks):  # type: ignore[misc]  # diffusers comes without types
    """The block in the loop that tells of each step."""

    model_name = "minimax-h3"

    def __init__(self, tell: Callable[[Any, Any, int], None]) -> None:
        self.tell = tell
        super().__init__()

    @property
    def description(self) -> str:
        """For the list of blocks."""
        return "Tells of each step, and stops the loop when nobody wants its end."

    @property
    def inputs(self) -> list[Any]:
        """What it looks at."""
        return [InputParam(name=name) for name in ("latents", "noise_pred", "timesteps")]

    def __call__(self, components: Any, state: Any, i: int, t: Any) -> tuple[Any, Any]:
        """After the step `i`."""
        del t
        try:
            self.tell(components, state, i)
        except EngineError as error:
            raise Ended(error) from error
        return components, state


class MiniMaxH3:
    """See the module."""

    name = "minimax-h3"
    kinds = KINDS["minimax-h3"]
    grid = Grid(space=32, time=17, first=5, fewest=124, most=345)
    functions = FUNCTIONS["minimax-h3"]
    hears = True
    opening_frames = 1

    def load(self, folder: Path, dtype: Any) -> Any:
        """All components of the folder; the library only logs what it cannot load, so it is looked at."""
        pipe = ModularPipeline.from_pretrained(str(folder), local_files_only=True)
        wanted = [
            spec.name
            for spec in MiniMaxH3Blocks().expected_components
            if spec.default_creation_method == "from_pretrained" and spec.name != READER
        ]
        pipe.load_components(
            names=wanted, dtype=dtype, pretrained_model_name_or_path=str(folder), local_files_only=True
        )
        if missing := sorted(name for name in wanted if getattr(pipe, name, None) is None):
            raise ValueError(f"its components {', '.join(missing)} cannot be loaded")
        pictures = Qwen2VLImageProcessorPil.from_pretrained(folder / READER, local_files_only=True)
        pipe.update_components(**{READER: Reader(pipe.tokenizer, pictures)})
        return pipe

    def normalized(self, pixels: Any) -> Any:
        """Pixels from -1 to 1 by the mean and deviation of ImageNet."""
        mean = torch.tensor((0.485, 0.456, 0.406), device=pixels.device, dtype=pixels.dtype)
        spread = torch.tensor((0.229, 0.224, 0.225), device=pixels.device, dtype=pixels.dtype)
        shape = (1, 3, 1, 1, 1)
        return ((pixels + 1) / 2 - mean.view(shape)) / spread.view(shape)

    def read(self, pipe: Any, order: Order) -> dict[str, Any]:
        """Nothing ahead: words and pictures are read as one by a block of the workflow."""
        del pipe, order
        return {}

    def denoise(self, pipe: Any, order: Order, on_step: OnStep) -> Latents:
        """One pass a step, through the workflow that the order needs."""
        self.grid.check(order.width, order.height, order.frames)
        shown = [Image.fromarray(picture) for picture in order.references]
        first = order.opening[-1] if order.opening is not None else order.image
        given: dict[str, Any] = {}
        prompt = order.prompt
        if shown:
            shown += [Image.fromarray(first)] if first is not None else []
            given["references"] = [MiniMaxH3ImageReference(image=picture) for picture in shown]
            prompt = f"{prompt} {_named(len(order.references), begins=first is not None)}"
        elif first is not None:
            given["image"] = Image.fromarray(first)
        kind = "ref2va" if shown else "fl2va" if first is not None else "t2va"
        made = _workflow(pipe, kind, self._tell(order, on_step))
        try:
            with steps.quiet(made):
                found = made(
                    prompt=prompt,
                    generator=steps.generator(order.seed),
                    num_inference_steps=order.recipe.steps,
                    width=order.width,
                    height=order.height,
                    num_frames=order.frames,
                    output=["latents", "audio_latents"],
                    **given,
                )
        except Ended as ended:
            raise ended.error from None
        return Latents(found["latents"], found["audio_latents"][None])

    def _tell(self, order: Order, on_step: OnStep) -> Callable[[Any, Any, int], None]:
        def tell(components: Any, state: Any, step: int) -> None:
            def estimate() -> Any:
                # x0 = x + sigma · v: velocities of this family point to what is clean
                sigma = float(components.scheduler.sigmas[step + 1])
                given = getattr(state, "num_condition_video_rows", 0) or 0
                clean = state.latents[given:] + sigma * state.noise_pred[0, given:].float()
                return _denormalized(components.vae, _unpacked(components, clean, order))

            on_step(step + 1, len(state.timesteps), estimate)

        return tell

    def decode(self, pipe: Any, latents: Latents, order: Order) -> Clip:
        """Frames and stereo sound; the autoencoder of sound takes its two channels as two clips."""
        vae, hears = pipe.vae, pipe.audio_vae
        with torch.inference_mode():
            video = vae.decode(
                _denormalized(vae, latents.video.to(vae.device, vae.dtype)), return_dict=False
            )[0]
            mean = torch.tensor(pipe.pixel_mean, device=video.device).view(1, 3, 1, 1, 1)
            spread = torch.tensor(pipe.pixel_std, device=video.device).view(1, 3, 1, 1, 1)
            frames = steps.pictures((video.float() * spread + mean) * 2 - 1)
            channels = latents.sound[0].to(hears.device, hears.dtype)
            shape = (1, -1, 1)
            center = torch.tensor(hears.config.latents_mean, device=hears.device).view(shape)
            scale = torch.tensor(hears.config.latents_std, device=hears.device).view(shape)
            wave = hears.decode((channels * scale + center).to(hears.dtype), return_dict=False)[0]
            sound = hearing.stereo(wave[:, 0].float().cpu().numpy(), int(hears.config.sampling_rate))
        return Clip(frames[: order.frames], order.rate, sound)


def _workflow(pipe: Any, kind: str, tell: Callable[[Any, Any, int], None]) -> Any:
    """The blocks of one workflow over the components that are loaded, without those that decode."""
    blocks = MiniMaxH3Blocks().get_workflow(kind)
    for name in DECODING:
        blocks.sub_blocks.pop(name)
    loop = blocks.sub_blocks[LOOP].sub_blocks
    loop.insert("telling", Telling(tell), len(loop))
    made = blocks.init_pipeline()
    wanted = {spec.name for spec in blocks.expected_components}
    settings = {name: pipe.config[name] for name in SETTINGS if name in made.config and name in pipe.config}
    # the autoencoders tell the geometry, also where nothing is decoded
    named = {name: part for name, part in pipe.components.items() if name in wanted and part is not None}
    made.update_components(**named, **settings)
    made.vae, made.audio_vae = pipe.vae, pipe.audio_vae
    return made


def _named(pictures: int, *, begins: bool) -> str:
    """What the pictures are, in the words by which this family knows them."""
    who = " and ".join(f"<Picture {number + 1}>" for number in range(pictures))
    told = f"Who or what acts looks as in {who}."
    return f"{told} It begins as in <Picture {pictures + 1}>." if begins else told


def _unpacked(components: Any, rows: Any, order: Order) -> Any:
    """(1, C, T, h, w) latents of the packed rows of a clip, as the last block of the loop unpacks them."""
    time, high, wide = components.patch_size
    side = components.vae_spatial_compression_ratio
    height, width = order.height // side, order.width // side
    rows = rows.reshape(
        1, -1, height // high, width // wide, components.vae_latent_channels, time, high, wide
    )
    rows = rows.permute(0, 4, 1, 5, 2, 6, 3, 7)
    return rows.reshape(1, components.vae_latent_channels, -1, height, width)


def _denormalized(vae: Any, latents: Any) -> Any:
    shape = (1, -1, 1, 1, 1)
    mean = torch.tensor(vae.config.latents_mean, device=latents.device, dtype=latents.dtype).view(shape)
    spread = torch.tensor(vae.config.latents_std, device=latents.device, dtype=latents.dtype).view(shape)
    return latents * spread + mean
