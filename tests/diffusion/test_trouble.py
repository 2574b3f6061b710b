"""A real worker among weights that are no good: each ends its own video, and the next one is still made."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from django.urls import reverse

from accounts import live
from generation import admission
from generation.admission import Brief
from generation.engines import catalog
from generation.fleet import licences, offices, presence
from generation.models import Attempt, Video
from generation.states import Outcome, Status
from sora_site.celery import app
from tests.generation.processes import until, worker

from .poisoned import SEED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker]
QUEUES = "diffusion,simulation,media,default"
ENTRY = """
[weights.{name}]
family = "ltx2"
source = {folder}
dtype = "float32"
licence = {{ name = "Tiny" }}

[models.{name}]
label = "{name}"
engine = "tests.generation.colour_engine:ColourEngine"
queue = "simulation"
sizes = ["96x64"]
seconds = [1]
styles = ["realistic"]

[models.{name}.diffusion]
weights = "{name}"
steps = 2
max_sequence = 64
"""


@pytest.fixture(autouse=True)
def _quiet_broker():
    _empty()
    yield
    _empty()
    live.client().delete(*(presence._key(what) for what in ("workers", "counts", "alarms")))


def _empty() -> None:
    with app.connection_for_write() as connection, connection.channel() as channel:
        for queue in QUEUES.split(","):
            channel.queue_purge(queue)


@pytest.fixture
def described(tmp_path, settings, monkeypatch, ltx2_folder, sam) -> Path:
    """A catalogue of good weights, and of weights that compute no numbers; both accepted."""
    sick = Path(shutil.copytree(ltx2_folder, tmp_path / "sick"))
    _without_numbers(sick)
    own = tmp_path / "own.toml"
    folders = {"well": ltx2_folder, "sick": sick}
    own.write_text("".join(ENTRY.format(name=n, folder=json.dumps(str(f))) for n, f in folders.items()))
    settings.WORK_DIR, settings.MEDIA_ROOT, settings.DATA_DIR = (
        tmp_path / "work",
        tmp_path / "media",
        tmp_path,
    )
    monkeypatch.setenv("SORA_CATALOG", str(own))
    catalog.models.cache_clear()
    catalog.weights.cache_clear()
    for name in folders:
        licences.accept(name, sam)
    yield own
    catalog.models.cache_clear()
    catalog.weights.cache_clear()


def _without_numbers(folder: Path) -> None:
    """Whole files of the right class, in which each number of the transformer is none."""
    import torch
    from safetensors.torch import load_file, save_file

    path = next((folder / "transformer").glob("*.safetensors"))
    save_file({name: torch.full_like(t, float("nan")) for name, t in load_file(path).items()}, path)


def make(person, model: str, seed: int) -> Video:
    asked = Brief(
        prompt="A red ball on a table", model=model, style="realistic", size=(96, 64), seconds=1, seed=seed
    )
    return admission.enqueue(admission.admit(asked, person))[0]


def status(video: Video) -> str:
    return Video.objects.values_list("status", flat=True).get(pk=video.pk)


def test_after_a_lost_device_and_weights_without_numbers_the_next_video_still_renders(
    client, alice, sam, described, tmp_path
):
    note = tmp_path / "poisoned"
    environment = {"POISONED": str(note), "SORA_CATALOG": str(described), "HF_HUB_OFFLINE": "1"}
    with worker("gpu", queues=QUEUES, also="tests.diffusion.poisoned", LEASE_SECONDS="20", **environment):
        until(lambda: offices.can_diffuse(catalog.get("well")) and offices.can_diffuse(catalog.get("sick")))
        sick, unlucky = make(alice, "sick", 1), make(alice, "well", SEED)
        until(lambda: status(sick) == Status.FAILED and status(unlucky) == Status.COMPLETED)
        until(lambda: offices.can_diffuse(catalog.get("well")))
        well = make(alice, "well", 2)
        until(lambda: status(well) == Status.COMPLETED)
        assert {video.shots.get().queue for video in (unlucky, sick, well)} == {"diffusion"}
        alarms = [(alarm.code, alarm.video) for alarm in presence.alarms()]
    sick.refresh_from_db()
    assert (sick.failure_code, bool(sick.folder and sick.file("content.mp4").exists())) == (
        "output_unusable",
        False,
    )
    lost = Attempt.objects.filter(shot__video=unlucky).order_by("number")
    assert [attempt.error_code for attempt in lost] == ["device_lost", ""]
    assert lost[0].worker.endswith(f":{note.read_text()}")
    assert lost[1].worker != lost[0].worker, "a process that lost its device ends"
    assert lost[1].outcome == Outcome.RENDERED
    assert {("device_lost", unlucky.public_id), ("output_unusable", sick.public_id)} == set(alarms)
    sam.is_superuser = True
    sam.save()
    client.force_login(sam)
    page = client.get(reverse("admin:generation_licenceacceptance_changelist")).content.decode()
    assert "device_lost" in page
    assert sick.public_id in page
