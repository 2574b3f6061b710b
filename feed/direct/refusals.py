"""What direct messages answer no to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.errors import Refusal


class MessagesOff(Refusal):
    """Policy does not let this person write or read messages."""

    code = "messages_off"
    http_status = 403
    message = _("Direct messages are off for your account.")
    field = "text"


class StrangersOff(Refusal):
    """This person exchanges messages only with people whom they follow."""

    code = "messages_strangers_off"
    http_status = 403
    message = _("You exchange messages only with people whom you follow.")
    field = "text"


class NotTaken(Refusal):
    """The other takes no messages, none from strangers, or declined: which one is not told."""

    code = "messages_not_taken"
    http_status = 403
    message = _("This person takes no messages from you.")
    field = "text"


class WaitForAnswer(Refusal):
    """A stranger may say only so much before there is an answer."""

    code = "messages_wait"
    http_status = 409
    message = _("You can write more once you get an answer.")
    field = "text"


class MessageEmpty(Refusal):
    """Neither words nor a video."""

    code = "message_empty"
    http_status = 422
    message = _("Write something first.")
    field = "text"


class TooManyMessages(Refusal):
    """More than a person types."""

    code = "too_many_messages"
    http_status = 429
    message = _("That is a lot of messages. Wait a minute.")
    field = "text"


class MessageNotFound(Refusal):
    """No such message or conversation of this person."""

    code = "message_not_found"
    http_status = 404
    message = _("There is no such message.")
