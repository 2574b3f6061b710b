"""The engine as a worker calls it: whole films from tiny weights, and every way in which it can go wrong."""

from __future__ import annotations

import wave
from dataclasses import replace

import av
import numpy as np
import pytest
import torch

from generation.engines import media
from generation.engines.base import RenderRequest, Stage
from generation.engines.diffusion import cadence, engine, outcome
from generation.engines.diffusion.failures import DeviceLost, OutOfMemory
from generation.engines.diffusion.files import WeightsUnusable, inspect
from generation.engines.diffusion.manifest import Licence, Recipe, Weights
from generation.engines.diffusion.order import Clip
from generation.engines.diffusion.warm import Garage
from generation.engines.errors import BadRequest, EngineUnavailable, Interrupted, RenderFailed
from generation.engines.simulation.screenplay import read_prompt

PROMPT = "A woman stands in a park. She says “Hello there”."


def weights(family, folder) -> Weights:
    return Weights(family=family, source=str(folder), licence=Licence(name="none"), dtype="float32")


@pytest.fixture
def request_of(tmp_path):
    numbers = iter(range(100))

    def make(family, folder, **changes):
        recipe = Recipe(weights=f"tiny-{family}", steps=2, max_sequence=64, **changes.pop("recipe", {}))
        play = read_prompt(PROMPT, seconds=1.0, style="anime", seed=1)
        workdir = tmp_path / f"work-{next(numbers)}"
        workdir.mkdir()
        settings = {"recipe": recipe, "weights": weights(family, folder), "models": str(tmp_path)}
        given = {
            "prompt": PROMPT, "model": "tiny", "style": "anime", "width": 90, "height": 60, "seconds": 1.0,
            "seed": 7,
            "workdir": workdir, "screenplay": play.model_dump(mode="json"), "settings": settings,
        }  # fmt: skip
        return RenderRequest(**given | changes)

    return make


def render(request, should_stop=lambda: False):
    told = []
    done = engine.DiffusionEngine().render(request, on_progress=told.append, should_stop=should_stop)
    return done, told


def film_of(path):
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return stream.average_rate, [frame.to_ndarray(format="rgb24") for frame in container.decode(stream)]


def test_a_shot_becomes_a_film_with_the_models_own_sound(request_of, ltx2_folder):
    request = request_of("ltx2", ltx2_folder)
    done, told = render(request)
    rate, frames = film_of(done.picture)
    assert rate == 24
    assert len(frames) == 24
    assert frames[0].shape == (60, 90, 3)
    with wave.open(str(done.sound)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getnframes()) == (48_000, 2, 48_000)
    fractions = [progress.fraction for progress in told]
    assert fractions == sorted(fractions)
    assert any(progress.preview is not None for progress in told)
    facts = done.report["diffusion"]
    assert (facts["canvas"], facts["frames"], facts["sound"]) == ("96x64", 25, "model")
    assert "anime" in facts["told"]


def test_the_film_is_delivered_like_every_other(request_of, ltx2_folder, tmp_path):
    done, _ = render(request_of("ltx2", ltx2_folder))
    (tmp_path / "film").mkdir()
    delivered = media.deliver(
        [done],
        tmp_path / "film",
        watermark="Sora",
        seed=1,
        on_progress=lambda _: None,
        should_stop=lambda: False,
    )
    assert delivered.content.stat().st_size > 1000


def test_a_silent_family_gets_the_sound_and_the_words_of_the_simulation(request_of, wan_folder):
    done, told = render(request_of("wan", wan_folder, recipe={"rate": 16.0}))
    rate, frames = film_of(done.picture)
    assert (rate, len(frames)) == (24, 24)
    assert [caption.text for caption in done.captions] == ["Hello there"]
    assert done.report["diffusion"]["sound"] == "simulated"
    assert Stage.SIMULATE in {progress.stage for progress in told}


@pytest.mark.parametrize("family", ["ltx2", "wan-vace"])
def test_simulated_physics_steers_the_picture_by_the_depth_of_the_take(family, request_of, request):
    folder = request.getfixturevalue({"ltx2": "ltx2_folder", "wan-vace": "vace_folder"}[family])
    free, _ = render(request_of(family, folder))
    steered, _ = render(request_of(family, folder, recipe={"physics": "simulated"}))
    assert steered.report["guided"]
    assert steered.report["words"]["staged"]
    first, second = film_of(free.picture)[1], film_of(steered.picture)[1]
    assert not np.array_equal(first[10], second[10])


