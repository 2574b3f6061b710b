"""From a catalogue with tiny weights to a film: licence, presence, routing, failures, metrics, commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import clock, live
from generation import admission, dispatch, reaper, releasing, worker
from generation.admission import Brief
from generation.engines import catalog
from generation.fleet import heart, licences, metrics, offices, presence
from generation.models import LicenceAcceptance, Shot, Video
from generation.refusals import OnlyStaff, WeightsUnknown
from generation.states import Status

pytestmark = pytest.mark.django_db(transaction=True)

CATALOG = """
[weights.tiny]
family = "ltx2"
source = {folder}
dtype = "float32"
licence = {{ name = "Tiny Community Licence", duties = ["Show its name.", "Keep the watermark."] }}

[models.blend]
label = "Blend"
engine = "tests.generation.colour_engine:ColourEngine"
queue = "simulation"
sizes = ["90x60"]
seconds = [1]
styles = ["realistic"]

[models.blend.diffusion]
weights = "tiny"
steps = 2
max_sequence = 64
"""


@pytest.fixture(autouse=True)
def _blend(monkeypatch, tmp_path, settings, ltx2_folder):
    own = tmp_path / "catalog.toml"
    own.write_text(CATALOG.format(folder=json.dumps(str(ltx2_folder))))
    monkeypatch.setenv("SORA_CATALOG", str(own))
    monkeypatch.setenv(heart.QUEUES, "diffusion")
    monkeypatch.setattr(dispatch, "ring", lambda _queue: True)
    settings.WORK_DIR, settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "w", tmp_path / "m", tmp_path
    caches = (catalog.models, catalog.weights)
    for cached in caches:
        cached.cache_clear()
    yield
    heart._heart.clear()
    live.client().delete(presence._key("workers"), presence._key("counts"))
    for cached in caches:
        cached.cache_clear()


@pytest.fixture
def gpu():
    """A worker's line, as its thread would say it."""
    now = clock.now().timestamp()
    made = heart.Heart(presence.Worker("gpu:1", ("diffusion",), now, now), heart._weights)
    heart._heart[:] = [made]
    return made


def make(person) -> Video:
    brief = Brief(
        prompt="A red ball on a table", model="blend", style="realistic", size=(90, 60), seconds=1, seed=7
    )
    return admission.enqueue(admission.admit(brief, person))[0]


def test_without_an_accepted_licence_the_simulation_makes_the_film(alice, gpu):
    gpu.beat()
    assert "licence" in presence.workers()[0].unusable["tiny"]
    assert make(alice).shots.get().queue == "simulation"


def test_with_licence_and_worker_the_weights_make_it_from_words_to_file(alice, sam, gpu, settings):
    licences.accept("tiny", sam)
    gpu.beat()
    video = make(alice)
    assert video.shots.get().queue == "diffusion"
    assert worker.render_next("diffusion") == "rendered"
    assert releasing.release_next() == "completed"
    video.refresh_from_db()
    assert video.status == Status.COMPLETED
    assert (Path(settings.MEDIA_ROOT) / video.folder / "content.mp4").stat().st_size > 1000
    assert video.report["shots"][0]["diffusion"]["weights"] == "tiny"
    told = presence.workers()[0]
    assert (told.done, told.alarm, told.job) == (1, "", "")
    assert presence.counts()["attempts:diffusion:rendered"] == 1


def test_what_a_trained_model_made_is_only_gone_on_from_by_it(alice, sam, gpu):
    from generation import variations
    from generation.refusals import ModelAway

    licences.accept("tiny", sam)
    gpu.beat()
    video = make(alice)
    worker.render_next("diffusion")
    releasing.release_next()
    video.refresh_from_db()
    asked = variations.extension(video, "It rolls away", 4)
    presence.leave("gpu:1")
    with pytest.raises(ModelAway):
        admission.enqueue(admission.admit(asked, alice))
    gpu.beat()
    longer = admission.enqueue(admission.admit(asked, alice))[0]
    assert list(longer.shots.order_by("index").values_list("queue", "continues")) == [
        ("diffusion", False),
        ("diffusion", True),
    ]
    assert worker.render_next("diffusion") == "rendered"
    assert releasing.release_next() == "completed"


