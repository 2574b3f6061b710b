"""Voices that a character is brought near to, measured: recordings by another synthesiser, matched back.

The recordings come from flite (a Debian package of that name), whose voices, lengthened and shortened, share
nothing with espeak. The embedding is Resemblyzer's, whose wheel carries the network (`pip install --no-deps
Resemblyzer==0.1.4`, with torch); only its weights are read. Nothing is claimed about people.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import wave
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.signal import resample_poly

from cameo import likeness
from perception import voices as heard

from .report import Table

Floats = npt.NDArray[np.float64]
OWNERS = ("kal16", "awb", "rms", "slt")
TRACTS = (88, 94, 100, 106, 112)  # per cent: the same voice in shorter and longer throats
RECORDED = "Four seven two nine five one. I look into the camera, and then I turn my head to the side."
SAID = "Nobody told me that the river would be this cold in the morning, but here we are, and I love it."
BANDS, WINDOW, HOP, PART = 40, 400, 160, 160
NOTE = (
    "“by class” is low, mid or high, as drawn; “pitch and timbre” is what a cameo gives with consent to the "
    "voice. F0 error: median, semitones. Distances: cosine, of Resemblyzer's embedding. Recordings by flite "
    "in five lengths of throat. A tint, not a copy."
)


def recorded(voice: str, per_cent: int) -> Floats:
    """The recording of one synthetic owner, mono at 16 kHz."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        subprocess.run(["flite", "-voice", voice, "-t", RECORDED, "-o", str(file)], check=True)
        with wave.open(io.BytesIO(file.read_bytes())) as sound:
            rate = sound.getframerate()
            plain = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").astype(float) / 32768
    return np.asarray(resample_poly(plain, heard.RATE * 100, rate * per_cent))


def spoken(look: dict[str, Any]) -> Floats:
    """What a character with this voice says, mono at 16 kHz."""
    from generation.engines.simulation.screenplay import Appearance
    from generation.engines.simulation.sound.speech import by_espeak
    from generation.engines.simulation.sound.voices import voice_of

    voice = voice_of("somebody", Appearance(**look), "en", 5)
    return np.asarray(resample_poly(by_espeak([(SAID, voice)])[0].samples.astype(float), 1, 3))


def measure() -> list[Table]:
    """Twenty owners' recordings and their characters' voices; nothing where flite is not there."""
    if shutil.which("flite") is None:
        return []
    owners = [recorded(voice, tract) for voice in OWNERS for tract in TRACTS]
    known = [likeness.voice(sound.astype(np.float32)) for sound in owners]
    plain = [spoken({"voice": one["voice"]}) for one in known]
    tinted = [
        spoken({"voice": one["voice"], "pitch": one["pitch_hz"], "timbre": one["timbre"]}) for one in known
    ]
    rows = [_row("by class", owners, plain), _row("pitch and timbre", owners, tinted)]
    columns = ["voice", "F0 error", "distance to owner", "distance to others", "rank-1", "AUC"]
    return [
        Table(f"Cameo: {len(owners)} synthetic voices, matched back to their owners", columns, rows, [NOTE])
    ]


def _row(name: str, owners: list[Floats], figures: list[Floats]) -> list[str]:
    pitches = [(heard.pitch(one), heard.pitch(other)) for one, other in zip(owners, figures, strict=True)]
    off = [12 * abs(np.log2(b / a)) for a, b in pitches if a and b]
    row = [name, f"{np.median(off):.2f} (p90 {np.percentile(off, 90):.2f})"]
    if not available():
        return [*row, "–", "–", "–", "–"]
    a, b = (np.array([embedded(one) for one in side]) for side in (owners, figures))
    far = 1 - b @ a.T
    same = np.eye(len(far), dtype=bool)
    rank = float((far.argmin(axis=1) == np.arange(len(far))).mean())
    auc = float((far[same][:, None] < far[~same][None]).mean())
    return [*row, f"{far[same].mean():.3f}", f"{far[~same].mean():.3f}", f"{rank:.0%}", f"{auc:.3f}"]


def available() -> bool:
    """Whether the embedding's weights, and what runs them, are there."""
    return find_spec("torch") is not None and _weights() is not None


def _weights() -> Path | None:
    found = find_spec("resemblyzer")
    folders = list(found.submodule_search_locations or ()) if found else []
    file = Path(folders[0]) / "pretrained.pt" if folders else None
    return file if file is not None and file.is_file() else None


def embedded(sound: Floats) -> Floats:
    """A voice in 256 numbers of length one: the mean over parts of 1.6 s, half over each other."""
    import torch

    mel = _mel(sound)
    starts = range(0, max(1, len(mel) - PART + 1), PART // 2)
    parts = torch.tensor(np.stack([mel[at : at + PART] for at in starts]), dtype=torch.float32)
    with torch.inference_mode():
        lstm, linear = _network()
        _all, (hidden, _cell) = lstm(parts)
        rows = torch.relu(linear(hidden[-1])).numpy()
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    mean = rows.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def _network() -> tuple[Any, Any]:
    import torch

    file = _weights()
    assert file is not None  # noqa: S101
    state = torch.load(file, map_location="cpu", weights_only=True)["model_state"]
    lstm, linear = torch.nn.LSTM(BANDS, 256, 3, batch_first=True), torch.nn.Linear(256, 256)
    for part, prefix in ((lstm, "lstm."), (linear, "linear.")):
        part.load_state_dict({k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)})
    return lstm, linear


def _mel(sound: Floats) -> Floats:
    """Mel power (n, BANDS) as the network was taught on: level at -30 dB, Slaney's scale and areas."""
    level = float(np.sqrt(np.mean(sound**2))) + 1e-9
    sound = np.pad(sound * max(1.0, 10**-1.5 / level), WINDOW // 2)
    parts = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::HOP]
    power = np.abs(np.fft.rfft(parts * np.hanning(WINDOW + 1)[:-1], axis=1)) ** 2
    edges = _hertz(np.linspace(0, _slaney(heard.RATE / 2), BANDS + 2))
    hertz = np.fft.rfftfreq(WINDOW, 1 / heard.RATE)
    up = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    areas = 2 / (edges[2:] - edges[:-2])
    return np.asarray(power @ (np.clip(np.minimum(up, down), 0, None) * areas[:, None]).T)


def _slaney(hertz: float) -> float:
    return 15 + 27 * np.log(hertz / 1000) / np.log(6.4) if hertz >= 1000 else 3 * hertz / 200


def _hertz(mel: Floats) -> Floats:
    return np.where(mel >= 15, 1000 * np.exp(np.log(6.4) / 27 * (mel - 15)), 200 * mel / 3)
