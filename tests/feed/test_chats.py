"""Chats brought as an export: read in pieces, kept as topics, never for teens, gone when off."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import consents
from accounts.family import actions as family
from accounts.models import Consent, Person, Upload
from accounts.uploads import models as uploads
from feed import actions, checkins, feelings, lists, readers
from feed.chats import actions as chats
from feed.chats import reading
from feed.chats.reading import Unreadable, conversations
from feed.chats.topics import Counting
from feed.models import ChatReading, ChatTopic, CheckIn, Feeling, ReadState, Signal, SignalSwitch
from feed.ranking import Weights

pytestmark = pytest.mark.django_db
SECRET = "My secret neighbour Ermintrude"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def new_shape(title: str, said: str, at: float = 1.7e9) -> dict:
    """As exports are today: a mapping of nodes."""

    def node(role: str, parts: list) -> dict:
        content = {"content_type": "text", "parts": parts}
        return {"id": "x", "message": {"author": {"role": role}, "content": content}, "children": []}

    answer = node("assistant", ["rhubarb rhubarb submarine"])
    asked = node("user", [said, {"asset_pointer": "file://x", "text": "seen"}])
    return {
        "title": title,
        "create_time": at,
        "mapping": {"root": {"message": None}, "a.b": asked, "c": answer},
    }


def old_shape(title: str, said: str) -> dict:
    return {
        "title": title,
        "messages": [{"role": "user", "content": said}, {"role": "assistant", "content": "ok"}],
    }


TALK = [
    new_shape("Sourdough bread recipe", f"How do I bake sourdough bread? {SECRET}"),
    new_shape("Better sourdough bread", "My sourdough bread is flat, mail me at a@example.org"),
    new_shape("Street photography", "street photography at night"),
    new_shape("More street photography", "which lens for street photography?"),
    new_shape("My depression", "depression and therapy"),
    new_shape("Depression again", "therapy for depression"),
]


def packed(*files: tuple[str, object]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    return out.getvalue()


def kept(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "file"
    path.write_bytes(content)
    return path


def read(path: Path) -> list[reading.Conversation]:
    return list(conversations(path, lambda _done, _whole: None))


def bring(client, content: bytes, size: int | None = None):
    """As the script does it: in pieces."""
    begun = client.post(reverse("upload", args=["chats"]), {"size": size or len(content)})
    if begun.status_code != 201:
        return begun
    answer, place = None, 0
    while place < len(content):
        piece = content[place : place + 700]
        answer = client.put(
            begun.json()["to"],
            piece,
            content_type="application/octet-stream",
            headers={"Upload-Offset": place},
        )
        place = answer.json()["received"]
    return answer


def left_behind() -> list[Path]:
    return list(uploads.folder().glob("*")) if uploads.folder().is_dir() else []


@pytest.mark.parametrize(
    "content",
    [
        packed(("conversations.json", TALK)),
        packed(("export/conversations-000.json", TALK[:3]), ("export/conversations-001.json", TALK[3:])),
        json.dumps(TALK).encode(),
        json.dumps({"conversations": TALK}).encode(),
        json.dumps([old_shape(one["title"], "x") for one in TALK]).encode(),
    ],
    ids=["zip", "numbered", "alone", "within an object", "old"],
)
def test_every_shape_is_read(tmp_path, content):
    found = read(kept(tmp_path, content))
    assert [one.title for one in found] == [one["title"] for one in TALK]
    assert all(one.messages == 2 and one.said for one in found)
    assert "rhubarb" not in str(found), "what the assistant said is not the person's"


def test_topics_come_back_in_several_conversations_and_are_nobodys_secret(tmp_path):
    counting = Counting()
    for one in read(kept(tmp_path, json.dumps(TALK).encode())):
        counting.hear(one)
    phrases = [topic.phrase for topic in counting.topics()]
    assert {"sourdough bread", "street photography"} <= set(phrases)
    assert not [phrase for phrase in phrases if "depress" in phrase or "therap" in phrase]
    assert "ermintrude" not in " ".join(phrases), "said once"
    assert "example" not in " ".join(phrases)


def liar() -> bytes:
    """A zip whose entry says that it is small."""
    raw = bytearray(packed(("conversations.json", b"[" + b" " * 30_000_000 + b"]")))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.find(mark) + place
        raw[at : at + 4] = struct.pack("<I", 900_000)
    return bytes(raw)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "foreign"),
        (b"no json at all", "foreign"),
        (b"[]", "foreign"),
        (json.dumps({"users": [1, 2]}).encode(), "foreign"),
        (json.dumps([{"name": "a"}, {"name": "b"}]).encode(), "foreign"),
        (packed(("photos/cat.jpg", b"x")), "foreign"),
        (packed(("../../etc/passwd", b"x"), ("/abs/other.json", b"[]")), "foreign"),
        (packed(("conversations.json", TALK))[:-30], "damaged"),
        (json.dumps(TALK).encode()[:-40], "damaged"),
        (b"[" * 100_000, "damaged"),
        (packed(("conversations.json", b"[" + b" " * 30_000_000 + b"]")), "bomb"),
        (liar(), "bomb"),
        (b"PK\x03\x04 nothing more", "damaged"),
    ],
)
def test_what_is_no_export_gets_a_clear_answer(tmp_path, content, code):
    with pytest.raises(Unreadable) as no:
        read(kept(tmp_path, content))
    assert no.value.code in {code, "damaged"} if code == "bomb" else no.value.code == code


def test_too_many_conversations_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_CONVERSATIONS", 5)
    with pytest.raises(Unreadable) as no:
        read(kept(tmp_path, json.dumps(TALK).encode()))
    assert no.value.code == "too_many"


def test_an_export_becomes_topics_that_are_read_edited_weighed_and_deleted(alice, bob, client_for):
    client = client_for(alice)
    content = packed(("../conversations.json", TALK))
    assert bring(client, content).json()["code"] == "chats_not_agreed"
    client.post(reverse("chats_agree"), {"yes": "1"})
    assert bring(client, content).json()["next"] == reverse("chats")
    assert "being read" in client.get(reverse("chats")).content.decode()
    assert chats.read_next() == "read"
    assert left_behind() == []
    page = client.get(reverse("chats")).content.decode()
    assert 'value="sourdough bread"' in page
    assert "6 conversations were read" in page
    topic = ChatTopic.objects.get(phrase="sourdough bread")
    assert client_for(bob).post(reverse("chat_topic", args=[topic.pk]), {"what": "delete"}).status_code == 302
    client.post(reverse("chat_topic", args=[topic.pk]), {"phrase": "rye bread", "weight": "2"})
    topic.refresh_from_db()
    assert (topic.phrase, topic.weight) == ("rye bread", 2.0)
    client.post(reverse("chat_topic", args=[topic.pk]), {"what": "delete"})
    assert not ChatTopic.objects.filter(pk=topic.pk).exists()
    assert ChatTopic.objects.filter(phrase="street photography").exists()


def test_no_word_that_was_said_is_in_any_table(alice, client_for):
    consents.give(alice, "chats")
    bring(client_for(alice), packed(("conversations.json", TALK)))
    chats.read_next()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "ermintrude" not in str(cursor.fetchall()).lower(), table


def topics_of(person: Person, *phrases: str) -> None:
    consents.give(person, "chats")
    for phrase in phrases:
        ChatTopic.objects.create(person=person, phrase=phrase, weight=1.0, conversations=3)
    chats.describe(person)


def test_topics_rank_and_say_why_and_off_is_off_from_the_next_page(post, alice, bob, client_for):
    wanted = post(alice, caption="street photography in the rain")
    for number in range(4):
        post(alice, caption=f"a cake number {number}")
    topics_of(bob, "street photography")
    first = lists.page(bob, personal=True).posts[0]
    assert first == wanted
    assert ("chat", "street photography") in first.why
    client = client_for(bob)
    assert "You talk about" in client.get("/").content.decode()
    client.post(reverse("signal"), {"signal": "chats", "on": "0"})
    assert "You talk about" not in client.get("/").content.decode()
    assert not ChatTopic.objects.exclude(vector=None).exists(), "what they mean is gone"
    with CaptureQueriesContext(connection) as queries:
        readers.reader_of(bob)
    assert "feed_chattopic" not in " ".join(query["sql"] for query in queries)
    client.post(reverse("signal"), {"signal": "chats", "on": "1"})
    assert readers.reader_of(bob).topics
    client.post(reverse("chats_forget"))
    assert "You talk about" not in client.get("/").content.decode()


def test_a_newer_text_is_agreed_to_again_before_chats_are_used(bob, monkeypatch):
    topics_of(bob, "chess")
    assert readers.reader_of(bob).topics
    monkeypatch.setitem(consents.TEXTS, "chats", (*consents.TEXTS["chats"], "More is done."))
    assert not readers.reader_of(bob).topics
    consents.give(bob, "chats")
    assert readers.reader_of(bob).topics
    assert [row.version for row in Consent.objects.filter(person=bob)] == [2, 1]
    consents.withdraw(bob, "chats")
    assert not readers.reader_of(bob).topics


def test_never_for_teens(dana, alice, gus, client_for, django_capture_on_commit_callbacks):
    consents.give(dana, "chats")
    assert bring(client_for(dana), b"x").json()["code"] == "chat_history_off"
    assert "never used" in client_for(dana).get(reverse("chats")).content.decode()
    assert left_behind() == []
    topics_of(alice, "chess")
    from accounts.family import ages

    staff = Person.objects.create_user("staff", is_staff=True)
    with django_capture_on_commit_callbacks(execute=True):
        ages.correct(staff, alice, dana.birth_date, "She wrote")
    assert not ChatTopic.objects.exists(), "who turns out to be a teen"


def test_without_a_feed_of_ones_own_what_topics_mean_is_gone(alice, django_capture_on_commit_callbacks):
    topics_of(alice, "chess")
    actions.wish(alice, "more whales")
    with django_capture_on_commit_callbacks(execute=True):
        family.set_own(alice, {"personalised_feed": False})
    reader = readers.reader_of(alice)
    assert (reader.topics, reader.wishes, reader.taste) == ((), (), None)
    assert not ChatTopic.objects.exclude(vector=None).exists()
    assert not alice.preferences.exclude(vector=None).exists()


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing more", b"[]", packed(("x", b"y"))])
def test_a_file_that_is_not_read_leaves_nothing_behind(alice, client_for, content):
    consents.give(alice, "chats")
    client = client_for(alice)
    bring(client, content)
    assert chats.read_next() == "failed"
    assert left_behind() == []
    assert not Upload.objects.exists()
    assert "Nothing of it was kept" in client.get(reverse("chats")).content.decode()
    assert ChatReading.objects.get().state == ReadState.FAILED


def test_stopping_while_it_is_read_leaves_nothing(alice, client_for, monkeypatch):
    consents.give(alice, "chats")
    bring(client_for(alice), packed(("conversations.json", TALK)))

    def stopped(path, told):
        chats.forget(alice)
        told(1, 2)
        return [], 0

    monkeypatch.setattr(chats, "_count", stopped)
    assert chats.read_next() == "stopped"
    assert (left_behind(), ChatTopic.objects.count(), ChatReading.objects.count()) == ([], 0, 0)


def test_pieces_that_do_not_fit_are_sent_again_and_nobody_adds_to_anothers(alice, bob, client_for):
    consents.give(alice, "chats")
    client = client_for(alice)
    begun = client.post(reverse("upload", args=["chats"]), {"size": 10}).json()

    def put(who, offset, body):
        kind = "application/octet-stream"
        return who.put(begun["to"], body, content_type=kind, headers={"Upload-Offset": offset})

    assert put(client, 0, b"12345").json()["received"] == 5
    assert (put(client, 0, b"12345").status_code, put(client, 7, b"1").status_code) == (409, 409)
    assert put(client_for(bob), 5, b"12345").status_code == 404
    assert put(client, 5, b"123456").status_code == 413
    assert client.get(begun["to"]).json()["received"] == 5
    assert client.post(reverse("upload", args=["nothing"]), {"size": 10}).status_code == 404
    assert client.post(reverse("upload", args=["chats"]), {"size": 10**13}).status_code == 413


def test_without_scripts_a_form_brings_it_whole(alice, client_for):
    consents.give(alice, "chats")
    file = io.BytesIO(packed(("conversations.json", TALK)))
    file.name = "export.zip"
    assert client_for(alice).post(reverse("upload", args=["chats"]), {"file": file}).status_code == 302
    assert chats.read_next() == "read"


def test_the_feed_asks_once_a_week_and_obeys(alice, client_for):
    Person.objects.filter(pk=alice.pk).update(date_joined="2026-01-01T00:00Z")
    alice.refresh_from_db()
    assert feelings.due(alice)
    assert not feelings.due(alice)
    client = client_for(alice)
    plain = feelings.weighed(alice, Weights())
    client.post(reverse("check_in"), {"feeling": "same"})
    assert feelings.weighed(alice, Weights()).spread > plain.spread
    checkins.say(alice, Feeling.STRANGE)
    assert feelings.weighed(alice, Weights()).taste == 0
    checkins.say(alice, Feeling.LONG)
    assert alice.own_rules.break_minutes == checkins.BREAK_MINUTES
    checkins.say(alice, Feeling.GOOD)
    assert feelings.weighed(alice, Weights()) == plain
    assert CheckIn.objects.filter(person=alice, feeling="").count() == 0
    assert not SignalSwitch.objects.filter(signal=Signal.CHATS).exists()