def test_a_silent_worker_gets_no_new_shots(alice, sam, gpu):
    licences.accept("tiny", sam)
    gpu.beat()
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        assert not offices.can_diffuse(catalog.get("blend"))
        assert make(alice).shots.get().queue == "simulation"


def test_what_waits_for_a_worker_that_went_goes_to_the_other_engine(alice, sam, gpu):
    licences.accept("tiny", sam)
    gpu.beat()
    video = make(alice)
    presence.leave("gpu:1")
    assert reaper.reap()["rerouted"] == 0, "a worker that starts anew is waited for"
    with time_machine.travel(clock.now() + timedelta(minutes=3), tick=False):
        assert reaper.reap()["rerouted"] == 1
    assert video.shots.get().queue == "simulation"


def test_only_staff_take_duties_on_and_other_duties_ask_again(alice, sam, gpu, monkeypatch):
    with pytest.raises(OnlyStaff):
        licences.accept("tiny", alice)
    with pytest.raises(WeightsUnknown):
        licences.accept("huge", sam)
    row = licences.accept("tiny", sam)
    assert licences.accept("tiny", sam) == row
    weights = catalog.weights()["tiny"]
    assert licences.is_accepted("tiny", weights)
    heavier = weights.licence.model_copy(update={"duties": ("Pay.",)})
    assert not licences.is_accepted("tiny", weights.model_copy(update={"licence": heavier}))
    licences.withdraw("tiny", sam)
    assert not licences.is_accepted("tiny", weights)
    assert LicenceAcceptance.objects.get().withdrawn_at


def test_damaged_weights_raise_an_alarm_and_fail_only_their_video(alice, sam, gpu, ltx2_folder, tmp_path):
    licences.accept("tiny", sam)
    gpu.beat()
    video = make(alice)
    moved = ltx2_folder / "vae"
    moved.rename(tmp_path / "vae")
    try:
        assert worker.render_next("diffusion") == "failed: weights_unusable"
        gpu.beat()
    finally:
        (tmp_path / "vae").rename(moved)
    video.refresh_from_db()
    assert (video.status, video.failure_code) == (Status.FAILED, "weights_unusable")
    told = presence.workers()[0]
    assert told.alarm == "weights_unusable"
    assert "vae" in told.unusable["tiny"]
    assert make(alice).shots.get().queue == "simulation"


def test_metrics_are_for_whoever_has_the_token(client, alice, sam, gpu, monkeypatch):
    address = reverse("metrics")
    assert client.get(address).status_code == 404
    monkeypatch.setenv(metrics.TOKEN, "secret")
    assert client.get(address, headers={"authorization": "Bearer wrong"}).status_code == 404
    licences.accept("tiny", sam)
    gpu.beat()
    make(alice)
    presence.add({"stage:diffusion:render": 2.5})
    text = client.get(address, headers={"authorization": "Bearer secret"}).content.decode()
    assert 'sora_queue_waiting{queue="diffusion"} 1.0' in text
    assert 'sora_stage_seconds_total{queue="diffusion",stage="render"} 2.5' in text
    assert 'sora_worker_up{queues="diffusion",worker="gpu:1"} 1.0' in text
    assert "sora_device_memory_free_bytes" in text
    assert "alice" not in text


