"""The only writers of the feed: permission, write, audit and event together."""

from __future__ import annotations

from .publishing import publish, unpublish
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
    "collect",
    "comment",
    "delete_collection",
    "like",
    "new_collection",
    "publish",
    "remove_comment",
    "save",
    "unlike",
    "unpublish",
    "unsave",
]
