"""The kinds of data that this app keeps about a person."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.mydata import kinds
from accounts.mydata.kinds import Kind

from . import actions, bringing, conf, footage
from .library import taking
from .models import FILES, Appearance, Creation, LibraryImport, Transition, Video
from .states import ACTIVE, ParentKind

WORKING = frozenset({"folder", "release_token", "release_lease_until", "release_attempts", "submission"})


def _files(person: Person) -> Iterable[tuple[str, Path]]:
    for video in Video.objects.filter(owner=person, deleted_at=None).light().iterator():
        for name in FILES:
            path = video.file(name)
            if path is not None:
                yield f"{video.public_id}/{name}", path
        sent = footage.of(video) if video.parent_kind != ParentKind.REMIX else None
        if sent is not None:
            yield f"{video.public_id}/sent", sent


def _forget(person: Person) -> int:
    """Cancel what is being made and delete the rest, as the button under each video does."""
    videos = list(Video.objects.owned_by(person).light())
    for video in videos:
        if video.status in ACTIVE:
            actions.cancel(person, video)
        actions.delete(person, video)
    return len(videos)


def _end(person: Person) -> None:
    """Delete the files of all videos, also of those that were deleted before."""
    _forget(person)
    for video in Video.objects.filter(owner=person).light().iterator():
        folders = [conf.media_root() / video.folder] if video.folder else []
        folders = [
            conf.media_root() / "videos" / video.public_id,
            *folders,
            video.work_folder,
            video.kept_folder,
        ]
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        if video.start_image:
            (Path(settings.WORK_DIR) / video.start_image).unlink(missing_ok=True)


def _end_library(person: Person) -> None:
    """Its zips, too."""
    taking.forget(person)


def register() -> None:
    """Tell them."""
    kinds.register(
        Kind("videos", _("Your videos"), _("To make, show and keep them."),
             lambda p: Video.objects.filter(owner=p), "created_at", WORKING, files=_files, forget=_forget,
             before_end=_end, page="drafts", bring=bringing.videos),
        Kind("history", _("What happened to your videos"),
             _("To tell you, and staff, why a video is as it is."),
             lambda p: Transition.objects.filter(Q(video__owner=p)), "at", frozenset({"actor"})),
        Kind("library", _("Your Sora 1 library"),
             _("To keep what you made before: words, seeds, folders and favourites."),
             lambda p: Creation.objects.filter(owner=p), "", forget=taking.forget, before_end=_end_library,
             page="library"),
        Kind("library-imports", _("Exports that you brought"), _("To take your library over."),
             lambda p: LibraryImport.objects.filter(owner=p), "created_at", page="library"),
        Kind("appearances", _("Videos with you"), _("So that you see each one, and can take yourself out."),
             lambda p: Appearance.objects.filter(person=p), "at", page="appearances"),
    )  # fmt: skip
