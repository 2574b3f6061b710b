"""Films: encoded whole or not at all, joined to the sample, probed to the last frame."""

import json
import subprocess
import sys
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from generation.engines import media
from generation.engines.base import Caption, Rendered
from generation.engines.errors import BadRequest, EncodeFailed, Interrupted
from generation.engines.media import colour

WIDTH, HEIGHT, FPS = 64, 36, 24


def picture(path: Path, frames: int = 12, size: tuple[int, int] = (WIDTH, HEIGHT), fps: float = FPS) -> Path:
    ramp = np.tile(np.linspace(20, 235, size[0], dtype=np.uint8)[None, :, None], (size[1], 1, 3))
    with media.encode.PictureWriter(path, *size, fps) as writer:
        for number in range(frames):
            writer.write(np.roll(ramp, number, axis=1))
    return path


def sound(path: Path, samples: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def shot(folder: Path, name: str, frames: int = 12, fps: float = FPS) -> Rendered:
    samples = np.zeros((round(frames * 48_000 / fps), 2))
    samples[1000:1004] = 0.8
    lines = [Caption(0.1, 0.3, f"Line of {name} <3 & more", "Al")]
    film = picture(folder / f"{name}.mp4", frames, fps=fps)
    return Rendered(film, sound(folder / f"{name}.wav", samples), lines)


def deliver(folder: Path, *shots: Rendered, mark: str | None = "Sora @alice", seen: list | None = None):
    out = folder / "out"
    out.mkdir()
    progress = [] if seen is None else seen
    return media.deliver(
        shots, out, watermark=mark, seed=5, on_progress=progress.append, should_stop=lambda: False
    )


def decoded_sound(path: Path) -> np.ndarray:
    with av.open(str(path)) as film:
        return np.concatenate([frame.to_ndarray() for frame in film.decode(audio=0)], axis=1)


def decoded_pictures(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as film:
        return [colour.to_rgb(frame) for frame in film.decode(video=0)]


def test_a_written_film_has_its_index_in_front_and_its_colours_back(tmp_path):
    path = tmp_path / "a.mp4"
    flat = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    flat[:] = (200, 60, 30)
    with media.encode.PictureWriter(path, WIDTH, HEIGHT, FPS) as writer:
        for _ in range(3):
            writer.write(flat)
    facts = media.probe(path, decode=True)
    assert (facts.width, facts.height, facts.fps, facts.frames) == (WIDTH, HEIGHT, FPS, 3)
    assert (facts.video_codec, facts.pix_fmt, facts.faststart) == ("h264", "yuv420p", True)
    assert np.abs(decoded_pictures(path)[1].astype(int) - flat).max() <= 4


def test_the_same_frames_give_the_same_bytes(tmp_path):
    assert picture(tmp_path / "a.mp4").read_bytes() == picture(tmp_path / "b.mp4").read_bytes()


def test_an_error_while_writing_leaves_no_file(tmp_path):
    def fails_half_way() -> None:
        with media.encode.PictureWriter(tmp_path / "a.mp4", WIDTH, HEIGHT, FPS) as writer:
            writer.write(np.zeros((HEIGHT, WIDTH, 3), np.uint8))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails_half_way()
    assert not list(tmp_path.iterdir())


def test_a_film_without_frames_or_of_odd_size_is_refused(tmp_path):
    with pytest.raises(EncodeFailed, match="before a frame"):
        media.encode.PictureWriter(tmp_path / "a.mp4", WIDTH, HEIGHT, FPS).close()
    with pytest.raises(BadRequest, match="even"):
        media.encode.PictureWriter(tmp_path / "a.mp4", 63, 36, FPS)
    with (
        pytest.raises(BadRequest, match="does not fit"),
        media.encode.PictureWriter(tmp_path / "a.mp4", WIDTH, HEIGHT, FPS) as w,
    ):
        w.write(np.zeros((10, 10, 3), np.uint8))
    assert not list(tmp_path.iterdir())


FULL_DISK = """
import resource, sys
from pathlib import Path
import numpy as np
from generation.engines.errors import EncodeFailed
from generation.engines.media.encode import PictureWriter
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
noise = np.random.default_rng(0).integers(0, 255, (48, 96, 72, 3), dtype=np.uint8)
try:
    with PictureWriter(Path(sys.argv[1]), 72, 96, 24, 4) as writer:
        for frame in noise:
            writer.write(frame)
except EncodeFailed as error:
    print(error)
"""


def test_a_full_disk_fails_with_a_sentence_and_leaves_no_truncated_film(tmp_path):
    path = tmp_path / "film.mp4"
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, text=True, check=True
    )
    assert "film.mp4 could not be written" in done.stdout
    assert "Make room on the disk" in done.stdout
    assert not list(tmp_path.iterdir())


def test_a_small_file_is_written_whole_or_not_at_all(tmp_path):
    with pytest.raises(EncodeFailed, match=r"poster\.webp could not be written"):
        media.encode.write_file(tmp_path / "missing" / "poster.webp", b"x")
    media.encode.write_file(tmp_path / "poster.webp", b"x")
    assert [file.name for file in tmp_path.iterdir()] == ["poster.webp"]


@pytest.mark.parametrize("damage", ["cut", "noise", "empty", "text"])
def test_a_broken_film_is_refused(tmp_path, damage):
    whole = picture(tmp_path / "a.mp4", 24).read_bytes()
    middle = whole.index(b"mdat") + len(whole) // 3
    broken = {
        "cut": whole[:middle],
        "noise": whole[: middle - 200] + b"\x7f" * 400 + whole[middle + 200 :],
        "empty": b"",
        "text": b"no film at all" * 100,
    }[damage]
    (tmp_path / "b.mp4").write_bytes(broken)
    with pytest.raises(EncodeFailed):
        media.probe(tmp_path / "b.mp4", decode=True)


def test_sound_alone_is_no_film(tmp_path):
    sound(tmp_path / "a.mp4", np.zeros((4800, 2)))
    with pytest.raises(EncodeFailed, match="no picture"):
        media.probe(tmp_path / "a.mp4")


def test_a_delivered_film_has_everything_a_player_needs(tmp_path):
    seen: list = []
    film = deliver(tmp_path, shot(tmp_path, "one", 30), shot(tmp_path, "two", 18), seen=seen)
    facts = media.probe(film.content, decode=True)
    assert (facts.frames, facts.audio_codec, facts.faststart) == (48, "aac", True)
    assert film.duration == facts.duration == 2.0
    grid = json.loads(film.sprites.read_text())
    assert {"columns", "rows", "width", "height", "interval", "count"} == set(grid)
    assert grid["columns"] <= 10
    assert grid["columns"] * grid["rows"] >= grid["count"] == 8
    assert film.poster.read_bytes()[8:12] == b"WEBP"
    fractions = [each.fraction for each in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


@pytest.mark.parametrize("fps", [24, 30000 / 1001])
def test_the_second_shot_sounds_under_its_first_frame(tmp_path, fps):
    film = deliver(tmp_path, shot(tmp_path, "one", 13, fps), shot(tmp_path, "two", 13, fps))
    level = np.abs(decoded_sound(film.content)[0])
    expected = round(13 * 48_000 / fps) + 1000
    assert abs(int(np.argmax(level[: expected - 2000] > 0.3)) - 1000) <= 48
    after = expected - 2000
    assert abs(int(np.argmax(level[after:] > 0.3)) + after - expected) <= 48


def test_a_short_sound_is_filled_with_silence_and_a_long_one_is_cut(tmp_path):
    short = Rendered(picture(tmp_path / "a.mp4"), sound(tmp_path / "a.wav", np.full((480, 2), 0.5)))
    long = Rendered(picture(tmp_path / "b.mp4"), sound(tmp_path / "b.wav", np.full((48_000, 2), 0.5)))
    film = deliver(tmp_path, short, long)
    samples = decoded_sound(film.content)[0]
    assert abs(samples[4000:20_000]).max() < 0.02
    assert samples[28_000:44_000].mean() > 0.4
    assert len(samples) <= 48_000 + 1024


def test_captions_of_a_later_shot_are_shifted(tmp_path):
    film = deliver(tmp_path, shot(tmp_path, "one"), shot(tmp_path, "two"))
    text = film.captions.read_text()
    assert text.startswith("WEBVTT\n\n1\n00:00:00.100 --> 00:00:00.300\n<v Al>Line of one &lt;3 &amp; more\n")
    assert "00:00:00.600 --> 00:00:00.800\n<v Al>Line of two" in text


def test_a_stopped_delivery_leaves_no_film(tmp_path):
    (tmp_path / "out").mkdir()
    with pytest.raises(Interrupted):
        media.deliver(
            [shot(tmp_path, "one")],
            tmp_path / "out",
            watermark=None,
            seed=1,
            on_progress=lambda _: None,
            should_stop=lambda: True,
        )
    assert not list((tmp_path / "out").iterdir())


def test_shots_that_cannot_be_joined_are_refused(tmp_path):
    wide = Rendered(picture(tmp_path / "w.mp4", size=(96, 36)), sound(tmp_path / "w.wav", np.zeros((9, 2))))
    with pytest.raises(EncodeFailed, match="differ in size"):
        deliver(tmp_path, shot(tmp_path, "one"), wide)
    with pytest.raises(EncodeFailed, match="no shot"):
        media.deliver([], tmp_path, watermark=None, seed=1, on_progress=print, should_stop=lambda: False)


def test_a_sound_of_the_wrong_kind_is_refused(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"RIFF, but not really")
    with pytest.raises(EncodeFailed, match="no sound"):
        deliver(tmp_path, Rendered(picture(tmp_path / "a.mp4"), tmp_path / "a.wav"))
