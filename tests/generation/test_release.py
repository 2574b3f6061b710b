"""The second gate: decoded, reviewed, marked, signed, or not released."""

from __future__ import annotations

import json
import resource

import numpy as np
import pytest

from accounts.errors import Refusal
from generation import conf, dispatch, origin, release, releasing, starring, worker
from generation.engines import media
from generation.engines.errors import EncodeFailed
from generation.lifecycle import Status
from generation.models import FILES, Video
from moderation.gate import Verdict

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr(dispatch, "ring", lambda _queue: True)


@pytest.fixture
def video(make, alice) -> Video:
    """A rendered video that waits for release."""
    made = make(alice)
    assert worker.render_next("simulation") == "rendered"
    made.refresh_from_db()
    return made


def run(video: Video) -> str:
    outcome = releasing.release_next()
    video.refresh_from_db()
    return outcome


def nothing_is_served(video: Video) -> bool:
    return not [path for path in conf.media_root().rglob("*") if path.is_file()]


def test_a_film_is_completed_with_all_its_files(video):
    assert run(video) == "completed"
    assert (video.status, video.progress, video.publishable) == (Status.COMPLETED, 100, True)
    facts = media.probe(video.file("content.mp4"), decode=True)
    assert (facts.width, facts.height, facts.frames) == (64, 36, 24)
    assert (facts.video_codec, facts.audio_codec, facts.pix_fmt) == ("h264", "aac", "yuv420p")
    assert facts.faststart
    assert all(video.file(name).stat().st_size > 0 for name in FILES)
    assert json.loads(video.file("sprites.json").read_text())["columns"] >= 1
    assert "A bar moves." in video.file("captions.vtt").read_text()
    assert video.report["film"]["frames"] == 24
    assert not video.work_folder.exists()


def test_provenance_is_inside_and_trusted(video):
    run(video)
    assert media.provenance.verify(video.file("content.mp4"), conf.keys_folder()) == "Trusted"


def test_stills_are_signed_too_and_say_who_made_it_only_where_they_wish(video, alice):
    keys = conf.keys_folder()
    run(video)
    for name in ("poster.webp", "spritesheet.jpg"):
        assert media.provenance.verify(video.file(name), keys) == "Trusted"
    claim = str(media.provenance.manifest(video.file("content.mp4"), keys))
    assert "'when'" in claim
    assert "@alice" not in claim
    alice.named_in_films = True
    assert "@alice" in str(provenance_of(alice, video))


def provenance_of(owner, video):
    """The manifest of the video, signed anew with this owner."""
    video.owner = owner
    origin.sign(video, delivered(video))
    return media.provenance.manifest(video.file("content.mp4"), conf.keys_folder())


def delivered(video):
    names = dict(zip(("content", "poster", "spritesheet", "sprites", "captions"), FILES, strict=True))
    files = {field: video.file(name) for field, name in names.items()}
    return media.Delivered(**files, duration=1, width=64, height=36, frames=24, prints=np.zeros(0, np.uint64))


def test_every_video_has_a_number_and_keeps_it_and_one_key_is_made(video):
    run(video)
    number = video.mark.number
    assert 0 <= number < 2**48
    assert origin.hidden(video).number == number
    assert origin.mark_key() == origin.mark_key()
    assert len(list(conf.keys_folder().glob("*mark.key*"))) == 1


def test_the_key_of_the_mark_may_be_given(settings):
    settings.MARK_KEY = "given"
    assert origin.mark_key() == b"given"


def test_a_free_accounts_copy_carries_the_makers_handle(video, alice):
    assert release.watermark_of(video) == f"{conf.product_name()} @{alice.username}"
    alice.plan = "pro"
    video.owner = alice
    assert release.watermark_of(video) is None


def test_a_pro_accounts_video_with_somebody_elses_likeness_keeps_the_mark(video, alice, bob):
    alice.plan = "pro"
    video.owner, video.prompt = alice, f"@{bob.username} skates"
    assert alice.username in release.watermark_of(video)


