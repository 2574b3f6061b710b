"""Queries that are written once find what their querysets find, for everybody and at every moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from accounts import clock, prepared
from accounts.models import Person, TimeSpent
from accounts.prepared import Blanks

pytestmark = pytest.mark.django_db


def test_a_prepared_query_finds_each_person_their_own_rows(alice, bob):
    def people(asked: Blanks):
        return Person.objects.filter(pk=asked.person)

    for person in (alice, bob, alice):
        (found,) = prepared.found("test people", people, Blanks(person.pk))
        assert found == person
        assert {f.attname: getattr(found, f.attname) for f in Person._meta.concrete_fields} == {
            f.attname: getattr(Person.objects.get(pk=person.pk), f.attname)
            for f in Person._meta.concrete_fields
        }
    assert prepared.found("test people", people, Blanks(0)) == []


def test_numbers_that_are_not_given_find_nothing(alice, bob, charlie):
    def some(asked: Blanks):
        return Person.objects.filter(pk__in=asked.numbers).order_by("pk")

    assert prepared.found("test some", some, Blanks(0, (alice.pk, charlie.pk))) == [alice, charlie]
    assert prepared.found("test some", some, Blanks(0, (bob.pk,))) == [bob]
    assert prepared.found("test some", some, Blanks(0)) == []
    with pytest.raises(ValueError, match="At most"):
        prepared.found("test some", some, Blanks(0, tuple(range(prepared.MOST + 1))))


def test_now_is_the_moment_of_asking_and_not_of_writing(alice):
    def earlier(asked: Blanks):
        return Person.objects.filter(date_joined__lte=clock.now(), pk=asked.person)

    joined = clock.now() + timedelta(hours=1)
    Person.objects.filter(pk=alice.pk).update(date_joined=joined)
    with time_machine.travel(joined - timedelta(seconds=5), tick=False):
        assert prepared.found("test earlier", earlier, Blanks(alice.pk)) == []
    with time_machine.travel(joined + timedelta(seconds=5), tick=False):
        assert prepared.found("test earlier", earlier, Blanks(alice.pk)) == [alice]


def test_days_and_moments_are_put_in(alice):
    today = clock.today()
    row = TimeSpent.objects.create(person=alice, day=today, posts=3)

    def spent(asked: Blanks):
        return TimeSpent.objects.filter(person=asked.person, day=asked.day, last_at__lte=asked.when)

    later, before = clock.now() + timedelta(minutes=1), clock.now() - timedelta(days=1)
    assert prepared.found("test spent", spent, Blanks(alice.pk, day=today, when=later)) == [row]
    assert prepared.found("test spent", spent, Blanks(alice.pk, day=today, when=before)) == []
    assert prepared.found("test spent", spent, Blanks(alice.pk, day=before.date(), when=later)) == []
