"""The app of people."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, invites, who follows and blocks whom, and what each may do."""

    name = "accounts"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the kinds of data that this app keeps about a person, and its kinds of notices."""
        from . import (
            append_only,
            checks,  # noqa: F401 (registers itself)
            receivers,  # noqa: F401 (registers itself)
        )
        from .mydata import moving, own
        from .notices import of_people
        from .push import receivers as _of_push  # noqa: F401 (registers itself)
        from .uploads import actions as uploads

        post_migrate.connect(append_only.after_migrate, sender=self, dispatch_uid="audit_append_only")
        own.register()
        uploads.register(uploads.Purpose(moving.PURPOSE, "my_data", moving.check, moving.bring))
        of_people.register()
