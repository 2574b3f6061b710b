"""Downloads weights from a hub at their pinned commit, going on where it broke off.

What is downloaded counts as there only once every file is whole: the folder
gets its name at the end. Files are made readable for the whole group, as
workers may run as another user.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import EngineUnavailable
from .files import Inspection, WeightsUnusable, inspect, inspect_voice
from .manifest import KINDS, Source, Spoken, Weights

WANTED = ("*.json", "*.safetensors", "*.txt", "*.model", "*.jinja", "LICENSE*", "README*")
ENDPOINT = "SORA_HUB"
ROOM = 1.02


@dataclass(frozen=True, slots=True)
class Downloaded:
    """How far a download is, in bytes and files."""

    bytes: int
    total: int
    files: int
    count: int
    name: str


def look(source: Source, folder: Path) -> Inspection:
    """What a folder holds, if it is whole; `WeightsUnusable` otherwise."""
    if isinstance(source, Spoken):
        return inspect_voice(folder, source.kind)
    assert isinstance(source, Weights)  # noqa: S101 (there is no third kind)
    return inspect(folder, KINDS[source.family])


def download(
    weights: Source, models: Path, on_progress: Callable[[Downloaded], None], token: str | None = None
) -> Path:
    """The folder of weights or of a voice, downloaded when it is not whole; raises `EngineUnavailable`,
    `WeightsUnusable`.
    """
    folder = weights.folder(models)
    if weights.local:
        raise WeightsUnusable(f"{weights.source} is a folder of this machine; there is nothing to download.")
    try:
        look(weights, folder)
    except WeightsUnusable:
        _fetch(weights, folder, on_progress, token)
    look(weights, folder)
    return folder


def _fetch(
    weights: Source, folder: Path, on_progress: Callable[[Downloaded], None], token: str | None
) -> None:
    import huggingface_hub as hub
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    endpoint = os.environ.get(ENDPOINT) or None
    part = folder.with_name(f"{folder.name}.part")
    part.mkdir(parents=True, exist_ok=True)
    try:
        about = hub.HfApi(endpoint, token=token).model_info(
            weights.source, revision=weights.revision, files_metadata=True
        )
        files = _wanted(about.siblings or [])
        total = sum(size for _, size in files)
        _room(part, total)
        before = 0
        for number, (name, size) in enumerate(files):
            on_progress(Downloaded(before, total, number, len(files), name))
            hub.hf_hub_download(
                weights.source,
                name,
                revision=weights.revision,
                local_dir=part,
                endpoint=endpoint,
                token=token,
            )
            before += size
        on_progress(Downloaded(total, total, len(files), len(files), ""))
    except GatedRepoError as error:
        raise EngineUnavailable(
            f"{weights.source} asks you to accept its terms on its own page first, "
            "and for a token (HF_TOKEN)."
        ) from error
    except RepositoryNotFoundError as error:
        raise EngineUnavailable(
            f"The hub has no {weights.source} at {weights.revision[:12]}, or not for you."
        ) from error
    except (HfHubHTTPError, OSError, ValueError) as error:
        raise EngineUnavailable(
            f"The download of {weights.source} broke off: {error}. Run the same command again; it goes on."
        ) from error
    _put_in_place(part, folder)


def _wanted(siblings: list[Any]) -> list[tuple[str, int]]:
    from fnmatch import fnmatch

    found = [(file.rfilename, int(file.size or 0)) for file in siblings]
    return [(name, size) for name, size in found if any(fnmatch(Path(name).name, kind) for kind in WANTED)]


def _room(part: Path, total: int) -> None:
    """Raise `EngineUnavailable` unless the rest fits on the disk."""
    have = sum(path.stat().st_size for path in part.rglob("*") if path.is_file())
    free = shutil.disk_usage(part).free
    if (total - have) * ROOM > free:
        raise EngineUnavailable(
            f"The weights need {(total - have) / 1e9:.1f} GB more and the disk has "
            f"{free / 1e9:.1f} GB. Make room."
        )


def _put_in_place(part: Path, folder: Path) -> None:
    shutil.rmtree(part / ".cache", ignore_errors=True)
    for path in part.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(folder, ignore_errors=True)
    part.replace(folder)
