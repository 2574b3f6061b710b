"""Recordings for the tests: a figure before a camera who turns the head and says numbers.

Made by the simulation engine, so that nobody's face is needed; nothing measured
on them says anything about people.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import av
import numpy as np

from generation.engines.simulation import viewfinder
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.sound.dialogue import perform
from generation.engines.simulation.world import build

FPS, SIDE, SECONDS = 12, 240, 9.0
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Film:
    """`frames` (n, H, W, 3) uint8 at 12 a second, `sound` mono at 48 kHz."""

    frames: np.ndarray
    sound: np.ndarray

    def encoded(self) -> bytes:
        """As an MP4, as a browser would send it."""
        out = io.BytesIO()
        with av.open(out, "w", format="mp4") as film:
            picture = film.add_stream("libx264", rate=FPS)
            picture.width, picture.height = self.frames.shape[2], self.frames.shape[1]
            picture.pix_fmt = "yuv420p"
            picture.options = {"crf": "20", "preset": "ultrafast"}
            voice = film.add_stream("aac", rate=48_000, layout="mono")
            for frame in self.frames:
                for packet in picture.encode(av.VideoFrame.from_ndarray(frame, "rgb24")):
                    film.mux(packet)
            for packet in picture.encode():
                film.mux(packet)
            for start in range(0, len(self.sound), 1024):
                part = av.AudioFrame.from_ndarray(
                    np.ascontiguousarray(self.sound[start : start + 1024], np.float32)[None], "fltp", "mono"
                )
                part.sample_rate, part.pts, part.time_base = 48_000, start, Fraction(1, 48_000)
                for packet in voice.encode(part):
                    film.mux(packet)
            for packet in voice.encode():
                film.mux(packet)
        return out.getvalue()


def recorded(who: str, numbers: str, turns: Sequence[str], *, seed: int = 5) -> Film:
    """Somebody before the camera: front, the turns with the front between, then the numbers."""
    words = ". ".join(NAMES[int(one)] for one in numbers)
    prompt = f'Close-up of {who} in a gym. They say "{words}."'
    play = read_prompt(prompt, seconds=SECONDS, style="realistic", seed=seed)
    shot = play.shots[0]
    late = tuple(line.model_copy(update={"start": 3.9}) for line in shot.lines)
    shot = shot.model_copy(update={"lines": late})
    play = play.model_copy(update={"shots": (shot,)})
    world = build(play, 0)
    take = simulate(world, SECONDS, 24, seed)
    spoken = perform(play, shot, SECONDS, 24, take.frames, seed)
    filmed = replace(take, mouth=spoken.mouth, **_camera(take, turns))
    frames = list(range(0, take.frames, 24 // FPS))
    pictures = [frame.rgb for frame in viewfinder.render_frames(world, filmed, SIDE, SIDE, frames=frames)]
    return Film(np.stack(pictures), _sound(spoken))


def _camera(take, turns: Sequence[str]) -> dict[str, np.ndarray]:
    """The camera goes round the head as the head would turn before it, and is still otherwise."""
    times = np.arange(take.frames) / 24
    angle = np.zeros(take.frames)
    for place, turn in enumerate(turns):
        swing = np.exp(-(((times - 1.1 - 1.4 * place) / 0.3) ** 2))
        angle += swing * np.radians(55) * (-1 if turn == "left" else 1)
    target = np.repeat(take.camera_target[:1], take.frames, axis=0)
    away = np.asarray([1.25, 0.0, 0.04])
    turned = np.stack(
        [np.cos(angle) * away[0], np.sin(angle) * away[0], np.full(len(angle), away[2])], axis=1
    )
    return {"camera_target": target, "camera_position": target + turned}


def _sound(spoken) -> np.ndarray:
    out = np.zeros(int(SECONDS * 48_000), np.float32)
    for start, _actor, speech in spoken.lines:
        at = int(start * 48_000)
        part = np.asarray(speech.samples, np.float32)[: len(out) - at]
        out[at : at + len(part)] += 0.5 * part / (np.abs(part).max() + 1e-6)
    return out
