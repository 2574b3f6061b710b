"""What the pages of chats answer no to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.errors import Refusal


class ChatsOff(Refusal):
    """Never for teens, nor where a feed of one's own is off."""

    code = "chat_history_off"
    http_status = 403
    message = _("Chats are not used for your account.")


class ChatsBusy(Refusal):
    """One export at a time."""

    code = "chats_busy"
    http_status = 409
    message = _("An export of yours is being read already. Wait for it, or stop it.")


class ChatsNotAgreed(Refusal):
    """Nobody's chats are read without a yes to what is done with them."""

    code = "chats_not_agreed"
    http_status = 403
    message = _("Read what is done with your chats, and agree to it first.")


class TopicNotFound(Refusal):
    """No such topic of one's own."""

    code = "topic_not_found"
    http_status = 404
    message = _("This topic is not there any more.")


class TopicUnclear(Refusal):
    """A topic without words, or one that is there already."""

    code = "topic_unclear"
    message = _("A topic has one to eighty letters, and is there once.")
