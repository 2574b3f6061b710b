"""An export of earlier creations becomes a library: what it says is kept, what is hostile does nothing."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import av
import numpy as np
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from generation import quota, releasing, worker
from generation.library import archive, taking
from generation.library.archive import ArchiveUnreadable
from generation.library.models import Creation, CreationStatus, LibraryImport
from generation.models import Video
from generation.refusals import LibraryBusy, LibraryUnreadable, NotYours
from generation.states import Status


@pytest.fixture(scope="module")
def film() -> bytes:
    """One second of moving colours."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for number in range(30):
            picture = np.zeros((64, 96, 3), np.uint8)
            picture[:, number * 3 % 96 :] = (200, 90, 30)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture)):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return out.getvalue()


def zipped(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in members.items():
            writer.writestr(name, content)
    return out.getvalue()


NOTES = {
    "tasks": [
        {
            "id": "task_1", "prompt": "A paper boat on a pond", "folder": {"name": "Boats"}, "seed": 77,
            "created_at": "2025-02-03T10:00:00Z",
            "generations": [
                {"id": "gen_a", "filename": "videos/gen_a.mp4", "favorite": True},
                {"id": "gen_b", "seed": "78"},
            ],
        },
        {"id": "gen_c", "prompt": "A kite", "folders": ["Wind"], "created_at": 1738000000},
    ]
}  # fmt: skip


def export(film: bytes) -> bytes:
    return zipped(
        {
            "generations.json": json.dumps(NOTES),
            "videos/gen_a.mp4": film,
            "videos/gen_b.mp4": film,
            "videos/gen_c.mp4": film,
            "Old things/a-red-balloon.mp4": film,
        }
    )


def entries(content: bytes, tmp_path: Path) -> dict[str, archive.Entry]:
    path = tmp_path / "export.zip"
    path.write_bytes(content)
    return {Path(entry.member).stem: entry for entry in archive.entries(path)}


def test_what_an_export_says_of_each_clip_is_read(film, tmp_path):
    found = entries(export(b"film"), tmp_path)
    boat, other, kite, balloon = (found[name] for name in ("gen_a", "gen_b", "gen_c", "a-red-balloon"))
    assert (boat.words, boat.folder, boat.favourite, boat.seed, boat.batch, boat.variant) == (
        "A paper boat on a pond", "Boats", True, 77, "task_1", 0,
    )  # fmt: skip
    assert (other.seed, other.favourite, other.batch, other.variant) == (78, False, "task_1", 1)
    assert boat.made_at is not None
    assert boat.made_at.year == 2025
    assert (kite.words, kite.folder, kite.seed) == ("A kite", "Wind", None)
    assert (balloon.words, balloon.folder) == ("a red balloon", "Old things"), "nothing is said of it"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"PK nonsense", "no zip"),
        (b"", "no zip"),
        (zipped({"notes.json": "{}"}), "no video"),
        (zipped({"__MACOSX/a.mp4": b"x", ".hidden.mp4": b"x"}), "no video"),
    ],
)
def test_what_is_no_export_is_refused(content, word, tmp_path):
    with pytest.raises(ArchiveUnreadable, match=word):
        entries(content, tmp_path)


def test_names_that_lead_out_of_the_zip_lead_nowhere(tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(zipped({"../../../../tmp/evil.mp4": b"x", "/etc/evil.mp4": b"y", "C:\\evil.mp4": b"z"}))
    before = set(tmp_path.rglob("*"))
    for entry in archive.entries(path):
        assert "evil" in entry.words
        with archive.clip(path, entry.member) as stream:
            assert len(stream.read()) == 1
    assert set(tmp_path.rglob("*")) == before, "nothing was unpacked"


def test_broken_deep_and_huge_notes_are_passed_over(monkeypatch, tmp_path):
    monkeypatch.setattr(archive, "MOST_NOTE_BYTES", 2000)
    deep = "[" * 200 + "]" * 200
    notes = {
        "a.json": "{not json",
        "b.json": deep,
        "c.json": b"\xff\xfe\x00",
        "d.json": json.dumps(["x"] * 2000),
    }
    notes["e.json"] = json.dumps([{"file": "film.mp4", "seed": -5, "created_at": "yesterday", "prompt": 7}])
    found = entries(zipped({**notes, "film.mp4": b"x"}), tmp_path)
    assert found["film"] == archive.Entry("film.mp4", "film")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "file", "prompt", "folder", "folders", "seed", "generations", "variant", "x"]
                ),
                inner,
                max_size=6,
            )
        ),
        max_leaves=20,
    )
)
def test_no_json_whatever_stops_the_reading(document):
    clips = {"a.mp4": None}
    told: dict[str, archive.Entry] = {}
    for said in archive._walked(document, {}, 0):
        archive._tell(said, clips, told)
    assert set(told) <= set(clips)


