"""What this app answers no to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .errors import Refusal


class TooYoung(Refusal):
    """Under 13; nothing is kept of them."""

    code = "too_young"
    http_status = 403
    message = _("You need to be at least 13 to use Sora. Come back when you are: it will still be here.")
    field = "birth_date"


class BirthDateMissing(Refusal):
    """Nobody creates anything before saying when they were born."""

    code = "birth_date_missing"
    http_status = 403
    message = _("Tell us your date of birth in your settings first.")
    field = "birth_date"


class AccountClosed(Refusal):
    """The account was deactivated by staff."""

    code = "account_inactive"
    http_status = 403
    message = _("This account has been deactivated. Write to the people who run this site.")


class CreatingOff(Refusal):
    """Policy does not let this person create."""

    code = "creating_off"
    http_status = 403
    message = _("Creating videos is switched off for this account.")


class InviteUnknown(Refusal):
    """No such code was ever given."""

    code = "invite_unknown"
    http_status = 404
    message = _("This invite code does not exist. Check it for typing mistakes, or ask for the link again.")
    field = "code"


class InviteUsed(Refusal):
    """All uses of the code are spent."""

    code = "invite_used"
    http_status = 404
    message = _("This invite has already been used. Ask the person who sent it for another.")
    field = "code"


class InviteExpired(Refusal):
    """The code's time is over."""

    code = "invite_expired"
    http_status = 404
    message = _("This invite has expired. Ask the person who sent it for a new one.")
    field = "code"


class InviteRevoked(Refusal):
    """Its issuer or staff took it back."""

    code = "invite_revoked"
    http_status = 404
    message = _("This invite was taken back by the person who sent it.")
    field = "code"


class TooManyTries(Refusal):
    """Guessing is slow on purpose."""

    code = "too_many_tries"
    http_status = 429
    message = _("Too many tries. Wait a few minutes, then try again.")


class NoInvitesLeft(Refusal):
    """All of a person's invites are given."""

    code = "no_invites_left"
    http_status = 409
    message = _("You have given all your invites.")


class NotYourInvite(Refusal):
    """Somebody else's code, or one that was used."""

    code = "invite_not_yours"
    http_status = 403
    message = _("Only an unused invite of your own can be taken back.")


class NotYourself(Refusal):
    """Following or blocking oneself."""

    code = "not_yourself"
    message = _("That is you.")


class PersonUnavailable(Refusal):
    """No such person, or a block lies between; said alike."""

    code = "person_unavailable"
    http_status = 404
    message = _("This profile is not available.")


class PushUnusable(Refusal):
    """A browser gave an address or keys that no push service has."""

    code = "push_unusable"
    message = _("This browser gave no address at which it can be told.")
