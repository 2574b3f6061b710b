"""The app of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.db import transaction
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import Person, Upload


class FeedConfig(AppConfig):
    """Posts; answers generation's question who may see a published video."""

    name = "feed"
    verbose_name = _("Feed")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register with the ports of the app below."""
        from accounts.uploads import actions as uploads
        from generation import ports

        from . import mydata, notices, publication, receivers, reported  # noqa: F401 (receivers connect)
        from .chats import actions as chats
        from .direct import reported as direct_reported

        ports.register_publication(publication.published_to)
        ports.register_remixable(publication.remixable_by)
        mydata.register()
        reported.register()
        direct_reported.register()
        uploads.register(uploads.Purpose(chats.PURPOSE, "chats", chats.check, _read_chats))
        notices.register()


def _read_chats(person: Person, upload: Upload) -> None:
    """A whole export is here: it is read by a worker."""
    from .chats import actions
    from .tasks import ring_chats

    actions.bring(person, upload)
    transaction.on_commit(ring_chats)
