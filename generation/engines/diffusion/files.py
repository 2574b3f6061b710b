"""Looks at the files of weights without loading them: whole, of the right class, and how much memory they
take.

The safetensors format says its own length (an 8-byte little-endian header
length, a JSON header with the offsets of every tensor), so a file that was cut
off, or is something else, is known before a worker spends minutes on it.
See https://github.com/huggingface/safetensors#format.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import EngineError

MOST_HEADER_BYTES = 100_000_000
BYTES = {
    "F64": 8, "F32": 4, "F16": 2, "BF16": 2, "F8_E4M3": 1, "F8_E5M2": 1,
    "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1,
}  # fmt: skip


class WeightsUnusable(EngineError):
    """Weights are missing, incomplete, damaged, or not those of the family."""

    code = "weights_unusable"


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a pipeline: its name, its class, and how many bytes and numbers its tensors have."""

    name: str
    kind: str
    bytes: int
    numbers: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a folder of weights holds: the pipeline's class and its components."""

    kind: str
    components: tuple[Component, ...]

    @property
    def numbers(self) -> int:
        """Parameters of all components."""
        return sum(component.numbers for component in self.components)

    def memory(self, bytes_each: float = 2.0) -> int:
        """Bytes that all components take at `bytes_each` a parameter (2: bfloat16)."""
        return round(self.numbers * bytes_each)

    def largest(self, bytes_each: float = 2.0) -> int:
        """Bytes of the largest component: what a device must hold when the others wait in main memory."""
        return round(max((component.numbers for component in self.components), default=0) * bytes_each)


def inspect(folder: Path, kinds: Iterable[str]) -> Inspection:
    """Look through the weights in `folder`; raises `WeightsUnusable` with what is wrong and what to do."""
    if not folder.is_dir():
        raise WeightsUnusable("The weights are not on this machine. Download them first.")
    index = _index(folder)
    kind = str(index.get("_class_name", ""))
    if kind not in set(kinds):
        raise WeightsUnusable(
            f"The weights are of the class {kind or 'nobody knows what'!r}; "
            f"this family needs {' or '.join(kinds)}."
        )
    parts = [
        _component(folder / name, name, str(value[1]))
        for name, value in sorted(index.items())
        if isinstance(value, list) and len(value) >= 2 and value[0] and value[1]
    ]
    return Inspection(kind, tuple(part for part in parts if part is not None))


def inspect_voice(folder: Path, kind: str) -> Inspection:
    """Look through the weights of a neural voice; `kind` is its model's type. Raises `WeightsUnusable`."""
    if not folder.is_dir():
        raise WeightsUnusable("The weights of the voice are not on this machine. Download them first.")
    found = str(_json(folder / "config.json").get("model_type", ""))
    if found != kind:
        raise WeightsUnusable(f"The voice is of the type {found or 'nobody knows what'!r}, not {kind!r}.")
    if kind == "speecht5" and not (folder / "vocoder").is_dir():
        raise WeightsUnusable("The component 'vocoder' is missing: put SpeechT5's vocoder into the folder.")
    beside = [(folder / name, name) for name in ("vocoder", "speaker") if (folder / name).is_dir()]
    parts = [_component(path, name, found) for path, name in [(folder, kind), *beside]]
    return Inspection(found, tuple(part for part in parts if part is not None))


def _index(folder: Path) -> dict[str, Any]:
    """What a folder says that it holds; pipelines made of blocks say it in a file of another name."""
    blocks = folder / "modular_model_index.json"
    return _json(blocks if blocks.is_file() else folder / "model_index.json")


def _component(folder: Path, name: str, kind: str) -> Component | None:
    if not folder.is_dir():
        raise WeightsUnusable(f"The component {name!r} is missing: the download is not complete.")
    if leftovers := [path.name for path in folder.iterdir() if path.suffix in {".part", ".incomplete"}]:
        raise WeightsUnusable(f"{name}/{leftovers[0]} was not downloaded to its end. Download again.")
    files = _files(folder, name)
    if not files:
        configured = any((folder / plain).is_file() for plain in ("config.json", "model.safetensors"))
        if configured and (folder / "config.json").is_file() and "Scheduler" not in kind:
            raise WeightsUnusable(
                f"The component {name!r} has a configuration and no weights. Download again."
            )
        return None
    sizes = [header(path) for path in files]
    return Component(name, kind, sum(size for size, _ in sizes), sum(count for _, count in sizes))


def _files(folder: Path, name: str) -> list[Path]:
    """The safetensors of a component: those of its index, or all it has."""
    indices = sorted(folder.glob("*.safetensors.index.json"))
    if not indices:
        return sorted(folder.glob("*.safetensors"))
    shards = {str(shard) for shard in _json(indices[0]).get("weight_map", {}).values()}
    if missing := sorted(shard for shard in shards if not (folder / shard).is_file()):
        raise WeightsUnusable(f"{name}/{missing[0]} is missing: {len(missing)} of {len(shards)} parts.")
    return [folder / shard for shard in sorted(shards)]


def header(path: Path) -> tuple[int, int]:
    """(bytes, numbers) of the tensors of a safetensors file; `WeightsUnusable` unless it is whole."""
    where = f"{path.parent.name}/{path.name}"
    try:
        size = path.stat().st_size
        with path.open("rb") as handle:
            length = struct.unpack("<Q", handle.read(8))[0] if size >= 8 else 0
            if not 2 <= length <= min(size, MOST_HEADER_BYTES):
                raise WeightsUnusable(f"{where} is not a safetensors file, or it is damaged.")
            tensors = json.loads(handle.read(length))
        found = [tensor for key, tensor in tensors.items() if key != "__metadata__"]
        end = max((tensor["data_offsets"][1] for tensor in found), default=0)
        numbers = sum(
            (tensor["data_offsets"][1] - tensor["data_offsets"][0]) // BYTES.get(tensor["dtype"], 1)
            for tensor in found
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise WeightsUnusable(f"{where} cannot be read: {error}.") from error
    if size != 8 + length + end:
        raise WeightsUnusable(
            f"{where} has {size} bytes and should have {8 + length + end}. Download it again."
        )
    return end, numbers


def readable(folder: Path) -> None:
    """Raise `WeightsUnusable` when this process may not read a file (`save_pretrained` writes mode 0600)."""
    for path in folder.rglob("*"):
        if path.is_file() and not os.access(path, os.R_OK):
            raise WeightsUnusable(
                f"{path.relative_to(folder)} may not be read by this process. Change its mode."
            )


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise WeightsUnusable(f"{path.name} is missing: this is no complete folder of weights.") from error
    except (OSError, ValueError) as error:
        raise WeightsUnusable(f"{path.name} cannot be read: {error}.") from error
    if not isinstance(found, dict):
        raise WeightsUnusable(f"{path.name} is not what it should be: an object of components.")
    return found
