"""What characters answer no to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.errors import Refusal


class ClipUnreadable(Refusal):
    """The file is no film that can be decoded."""

    code = "clip_unreadable"
    message = _("This film could not be read. Choose an MP4, MOV or WebM file.")
    field = "film"


class ClipTooShort(Refusal):
    """A character needs a few views."""

    code = "clip_too_short"
    message = _("This film is too short: show it for at least three seconds.")
    field = "film"


class ClipTooLarge(Refusal):
    """More than a few seconds ever need."""

    code = "clip_too_large"
    http_status = 413
    message = _("This film is too large. Up to 50 MB are enough: ten seconds will do.")
    field = "film"


class ShowsPerson(Refusal):
    """Somebody is in the film; people come in as cameos."""

    code = "character_shows_person"
    message = _(
        "Somebody is in this film. Film the pet or the thing alone: people come into videos as cameos, "
        "by their consent."
    )
    field = "film"


class NothingStandsOut(Refusal):
    """No one thing could be told from what is behind it."""

    code = "character_not_seen"
    message = _(
        "Nothing stands out clearly. Film it whole, in the middle of the picture, before a plain background."
    )
    field = "film"


class NameMissing(Refusal):
    """A name has 1 to 80 characters."""

    code = "character_name"
    message = _("Give it a name of 1 to 80 characters.")
    field = "name"


class HandleTaken(Refusal):
    """The name in prompts is somebody's handle, or of another of one's characters."""

    code = "character_handle_taken"
    http_status = 409
    message = _(
        "This name in prompts cannot be used: 3 to 24 small letters, digits and underscores, "
        "and nobody's handle nor another character of yours."
    )
    field = "handle"


class TooManyCharacters(Refusal):
    """More than one can keep track of, or made in a hurry."""

    code = "too_many_characters"
    http_status = 429
    message = _(
        "That is as many characters as fit here. Delete one, or wait an hour if you just made several."
    )


class CharacterMissing(Refusal):
    """There is none of that id or name that this person may use."""

    code = "character_not_available"
    http_status = 404
    message = _("There is no such character, or it is not shared with you.")
    field = "prompt"


class CharacterWaiting(Refusal):
    """A person must look at its film first."""

    code = "character_not_ready"
    http_status = 409
    message = _("This character cannot be used yet: somebody of the staff looks at its film first.")
    field = "prompt"
