"""News of this app for those above."""

from __future__ import annotations

from django.dispatch import Signal

person_blocked = Signal()
"""Sent after a block is made: `blocker`, `blocked`."""
