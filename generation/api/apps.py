"""The app of the Videos API."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VideosApiConfig(AppConfig):
    """Keys, and the doors for programs."""

    name = "generation.api"
    label = "videos_api"
    verbose_name = _("Videos API")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the life of videos."""
        from . import mydata, receivers  # noqa: F401 (registers them)

        mydata.register()
