"""A file that is on its way here, or waits to be read once."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .. import clock


def new_token() -> str:
    """What the file is called here: nothing that anybody sent."""
    return secrets.token_hex(16)


class Upload(models.Model):
    """One file of one person for one purpose; removed when it was read, or after a day."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads", verbose_name=_("person")
    )
    purpose = models.CharField(_("purpose"), max_length=16)
    token = models.CharField(_("token"), max_length=32, unique=True, default=new_token, editable=False)
    size = models.PositiveBigIntegerField(_("size"))
    received = models.PositiveBigIntegerField(_("received"), default=0)
    at = models.DateTimeField(_("begun"), default=clock.now)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints = [
            models.UniqueConstraint(fields=["person", "purpose"], name="upload_one_of_a_purpose"),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_within_size"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.purpose}"

    @property
    def path(self) -> Path:
        """Where its bytes lie: private, outside of everything that is served."""
        return folder() / self.token

    @property
    def is_whole(self) -> bool:
        """Whether all of it is here."""
        return self.received == self.size


def folder() -> Path:
    """The private folder of all uploads."""
    return Path(settings.DATA_DIR) / "uploads"
