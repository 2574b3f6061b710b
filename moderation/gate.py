"""What other apps ask moderation. A check that errors is a no, never a yes."""

from __future__ import annotations

from typing import Any

import structlog

from accounts.models import Person

from . import refusals, screening
from .models import Decision, Surface
from .screening import Verdict

__all__ = ["Verdict", "review_result", "screen_prompt"]

log = structlog.get_logger(__name__)


def screen_prompt(text: str, person: Person) -> None:
    """Raise a Refusal unless `text` may be staged for `person`."""
    try:
        refusal = screening.prompt_refusal(text)
    except Exception as error:
        log.exception("screening.failed", surface="prompt")
        raise refusals.ScreeningUnavailable from error
    if refusal is not None:
        log.info("screening.refused", surface="prompt", code=refusal.code, person=person.pk)
        raise refusal


def review_result(facts: Any) -> tuple[Verdict, str]:  # noqa: ANN401 (the probe of a media file)
    """The verdict on a decoded film with its reason; an error is SERIOUS and goes to a person."""
    try:
        verdict, code, reason = screening.film_verdict(facts)
    except Exception as error:
        log.exception("screening.failed", surface="film")
        verdict, code, reason = Verdict.SERIOUS, "screening_unavailable", f"The review failed: {error}."
    if verdict is not Verdict.ALLOW:
        Decision.objects.create(surface=Surface.FILM, verdict=verdict, code=code, reason=reason)
    return verdict, reason
