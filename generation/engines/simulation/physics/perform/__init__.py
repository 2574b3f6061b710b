"""Performing: what actors do by hand-made motion, kinematically, one performer per kind of rig.

A performer sets poses, not torques: nothing pushes it, but it pushes what is
free. Its feet keep their places and its flights follow gravity; it is reported
as `kinematic` all the same.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...blocking.script import Script
    from ..skills import Stage
    from .base import Performer

Maker = Callable[["Stage", "Script"], "Performer"]
PERFORMERS: dict[str, Maker] = {}


def performer(*rigs: str) -> Callable[[Maker], Maker]:
    """Register who performs bodies of these rigs."""

    def register(maker: Maker) -> Maker:
        for rig in rigs:
            PERFORMERS[rig] = maker
        return maker

    return register


def load() -> None:
    """Import every module of this package, so that all are registered."""
    for module in pkgutil.iter_modules(__path__):
        import_module(f".{module.name}", __name__)
