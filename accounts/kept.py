"""The newest answers of costly questions, kept in each process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any


class Kept:
    """The newest `most` answers; by a key that holds all that an answer rests on."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.found: OrderedDict[Any, Any] = OrderedDict()

    def get(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:  # noqa: ANN401 (what was made)
        """What is kept under `key`, or is made now. Two threads may make it twice, which does no harm."""
        kept = self.found.get(key)
        if kept is None:
            kept = self.found[key] = make()
            while len(self.found) > self.most:
                self.found.popitem(last=False)
        return kept
