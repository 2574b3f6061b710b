"""What a deployment says about weights, and about how a model uses them; read from the catalogue.

A hub id needs a pinned commit, because a name alone can hold other weights
tomorrow, and a licence, because several open ones carry duties. Nothing here
loads torch.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from ..errors import BadRequest

HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+")
COMMIT = re.compile(r"[0-9a-f]{40}")
Read = TypeVar("Read", bound="Strict")
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]

# The classes of pipelines whose folders each family reads.
KINDS: Mapping[str, tuple[str, ...]] = {
    "ltx2": ("LTX2Pipeline", "LTX2ConditionPipeline", "LTX2ImageToVideoPipeline"),
    "wan": ("WanPipeline",),
    "wan-vace": ("WanVACEPipeline",),
    "minimax-h3": ("MiniMaxH3ModularPipeline",),
}


class Function(StrEnum):
    """What a pipeline can be asked for."""

    TEXT = "text"  # words alone
    IMAGE = "image"  # a first frame
    EXTEND = "extend"  # go on from the last frames of a clip
    CONTROL = "control"  # follow a simulated take: its depth, what is what, or poses
    UPSCALE = "upscale"  # a second stage at twice the size
    VOICE = "voice"  # lips after a given sound
    REFERENCE = "reference"  # pictures of a person, an animal or a thing
    REMIX = "remix"  # another video as the start


# What each family can be asked for; told without torch, so that nothing waits in vain for what it cannot do.
FUNCTIONS: Mapping[str, frozenset[Function]] = {
    "ltx2": frozenset(set(Function) - {Function.REMIX, Function.REFERENCE}),
    "wan": frozenset({Function.TEXT, Function.REMIX}),
    "wan-vace": frozenset(set(Function) - {Function.UPSCALE, Function.VOICE}),
    "minimax-h3": frozenset({Function.TEXT, Function.IMAGE, Function.EXTEND, Function.REFERENCE}),
}


# Families that denoise several clips in the same passes. The blocks of MiniMax-H3 lay words, pictures and
# sound of one clip in one sequence without a place for a second clip, so its clips are made alone.
BATCHES = frozenset({"ltx2", "wan", "wan-vace"})


# Caches between steps that do something for a family; the others fail, or change nothing.
CACHES: Mapping[str, tuple[str, ...]] = {
    "ltx2": ("taylor", "pyramid"),
    "wan": ("first_block", "pyramid"),
    "wan-vace": ("first_block", "pyramid"),
    "minimax-h3": (),
}


MINIMAX_RATE = 24.0


class Strict(BaseModel):
    """No unknown keys: a misspelt setting stops the start instead of being ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Licence(Strict):
    """The terms of weights; `duties` are what a deployment owes, in sentences that staff accept."""

    name: Sentence
    url: str = ""
    duties: tuple[Sentence, ...] = ()


class Source(Strict):
    """Where weights lie: a folder of this machine, or a hub id with its commit; and their terms."""

    source: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    revision: str = ""
    licence: Licence

    @property
    def local(self) -> bool:
        """Whether the weights lie in a folder that the deployment names itself."""
        return self.source.startswith(("/", "./", "../", "~"))

    def folder(self, models: Path) -> Path:
        """Where the weights lie; downloaded ones below the folder `models`, by name and commit."""
        if self.local:
            return Path(self.source).expanduser()
        return models / self.source.replace("/", "--") / self.revision

    @model_validator(mode="after")
    def _pinned(self) -> Self:
        if not self.local and not HUB_ID.fullmatch(self.source):
            raise ValueError(
                "source is a hub id such as owner/name, or a folder that begins with / ./ ../ or ~"
            )
        if not self.local and not COMMIT.fullmatch(self.revision):
            raise ValueError(
                "weights from a hub need a pinned revision: the 40 hexadecimal digits of a commit"
            )
        return self


class Spoken(Source):
    """A neural voice: the kind of its model, and where its weights lie."""

    kind: Literal["vits", "speecht5"]

    def copies(self, models: Path) -> bool:
        """Whether it can speak in the voice of a recording: its folder has what hears one."""
        return self.kind == "speecht5" and (self.folder(models) / "speaker").is_dir()


