"""The only writers of characters: make one of a film, share it, decide on an uncertain one, delete it."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import audit, clock
from accounts.gate import may_create
from accounts.models import Person
from accounts.notices.telling import tell
from moderation import gate as moderation_gate

from .. import refusals as cameo_refusals
from .. import vault
from ..models import Access, Character, CharacterState
from ..signals import character_withdrawn
from . import cutting, footage, people, refusals

LARGEST = 50 * 1024 * 1024
MOST, MOST_AN_HOUR = 60, 12
LONGEST_NAME = 80
OFFERED = (Access.ONLY_ME, Access.MUTUALS, Access.EVERYONE)
HANDLE = re.compile(r"[a-z0-9_]{3,24}")
WIDER = {Access.ONLY_ME: 0, Access.APPROVED: 1, Access.MUTUALS: 2, Access.EVERYONE: 3}


def create(
    person: Person,
    name: str,
    film: bytes,
    *,
    handle: str = "",
    access: str = Access.ONLY_ME,
    height: float = 0.6,
) -> Character:
    """Make a character of a film of at least three seconds; refuses a film with anybody in it.

    Where the check for people cannot tell, the character is `uncertain` until staff decided. `handle` is its
    name in prompts (made of `name` where none is given), `height` how tall it stands, in metres.
    """
    may_create(person)
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise refusals.NameMissing
    _check_access(person, access)
    moderation_gate.screen(name, person, moderation_gate.Surface.PROMPT)
    _check_room(person)
    handle = _handle(person, name, handle.lower().removeprefix("@"))
    if len(film) > LARGEST:
        raise refusals.ClipTooLarge
    seen = footage.watch(film)
    looked = people.look(seen.frames)
    if looked.verdict is people.Verdict.SOMEBODY:
        raise refusals.ShowsPerson
    cutout = cutting.cut_out(seen.frames)
    certain = looked.verdict is people.Verdict.NOBODY
    names = [vault.seal(cutout), "" if certain else vault.seal(seen.sheet())]
    try:
        with transaction.atomic():
            made = Character.objects.create(
                owner=person,
                name=name,
                handle=handle,
                access=access,
                height=min(max(height, 0.1), 5.0),
                state=CharacterState.READY if certain else CharacterState.UNCERTAIN,
                cutout=names[0],
                frames=names[1],
                checks=list(looked.checks),
                decided_at=clock.now() if certain else None,
            )
            audit.record(person, "character.created", made, state=made.state)
    except IntegrityError as error:
        vault.remove(names)
        raise refusals.HandleTaken from error
    return made


def _check_access(person: Person, access: str) -> None:
    if access not in OFFERED:
        access = Access.ONLY_ME
    if person.is_teen and access != Access.ONLY_ME:
        raise cameo_refusals.AccessNotForTeens


def _check_room(person: Person) -> None:
    mine = Character.objects.filter(owner=person)
    recent = mine.filter(created_at__gte=clock.now() - timedelta(hours=1)).count()
    if mine.count() >= MOST or recent >= MOST_AN_HOUR:
        raise refusals.TooManyCharacters


def _handle(person: Person, name: str, wanted: str) -> str:
    """The name in prompts: the wanted one if it is free, else one made of the name."""
    if wanted:
        if not HANDLE.fullmatch(wanted) or not _free(person, wanted):
            raise refusals.HandleTaken
        return wanted
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:20] or "character"
    stem = stem if len(stem) >= 3 else f"{stem}_pal"
    tries = (stem, *(f"{stem}_{number}" for number in range(2, MOST + 3)))
    return next(one for one in tries if _free(person, one))


def _free(person: Person, handle: str) -> bool:
    taken = Person.objects.filter(username=handle).exists()
    return not taken and not Character.objects.filter(owner=person, handle=handle).exists()


@transaction.atomic
def reshare(person: Person, public_id: str, access: str) -> Character:
    """Say who may use one's character; what others made with it goes when it is shared with fewer."""
    character = own(person, public_id)
    _check_access(person, access)
    before, character.access = character.access, access if access in OFFERED else Access.ONLY_ME
    character.save(update_fields=["access"])
    audit.record(person, "character.shared", character, access=character.access, before=before)
    if WIDER[Access(character.access)] < WIDER[Access(before)]:
        number = character.pk
        transaction.on_commit(lambda: character_withdrawn.send(Character, character_id=number, gone=False))
    return character


def own(person: Person, public_id: str) -> Character:
    """The person's character of that id; `CharacterMissing` when there is none."""
    found = Character.objects.select_related("owner").filter(owner=person, public_id=public_id).first()
    if found is None:
        raise refusals.CharacterMissing
    return found


@transaction.atomic
def decide(character: Character, staff: Person, *, yes: bool) -> None:
    """A person looked at the film of an uncertain character: nobody is in it, or somebody is."""
    waiting = Character.objects.filter(pk=character.pk, state=CharacterState.UNCERTAIN)
    state = CharacterState.READY if yes else CharacterState.DECLINED
    names = [character.frames, *([] if yes else [character.cutout])]
    changes = {"frames": ""} if yes else {"frames": "", "cutout": ""}
    if not waiting.update(state=state, decided_at=clock.now(), **changes):
        return
    character.refresh_from_db()
    audit.record(staff, "character.decided", character, yes=yes)
    news = "character_ready" if yes else "character_declined"
    tell(character.owner, news, about=character.public_id, words=character.name, url=reverse("characters"))
    transaction.on_commit(lambda: vault.remove(names))


@transaction.atomic
def delete(person: Person, public_id: str) -> None:
    """Delete a character with its pictures; what others made with it goes, one's own videos stay."""
    character = own(person, public_id)
    number, names = character.pk, [character.cutout, character.frames]
    character_withdrawn.send(Character, character_id=number, gone=True)
    audit.record(person, "character.deleted", person, name=character.name)
    character.delete()
    transaction.on_commit(lambda: vault.remove(names))
