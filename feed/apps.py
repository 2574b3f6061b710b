"""The app of posts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedConfig(AppConfig):
    """Posts; answers generation's question who may see a published video."""

    name = "feed"
    verbose_name = _("Feed")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register with the ports of the app below."""
        from generation import ports

        from . import mydata, notices, publication, receivers, reported  # noqa: F401 (receivers connect)
        from .direct import reported as direct_reported

        ports.register_publication(publication.published_to)
        ports.register_remixable(publication.remixable_by)
        mydata.register()
        reported.register()
        direct_reported.register()
        notices.register()
