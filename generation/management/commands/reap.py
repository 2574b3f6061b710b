"""`manage.py reap`: put lost work back into the queues now, as beat does every few seconds."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from generation import reaper


class Command(BaseCommand):
    help = "Put lost work back into the queues: expired leases, forgotten releases, lost messages."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for name, count in reaper.reap().items():
            self.stdout.write(f"{name}: {count}")
