"""Sound on its way into and out of LTX-2: resampling, and the log-mel spectrum that its encoder reads.

The spectrum is that of the encoder's training: 1024-point windows, slaney
filters, magnitude (not power), natural logarithm.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from scipy.signal import resample_poly
from transformers.audio_utils import mel_filter_bank

from ...media.encode import SAMPLE_RATE
from ..order import Sound

WINDOW = 1024
QUIETEST = 1e-5
LATENTS_A_SECOND = 25


def stereo(wave: Sound, rate: int) -> Sound:
    """(N, 2) at 48 kHz from (channels, N) at `rate`."""
    channels = np.atleast_2d(wave)[:2]
    both = np.concatenate([channels, channels])[:2] if len(channels) == 1 else channels
    step = np.gcd(rate, SAMPLE_RATE)
    found: Sound = resample_poly(both, SAMPLE_RATE // step, rate // step, axis=1).T.astype(np.float32)
    return found


def encode(audio_vae: Any, sound: Sound, seconds: float) -> Any:
    """(1, channels, time, bands) latents of (N, 2) `sound` at 48 kHz, for a clip of `seconds`."""
    config = audio_vae.config
    rate = int(config.sample_rate)
    step = np.gcd(rate, SAMPLE_RATE)
    wave = torch.from_numpy(
        resample_poly(sound.T, rate // step, SAMPLE_RATE // step, axis=1).astype(np.float32)
    )
    bank = torch.tensor(
        mel_filter_bank(
            WINDOW // 2 + 1, config.mel_bins, 0.0, rate / 2, rate, norm="slaney", mel_scale="slaney"
        ),
        dtype=torch.float32,
    )
    spectrum = torch.stft(
        wave, WINDOW, config.mel_hop_length, WINDOW, torch.hann_window(WINDOW), center=True,
        pad_mode="reflect", return_complex=True,
    ).abs()  # fmt: skip
    mel = torch.log((spectrum.transpose(1, 2) @ bank).clamp(min=QUIETEST))[None]
    with torch.inference_mode():
        latents = audio_vae.encode(mel.to(audio_vae.device, audio_vae.dtype)).latent_dist.mode()
    wanted = round(seconds * LATENTS_A_SECOND)
    missing = max(0, wanted - latents.shape[2])
    return torch.nn.functional.pad(latents[:, :, :wanted], (0, 0, 0, missing))
