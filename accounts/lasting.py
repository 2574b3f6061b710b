"""What stays written down though an action is refused and everything else of it is taken back.

A refusal inside of a transaction rolls back the row that says why. `lasting`, outermost on an action, writes
what the refusal carries (`Refusal.lasting`) once more when that happened.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from .errors import Refusal

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def lasting(action: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Above `transaction.atomic`: what a refusal carries is written outside of it."""

    @wraps(action)
    def _done(*given: Given.args, **named: Given.kwargs) -> Answer:
        try:
            return action(*given, **named)
        except Refusal as no:
            if no.lasting is not None:
                no.lasting()
            raise

    return _done
