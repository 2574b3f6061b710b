"""Real pipelines on tiny weights: every function of every family, step by step, and what they refuse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from generation.engines.diffusion import outcome, preview
from generation.engines.diffusion.families import FAMILIES
from generation.engines.diffusion.manifest import Function, Recipe
from generation.engines.diffusion.order import Order
from generation.engines.errors import BadRequest, Interrupted

WIDTH, HEIGHT = 96, 64
# MiniMax-H3 makes no clip as short as these: `test_minimax.py`
FIXTURES = {"ltx2": "ltx2", "wan": "wan", "wan-vace": "vace"}
RECIPE = Recipe(weights="tiny", steps=2, max_sequence=64)


def order(frames: int = 25, **given) -> Order:
    recipe = given.pop("recipe", RECIPE)
    return Order(
        "a red fox", recipe, given.pop("width", WIDTH), given.pop("height", HEIGHT), frames, 24.0, 7, **given
    )


def film(frames: int) -> np.ndarray:
    ramp = np.linspace(0, 255, frames, dtype=np.uint8)
    return np.broadcast_to(ramp[:, None, None, None], (frames, HEIGHT, WIDTH, 3)).copy()


def made(family, pipe, asked):
    steps = []
    latents = family.denoise(
        pipe, asked, lambda step, count, estimate: steps.append((step, count, estimate()))
    )
    return family.decode(pipe, latents, asked), steps


@pytest.fixture(scope="module")
def ltx2(ltx2_folder):
    return FAMILIES["ltx2"].load(ltx2_folder, torch.float32)


@pytest.fixture(scope="module")
def vace(vace_folder):
    return FAMILIES["wan-vace"].load(vace_folder, torch.float32)


@pytest.fixture(scope="module")
def wan(wan_folder):
    return FAMILIES["wan"].load(wan_folder, torch.float32)


def test_words_become_pictures_with_sound_of_the_same_length(ltx2):
    clip, steps = made(FAMILIES["ltx2"], ltx2, order())
    assert clip.frames.shape == (25, HEIGHT, WIDTH, 3)
    assert clip.sound is not None
    assert abs(len(clip.sound) / 48_000 - 25 / 24) < 0.05
    assert [(step, count) for step, count, _ in steps] == [(1, 2), (2, 2)]
    assert steps[0][2].shape == (1, 4, 4, 2, 3)


def test_decoding_apart_gives_what_the_pipeline_itself_gives(ltx2):
    from generation.engines.diffusion.families.ltx2 import _guidance

    clip, _ = made(FAMILIES["ltx2"], ltx2, order())
    ltx2.set_progress_bar_config(disable=True)
    plain = ltx2(
        prompt="a red fox", width=WIDTH, height=HEIGHT, num_frames=25, frame_rate=24.0, num_inference_steps=2,
        generator=torch.Generator("cpu").manual_seed(7), max_sequence_length=64, output_type="np",
        **_guidance(RECIPE),
    )  # fmt: skip
    assert np.array_equal(np.round(plain.frames[0] * 255).astype(np.uint8), clip.frames)


def test_the_same_seed_makes_the_same_and_another_does_not(ltx2):
    first, again = (made(FAMILIES["ltx2"], ltx2, order())[0] for _ in range(2))
    other, _ = made(FAMILIES["ltx2"], ltx2, replace(order(), seed=8))
    assert np.array_equal(first.frames, again.frames)
    assert np.array_equal(first.sound, again.sound)
    assert not np.array_equal(first.frames, other.frames)


def test_distilled_recipes_pass_once_a_sigma_through_the_transformer(ltx2, monkeypatch):
    calls = []
    forward = ltx2.transformer.forward
    monkeypatch.setattr(ltx2.transformer, "forward", lambda *a, **k: calls.append(1) or forward(*a, **k))
    made(FAMILIES["ltx2"], ltx2, order(recipe=RECIPE.model_copy(update={"sigmas": "distilled"})))
    assert len(calls) == 8


def test_two_stages_end_at_twice_the_size(ltx2):
    asked = order(recipe=RECIPE.model_copy(update={"stages": 2}), width=192, height=128)
    clip, steps = made(FAMILIES["ltx2"], ltx2, asked)
    assert clip.frames.shape == (25, 128, 192, 3)
    assert [step for step, _, _ in steps] == [1, 2, 3, 4, 5]
    assert {count for _, count, _ in steps} == {5}


GIVEN = {
    Function.IMAGE: lambda: {"image": film(1)[0]},
    Function.EXTEND: lambda: {"opening": film(17)},
    Function.CONTROL: lambda: {"control": film(25)},
    Function.VOICE: lambda: {
        "voice": np.random.default_rng(0).normal(0, 0.1, (50_000, 2)).astype(np.float32)
    },
    Function.REFERENCE: lambda: {"references": (film(2)[1],)},
    Function.REMIX: lambda: {"source": film(25)},
    Function.TEXT: dict,
}


@pytest.mark.parametrize("name", FIXTURES)
@pytest.mark.parametrize("function", Function)
def test_every_function_that_a_family_names_is_one_it_can_do(name, function, request):
    family = FAMILIES[name]
    if function not in family.functions or function is Function.UPSCALE:
        return
    pipe = request.getfixturevalue(FIXTURES[name])
    asked = order(**GIVEN[function]())
    assert asked.functions == {function}
    clip, steps = made(family, pipe, asked)
    plain, _ = made(family, pipe, order())
    assert clip.frames.shape == (25, HEIGHT, WIDTH, 3)
    assert steps
    if function is Function.VOICE:
        assert np.array_equal(clip.sound, asked.voice)
    elif function is not Function.TEXT:
        assert not np.array_equal(clip.frames, plain.frames), "what was given changed nothing"
    assert (clip.sound is not None) == family.hears


def test_every_family_is_tried_here_or_in_a_file_of_its_own():
    assert set(FAMILIES) == {*FIXTURES, "minimax-h3"}


@pytest.mark.parametrize(("frames", "width"), [(30, WIDTH), (25, 90), (1000, WIDTH)])
@pytest.mark.parametrize("name", FIXTURES)
def test_what_is_off_the_grid_is_refused_and_never_rounded(name, frames, width, request):
    pipe = request.getfixturevalue(FIXTURES[name])
    with pytest.raises(BadRequest, match="grid"):
        FAMILIES[name].denoise(pipe, order(frames, width=width), lambda *_: None)


def test_stopping_between_steps_decodes_nothing_and_the_next_clip_works(ltx2, monkeypatch):
    def stop(step, *_):
        if step == 2:
            raise Interrupted("Stopped.")

    decoded = []
    decode = ltx2.vae.decode
    monkeypatch.setattr(ltx2.vae, "decode", lambda *a, **k: decoded.append(1) or decode(*a, **k))
    with pytest.raises(Interrupted):
        FAMILIES["ltx2"].denoise(ltx2, order(recipe=RECIPE.model_copy(update={"steps": 5})), stop)
    assert not decoded
    assert made(FAMILIES["ltx2"], ltx2, order())[0].frames.shape[0] == 25


def test_previews_are_pictures_of_the_right_shape(ltx2):
    colours = preview.fit(ltx2.vae, 32)
    _, steps = made(FAMILIES["ltx2"], ltx2, order())
    picture = colours.picture(steps[-1][2], (WIDTH, HEIGHT))
    assert picture.size == (WIDTH, HEIGHT)
    assert np.asarray(picture).std() > 0


def test_numbers_that_are_none_are_found_before_decoding(ltx2):
    latents = FAMILIES["ltx2"].denoise(ltx2, order(), lambda *_: None)
    outcome.check_latents(latents)
    broken = latents.video.clone()
    broken[0, 0, 0, 0, 0] = float("nan")
    with pytest.raises(outcome.OutputUnusable, match="NaN"):
        outcome.check_latents(replace(latents, video=broken))
