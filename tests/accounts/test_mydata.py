"""What is kept about people: all of it told, a whole copy, and an end after which nothing is left."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
import redis
import time_machine
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions, clock, consents
from accounts.models import AuditEvent, Export, Moving, Person, TimeSpent
from accounts.mydata import errands, export, kinds, leaving, retention
from accounts.mydata.views import signed
from accounts.notices import telling
from accounts.uploads import actions as uploads
from feed import actions as feed_actions
from feed import finding, lists, readers, shelf
from feed.direct import actions as direct
from feed.models import ChatTopic, Comment, Post, Seen, Visibility
from generation.api import keys
from generation.api.models import Delivery, Endpoint, Try
from generation.library.models import Creation, LibraryImport
from generation.models import Video
from generation.states import Status
from moderation import reports
from moderation.models import Appeal, Case, Decision, Note, SecondLook, Statement
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

# Foreign keys to people that no kind holds, each with its reason.
TOLD_OTHERWISE = {
    "admin.LogEntry.user": "what staff did to others, in Django's own words",
    "mfa.Authenticator.user": "secrets; the page of passkeys lists them",
    "account.EmailConfirmation.email_address": "",
    "accounts.Person.invited_by": "part of the account's own row",
    "accounts.InviteBatch.created_by": "staff's work",
    "accounts.Block.blocked": "who blocked somebody is not told to them",
    "accounts.Person_groups.person": "staff's rights",
    "accounts.Person_user_permissions.person": "staff's rights",
    "moderation.Report.subject": "who reported somebody is not told to them",
    "moderation.Report.decided_by": "staff's work",
    "moderation.Case.taken_by": "staff's work",
    "moderation.Case.first_by": "staff's work",
    "moderation.Case.decided_by": "staff's work",
    "moderation.Note.by": "staff's work",
    "moderation.Statement.by": "staff's work",
    "moderation.Appeal.first_by": "staff's work",
    "moderation.Appeal.decided_by": "staff's work",
    "moderation.SecondLook.decided_by": "staff's work",
    "moderation.Watch.made_by": "staff's work",
    "accounts.AgeDoubt.decided_by": "staff's work",
    "generation.Transition.actor": "told with the videos that it happened to",
    "generation.LicenceAcceptance.accepted_by": "staff's work",
    "generation.Allowance.made_by": "staff's work",
    "feed.Comment.removed_by": "part of the comment's row",
    "accounts.Notice.actor": "told to the one it was told to, as a handle",
    "feed.Conversation.first": "one's seat in it is told",
    "feed.Conversation.second": "one's seat in it is told",
    "feed.Seat.other": "whose seat faces one is told by one's own",
    "feed.WeightsVersion.made_by": "staff's work",
    "feed.Mute.muted": "who muted somebody is not told to them",
}


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.WORK_DIR, settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "w", tmp_path / "m", tmp_path


@pytest.fixture
def film(settings):
    """`film(alice)`: a finished video of hers, with files."""

    def make(person: Person, prompt: str = "A dog runs") -> Video:
        video = Video.objects.create(
            owner=person, prompt=prompt, model="sora-2", style="realistic", seconds=4, width=64, height=36,
            seed=1, created_at=clock.now(), status=Status.COMPLETED, progress=100, publishable=True,
            folder="-",
        )  # fmt: skip
        video.folder = f"videos/{video.public_id}/abc"
        video.save()
        folder = Path(settings.MEDIA_ROOT) / video.folder
        folder.mkdir(parents=True)
        (folder / "content.mp4").write_bytes(b"a film of @" + person.username.encode())
        video.work_folder.mkdir(parents=True)
        (video.work_folder / "scrap").write_text("scrap")
        return video

    return make


def share(person: Person, video: Video) -> Post:
    return Post.objects.create(author=person, video=video, visibility=Visibility.PUBLIC, caption="look")


def test_every_row_that_points_at_a_person_is_told_or_has_a_reason_not_to_be():
    told = set()
    person = Person(pk=1, username="x")
    for kind in kinds.kinds():
        rows = kind.rows(person)
        where = str(rows.query)
        for column in rows.model._meta.concrete_fields:
            if column.is_relation and column.related_model is Person and f'"{column.column}" = 1' in where:
                told.add(f"{rows.model._meta.label}.{column.name}")
    every = {
        f"{field.model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Person
    }
    assert every - told - set(TOLD_OTHERWISE) == set()


def test_the_page_tells_each_kind_with_what_it_is_for(client, alice, film):
    share(alice, film(alice))
    TimeSpent.objects.create(person=alice, day=clock.today(), seconds=60)
    client.force_login(alice)
    page = client.get(reverse("my_data")).content.decode()
    for kind in kinds.kinds():
        assert str(kind.label) in page.replace("&#x27;", "'")
    assert "kept for 90 days" in page
    assert reverse("my_data") in client.get(reverse("settings")).content.decode()


def test_a_copy_holds_everything_and_nothing_secret(client, alice, bob, film):
    video = film(alice, "A dog runs through the rain")
    post = share(alice, video)
    feed_actions.comment(bob, post, "Lovely")
    client.force_login(alice)
    client.post(reverse("my_data_copy"))
    assert export.make_next() == "ready"
    page = client.get(reverse("my_data")).content.decode()
    address = re.search(r'href="(/settings/data/copy/[^"]+)"', page)[1]
    response = client.get(address)
    target = Path(export.models.folder()) / "fetched.zip"
    target.write_bytes(b"".join(response.streaming_content))
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        assert {f"data/{kind.name}.json" for kind in kinds.kinds()} | {"index.html"} <= names
        assert archive.read(f"files/videos/{video.public_id}/content.mp4") == b"a film of @alice"
        assert (
            json.loads(archive.read("data/videos.json"))["rows"][0]["prompt"] == "A dog runs through the rain"
        )
        assert json.loads(archive.read("data/profile.json"))["rows"][0]["username"] == "alice"
        whole = b"".join(archive.read(name) for name in names if name.endswith((".json", ".html"))).decode()
    assert "A dog runs through the rain" in whole
    assert alice.password not in whole
    assert "bob@example.org" not in whole
    assert AuditEvent.objects.filter(actor=alice, verb="data.exported").exists()


def test_a_copy_is_for_its_owner_for_a_day_and_one_a_day(client, alice, bob):
    client.force_login(alice)
    client.post(reverse("my_data_copy"))
    client.post(reverse("my_data_copy"))
    assert Export.objects.count() == 1
    export.make_next()
    address = reverse("my_data_fetch", args=[signed(Export.objects.get())])
    client.force_login(bob)
    assert client.get(address).status_code == 302
    client.force_login(alice)
    assert client.get(reverse("my_data_fetch", args=["x" + signed(Export.objects.get())])).status_code == 302
    assert client.get(address).status_code == 200
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        client.force_login(alice)
        assert client.get(address).status_code == 302
        client.post(reverse("my_data_copy"))
        assert Export.objects.count() == 2


def test_whom_one_follows_is_a_signal_with_a_switch_and_off_it_is_not_read(client, alice, bob):
    """Off means that the ranker asks nothing of it; the page of people one follows still shows them."""
    actions.follow(alice, bob)
    client.force_login(alice)
    page = client.get(reverse("my_data")).content.decode()
    assert 'name="signal" value="follows"' in page
    assert readers.reader_of(alice).followed == {bob.pk}
    client.post(reverse("signal"), {"signal": "follows", "on": "0"})
    with CaptureQueriesContext(connection) as asked:
        assert readers.reader_of(alice).followed == frozenset()
    rows = kinds.kind("follows").rows(alice)
    assert not [query for query in asked if rows.model._meta.db_table in query["sql"]]
    assert rows.exists()


def test_a_copy_that_fails_says_so_and_can_be_asked_for_again(client, alice, monkeypatch):
    client.force_login(alice)
    client.post(reverse("my_data_copy"))
    monkeypatch.setattr(export, "render_to_string", lambda *_: 1 / 0)
    assert export.make_next() == "failed"
    assert not list(export.models.folder().glob("*.part"))
    assert "could not be made" in client.get(reverse("my_data")).content.decode()
    client.post(reverse("my_data_copy"))
    assert Export.objects.count() == 2


def test_one_kind_alone_can_be_deleted_after_asking_who_it_is(client, alice, film, bob):
    post = share(bob, film(bob))
    Seen.objects.create(person=alice, post=post)
    client.force_login(alice)
    assert client.get(reverse("my_data_forget", args=["seen"])).status_code == 302, "who is it?"
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("my_data_forget", args=["seen"]))
    assert "1 entry" in page.content.decode()
    client.post(reverse("my_data_forget", args=["seen"]))
    assert not Seen.objects.exists()
    client.post(reverse("my_data_forget", args=["profile"]))
    assert Person.objects.filter(pk=alice.pk).exists()


def test_leaving_hides_at_once_and_coming_back_brings_all_of_it_back(client, alice, bob, film, mailoutbox):
    from accounts import gate
    from accounts.mydata.refusals import AccountLeaving, HandleDiffers

    post = share(alice, film(alice))
    with pytest.raises(HandleDiffers):
        leaving.leave(alice, "bob")
    leaving.leave(alice, "@Alice")
    assert not Post.objects.visible_to(bob).exists()
    assert not Video.objects.visible_to(bob).exists()
    assert not Person.objects.visible_to(bob).filter(pk=alice.pk).exists()
    assert not gate.can_see(bob, alice)
    client.force_login(bob)
    assert client.get(reverse("profile", args=["alice"])).status_code == 404
    with pytest.raises(AccountLeaving):
        gate.may_create(alice)
    client.force_login(alice)
    assert "Come back" in client.get(reverse("my_data")).content.decode()
    client.post(reverse("stay"))
    alice.refresh_from_db()
    assert Post.objects.visible_to(bob).get() == post
    assert gate.can_see(bob, alice)


def test_leaving_takes_a_fresh_sign_in_and_the_handle(client, alice):
    client.force_login(alice)
    assert "reauthenticate" in client.get(reverse("leave"))["Location"]
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    wrong = client.post(reverse("leave"), {"handle": "alicia"})
    assert wrong.status_code == 422
    assert 'value="alicia"' in wrong.content.decode()
    client.post(reverse("leave"), {"handle": "alice"})
    alice.refresh_from_db()
    assert alice.leaving_at


def test_after_the_days_of_grace_nothing_of_a_person_is_left(
    make_person, bob, film, settings, django_capture_on_commit_callbacks
):
    zoe = make_person("zoe_zebra", display_name="Zoë Zebra", bio="zebra lover", birth_date=date(1990, 1, 1))
    invite = actions.give_invite(zoe)
    guest = make_person("guest")
    invite.redemptions.create(person=guest)
    video, other = film(zoe, "zebra crossing"), film(bob)
    mine, his = share(zoe, video), share(bob, other)
    feed_actions.like(zoe, his)
    feed_actions.save(zoe, his)
    said = feed_actions.comment(zoe, his, "zebra!")
    feed_actions.comment(bob, his, "what?", parent=said)
    feed_actions.comment(bob, mine, "hm")
    actions.follow(bob, zoe)
    feed_actions.wish(zoe, "more zebras")
    consents.give(zoe, "chats")
    ChatTopic.objects.create(person=zoe, phrase="zebra stripes", conversations=2)
    lists.page(zoe, personal=True)
    finding.find("zebra", bob)
    assert any("zebra" in words for words in shelf.fresh().words)
    uploads.begin(zoe, "moving", 10)
    _newer_things(zoe, bob)
    Export.objects.create(person=zoe)
    export.make_next()
    with django_capture_on_commit_callbacks(execute=True):
        leaving.leave(zoe, "zoe_zebra")
    assert "zoe_zebra" in mail.outbox[-1].body
    assert retention.tidy()["accounts"] == 0
    later = clock.now() + timedelta(days=settings.LEAVING_DAYS, hours=1)
    with time_machine.travel(later, tick=False), django_capture_on_commit_callbacks(execute=True):
        assert retention.tidy()["accounts"] == 1
    his.refresh_from_db()
    assert (his.likes_count, his.saves_count, his.comments_count) == (0, 0, 0)
    assert Comment.objects.count() == 0
    assert Person.objects.filter(username="guest").exists()
    assert _everything_with("zebra") == []
    assert _in_cache("zebra") == []
    assert finding.find("zebra", bob).posts == []
    assert finding.find("zebra", bob).people == []
    assert not any("zebra" in words for words in shelf.fresh().words)
    assert mine.pk not in shelf.fresh().ids.tolist(), "nor its meaning"
    left = [
        path
        for path in Path(settings.DATA_DIR).rglob("*")
        if path.is_file() and other.public_id not in str(path)
    ]
    assert left == []


def _newer_things(zoe: Person, bob: Person) -> None:
    """Messages, keys and webhooks, a library, notices, what staff decided and wrote about her."""
    direct.say(zoe, bob, "zebra hello")
    direct.say(bob, zoe, "zebra back")
    telling.tell(bob, "family_asked", actor=zoe, words="zebra please")
    telling.tell(zoe, "family_asked", actor=bob, words="zebra no")
    keys.create(zoe, "zebra key", ("read",))
    hook = Endpoint.objects.create(person=zoe, url="https://zebra.example/", secret="s")
    sent = Delivery.objects.create(endpoint=hook, type="video.completed", about="video_1")
    Try.objects.create(delivery=sent, error="zebra.example does not answer")
    brought = LibraryImport.objects.create(owner=zoe, name="zebra.zip")
    brought.file.parent.mkdir(parents=True)
    brought.file.write_bytes(b"zebra")
    Creation.objects.create(owner=zoe, source=brought, member="zebra.mp4", words="a zebra")
    reports.report(bob, "profile", "zoe_zebra", zoe, "other", "this zebra is rude")
    case = Case.objects.get()
    Note.objects.create(case=case, words="@zoe_zebra again")
    told = Statement.objects.create(
        person=zoe, case=case, about="profile", target="zoe_zebra", measure="warn", rule="r", reason="zebra"
    )
    Appeal.objects.create(statement=told, words="a zebra is no insult")
    refused = Decision.objects.create(
        surface="caption", verdict="refuse", code="x", person=zoe, excerpt="zebra", reason="x"
    )
    SecondLook.objects.create(decision=refused, person=zoe, words="zebra", print="0")
    assert len(set(_everything_with("zebra"))) >= 18, "there is something to find"


def _in_cache(word: str) -> list[bytes]:
    """What the cache still holds about the word, in a key or a value."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    found = [(key, client.get(key) or b"") for key in client.keys("*") if client.type(key) == b"string"]
    return [key for key, value in found if word in (key + value).decode("latin-1").lower()]