@pytest.mark.django_db(transaction=True)
def test_each_clip_becomes_a_playable_video_that_costs_nothing(client, film, alice, bob):
    client.force_login(alice)
    sent = io.BytesIO(export(film))
    sent.name = "sora export.zip"
    assert client.post(reverse("library"), {"export": sent}).status_code == 302
    row = LibraryImport.objects.get(owner=alice)
    assert row.file.stat().st_mode & 0o077 == 0
    with pytest.raises(LibraryBusy):
        taking.receive(alice, io.BytesIO(b"PK"), "x.zip")
    assert "about to be read" in client.get(reverse("library_progress")).content.decode()
    assert taking.take_over(120) == taking.AT_ONCE, "the fourth waits until one of the three is ready"
    assert "3 of 4 taken over" in client.get(reverse("library_progress")).content.decode()
    assert quota.quota_of(alice).used == quota.quota_of(alice).spent == 0
    while worker.render_next("simulation") == "rendered":
        assert releasing.release_next() == "completed"
    assert taking.take_over(120) == 1
    row.refresh_from_db()
    assert row.finished_at
    assert not row.file.exists()
    boat = Creation.objects.get(member="videos/gen_a.mp4")
    assert boat.video.status == Status.COMPLETED
    assert (boat.video.seed, boat.video.prompt) == (77, "A paper boat on a pond")
    page = client.get(reverse("library")).content.decode()
    assert f"?remix={boat.video.public_id}" in page
    assert "Boats (2)" in page
    assert "seed 77" in page
    assert "A kite" not in client.get(reverse("library") + "?folder=Boats").content.decode()
    assert client.get(boat.video.get_absolute_url()).status_code == 200
    assert client.get(reverse("create") + f"?remix={boat.video.public_id}").status_code == 200
    client.force_login(bob)
    assert "paper boat" not in client.get(reverse("library")).content.decode()
    assert client.post(reverse("library_favourite", args=[boat.pk])).status_code == 404
    with pytest.raises(NotYours):
        taking.set_favourite(bob, boat, on=False)


@pytest.mark.django_db(transaction=True)
def test_what_the_gates_refuse_stays_out_with_its_reason(client, film, alice, settings):
    content = zipped({"broken.mp4": b"this is no film" * 50, "a-naked-child.mp4": film})
    row = taking.receive(alice, io.BytesIO(content), "../../evil.zip")
    assert row.name == "evil.zip"
    taking.take_over(120)
    states = dict(Creation.objects.values_list("member", "status"))
    assert states == {"broken.mp4": CreationStatus.REFUSED, "a-naked-child.mp4": CreationStatus.REFUSED}
    assert all(Creation.objects.values_list("reason", flat=True))
    assert not Video.objects.exists()
    client.force_login(alice)
    assert "What was not taken over" in client.get(reverse("library")).content.decode()


@pytest.mark.django_db
def test_what_is_no_zip_is_refused_before_it_is_kept(client, alice, settings):
    client.force_login(alice)
    sent = io.BytesIO(b"MZ not a zip")
    sent.name = "export.zip"
    answer = client.post(reverse("library"), {"export": sent})
    assert answer["X-Refusal"] == "library_unreadable"
    assert not LibraryImport.objects.exists()
    assert not list((Path(settings.WORK_DIR) / "libraries").glob("*"))
    with pytest.raises(LibraryUnreadable):
        taking.receive(alice, io.BytesIO(b""), "x.zip")


@pytest.mark.django_db
def test_stopping_keeps_what_was_taken_and_forgetting_removes_the_rest(client, film, alice):
    row = taking.receive(alice, io.BytesIO(export(film)), "x.zip")
    taking.take_over(0)
    assert row.creations.count() == 4
    client.force_login(alice)
    client.post(reverse("library_stop"))
    row.refresh_from_db()
    assert row.finished_at
    assert not row.creations.exists()
    assert taking.forget(alice) == 0
    assert not LibraryImport.objects.exists()
