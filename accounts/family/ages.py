"""Whether an age is right: signs that it is not, staff's look at them, and the one way to correct it."""

from __future__ import annotations

import re
from datetime import date

from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import audit, clock, signals
from ..models import AgeDoubt, FamilyLink, Person
from ..policy import ADULT_AGE, MINIMUM_AGE
from . import actions, refusals
from .models import Outcome, Sign

# An age in somebody's own words, outside of quotation marks: "I'm 12", "I am 12 years old", "ho 12 anni".
_SAID = re.compile(
    r"\b(?:i am|i['’]?m)\s+(?:only\s+|just\s+)?(\d{1,2})\s*(?:years?\s+old|y/?o\b|$|[.,!;)])"
    r"|\bho\s+(?:solo\s+|appena\s+)?(\d{1,2})\s+anni\b",
    re.IGNORECASE,
)
# Schools in which nobody has turned 13, or hardly anybody.
_SCHOOL = re.compile(
    r"\bi['’]?(?: am|m)\s+in\s+(?:[1-6](?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth)\s+grade\b"
    r"|\b(?:faccio|vado|sono)\s+(?:la\s+|in\s+|alle\s+)?(?:elementari|(?:prima|seconda)\s+media)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“«][^\"”»]*[\"”»]")
LIKELY = range(5, ADULT_AGE)


def said_in(text: str) -> tuple[int, str] | None:
    """The age that somebody gives as theirs in `text`, with the words; a school of children counts as 12."""
    plain = _QUOTED.sub(" ", text)
    for found in _SAID.finditer(plain):
        age = int(found[1] or found[2])
        if age in LIKELY:
            return age, found[0].strip()
    school = _SCHOOL.search(plain)
    return (MINIMUM_AGE - 1, school[0].strip()) if school else None


def listen(person: Person, text: str) -> None:
    """Doubt an age that somebody's own words contradict: a child's at any age, a teen's at 18 or more."""
    said, age = said_in(text), person.age(clock.today())
    if said is None or age is None:
        return
    if said[0] < MINIMUM_AGE or age >= ADULT_AGE:
        doubt(person, Sign.SAID, said[1])


@transaction.atomic
def doubt(person: Person, sign: Sign, words: str = "") -> None:
    """Put an age before staff; the same sign once, and not again after staff found the age right."""
    known = AgeDoubt.objects.filter(person=person, sign=sign)
    if known.filter(decided_at=None).exists() or known.filter(outcome=Outcome.RIGHT).exists():
        return
    AgeDoubt.objects.create(person=person, sign=sign, words=words[:200])
    audit.record(None, "age.doubted", person, sign=sign)


def guardian_doubts(guardian: Person, link: FamilyLink) -> None:
    """A guardian says that the teen's birthday is wrong."""
    if (
        link.guardian != guardian
        or link.teen is None
        or link.confirmed_at is None
        or link.ended_at is not None
    ):
        raise refusals.OfferUnavailable
    doubt(link.teen, Sign.GUARDIAN)


@transaction.atomic
def found_right(staff: Person, row: AgeDoubt) -> None:
    """Staff looked: the age is right."""
    _decide(staff, AgeDoubt.objects.filter(pk=row.pk), Outcome.RIGHT)
    audit.record(staff, "age.found_right", row.person)


def _decide(staff: Person, rows: object, outcome: Outcome) -> None:
    open_rows = rows.filter(decided_at=None)  # type: ignore[attr-defined]
    open_rows.update(outcome=outcome, decided_at=clock.now(), decided_by=staff)


@transaction.atomic
def correct(staff: Person, person: Person, born: date, why: str) -> None:
    """Staff set a birthday, with a reason that is kept and told; it holds with the next page."""
    if not (staff.is_staff and staff.is_active) or not why.strip():
        raise refusals.ReasonMissing
    before = person.age(clock.today())
    person.birth_date = born
    person.save(update_fields=["birth_date"])
    _decide(staff, AgeDoubt.objects.filter(person=person), Outcome.CORRECTED)
    after = person.age(clock.today())
    audit.record(staff, "person.age_corrected", person, before=before, after=after, why=why.strip()[:300])
    actions.grow_up()
    _end_links_of_children(person)
    transaction.on_commit(lambda: signals.rules_changed.send(Person, person=person))
    transaction.on_commit(lambda: _tell(person, born))


def _end_links_of_children(person: Person) -> None:
    """Who turns out to be a minor guards nobody."""
    if (person.age(clock.today()) or 0) >= ADULT_AGE:
        return
    for link in FamilyLink.objects.filter(guardian=person, ended_at=None):
        actions.end(None, link)


def _tell(person: Person, born: date) -> None:
    if not person.email:
        return
    with translation.override(person.language):
        text = _(
            "The people who run this site corrected your date of birth to %(born)s. What that changes holds "
            "from now on. If it is wrong, answer this mail."
        )
        words = text % {"born": date_format(born, "DATE_FORMAT")}
        send_mail(_("Your date of birth was corrected"), words, None, [person.email], fail_silently=True)
