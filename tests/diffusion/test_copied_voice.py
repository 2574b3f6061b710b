"""A trained voice copies that of somebody who let it: from the sealed recording, asked at each gate."""

from __future__ import annotations

import io
import json
import wave

import numpy as np
import pytest
from django.urls import reverse

from accounts import clock
from cameo import vault, voice_sample
from cameo.models import Access, Cameo, Challenge, Recording, RecordingState
from generation import admission, dispatch, releasing, starring, worker
from generation.admission import Brief
from generation.engines import catalog
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.sound.dialogue import perform
from generation.models import Appearance, Shot
from generation.states import Status
from tests.cameo.films import Film

from .test_voices import recording, use

__all__ = ["use"]
pytestmark = pytest.mark.django_db(transaction=True)
SAYS = '@alice says "good morning everybody"'


@pytest.fixture
def cameo(alice, settings, tmp_path) -> Cameo:
    """Alice's cameo with the recording it is of: a tone, as nobody's voice is needed."""
    settings.DATA_DIR = tmp_path
    made = Cameo.objects.create(
        owner=alice, access=Access.EVERYONE, verified_at=clock.now(), voice={"voice": "high"}
    )
    tone = np.sin(np.arange(3 * 48_000) / 48_000 * 2 * np.pi * 220).astype(np.float32) * 0.3
    frames = np.zeros((36, 48, 48, 3), np.uint8)
    asked = Challenge.objects.create(person=alice, digits="472951", turns=["left", "right"])
    Recording.objects.create(
        person=alice, challenge=asked, state=RecordingState.PASSED,
        file=vault.seal(Film(frames, tone).encoded()),
    )  # fmt: skip
    return made


@pytest.fixture
def place(use, monkeypatch, settings, tmp_path):
    """A deployment whose voice copies, beside a quick engine that speaks no line by itself."""
    folder = use("speecht5")
    own = tmp_path / "own.toml"
    own.write_text(
        f'[voices.tiny]\nkind = "speecht5"\nsource = {json.dumps(str(folder))}\n'
        'licence = { name = "none" }\n'
        '[models.colour]\nlabel = "Colour"\nengine = "tests.generation.colour_engine:ColourEngine"\n'
        'queue = "simulation"\nsizes = ["64x36"]\nseconds = [1]\nstyles = ["realistic"]\n'
    )
    monkeypatch.setattr(dispatch, "ring", lambda _queue: True)
    settings.WORK_DIR, settings.MEDIA_ROOT = tmp_path / "work", tmp_path / "media"
    catalog.models.cache_clear()
    yield folder
    catalog.models.cache_clear()


def asked(person) -> Shot:
    brief = Brief(prompt=SAYS, model="colour", style="realistic", size=(64, 36), seconds=1, seed=7)
    return admission.enqueue(admission.admit(brief, person))[0].shots.get()


def test_a_voice_is_copied_only_where_its_owner_let_a_trained_voice_copy_it(cameo, alice, bob):
    assert voice_sample.of("alice", alice) == b"", "a cameo alone lends its pitch"
    Cameo.objects.update(voice_copy=True)
    with wave.open(io.BytesIO(voice_sample.of("alice", alice))) as heard:
        assert (heard.getnchannels(), heard.getframerate()) == (1, 16_000)
        assert heard.getnframes() > 2.5 * 16_000
    assert voice_sample.of("alice", bob) == b"", "the face is everybody's, the voice is not"
    Cameo.objects.update(voice_access=Access.EVERYONE)
    assert voice_sample.of("alice", bob)
    Cameo.objects.update(revoked_at=clock.now())
    assert voice_sample.of("alice", bob) == voice_sample.of("alice", alice) == b""


def test_the_line_is_spoken_in_the_voice_of_the_recording_and_nobody_elses(use):
    play = read_prompt(
        'A woman says "good morning" and a man says "hello"', seconds=4.0, style="realistic", seed=1
    )
    shot = play.shots[0]
    labels = [play.actor(line.speaker).label for line in shot.lines]
    assert len(set(labels)) == 2
    use("speecht5")

    def spoken(**voices):
        return [part.samples for _, _, part in perform(play, shot, 4.0, 24, 96, 1, **voices).lines]

    plain, again = spoken(), spoken(voices={labels[0]: recording(220)})
    assert not np.array_equal(plain[0][:1000], again[0][:1000])
    assert np.array_equal(plain[1], again[1])


def test_a_worker_gets_the_sample_of_who_agreed_and_leaves_none_behind(cameo, place, alice, bob, tmp_path):
    Cameo.objects.update(voice_copy=True)
    for person, voiced in ((alice, True), (bob, False)):
        shot = asked(person)
        assert Appearance.objects.get(video=shot.video).voiced is voiced
        request = worker._request(shot, tmp_path / f"work-{person.username}")
        assert list(request.voices) == (["@alice"] if voiced else [])
        assert list(request.workdir.iterdir()) == []
        assert "RIFF" not in repr(request)
    (place / "speaker").rename(place / "away")
    assert starring.voices(asked(alice).video) == {}, "a voice that cannot copy is given nothing"


def test_a_copied_voice_that_is_taken_back_is_not_released(cameo, place, alice, bob):
    Cameo.objects.update(voice_copy=True, voice_access=Access.EVERYONE)
    kept, late = asked(bob), asked(bob)
    for _ in (kept, late):
        assert worker.render_next("simulation") == "rendered"
    Shot.objects.filter(pk=late.pk).update(
        result={**Shot.objects.get(pk=late.pk).result, "copied": ["@alice"]}
    )
    Cameo.objects.update(voice_access=Access.ONLY_ME)
    assert sorted([releasing.release_next(), releasing.release_next()]) == ["blocked", "completed"]
    late.video.refresh_from_db()
    kept.video.refresh_from_db()
    assert (late.video.status, late.video.failure_code) == (Status.BLOCKED, "cameo_consent_missing")
    assert kept.video.status == Status.COMPLETED, "nobody's voice was copied for it"


def test_the_page_of_the_cameo_asks_for_it_and_it_is_off_until_then(cameo, client, alice):
    client.force_login(alice)
    page = client.get(reverse("cameo")).content.decode()
    assert 'name="voice_copy"' in page
    assert not Cameo.objects.get().voice_copy
    terms = {"access": "only_me", "voice_access": "only_me", "voice_copy": "on", "restrictions_text": ""}
    client.post(reverse("cameo"), terms)
    assert Cameo.objects.get().voice_copy
    client.post(reverse("cameo"), {name: value for name, value in terms.items() if name != "voice_copy"})
    assert not Cameo.objects.get().voice_copy