def test_lips_follow_the_speech_of_the_simulation(request_of, ltx2_folder):
    done, _ = render(request_of("ltx2", ltx2_folder, recipe={"physics": "sound"}))
    assert [caption.text for caption in done.captions] == ["Hello there"]
    assert done.report["diffusion"]["sound"] == "simulated"


def test_a_shot_goes_on_from_the_last_frames_of_the_one_before(request_of, ltx2_folder):
    first, _ = render(request_of("ltx2", ltx2_folder))
    second, _ = render(request_of("ltx2", ltx2_folder, opening=first.take))
    assert len(film_of(second.picture)[1]) == 24
    assert second.report["diffusion"]["frames"] == 41  # 17 that are kept, 24 that are new


def test_the_take_of_another_engine_is_refused_with_what_to_do(request_of, ltx2_folder, tmp_path):
    import zipfile

    other = tmp_path / "take.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("take.json", "{}")
    with pytest.raises(BadRequest, match="another engine"):
        render(request_of("ltx2", ltx2_folder, opening=other))


def test_a_family_that_cannot_is_refused_with_what_it_can(request_of, wan_folder):
    with pytest.raises(BadRequest, match="it can do remix, text"):
        render(request_of("wan", wan_folder, recipe={"physics": "simulated"}))


def test_a_second_film_finds_its_model_warm(request_of, ltx2_folder):
    render(request_of("ltx2", ltx2_folder))
    before = engine.garage().misses
    render(request_of("ltx2", ltx2_folder))
    assert engine.garage().misses == before
    assert engine.ready() == ["tiny-ltx2"]


def test_the_model_used_longest_ago_leaves_when_memory_is_short(ltx2_folder, wan_folder, vace_folder):
    from generation.engines.diffusion.families import FAMILIES

    small = Garage(budget=3_000_000)
    for family, folder in (("ltx2", ltx2_folder), ("wan", wan_folder)):
        small.get(family, weights(family, folder), FAMILIES[family], folder)
    third = inspect(vace_folder, ["WanVACEPipeline"]).memory(4.0)
    small.budget = small._kept[next(iter(small._kept))].bytes + third + 10
    small.get("ltx2", weights("ltx2", ltx2_folder), FAMILIES["ltx2"], ltx2_folder)
    small.get("wan-vace", weights("wan-vace", vace_folder), FAMILIES["wan-vace"], vace_folder)
    assert small.names() == ["ltx2", "wan-vace"]


def test_stopping_is_obeyed_between_steps(request_of, ltx2_folder):
    asked = []

    def should_stop() -> bool:
        asked.append(1)
        return len(asked) > 6

    with pytest.raises(Interrupted):
        render(request_of("ltx2", ltx2_folder), should_stop)


def _failing(monkeypatch, folder, error, times=99):
    """Let the transformer fail in its next passes."""
    from generation.engines.diffusion.families.ltx2 import LTX2

    left = [times]
    load = LTX2.load

    def loaded(self, *arguments):
        pipe = load(self, *arguments)
        forward = pipe.transformer.forward

        def failing(*a, **k):
            if left[0] > 0:
                left[0] -= 1
                raise error
            return forward(*a, **k)

        pipe.transformer.forward = failing
        return pipe

    monkeypatch.setattr(LTX2, "load", loaded)


def test_a_lack_of_memory_is_met_once_with_less_and_then_told(request_of, ltx2_folder, monkeypatch):
    _failing(monkeypatch, ltx2_folder, torch.OutOfMemoryError("CUDA out of memory"), times=1)
    done, _ = render(request_of("ltx2", ltx2_folder))
    assert "tiles" in done.report["diffusion"]["retried"]
    engine.garage().drop()
    _failing(monkeypatch, ltx2_folder, torch.OutOfMemoryError("CUDA out of memory"))
    with pytest.raises(OutOfMemory, match="smaller size"):
        render(request_of("ltx2", ltx2_folder))


def test_a_lost_device_is_told_from_another_error(request_of, ltx2_folder, monkeypatch):
    with monkeypatch.context() as patch:
        _failing(patch, ltx2_folder, RuntimeError("CUDA error: an illegal memory access"))
        with pytest.raises(DeviceLost):
            render(request_of("ltx2", ltx2_folder))
    engine.garage().drop()
    _failing(monkeypatch, ltx2_folder, RuntimeError("shapes do not fit"))
    with pytest.raises(RenderFailed, match="shapes"):
        render(request_of("ltx2", ltx2_folder))


