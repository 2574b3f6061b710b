"""Writing a new version: a draft from the one in force, and letting it come into force."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from accounts import audit, clock
from accounts.models import Person

from ..refusals import PolicyIncomplete, PolicyNotDraft
from ..signals import policy_changed
from . import live
from .models import PolicyRow, PolicyVersion, Status
from .terms import LOOKED_AT, Audience, Category, Outcome, Place

# what no version may say otherwise
FIXED = {Category.MINORS: Outcome.REFUSE}


@transaction.atomic
def new_draft(staff: Person) -> PolicyVersion:
    """A copy of the version in force, to be changed."""
    source = live.table()
    top = PolicyVersion.objects.aggregate(top=Max("number"))["top"] or source.number
    draft = PolicyVersion.objects.create(number=top + 1)
    PolicyRow.objects.bulk_create(
        PolicyRow(
            version=draft,
            category=row.category,
            place=row.place,
            audience=row.audience,
            outcome=row.outcome,
        )
        for row in source.rows
    )
    audit.record(staff, "policy.drafted", draft, number=draft.number)
    return draft


@transaction.atomic
def put_in_force(staff: Person, draft: PolicyVersion) -> None:
    """Let a draft come into force; whoever listens looks again at what was released."""
    fresh = PolicyVersion.objects.select_for_update().get(pk=draft.pk)
    if fresh.status != Status.DRAFT:
        raise PolicyNotDraft
    _check(fresh)
    PolicyVersion.objects.filter(status=Status.LIVE).update(status=Status.ARCHIVED)
    now = clock.now()
    PolicyVersion.objects.filter(pk=fresh.pk).update(status=Status.LIVE, live_from=now)
    audit.record(staff, "policy.in_force", fresh, number=fresh.number)
    transaction.on_commit(lambda: policy_changed.send(PolicyVersion, number=fresh.number))


def _check(draft: PolicyVersion) -> None:
    """It speaks of every category everywhere, keeps what is fixed, and says in both languages what is new."""
    if not (draft.changes_en.strip() and draft.changes_it.strip()):
        raise PolicyIncomplete
    table = draft.table()
    for category in Category.values:
        for place in Place.values:
            for audience in Audience.values:
                try:
                    outcome = table.outcome(category, place, audience)
                except LookupError as error:
                    raise PolicyIncomplete from error
                if category in FIXED and outcome != FIXED[Category(category)]:
                    raise PolicyIncomplete
                if outcome is Outcome.LOOK and place not in LOOKED_AT:
                    raise PolicyIncomplete
