"""What this app answers no to, each with a stable code and a sentence for the person."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.errors import Refusal

from .engines.diffusion.manifest import Function


class BadChoice(Refusal):
    """A model, size, length, style or number that is not on offer."""

    code = "bad_choice"


class BadScreenplay(Refusal):
    """A screenplay that does not keep to the schema, or that names what nobody can stage."""

    code = "bad_screenplay"
    message = _("This screenplay cannot be read. Read the words anew, or undo the last change.")

    @classmethod
    def because(cls, reason: str) -> BadScreenplay:
        """With the loader's own words for what is wrong."""
        return cls(_("This screenplay cannot be staged: %(reason)s") % {"reason": reason})


class QuotaReached(Refusal):
    """The day's videos are used up."""

    code = "quota_reached"
    http_status = 429
    message = _("You have used all your videos for today.")


class CreditsSpent(QuotaReached):
    """The credits of the last 24 hours are used up; says when enough of them are back."""

    code = "credits_spent"
    message = _("You have used your credits of the last 24 hours.")


class PlanNeeded(Refusal):
    """The model is for another plan."""

    code = "plan_needed"
    http_status = 403
    message = _("This model is for Pro accounts. Choose another, or ask the people who run this site.")
    field = "model"


class TooManyAtOnce(Refusal):
    """As many videos as one may have in the making are being made."""

    code = "too_many_at_once"
    http_status = 429
    message = _("%(limit)d of your videos are being made. Wait until one is ready, or cancel one.")


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


class ShotsNotKept(Refusal):
    """What is made from a video needs its shots as they were rendered, and they are gone."""

    code = "shots_not_kept"
    http_status = 409
    message = _("The shots of this video are not kept any more. Make it anew from its words.")


class NothingChanges(Refusal):
    """An instruction in which nothing is understood that the film could have."""

    code = "nothing_changes"
    message = _(
        "These words change nothing in this video. Say what should be different: a time, a place, a colour…"
    )
    field = "instruction"


class TooLong(Refusal):
    """An extension or a joined video beyond the longest film."""

    code = "too_long"
    message = _("A video can be up to 120 seconds long.")


class PartsDiffer(Refusal):
    """Videos of different sizes, of others, or too few or too many of them cannot be joined."""

    code = "parts_differ"
    message = _("Choose two to five finished videos of your own that have the same size.")


class LibraryUnreadable(Refusal):
    """An export that is no zip, or larger than it may be."""

    code = "library_unreadable"
    message = _("Choose the zip of your export, up to 2 GB.")
    field = "export"


class LibraryBusy(Refusal):
    """Another export of the same person is being taken over."""

    code = "library_busy"
    http_status = 409
    message = _("Your other export is still being taken over. Wait until it is done, or stop it.")
    field = "export"


class ImageRefused(Refusal):
    """A start image that cannot be read, is too large, or shows somebody's face."""

    code = "image_refused"
    message = _("This picture cannot be used. Choose a JPEG, PNG or WebP of up to 10 MB.")
    field = "start_image"


class ImageUnchecked(Refusal):
    """A start image that could not be checked; what is not checked is not used."""

    code = "image_unchecked"
    http_status = 503
    message = _("Your picture could not be checked just now. Try again in a minute, or go on without it.")
    field = "start_image"


class FootageRefused(Refusal):
    """A film that was sent and cannot be decoded, is too large or too long, or shows somebody's face."""

    code = "footage_refused"
    message = _("This film cannot be used. Send an MP4, MOV or WebM of 1 to 116 seconds and up to 100 MB.")
    field = "video"

    @classmethod
    def because(cls, reason: str) -> FootageRefused:
        """With the decoder's own words for what is wrong."""
        return cls(_("This film cannot be used. %(reason)s") % {"reason": reason})


class FootageUnchecked(Refusal):
    """A film that was sent and could not be checked; what is not checked is not used."""

    code = "footage_unchecked"
    http_status = 503
    message = _("Your film could not be checked just now. Try again in a minute.")
    field = "video"


class NotInIt(Refusal):
    """Somebody asks to take themselves out of a video that does not show them."""

    code = "not_in_it"
    http_status = 404
    message = _("This video does not show you.")


class ModelAway(Refusal):
    """The weights that made a video are not ready on any worker, and no other engine can go on from it."""

    code = "model_away"
    http_status = 503
    message = _(
        "The model that made this video is resting, and only it can go on from there. "
        "Try again later, or remix it."
    )


class ModelCannot(Refusal):
    """What is asked for is beyond the weights that must make it; said with what they can do."""

    code = "model_cannot"
    message = _("The model of this video cannot do that.")

    @classmethod
    def of(cls, lacking: Iterable[Function], known: Iterable[Function]) -> ModelCannot:
        """With what is lacking and what is there, in the reader's language."""
        return cls(
            _("The model of this video cannot do that: %(lacking)s. It can: %(known)s.")
            % {"lacking": _named(lacking), "known": _named(known)}
        )


ABILITIES: dict[Function, Promise] = {
    Function.TEXT: _("make films from words"),
    Function.IMAGE: _("begin with a picture"),
    Function.EXTEND: _("go on from a film"),
    Function.CONTROL: _("follow the simulation"),
    Function.UPSCALE: _("refine at twice the size"),
    Function.VOICE: _("move lips to given words"),
    Function.REFERENCE: _("show a given person, animal or thing"),
    Function.REMIX: _("make another film anew"),
}


def _named(functions: Iterable[Function]) -> str:
    asked = set(functions)
    return ", ".join(str(label) for function, label in ABILITIES.items() if function in asked)


class OnlyStaff(Refusal):
    """Only staff may decide about the machines and the models."""

    code = "only_staff"
    http_status = 403
    message = _("Only staff can do this.")


class WeightsUnknown(Refusal):
    """The catalogue describes no weights of that name."""

    code = "weights_unknown"
    http_status = 404
    message = _("The catalogue describes no weights of that name.")


class NotLooked(Refusal):
    """A file that is to be traced and cannot be decoded, or is too large or too long."""

    code = "not_looked"
    message = _("This file cannot be looked at. Send an MP4, MOV, WebM, JPEG, PNG or WebP of up to 100 MB.")
    field = "file"
