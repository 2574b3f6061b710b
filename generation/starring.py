"""Who is in a video by their cameo: asked for consent, given their looks, written down, taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts import clock
from accounts.models import Person
from cameo import actions as cameo_actions
from cameo import gate as cameo_gate

from . import claims
from .lifecycle import transition
from .models import Appearance, Video
from .refusals import NotInIt
from .states import Status

GONE = "cameo_consent_missing"


def handles(prompt: str, screenplay: Mapping[str, Any] | None) -> list[str]:
    """Everybody who is named in the words or cast in the screenplay, each once."""
    cast = [str(actor.get("label", "")) for actor in (screenplay or {}).get("actors") or ()]
    labels = " ".join(label for label in cast if label.startswith("@"))
    return cameo_gate.mentions(f"{prompt} {labels}")


def require_consent(video: Video) -> None:
    """Ask again whether everybody in a video agrees; a `Refusal` says who does not."""
    named = handles(video.prompt, video.screenplay)
    cameo_gate.require_consent(named, video.owner, video.prompt)


def dress(screenplay: dict[str, Any], person: Person) -> dict[str, Any]:
    """The screenplay with every cameo looking, and where allowed sounding, like its owner."""
    actors = []
    for actor in screenplay.get("actors") or ():
        label = str(actor.get("label", ""))
        named = cameo_gate.mentions(label) if label.startswith("@") else []
        if named and actor.get("appearance") is not None:
            actor = {**actor, "appearance": {**actor["appearance"], **_looks(named[0], person)}}
        actors.append(actor)
    return {**screenplay, "actors": actors}


def _looks(handle: str, person: Person) -> dict[str, Any]:
    looks = cameo_gate.looks(handle)
    sound = cameo_gate.voice(handle).get("voice")
    if sound and cameo_gate.may_sound_like(handle, person):
        looks["voice"] = sound
    return looks


def write_down(video: Video) -> None:
    """One row for each person shown, and a line in each one's ledger."""
    named = handles(video.prompt, video.screenplay)
    for shown in Person.objects.filter(username__in=named):
        voiced = cameo_gate.may_sound_like(shown.username, video.owner)
        Appearance.objects.get_or_create(video=video, person=shown, defaults={"voiced": voiced})
        cameo_actions.noted(shown, video.owner, "used", video=video.public_id, by=video.owner.username)


@transaction.atomic
def take_out(person: Person, video: Video) -> None:
    """Somebody who is shown wants the video gone: it goes, for everybody, and stays gone."""
    changed = Appearance.objects.filter(video=video, person=person, withdrawn_at=None)
    if not changed.update(withdrawn_at=clock.now()):
        raise NotInIt
    withdraw(video, person.username)
    cameo_actions.noted(person, person, "removed", video=video.public_id, by=video.owner.username)


def withdraw(video: Video, handle: str) -> None:
    """Remove a finished video, block one that is being made."""
    reason = f"consent of @{handle} revoked"
    Appearance.objects.filter(video=video, person__username=handle, withdrawn_at=None).update(
        withdrawn_at=clock.now()
    )
    changes = {"publishable": False, "failure_code": GONE, "failure_message": reason}
    if not transition(video, Status.REMOVED, reason=reason, changes=changes):
        claims.block_video(video, GONE, reason)
