"""What uploads answer no to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..errors import Refusal


class UploadUnknown(Refusal):
    """No such upload of one's own, or no such purpose."""

    code = "upload_unknown"
    http_status = 404
    message = _("This upload is not there any more. Begin again.")


class UploadEmpty(Refusal):
    """A file without anything in it."""

    code = "upload_empty"
    message = _("This file is empty.")


class UploadTooLarge(Refusal):
    """More than this place takes, or more than was said."""

    code = "upload_too_large"
    http_status = 413
    message = _("This file is too large for this place.")


class UploadOutOfStep(Refusal):
    """A piece that does not belong where the file ends."""

    code = "upload_out_of_step"
    http_status = 409
    message = _("A piece of the file was lost on the way. Send it again.")
