"""What cameo answers no to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.errors import Refusal


class ConsentMissing(Refusal):
    """Somebody named in the prompt did not agree to be shown by this person."""

    code = "cameo_consent_missing"
    http_status = 403
    field = "prompt"

    def __init__(self, handle: str = "") -> None:
        super().__init__(
            _(
                "@%(handle)s has not agreed to appear in your videos. "
                "Remove the name, or ask them to share their cameo with you."
            )
            % {"handle": handle}
        )
        self.handle = handle


class TooManyCameos(Refusal):
    """More than three people in one scene."""

    code = "too_many_cameos"
    message = _("Up to three people can appear in one video.")
    field = "prompt"


class ConsentUnavailable(Refusal):
    """Consent could not be looked up; that is a no."""

    code = "consent_unavailable"
    http_status = 503
    message = _("We could not check who agreed to appear. Try again in a minute; nothing was lost.")
    field = "prompt"
    retry_after = 60
