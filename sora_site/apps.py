"""The composition root as a Django app: it brings the commands and the start-up checks."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Registers the checks of `sora_site.checks`."""

    name = "sora_site"
    verbose_name = "Sora"

    def ready(self) -> None:
        """Importing the module registers its checks."""
        from . import checks  # noqa: F401
