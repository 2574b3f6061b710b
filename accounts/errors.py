"""The one error tree of the web side: a stable code, and a sentence for the person.

Pages show the sentence at `field`, the API answers with the code, the log names
both. Every subclass is listed in `docs/refusals.md`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Refusal(Exception):
    """Somebody asked for something they may not have, or that is not there.

    `message` may be lazy; `field` is the form field it belongs to; `retry_after`
    is in seconds, when waiting helps; `http_status` is what a page or a program
    is answered with.
    """

    code: ClassVar[str] = "refused"
    http_status: ClassVar[int] = 422
    message: Text = _("That is not possible.")
    field: str | None = None
    retry_after: int | None = None
    lasting: Callable[[], None] | None = None  # writes what a rollback would lose: `lasting.py`

    def __init__(
        self, message: Text | None = None, *, field: str | None = None, retry_after: int | None = None
    ) -> None:
        if message is not None:
            self.message = message
        if field is not None:
            self.field = field
        if retry_after is not None:
            self.retry_after = retry_after
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)
