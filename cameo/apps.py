"""The app of likeness."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CameoConfig(AppConfig):
    """Likeness, consent and its record."""

    name = "cameo"
    verbose_name = _("Cameo")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the kinds of data that this app keeps about a person."""
        from . import mydata, notices, reported

        mydata.register()
        notices.register()
        reported.register()
