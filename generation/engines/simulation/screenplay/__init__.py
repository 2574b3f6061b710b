"""Words → screenplay. Light to import: the web process reads prompts with it."""

from .model import (
    SCHEMA_VERSION,
    Actor,
    Appearance,
    Beat,
    CameraPlan,
    Feeling,
    Line,
    Mark,
    Prop,
    Screenplay,
    Shot,
    Word,
)
from .reader import read_prompt
from .styling import AUTO, DEFAULT_STYLE

__all__ = [
    "AUTO",
    "DEFAULT_STYLE",
    "SCHEMA_VERSION",
    "Actor",
    "Appearance",
    "Beat",
    "CameraPlan",
    "Feeling",
    "Line",
    "Mark",
    "Prop",
    "Screenplay",
    "Shot",
    "Word",
    "read_prompt",
]
