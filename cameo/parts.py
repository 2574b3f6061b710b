"""A recording that arrives in parts: each is sealed as it comes, and goes on after a broken connection.

A part is known by its place. The same part sent again changes nothing; one that does not follow is refused
with the place that is waited for. Parts belong to one challenge of one person and go when it is over.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.db import transaction

from accounts import clock
from accounts.models import Person

from . import recordings, refusals, vault
from .models import Challenge, Part, Recording

LARGEST = 2 * 1024 * 1024


@transaction.atomic
def take(person: Person, number: int, offset: int, content: bytes) -> int:
    """Keep the part that begins at byte `offset`; answers the byte that is waited for next."""
    mine = _open(person, number)
    if len(content) > LARGEST:
        raise refusals.RecordingTooLarge
    waited = received(mine)
    if offset != waited or not content:
        return waited
    if waited + len(content) > recordings.LARGEST:
        raise refusals.RecordingTooLarge
    Part.objects.create(challenge=mine, offset=offset, size=len(content), file=vault.seal(content))
    return waited + len(content)


def received(challenge: Challenge) -> int:
    """How many bytes are here."""
    last = challenge.parts.order_by("-offset").first()
    return last.offset + last.size if last is not None else 0


def finish(person: Person, number: int, size: int) -> Recording:
    """All parts as one recording; `RecordingUnreadable` while some are missing."""
    mine = _open(person, number)
    if not size or received(mine) != size:
        raise refusals.RecordingUnreadable
    whole = b"".join(vault.open_sealed(part.file) for part in mine.parts.order_by("offset"))
    made = recordings.submit(person, number, whole)
    forget(mine)
    return made


def forget(challenge: Challenge) -> None:
    """The parts of a challenge that is over, and their files, go."""
    names = list(challenge.parts.values_list("file", flat=True))
    challenge.parts.all().delete()
    transaction.on_commit(lambda: vault.remove(names))


def sweep() -> int:
    """Parts that nobody finished, and files that no row knows: how many went."""
    old = Challenge.objects.filter(made_at__lt=clock.now() - 2 * recordings.GOOD_FOR, parts__isnull=False)
    for challenge in old.distinct():
        forget(challenge)
    return len(old) + _orphans()


def _orphans() -> int:
    """Sealed files without a row: parts of a write that was rolled back. Only old ones."""
    from .models import Character

    known = set(Part.objects.values_list("file", flat=True)) | set(
        Recording.objects.values_list("file", flat=True)
    )
    for pair in Character.objects.values_list("cutout", "frames"):
        known |= set(pair)
    oldest = (clock.now() - timedelta(hours=1)).timestamp()
    lost = [path for path in vault.folder().iterdir() if path.name not in known and _older(path, oldest)]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)


def _older(path: Path, moment: float) -> bool:
    try:
        return path.stat().st_mtime < moment
    except OSError:
        return False


def _open(person: Person, number: int) -> Challenge:
    fresh = clock.now() - recordings.GOOD_FOR
    found = (
        Challenge.objects.select_for_update()
        .filter(pk=number, person=person, used_at=None, made_at__gte=fresh)
        .first()
    )
    if found is None:
        raise refusals.ChallengeOver
    return found
