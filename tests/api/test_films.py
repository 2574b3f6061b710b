"""Films that are sent to be edited or extended: known again, checked, taken over, refused."""

from __future__ import annotations

import io
from itertools import pairwise

import av
import numpy as np
import openai
import pytest

from generation import footage
from generation.engines import media
from generation.engines.media import provenance
from generation.models import Video
from generation.refusals import FootageRefused, FootageUnchecked
from perception import faces

from .films import film
from .test_client import made

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
CHOICE = {"extra_body": {"model": "colour"}}


@pytest.fixture(autouse=True)
def _nobody_is_in_it(monkeypatch):
    """Who is in a film is tested by itself."""
    monkeypatch.setattr(faces, "surest", lambda _picture: 0.0)


def frames(content: bytes) -> list[np.ndarray]:
    with av.open(io.BytesIO(content)) as found:
        return [frame.to_ndarray(format="rgb24") for frame in found.decode(video=0)]


def bar(picture: np.ndarray) -> float:
    """Where the bar of `film` stands, 0 to 1."""
    row = picture[picture.shape[0] // 2].astype(int)
    lit = np.flatnonzero((row[:, 0] > 150) & (row[:, 2] < 130))
    return float(lit.mean() / picture.shape[1])


def test_a_film_that_was_made_here_is_known_again(client, work, tmp_path):
    video = made(client)
    work()
    content = client.videos.download_content(video.id).read()
    edit = client.videos.edit(prompt="make it night", video=("film.mp4", content, "video/mp4"))
    row = Video.objects.get(public_id=edit.id)
    assert (row.parent.public_id, row.footage) == (video.id, "")


def test_somebody_elses_film_is_not_known_again(client, work, live_server, key_of, bob):
    video = made(client)
    work()
    content = client.videos.download_content(video.id).read()
    other = openai.OpenAI(base_url=f"{live_server.url}/v1", api_key=key_of(bob), max_retries=0)
    with pytest.raises(openai.BadRequestError) as no:  # 64x36 is too small to be taken as footage
        other.videos.edit(prompt="make it night", video=content)
    assert no.value.code == "footage_refused"


def test_a_sent_film_is_extended_and_begins_as_it_was(client, work, tmp_path, settings):
    content = film(tmp_path / "sent.mp4")
    video = client.videos.extend(prompt="a bar rests", seconds="4", video=content, **CHOICE)
    assert (video.seconds, video.size) == ("6", "64x36")
    work()
    done = client.videos.retrieve(video.id)
    assert done.status == "completed", done.error
    pictures = frames(client.videos.download_content(video.id).read())
    assert len(pictures) == 6 * 24
    assert bar(pictures[2]) < 0.2
    assert 0.4 < bar(pictures[24]) < 0.6
    assert bar(pictures[46]) > 0.8
    row = Video.objects.get(public_id=video.id)
    assert [shot.seconds for shot in row.shots.all()] == [2.0, 4.0]
    claim = str(provenance.manifest(row.file("content.mp4"), settings.DATA_DIR / "keys"))
    assert "compositeSynthetic" in claim


def test_an_edit_that_asks_for_a_look_changes_just_that(client, work, tmp_path):
    content = film(tmp_path / "sent.mp4")
    video = client.videos.edit(prompt="in the style of anime", video=content, **CHOICE)
    work()
    assert client.videos.retrieve(video.id).status == "completed"
    pictures = frames(client.videos.download_content(video.id).read())
    assert len(pictures) == 48
    assert bar(pictures[2]) < 0.2 < 0.8 < bar(pictures[46])
    assert np.abs(pictures[0].astype(int).mean((0, 1)) - (63, 101, 57)).max() > 4


def test_any_other_edit_is_made_anew_after_the_first_frame(client, work, tmp_path):
    sent = film(tmp_path / "sent.mp4")
    answer = client.videos.with_raw_response.edit(prompt="A cat sleeps", video=sent, **CHOICE)
    assert answer.headers["x-sora-approximated"].startswith("film_made_anew; The words are staged anew")
    video = answer.parse()
    row = Video.objects.get(public_id=video.id)
    assert (row.footage, bool(row.start_image), row.seconds) == ("", True, 1)
    work()
    assert client.videos.retrieve(video.id).status == "completed"


def test_what_was_made_of_a_sent_film_is_extended_and_tried_again(client, work, tmp_path, alice):
    video = client.videos.extend(prompt="a bar rests", seconds="4", video=film(tmp_path / "a.mp4"), **CHOICE)
    from generation import actions

    row = Video.objects.get(public_id=video.id)
    actions.cancel(alice, row)
    again = actions.retry(alice, row)
    assert again.footage
    work()
    again.refresh_from_db()
    assert again.is_ready, again.failure_message


@pytest.mark.parametrize(
    "content",
    [b"", b"film", b"#EXTM3U\nfile:///etc/passwd\n", b"\0\0\0\x18ftypmp42" + b"\0" * 200],
    ids=["nothing", "words", "a playlist", "a broken film"],
)
def test_what_is_no_film_is_refused(client, content):
    with pytest.raises(openai.BadRequestError) as no:
        client.videos.edit(prompt="make it night", video=content, **CHOICE)
    assert (no.value.code, no.value.param) == ("footage_refused", "video")
    assert not Video.objects.exists()


def test_what_is_only_approximated_of_a_sent_film_is_said_and_of_ones_own_nothing(client, work, tmp_path):
    sent = film(tmp_path / "sent.mp4")
    raw = client.videos.with_raw_response
    look = raw.edit(prompt="in the style of anime", video=sent, **CHOICE)
    assert look.headers["x-sora-approximated"].startswith("film_look_only; ")
    longer = raw.extend(prompt="a bar rests", seconds="4", video=sent, **CHOICE)
    assert longer.headers["x-sora-approximated"].startswith("film_goes_on_elsewhere; ")
    video = made(client)
    work()
    content = client.videos.download_content(video.id).read()
    own = raw.edit(prompt="make it night", video=("film.mp4", content, "video/mp4"))
    assert "x-sora-approximated" not in own.headers


def test_a_film_that_is_too_short_or_too_small_says_so(tmp_path, alice):
    for name, options, words in (
        ("short", {"seconds": 0.5}, "1 to 116 seconds"),
        ("small", {"size": (62, 36)}, "too small"),
    ):
        content = film(tmp_path / f"{name}.mp4", **options)
        with pytest.raises(FootageRefused, match=words), footage.received(io.BytesIO(content), alice):
            pass
    assert not list((tmp_path / "work" / "incoming").glob("*"))


def test_a_film_with_a_face_is_refused_and_one_that_cannot_be_checked_too(tmp_path, monkeypatch, alice):
    content = film(tmp_path / "sent.mp4")
    monkeypatch.setattr(faces, "surest", lambda _picture: 0.99)
    with pytest.raises(FootageRefused, match="shows a face"), footage.received(io.BytesIO(content), alice):
        pass
    monkeypatch.setattr(faces, "surest", lambda _picture: None)
    with pytest.raises(FootageUnchecked), footage.received(io.BytesIO(content), alice):
        pass


def test_the_sandbox_ends_what_takes_too_long(tmp_path, monkeypatch):
    from generation.engines.errors import Interrupted
    from generation.engines.footage import sandbox

    film(tmp_path / "sent.mp4", seconds=20)
    more = {"width": 640, "height": 360, "frames": 480, "style": "realistic", "seed": 1}
    errand = sandbox.Errand("take", tmp_path / "sent.mp4", tmp_path, more, 600)
    with pytest.raises(Interrupted):
        sandbox.run(errand, should_stop=lambda: True)
    hungry = sandbox.Errand("take", tmp_path / "sent.mp4", tmp_path, more, 1)
    with pytest.raises(sandbox.FilmRefused):
        sandbox.run(hungry)


def test_a_film_of_another_rate_and_shape_fills_the_size_and_keeps_its_time(tmp_path):
    from generation.engines.footage import sandbox

    film(tmp_path / "sent.mp4", seconds=2, size=(96, 128), fps=30)
    facts = sandbox.run(sandbox.Errand("look", tmp_path / "sent.mp4", tmp_path, {}, 40))
    assert facts == {"frames": 48, "width": 96, "height": 128}
    more = {"width": 128, "height": 72, "frames": 48, "style": "realistic", "seed": 1}
    sandbox.run(sandbox.Errand("take", tmp_path / "sent.mp4", tmp_path, more, 60))
    found = media.probe(tmp_path / "picture.mp4", decode=True)
    assert (found.frames, found.width, found.height) == (48, 128, 72)
    assert 0.4 < bar(frames((tmp_path / "picture.mp4").read_bytes())[24]) < 0.6


def sound(content: bytes) -> np.ndarray:
    with av.open(io.BytesIO(content)) as found:
        return np.concatenate([frame.to_ndarray() for frame in found.decode(audio=0)], axis=1).mean(0)


def test_a_sent_film_goes_on_without_a_jump(client, work, tmp_path):
    video = client.videos.extend(
        prompt="a bar rests", seconds="4", video=film(tmp_path / "a.mp4"), extra_body={"model": "colour"}
    )
    work()
    content = client.videos.download_content(video.id).read()
    pictures = [picture.astype(float) for picture in frames(content)]
    steps = [float(np.abs(a - b).mean()) for a, b in pairwise(pictures)]
    cut, around = 2 * 24 - 1, 6
    neighbours = steps[cut - around : cut] + steps[cut + 1 : cut + 1 + around]
    assert steps[cut] <= 1.5 * float(np.median(neighbours))
    assert max(steps[cut : cut + 24]) <= 2 * max(neighbours)
    # the plain cut would have been many times as hard
    assert float(np.abs(pictures[cut] - pictures[cut + 30]).mean()) > 5 * steps[cut]
    heard = sound(content)
    at = 2 * 48_000
    assert np.abs(np.diff(heard[at - 2400 : at + 2400])).max() < 0.1
    assert np.abs(heard[at + 2400 : at + 4800]).max() > 0.05
    row = Video.objects.get(public_id=video.id)
    assert row.report["seam"]["mark"] == "approximated"
