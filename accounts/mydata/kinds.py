"""The kinds of data that this place keeps about a person: the port that every app registers with.

A kind that nobody registers would be missing in the copy and survive the end
of an account; a test holds this list to every foreign key that points at a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db.models import BinaryField, Model, QuerySet
from django.utils.functional import Promise

from ..models import Person


class Brought(Protocol):
    """A kind's part of a copy from elsewhere: rows as they were told, files by their names in it."""

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """Each row; nothing in it is to be trusted."""
        ...

    def files(self) -> list[str]:
        """The names of the files, as `target` was when the copy was made."""
        ...

    def fetch(self, name: str, target: Path, most: int) -> int:
        """Write a file of at most `most` bytes to `target`, a path of our own; its size."""
        ...


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of data about a person.

    `rows` are theirs, `when` the field that dates them; `secret` fields never leave; `files` are (name in
    the copy, path) pairs; `forget` deletes this kind alone, where that makes sense; `before_end` runs before
    an account's rows go, for what rows do not hold (files, counts, other people's takes). `kept_days` is how
    long rows are kept (None: until they are deleted), `page` where they can be seen and changed. `bring`
    takes this kind over from a copy that another server made, and answers how many. `signal` names the feed's
    switch for this kind, `is_on` tells whether it is used.
    """

    name: str
    label: str | Promise
    purpose: str | Promise
    rows: Callable[[Person], QuerySet[Any]]
    when: str = ""
    secret: frozenset[str] = frozenset()
    files: Callable[[Person], Iterable[tuple[str, Path]]] = lambda _person: ()
    forget: Callable[[Person], int] | None = None
    before_end: Callable[[Person], None] | None = None
    kept_days: Callable[[], int | None] = lambda: None
    page: str = ""
    tell: Callable[[Any], dict[str, Any]] | None = field(default=None)
    bring: Callable[[Person, Brought], int] | None = None
    signal: str = ""
    is_on: Callable[[Person], bool] = lambda _person: True

    def told(self, row: Model) -> Mapping[str, Any]:
        """What the copy says of a row: its fields, other people by their handles only."""
        return self.tell(row) if self.tell is not None else plain(row, self.secret)

    def days(self) -> int | None:
        """How many days rows are kept: as this deployment says, else as the app does; None: no limit."""
        said: dict[str, int] = settings.RETENTION_DAYS
        return said.get(self.name, self.kept_days()) if self.when else None

    def newest(self, person: Person) -> datetime | None:
        """When the newest row is from."""
        if not self.when:
            return None
        found = self.rows(person).order_by(f"-{self.when}").values_list(self.when, flat=True).first()
        return found if isinstance(found, datetime) else None


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Tell kinds of data; once each, in an app's `ready()`."""
    for kind in kinds:
        if kind.name in _kinds and _kinds[kind.name] is not kind:
            raise ValueError(f"There are two kinds of data called {kind.name!r}.")
        _kinds[kind.name] = kind


def attach(name: str, signal: str, is_on: Callable[[Person], bool]) -> None:
    """Tell that a kind of an app below is a signal of the feed, with its switch."""
    _kinds[name] = replace(_kinds[name], signal=signal, is_on=is_on)


def kinds() -> list[Kind]:
    """All kinds, in the order in which apps told them."""
    return list(_kinds.values())


def kind(name: str) -> Kind | None:
    """The kind of that name."""
    return _kinds.get(name)


def plain(row: Model, secret: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A row's own fields; a person behind a foreign key is their handle."""
    told: dict[str, Any] = {}
    for column in row._meta.concrete_fields:  # noqa: SLF001 (Django's documented way to a model's fields)
        if column.name in secret or isinstance(column, BinaryField):  # bytes are derived: meanings of words
            continue
        if column.is_relation and column.related_model is Person:
            other = getattr(row, column.name)
            told[column.name] = other.username if other is not None else None
        else:
            told[column.attname if column.is_relation else column.name] = column.value_from_object(row)
    return told
