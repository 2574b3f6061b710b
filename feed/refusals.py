"""What the feed answers no to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.errors import Refusal

from .direct import refusals as direct  # noqa: F401 (whoever knows the feed's refusals knows those of messages)


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


class SharingOff(Refusal):
    """Policy does not let this person publish at all."""

    code = "sharing_off"
    http_status = 403
    message = _("Publishing is off for your account. The video stays in your drafts.")
    field = "visibility"


class PostNotFound(Refusal):
    """No such post of this person."""

    code = "post_not_found"
    http_status = 404
    message = _("There is no such post.")


class CommentsClosed(Refusal):
    """The author of the post lets nobody, or not this person, comment."""

    code = "comments_closed"
    http_status = 403
    message = _("The author does not take comments from you here.")
    field = "text"


class CommentsOff(Refusal):
    """Policy does not let this person comment."""

    code = "comments_off"
    http_status = 403
    message = _("Comments are off for your account.")
    field = "text"


class CommentEmpty(Refusal):
    """No words."""

    code = "comment_empty"
    message = _("Write a few words first.")
    field = "text"


class CommentNotFound(Refusal):
    """No such comment, or not this person's to take back."""

    code = "comment_not_found"
    http_status = 404
    message = _("There is no such comment.")


class TooManyComments(Refusal):
    """More in a minute than a person writes."""

    code = "too_many_comments"
    http_status = 429
    message = _("That was a lot of comments. Wait a minute, then go on.")
    field = "text"
    retry_after = 60


class NotYourself(Refusal):
    """Muting oneself."""

    code = "mute_not_yourself"
    message = _("That is you.")


class WishNotUnderstood(Refusal):
    """A sentence about the feed without anything to wish for."""

    code = "wish_not_understood"
    message = _("Say what you want more or less of, for example: more whales, fewer cats.")
    field = "sentence"


class TooManyWishes(Refusal):
    """More than a list that one still reads."""

    code = "too_many_wishes"
    http_status = 409
    message = _("You have thirty wishes already. Take one back first.")
    field = "sentence"


class WishNotFound(Refusal):
    """No such wish of this person."""

    code = "wish_not_found"
    http_status = 404
    message = _("There is no such wish.")


class SignalUnknown(Refusal):
    """No such signal."""

    code = "signal_unknown"
    message = _("There is no such signal.")


class PersonalisationOff(Refusal):
    """Policy lets the feed learn nothing."""

    code = "personalisation_off"
    http_status = 403
    message = _("A feed of your own is off for your account.")
    field = "sentence"


class CollectionNotFound(Refusal):
    """No such collection of this person."""

    code = "collection_not_found"
    http_status = 404
    message = _("There is no such collection.")
