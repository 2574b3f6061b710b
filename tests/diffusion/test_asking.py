"""What a person asks of trained models goes to the weights that can do it, or is refused before the queue."""

from __future__ import annotations

import json

import numpy as np
import pytest
from django.urls import reverse

from generation import admission, overheard, release, releasing, variations, worker
from generation.admission import Brief
from generation.engines import catalog
from generation.engines.diffusion.manifest import Function
from generation.fleet import offices, presence
from generation.made import Made
from generation.models import Shot, Video
from generation.refusals import BadChoice, ModelCannot
from generation.states import Status

from . import fleets

pytestmark = pytest.mark.django_db(transaction=True)

WEIGHTS = """
[weights.{name}]
family = "{family}"
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
def _models(monkeypatch, tmp_path, settings, ltx2_folder, wan_folder, vace_folder, sam):
    folders = {"ltx2": ltx2_folder, "wan": wan_folder, "wan-vace": vace_folder}
    own = tmp_path / "catalog.toml"
    own.write_text(
        "".join(
            WEIGHTS.format(name=family.replace("wan-", ""), family=family, folder=json.dumps(str(folder)))
            for family, folder in folders.items()
        )
    )
    with fleets.ready(own, ("ltx2", "wan", "vace"), sam, settings, monkeypatch):
        yield


def brief(model: str, **changes) -> Brief:
    given = {
        "prompt": "A red ball on a table",
        "style": "realistic",
        "size": (96, 64),
        "seconds": 1,
        "seed": 7,
    }
    return Brief(model=model, **{"seed": 7} | given | changes)


def queue_of(person, asked: Brief) -> str:
    return admission.enqueue(admission.admit(asked, person))[0].shots.get().queue


def finished(person, asked: Brief) -> Video:
    video = admission.enqueue(admission.admit(asked, person))[0]
    assert worker.render_next("diffusion") == "rendered"
    assert releasing.release_next() == "completed"
    video.refresh_from_db()
    return video


def test_simulated_physics_is_asked_for_one_video_and_goes_to_who_can_follow(alice, monkeypatch):
    assert queue_of(alice, brief("wan")) == "diffusion"
    assert queue_of(alice, brief("wan", physics="simulated")) == "simulation", "these weights follow no depth"
    assert queue_of(alice, brief("vace", physics="simulated")) == "diffusion"
    with pytest.raises(BadChoice):
        admission.admit(brief("vace", physics="magic"), alice)
    video = Video.objects.get(model="vace")
    settings = catalog.settings_for(catalog.get("vace"), "diffusion", video.physics)
    assert settings["recipe"].physics == "simulated"
    assert catalog.settings_for(catalog.get("vace"), "diffusion")["recipe"].physics == ""
    assert variations.again(video, submission="x").physics == "simulated", "a retry asks for the same"


def test_a_start_image_goes_to_who_can_begin_with_it(alice):
    picture = _png()
    assert queue_of(alice, brief("ltx2", start_image=picture)) == "diffusion"
    assert queue_of(alice, brief("wan", start_image=picture)) == "simulation"


def _png() -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (96, 64), (10, 120, 200)).save(out, "PNG")
    return out.getvalue()


def test_an_edit_of_a_film_by_weights_is_made_from_its_pictures(alice, monkeypatch):
    video = finished(alice, brief("vace"))
    asked = variations.edit(video, "make it night", mine=True)
    edited = admission.enqueue(admission.admit(asked, alice))[0]
    assert edited.shots.get().queue == "diffusion"
    from generation.engines.diffusion.families.wan import WanVACE

    seen = []
    denoise = WanVACE.denoise

    def watched(self, pipe, order, on_step):
        seen.append(order)
        return denoise(self, pipe, order, on_step)

    monkeypatch.setattr(WanVACE, "denoise", watched)
    assert worker.render_next("diffusion") == "rendered"
    assert seen[0].functions == {Function.REMIX}
    assert seen[0].source.shape[1:] == (64, 96, 3)
    assert np.asarray(seen[0].source).std() > 0


def test_what_the_weights_of_a_film_cannot_do_is_refused_before_the_queue_with_what_they_can(client, alice):
    video = finished(alice, brief("ltx2"))
    count = Video.objects.count()
    asked = variations.edit(video, "make it night", mine=True)
    with pytest.raises(ModelCannot, match=r"make another film anew\. It can: .*go on from a film"):
        admission.admit(asked, alice)
    client.force_login(alice)
    answer = client.post(
        reverse("video_vary", args=[video.public_id]), {"do": "edit", "instruction": "make it night"}
    )
    assert answer["X-Refusal"] == "model_cannot"
    assert "follow the simulation" in answer.content.decode()
    assert Video.objects.count() == count


def test_a_shot_is_taken_anew_by_the_weights_that_made_it(alice):
    video = finished(alice, brief("ltx2"))
    again = admission.enqueue(admission.admit(variations.another(video, 0, seed=9), alice))[0]
    assert again.shots.get().queue == "diffusion"


def test_films_of_weights_are_joined_although_no_worker_is_there(alice):
    videos = [finished(alice, brief("ltx2", seed=seed)) for seed in (1, 2)]
    presence.leave("gpu:1")
    asked = variations.joined(videos)
    joined = admission.enqueue(admission.admit(asked, alice))[0]
    assert joined.status == Status.IN_REVIEW
    assert offices.queue_for(catalog.get("ltx2"), Made(parts=tuple(videos))) == "simulation"
    assert Shot.objects.filter(video=joined, status="queued").count() == 0
    assert {shot.queue for shot in joined.shots.all()} == {"diffusion"}, "who drew it is not forgotten"
    assert not release.material_of(joined, joined.work_folder).computed
    assert not overheard.is_ours(joined)


def test_the_composer_offers_physics_where_there_are_trained_models(client, alice):
    client.force_login(alice)
    page = client.get(reverse("create")).content.decode()
    assert 'name="physics"' in page
    answer = client.post(
        reverse("create"),
        {"prompt": "A red ball on a table", "model": "vace", "style": "realistic", "size": "96x64",
         "seconds": "1", "physics": "simulated", "orientation": "landscape"},
    )  # fmt: skip
    assert answer.status_code == 302
    assert Video.objects.get().physics == "simulated"


def test_an_edit_may_follow_the_simulation_and_forms_offer_it_where_weights_can(client, alice):
    video, silent = finished(alice, brief("vace")), finished(alice, brief("wan"))
    client.force_login(alice)
    address = reverse("video_vary", args=[video.public_id])
    assert 'id="vary-physics-edit"' in client.get(address).content.decode()
    assert "vary-physics" not in client.get(reverse("video_vary", args=[silent.public_id])).content.decode()
    asked = {"do": "edit", "instruction": "make it night", "physics": "simulated"}
    assert client.post(address, asked).status_code == 302
    edited = Video.objects.get(parent=video)
    assert (edited.physics, edited.shots.get().queue) == ("simulated", "diffusion")
    odd = client.post(address, asked | {"physics": "magic", "submission": "other"})
    assert odd["X-Refusal"] == "bad_choice"
    assert Video.objects.filter(parent=video).count() == 1
