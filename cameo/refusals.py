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


class RestrictionBroken(Refusal):
    """The words break a rule that the owner made for their likeness."""

    code = "cameo_restricted"
    http_status = 403
    field = "prompt"

    def __init__(self, handle: str = "", what: str = "") -> None:
        super().__init__(
            _("@%(handle)s does not want to be shown with this: %(what)s. Leave it out, or leave them out.")
            % {"handle": handle, "what": what}
        )


class ApprovalNeeded(Refusal):
    """The owner wants to see each use first."""

    code = "cameo_approval_needed"
    http_status = 403
    field = "prompt"

    def __init__(self, handle: str = "", words: str = "") -> None:
        super().__init__(
            _("@%(handle)s wants to see these words first. Ask them from their profile; your words are kept.")
            % {"handle": handle}
        )
        self.handle, self.words = handle, words


class PublicFigure(Refusal):
    """A public figure is named; they have no cameo here."""

    code = "public_figure"
    http_status = 403
    field = "prompt"

    def __init__(self, name: str = "") -> None:
        super().__init__(
            _(
                "%(name)s cannot be staged by name: nobody is shown here who did not agree. "
                "Describe somebody else."
            )
            % {"name": name}
        )


class CameoOff(Refusal):
    """Policy lets this person make no cameo."""

    code = "cameo_off"
    http_status = 403
    message = _("Making a cameo is off for your account.")


class NoCameo(Refusal):
    """There is no verified likeness to change."""

    code = "no_cameo"
    http_status = 404
    message = _("Record your cameo first.")


class AccessNotForTeens(Refusal):
    """Under 18 only people one approves may be let in."""

    code = "cameo_access_teen"
    http_status = 403
    message = _("Until you are 18, only you and people you approve can use your cameo.")
    field = "access"


class RequestNotFound(Refusal):
    """No such request for this person to answer."""

    code = "cameo_request_not_found"
    http_status = 404
    message = _("There is no such request.")


class NothingToAsk(Refusal):
    """This person's likeness is not there to be asked for."""

    code = "cameo_nothing_to_ask"
    http_status = 404
    message = _("Their cameo is not available to you.")


class ChallengeOver(Refusal):
    """The numbers of this try were used already or are too old."""

    code = "cameo_challenge_over"
    http_status = 409
    message = _("These numbers are no longer good. Begin again with new ones.")


class TooManyRecordings(Refusal):
    """More tries in an hour than are needed."""

    code = "too_many_recordings"
    http_status = 429
    message = _("That was a lot of tries. Take a break and come back in an hour.")
    retry_after = 3600


class RecordingUnreadable(Refusal):
    """The file is no film with sound that can be read."""

    code = "recording_unreadable"
    message = _("This recording could not be read. Record again, with camera and microphone on.")
    field = "file"


class RecordingTooLarge(Refusal):
    """More than a few seconds ever need."""

    code = "recording_too_large"
    http_status = 413
    message = _("This recording is too large. Up to 40 MB and 60 seconds are enough.")
    field = "file"
