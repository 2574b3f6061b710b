"""Thin tasks of people, run by beat."""

from __future__ import annotations

from celery import shared_task

from .family import actions
from .mydata import export, moving, retention
from .notices import digest
from .push import sending


@shared_task(name="accounts.grow_up")  # type: ignore[untyped-decorator, unused-ignore]
def grow_up() -> int:
    """End the family links of those who turned 18."""
    return actions.grow_up()


@shared_task(name="accounts.make_export")  # type: ignore[untyped-decorator, unused-ignore]
def make_export() -> str:
    """Make the copy of data that has waited longest."""
    return export.make_next()


@shared_task(name="accounts.tidy")  # type: ignore[untyped-decorator, unused-ignore]
def tidy() -> dict[str, int]:
    """Forget what was kept long enough, and end the accounts whose days of grace are over."""
    return retention.tidy()


@shared_task(name="accounts.mail_digests")  # type: ignore[untyped-decorator, unused-ignore]
def mail_digests() -> int:
    """Mail what waits to those who want a summary."""
    return digest.mail_due()


@shared_task(name="accounts.move_in")  # type: ignore[untyped-decorator, unused-ignore]
def move_in() -> str:
    """Take the copy over that has waited longest."""
    return moving.take_next()


@shared_task(name="accounts.push")  # type: ignore[untyped-decorator, unused-ignore]
def push(person: int) -> int:
    """Tell the browsers of somebody that a notice waits; how many took it."""
    return sending.send(person)


@shared_task(name="accounts.push_after_rest")  # type: ignore[untyped-decorator, unused-ignore]
def push_after_rest() -> int:
    """Tell the browsers of those whose quiet hours are over; how many took it."""
    return sending.send_after_rest()
