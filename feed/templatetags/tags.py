"""The hashtags of a caption."""

from __future__ import annotations

import re

from django import template

register = template.Library()
TAG = re.compile(r"(?<![\w&])#(\w{2,40})")
MOST = 6


@register.filter
def hashtags(caption: str) -> list[str]:
    """Each tag once, without its sign, as it was written first."""
    found = {word.casefold(): word for word in reversed(TAG.findall(caption or ""))}
    return list(reversed(found.values()))[:MOST]
