"""The only writers of family links: offer, accept, confirm, set, ask, answer, end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from .. import audit, clock, signals
from ..models import FamilyLink, OwnRules, Person, Wish
from ..policy import ADULT_AGE, MINIMUM_AGE
from . import refusals
from .models import Side

MOST_OFFERS, MOST_GUARDIANS, MOST_WISHES = 5, 2, 3
ZONE_STAYS = timedelta(days=7)
LATELY = timedelta(days=7)


def side_of(person: Person) -> Side | None:
    """On which side of a link a person can stand today; None when their age is not known."""
    age = person.age(clock.today())
    if age is None or age < MINIMUM_AGE:
        return None
    return Side.TEEN if age < ADULT_AGE else Side.GUARDIAN


@transaction.atomic
def offer(person: Person) -> FamilyLink:
    """A link to give to the other side."""
    side = side_of(person)
    if side is None:
        raise refusals.NotForYou
    waiting = FamilyLink.objects.filter(ended_at=None, confirmed_at=None, offered_by=side)
    mine = waiting.filter(**{side.value: person})
    if sum(link.is_open or link.accepted_at is not None for link in mine) >= MOST_OFFERS:
        raise refusals.TooManyOffers
    link = FamilyLink.objects.create(offered_by=side, **{side.value: person})
    audit.record(person, "family.offered", link)
    return link


def find_offer(code: str) -> FamilyLink:
    """The open offer of that code, or `OfferUnavailable`."""
    link = FamilyLink.objects.select_related("guardian", "teen").filter(code=code).first()
    if link is None or not link.is_open:
        raise refusals.OfferUnavailable
    return link


@transaction.atomic
def accept(person: Person, code: str) -> FamilyLink:
    """Take the other side of an offer; it holds once the one who offered it confirms."""
    link = FamilyLink.objects.select_for_update().filter(pk=find_offer(code).pk).get()
    if not link.is_open:
        raise refusals.OfferUnavailable
    side = Side.TEEN if link.offered_by == Side.GUARDIAN else Side.GUARDIAN
    other = link.guardian if side == Side.TEEN else link.teen
    if side_of(person) != side or other is None or other == person:
        raise refusals.NotForYou
    setattr(link, side.value, person)
    pair = FamilyLink.objects.filter(guardian=link.guardian, teen=link.teen, ended_at=None)
    if pair.exclude(pk=link.pk).exists():
        raise refusals.AlreadyFamily
    _require_room(link)
    link.accepted_at = clock.now()
    link.save(update_fields=[side.value, "accepted_at"])
    audit.record(person, "family.accepted", link)
    return link


@transaction.atomic
def confirm(person: Person, link: FamilyLink) -> None:
    """The one who offered says that it is the right person; from now on the rules hold."""
    offerer = link.guardian if link.offered_by == Side.GUARDIAN else link.teen
    if offerer != person or link.accepted_at is None or link.ended_at is not None:
        raise refusals.OfferUnavailable
    if link.guardian is None or link.teen is None or side_of(link.teen) != Side.TEEN:
        raise refusals.NotForYou
    _require_room(link)
    if link.confirmed_at is None:
        link.confirmed_at = clock.now()
        link.save(update_fields=["confirmed_at"])
        audit.record(person, "family.confirmed", link)
        _news(link.teen)


def _news(person: Person | None) -> None:
    """What holds for `person` may be other now: those who keep something that rests on it are told."""
    if person is not None:
        transaction.on_commit(lambda: signals.rules_changed.send(Person, person=person))


def _require_room(link: FamilyLink) -> None:
    others = FamilyLink.objects.in_force().filter(teen=link.teen).exclude(pk=link.pk)
    if others.count() >= MOST_GUARDIANS:
        raise refusals.FamilyFull


@transaction.atomic
def end(person: Person | None, link: FamilyLink) -> None:
    """Either side leaves, takes an offer back or declines; whoever is left is told. None: the system."""
    if link.ended_at is not None:
        return
    if person is not None and person not in {link.guardian, link.teen}:
        raise refusals.OfferUnavailable
    link.ended_at = clock.now()
    link.save(update_fields=["ended_at"])
    audit.record(person, "family.ended", link)
    if link.confirmed_at is not None:
        _news(link.teen)
        told = [one for one in (link.guardian, link.teen) if one is not None and one != person]
        transaction.on_commit(lambda: _tell_ended(link, told, grown=person is None))


def _notice(person: Person | None, kind: str, actor: Person | None, words: str = "") -> None:
    """Tell it on the page of notices, too."""
    from ..notices import telling  # imported late: telling asks the policy's gate

    if person is not None:
        telling.tell(person, kind, actor=actor, words=words, url=reverse("family"))


def _tell_ended(link: FamilyLink, told: list[Person], *, grown: bool) -> None:
    for reader in told:
        other = link.teen if reader == link.guardian else link.guardian
        if grown and reader == link.teen:
            _notice(reader, "grown_up", None)
        else:
            _notice(reader, "family_ended", other)
        with translation.override(reader.language):
            names = {"guardian": str(link.guardian), "teen": str(link.teen)}
            if grown:
                text = _("%(teen)s is 18 now: the family link with %(guardian)s has ended.") % names
            else:
                text = (
                    _(
                        "The family link between %(guardian)s and %(teen)s has ended. "
                        "The rules for everybody under 18 go on."
                    )
                    % names
                )
            if reader.email:
                send_mail(_("A family link has ended"), text, None, [reader.email], fail_silently=True)


@transaction.atomic
def set_rules(person: Person, link: FamilyLink, changes: Mapping[str, Any]) -> list[str]:
    """A guardian sets rules, with the reason that the teen reads; answers which fields are other now."""
    if link.guardian != person or link.confirmed_at is None or link.ended_at is not None:
        raise refusals.OfferUnavailable
    changed = [name for name, value in changes.items() if getattr(link, name) != value]
    for name in changed:
        setattr(link, name, changes[name])
    if changed:
        link.changed_at = clock.now()
        link.save(update_fields=[*changed, "changed_at"])
        audit.record(person, "family.rules_set", link, fields=changed)
        _notice(link.teen, "family_rules", person)
        _news(link.teen)
    return changed


@transaction.atomic
def set_own(person: Person, changes: Mapping[str, Any]) -> None:
    """One's own switches and limits; a teen moves their clocks once a week at most."""
    said = dict(changes)
    before = OwnRules.objects.filter(person=person).first()
    if "time_zone" in said and said["time_zone"] != (before.time_zone if before else ""):
        lately = before is not None and before.zone_changed_at is not None
        if lately and person.is_teen and before.zone_changed_at > clock.now() - ZONE_STAYS:  # type: ignore[union-attr, operator]
            raise refusals.ZoneChangedLately
        said["zone_changed_at"] = clock.now()
    OwnRules.objects.update_or_create(person=person, defaults=said)
    audit.record(person, "rules.own_set", person, fields=sorted(changes))
    _news(person)


