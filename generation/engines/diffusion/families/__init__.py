"""Families of models by name. Importing this loads torch and diffusers: only workers do."""

from __future__ import annotations

from ..order import Family
from .ltx2 import LTX2
from .minimax import MiniMaxH3
from .wan import Wan, WanVACE

_ALL: tuple[Family, ...] = (LTX2(), Wan(), WanVACE(), MiniMaxH3())
FAMILIES = {family.name: family for family in _ALL}
