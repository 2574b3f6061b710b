"""Queries of busy pages that are written once: Django takes longer to write them than the database to answer.

A query is made for stand-ins (a person, numbers, a moment, a day) that occur nowhere else, and its text is
kept with the places where they stand; a page puts its own values there. The querysets stay the one place that
says who may see what. They ask what day it is, so a text holds for that day, and the moment of asking is put
in each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models import query as queries

from . import clock

PERSON, AFTER, NUMBERS = 8_888_888_888_888_001, 8_888_888_888_888_002, 8_888_888_888_880_000
WHEN, DAY = datetime(1801, 1, 1, microsecond=1, tzinfo=UTC), date(1801, 1, 2)
T = TypeVar("T", bound=Model)
MOST = 16  # numbers that a query asks for at once
NOTHING = 0  # no row has this number


@dataclass(frozen=True, slots=True)
class Blanks:
    """What a query is asked with: the stand-ins where it is written, afterwards a page's own values."""

    person: int
    numbers: tuple[int, ...] = ()
    when: datetime = WHEN
    after: int = AFTER
    day: date = DAY

    def number(self, place: int) -> int:
        """The number at that place; nothing's where there are fewer."""
        return self.numbers[place] if place < len(self.numbers) else NOTHING


class _Written(Generic[T]):
    """A query as text, its values and blanks, and how its rows become models."""

    def __init__(self, make: Callable[[Blanks], QuerySet[T]]) -> None:
        since = clock.now()
        query = make(Blanks(PERSON, tuple(NUMBERS + place for place in range(MOST)))).query
        compiler = query.get_compiler(connection=connection)
        self.sql, values = compiler.as_sql()
        self.values = [_blank(value, since, clock.now()) for value in values]
        self.compiler = compiler
        self.converters = compiler.get_converters([column[0] for column in compiler.select])
        fields = compiler.klass_info["select_fields"]
        self.model: type[T] = compiler.klass_info["model"]
        self.own = slice(fields[0], fields[-1] + 1)
        self.names = [column[0].target.attname for column in compiler.select[self.own]]
        populators: Any = queries.get_related_populators  # the stubs describe another version's
        self.added = list((compiler.annotation_col_map or {}).items())
        self.related = populators(compiler.klass_info, compiler.select, connection.alias)

    def found(self, asked: Blanks) -> list[T]:
        """The rows of now as models, as the queryset would make them."""
        now = connection.ops.adapt_datetimefield_value(clock.now())
        values = [value(asked, now) if callable(value) else value for value in self.values]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            rows: Iterable[Any] = cursor.fetchall()
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return [self._model(row) for row in rows]

    def _model(self, row: Any) -> T:  # noqa: ANN401 (a row of the database)
        one = self.model.from_db(connection.alias, self.names, row[self.own])
        for related in self.related:
            related.populate(row, one)
        for name, place in self.added:
            setattr(one, name, row[place])
        return one


def _blank(value: Any, since: datetime, until: datetime) -> Any:  # noqa: ANN401 (a value of SQL)
    """A function of the blanks and of now for each stand-in and for now; every other value as it is."""
    stored: Any = connection.ops.adapt_datetimefield_value
    stored_day: Any = connection.ops.adapt_datefield_value
    if isinstance(value, int) and NUMBERS <= value < NUMBERS + MOST:
        return lambda asked, _now: asked.number(value - NUMBERS)
    stand_ins: list[tuple[Any, Callable[[Blanks, Any], Any]]] = [
        (PERSON, lambda asked, _now: asked.person),
        (AFTER, lambda asked, _now: asked.after),
        (stored(WHEN), lambda asked, _now: stored(asked.when)),
        (stored_day(DAY), lambda asked, _now: stored_day(asked.day)),
    ]
    for stand_in, put in stand_ins:
        if type(value) is type(stand_in) and value == stand_in:
            return put
    if type(value) is type(stored(since)) and stored(since) <= value <= stored(until):
        return lambda _asked, now: now
    return value


_written: dict[tuple[str, str], tuple[date, _Written[Any]]] = {}


def found(name: str, make: Callable[[Blanks], QuerySet[T]], asked: Blanks) -> list[T]:
    """What the query `make` finds for `asked`; `name` is its own among all."""
    if len(asked.numbers) > MOST:
        raise ValueError(f"At most {MOST} numbers can be asked for.")
    key, today = (name, connection.vendor), clock.today()
    day, written = _written.get(key, (None, None))
    if written is None or day != today:
        written = _Written(make)
        _written[key] = (today, written)
    return written.found(asked)
