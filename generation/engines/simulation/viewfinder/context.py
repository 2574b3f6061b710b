"""Where the viewfinder gets its OpenGL from: EGL first (a GPU if there is one), OSMesa as the floor.

Owns the choice and nothing else. MuJoCo's own choice by the variable MUJOCO_GL
happens when `mujoco` is imported, too early for a worker that has already
simulated, so the context class is taken directly. One process can hold only one
kind, because PyOpenGL binds to a platform at its first import.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

from ...errors import EngineUnavailable

KINDS = ("egl", "osmesa")


def _candidates() -> list[str]:
    """The kinds worth trying in this process, best first."""
    wanted = os.environ.get("PYOPENGL_PLATFORM") or os.environ.get("MUJOCO_GL", "")
    if wanted in KINDS:
        return [wanted, *(kind for kind in KINDS if kind != wanted and "OpenGL" not in sys.modules)]
    return list(KINDS)


def _forget_opengl(platform: str | None) -> None:
    """Undo a failed attempt, so that the next kind starts from a clean import."""
    for name in [name for name in sys.modules if name == "OpenGL" or name.startswith("OpenGL.")]:
        del sys.modules[name]
    for kind in KINDS:
        sys.modules.pop(f"mujoco.{kind}", None)
        sys.modules.pop(f"mujoco.{kind}.egl_ext", None)
    if platform is None:
        os.environ.pop("PYOPENGL_PLATFORM", None)
    else:
        os.environ["PYOPENGL_PLATFORM"] = platform


def open_context(width: int, height: int) -> Any:
    """A current headless GL context of at least `width` x `height` pixels.

    Raises `EngineUnavailable`, with what each kind said, if none can be made.
    """
    reasons: list[str] = []
    for kind in _candidates():
        platform = os.environ.get("PYOPENGL_PLATFORM")
        try:
            context = import_module(f"mujoco.{kind}").GLContext(width, height)
            context.make_current()
        except Exception as error:  # noqa: BLE001 - drivers raise anything, and each is a reason to try the next
            reasons.append(f"{kind}: {error or type(error).__name__}")
            _forget_opengl(platform)
        else:
            return context
    raise EngineUnavailable(
        "No OpenGL for the viewfinder on this machine: install libegl1 or libosmesa6. Tried "
        + "; ".join(reasons)
        + "."
    )
