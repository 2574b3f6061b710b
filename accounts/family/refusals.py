"""What the family pages answer no to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..errors import Refusal


class OfferUnavailable(Refusal):
    """No such offer, or it was used, taken back, or is older than a week; said alike."""

    code = "family_offer_unavailable"
    http_status = 404
    message = _("This family link does not work any more. Ask for a new one.")


class NotForYou(Refusal):
    """A guardian is 18 or more, a teen is 13 to 17, and nobody guards themselves."""

    code = "family_wrong_side"
    http_status = 403
    message = _("A family link goes from an adult to somebody of 13 to 17, and not to oneself.")


class FamilyFull(Refusal):
    """Two guardians a teen."""

    code = "family_full"
    http_status = 409
    message = _("There are two guardians already. One of them has to leave first.")


class AlreadyFamily(Refusal):
    """Linked, or about to be."""

    code = "family_already"
    http_status = 409
    message = _("You two are linked already, or wait for a yes.")


class TooManyOffers(Refusal):
    """Open offers are few."""

    code = "family_too_many_offers"
    http_status = 409
    message = _("You have five open offers. Take one back first.")


class QuietHours(Refusal):
    """The quiet hours of a person or their guardians."""

    code = "quiet_hours"
    http_status = 403
    message = _("It is quiet time now. What you wrote is still here when it ends.")


class NoNewFollowers(Refusal):
    """The followed person, or their guardian, takes no new followers."""

    code = "no_new_followers"
    http_status = 403
    message = _("This person takes no new followers.")


class ReasonMissing(Refusal):
    """A correction by staff without a reason, or by somebody who is not staff."""

    code = "age_reason_missing"
    message = _("Say why: the reason is kept with the correction.")
    field = "why"


class ZoneChangedLately(Refusal):
    """A teen moves their clocks once a week at most, so that the night stays the night."""

    code = "zone_changed_lately"
    http_status = 409
    message = _("You changed your time zone within the last week. Change it again later.")
    field = "time_zone"
