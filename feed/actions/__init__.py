"""The only writers of the feed: permission, write, audit and event together."""

from __future__ import annotations

from .publishing import publish, unpublish
from .steering import (
    bring_back_wish,
    change_wish,
    less_like_this,
    mute,
    switch_signal,
    take_back_wish,
    unhide,
    unmute,
    wish,
)
from .taking_part import (
    collect,
    comment,
    delete_collection,
    like,
    new_collection,
    remove_comment,
    save,
    unlike,
    unsave,
)

__all__ = [
    "bring_back_wish",
    "change_wish",
    "collect",
    "comment",
    "delete_collection",
    "less_like_this",
    "like",
    "mute",
    "new_collection",
    "publish",
    "remove_comment",
    "save",
    "switch_signal",
    "take_back_wish",
    "unhide",
    "unlike",
    "unmute",
    "unpublish",
    "unsave",
    "wish",
]
