"""News of this app for those above."""

from __future__ import annotations

from django.dispatch import Signal

consent_revoked = Signal()
"""Sent on commit after consent was taken back: `handle` of the owner, `person_id` or None for everybody."""
use_asked = Signal()
"""Sent on commit when somebody asks for one use: `request`, a `UseRequest`."""
use_decided = Signal()
"""Sent on commit when the owner answered: `request`."""
character_withdrawn = Signal()
"""Sent when a character is shared with fewer (on commit) or is about to be deleted (`gone`).

`character_id` says which.
"""
