"""The states of a video and of a shot, and which may follow which: plain data, no database.

`lifecycle.py` is the only place that moves a video along this table.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a video is in its life."""

    QUEUED = "queued", _("In the queue")
    IN_PROGRESS = "in_progress", _("Being made")
    IN_REVIEW = "in_review", _("In review")
    COMPLETED = "completed", _("Ready")
    FAILED = "failed", _("Failed")
    CANCELED = "canceled", _("Canceled")
    BLOCKED = "blocked", _("Blocked")
    REMOVED = "removed", _("Removed")


class ShotStatus(TextChoices):
    """Where a shot, the unit that one worker leases, is."""

    QUEUED = "queued", _("In the queue")
    RENDERING = "rendering", _("Being made")
    RENDERED = "rendered", _("Rendered")
    FAILED = "failed", _("Failed")
    CANCELED = "canceled", _("Canceled")


class Outcome(TextChoices):
    """How one attempt at a shot ended."""

    RUNNING = "running", _("Running")
    RENDERED = "rendered", _("Rendered")
    FAILED = "failed", _("Failed")
    LOST = "lost", _("Worker lost")
    RETURNED = "returned", _("Handed back")
    CANCELED = "canceled", _("Canceled")


class ParentKind(TextChoices):
    """What the link from a video to its parent means."""

    REMIX = "remix", _("Remix")
    EDIT = "edit", _("Edit")
    EXTENSION = "extension", _("Extension")
    REROLL = "reroll", _("Re-roll")
    STITCH = "stitch", _("Joined")


class Physics(TextChoices):
    """What a trained model is to follow; simulated models obey physics by themselves."""

    SIMULATED = "simulated", _("Follow the simulation")


TABLE: dict[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset({Status.IN_PROGRESS, Status.CANCELED, Status.BLOCKED}),
    Status.IN_PROGRESS: frozenset(
        {Status.IN_REVIEW, Status.QUEUED, Status.FAILED, Status.CANCELED, Status.BLOCKED}
    ),
    Status.IN_REVIEW: frozenset({Status.COMPLETED, Status.BLOCKED, Status.FAILED}),
    Status.COMPLETED: frozenset({Status.REMOVED}),
    Status.REMOVED: frozenset({Status.COMPLETED}),
    Status.BLOCKED: frozenset({Status.IN_REVIEW, Status.QUEUED}),
    Status.FAILED: frozenset(),
    Status.CANCELED: frozenset(),
}
TERMINAL = frozenset(status for status, following in TABLE.items() if not following)
ACTIVE = frozenset({Status.QUEUED, Status.IN_PROGRESS, Status.IN_REVIEW})


def origins(to: Status) -> frozenset[Status]:
    """The states from which a video may go to `to`."""
    return frozenset(status for status, following in TABLE.items() if to in following)


def may_go(from_: Iterable[Status], to: Status) -> bool:
    """Whether every one of `from_` may be followed by `to`."""
    return all(to in TABLE[status] for status in from_)
