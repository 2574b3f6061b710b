"""What is made from finished videos: edits, retaken shots, extensions, joined films, start images."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from django.urls import reverse
from PIL import Image

from accounts.errors import Refusal
from generation import actions, conf, dispatch, kept, releasing, start_image, variations, worker
from generation.engines import media
from generation.engines.simulation.screenplay import read_prompt
from generation.models import Video
from generation.states import ParentKind, ShotStatus, Status

pytestmark = pytest.mark.django_db(transaction=True)
TWO = "Shot 1: A man waves in a park. Shot 2: A man dances in a park."


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr(dispatch, "ring", lambda _queue: True)


def refused(code: str):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def finished(video: Video) -> Video:
    """Render and release a video with its own engine."""
    while worker.render_next("simulation") != "idle":
        pass
    assert releasing.release_next() == "completed"
    video.refresh_from_db()
    return video


@pytest.fixture
def two(make, alice) -> Video:
    """A finished video of two shots of half a second."""
    play = json.loads(read_prompt(TWO, seconds=2, style="realistic", seed=7).to_json())
    for shot in play["shots"]:
        shot["seconds"] = 0.5
    return finished(make(alice, prompt=TWO, seconds=1, screenplay=play))


def test_finished_shots_are_kept_and_swept(two, settings):
    assert kept.is_whole(two)
    assert not two.work_folder.exists()
    settings.GENERATION_KEPT_DAYS = 0
    assert kept.sweep() == 1
    assert not kept.is_whole(two)
    with refused("shots_not_kept"):
        variations.another(two, 1)


def test_an_edit_keeps_the_shots_it_does_not_change(two, alice):
    made = actions.create(alice, variations.edit(two, "in shot 2 make it night", mine=True))[0]
    assert (made.parent, made.parent_kind, made.seed) == (two, ParentKind.EDIT, two.seed)
    assert made.instruction == "in shot 2 make it night"
    assert made.differences == ["Time: day → night"]
    assert [shot.status for shot in made.shots.all()] == [ShotStatus.RENDERED, ShotStatus.QUEUED]
    assert [shot["time_of_day"] for shot in made.screenplay["shots"]] == ["day", "night"]
    finished(made)
    assert made.status == Status.COMPLETED
    assert kept.is_whole(two)


def test_an_instruction_that_changes_nothing_is_refused(two):
    with refused("nothing_changes"):
        variations.edit(two, "flibber", mine=True)


def test_one_shot_is_taken_anew(two, alice):
    made = actions.create(alice, variations.another(two, 1, seed=99))[0]
    first, second = made.shots.all()
    assert (first.status, first.source.video, second.status, second.seed) == (
        ShotStatus.RENDERED,
        two,
        ShotStatus.QUEUED,
        99,
    )
    assert made.screenplay["shots"][0] == two.screenplay["shots"][0]
    finished(made)
    assert made.report["film"]["frames"] == two.report["film"]["frames"]


def test_joining_renders_nothing(two, make, alice):
    other = finished(make(alice, seconds=1, seed=9))
    made = actions.create(alice, variations.joined([other, two, other]))[0]
    assert made.status == Status.IN_REVIEW
    assert [shot.status for shot in made.shots.all()] == [ShotStatus.RENDERED] * 4
    assert [part.source for part in made.parts.all()] == [other, two, other]
    assert finished(made).report["film"]["duration"] == pytest.approx(3, abs=0.1)
    assert media.probe(made.file("content.mp4")).frames == 72


def test_only_ones_own_videos_of_one_size_are_joined(two, make, alice, bob):
    tall = finished(make(alice, size=(36, 64), seconds=1))
    for videos in ([two], [two, tall], [two] * (conf.MAX_PARTS + 1)):
        with refused("parts_differ"):
            variations.joined(videos)
    with refused("parent_not_available"):
        actions.create(bob, variations.joined([two, two]))
    with refused("too_long"):
        variations.joined([replace_seconds(two, 70), replace_seconds(two, 70)])


def replace_seconds(video: Video, seconds: int) -> Video:
    found = Video.objects.get(pk=video.pk)
    found.seconds = seconds
    return found


def test_nobody_edits_anothers_video_as_their_own(two, bob):
    for brief in (variations.edit(two, "make it night", mine=True), variations.another(two, 0)):
        with refused("parent_not_available"):
            actions.create(bob, brief)


def test_shots_of_others_cannot_be_taken_over(two, make, alice, bob):
    theirs = finished(make(bob, seconds=1))
    brief = variations.another(two, 1)
    forged = replace(brief, made=replace(brief.made, shots={0: theirs.shots.first()}))
    with refused("parent_not_available"):
        actions.create(alice, forged)


def test_a_failed_edit_is_tried_again_with_what_was_rendered(two, alice):
    made = actions.create(alice, variations.another(two, 1, seed=5))[0]
    actions.cancel(alice, made)
    again = actions.retry(alice, made)
    assert [shot.status for shot in again.shots.all()] == [ShotStatus.RENDERED, ShotStatus.QUEUED]
    assert (again.parent_kind, again.shots.last().seed) == (ParentKind.REROLL, 5)


def test_the_pages_make_edits_and_say_why_not(two, client, alice, bob):
    client.force_login(alice)
    page = reverse("video_vary", args=[two.public_id])
    shown = client.post(reverse("video_difference", args=[two.public_id]), {"instruction": "make it night"})
    assert "Time: day → night" in shown.content.decode()
    nothing = client.post(page, {"do": "edit", "instruction": "flibber"})
    assert (nothing.status_code, nothing["X-Refusal"]) == (422, "nothing_changes")
    assert "flibber" in nothing.content.decode()
    done = client.post(page, {"do": "edit", "instruction": "make it night", "submission": "k"})
    twice = client.post(page, {"do": "edit", "instruction": "make it night", "submission": "k"})
    assert done.status_code == 302
    assert done["Location"] == twice["Location"]
    client.force_login(bob)
    assert client.get(page).status_code == 404


def test_joining_works_without_scripts(two, make, client, alice):
    other = finished(make(alice, seconds=1, seed=9))
    client.force_login(alice)
    page, names = reverse("join"), [two.public_id, other.public_id]
    assert client.get(page, {"video": names[0]}).context["chosen"] == [two]
    added = client.post(page, {"video": names[:1], "move": f"in:{names[1]}"})
    assert added.context["chosen"] == [two, other]
    turned = client.post(page, {"video": names, "move": f"up:{names[1]}"})
    assert turned.context["chosen"] == [other, two]
    assert client.post(page, {"video": names[:1]})["X-Refusal"] == "parts_differ"
    assert client.post(page, {"video": names, "submission": "j"}).status_code == 302


def picture(kind: str = "PNG", size: tuple[int, int] = (160, 90), **options) -> io.BytesIO:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, **options)
    out.seek(0)
    return out


def test_a_start_image_loses_all_but_its_pixels(make, alice):
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "at home", 6
    plain = Image.open(io.BytesIO(start_image.checked(picture("JPEG", exif=exif), alice)))
    assert (plain.format, plain.size, dict(plain.getexif()), plain.info) == ("PNG", (90, 160), {}, {})
    video = make(alice, start_image=start_image.checked(picture(), alice))
    assert video.start_image_file.is_file()
    assert video.start_image_file.is_relative_to(video.kept_folder)


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg/>", b"\0" * (start_image.MOST_BYTES + 1)],
    ids=["empty", "gif", "cut", "svg", "large"],
)
def test_what_is_no_picture_is_refused(content, alice):
    with refused("image_refused"):
        start_image.checked(io.BytesIO(content), alice)
    with refused("image_refused"):
        start_image.checked(picture(size=(20, 20)), alice)


def test_a_start_image_that_cannot_be_checked_is_not_used(monkeypatch, alice):
    from perception import faces

    for answer, code in ((None, "image_unchecked"), (0.99, "image_refused")):
        monkeypatch.setattr(faces, "surest", lambda _, answer=answer: answer)
        with refused(code):
            start_image.checked(picture(), alice)
    monkeypatch.setattr(faces, "surest", lambda _: 1 / 0)
    with refused("image_unchecked"):
        start_image.checked(picture(), alice)


def test_the_composer_takes_a_start_image(client, alice):
    client.force_login(alice)
    words = {"prompt": "A man waves", "model": "colour", "style": "realistic", "size": "64x36", "seconds": 1}
    bad = client.post(reverse("create"), words | {"start_image": io.BytesIO(b"nonsense")})
    assert (bad.status_code, bad["X-Refusal"]) == (422, "image_refused")
    good = client.post(reverse("create"), words | {"start_image": picture()})
    assert good.status_code == 302
    assert Video.objects.get().start_image
