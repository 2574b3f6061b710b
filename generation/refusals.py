"""What this app answers no to, each with a stable code and a sentence for the person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.errors import Refusal


class BadChoice(Refusal):
    """A model, size, length, style or number that is not on offer."""

    code = "bad_choice"


class QuotaReached(Refusal):
    """The day's videos are used up."""

    code = "quota_reached"
    http_status = 429
    message = _("You have used all your videos for today.")


class ParentNotAvailable(Refusal):
    """The video to remix is not there, or its owner does not allow it."""

    code = "parent_not_available"
    http_status = 404
    message = _("The video you want to remix is not available.")
    field = "parent"


class TooLateToCancel(Refusal):
    """The video is not being made any more."""

    code = "too_late_to_cancel"
    http_status = 409
    message = _("This video cannot be canceled any more.")


class NotRetryable(Refusal):
    """Only a video that failed or was canceled can be tried again."""

    code = "not_retryable"
    http_status = 409
    message = _("Only a video that failed or was canceled can be tried again.")


class NotYours(Refusal):
    """Somebody else's video; said as if it did not exist."""

    code = "video_not_found"
    http_status = 404
    message = _("There is no such video.")


class ReasonMissing(Refusal):
    """Staff judge nothing without saying why: the owner reads it."""

    code = "reason_missing"
    message = _("Say why: the owner of the video reads it.")
    field = "reason"


class NotHeld(Refusal):
    """Only a video that waits for a person can be released or blocked by one."""

    code = "not_held"
    http_status = 409
    message = _("This video does not wait for a person to review it.")


class NotCompleted(Refusal):
    """Only a finished video can be taken down."""

    code = "not_completed"
    http_status = 409
    message = _("Only a finished video can be taken down.")


class CannotComeBack(Refusal):
    """Only a removed or blocked video whose film is whole and to which everybody agreed can come back."""

    code = "cannot_come_back"
    http_status = 409
    message = _("This video cannot be given back.")
