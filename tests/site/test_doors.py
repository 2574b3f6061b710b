"""Who gets through which address: every one, tried by everybody, against the table in `doors.py`."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from accounts import actions as people

from .doors import ADMIN, DOORS, EVERYBODY, LIBRARY, OPEN_ADMIN, PROGRAMS, SIGN_IN, Door, routes
from .world import build

REACHED = {400, 405, 409, 411, 413, 415, 416, 422, 429}
PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
LEGEND = dict(
    zip("asftgom", ("anybody", "stranger", "follower", "teen", "guardian", "owner", "staff"), strict=True)
)
NUMBERS = {
    "object_id": "1",
    "path": "1",
    "app_label": "feed",
    "content_type_id": 1,
    "pk": 1,
    "index": 0,
    "id": 1,
    "key": "x",
    "uidb36": "x",
}


class Visitor:
    """Somebody who tries doors; each try is undone."""

    def __init__(self, person: Any) -> None:
        self.person = person
        self.browser = self._fresh()

    def _fresh(self) -> Client:
        browser = Client(raise_request_exception=False)
        if self.person is not None:
            browser.force_login(self.person)
        return browser

    def through(self, address: str, door: Door, mine: list[Any]) -> tuple[bool, str]:
        """Whether they get through a door, and what they were answered; a change of Alice's things counts."""
        before, changed = _state(mine) if door.post else None, False
        with transaction.atomic():
            answer = self.browser.post(address, door.typed) if door.post else self.browser.get(address)
            changed = door.post and _state(mine) != before
            transaction.set_rollback(True)
        to = answer.headers.get("Location", "")
        good = answer.status_code < 400 or answer.status_code in REACHED or answer.status_code >= 500
        passes = good and not any(f"/{gate}/" in to for gate in ("accounts/login", "admin/login"))
        said = f"{answer.status_code} {to}{' and changes something' if changed else ''}".strip()
        if door.quiet:
            return changed, said
        return passes or changed, said


def _state(rows: list[Any]) -> list[Any]:
    """Alice's things as they are now; one query for each kind."""
    kinds = {type(row): [one.pk for one in rows if type(one) is type(row)] for row in rows}
    return [
        list(kind._default_manager.filter(pk__in=keys).order_by("pk").values())
        for kind, keys in kinds.items()
    ]


@pytest.fixture
def cast(alice, bob, charlie, dana, gus, sam):
    people.follow(bob, alice)
    return {
        "anybody": None,
        "stranger": charlie,
        "follower": bob,
        "teen": dana,
        "guardian": gus,
        "owner": alice,
        "staff": sam,
    }


@pytest.fixture
def things(cast, settings, tmp_path):
    settings.MEDIA_ROOT, settings.WORK_DIR, settings.DATA_DIR = (tmp_path / name for name in ("m", "w", "d"))
    return build(cast)


def filled(route: str, door: Door, things: dict[str, Any]) -> str:
    """The address of a route in the small world."""

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        given = door.args.get(name, name)
        return str(things.get(given, given))

    return "/" + PART.sub(value, route).replace("^", "").replace("$", "").replace("\\Z", "")


@pytest.mark.django_db
def test_everybody_gets_where_they_may_and_nowhere_else(cast, things, record_property) -> None:
    record_property("pairs", len(DOORS) * len(LEGEND))
    wrong = []
    visitors = {name: Visitor(person) for name, person in cast.items()}
    for route, door in DOORS.items():
        address = filled(route, door, things)
        for letter, name in LEGEND.items():
            got, answer = visitors[name].through(address, door, things["mine"])
            if got != (letter in door.who) or answer.startswith("500"):
                wrong.append(f"{route}  {name}: {'gets through' if got else 'is kept out'} ({answer})")
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.django_db
def test_the_admin_is_for_staff_and_programs_need_a_key(cast, things, record_property) -> None:
    wrong = []
    closed = [route for route in routes() if route.startswith((ADMIN, PROGRAMS))]
    record_property("closed", 2 * len(closed))
    for name in ("anybody", "owner"):
        visitor = Visitor(cast[name])
        for route in routes():
            address = filled(
                route, Door("", {"video_id": "draft", "character_id": "character"}), {**things, **NUMBERS}
            )
            if route.startswith(PROGRAMS) and "openapi" not in route:
                answers = {
                    visitor.browser.get(address).status_code,
                    visitor.browser.post(address).status_code,
                }
                wrong += [f"{route} {name}: {answers}"] if 401 not in answers or answers - {401, 405} else []
            elif route.startswith(ADMIN) and not route.startswith(OPEN_ADMIN):
                got, said = visitor.through(address, Door(""), [])
                wrong += [f"{route} {name}: {said}"] if got else []
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.django_db
def test_of_the_sign_in_pages_only_those_of_nobody_are_open_to_nobody(things, cast, record_property) -> None:
    visitor = Visitor(None)
    record_property("signing_in", sum(route.startswith(LIBRARY) for route in routes()))
    opened = {
        route
        for route in routes()
        if route.startswith(LIBRARY) and visitor.through(filled(route, Door(""), NUMBERS), Door(""), [])[0]
    }
    assert opened <= SIGN_IN


def test_letters_are_those_of_the_legend() -> None:
    assert "".join(LEGEND) == EVERYBODY
    assert not [route for route, door in DOORS.items() if set(door.who) - set(LEGEND)]
