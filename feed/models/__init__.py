"""The nouns of the feed."""

from __future__ import annotations

from .post import Commenters, Post, PostQuerySet, Viewer, Visibility
from .taking_part import Collection, Comment, CommentQuerySet, Like, Saved
from .taste import Hidden, Mute, Preference, Scope, Seen, Signal, SignalSwitch

__all__ = [
    "Collection",
    "Comment",
    "CommentQuerySet",
    "Commenters",
    "Hidden",
    "Like",
    "Mute",
    "Post",
    "PostQuerySet",
    "Preference",
    "Saved",
    "Scope",
    "Seen",
    "Signal",
    "SignalSwitch",
    "Viewer",
    "Visibility",
]
