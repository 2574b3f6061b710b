"""The cast: Alice owns, Bob follows, Charlie is a stranger, Dana is 15, Gus is her guardian, Sam is staff."""

from __future__ import annotations

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation

from accounts import actions, append_only
from accounts.models import Person
from feed import shelf
from moderation.policies import live

PASSWORD = "correct horse battery staple"


_empty = TransactionTestCase._fixture_teardown


def _emptied(self: TransactionTestCase) -> None:
    """Tests with real transactions empty every table, which the audit log of a real site refuses."""
    append_only.lift(connection)
    _empty(self)  # `post_migrate`, which it sends, puts the triggers back


TransactionTestCase._fixture_teardown = _emptied


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Hashing slowly, as it should be, is what most tests would spend their time on."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _empty_cache():
    """Rate limits and ranked posts of one test must not meet the next."""
    cache.clear()
    shelf.forget()
    live._rows.cache_clear()  # numbers of rolled-back versions come again


@pytest.fixture(autouse=True)
def _english():
    """A request leaves its language active in the thread; the next test must not hear it."""
    with translation.override("en"):
        yield


@pytest.fixture
def make_person(db):
    """`make_person("alice")`: an adult with an account; keyword arguments are fields."""

    def _make(handle: str, **fields) -> Person:
        fields = {"email": f"{handle}@example.org", "birth_date": date(1990, 5, 17), **fields}
        person = Person.objects.create_user(handle, password=PASSWORD, **fields)
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
        return person

    return _make


@pytest.fixture
def alice(make_person) -> Person:
    return make_person("alice", display_name="Alice")


@pytest.fixture
def bob(make_person, alice) -> Person:
    person = make_person("bob", display_name="Bob")
    actions.follow(person, alice)
    return person


@pytest.fixture
def charlie(make_person) -> Person:
    return make_person("charlie")


@pytest.fixture
def dana(make_person) -> Person:
    today = date.today()  # noqa: DTZ011
    return make_person("dana", birth_date=today.replace(year=today.year - 15, day=min(today.day, 28)))


@pytest.fixture
def gus(make_person) -> Person:
    return make_person("gus")


@pytest.fixture
def sam(make_person) -> Person:
    return make_person("sam", is_staff=True, is_superuser=True)


@pytest.fixture
def client_for(db):
    """`client_for(alice)`: a browser in which she is signed in; `client_for(None)`: a fresh one."""

    def _client(person: Person | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return _client
