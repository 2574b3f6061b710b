"""Where a take lies: a folder or a zip of files, the same bytes for the same content.

Owns names, compression and clocks in headers; nothing of what a take means.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

EPOCH = (1980, 1, 1, 0, 0, 0)


def write(path: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` into the zip or the folder `path`, which is made; an older take there is replaced."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                packed = zipfile.ZIP_STORED if name.endswith(".npz") else zipfile.ZIP_DEFLATED
                archive.writestr(zipfile.ZipInfo(name, EPOCH), content, packed)
        return
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content)


def read(path: Path, name: str) -> bytes:
    """One file of a take; `FileNotFoundError` when it is not there, `BadZipFile` when the zip is broken."""
    if not path.is_file():
        return (path / name).read_bytes()
    with zipfile.ZipFile(path) as archive:
        try:
            return archive.read(name)
        except KeyError:
            raise FileNotFoundError(f"{path.name} holds no {name}") from None


def packed(arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """A NumPy archive whose bytes depend on its content alone."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", EPOCH), buffer.getvalue())
    return whole.getvalue()


def unpacked(content: bytes) -> dict[str, npt.NDArray[Any]]:
    """The arrays of `packed`; `ValueError` or `BadZipFile` for anything else."""
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        return {name: file[name] for name in file.files}
