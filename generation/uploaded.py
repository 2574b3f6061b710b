"""What was sent for a video, asked once more at release: whose faces are in it, and do they still agree.

A face that may be a consenting person's, or whose consent is gone since, holds the film for staff.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _
from PIL import Image

from cameo import uploads

from . import footage
from .engines.footage import sandbox
from .engines.footage.sandbox import Errand, FilmRefused
from .models import Video


def doubt(video: Video, folder: Path) -> str:
    """Why a person must look at the film because of what was sent for it; "" for no reason.

    `folder` is a private one to work in.
    """
    try:
        pictures = [*_start(video), *_stills(video, folder)]
        found = uploads.look(pictures, video.owner) if pictures else None
    except (FilmRefused, OSError, ValueError):
        return _("What was sent for this video could not be looked at again.")
    if not pictures:
        return ""
    if found is None:
        return _("What was sent for this video could not be looked at again.")
    if found.verdict is uploads.Verdict.SOMEBODY:
        return _("What was sent for this video shows a face of nobody who agrees.")
    if found.verdict is uploads.Verdict.UNCERTAIN:
        whose = f"@{found.like}" if found.like else "–"
        return _("What was sent for this video may show a face; most alike: %(who)s.") % {"who": whose}
    return ""


def _start(video: Video) -> list[uploads.Picture]:
    path = video.start_image_file
    if path is None or not path.is_file():
        return []
    with Image.open(path, formats=("PNG",)) as kept:
        return [np.asarray(kept.convert("RGB"), np.uint8)]


def _stills(video: Video, folder: Path) -> list[uploads.Picture]:
    path = footage.of(video)
    if path is None:
        return []
    there = folder / "sent"
    there.mkdir(mode=0o700)
    sandbox.run(Errand("look", path, there, {}, sandbox.LOOK_SECONDS))
    return list(footage.pictures(sorted(there.glob("still-*.png"))))
