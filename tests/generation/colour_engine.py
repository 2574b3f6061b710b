"""A small real engine for tests: a moving colour bar and a tone, encoded by a child process.

It stands behind the same protocol as every engine and knows nothing of Django.
Its settings make it slow (`frame_seconds`), fail (`fail`) or run out of disk
(`disk_bytes`, a file-size limit on the encoder). Every start of a render
appends a line to the file named by STARTS, so tests can count them.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from pathlib import Path

from generation.engines.base import Caption, Progress, Rendered, RenderRequest, Stage
from generation.engines.errors import EncodeFailed, EngineError, Interrupted, RenderFailed

CODES: dict[str, type[EngineError]] = {"render_failed": RenderFailed}


class ColourEngine:
    """Renders `RenderRequest`s as a bar that moves to the right over a colour made from the seed."""

    def render(
        self,
        request: RenderRequest,
        *,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> Rendered:
        if "STARTS" in os.environ:
            with Path(os.environ["STARTS"]).open("a") as handle:
                handle.write(f"{request.shot}\n")
        if request.settings.get("fail"):
            raise CODES[request.settings["fail"]]("This engine was told to fail.")
        on_progress(Progress(Stage.SIMULATE, 0.0))
        job = {
            "folder": str(request.workdir),
            "size": [request.width, request.height],
            "frames": round(request.seconds * request.fps),
            "fps": request.fps,
            "seed": request.seed,
            "pause": request.settings.get("frame_seconds", 0),
        }
        limit = int(request.settings.get("disk_bytes", 0))
        child = subprocess.Popen(
            [sys.executable, __file__, json.dumps(job)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: _before(limit),
        )
        try:
            self._follow(child, job["frames"], request.workdir, on_progress, should_stop)
        finally:
            child.kill()
            child.wait()
        sound = request.workdir / "sound.wav"
        _tone(sound, request.seconds)
        on_progress(Progress(Stage.ENCODE, 1.0))
        return Rendered(
            request.workdir / "picture.mp4",
            sound,
            [Caption(0.1, request.seconds, "A bar moves.", "a1")],
            {"stages": {"render": 0.1}},
        )

    def _follow(self, child, frames, folder, on_progress, should_stop) -> None:
        done = 0
        while True:
            if should_stop():
                raise Interrupted("Stopped.")
            now = len(list(folder.glob("frame-*.done")))
            if now != done:
                done = now
                preview = folder / "preview.jpg"
                on_progress(
                    Progress(Stage.RENDER, done / frames, preview=preview if preview.exists() else None)
                )
            if child.poll() is not None:
                break
            time.sleep(0.02)
        if child.returncode != 0:
            raise EncodeFailed(child.stderr.read()[-400:] or "The encoder died.")


def _before(limit: int) -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # die with the worker
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def _tone(path: Path, seconds: float) -> None:
    import numpy as np

    t = np.arange(round(seconds * 48000)) / 48000
    tone = (np.sin(2 * np.pi * 440 * t) * 6000).astype("<i2")
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(48000)
        out.writeframes(np.repeat(tone, 2).tobytes())


def _encode(job: dict) -> None:
    import av
    import numpy as np
    from PIL import Image

    folder, (width, height) = Path(job["folder"]), job["size"]
    rng = np.random.default_rng(job["seed"])
    ground = rng.integers(0, 160, 3)
    noise = rng.integers(0, 60, (height, width, 3))
    with av.open(str(folder / "picture.mp4"), "w", options={"movflags": "faststart"}) as film:
        stream = film.add_stream("libx264", rate=job["fps"], options={"crf": "12"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for index in range(job["frames"]):
            picture = (ground + noise).astype("uint8")
            left = index * (width - 8) // max(1, job["frames"] - 1)
            picture[:, left : left + 8] = 250
            if index % 8 == 0:
                Image.fromarray(picture).save(folder / ".preview.jpg")
                (folder / ".preview.jpg").replace(folder / "preview.jpg")
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                film.mux(packet)
            (folder / f"frame-{index:04d}.done").touch()
            time.sleep(job["pause"])
        for packet in stream.encode():
            film.mux(packet)


if __name__ == "__main__":
    _encode(json.loads(sys.argv[1]))
