"""News about videos for the apps above; sent after the commit that made it true."""

from __future__ import annotations

from django.dispatch import Signal

# keyword arguments: video, from_status, to_status, reason
video_transitioned = Signal()
# keyword argument of both: video
video_deleted = Signal()
video_restored = Signal()
