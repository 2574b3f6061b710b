"""`rotate_cameo_key`: seal every recording and cut-out anew with the first key of `CAMEO_KEY`."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError

from cameo import vault


class Command(BaseCommand):
    """Rotate the key."""

    help = (
        "Seal all recordings of cameos anew with the first key in CAMEO_KEY. Put the new key before the "
        "old one (CAMEO_KEY=new,old), restart, run this, and take the old one out."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        done, lost = vault.rotate()
        self.stdout.write(f"{done} sealed anew.")
        if lost:
            raise CommandError(f"No key opens {len(lost)} of them: {', '.join(lost[:5])}.")
