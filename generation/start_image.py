"""Start images: decoded safely, without what the camera wrote in them, checked, and stored privately.

Whatever cannot be decoded, is too large or cannot be checked is refused. A
picture with the face of somebody who has not agreed is refused; see `cameo.uploads`. What is uncertain is
let in, and staff look at the film before anybody else sees it.
"""

from __future__ import annotations

import io
import shutil
import uuid
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np
import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image

from accounts.models import Person
from cameo import uploads
from moderation.desk import returning

from .engines.footage import sandbox
from .engines.footage.sandbox import Errand, FilmRefused
from .refusals import ImageRefused, ImageUnchecked

if TYPE_CHECKING:
    from .models import Video

log = structlog.get_logger(__name__)
MOST_BYTES = 10 * 1024 * 1024
FACE = _(
    "This picture shows a face that is neither yours, by your cameo, nor of somebody who lets you use "
    "theirs. Choose one without."
)


def checked(upload: IO[bytes], person: Person) -> bytes:
    """The picture as a plain sRGB PNG, at most 1920 pixels long; raises a Refusal.

    Only its pixels are kept: no EXIF, no place, no thumbnail, no colour profile.
    """
    content = upload.read(MOST_BYTES + 1)
    if not content or len(content) > MOST_BYTES:
        raise ImageRefused
    picture = _decoded(content)
    _check_faces(picture, person)
    returning.require_new([np.asarray(picture, np.uint8)])
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _decoded(content: bytes) -> Image.Image:
    """The pixels, decoded in the sandbox; what is opened here was written there."""
    folder = Path(settings.WORK_DIR) / "incoming" / uuid.uuid4().hex
    folder.mkdir(parents=True, mode=0o700)
    try:
        (folder / "file").write_bytes(content)
        sandbox.run(Errand("picture", folder / "file", folder, {}, sandbox.PICTURE_SECONDS))
        with Image.open(folder / "picture.png", formats=("PNG",)) as plain:
            return plain.convert("RGB")
    except (FilmRefused, OSError, ValueError) as error:
        log.info("start_image.unreadable", error=str(error))
        raise ImageRefused from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_faces(picture: Image.Image, person: Person) -> None:
    """Refuse the face of anybody who has not agreed; refuse, too, when nothing here can tell."""
    try:
        found = uploads.look([np.asarray(picture, np.uint8)], person)
    except Exception as error:
        log.exception("start_image.unchecked")
        raise ImageUnchecked from error
    if found is None:
        raise ImageUnchecked
    if found.verdict is uploads.Verdict.SOMEBODY:
        raise ImageRefused(FACE)


def store(video: Video, content: bytes) -> None:
    """Keep the checked picture of a new video where only its worker finds it."""
    video.kept_folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    path: Path = video.kept_folder / "start.png"
    path.write_bytes(content)
    video.start_image = str(path.relative_to(settings.WORK_DIR))
    video.save(update_fields=["start_image"])


def of(video: Video | None) -> bytes:
    """The start image of a video, to be used again; b"" when it has none or it is not there any more."""
    path = video.start_image_file if video is not None else None
    try:
        return path.read_bytes() if path is not None else b""
    except OSError:
        return b""
