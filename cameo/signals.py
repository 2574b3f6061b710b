"""News of this app for those above."""

from __future__ import annotations

from django.dispatch import Signal

consent_revoked = Signal()
"""Sent on commit after consent was taken back: `handle` of the owner, `person_id` or None for everybody."""
