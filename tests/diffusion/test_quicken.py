"""Caches between steps, and the way that a warm-up measured; each against the plain way."""

from __future__ import annotations

import json
import shutil

import pytest
import torch

from generation.engines import catalog
from generation.engines.diffusion import quicken
from generation.engines.diffusion.device import here
from generation.engines.diffusion.families import FAMILIES
from generation.engines.diffusion.manifest import CACHES, Licence, Recipe, Weights
from generation.engines.diffusion.order import Order
from generation.engines.diffusion.quicken import Way
from generation.engines.diffusion.warm import Garage
from generation.engines.errors import BadRequest, EngineUnavailable

FOLDERS = {"ltx2": "ltx2_folder", "wan": "wan_folder", "wan-vace": "vace_folder"}


def order(steps: int, **recipe) -> Order:
    given = Recipe(weights="tiny", steps=steps, max_sequence=64, **recipe)
    return Order("a red fox", given, 96, 64, 17, 24.0, 7)


@pytest.mark.parametrize(("family", "cache"), [(f, c) for f, names in CACHES.items() for c in names])
def test_every_cache_that_a_family_names_saves_work_and_leaves_nothing_behind(family, cache, request):
    made = FAMILIES[family]
    pipe = made.load(request.getfixturevalue(FOLDERS[family]), torch.float32)
    plain = made.denoise(pipe, order(8), lambda *_: None).video
    reused = made.denoise(pipe, order(8, cache=cache, cache_threshold=0.2), lambda *_: None).video
    assert torch.isfinite(reused).all()
    assert not torch.equal(reused, plain), "a cache that changes nothing saves nothing"
    assert float((reused - plain).abs().mean() / plain.std()) < 0.5
    assert torch.equal(made.denoise(pipe, order(8), lambda *_: None).video, plain)


def test_a_cache_that_a_family_cannot_use_stops_the_start(tmp_path, monkeypatch, ltx2_folder):
    own = tmp_path / "own.toml"
    own.write_text(
        f'[weights.w]\nfamily = "ltx2"\nsource = {json.dumps(str(ltx2_folder))}\nlicence = {{ name = "x" }}\n'
        '[models.m]\nlabel = "M"\nengine = "a:b"\nqueue = "simulation"\nsizes = ["64x64"]\nseconds = [4]\n'
        'styles = ["realistic"]\n[models.m.diffusion]\nweights = "w"\ncache = "first_block"\n'
    )
    monkeypatch.setenv("SORA_CATALOG", str(own))
    for cached in (catalog.models, catalog.weights):
        cached.cache_clear()
    try:
        with pytest.raises(BadRequest, match="taylor, pyramid"):
            catalog.models()
    finally:
        monkeypatch.undo()
        for cached in (catalog.models, catalog.weights):
            cached.cache_clear()


def weights(folder, **changes) -> Weights:
    given = {"family": "wan", "source": str(folder), "licence": Licence(name="none"), "dtype": "float32"}
    return Weights(**given | changes)


def test_a_warm_up_measures_the_ways_that_are_here_and_remembers_the_quickest(
    wan_folder, tmp_path, monkeypatch
):
    folder = tmp_path / "wan"
    shutil.copytree(wan_folder, folder)
    monkeypatch.setattr(quicken, "BACKENDS", ("native", "_native_math", "flash"))
    garage = Garage(budget=10**9)
    loaded = garage.get("w", weights(folder, attention="auto"), FAMILIES["wan"], tmp_path)
    seconds = {found.way.attention: found.seconds for found in loaded.tried}
    assert seconds["native"]
    assert seconds["_native_math"]
    assert seconds["flash"] is None, "what is not installed here is not chosen"
    kept = json.loads((folder / quicken.CHOSEN).read_text())
    assert next(iter(kept.values()))["attention"] in {"native", "_native_math"}
    assert here().name in next(iter(kept))
    garage.drop()
    again = garage.get("w", weights(folder, attention="auto"), FAMILIES["wan"], tmp_path)
    assert [found.why for found in again.tried] == ["measured before"]


def test_a_way_that_computes_something_else_is_not_believed(wan_folder, monkeypatch):
    family = FAMILIES["wan"]
    pipe = family.load(wan_folder, torch.float32)
    apply = quicken.apply

    def wrong(pipe, way):
        apply(pipe, Way())
        pipe.transformer.proj_out.bias.data.fill_(5.0 if way.attention == "odd" else 0.0)

    monkeypatch.setattr(quicken, "apply", wrong)
    tried = quicken.measure(pipe, family, [Way(), Way("odd")])
    assert tried[1].seconds is None
    assert "differs" in tried[1].why


def test_a_way_that_is_asked_for_by_name_and_is_not_here_is_told(wan_folder, tmp_path):
    with pytest.raises(EngineUnavailable, match="attention"):
        Garage(budget=10**9).get("w", weights(wan_folder, attention="flash"), FAMILIES["wan"], tmp_path)
