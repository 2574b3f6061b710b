"""What other apps can hear from moderation."""

from __future__ import annotations

from django.dispatch import Signal

policy_changed = Signal()  # number: of the version that came into force; sent after the commit
