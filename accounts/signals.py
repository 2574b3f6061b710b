"""News of this app for those above."""

from __future__ import annotations

from django.dispatch import Signal

about_to_say = Signal()
"""Sent before a person's own words are stored: `person`, `text`; a receiver that raises forbids it."""
person_blocked = Signal()
"""Sent after a block is made: `blocker`, `blocked`."""
rules_changed = Signal()
"""Sent after what holds for a person may have changed: `person`; what rests on a switch that is off goes."""
plan_changed = Signal()
"""Sent after somebody's plan changed: `person`, `before`, `after`."""
