"""Speaking behind one protocol: espeak in a process of its own, or a neural model where its weights are.

Everything that speaks takes lines with the voices of drawn people and gives
back samples with the times of sounds and words, which lips and captions
follow. A deployment names a neural voice by `SORA_VOICE`, described in its
catalogue as `[voices.NAME]`; without one espeak speaks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..simulation.sound.speech import Speech
    from ..simulation.sound.voices import Voice

SETTING = "SORA_VOICE"
ESPEAK = "espeak"
_permits: list[Callable[[str], bool]] = []


class Speaker(Protocol):
    """Whatever speaks."""

    def speak_all(self, lines: Sequence[tuple[str, Voice]]) -> list[Speech]:
        """Speak each line in its voice; raises `EngineUnavailable` or `RenderFailed`."""
        ...


def permit_by(permits: Callable[[str], bool]) -> None:
    """Let `permits(name)` say which neural voices may speak here; without it all may."""
    _permits[:] = [permits]


def _wanted() -> str:
    """The neural voice that is named and may speak; "" where espeak does."""
    name = os.environ.get(SETTING, "")
    return name if name and all(permits(name) for permits in _permits) else ""


def named() -> str:
    """The name of the voice that speaks in this process."""
    return _wanted() or ESPEAK


def chosen() -> Speaker | None:
    """The neural speaker that this deployment names; None where espeak speaks."""
    name = _wanted()
    return _loaded(name) if name else None


def copies() -> bool:
    """Whether the speaker of this deployment can speak in the voice of a recording."""
    from .. import catalog

    name = _wanted()
    return bool(name) and catalog.voice(name).copies(catalog.models_folder())


@cache
def _loaded(name: str) -> Speaker:
    from .. import catalog
    from .neural import Neural

    return Neural(catalog.voice(name), catalog.models_folder())
