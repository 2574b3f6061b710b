"""The first gate cannot be gone around."""

from __future__ import annotations

import ast
import dataclasses
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

import generation
from accounts.errors import Refusal
from generation import actions, admission, quota
from generation.admission import Admitted, admit, enqueue
from generation.lifecycle import Status, transition
from generation.models import Shot, Transition, Video

pytestmark = pytest.mark.django_db


def refused(code: str):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_only_admit_admits(brief, alice):
    with pytest.raises(TypeError):
        Admitted(brief, alice, seal=object())
    with pytest.raises(TypeError):
        Admitted(brief, alice)
    admitted = admit(brief, alice)
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(admitted, brief=replace(brief, prompt="something else"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        admitted.person = None


@pytest.mark.parametrize("forged", [None, "brief", object()])
def test_enqueue_takes_only_what_admit_returned(forged):
    with pytest.raises(TypeError):
        enqueue(forged)
    assert not Video.objects.exists()


def test_enqueue_does_not_take_a_brief_or_a_look_alike(brief, alice):
    class LookAlike(Admitted):
        def __post_init__(self, seal):
            pass

    for forged in (brief, LookAlike(brief, alice, seal=None)):
        with pytest.raises(TypeError):
            enqueue(forged)
    assert not Video.objects.exists()


def test_no_other_module_creates_videos_or_shots():
    """Read in the source: rows of these two come from admission alone."""
    found = set()
    root = Path(generation.__file__).parent.parent
    for app in ("accounts", "cameo", "feed", "generation", "moderation", "sora_site"):
        for path in (root / app).rglob("*.py"):
            if "migrations" in path.parts or "engines" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _creates(ast.unparse(node.func)):
                    found.add(path.relative_to(root).as_posix())
    assert found == {"generation/admission.py"}


def _creates(call: str) -> bool:
    makers = ("create", "bulk_create", "get_or_create", "update_or_create", "acreate")
    direct = call in {"Video", "Shot", "models.Video", "models.Shot"}
    return direct or any(
        f"{model}.objects" in call and call.endswith(f".{maker}")
        for model in ("Video", "Shot")
        for maker in makers
    )


def test_a_brief_becomes_a_video_with_its_shots_and_its_history(make, alice):
    video = make(alice, seconds=4)
    assert (video.status, video.progress, video.seed, video.publishable) == (Status.QUEUED, 0, 7, False)
    assert video.owner == alice
    assert sum(video.shots.values_list("seconds", flat=True)) == pytest.approx(4)
    assert {shot.queue for shot in video.shots.all()} == {"simulation"}
    assert [(step.from_status, step.to_status, step.actor) for step in video.transitions.all()] == [
        ("", "queued", alice)
    ]


def test_variants_count_their_seeds_up_and_belong_together(brief, alice):
    videos = actions.create(alice, replace(brief, variants=4, seed=2**31 - 2))
    assert [video.seed for video in videos] == [2**31 - 2, 2**31 - 1, 0, 1]
    assert len({video.variant_of for video in videos}) == 1
    assert [video.variant for video in videos] == [0, 1, 2, 3]


def test_a_seed_that_nobody_chose_comes_from_chance_and_is_kept(brief, alice):
    class Loaded:
        def randrange(self, stop, /):
            return stop - 5

    (video,) = enqueue(admit(replace(brief, seed=None), alice), chance=Loaded())
    assert Video.objects.get(pk=video.pk).seed == 2**31 - 5


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"model": "sora-9"}, "model"),
        ({"style": "cubist"}, "style"),
        ({"size": (640, 480)}, "size"),
        ({"seconds": 5}, "seconds"),
        ({"variants": 0}, "variants"),
        ({"variants": 5}, "variants"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**31}, "seed"),
    ],
)
def test_what_is_not_on_offer_is_refused_at_its_field(brief, alice, wrong, field):
    with refused("bad_choice") as caught:
        actions.create(alice, replace(brief, **wrong))
    assert caught.value.field == field
    assert not Video.objects.exists()


@pytest.mark.parametrize("prompt", ["", "   \n", "x" * 32_001, "nul \x00 byte", "bell \x07"])
def test_words_that_cannot_be_are_refused_and_nothing_is_written(brief, alice, prompt):
    with pytest.raises(Refusal) as caught:
        actions.create(alice, replace(brief, prompt=prompt))
    assert caught.value.code
    assert str(caught.value.message)
    assert not Video.objects.exists()


@pytest.mark.parametrize(
    "prompt",
    ["x", "🛹🐕 in the 🌆", "كلب يركب لوح تزلج في المدينة", "a corgi\non two\tlines", "word " * 6400],
)
def test_odd_words_are_taken(make, alice, prompt):
    assert make(alice, prompt=prompt).prompt == prompt


def test_somebody_who_gave_no_consent_cannot_be_named(brief, alice, bob):
    with refused("cameo_consent_missing"):
        actions.create(alice, replace(brief, prompt=f"@{bob.username} rides a skateboard"))
    assert not Video.objects.exists()


