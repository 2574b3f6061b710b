"""What other apps ask moderation. A check that errors is a no, never a yes."""

from __future__ import annotations

from typing import Any

import structlog

from accounts.errors import Refusal
from accounts.family import ages
from accounts.models import Person
from accounts.policy import policy_for

from . import refusals, screening
from .desk import watching
from .models import Decision, Surface
from .screening import Verdict

__all__ = ["Surface", "Verdict", "review_result", "screen", "screen_prompt"]

# the field of a form that the words of a surface come from
FIELDS = {
    Surface.PROMPT: "prompt",
    Surface.CAPTION: "caption",
    Surface.COMMENT: "text",
    Surface.MESSAGE: "text",
    Surface.NAME: "bio",
    Surface.FILM: None,
}
# where people speak of themselves
OF_ONESELF = {Surface.COMMENT, Surface.MESSAGE, Surface.NAME}
log = structlog.get_logger(__name__)


def screen_prompt(text: str, person: Person) -> None:
    """Raise a Refusal unless `text` may be staged for `person`."""
    screen(text, person, Surface.PROMPT)


def screen(text: str, person: Person, surface: Surface) -> None:
    """Raise a Refusal unless `person` may say `text` there; what the rules forbid is kept as a decision."""
    try:
        adult = policy_for(person).mature_content
        refusal, finding = screening.text_refusal(text, surface, adult=adult)
    except Exception as error:
        log.exception("screening.failed", surface=surface)
        raise refusals.ScreeningUnavailable from error
    if surface in OF_ONESELF:
        ages.listen(person, text)
    if refusal is None:
        _listened(text, person, surface)
        return
    log.info("screening.refused", surface=surface, code=refusal.code, person=person.pk)
    if finding is not None:
        # only the words that the rule is about are kept, not the text
        Decision.objects.create(
            surface=surface,
            verdict="refused",
            code=refusal.code,
            reason=finding.category,
            person=person,
            excerpt=finding.words[:200],
        )
    no = refusal()
    no.field = FIELDS[surface]
    raise no


def _listened(text: str, person: Person, surface: Surface) -> None:
    """Strikes, stopped topics and watched words; a look that fails is a no."""
    try:
        watching.listen(text, person, surface)
    except Refusal as no:
        no.field = FIELDS.get(surface)
        raise
    except Exception as error:
        log.exception("watching.failed", surface=surface)
        raise refusals.ScreeningUnavailable from error


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
