"""Characters by API: a pet or a thing cut out of a film, for scenes; a new video names it by its id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase, JsonResponse

from accounts.errors import Refusal
from accounts.models import Person
from cameo import characters
from cameo.characters.refusals import ClipTooLarge, ClipUnreadable
from cameo.models import Character, CharacterState

from ..models import Video
from ..states import Status
from . import bodies, shapes
from .doors import Call, door
from .errors import bad, not_found
from .models import Scope

LARGEST = 50 * 1024 * 1024
LONGEST_NAME = 80
ENTERED = b"ftyp", b"\x1a\x45\xdf\xa3"  # how MP4, MOV and WebM begin


def told(row: Character) -> dict[str, Any]:
    """A character as clients know it; with its state only while it cannot be used."""
    found = {"id": row.public_id, "name": row.name, "created_at": shapes.seconds_since(row.created_at)}
    waits = {CharacterState.UNCERTAIN: "in_review", CharacterState.DECLINED: "declined"}
    state = waits.get(CharacterState(row.state))
    return {**found, "status": state} if state is not None else found


def ids(body: Mapping[str, Any], person: Person) -> tuple[str, ...]:
    """The characters of a body, [{"id": …}].

    `ApiError` for another shape, a `Refusal` where one is not there for this person.
    """
    rows = body.get("characters")
    if rows is None or rows in ("", [], {}):
        return ()
    if isinstance(rows, dict) and "id" not in rows:
        rows = list(rows.values())  # characters[0][id]
    rows = rows if isinstance(rows, list) else [rows]
    named = [row.get("id") if isinstance(row, dict) else row for row in rows]
    if not all(isinstance(name, str) and name for name in named):
        raise bad("characters", '\'characters\' must be a list of {"id": "char_…"}.')
    found = tuple(dict.fromkeys(str(name) for name in named))
    try:
        characters.by_ids(found, person)
    except Refusal as refusal:
        refusal.field = "characters"
        raise
    return found


def _create(request: Call) -> HttpResponseBase:
    """Make one of a film of three seconds or more; who else may use it is said in the app."""
    body = bodies.read(request)
    name = " ".join(bodies.text(body, "name").split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise bad("name", f"'name' must have 1 to {LONGEST_NAME} characters.")
    made = characters.create(request.person, name, _film(request.person, body))
    return JsonResponse(told(made))


def _film(person: Person, body: Mapping[str, Any]) -> bytes:
    """The bytes of `video`: a file, or the film of one's own finished video."""
    file = bodies.upload(body, "video")
    if file is None:
        return _own(person, body)
    content: bytes = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ClipTooLarge
    if not (content[4:8] == ENTERED[0] or content[:4] == ENTERED[1]):
        raise ClipUnreadable
    return content


def _own(person: Person, body: Mapping[str, Any]) -> bytes:
    named = body.get("video")
    number = named.get("id") if isinstance(named, dict) else named
    if not isinstance(number, str) or not number:
        raise bad("video", "'video' must be a film.", "missing_required_parameter")
    rows = Video.objects.owned_by(person).filter(status=Status.COMPLETED)
    row = rows.filter(public_id=number[:48]).first()
    if row is None:
        raise not_found()
    try:
        return row.file("content.mp4").read_bytes()
    except OSError as error:
        raise not_found("file") from error


def _list(request: Call) -> HttpResponseBase:
    """One's own, newest first."""
    rows = Character.objects.filter(owner=request.person)
    return JsonResponse({"object": "list", "data": [told(row) for row in rows], "has_more": False})


def _retrieve(request: Call, character_id: str) -> HttpResponseBase:
    row = characters.visible_to(request.person).filter(public_id=character_id[:48]).first()
    if row is None:
        raise not_found("character")
    return JsonResponse(told(row))


def _delete(request: Call, character_id: str) -> HttpResponseBase:
    if not Character.objects.filter(owner=request.person, public_id=character_id[:48]).exists():
        raise not_found("character")
    characters.delete(request.person, character_id)
    return JsonResponse({"id": character_id, "object": "character.deleted", "deleted": True})


every = door(GET=(Scope.READ, _list), POST=(Scope.CREATE, _create))
one = door(GET=(Scope.READ, _retrieve), DELETE=(Scope.MANAGE, _delete))
