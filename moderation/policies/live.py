"""The version in force, as plain data; a site whose staff wrote none keeps to the one that it came with."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources

from .models import PolicyVersion, Status
from .table import Row, Table
from .terms import Outcome


def version() -> PolicyVersion | None:
    """The version in force; None where no version was ever written down."""
    found = PolicyVersion.objects.filter(status=Status.LIVE).first()
    if found is None and PolicyVersion.objects.exists():
        raise LookupError("No version of the policy is in force.")
    return found


def table() -> Table:
    """Its rows. Which version it is, is asked each time; the rows of one in force never change."""
    found = version()
    return _rows(found.pk, found.number) if found is not None else shipped()


@lru_cache(maxsize=4)
def _rows(pk: int, _number: int) -> Table:
    return PolicyVersion.objects.get(pk=pk).table()


@cache
def shipped() -> Table:
    """The policy of `first.toml`."""
    source = tomllib.loads(resources.files(__package__).joinpath("first.toml").read_text("utf-8"))
    return Table(
        1,
        tuple(
            Row(category, place, audience, Outcome(outcome))
            for category, place, audience, outcome in source["rows"]
        ),
    )
