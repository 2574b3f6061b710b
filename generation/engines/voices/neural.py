"""Neural voices through transformers: VITS, and SpeechT5, which speaks in the voice of a recording.

A folder of SpeechT5 holds its vocoder in `vocoder/` and, to copy voices, a
network of x-vectors in `speaker/`. These models tell no times of sounds; they
come from espeak's reading of the same line, stretched to the length of what was spoken. The
same line, voice and seed give the same samples.
"""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from math import gcd
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.signal import resample_poly

from ..errors import EngineUnavailable, RenderFailed
from ..simulation.sound import speech
from ..simulation.sound.noise import SAMPLE_RATE, Samples
from ..simulation.sound.speech import SPOKEN_LEVEL, Speech

if TYPE_CHECKING:
    from ..diffusion.manifest import Spoken
    from ..simulation.sound.voices import Voice

VOCODER, SPEAKER = "vocoder", "speaker"
HEARD_RATE = 16_000  # of the recording that x-vectors are made of
LONGEST_SECONDS = 30.0
SILENT = 1e-4


@dataclass(slots=True)
class Neural:
    """See `voices.Speaker`; weights are loaded with the first line."""

    about: Spoken
    models: Path
    _parts: dict[str, Any] = field(default_factory=dict)

    def speak_all(self, lines: Sequence[tuple[str, Voice]]) -> list[Speech]:
        """Speak each line; its times are those of espeak's reading, stretched."""
        read = speech.by_espeak(lines)
        return [
            found if not len(found.samples) else _timed(self._spoken(text, voice), found)
            for (text, voice), found in zip(lines, read, strict=True)
        ]

    def _spoken(self, text: str, voice: Voice) -> Samples:
        import torch

        parts = self._load()
        torch.manual_seed(voice.seed & 0x7FFFFFFF)
        given = parts["tokenizer"](text, return_tensors="pt")
        with torch.inference_mode():
            if self.about.kind == "vits":
                wave_ = parts["model"](input_ids=given["input_ids"]).waveform[0]
            else:
                wave_ = parts["model"].generate_speech(
                    given["input_ids"], self._embedding(voice), vocoder=parts["vocoder"]
                )
        return _level(wave_.float().cpu().numpy(), int(parts["rate"]))

    def _embedding(self, voice: Voice) -> Any:
        """What SpeechT5 knows a voice by: heard in the recording, or drawn from the voice's own numbers."""
        import torch

        parts = self._load()
        size = parts["model"].config.speaker_embedding_dim
        if not voice.sample:
            drawn = np.random.default_rng([voice.seed, voice.pitch, voice.rate]).standard_normal(size)
            return torch.nn.functional.normalize(torch.tensor(drawn, dtype=torch.float32), dim=0)[None]
        if parts["speaker"] is None:
            raise EngineUnavailable("This voice cannot copy recordings: its folder has no 'speaker'.")
        heard = torch.from_numpy(_heard(voice.sample)).float()[None]
        found = parts["speaker"](input_values=heard).embeddings
        if found.shape[-1] != size:
            raise EngineUnavailable(f"'speaker' gives {found.shape[-1]} numbers; this voice wants {size}.")
        return torch.nn.functional.normalize(found, dim=-1)

    def _load(self) -> dict[str, Any]:
        if not self._parts:
            folder = self.about.folder(self.models)
            if not folder.is_dir():
                raise EngineUnavailable("The weights of the voice are not on this machine.")
            from safetensors import SafetensorError

            expected = (OSError, ValueError, KeyError, RuntimeError, ImportError, TypeError, SafetensorError)
            try:
                self._parts = _loaded(folder, self.about.kind)
            except expected as error:
                raise EngineUnavailable(f"The voice in {folder.name!r} cannot be loaded: {error}.") from error
        return self._parts


def _loaded(folder: Path, kind: str) -> dict[str, Any]:
    from transformers import (
        AutoModelForAudioXVector,
        AutoTokenizer,
        SpeechT5ForTextToSpeech,
        SpeechT5HifiGan,
        VitsModel,
    )

    local = {"local_files_only": True}
    tokenizer = AutoTokenizer.from_pretrained(folder, **local)
    if kind == "vits":
        model = VitsModel.from_pretrained(folder, **local).eval()
        return {"tokenizer": tokenizer, "model": model, "rate": model.config.sampling_rate}
    model = SpeechT5ForTextToSpeech.from_pretrained(folder, **local).eval()
    vocoder = SpeechT5HifiGan.from_pretrained(folder, subfolder=VOCODER, **local).eval()
    speaker = None
    if (folder / SPEAKER).is_dir():
        speaker = AutoModelForAudioXVector.from_pretrained(folder, subfolder=SPEAKER, **local).eval()
    return {
        "tokenizer": tokenizer,
        "model": model,
        "vocoder": vocoder,
        "speaker": speaker,
        "rate": vocoder.config.sampling_rate,
    }


def _level(found: Samples, rate: int) -> Samples:
    """At 48 kHz, as loud as every line here; `RenderFailed` for what is no speech."""
    if not found.size or not np.isfinite(found).all():
        raise RenderFailed("The voice computed no numbers.")
    found = found[: int(LONGEST_SECONDS * rate)].astype(np.float64)
    level = float(np.sqrt(np.mean(found**2)))
    if level < SILENT:
        raise RenderFailed("The voice said nothing.")
    step = gcd(rate, SAMPLE_RATE)
    return np.asarray(resample_poly(found, SAMPLE_RATE // step, rate // step) * SPOKEN_LEVEL / level)


def _timed(sound: Samples, read: Speech) -> Speech:
    duration = len(sound) / SAMPLE_RATE
    stretch = duration / read.duration if read.duration else 1.0
    return Speech(
        samples=sound.astype(np.float32),
        phonemes=tuple((seconds * stretch, what) for seconds, what in read.phonemes),
        words=tuple((seconds * stretch, what) for seconds, what in read.words),
        duration=duration,
    )


def _heard(sample: bytes) -> Samples:
    """A WAV as mono at 16 kHz; `RenderFailed` when it is none, or holds no sound."""
    with suppress(wave.Error, EOFError, ValueError):
        with wave.open(io.BytesIO(sample)) as file:
            width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            raw = file.readframes(int(LONGEST_SECONDS * rate))
        if width == 2 and len(raw) >= 2 * channels * rate // 4:
            mono = np.frombuffer(raw, "<i2").reshape(-1, channels).mean(axis=1) / 32768
            step = gcd(rate, HEARD_RATE)
            return np.asarray(resample_poly(mono, HEARD_RATE // step, rate // step))
    raise RenderFailed("The recording of the voice cannot be heard.")
