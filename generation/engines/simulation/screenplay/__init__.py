"""Words → screenplay. Light to import: the web process reads prompts with it."""

from .model import (
    SCHEMA_VERSION,
    Actor,
    Appearance,
    Beat,
    CameraPlan,
    Line,
    Mark,
    Prop,
    Screenplay,
    Shot,
    Word,
)
from .reader import read_prompt

__all__ = [
    "SCHEMA_VERSION",
    "Actor",
    "Appearance",
    "Beat",
    "CameraPlan",
    "Line",
    "Mark",
    "Prop",
    "Screenplay",
    "Shot",
    "Word",
    "read_prompt",
]
