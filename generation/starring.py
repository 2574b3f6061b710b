"""Who is in a video by their cameo, and which characters: asked for, dressed, written down, taken out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from accounts import clock
from accounts.models import Person
from accounts.notices.telling import tell
from cameo import actions as cameo_actions
from cameo import gate as cameo_gate
from cameo import vault, voice_sample
from cameo.characters import casting, picture
from cameo.characters.queries import usable_by
from cameo.models import Character
from cameo.refusals import ConsentMissing, TooManyCameos

from . import claims
from .engines import voices as speaking
from .lifecycle import transition
from .models import Appearance, Casting, Video
from .refusals import NotInIt
from .states import Status

GONE = "cameo_consent_missing"
EXCERPT = 120
RELIEF = "relief"  # the engine's body of a character


def handles(prompt: str, screenplay: Mapping[str, Any] | None) -> list[str]:
    """Everybody who is named in the words or cast in the screenplay, each once."""
    cast = [str(actor.get("label", "")) for actor in (screenplay or {}).get("actors") or ()]
    labels = " ".join(label for label in cast if label.startswith("@"))
    return cameo_gate.mentions(f"{prompt} {labels}")


def require_consent(video: Video) -> None:
    """Ask again whether everybody in a video agrees; a `Refusal` says who does not."""
    require(handles(video.prompt, video.screenplay), video.owner, video.prompt)
    casting.require(_cast(video), video.owner)
    for handle in _copied(video):
        if not cameo_gate.may_copy_voice(handle, video.owner):
            raise ConsentMissing(handle)


def _copied(video: Video) -> set[str]:
    """Whose voices were copied for the shots of a video."""
    results = video.shots.values_list("result", flat=True)
    return {label.removeprefix("@") for result in results for label in (result or {}).get("copied", ())}


def voices(video: Video) -> dict[str, bytes]:
    """Recordings of those in a video who let their voice be copied, by the labels of their figures.

    Nothing where no voice of this deployment can copy one; asked before each shot.
    """
    if not speaking.copies():
        return {}
    shown = video.appearances.filter(voiced=True, withdrawn_at=None).select_related("person")
    found = {f"@{row.person.username}": voice_sample.of(row.person.username, video.owner) for row in shown}
    return {label: sample for label, sample in found.items() if sample}


def require(named: list[str], person: Person, words: str) -> None:
    """Raise a `Refusal` unless everybody and every character named may be shown by `person` in `words`."""
    characters = casting.named(named, person)
    if len(named) > cameo_gate.MOST:
        raise TooManyCameos
    casting.require(characters.values(), person)
    cameo_gate.require_consent([handle for handle in named if handle not in characters], person, words)


def _cast(video: Video) -> list[Character]:
    return [row.character for row in video.castings.select_related("character__owner")]


def unnamed(screenplay: Mapping[str, Any]) -> bool:
    """Whether somebody in a screenplay looks like a character without being called by its name."""
    return any(
        (actor.get("likeness") or actor.get("kind") == RELIEF) and not str(actor.get("label")).startswith("@")
        for actor in screenplay.get("actors") or ()
    )


def footage(video: Video) -> bytes:
    """A finished video as a film: its first shot as it was rendered, without a mark, where that is kept."""
    shot = video.shots.order_by("index").first()
    name = (shot.result or {}).get("picture") if shot is not None else None
    kept = Path(settings.WORK_DIR) / name if name else None
    path = kept if kept is not None and kept.is_file() else video.file("content.mp4")
    return path.read_bytes()


def likenesses(video: Video) -> dict[str, bytes]:
    """The pictures that the engine needs, by what actors' likenesses name; none that may not be used now."""
    found = {}
    for character in _cast(video):
        if usable_by(video.owner, character):
            with suppress(vault.Unreadable):
                found[character.public_id] = picture(character)
    return found


