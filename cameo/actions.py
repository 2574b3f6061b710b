"""The only writers of consent."""

from __future__ import annotations

from django.db import transaction

from accounts import audit, clock
from accounts.models import Person

from .models import Cameo
from .signals import consent_revoked


@transaction.atomic
def revoke(cameo: Cameo, actor: Person | None) -> bool:
    """Take back all consent to a likeness at once; tells whether this call did it."""
    if not Cameo.objects.filter(pk=cameo.pk, revoked_at=None).update(revoked_at=clock.now()):
        return False
    audit.record(actor, "cameo.revoked", cameo)
    handle = cameo.owner.username
    transaction.on_commit(lambda: consent_revoked.send(Cameo, handle=handle, person_id=None))
    return True
