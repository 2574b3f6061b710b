"""The app of moderation."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Screening, decisions and their log."""

    name = "moderation"
    verbose_name = _("Moderation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to words that are about to be stored."""
        from . import mydata, receivers  # noqa: F401 (registers them)
        from .desk import profiles

        mydata.register()
        profiles.register()
