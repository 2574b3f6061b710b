"""Weights that are no good, models that compute no film, machines that fail: each ends its own video clearly.

Through the worker's own door: the video fails with a reason, an alarm is raised, no file is left, and the
next video of other weights is made.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generation import admission, worker
from generation.admission import Brief
from generation.engines import catalog
from generation.engines.diffusion import engine
from generation.fleet import heart, offices, presence
from generation.models import Video
from generation.states import ShotStatus, Status

from . import fleets
from .test_trouble import ENTRY, _without_numbers

pytestmark = pytest.mark.django_db(transaction=True)


def _tensors(folder: Path, part: str, change: Callable) -> None:
    from safetensors.torch import load_file, save_file

    path = next((folder / part).glob("*.safetensors"))
    save_file({name: change(name, tensor) for name, tensor in load_file(path).items()}, path)


def _missing(folder: Path) -> None:
    shutil.rmtree(folder)


def _half(folder: Path) -> None:
    path = next((folder / "transformer").glob("*.safetensors"))
    path.rename(path.with_suffix(".incomplete"))


def _foreign(folder: Path) -> None:
    index = json.loads((folder / "model_index.json").read_text())
    (folder / "model_index.json").write_text(json.dumps(index | {"_class_name": "WanPipeline"}))


def _foreign_part(folder: Path) -> None:
    """The right names in the index, and the transformer of another model in the folder."""
    _tensors(folder, "transformer", lambda _name, tensor: tensor[:1].clone())


def _corrupt(folder: Path) -> None:
    path = next((folder / "vae").glob("*.safetensors"))
    path.write_bytes(path.read_bytes()[:-64])


def _black(folder: Path) -> None:
    def change(name, tensor):
        last = name.startswith("decoder.conv_out")
        return tensor * 0 - (1 if name.endswith("bias") else 0) if last else tensor

    _tensors(folder, "vae", change)


def _silent(folder: Path) -> None:
    _tensors(folder, "vocoder", lambda _name, tensor: tensor * 0)


def _mixed(_folder: Path) -> None:
    """One component computes in other numbers than the catalogue says."""
    weights = catalog.weights()["sick"]
    engine.warm_up("sick", weights, catalog.models_folder()).pipe.transformer.double()


DAMAGES = {
    _missing: ("weights_unusable", "Download"),
    _half: ("weights_unusable", "not downloaded to its end"),
    _foreign: ("weights_unusable", "WanPipeline"),
    _foreign_part: ("weights_unusable", "cannot be loaded"),
    _corrupt: ("weights_unusable", "should have"),
    _mixed: ("weights_unusable", "other numbers"),
    _without_numbers: ("output_unusable", "NaN"),
    _black: ("output_unusable", "black"),
    _silent: ("output_unusable", "silence"),
}
TROUBLES = {
    "driver": ("CUDA error: unspecified launch failure", "device_lost", "device failed"),
    "memory": ("CUDA out of memory. Tried to allocate 40.00 GiB", "out_of_memory", "smaller size"),
    "model": ("mat1 and mat2 shapes cannot be multiplied", "model_failed", "stopped"),
}


@pytest.fixture(autouse=True)
def _fleet(monkeypatch, tmp_path, settings, ltx2_folder, sam):
    """Good weights, and a copy of them that tests damage; a worker that has both ready."""
    folders = {"well": ltx2_folder, "sick": shutil.copytree(ltx2_folder, tmp_path / "sick")}
    own = tmp_path / "own.toml"
    own.write_text("".join(ENTRY.format(name=n, folder=json.dumps(str(f))) for n, f in folders.items()))
    with fleets.ready(own, tuple(folders), sam, settings, monkeypatch):
        yield


def make(person, model: str) -> Video:
    asked = Brief(
        prompt="A red ball on a table", model=model, style="realistic", size=(96, 64), seconds=1, seed=3
    )
    video = admission.enqueue(admission.admit(asked, person))[0]
    assert video.shots.get().queue == "diffusion"
    return video


def ended(video: Video) -> Video:
    """Render until the shot is tried no more."""
    for _ in range(5):
        if video.shots.get().status != ShotStatus.QUEUED:
            break
        worker.render_next("diffusion")
    video.refresh_from_db()
    return video


def failed_clearly(video: Video, code: str, word: str) -> None:
    assert (video.status, video.failure_code) == (Status.FAILED, code)
    assert word in video.failure_message
    assert not video.folder
    left = {path.name for path in video.work_folder.rglob("*") if path.is_file()}
    assert left <= {"preview.jpg"}, "a preview of a step is all that may stay, for the owner's bar"
    assert (code, video.public_id) in {(alarm.code, alarm.video) for alarm in presence.alarms()}
    assert presence.workers()[0].alarm == code
    assert presence.counts()[f"alarm:diffusion:{code}"] >= 1


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_what_is_wrong_with_weights_fails_that_video_and_no_other(alice, tmp_path, damage):
    sick, well = make(alice, "sick"), make(alice, "well")
    damage(tmp_path / "sick")
    failed_clearly(ended(sick), *DAMAGES[damage])
    assert ended(well).status == Status.IN_REVIEW
    assert offices.can_diffuse(catalog.get("well"))


@pytest.mark.parametrize("kind", TROUBLES)
def test_what_fails_in_the_machine_fails_that_video_and_no_other(alice, monkeypatch, kind):
    from generation.engines.diffusion.families.ltx2 import LTX2

    told, code, word = TROUBLES[kind]
    exits: list[int] = []
    monkeypatch.setattr(os, "_exit", exits.append)
    sick, well = make(alice, "sick"), make(alice, "well")

    def failing(*_: object) -> None:
        raise RuntimeError(told)

    with monkeypatch.context() as patch:
        patch.setattr(LTX2, "denoise", failing)
        failed = ended(sick)
        heart._heart[0].beat()  # a process that ended is followed by another
    failed_clearly(failed, code, word)
    assert set(exits) == ({worker.EXIT_POISONED} if code == "device_lost" else set())
    assert ended(well).status == Status.IN_REVIEW
