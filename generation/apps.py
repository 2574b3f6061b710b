"""Wires the generation app when Django is ready."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GenerationConfig(AppConfig):
    """A video's life."""

    name = "generation"
    verbose_name = _("Videos")

    def ready(self) -> None:
        """Listen to news from the apps below."""
        from . import conf, mydata, notices, receivers, reported  # noqa: F401 (registers them)
        from .engines import voices
        from .engines.simulation import own
        from .fleet import licences
        from .limits import telling

        own.use(conf.props_folder())
        mydata.register()
        reported.register()
        notices.register()
        telling.register()
        voices.permit_by(licences.may_speak)
