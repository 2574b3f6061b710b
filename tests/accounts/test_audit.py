"""The audit log grows and is never rewritten; what staff do and read in the admin is in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts import append_only, audit, clock
from accounts.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(alice, sam):
    return audit.record(sam, "person.suspended", alice, case=7)


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "nothing.happened"},
        {"detail": {"case": 8}},
        {"at": clock.now() - timedelta(days=900)},
        {"target_id": "999999"},
    ],
)
def test_the_database_refuses_to_rewrite_a_line(event, change):
    rows = AuditEvent.objects.filter(pk=event.pk)
    before = rows.values().get()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**change)
    assert rows.values().get() == before


def test_a_line_is_not_put_on_somebody_else(event, bob):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(actor=bob)


def test_the_database_refuses_to_delete_a_young_line_by_whatever_way(event):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.delete()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {append_only.TABLE}")
    assert AuditEvent.objects.filter(pk=event.pk).exists()


def test_lines_that_were_kept_long_enough_go(alice):
    old = AuditEvent.objects.create(actor=alice, verb="post.liked", at=clock.now() - timedelta(days=31))
    old.delete()
    assert not AuditEvent.objects.filter(verb="post.liked").exists()


def test_an_account_that_ends_leaves_what_was_done_without_whose_it_was(event, alice, sam):
    assert audit.forget(alice) == 1
    event.refresh_from_db()
    assert (event.verb, event.actor, event.target_id, event.detail) == ("person.suspended", None, "", {})
    kept = audit.record(sam, "case.noted")
    sam.delete()
    kept.refresh_from_db()
    assert (kept.actor, kept.verb) == (None, "case.noted")


def test_triggers_come_back_after_every_migration(event):
    append_only.lift(connection)
    AuditEvent.objects.filter(pk=event.pk).update(verb="made.up")
    append_only.after_migrate("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(verb="again")


def test_every_act_and_every_look_in_the_admin_is_a_line(alice, bob, sam, client_for):
    browser = client_for(sam)
    page = reverse("admin:accounts_person_changelist")
    browser.get(page, {"q": "alice"})
    browser.get(page, {"q": "alice"})
    looked = AuditEvent.objects.get(verb="staff.listed")
    assert (looked.actor, looked.detail) == (sam, {"page": "accounts_person_changelist", "asked": "q=alice"})
    typed = {"topic": "quake", "words": "quake", "on": "on"}
    assert browser.post(reverse("admin:moderation_watch_add"), typed).status_code == 302
    acted = AuditEvent.objects.get(verb="staff.act")
    assert (acted.actor, acted.detail["page"]) == (sam, "moderation_watch_add")
    assert "words" not in str(acted.detail)
    client_for(bob).post(reverse("admin:moderation_watch_add"), typed)
    assert AuditEvent.objects.filter(verb="staff.act").count() == 1, "who is kept out did nothing"


def test_staff_read_the_log_and_change_nothing_in_it(event, sam, client_for):
    browser = client_for(sam)
    assert "person.suspended" in browser.get(reverse("admin:accounts_auditevent_changelist")).content.decode()
    line = reverse("admin:accounts_auditevent_change", args=[event.pk])
    assert browser.get(line).status_code == 200
    assert browser.post(line, {"verb": "x"}).status_code == 403
    assert browser.post(reverse("admin:accounts_auditevent_delete", args=[event.pk])).status_code == 403
