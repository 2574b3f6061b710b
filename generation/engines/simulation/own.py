"""Things that people brought: a folder of GLB files, each with a note of its name, size and licence.

Light on purpose: the reader asks for names, only builders open the files. The
folder is empty until somebody says which one it is (`use`). A kind is named by
the file's content, so a screenplay always means the same thing.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import BadRequest

STEM = "own_"
KIND = re.compile(r"^own_[0-9a-f]{16}$")
MOST_BYTES = 16 * 1024 * 1024
NAME = re.compile(r"^[^\W\d_][\w' -]{1,38}$")
SMALLEST, LARGEST = 0.02, 30.0
_FOLDER: list[Path] = []


@dataclass(frozen=True, slots=True)
class Own:
    """One thing: `names` that prompts call it, `longest` side in metres, `mass` kg, licence and maker."""

    kind: str
    names: tuple[str, ...]
    longest: float
    mass: float
    licence: str
    owner: str

    @property
    def file(self) -> Path:
        """Where its GLB lies."""
        return folder() / f"{self.kind}.glb"


def use(place: Path) -> None:
    """Look for things in this folder from now on."""
    _FOLDER[:] = [place]
    _read.cache_clear()


def folder() -> Path:
    """The folder that is used; `BadRequest` before somebody said which."""
    if not _FOLDER:
        raise BadRequest("No folder of own things is in use.")
    return _FOLDER[0]


def all_of_them() -> tuple[Own, ...]:
    """Everything in the folder, in the order of the kinds; nothing where there is no folder."""
    if not _FOLDER or not _FOLDER[0].is_dir():
        return ()
    notes = sorted(_FOLDER[0].glob(f"{STEM}*.json"))
    return tuple(_read(note, note.stat().st_mtime_ns) for note in notes)


@lru_cache(maxsize=512)
def _read(note: Path, changed: int) -> Own:
    del changed
    row = json.loads(note.read_text("utf-8"))
    return Own(**{**row, "names": tuple(row["names"])})


def find(kind: str) -> Own | None:
    """The thing of that kind."""
    if not KIND.match(kind):
        return None
    return next((own for own in all_of_them() if own.kind == kind), None)


def add(
    file: Path, *, names: tuple[str, ...], longest: float, licence: str, owner: str, mass: float = 0.0
) -> Own:
    """Take a GLB into the folder; `BadRequest` says in a sentence what is wrong with it.

    A mass of 0 is reckoned from its size. The same file again only changes its note.
    """
    from .world.shapes import gltf

    if not names or not all(NAME.match(name) for name in names):
        raise BadRequest("Give it a name of letters that a prompt can say, 2 to 39 characters.")
    if not SMALLEST <= longest <= LARGEST:
        raise BadRequest(f"Its longest side must lie between {SMALLEST} and {LARGEST:g} metres.")
    if not licence.strip() or not owner.strip():
        raise BadRequest("Say under which licence it may be shown, and who made it.")
    if file.stat().st_size > MOST_BYTES:
        raise BadRequest(f"The file is larger than {MOST_BYTES // 2**20} MiB.")
    content = file.read_bytes()
    model = gltf.read(content)
    kind = STEM + hashlib.sha256(content).hexdigest()[:16]
    weight = mass or max(0.02, 250.0 * float(model.volume(longest)))
    own = Own(kind, tuple(name.casefold() for name in names), longest, weight, licence.strip(), owner.strip())
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    part = place / f".{kind}.part"
    shutil.copyfile(file, part)
    part.rename(own.file)
    own.file.with_suffix(".json").write_text(
        json.dumps(asdict(own), ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    return own


def remove(kind: str) -> bool:
    """Take a thing away; films that show it can be seen still, but not made again."""
    own = find(kind)
    if own is None:
        return False
    own.file.with_suffix(".json").unlink(missing_ok=True)
    own.file.unlink(missing_ok=True)
    return True