def dress(screenplay: dict[str, Any], person: Person) -> dict[str, Any]:
    """The screenplay with every cameo looking, and where allowed sounding, like its owner.

    Characters look as they were cut out; a likeness that somebody wrote in is not believed.
    """
    characters = casting.named(handles("", screenplay), person)
    actors = []
    for actor in screenplay.get("actors") or ():
        label = str(actor.get("label", ""))
        named = cameo_gate.mentions(label) if label.startswith("@") else []
        actor = {**actor, "likeness": ""}
        if named and named[0] in characters:
            actor |= _relief(characters[named[0]])
        elif named and actor.get("appearance") is not None:
            actor |= {"appearance": {**actor["appearance"], **_looks(named[0], person)}}
        actors.append(actor)
    return {**screenplay, "actors": actors}


def _relief(character: Character) -> dict[str, Any]:
    return {
        "kind": RELIEF,
        "appearance": None,
        "color": None,
        "scale": character.height,
        "likeness": character.public_id,
    }


def _looks(handle: str, person: Person) -> dict[str, Any]:
    looks = cameo_gate.looks(handle)
    sound = cameo_gate.voice(handle)
    if sound.get("voice") and cameo_gate.may_sound_like(handle, person):
        looks["voice"] = sound["voice"]
        looks |= {"pitch": sound.get("pitch_hz", 0.0), "timbre": sound.get("timbre", [])}
    return looks


def write_down(video: Video) -> None:
    """One row for each person and character shown, and a line in each person's ledger."""
    named = handles(video.prompt, video.screenplay)
    for character in casting.named(named, video.owner).values():
        Casting.objects.get_or_create(video=video, character=character)
    for shown in Person.objects.filter(username__in=named):
        voiced = cameo_gate.may_sound_like(shown.username, video.owner)
        Appearance.objects.get_or_create(video=video, person=shown, defaults={"voiced": voiced})
        words, where = video.prompt[:EXCERPT], reverse("appearances")
        tell(shown, "cameo_used", actor=video.owner, about=video.public_id, words=words, url=where)
        cameo_actions.noted(shown, video.owner, "used", video=video.public_id, by=video.owner.username)


@transaction.atomic
def take_out(person: Person, video: Video) -> None:
    """Somebody who is shown wants the video gone: it goes, for everybody, and stays gone.

    What others made from it goes as well, where it shows them, too; what they made themselves stays.
    """
    changed = Appearance.objects.filter(video=video, person=person, withdrawn_at=None)
    if not changed.update(withdrawn_at=clock.now()):
        raise NotInIt
    withdraw(video, person.username)
    for below in _made_from(video).exclude(owner=person):
        if Appearance.objects.filter(video=below, person=person, withdrawn_at=None).exists():
            withdraw(below, person.username)
            cameo_actions.noted(person, person, "removed", video=below.public_id, by=below.owner.username)
    cameo_actions.noted(person, person, "removed", video=video.public_id, by=video.owner.username)


def _made_from(video: Video) -> QuerySet[Video]:
    """All that was made from a video, by whom ever, and from that again."""
    found: set[int] = set()
    level = {video.pk}
    while level:
        level = set(Video.objects.filter(parent__in=level).values_list("pk", flat=True)) - found
        found |= level
    return Video.objects.filter(pk__in=found).select_related("owner")


def withdraw(video: Video, handle: str) -> None:
    """Remove a finished video, block one that is being made."""
    Appearance.objects.filter(video=video, person__username=handle, withdrawn_at=None).update(
        withdrawn_at=clock.now()
    )
    end(video, f"consent of @{handle} revoked")


def end_expired() -> int:
    """Take down what shows people whose consent ran out, where they said that it goes then; how many."""
    rows = Appearance.objects.ended().select_related("video", "person")
    for row in rows:
        withdraw(row.video, row.person.username)
    return len(rows)


def end(video: Video, reason: str) -> None:
    """A video that may not be shown any more."""
    changes = {"publishable": False, "failure_code": GONE, "failure_message": reason}
    ended = transition(video, Status.REMOVED, reason=reason, changes=changes)
    if ended or claims.block_video(video, GONE, reason):
        tell(video.owner, "cameo_gone", about=video.public_id, words=video.prompt[:EXCERPT])