def test_a_gate_that_errors_refuses(brief, alice, monkeypatch):
    def broken(*_args):
        raise RuntimeError("the screening is down")

    monkeypatch.setattr(admission.moderation_gate, "screen_prompt", broken)
    with pytest.raises(RuntimeError):
        actions.create(alice, brief)
    assert not Video.objects.exists()


def test_the_day_has_a_limit_and_it_says_when_it_ends(brief, alice, settings):
    settings.AT_ONCE = 100  # here the day's limit is meant
    limit = quota.quota_of(alice).limit
    for seed in range(limit):
        actions.create(alice, replace(brief, seed=seed))
    with refused("quota_reached") as caught:
        actions.create(alice, brief)
    assert str(limit) in str(caught.value.message)
    assert 0 < caught.value.retry_after <= 24 * 3600
    assert Video.objects.count() == limit


def test_failures_and_early_cancels_cost_nothing(make, alice):
    failed, early, late, kept = (make(alice, seed=seed) for seed in range(4))
    transition(failed, Status.IN_PROGRESS)
    transition(failed, Status.FAILED, changes={"failure_code": "render_failed"})
    actions.cancel(alice, early)
    transition(late, Status.IN_PROGRESS)
    actions.cancel(alice, late)
    assert quota.quota_of(alice).used == 2
    assert kept.status == Status.QUEUED


def test_deleting_a_video_does_not_give_it_back(make, alice):
    video = make(alice)
    transition(video, Status.IN_PROGRESS)
    actions.delete(alice, video)
    assert quota.quota_of(alice).used == 1


def test_one_submission_makes_one_batch_however_often_it_comes(brief, alice, bob):
    once = replace(brief, variants=2, submission="page-1")
    first, second = actions.create(alice, once), actions.create(alice, once)
    assert [video.pk for video in first] == [video.pk for video in second]
    assert actions.create(bob, once)[0].owner == bob
    assert Video.objects.filter(owner=alice).count() == 2


def test_the_same_submission_is_answered_after_it_took_the_last_place(brief, alice, settings):
    settings.AT_ONCE = 100  # here the day's limit is meant
    limit = quota.quota_of(alice).limit
    for seed in range(limit - 1):
        actions.create(alice, replace(brief, seed=seed))
    last = replace(brief, submission="page-2")
    assert actions.create(alice, last) == actions.create(alice, last)


@pytest.mark.django_db(transaction=True)
def test_a_hundred_submissions_at_once_stop_at_the_quota(brief, alice, settings):
    settings.AT_ONCE = 100  # here the day's limit is meant
    codes, limit = [], quota.quota_of(alice).limit

    def submit(number: int) -> None:
        try:
            actions.create(alice, replace(brief, seed=number))
            codes.append("made")
        except Refusal as refusal:
            codes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=submit, args=[number]) for number in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(set(codes)) == ["made", "quota_reached"]
    assert codes.count("made") == limit == Video.objects.count() == Shot.objects.count()
    assert Transition.objects.count() == limit


def test_a_strangers_draft_cannot_be_remixed(brief, make, alice, charlie):
    draft = make(alice)
    with refused("parent_not_available"):
        actions.create(charlie, replace(brief, parent=draft, parent_kind="remix"))


def test_a_failed_video_is_tried_again_once(make, alice, bob):
    video = make(alice)
    with refused("not_retryable"):
        actions.retry(alice, video)
    transition(video, Status.IN_PROGRESS)
    transition(video, Status.FAILED, changes={"failure_code": "render_failed"})
    with refused("video_not_found"):
        actions.retry(bob, video)
    again = actions.retry(alice, video)
    assert again.pk == actions.retry(alice, video).pk
    assert (again.status, again.seed, again.prompt) == (Status.QUEUED, video.seed, video.prompt)
    assert again.retry_of == video
    assert quota.quota_of(alice).used == 1


def test_the_best_model_is_for_pro_accounts_and_staff(alice, sam, brief, client, settings):
    with refused("plan_needed"):
        admission.admit(replace(brief, model="colour-pro"), alice)
    client.force_login(alice)
    page = client.get(reverse("create")).content.decode()
    assert "for Pro accounts" in page
    assert admission.admit(replace(brief, model="colour-pro"), sam)
    settings.PRO_MODELS_FOR_ALL = True
    assert admission.admit(replace(brief, model="colour-pro"), alice)
    settings.PRO_MODELS_FOR_ALL = False
    alice.plan = "pro"
    assert admission.admit(replace(brief, model="colour-pro"), alice)


def test_only_so_many_videos_are_made_at_once(alice, make, brief, settings):
    settings.AT_ONCE = 2
    first = make(alice, seed=1)
    make(alice, seed=2)
    with pytest.raises(Refusal, match="2 of your videos"):
        admission.admit(brief, alice)
    actions.cancel(alice, first)
    assert admission.admit(brief, alice)
