"""What moderation answers no to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.errors import Refusal


class EmptyPrompt(Refusal):
    """Nothing was asked for."""

    code = "empty_prompt"
    message = _("Write what you want to see. One sentence is enough.")
    field = "prompt"


class PromptTooLong(Refusal):
    """More than 32,000 characters."""

    code = "prompt_too_long"
    message = _("That is more than 32,000 characters. Shorten it, or split it into several videos.")
    field = "prompt"


class PromptUnreadable(Refusal):
    """Control characters or broken text."""

    code = "prompt_unreadable"
    message = _(
        "The text contains characters that cannot be shown. Type it again, or paste it as plain text."
    )
    field = "prompt"


class ScreeningUnavailable(Refusal):
    """The screening itself failed; that is a no."""

    code = "screening_unavailable"
    http_status = 503
    message = _("Your text could not be checked just now. Try again in a minute; nothing was lost.")
    field = "prompt"
    retry_after = 60
