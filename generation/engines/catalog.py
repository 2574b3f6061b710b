"""Which model name maps to which engine, with its settings and its limits.

The packaged `catalog.toml` is read first; a deployment's own file (environment
variable SORA_CATALOG) adds or replaces models. Loading an entry never imports
its engine: `load_engine` does, and only a worker calls it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from .base import Engine
from .diffusion import manifest
from .diffusion.manifest import Recipe, Source, Spoken, Weights
from .errors import BadRequest, EngineUnavailable

PACKAGED = Path(__file__).with_name("catalog.toml")
DIFFUSION_QUEUE = "diffusion"
DIFFUSION_ENGINE = "generation.engines.diffusion.engine:DiffusionEngine"
FOOTAGE_ENGINE = "generation.engines.footage.engine:FootageEngine"
MODELS_FOLDER = "SORA_MODELS_DIR"
_KEYS = {"label", "engine", "queue", "sizes", "seconds", "styles"}
_EXTRAS = {"settings", "diffusion", "plan", "credits"}
PLANS = ("free", "pro")


@dataclass(frozen=True, slots=True)
class Model:
    """One model a person can choose; sizes are (width, height) in pixels.

    `engine`, `queue` and `settings` are what makes its shots. With `diffusion` its shots go to a worker that
    has those weights ready, and to that engine while there is none.
    `credits` are what a second of 854x480 costs.
    """

    name: str
    label: str
    engine: str
    queue: str
    sizes: tuple[tuple[int, int], ...]
    seconds: tuple[int, ...]
    styles: tuple[str, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    diffusion: Recipe | None = None
    plan: str = "free"
    credits: float = 1.0


def parse_size(text: str) -> tuple[int, int]:
    """`"854x480"` as (854, 480); `BadRequest` unless both are even and positive."""
    width, separator, height = text.partition("x")
    if not (separator and width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        raise BadRequest(f"{text!r} is not a size: write it as WIDTHxHEIGHT, such as 854x480.")
    size = int(width), int(height)
    if min(size) < 2 or size[0] % 2 or size[1] % 2:
        raise BadRequest(f"{text!r} is not a usable size: both sides must be even and at least 2.")
    return size


def _entry(name: str, raw: Mapping[str, Any], source: Path) -> Model:
    unknown, missing = set(raw) - _KEYS - _EXTRAS, _KEYS - set(raw)
    if unknown or missing:
        raise BadRequest(
            f"{source.name}: model {name!r}: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}."
        )
    if raw.get("plan", "free") not in PLANS:
        raise BadRequest(f"{source.name}: model {name!r}: a plan is one of {', '.join(PLANS)}.")
    cost = raw.get("credits", 1.0)
    if isinstance(cost, bool) or not isinstance(cost, int | float) or not 0 < cost <= 1000:
        raise BadRequest(f"{source.name}: model {name!r}: credits are a number above 0, up to 1000.")
    return Model(
        name=name,
        label=str(raw["label"]),
        engine=str(raw["engine"]),
        queue=str(raw["queue"]),
        sizes=tuple(parse_size(size) for size in raw["sizes"]),
        seconds=tuple(int(seconds) for seconds in raw["seconds"]),
        styles=tuple(str(style) for style in raw["styles"]),
        settings=dict(raw.get("settings", {})),
        plan=str(raw.get("plan", "free")),
        credits=float(cost),
        diffusion=manifest.recipe(name, raw["diffusion"], source.name) if "diffusion" in raw else None,
    )


@cache
def models() -> Mapping[str, Model]:
    """All models by name, in the order of the files."""
    found = {
        name: _entry(name, raw, source)
        for source, document in _documents()
        for name, raw in document.get("models", {}).items()
    }
    for model in found.values():
        if model.diffusion is not None and model.diffusion.weights not in weights():
            raise BadRequest(
                f"The model {model.name!r} wants the weights {model.diffusion.weights!r}, "
                f"which the catalogue does not describe; known are {', '.join(weights()) or 'none'}."
            )
        if model.diffusion is not None:
            family = weights()[model.diffusion.weights].family
            if told := manifest.misfit(model.diffusion, family):
                raise BadRequest(f"The model {model.name!r} wants {told}.")
    return found


@cache
def weights() -> Mapping[str, Weights]:
    """All weights by name, in the order of the files."""
    return {
        name: manifest.weights(name, raw, source.name)
        for source, document in _documents()
        for name, raw in document.get("weights", {}).items()
    }


def voices() -> Mapping[str, Spoken]:
    """All neural voices by name; none is called as weights are, since licences are accepted by name."""
    found = {
        name: manifest.spoken(name, raw, source.name)
        for source, document in _documents()
        for name, raw in document.get("voices", {}).items()
    }
    if twice := sorted(set(found) & set(weights())):
        raise BadRequest(f"{twice[0]!r} names weights and a voice: give one of them another name.")
    return found


def voice(name: str) -> Spoken:
    """The neural voice of that name, or `BadRequest` that lists the known ones."""
    found = voices()
    if name not in found:
        raise BadRequest(f"There is no voice {name!r}; known are {', '.join(found) or 'none'}.")
    return found[name]


def licensed() -> Mapping[str, Source]:
    """Everything whose licence staff accept: weights, and voices."""
    return {**weights(), **voices()}


def models_folder() -> Path:
    """Where downloaded weights lie."""
    return Path(os.environ.get(MODELS_FOLDER, "data/models"))


def _documents() -> list[tuple[Path, dict[str, Any]]]:
    own = os.environ.get("SORA_CATALOG")
    read = []
    for source in [PACKAGED, *([Path(own)] if own else [])]:
        try:
            read.append((source, tomllib.loads(source.read_text("utf-8"))))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise BadRequest(f"The model catalogue {source} cannot be read: {error}.") from error
    return read


def get(name: str) -> Model:
    """The model of that name, or `BadRequest` that lists the known ones."""
    try:
        return models()[name]
    except KeyError:
        raise BadRequest(f"There is no model {name!r}; known are {', '.join(models())}.") from None


def settings_for(model: Model, queue: str, physics: str = "") -> Mapping[str, Any]:
    """What the engine of `queue` is to know when it makes a shot of `model`; `physics` was asked for."""
    if queue != DIFFUSION_QUEUE or model.diffusion is None:
        return model.settings
    asked = {"physics": physics} if physics == "simulated" else {}
    return {
        "recipe": model.diffusion.model_copy(update=asked),
        "weights": weights()[model.diffusion.weights],
        "models": str(models_folder()),
    }


def load_engine(model: Model, queue: str = "", *, footage: bool = False) -> Engine:
    """Import and build the engine of `model` for shots of `queue`, or of sent films; for workers alone."""
    diffusion = queue == DIFFUSION_QUEUE and model.diffusion is not None
    wanted = FOOTAGE_ENGINE if footage else DIFFUSION_ENGINE if diffusion else model.engine
    module, _, attribute = wanted.partition(":")
    try:
        return cast("Engine", getattr(import_module(module), attribute)())
    except (ImportError, AttributeError, OSError, RuntimeError) as error:
        # diffusers tells a broken import as a RuntimeError; a driver's missing library is an OSError
        raise EngineUnavailable(f"The engine of {model.name} cannot start here: {error}.") from error