@transaction.atomic
def ask(person: Person, link: FamilyLink, words: str) -> Wish:
    """A teen asks a guardian for something else."""
    if link.teen != person or link.confirmed_at is None or link.ended_at is not None:
        raise refusals.OfferUnavailable
    if link.wishes.filter(answered_at=None).count() >= MOST_WISHES:
        raise refusals.TooManyOffers(_("Three questions wait already. Wait for an answer."))
    wish = Wish.objects.create(link=link, words=words)
    audit.record(person, "family.asked", link)
    _notice(link.guardian, "family_asked", person, words)
    return wish


@transaction.atomic
def answer(person: Person, wish: Wish, *, granted: bool) -> None:
    """The guardian says yes or no, and the teen is told; a yes sets no switch by itself."""
    if wish.link.guardian != person or wish.link.ended_at is not None:
        raise refusals.OfferUnavailable
    wish.granted, wish.answered_at = granted, clock.now()
    wish.save(update_fields=["granted", "answered_at"])
    audit.record(person, "family.answered", wish.link, granted=granted)
    _notice(wish.link.teen, "family_granted" if granted else "family_denied", person, wish.words)


def grow_up() -> int:
    """End the links of those who are 18 now, and tell all who became it lately; answers how many ended."""
    today = clock.today()
    links = FamilyLink.objects.filter(ended_at=None).exclude(teen=None).select_related("guardian", "teen")
    grown = [link for link in links if link.teen is not None and (link.teen.age(today) or 0) >= ADULT_AGE]
    for link in grown:
        end(None, link)
    for person in _of_age_lately(today):
        _notice(person, "grown_up", None)
    return len(grown)


def _of_age_lately(today: date) -> list[Person]:
    """Who had the 18th birthday in the last week, and was not told yet."""
    young, old = (
        today - timedelta(days=ADULT_AGE * 365),
        today - timedelta(days=ADULT_AGE * 366 + LATELY.days),
    )
    rows = Person.objects.filter(birth_date__range=(old, young), is_active=True)
    untold = rows.exclude(notices__kind="grown_up")
    return [one for one in untold if (one.age(today) or 0) >= ADULT_AGE > (one.age(today - LATELY) or 0)]


def links_of(person: Person) -> list[FamilyLink]:
    """All links of a person that have not ended, offers included."""
    mine = Q(guardian=person) | Q(teen=person)
    rows = FamilyLink.objects.filter(mine, ended_at=None).select_related("guardian", "teen")
    return [link for link in rows.prefetch_related("wishes") if link.accepted_at is not None or link.is_open]
