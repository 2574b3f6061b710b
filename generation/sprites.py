"""The scrub preview of a video: its sprite sheet and the grid that says where each frame is."""

from __future__ import annotations

import json
from typing import Any

from .models import Video


def sprites_of(video: Video) -> dict[str, Any] | None:
    """`{url, columns, rows, width, height, interval}` of a ready video; None when there is no sheet."""
    if not video.is_ready:
        return None
    try:
        grid = json.loads(video.file("sprites.json").read_text("utf-8"))
    except (OSError, ValueError, LookupError):
        return None
    return {**grid, "url": video.media_url("spritesheet.jpg")}
