"""The nouns of the feed."""

from __future__ import annotations

# direct messages are a package of their own; at the end, as they point at posts
from ..direct.models import Conversation, Message, Seat
from .chats import ChatReading, ChatTopic, ReadState
from .post import Commenters, Post, PostQuerySet, Prepared, Viewer, Visibility
from .taking_part import Collection, Comment, CommentQuerySet, Like, Saved, Waits
from .taste import CheckIn, Feeling, Hidden, Mute, Preference, Scope, Seen, Signal, SignalSwitch
from .weighing import WeightsVersion

__all__ = [
    "ChatReading",
    "ChatTopic",
    "CheckIn",
    "Collection",
    "Comment",
    "CommentQuerySet",
    "Commenters",
    "Conversation",
    "Feeling",
    "Hidden",
    "Like",
    "Message",
    "Mute",
    "Post",
    "PostQuerySet",
    "Preference",
    "Prepared",
    "ReadState",
    "Saved",
    "Scope",
    "Seat",
    "Seen",
    "Signal",
    "SignalSwitch",
    "Viewer",
    "Visibility",
    "Waits",
    "WeightsVersion",
]
