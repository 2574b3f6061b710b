"""What data pages answer no to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..errors import Refusal


class AccountLeaving(Refusal):
    """The account is about to be deleted, at its owner's wish."""

    code = "account_leaving"
    http_status = 403
    message = _("You asked for your account to be deleted. Come back first: Settings, My data.")


class CopyAskedLately(Refusal):
    """One copy a day is enough; the last one is still there."""

    code = "copy_asked_lately"
    http_status = 429
    message = _("You asked for a copy within the last day. Fetch that one, or ask again tomorrow.")


class CopyGone(Refusal):
    """The copy was tidied away, failed, or its link is too old."""

    code = "copy_gone"
    http_status = 410
    message = _("This copy is not there any more. Ask for a new one.")


class HandleDiffers(Refusal):
    """The handle that was typed to confirm is not one's own."""

    code = "handle_differs"
    message = _("That is not your handle. Type it exactly, without the @.")
    field = "handle"


class NotForgotten(Refusal):
    """This kind of data cannot be deleted by itself."""

    code = "not_forgotten"
    http_status = 404
    message = _("This cannot be deleted by itself.")


class MovingBusy(Refusal):
    """One copy at a time."""

    code = "moving_busy"
    http_status = 409
    message = _("A copy of yours is being taken over already. Wait for it.")