class Weights(Source):
    """One set of weights of a family.

    `attention` names a backend of diffusers (such as "flash"), `compile` compiles the transformer's blocks
    at load; "auto" lets a worker measure which is quickest when it loads them.
    """

    family: Literal["ltx2", "wan", "wan-vace", "minimax-h3"]
    dtype: Literal["bfloat16", "float16", "float32"] = "bfloat16"
    attention: str = ""
    compile: bool | Literal["auto"] = False


class Recipe(Strict):
    """How a model uses its weights. `sigmas` replace `steps`; guidance 1 turns guidance off.

    `rate` is in frames a second, `strength` how much of another film a remix changes. `physics` "simulated"
    lets the simulation rehearse the shot: the model follows its depth, and its sound is the film's; with
    "sound" only lips and the sound do. `cache` reuses between steps what changes little.
    """

    weights: str
    steps: Annotated[int, Field(ge=1, le=200)] = 30
    sigmas: Literal["", "distilled"] = ""
    guidance: Annotated[float, Field(ge=1.0, le=30.0)] = 1.0
    audio_guidance: Annotated[float, Field(ge=1.0, le=30.0)] = 1.0
    negative: Annotated[str, StringConstraints(max_length=2000)] = ""
    stages: Literal[1, 2] = 1
    rate: Annotated[float, Field(ge=8.0, le=60.0)] = 24.0
    strength: Annotated[float, Field(gt=0.0, le=1.0)] = 0.6
    physics: Literal["", "simulated", "sound"] = ""
    max_sequence: Annotated[int, Field(ge=16, le=4096)] = 512
    control: Literal["depth", "segmentation", "pose"] = "depth"
    together: Annotated[int, Field(ge=1, le=16)] = 4
    cache: Literal["", "first_block", "taylor", "pyramid"] = ""
    cache_threshold: Annotated[float, Field(gt=0.0, le=1.0)] = 0.05


def weights(name: str, raw: Mapping[str, Any], source: str) -> Weights:
    """A `[weights.NAME]` table, or `BadRequest` that names what is wrong with it."""
    return _read(Weights, f"{source}: weights {name!r}", raw)


def spoken(name: str, raw: Mapping[str, Any], source: str) -> Spoken:
    """A `[voices.NAME]` table, or `BadRequest` that names what is wrong with it."""
    return _read(Spoken, f"{source}: voice {name!r}", raw)


def recipe(name: str, raw: Mapping[str, Any], source: str) -> Recipe:
    """A `[models.NAME.diffusion]` table, or `BadRequest` that names what is wrong with it."""
    return _read(Recipe, f"{source}: diffusion of model {name!r}", raw)


def misfit(recipe: Recipe, family: str) -> str:
    """What a recipe asks of a family that it does not have, as a sentence; "" when they go together."""
    functions, able = FUNCTIONS[family], ", ".join(sorted(FUNCTIONS[family]))
    distilled = family == "minimax-h3"
    troubles = (
        (recipe.cache and recipe.cache not in CACHES[family],
         f"the cache {recipe.cache!r}; those of {family} are {', '.join(CACHES[family]) or 'none'}"),
        (recipe.stages == 2 and Function.UPSCALE not in functions, f"two stages; {family} can do {able}"),
        (recipe.sigmas and family != "ltx2",
         f"distilled sigmas, which only ltx2 has; set steps for {family}"),
        (recipe.physics == "simulated" and Function.CONTROL not in functions,
         f"to follow the simulation; {family} can do {able}"),
        (recipe.physics == "sound" and Function.VOICE not in functions,
         f"lips that follow speech; {family} can do {able}"),
        (distilled and (recipe.guidance > 1 or recipe.audio_guidance > 1 or recipe.negative),
         "guidance or a negative prompt, but the guidance of minimax-h3 is in its weights: leave them out"),
        (distilled and recipe.rate != MINIMAX_RATE, "another rate than 24.0, the only one of minimax-h3"),
        (distilled and recipe.steps < 2, "one step; minimax-h3 needs two at least"),
    )  # fmt: skip
    return next((told for wrong, told in troubles if wrong), "")


def _read(kind: type[Read], where: str, raw: Mapping[str, Any]) -> Read:
    try:
        return kind.model_validate(dict(raw))
    except ValidationError as error:
        told = "; ".join(
            f"{'.'.join(str(part) for part in found['loc']) or 'it'}: {found['msg']}"
            for found in error.errors()
        )
        raise BadRequest(f"{where}: {told}.") from error
