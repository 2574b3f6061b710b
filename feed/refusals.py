"""What the feed answers no to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.errors import Refusal


class NotPublishable(Refusal):
    """Not one's own, not finished, or kept back by the review."""

    code = "not_publishable"
    http_status = 409
    message = _("Only a finished video of your own that passed the review can be published.")


class PublicPostsOff(Refusal):
    """Policy does not let this person publish to everybody."""

    code = "public_posts_off"
    http_status = 403
    message = _("Publishing to everybody is off for your account. You can still share it with a link.")
    field = "visibility"


class PostNotFound(Refusal):
    """No such post of this person."""

    code = "post_not_found"
    http_status = 404
    message = _("There is no such post.")
