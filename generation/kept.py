"""Keeps the shots of finished videos, and takes them over into what is made from them.

Edits, extensions, re-rolled shots and joined videos reuse what was rendered
once: near lossless pictures without a mark, takes, and sound before it was
mixed. They lie in a private folder beside the work folders, for `KEPT_DAYS`.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from accounts import clock

from . import conf
from .models import Shot, Video
from .refusals import ShotsNotKept
from .states import ShotStatus

FILES = ("picture", "sound", "take", "stems")


def keep(video: Video) -> None:
    """Move what the shots of a finished video left to where it is kept, and say so in their rows."""
    root = Path(settings.WORK_DIR)
    for shot in video.shots.filter(status=ShotStatus.RENDERED):
        folder = video.kept_folder / f"shot-{shot.index}"
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        result = dict(shot.result or {})
        for name in FILES:
            found = root / result[name] if name in result else None
            if found is None or not found.is_file():
                continue
            target = folder / found.name
            if found != target:
                found.replace(target)
            result[name] = str(target.relative_to(root))
        Shot.objects.filter(pk=shot.pk).update(result=result)


def whole(shot: Shot) -> bool:
    """Whether the picture and the sound of a finished shot are still there."""
    return all(_file(shot, name) is not None for name in ("picture", "sound"))


def is_whole(video: Video) -> bool:
    """Whether every shot of a video is still there as it was rendered."""
    shots = list(video.shots.all())
    return bool(shots) and all(whole(shot) for shot in shots)


def has_take(video: Video) -> bool:
    """Whether the last shot of a video can be gone on from."""
    last = video.shots.order_by("-index").first()
    return last is not None and whole(last) and _file(last, "take") is not None


def take_of(shot: Shot) -> Path | None:
    """The take of a finished shot, where it left one and it is still kept."""
    return _file(shot, "take")


def picture(shot: Shot) -> Path | None:
    """The picture track of a finished shot, without a mark; None when it is not kept."""
    return _file(shot, "picture")


def _file(shot: Shot, name: str) -> Path | None:
    path = (shot.result or {}).get(name)
    found = Path(settings.WORK_DIR) / path if path else None
    return found if found is not None and found.is_file() else None


def taken_over(shot: Shot, folder: Path) -> dict[str, Any]:
    """The result of a kept shot, its files linked into `folder`; raises `ShotsNotKept`.

    A link costs no room; where the disk cannot link, the files are copied.
    """
    if not whole(shot):
        raise ShotsNotKept
    root = Path(settings.WORK_DIR)
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    result = dict(shot.result or {})
    for name in FILES:
        found = _file(shot, name)
        if found is None:
            result.pop(name, None)
            continue
        target = folder / found.name
        try:
            target.unlink(missing_ok=True)
            try:
                os.link(found, target)
            except OSError:
                shutil.copyfile(found, target)
        except OSError as error:
            raise ShotsNotKept from error
        result[name] = str(target.relative_to(root))
    return result


def sweep() -> int:
    """Remove what is kept of videos that are gone, or longer than it is promised; answers how many."""
    root, swept = Path(settings.WORK_DIR) / "kept", 0
    oldest = clock.now() - timedelta(days=conf.kept_days())
    for folder in root.glob("video_*") if root.is_dir() else ():
        rows = Video.objects.filter(public_id=folder.name)
        wanted = rows.filter(created_at__gt=oldest).exclude(deleted_at__lt=clock.now() - timedelta(days=30))
        if not wanted.exists():
            with suppress(OSError):
                shutil.rmtree(folder)
                swept += 1
    return swept
