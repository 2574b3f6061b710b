"""What is known of weights before anything is loaded: the catalogue's words, the files, the grid, the
layouts.
"""

from __future__ import annotations

import json
import shutil
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.engines import catalog
from generation.engines.diffusion import device, files, manifest
from generation.engines.diffusion.files import WeightsUnusable
from generation.engines.diffusion.grid import Grid
from generation.engines.errors import BadRequest

LICENCE = {"name": "Apache-2.0"}
LTX = Grid(space=32, time=8, fewest=9, most=481)


@given(st.integers(2, 2000), st.integers(2, 2000), st.sampled_from([1, 2]), st.floats(0.5, 15))
def test_the_grid_covers_what_is_asked_with_no_step_to_spare(width, height, stages, seconds):
    canvas = LTX.canvas(width, height, stages)
    frames = LTX.frames(seconds, 24)
    LTX.check(*canvas, frames, stages)
    unit = 32 * stages
    assert canvas[0] - unit < width <= canvas[0]
    assert canvas[1] - unit < height <= canvas[1]
    assert frames / 24 >= seconds - 1e-6
    assert frames - 8 < max(9, seconds * 24 + 1)


def test_a_shot_that_is_too_long_says_what_to_do():
    with pytest.raises(BadRequest, match="cut it in two"):
        LTX.frames(30, 24)


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ({"family": "ltx2", "source": "owner/name", "licence": LICENCE}, "pinned revision"),
        (
            {"family": "ltx2", "source": "owner/name", "revision": "main", "licence": LICENCE},
            "pinned revision",
        ),
        ({"family": "ltx2", "source": "nonsense", "licence": LICENCE}, "hub id"),
        ({"family": "sd", "source": "/w", "licence": LICENCE}, "family"),
        ({"family": "ltx2", "source": "/w"}, "licence"),
        ({"family": "ltx2", "source": "/w", "licence": LICENCE, "quant": 8}, "quant"),
    ],
)
def test_weights_that_are_not_described_well_are_refused_by_name(table, word):
    with pytest.raises(BadRequest, match=word):
        manifest.weights("ltx", table, "own.toml")


def test_a_hub_id_with_its_commit_lies_below_the_models_folder():
    told = {"family": "ltx2", "source": "owner/name", "revision": "a" * 40, "licence": LICENCE}
    found = manifest.weights("ltx", told, "own.toml")
    assert found.folder(Path("/models")) == Path("/models/owner--name") / ("a" * 40)


def test_a_model_that_wants_unknown_weights_stops_the_start(tmp_path, monkeypatch):
    own = tmp_path / "own.toml"
    own.write_text(
        '[models.m]\nlabel = "M"\nengine = "a:b"\nqueue = "simulation"\nsizes = ["64x64"]\nseconds = [4]\n'
        'styles = ["realistic"]\n[models.m.diffusion]\nweights = "gone"\n'
    )
    monkeypatch.setenv("SORA_CATALOG", str(own))
    catalog.models.cache_clear()
    catalog.weights.cache_clear()
    try:
        with pytest.raises(BadRequest, match="gone"):
            catalog.models()
    finally:
        monkeypatch.undo()
        catalog.models.cache_clear()
        catalog.weights.cache_clear()


def test_whole_weights_are_counted_without_loading_them(ltx2_folder):
    found = files.inspect(ltx2_folder, ["LTX2Pipeline"])
    assert {"transformer", "vae", "audio_vae", "text_encoder"} <= {part.name for part in found.components}
    assert found.numbers > 10_000
    assert found.memory() == 2 * found.numbers
    assert found.largest() < found.memory()


@pytest.fixture
def copy(ltx2_folder, tmp_path):
    return Path(shutil.copytree(ltx2_folder, tmp_path / "copy"))


def _weights(folder: Path) -> Path:
    return next((folder / "transformer").glob("*.safetensors"))


def _cut(folder: Path) -> None:
    path = _weights(folder)
    path.write_bytes(path.read_bytes()[:-100])


def _garbled(folder: Path) -> None:
    _weights(folder).write_bytes(b"<html>404</html>" * 20)


def _headless(folder: Path) -> None:
    _weights(folder).write_bytes(struct.pack("<Q", 20) + b"{" * 20)


def _half(folder: Path) -> None:
    _weights(folder).rename(_weights(folder).with_suffix(".incomplete"))


def _gone(folder: Path) -> None:
    _weights(folder).unlink()


def _no_component(folder: Path) -> None:
    shutil.rmtree(folder / "vae")


def _other_class(folder: Path) -> None:
    index = json.loads((folder / "model_index.json").read_text())
    (folder / "model_index.json").write_text(json.dumps(index | {"_class_name": "StableDiffusionPipeline"}))


def _no_index(folder: Path) -> None:
    (folder / "model_index.json").unlink()


def _a_shard_missing(folder: Path) -> None:
    index = {"weight_map": {"a": _weights(folder).name, "b": "diffusion-00002-of-00002.safetensors"}}
    (folder / "transformer" / "diffusion.safetensors.index.json").write_text(json.dumps(index))


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        (_cut, "should have"), (_garbled, "damaged"), (_headless, "cannot be read"),
        (_half, "not downloaded"),
        (_gone, "no weights"), (_no_component, "missing"), (_other_class, "StableDiffusionPipeline"),
        (_no_index, "missing"), (_a_shard_missing, "00002"),
    ],
)  # fmt: skip
def test_damaged_weights_are_known_before_they_are_loaded(copy, damage, word):
    damage(copy)
    with pytest.raises(WeightsUnusable, match=word):
        files.inspect(copy, ["LTX2Pipeline"])


def test_weights_that_are_not_there_are_told_as_such(tmp_path):
    with pytest.raises(WeightsUnusable, match="Download"):
        files.inspect(tmp_path / "nowhere", ["LTX2Pipeline"])


def _device(gib: float, *, eight_bits: bool = True) -> device.Device:
    return device.Device("cuda", "A card", int(gib * device.GIB), int(gib * device.GIB), eight_bits)


def test_layouts_follow_the_memory_that_is_free():
    parts = (
        files.Component("transformer", "T", 0, 19 * 10**9),
        files.Component("text_encoder", "E", 0, 12 * 10**9),
    )
    big = files.Inspection("LTX2Pipeline", parts)
    layout = device.Layout
    assert device.layouts(big, _device(141), 2)[0] is layout.WHOLE
    assert device.layouts(big, _device(48), 2)[0] is layout.EIGHT_BITS
    assert device.layouts(big, _device(48, eight_bits=False), 2)[0] is layout.BY_COMPONENT
    assert device.layouts(big, _device(12), 2) == [layout.BY_BLOCK]
    assert device.layouts(big, device.Device("cpu", "CPU", 1, 1), 2) == [layout.WHOLE]