def test_every_line_of_the_metrics_is_one_that_prometheus_reads(client, alice, sam, gpu, monkeypatch):
    from prometheus_client.parser import text_string_to_metric_families

    monkeypatch.setenv(metrics.TOKEN, "secret")
    licences.accept("tiny", sam)
    gpu.beat()
    make(alice)
    assert worker.render_next("diffusion") == "rendered"
    make(alice)
    presence.sound("gpu:1", "device_lost", "vid", "diffusion")
    presence.add({'voice:diffusion:an "odd" name\\': 2})
    answer = client.get(reverse("metrics"), headers={"authorization": "Bearer secret"})
    found = {family.name: family for family in text_string_to_metric_families(answer.content.decode())}
    told = [family.name for family in metrics.Fleet().collect()]
    assert sorted(found) == sorted(told), "each family is there, whether something was counted or not"
    assert all(family.documentation and family.type in {"gauge", "counter"} for family in found.values())
    samples = {(s.name, *sorted(s.labels.items())): s.value for f in found.values() for s in f.samples}
    assert len(samples) == sum(len(family.samples) for family in found.values()), "no line comes twice"
    assert samples["sora_queue_waiting", ("queue", "diffusion")] == 1
    assert samples["sora_attempts_total", ("outcome", "rendered"), ("queue", "diffusion")] == 1
    assert samples["sora_alarms_total", ("code", "device_lost"), ("queue", "diffusion")] == 1
    odd = ("sora_lines_spoken_total", ("queue", "diffusion"), ("voice", 'an "odd" name\\'))
    assert samples[odd] == 2, "quotes and backslashes come through"
    for stage in ("load", "render", "decode", "encode"):
        assert samples["sora_stage_seconds_total", ("queue", "diffusion"), ("stage", stage)] > 0


def test_cached_steps_and_spoken_lines_are_counted_of_what_was_rendered():
    report = {"diffusion": {"cache": "taylor"}, "wall": {"render": 2}}
    assert worker._tallied("diffusion", report, 0) == {
        "stage:diffusion:render": 2.0,
        "cached:diffusion:taylor": 1.0,
    }
    assert worker._tallied("simulation", {}, 3) == {"voice:simulation:espeak": 3.0}
    assert worker._tallied("simulation", {}, 0) == {}


def test_staff_see_the_fleet_and_decide_about_licences(client, sam, gpu, alice):
    sam.is_superuser = True
    sam.save()
    client.force_login(sam)
    gpu.beat()
    page = reverse("admin:generation_licenceacceptance_changelist")
    shown = client.get(page).content.decode()
    assert "gpu:1" in shown
    assert "Keep the watermark." in shown
    client.post(reverse("admin:generation_licence", args=["tiny", "accept"]))
    assert licences.is_accepted("tiny", catalog.weights()["tiny"])
    gpu.beat()
    assert "Accepted." in client.get(page).content.decode()
    client.force_login(alice)
    assert client.get(page).status_code == 302


def test_the_command_lists_checks_accepts_and_warms(sam, gpu, capsys, tmp_path):
    call_command("models", "list")
    assert "waits for its licence" in capsys.readouterr().out
    call_command("models", "accept", "tiny", "--as", sam.username)
    gpu.beat()
    call_command("models", "list")
    assert "diffusion with tiny (now)" in capsys.readouterr().out
    call_command("models", "check")
    assert "✓ tiny: LTX2Pipeline" in capsys.readouterr().out
    call_command("models", "warm", "tiny")
    assert "steps:" in capsys.readouterr().out
    with pytest.raises(CommandError, match="known are tiny"):
        call_command("models", "check", "other")
    with pytest.raises(CommandError, match="folder of this machine"):
        call_command("models", "download", "tiny")


def test_a_process_that_lost_its_device_ends_after_its_row_was_told(alice, sam, gpu, monkeypatch):
    licences.accept("tiny", sam)
    gpu.beat()
    video = make(alice)
    exits = []
    monkeypatch.setattr(os, "_exit", exits.append)
    from generation.engines.diffusion.families.ltx2 import LTX2

    def broken(*_: object) -> None:
        raise RuntimeError("CUDA error: unspecified launch failure")

    monkeypatch.setattr(LTX2, "denoise", broken)
    assert worker.render_next("diffusion") == "failed: device_lost"
    assert exits == [worker.EXIT_POISONED]
    assert Shot.objects.get(video=video).status == "queued", "another process tries again"


def test_the_web_process_never_loads_torch():
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE']='sora_site.settings'; django.setup(); "
        "import sora_site.urls, generation.fleet.admin, generation.fleet.metrics, generation.admission; "
        "sys.exit(bool({'torch', 'diffusers', 'transformers'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
