"""Shots that are alike share a model's passes: each is what it would be alone, and ends alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from generation import actions, admission, releasing, together, worker
from generation.engines.base import Asked
from generation.engines.diffusion import engine
from generation.engines.diffusion.families import FAMILIES
from generation.engines.diffusion.manifest import BATCHES, Licence, Recipe, Weights
from generation.engines.diffusion.order import Mate, Order
from generation.engines.diffusion.warm import Garage
from generation.engines.errors import Interrupted
from generation.fleet import presence
from generation.models import Shot, Video
from generation.states import ShotStatus, Status

from .test_asking import _models as _models
from .test_asking import _png, brief

pytestmark = pytest.mark.django_db(transaction=True)
FOLDERS = {"ltx2": "ltx2_folder", "wan": "wan_folder", "wan-vace": "vace_folder"}


def enqueue(person, model="ltx2", **changes) -> Video:
    return admission.enqueue(admission.admit(brief(model, **changes), person))[0]


@pytest.mark.parametrize("family", sorted(BATCHES))
def test_with_mates_a_clip_is_denoised_into_what_it_is_alone(family, request):
    folder = request.getfixturevalue(FOLDERS[family])
    told = Weights(family=family, source=str(folder), licence=Licence(name="none"), dtype="float32")
    loaded = Garage(10**10).get("tiny", told, FAMILIES[family], folder)
    grid, recipe = loaded.family.grid, Recipe(weights="tiny", steps=3, max_sequence=64)
    plain = Order("A red ball", recipe, 96, 64, grid.frames(0.5, 24.0), 24.0, 7)
    other = replace(plain, prompt="A blue sea under the moon, and a boat", seed=8)

    def made(order):
        return loaded.family.denoise(loaded.pipe, order, lambda *_: None)

    both = made(plain.with_mates([Mate(other.prompt, other.seed)]))
    for number, order in enumerate((plain, other)):
        alone = made(order)
        assert torch.allclose(both.of(number).video, alone.video, atol=1e-4)
        if alone.sound is not None:
            assert torch.allclose(both.of(number).sound, alone.sound, atol=1e-4)
    assert not torch.allclose(both.of(0).video, both.of(1).video, atol=1e-2)


def test_two_videos_of_two_people_are_made_at_once_and_both_are_films(alice, bob, settings):
    first, second = enqueue(alice, seed=1), enqueue(bob, seed=2)
    assert worker.render_next("diffusion") == "rendered"
    assert set(Shot.objects.values_list("status", flat=True)) == {ShotStatus.RENDERED}
    assert presence.counts()["together:diffusion:2"] == 1
    assert worker.render_next("diffusion") == "idle"
    assert releasing.release_next() == releasing.release_next() == "completed"
    for video in (first, second):
        video.refresh_from_db()
        assert video.status == Status.COMPLETED
        assert video.file("content.mp4").stat().st_size > 1000
    assert first.file("content.mp4").read_bytes() != second.file("content.mp4").read_bytes()


def test_who_brings_more_than_words_or_is_longer_is_not_taken_along(alice):
    enqueue(alice, seed=1)
    picture = enqueue(alice, seed=2, start_image=_png())
    other = enqueue(alice, "wan", seed=3)
    assert worker.render_next("diffusion") == "rendered"
    waiting = Shot.objects.filter(status=ShotStatus.QUEUED).values_list("video_id", flat=True)
    assert set(waiting) == {picture.pk, other.pk}
    assert not any(name.startswith("together") for name in presence.counts())
    assert worker.render_next("diffusion") == "rendered"


def test_a_deployment_may_have_each_shot_alone(alice, monkeypatch):
    enqueue(alice, seed=1)
    enqueue(alice, seed=2)
    monkeypatch.setattr(together, "most", lambda _hold: 1)
    assert worker.render_next("diffusion") == "rendered"
    assert Shot.objects.filter(status=ShotStatus.QUEUED).count() == 1


def test_a_cancel_of_one_stops_only_that_one(alice, monkeypatch):
    wanted, unwanted = enqueue(alice, seed=1), enqueue(alice, seed=2)
    from generation.engines.diffusion.families.ltx2 import LTX2

    denoise, canceled = LTX2.denoise, []

    def meanwhile(self, pipe, order, on_step):
        assert order.seeds == [1, 2]
        canceled.append(actions.cancel(alice, Video.objects.get(pk=unwanted.pk)))
        for job in jobs:
            job.watch._look()
        return denoise(self, pipe, order, on_step)

    jobs = []
    opened = worker._Job.open
    monkeypatch.setattr(worker._Job, "open", lambda job: jobs.append(job) or opened(job))
    monkeypatch.setattr(LTX2, "denoise", meanwhile)
    assert worker.render_next("diffusion") == "rendered"
    wanted.refresh_from_db()
    unwanted.refresh_from_db()
    assert canceled
    assert (wanted.status, unwanted.status) == (Status.IN_REVIEW, Status.CANCELED)


@pytest.fixture
def asked(alice, settings, tmp_path):
    """Two requests that are alike, as the worker makes them."""

    def make(*seeds: int, stops=lambda _seed: False) -> list[Asked]:
        found = []
        for seed in seeds:
            folder = tmp_path / f"work-{seed}-{len(list(tmp_path.iterdir()))}"
            request = replace(worker._request(enqueue(alice, seed=seed).shots.get(), folder), workdir=folder)
            found.append(Asked(request, lambda _: None, lambda seed=seed: stops(seed)))
        return found

    return make


def test_the_films_are_those_that_each_would_be_alone(asked):
    from .test_engine import film_of

    maker = engine.DiffusionEngine()
    pair = asked(1, 2)
    assert maker.alike(pair[0].request, pair[1].request)
    together_ = [begun().picture for begun in maker.begin_together(pair)]
    for one, shared in zip(asked(1, 2), together_, strict=True):
        alone = maker.render(one.request, on_progress=one.on_progress, should_stop=one.should_stop).picture
        difference = np.abs(np.int16(film_of(alone)[1]) - np.int16(film_of(shared)[1]))
        # the last digits differ, of which the encoder makes a few levels here and there
        assert difference.mean() < 0.1
        assert difference.max() < 24


def test_when_memory_is_short_for_both_they_are_made_one_after_another(asked, monkeypatch):
    from generation.engines.diffusion.families.ltx2 import LTX2

    denoise, sizes = LTX2.denoise, []

    def narrow(self, pipe, order, on_step):
        sizes.append(len(order.seeds))
        if len(order.seeds) > 1:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return denoise(self, pipe, order, on_step)

    monkeypatch.setattr(LTX2, "denoise", narrow)
    ends = engine.DiffusionEngine().begin_together(asked(1, 2))
    assert sizes == [2, 1, 1]
    assert all(end().picture.is_file() for end in ends)


def test_one_that_is_stopped_has_its_own_end_and_all_that_are_stopped_end_the_passes(asked):
    ends = engine.DiffusionEngine().begin_together(asked(1, 2, stops=lambda seed: seed == 2))
    assert ends[0]().picture.is_file()
    assert isinstance(ends[1], Interrupted)
    ends = engine.DiffusionEngine().begin_together(asked(3, 4, stops=lambda _: True))
    assert all(isinstance(end, Interrupted) for end in ends)
