"""The modular pipeline: words, a first frame, pictures of somebody; off its grid it says so."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.diffusion import files, preview
from generation.engines.diffusion.families import FAMILIES
from generation.engines.diffusion.files import WeightsUnusable
from generation.engines.diffusion.manifest import FUNCTIONS, Licence, Recipe, Weights, misfit
from generation.engines.diffusion.order import Order
from generation.engines.diffusion.warm import Garage
from generation.engines.errors import BadRequest, Interrupted

FAMILY = FAMILIES["minimax-h3"]
BLUE = np.full((64, 96, 3), (20, 60, 200), np.uint8)


@pytest.fixture(scope="module")
def loaded(minimax_folder):
    told = Weights(
        family="minimax-h3", source=str(minimax_folder), licence=Licence(name="none"), dtype="float32"
    )
    return Garage(10**10).get("tiny", told, FAMILY, minimax_folder)


def order(**given) -> Order:
    return Order("A robot dances", Recipe(weights="tiny", steps=3), 96, 64, 124, 24.0, 7, **given)


def made(loaded, asked: Order, on_step=lambda *_: None):
    return FAMILY.denoise(loaded.pipe, asked, on_step)


def test_words_become_pictures_with_sound_on_its_own_grid(loaded, tmp_path):
    told = []

    def on_step(step, steps, estimate):
        told.append((step, steps, loaded.colours.picture(estimate(), (96, 64)).size))

    asked = order()
    clip = FAMILY.decode(loaded.pipe, made(loaded, asked, on_step), asked)
    assert clip.frames.shape == (124, 64, 96, 3)
    assert clip.frames.dtype == np.uint8
    assert clip.sound.shape[1] == 2
    assert abs(len(clip.sound) / 48_000 - 124 / 24) < 0.1
    assert told == [(1, 2, (96, 64)), (2, 2, (96, 64))], "three points of the schedule are two passes"
    assert preview.fit(loaded.pipe.vae, 32, FAMILY.normalized).matrix.shape == (4, 3)


def test_the_same_seed_gives_the_same_and_a_stop_between_steps_leaves_the_pipeline_whole(loaded):
    first = made(loaded, order())

    def stop(*_):
        raise Interrupted("Stopped.")

    with pytest.raises(Interrupted):
        made(loaded, order(), stop)
    again = made(loaded, order())
    assert (first.video == again.video).all()
    assert (first.sound == again.sound).all()


def test_a_first_frame_and_pictures_of_somebody_change_what_is_made(loaded):
    plain = made(loaded, order()).video
    begins = made(loaded, order(image=BLUE)).video
    goes_on = made(loaded, order(opening=BLUE[None])).video
    shows = made(loaded, order(references=(BLUE, 255 - BLUE), image=BLUE)).video
    assert begins.shape == plain.shape == shows.shape
    assert (begins == goes_on).all(), "an extension begins with the last frame"
    assert not (plain == begins).all()
    assert not (plain == shows).all()


def test_off_its_grid_it_is_refused_by_the_rule(loaded):
    from dataclasses import replace

    with pytest.raises(BadRequest, match="17·k"):
        made(loaded, replace(order(), frames=120))
    with pytest.raises(BadRequest, match="divide by 32"):
        made(loaded, replace(order(), width=90))


@pytest.mark.parametrize(
    ("recipe", "word"),
    [
        ({"guidance": 4.0}, "in its weights"), ({"negative": "blur"}, "in its weights"),
        ({"rate": 16.0}, "24"), ({"steps": 1}, "two at least"), ({"stages": 2}, "two stages"),
        ({"sigmas": "distilled"}, "sigmas"), ({"physics": "simulated"}, "follow the simulation"),
        ({"physics": "sound"}, "lips"), ({"cache": "taylor"}, "cache"),
    ],
)  # fmt: skip
def test_what_it_has_not_is_refused_where_the_catalogue_is_read(recipe, word):
    assert word in misfit(Recipe(weights="tiny", **recipe), "minimax-h3")
    assert misfit(Recipe(weights="tiny"), "minimax-h3") == ""
    assert FUNCTIONS["minimax-h3"] == FAMILY.functions


def test_a_component_that_cannot_be_loaded_is_told_though_the_library_only_logs_it(minimax_folder, tmp_path):
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(minimax_folder, copy)
    assert files.inspect(copy, FAMILY.kinds).numbers > 10_000, "a moved folder is one, too"
    (copy / "transformer" / "config.json").write_text('{"_class_name": "MiniMaxH3Transformer3DModel", "x": 1')
    told = Weights(family="minimax-h3", source=str(copy), licence=Licence(name="none"), dtype="float32")
    with pytest.raises(WeightsUnusable, match="transformer"):
        Garage(10**10).get("copy", told, FAMILY, copy)
