"""Which posts a person is shown and in which order: numbers in, order and reasons out, nothing of Django.

Rewards what makes people create and take part, novelty and closeness. How long
somebody looked is no input: there is no field for it.
"""

from __future__ import annotations

from .explain import Reason
from .matter import Reader, Shelf, Weights, Wish
from .pipeline import Ranked, rank

__all__ = ["Ranked", "Reader", "Reason", "Shelf", "Weights", "Wish", "rank"]