def test_weights_that_cannot_be_loaded_fail_the_shot_and_not_the_worker(request_of, ltx2_folder, tmp_path):
    import shutil

    from safetensors.torch import load_file, save_file

    copy = tmp_path / "copy"
    shutil.copytree(ltx2_folder, copy)
    path = next((copy / "transformer").glob("*.safetensors"))
    save_file({name: tensor[:1] for name, tensor in load_file(path).items()}, path)
    with pytest.raises((EngineUnavailable, WeightsUnusable, RenderFailed)):
        render(request_of("ltx2", copy))
    with pytest.raises(WeightsUnusable, match="Download"):
        render(request_of("ltx2", tmp_path / "nowhere"))


@pytest.mark.parametrize(
    ("frames", "sound", "word"),
    [
        (np.zeros((9, 64, 96, 3), np.uint8), np.ones((9, 2), np.float32), "black"),
        (np.full((9, 64, 96, 3), 90, np.uint8), np.ones((9, 2), np.float32), "flat"),
        (None, np.zeros((48_000, 2), np.float32), "silence"),
        (None, np.full((48_000, 2), np.nan, np.float32), "NaN"),
        (None, None, "no sound"),
    ],
)
def test_what_is_no_film_never_leaves(frames, sound, word):
    noise = np.random.default_rng(0).integers(0, 255, (9, 64, 96, 3)).astype(np.uint8)
    with pytest.raises(outcome.OutputUnusable, match=word):
        outcome.check(Clip(noise if frames is None else frames, 24.0, sound), hears=True)


def test_frames_in_between_move_along_with_what_moves():
    """A square that moves 12 pixels between two frames is half way in the frame between them."""
    frames = np.zeros((2, 64, 96, 3), np.uint8)
    texture = np.random.default_rng(0).integers(80, 255, (20, 20, 3)).astype(np.uint8)
    for number, left in enumerate((30, 42)):
        frames[number, 20:40, left : left + 20] = texture
    middle = list(cadence.at_rate(frames, 12.0, 24.0, 3))[1]
    columns = middle[25:35].astype(float).sum(axis=(0, 2))
    centre = (columns * np.arange(96)).sum() / columns.sum()
    assert abs(centre - 45.5) < 3
    assert replace(Clip(frames, 12.0)).sound is None


@pytest.mark.parametrize("control", ["segmentation", "pose"])
def test_what_is_what_and_poses_steer_as_depth_does(control, request_of, vace_folder):
    by_depth, _ = render(request_of("wan-vace", vace_folder, recipe={"physics": "simulated"}))
    other, _ = render(
        request_of("wan-vace", vace_folder, recipe={"physics": "simulated", "control": control})
    )
    assert other.report["diffusion"]["control"] == control
    first, second = film_of(by_depth.picture)[1], film_of(other.picture)[1]
    assert not np.array_equal(first[10], second[10])


def test_numbers_of_another_kind_and_a_lack_of_main_memory_have_their_own_codes():
    from generation.engines.diffusion.failures import ModelFailed, named

    mixed = named(RuntimeError("expected mat1 and mat2 to have the same dtype, but got: Half != float"))
    assert (type(mixed), mixed.code) == (WeightsUnusable, "weights_unusable")
    assert named(RuntimeError("\"conv3d\" not implemented for 'Half'")).code == "weights_unusable"
    assert named(MemoryError()).code == "out_of_memory"
    assert named(RuntimeError("CUDA error: device-side assert triggered")).code == "device_lost"
    failed = named(IndexError("index 5 is out of range"))
    assert (type(failed), failed.retryable) == (ModelFailed, False)


def test_weights_in_another_precision_than_the_rest_are_told(request_of, ltx2_folder, tmp_path):
    """The catalogue says float32, and one component computes in another precision all the same."""
    request = request_of("ltx2", ltx2_folder)
    loaded = engine.warm_up("tiny-ltx2", request.settings["weights"], tmp_path)
    loaded.pipe.vae.to(torch.float64)
    loaded.pipe.transformer.to(torch.float64)
    with pytest.raises(WeightsUnusable, match="other numbers"):
        render(request)
