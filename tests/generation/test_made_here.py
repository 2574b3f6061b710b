"""Was this made here? Told by signature, invisible mark and looks; never of private things."""

from __future__ import annotations

import io
import random

import cv2
import numpy as np
import pytest
from PIL import Image

from feed.models import Post
from generation import conf, made_here, origin
from generation.engines import media
from generation.engines.media.encode import PictureWriter
from generation.engines.media.provenance import State
from generation.models import Mark, Video
from generation.refusals import NotLooked
from perception import fingerprint

pytestmark = pytest.mark.django_db
SIZE = (854, 480)


def wall() -> np.ndarray:
    chance = np.random.default_rng(5)
    soft = cv2.resize(chance.random((9, 16, 3)), SIZE, interpolation=cv2.INTER_CUBIC)
    return np.clip(60 + 120 * soft, 0, 255).astype(np.uint8)


@pytest.fixture
def video(alice, settings):
    """Alice's published video, and its film as it is delivered: marked and signed."""
    (settings.MEDIA_ROOT / "x").mkdir(parents=True)
    video = Video.objects.create(
        owner=alice, prompt="A wall", title="A wall", model="colour", style="realistic", seconds=1,
        width=SIZE[0], height=SIZE[1], seed=1, status="completed", progress=100, folder="x",
        publishable=True, created_at="2026-01-01T00:00Z",
    )  # fmt: skip
    Post.objects.create(video=video, author=alice)
    hidden, plain = origin.hidden(video), wall()
    Mark.objects.update(prints=fingerprint.packed(fingerprint.fingerprints([plain])))
    mark = media.delivery.HiddenMark(hidden.number, hidden.key, *SIZE)
    raw = settings.MEDIA_ROOT / "raw.mp4"
    _film(raw, [mark.apply(plain)] * 6)
    claim = media.provenance.Claim("A wall", "Sora", "colour")
    media.provenance.sign(raw, video.file("content.mp4"), claim, parent=None, keys=conf.keys_folder())
    return video


def _film(path, frames):
    height, width = frames[0].shape[:2]
    with PictureWriter(path, width, height, 24, 26) as out:
        for frame in frames:
            out.write(np.ascontiguousarray(frame))
    return path


def _asked(content: bytes, viewer=None) -> made_here.Answer:
    return made_here.asked(io.BytesIO(content), viewer)


def test_the_file_itself_is_known_by_all_three(video, bob):
    answer = _asked(video.file("content.mp4").read_bytes(), bob)
    assert (answer.state, answer.marked, answer.alike, answer.video) == (State.TRUSTED, True, 1.0, video)
    assert answer.claim["model"] == "colour"
    assert not list((conf.media_root().parent / "work" / "incoming").iterdir())


def test_a_recompressed_copy_and_a_still_are_known_by_the_mark(video, bob, tmp_path):
    small = cv2.resize(next(iter(_frames(video))), (640, 360), interpolation=cv2.INTER_AREA)
    answer = _asked(_film(tmp_path / "copy.mp4", [small] * 6).read_bytes(), bob)
    assert (answer.state, answer.marked, answer.video) == (State.MISSING, True, video)
    png = io.BytesIO()
    Image.fromarray(next(iter(_frames(video)))).save(png, "PNG")
    assert _asked(png.getvalue(), bob).marked


def test_a_private_video_is_not_given_away(video, bob, alice):
    Post.objects.all().delete()
    content = video.file("content.mp4").read_bytes()
    assert _asked(content, bob).video is None
    assert _asked(content, bob).alike == 0
    assert _asked(content, alice).video == video


def test_what_was_not_made_here_is_not_ours(video, bob, tmp_path):
    other = np.rot90(wall(), 2)
    answer = _asked(_film(tmp_path / "other.mp4", [other] * 6).read_bytes(), bob)
    assert not answer.is_ours


def test_the_page_answers_anybody_and_slows_down_who_asks_too_often(video, client_for, monkeypatch):
    browser = client_for(None)
    assert browser.get("/made-here/").status_code == 200
    with video.file("content.mp4").open("rb") as film:
        page = browser.post("/made-here/", {"file": film})
    assert "Yes, this was made here" in page.content.decode()
    assert browser.post("/made-here/", {"file": io.BytesIO(b"no film")}).status_code == 422
    monkeypatch.setattr(made_here, "asked", lambda *_: pytest.fail("it is looked at"))
    from generation.made_here_views import ASKED

    monkeypatch.setattr(type(ASKED), "spent", lambda *_: True)
    assert browser.post("/made-here/", {"file": io.BytesIO(b"x")}).status_code == 429


def test_broken_files_are_refused_and_leave_nothing(video, settings):
    chance = random.Random(3)
    whole = bytearray(video.file("content.mp4").read_bytes())
    for content in (
        b"\x00" * 4000,
        bytes(whole[: len(whole) // 3]),
        b"\xff\xd8\xff\xe0" + chance.randbytes(999),
    ):
        with pytest.raises(NotLooked):
            _asked(content)
    assert not list((settings.WORK_DIR / "incoming").iterdir())


def _frames(video):
    import av

    with av.open(str(video.file("content.mp4"))) as film:
        for frame in film.decode(video=0):
            yield frame.to_ndarray(format="rgb24")
