"""Queries that the ORM writes once, and that are asked over and over with other values.

To put a query together and write its SQL costs Django some ten times what the database needs to answer it;
programs that poll ask the same two questions hundreds of times a minute. The rule of who sees what stays
where it is, in the QuerySets: nothing here writes SQL of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Converters = list[tuple[int, list[Callable[..., Any]], Any]]


@dataclass(frozen=True, slots=True)
class _Written:
    """The SQL of a query for one kind of database; a place of `params` that is an index takes a value."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    converters: Converters


class Compiled:
    """A query of plain columns (`values_list`) whose values are numbers and texts.

    `build` makes it of one value for each of `marks`, which are values that occur nowhere else in it.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *marks: int | str) -> None:
        self.build, self.marks = build, marks
        self.written: dict[str, _Written] = {}

    def rows(self, *values: int | str) -> list[tuple[Any, ...]]:
        """What the query answers for these values, in the place of the marks."""
        written = self.written.get(connection.vendor) or self._write()
        params = list(written.params)
        for place, number in written.places:
            params[place] = values[number]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, params)
            found = cursor.fetchall()
        return [_converted(row, written.converters) for row in found] if written.converters else found

    def _write(self) -> _Written:
        compiler = self.build(*self.marks).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        places = [
            (place, number)
            for place, value in enumerate(params)
            for number, mark in enumerate(self.marks)
            if value == mark
        ]
        if {number for _place, number in places} != set(range(len(self.marks))):
            raise ValueError("A value of the query is not among its parameters.")
        columns = [column for column, _sql, _alias in compiler.select]
        converters = [
            (place, list(convert), column)
            for place, (convert, column) in compiler.get_converters(columns).items()
        ]
        written = _Written(sql, tuple(params), tuple(places), converters)
        self.written[connection.vendor] = written
        return written


def _converted(row: tuple[Any, ...], converters: Converters) -> tuple[Any, ...]:
    values = list(row)
    for place, convert, column in converters:
        for one in convert:
            values[place] = one(values[place], column, connection)
    return tuple(values)
