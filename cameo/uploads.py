"""Whose face is in a picture or film that somebody sends: nobody's, one that consents, or somebody else's.

A face is compared with the sender's own verified cameo and with those whose owners let the sender use them.
The measures that come along recognise nobody for sure: alike is for a person to look at, unlike is refused.
Only a stronger measure (`CAMEO_FACE_MATCHER`) lets a face through by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import structlog

from accounts.gate import can_see
from accounts.models import Person
from perception import faces

from . import alike, gate, reference
from .models import Access, Cameo

log = structlog.get_logger(__name__)
Picture = npt.NDArray[np.uint8]
MOST = 40  # cameos that one face is compared with; more consenting people than that are a person's to tell
# Likeness of a picture to a recording: from the first on it may be them, below it is not. A picture is taken
# in another light than a recording, so this is lower than between two recordings.
MAYBE = 0.3


class Verdict(StrEnum):
    """What may be done with it."""

    NOBODY = "nobody"
    CONSENTED = "consented"
    UNCERTAIN = "uncertain"
    SOMEBODY = "somebody"


WORST = (Verdict.NOBODY, Verdict.CONSENTED, Verdict.UNCERTAIN, Verdict.SOMEBODY)


@dataclass(frozen=True, slots=True)
class Looked:
    """The verdict over all pictures, and whose cameo the surest face is most like ("" for none)."""

    verdict: Verdict
    like: str = ""


def look(pictures: Iterable[Picture], person: Person) -> Looked | None:
    """Whose faces are in (H, W, 3) uint8 sRGB pictures; None where nothing here can look."""
    known: list[tuple[str, alike.Described]] | None = None
    found = [Looked(Verdict.NOBODY)]
    for picture in pictures:
        sure = faces.surest(picture)
        if sure is None:
            return None
        if sure <= 0:
            continue
        known = consenting(person) if known is None else known
        found.append(_whose(picture, sure, known))
    return max(found, key=lambda looked: WORST.index(looked.verdict))


def _whose(picture: Picture, sure: float, known: Sequence[tuple[str, alike.Described]]) -> Looked:
    """One picture: who is alone in it and like somebody who consents; of several faces nobody is sure."""
    pair = faces.largest(picture) if sure >= faces.CERTAIN else None
    if pair is None:
        return Looked(Verdict.SOMEBODY if sure >= faces.CERTAIN else Verdict.UNCERTAIN)
    face = alike.describe([pair])
    scores = {handle: alike.between(face, other) for handle, other in known}
    handle = max(scores, key=lambda one: scores[one], default="")
    if not handle or scores[handle] < MAYBE or faces.count(picture) > 1:
        return Looked(Verdict.SOMEBODY)
    certain = alike.strong() and scores[handle] >= alike.SAME
    return Looked(Verdict.CONSENTED if certain else Verdict.UNCERTAIN, handle)


def consenting(person: Person) -> list[tuple[str, alike.Described]]:
    """The faces that `person` may show without being asked first: one's own, and those of who agreed."""
    rows = Cameo.objects.select_related("owner").filter(revoked_at=None, verified_at__isnull=False)
    mine = rows.filter(owner=person)
    others = rows.exclude(owner=person).exclude(access=Access.ONLY_ME).exclude(approve_each=True)
    agreed = [
        row for row in others.order_by("-verified_at")[:MOST]
        if can_see(person, row.owner) and gate.allows(row, person, row.access)
    ]  # fmt: skip
    found = []
    for cameo in [*mine, *agreed]:
        try:
            face = reference.of(cameo)
        except Exception:
            log.exception("upload.reference_unreadable", cameo=cameo.pk)
            continue
        if face is not None:
            found.append((cameo.owner.username, face))
    return found


def known(handles: Iterable[str]) -> list[alike.Described]:
    """The faces of the people behind these handles who have a cameo; others have none to compare with."""
    rows = Cameo.objects.select_related("owner").filter(
        revoked_at=None, verified_at__isnull=False, owner__username__in=list(handles)
    )
    found = [reference.of(cameo) for cameo in rows]
    return [face for face in found if face is not None]


def shows_another(picture: Picture, cast: Sequence[alike.Described]) -> bool:
    """Whether a picture shows more faces than are cast, or any that is like none of theirs."""
    found = faces.each(picture)
    if not found:
        return False
    if not cast or faces.count(picture) > len(cast):
        return True
    described = [alike.describe([pair]) for pair in found]
    return any(max(alike.between(face, other) for other in cast) < MAYBE for face in described)
