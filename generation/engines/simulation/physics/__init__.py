"""Physics: a world and a length in seconds → a take."""

from .run import simulate

__all__ = ["simulate"]
