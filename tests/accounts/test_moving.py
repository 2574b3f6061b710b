"""Moving in: a copy that was made by one server is taken over by another, and nothing in it is trusted."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse

from accounts import actions, queries
from accounts.family import actions as family
from accounts.models import Block, Export, Moving, MovingState, Person, Upload
from accounts.mydata import export, kinds, moving
from accounts.uploads import actions as uploads
from feed import actions as feed
from feed.models import Mute, Post, Preference, Prepared
from generation.models import Video
from generation.states import Status
from tests.api.films import film
from tests.generation.conftest import _own_folders, _small_models  # noqa: F401 (the fixtures)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def packed(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def rows(*found: object) -> bytes:
    return json.dumps({"kind": "x", "rows": list(found)}).encode()


def bring(person: Person, content: bytes) -> Moving:
    upload = uploads.take_whole(person, "moving", io.BytesIO(content), len(content))
    return moving.bring(person, upload)


def test_what_one_server_copied_another_takes_over(
    alice, bob, charlie, dana, make_person, client_for, tmp_path, settings, monkeypatch
):
    actions.edit_profile(alice, display_name="Alice", bio="I film dogs")
    actions.follow(alice, charlie)
    actions.block(alice, dana)
    feed.wish(alice, "more whales, no cats")
    feed.mute(alice, bob)
    family.set_own(alice, {"discoverable": False, "daily_minutes": 30})
    made = Video.objects.create(
        owner=alice, prompt="A bar moves over a field", model="sora-2", style="realistic", seconds=2,
        width=128, height=72, seed=7, created_at="2026-01-01T00:00Z", status=Status.COMPLETED, progress=100,
        publishable=True, folder="-",
    )  # fmt: skip
    made.folder = f"videos/{made.public_id}/x"
    made.save()
    folder = Path(settings.MEDIA_ROOT) / made.folder
    folder.mkdir(parents=True)
    film(folder / "content.mp4")
    feed.publish(alice, made, caption="My bar, in the wind", allow_remix=False)
    Export.objects.create(person=alice)
    assert export.make_next() == "ready"
    copy = Export.objects.get().path.read_bytes()

    monkeypatch.setattr("generation.footage._check_faces", lambda _stills, _person: None)
    new = make_person("alice_again")
    bring(new, copy)
    assert moving.take_next() == "taken"
    row = Moving.objects.get()
    new.refresh_from_db()
    assert (new.display_name, new.bio) == ("Alice", "I film dogs")
    assert queries.is_following(new, charlie)
    assert not queries.is_following(bob, new), "who followed there is not here by that"
    assert Block.objects.filter(blocker=new, blocked=dana).exists()
    assert Mute.objects.filter(person=new, muted=bob).exists()
    assert {wish.phrase for wish in Preference.objects.filter(person=new)} == {"whales", "cats"}
    assert (new.own_rules.discoverable, new.own_rules.daily_minutes) == (False, 30)
    moved = Video.objects.get(owner=new)
    assert moved.prompt.startswith("A bar moves")
    assert moved.status == Status.QUEUED
    assert not Post.objects.filter(author=new).exists(), "nothing is published by moving"
    Video.objects.filter(pk=moved.pk).update(
        status=Status.COMPLETED, progress=100, publishable=True, folder="-"
    )
    form = client_for(new).get(reverse("publish", args=[moved.public_id])).context["form"]
    assert (form["caption"].value(), form["allow_remix"].value()) == ("My bar, in the wind", False)
    assert row.state == MovingState.DONE
    assert row.told["videos"] == 1
    assert not Upload.objects.exists()
    assert list((tmp_path / "uploads").iterdir()) == []
    bring(new, copy)
    moving.take_next()
    assert Video.objects.filter(owner=new).count() == 1, "once"
    moved.refresh_from_db()
    feed.publish(new, moved, caption="Still my bar")
    assert not Prepared.objects.exists()


BOMB = b'{"rows": [' + b" " * 30_000_000 + b"]}"


@pytest.mark.parametrize(
    "content",
    [
        b"no zip",
        packed(("index.html", b"x")),
        packed(("../data/profile.json", rows({"bio": "x"}))),
        packed(("data/profile.json", BOMB)),
        packed(("data/profile.json", rows({})))[:-20],
        packed(("data/profile.json", rows()), ("data/follows.json", b'{"rows": [{"a": ')),
    ],
    ids=["no zip", "no copy", "path", "bomb", "cut", "cut json"],
)
def test_what_is_no_copy_leaves_nothing_behind(alice, client_for, content, tmp_path):
    bring(alice, content)
    assert moving.take_next() == "failed"
    assert not Upload.objects.exists()
    assert list((tmp_path / "uploads").iterdir()) == []
    assert "is no copy" in client_for(alice).get(reverse("my_data")).content.decode()


def test_rows_that_lie_change_nothing_that_they_may_not(alice, bob, dana):
    hostile = {
        "username": "admin", "is_staff": True, "is_superuser": True, "plan": "pro",
        "birth_date": "1950-01-01",
        "email": "evil@example.org", "display_name": ["x"], "bio": {"a": 1},
    }  # fmt: skip
    content = packed(
        ("data/profile.json", rows(hostile)),
        (
            "data/limits.json",
            rows({"person": "bob", "daily_minutes": -3, "chat_history": True, "comments": "no"}),
        ),
        (
            "data/follows.json",
            rows({"follower": 3, "followed": None}, "x", {"follower": "a", "followed": "dana"}),
        ),
        ("data/wishes-for-the-feed.json", rows({"phrase": "x" * 900, "weight": 1e9}, {"phrase": None})),
        ("data/videos.json", rows({"public_id": "../../x", "prompt": 1})),
        ("files/videos/../../x/content.mp4", b"x"),
    )
    for person in (alice, dana):
        before = (person.username, person.is_staff, person.plan, person.birth_date, person.email)
        bring(person, content)
        moving.take_next()
        person.refresh_from_db()
        assert (person.username, person.is_staff, person.plan, person.birth_date, person.email) == before
        assert not person.is_superuser
    assert not Video.objects.exists()
    assert not Preference.objects.filter(person=dana).exists(), "a teen has no feed of their own"
    (wish,) = Preference.objects.filter(person=alice)
    assert (len(wish.phrase), wish.weight) == (80, 2.0)


def test_one_copy_at_a_time(alice):
    bring(alice, packed(("data/profile.json", rows())))
    with pytest.raises(moving.refusals.MovingBusy):
        bring(alice, packed(("data/profile.json", rows())))
    assert {kind.name for kind in kinds.kinds() if kind.bring} >= {"profile", "videos", "follows"}
