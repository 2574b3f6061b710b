"""Screenplay → world: who and what stands where, on which set, ready for physics."""

from .build import Sky, World, build
from .water import Water

__all__ = ["Sky", "Water", "World", "build"]