def _everything_with(word: str) -> list[str]:
    """The tables in which a row still holds the word."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [table for row in cursor.fetchall() if word in " ".join(map(str, row)).lower()]
    return found


def test_a_kind_that_fails_keeps_the_account_hidden_and_is_tried_again(alice, monkeypatch):
    leaving.leave(alice, "alice")
    videos = kinds.kind("videos")
    broken = type("Broken", (), {"before_end": staticmethod(lambda _p: 1 / 0), "name": "videos"})()
    monkeypatch.setitem(kinds._kinds, "videos", broken)
    assert leaving.end(alice) is False
    assert Person.objects.filter(pk=alice.pk).exists()
    monkeypatch.setitem(kinds._kinds, "videos", videos)
    assert leaving.end(alice) is True
    assert not Person.objects.filter(username="alice").exists()


def test_what_was_kept_long_enough_is_forgotten(alice, bob, film, settings):
    post = share(bob, film(bob))
    Seen.objects.create(person=alice, post=post, at=clock.now() - timedelta(days=settings.SEEN_DAYS + 1))
    Export.objects.create(person=alice, asked_at=clock.now() - timedelta(days=settings.COPY_DAYS + 1))
    done = retention.tidy()
    assert (done["seen"], done["copies"]) == (1, 1)
    assert not Seen.objects.exists()


@pytest.mark.parametrize("model", [Export, Moving])
def test_what_a_dead_worker_left_is_taken_up_again_and_given_up_after_three_times(alice, model):
    working = "making" if model is Export else "taking"
    states = {"waiting": "waiting", "working": working, "failed": "failed"}
    made = model.objects.create(person=alice)
    for tries in (1, 2, 3):
        found, _given_up = errands.begin(model, **states)
        assert (found, found.tries, found.state) == (made, tries, working)
        assert errands.begin(model, **states) == (None, []), "it lives: nobody else takes it"
        model.objects.update(beat_at=clock.now() - errands.SILENT - timedelta(seconds=1))
    assert errands.begin(model, **states) == (None, [made])
    made.refresh_from_db()
    assert made.state == "failed"
