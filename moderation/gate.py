"""What other apps ask moderation. A check that errors is a no, never a yes."""

from __future__ import annotations

from functools import partial
from typing import Any

import structlog

from accounts.errors import Refusal
from accounts.family import ages
from accounts.models import Person
from accounts.policy import policy_for

from . import films, refusals, screening
from .desk import cases, second, watching
from .films import Material
from .findings import Finding
from .models import About, Decision, Surface
from .policies import live
from .policies.table import Decided
from .policies.terms import Audience, Category, Outcome
from .screening import Verdict

__all__ = [
    "About",
    "Material",
    "Outcome",
    "Surface",
    "Verdict",
    "looked_at_later",
    "review_film",
    "review_result",
    "screen",
    "screen_prompt",
    "weigh",
]

# the field of a form that the words of a surface come from
FIELDS = {
    Surface.PROMPT: "prompt",
    Surface.CAPTION: "caption",
    Surface.COMMENT: "text",
    Surface.MESSAGE: "text",
    Surface.NAME: "bio",
}
# where people speak of themselves
OF_ONESELF = {Surface.COMMENT, Surface.MESSAGE, Surface.NAME}
log = structlog.get_logger(__name__)


def screen_prompt(text: str, person: Person) -> Outcome:
    """Raise a Refusal unless `text` may be staged for `person`; REVIEW says that release will hold it."""
    return screen(text, person, Surface.PROMPT)


def screen(text: str, person: Person, surface: Surface) -> Outcome:
    """Raise a Refusal unless `person` may say `text` there, and answer what follows; see `weigh`."""
    return weigh(text, person, surface).outcome


def weigh(text: str, person: Person, surface: Surface) -> Decided:
    """Raise a Refusal unless `person` may say `text` there; what the policy speaks of is kept as a decision.

    REVIEW is no refusal: whoever asks keeps the words from others until a person has read them; a name, which
    cannot be kept from others, is refused, and a person can be asked. LOOK shows them, and a person reads
    them afterwards (`looked_at_later`).
    """
    try:
        refusal = screening.prompt_refusal(text)
        decided, audience, number = Decided(Outcome.ALLOW), Audience.TEEN, None
        if refusal is None:
            audience = audience_of(person)
            table = live.table()
            number = table.number
            decided = screening.judged(text, surface, audience, table)
            refusal = screening.refusal_for(decided, audience)
            if surface is Surface.NAME and decided.outcome is Outcome.REVIEW:
                refusal = refusals.Unsure
    except Exception as error:
        log.exception("screening.failed", surface=surface)
        raise refusals.ScreeningUnavailable from error
    if surface in OF_ONESELF:
        ages.listen(person, text)
    if refusal is not None and _let_through(text, person, surface, decided):
        refusal, decided = None, Decided(Outcome.ALLOW)
    row = None
    if decided.finding is not None:
        code = refusal.code if refusal is not None else f"content_{decided.finding.category}"
        row = keep(decided, surface, audience, number, code, person=person, refused=refusal is not None)
    if refusal is None:
        _listened(text, person, surface)
        return decided
    log.info("screening.refused", surface=surface, code=refusal.code, person=person.pk)
    no = refusal()
    no.field = FIELDS.get(surface)
    no.lasting = partial(_keep_again, row) if row is not None else None
    raise no


def _let_through(text: str, person: Person, surface: Surface, decided: Decided) -> bool:
    """Whether a person said before that just these words are fine; never of what nothing lifts."""
    if decided.finding is None or decided.finding.category == Category.MINORS:
        return False
    return second.let_through(text, person, surface)


def _keep_again(row: Decision) -> None:
    """Write a decision down once more that was rolled back with what was refused."""
    if not Decision.objects.filter(pk=row.pk, at=row.at, person=row.person_id).exists():
        row.pk = None
        row.save()


def _listened(text: str, person: Person, surface: Surface) -> None:
    """Strikes, stopped topics and watched words; a look that fails is a no."""
    try:
        watching.listen(text, person, surface)
    except Refusal as no:
        no.field = FIELDS.get(surface)
        row = Decision.objects.create(surface=surface, verdict="refused", code=no.code, person=person)
        no.lasting = partial(_keep_again, row)
        raise
    except Exception as error:
        log.exception("watching.failed", surface=surface)
        raise refusals.ScreeningUnavailable from error


def looked_at_later(decided: Decided, about: About, target: str, person: Person) -> None:
    """Put what waits for a look, before or after others see it, into the desk's queue."""
    if decided.outcome in {Outcome.LOOK, Outcome.REVIEW} and decided.finding is not None:
        cases.opened_by_reading(about, target, person, decided.finding.category)


def audience_of(person: Person) -> Audience:
    """Which audience somebody belongs to."""
    return Audience.ADULT if policy_for(person).mature_content else Audience.TEEN


def keep(
    decided: Decided,
    surface: str,
    audience: str,
    number: int | None,
    code: str,
    *,
    person: Person | None,
    refused: bool,
) -> Decision | None:
    """Write the decision down: of the text only the words that a rule is about."""
    finding: Finding | None = decided.finding
    if finding is None or (
        decided.outcome is Outcome.ALLOW and finding.category in {"unread", "other_language"}
    ):
        return None
    return Decision.objects.create(
        surface=surface,
        verdict="refused" if refused else decided.outcome,
        code=code,
        reason=finding.category,
        person=person,
        excerpt=finding.words[:200],
        category=finding.category,
        band=finding.band,
        by=finding.by,
        audience=audience,
        policy=number,
    )


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


def review_film(facts: Any, material: Material, person: Person) -> tuple[Verdict, str]:  # noqa: ANN401
    """The verdict on a decoded film by its facts, words, sound and pictures; an error is SERIOUS.

    What the policy refuses is held for a person, what it wants looked at is released to its owner alone.
    """
    verdict, reason = review_result(facts)
    if verdict is Verdict.SERIOUS:
        return verdict, reason
    try:
        audience = audience_of(person)
        table = live.table()
        decided = films.decided(material, audience, table)
        refused = screening.refusal_for(decided, audience) is not None
    except Exception as error:
        log.exception("screening.failed", surface="film")
        Decision.objects.create(
            surface=Surface.FILM, verdict=Verdict.SERIOUS, code="screening_unavailable", person=person
        )
        return Verdict.SERIOUS, f"The review failed: {type(error).__name__}."
    if decided.finding is None or (not refused and decided.outcome in {Outcome.ALLOW, Outcome.ADULTS}):
        return verdict, reason
    found = Verdict.SERIOUS if refused else Verdict.DOUBT
    code = f"film_{decided.finding.category}"
    keep(decided, decided.place, audience, table.number, code, person=person, refused=False)
    return found, f"{decided.finding.category} ({decided.finding.by}, {decided.finding.band})"