def test_a_mild_doubt_releases_to_the_drafts_alone(video, monkeypatch):
    monkeypatch.setattr(release.moderation_gate, "review_result", lambda _facts: (Verdict.DOUBT, "dim"))
    assert run(video) == "completed"
    assert (video.status, video.publishable, video.report["review"]) == (Status.COMPLETED, False, "dim")


def test_a_serious_doubt_waits_for_a_person(video, monkeypatch):
    monkeypatch.setattr(release.moderation_gate, "review_result", lambda _facts: (Verdict.SERIOUS, "blank"))
    assert run(video) == "held"
    assert (video.status, video.held_reason) == (Status.IN_REVIEW, "blank")
    assert nothing_is_served(video)
    assert run(video) == "idle"


def test_a_review_that_crashes_releases_nothing(video, monkeypatch):
    def broken(_facts):
        raise RuntimeError("the review is down")

    monkeypatch.setattr(release.moderation_gate, "review_result", broken)
    assert [run(video) for _ in range(4)] == ["again: release_failed"] * 2 + [
        "failed: release_failed",
        "idle",
    ]
    assert (video.status, video.failure_code) == (Status.FAILED, "release_failed")
    assert nothing_is_served(video)


def test_consent_that_was_revoked_meanwhile_blocks(video, monkeypatch):
    class Revoked(Refusal):
        code = "cameo_consent_missing"
        message = "No longer."

    def revoked(*_asked):
        raise Revoked

    monkeypatch.setattr(starring.cameo_gate, "require_consent", revoked)
    assert run(video) == "blocked"
    assert (video.status, video.failure_code) == (Status.BLOCKED, "cameo_consent_missing")
    assert nothing_is_served(video)


def test_a_broken_picture_is_not_released(video):
    picture = conf_work(video)
    picture.write_bytes(picture.read_bytes()[: picture.stat().st_size // 2])
    outcomes = [run(video) for _ in range(3)]
    assert outcomes[-1].startswith("failed")
    assert video.status == Status.FAILED
    assert nothing_is_served(video)


def test_shots_that_vanished_fail_with_a_reason(video):
    conf_work(video).unlink()
    assert run(video) == "failed: render_lost"
    assert video.failure_code == "render_lost"


def test_a_film_of_another_size_is_not_released(video):
    Video.objects.filter(pk=video.pk).update(width=66)
    assert run(video) == "again: release_failed"
    assert nothing_is_served(video)


def test_a_disk_that_is_full_while_encoding_leaves_no_film_and_is_tried_again(video, monkeypatch):
    deliver = media.deliver

    def on_a_small_disk(*args, **kwargs):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
        try:
            return deliver(*args, **kwargs)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    monkeypatch.setattr(media, "deliver", on_a_small_disk)
    assert run(video) == f"again: {EncodeFailed.code}"
    assert video.status == Status.IN_REVIEW
    assert nothing_is_served(video)
    assert not list(video.work_folder.glob("release-*"))
    monkeypatch.setattr(media, "deliver", deliver)
    assert run(video) == "completed"


def test_a_release_that_lost_its_lease_changes_nothing(video):
    late = releasing.claim_next()
    Video.objects.update(release_lease_until=video.created_at)
    assert run(video) == "completed"
    folder = video.folder
    assert releasing.run(late) == "lost"
    video.refresh_from_db()
    assert video.folder == folder
    assert video.file("content.mp4").exists()
    assert len(list(video.file("content.mp4").parent.parent.iterdir())) == 1


def test_a_remix_names_its_parent_in_its_provenance(video, make, alice):
    run(video)
    remix = make(alice, parent=video, parent_kind="remix", prompt="The same at night")
    worker.render_next("simulation")
    assert run(remix) == "completed"
    manifest = media.provenance.manifest(remix.file("content.mp4"), conf.keys_folder())
    assert manifest["ingredients"]


def conf_work(video: Video):
    return next(video.work_folder.rglob("picture.mp4"))
