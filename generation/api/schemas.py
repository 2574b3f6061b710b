"""The shapes of the OpenAPI document: bodies, answers, errors."""

from __future__ import annotations

from typing import Any

from .. import conf
from ..engines import catalog
from ..models import SEED_LIMIT
from ..states import Physics
from ..variations import EXTENSIONS
from .briefs import LONGEST
from .extras import LEAST_LIFE, LONGEST_LIFE, MOST_SHOTS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
YES: Schema = {"type": "boolean"}
PHYSICS: Schema = {"enum": list(Physics.values)}
NAME: Schema = {"type": "string", "pattern": "^video_[0-9a-f]{32}$"}


def ref(name: str) -> Schema:
    """A shape by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: list[str], closed: bool = True, **properties: Any) -> Schema:  # noqa: FBT001, FBT002
    found: Schema = {"type": "object", "required": required, "properties": properties}
    return found | {"additionalProperties": False} if closed else found


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def all_of_them() -> Schema:
    """Bodies are open, as unknown fields are ignored; answers are closed, so that the tests see a new key."""
    return {**_bodies(), **_answers()}


def _bodies() -> Schema:
    words = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    longer = {"enum": list(map(str, EXTENSIONS))}
    name = {"type": "string", "minLength": 1, "maxLength": 80}
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    of_video = {"video": {"anyOf": [_object(["id"], closed=False, id=NAME), file]}}
    both = ["prompt", "video"]
    return {
        "NewVideo": _object(["prompt"], closed=False, prompt=words, **_choices()),
        "Words": _object(["prompt"], closed=False, prompt=words, physics=PHYSICS),
        "Change": _object(both, closed=False, prompt=words, physics=PHYSICS, **of_video),
        "Longer": _object(both, closed=False, prompt=words, physics=PHYSICS, seconds=longer, **of_video),
        "NewCharacter": _object(["name", "video"], closed=False, name=name, **of_video),
        "NewEndpoint": _object(
            ["url"], closed=False, url={"type": "string", "format": "uri"},
            events={"type": "array", "items": TEXT},
        ),
    }  # fmt: skip


def _choices() -> Schema:
    """What may be chosen beside the words of a new video."""
    models = catalog.models()
    sizes = sorted({f"{width}x{height}" for model in models.values() for width, height in model.sizes})
    lengths = sorted({str(seconds) for model in models.values() for seconds in model.seconds}, key=int)
    styles = sorted({style for model in models.values() for style in model.styles})
    some = {"description": "Each model knows some of these."}
    return {
        "model": {"enum": list(models)},
        "size": {"enum": sizes, **some},
        "seconds": {"enum": lengths, **some},
        "style": {"enum": styles, **some},
        "seed": {"type": "integer", "minimum": 0, "maximum": SEED_LIMIT - 1},
        "physics": PHYSICS,
        "variants": {"type": "integer", "minimum": 1, "maximum": conf.MAX_VARIANTS},
        "shots": {"type": "array", "minItems": 1, "maxItems": MOST_SHOTS, "items": _shot()},
        "expires_after": _expires_after(),
        "characters": {"type": "array", "maxItems": 3, "items": _object(["id"], closed=False, id=TEXT)},
    }


def _answers() -> Schema:
    return {
        "Video": _video(),
        "VideoPage": _list("Video", first_id=_or_null(NAME), last_id=_or_null(NAME)),
        "Deleted": _object(["id", "object", "deleted"], id=TEXT, object=TEXT, deleted={"const": True}),
        "Endpoint": _object(
            ["id", "object", "url", "events", "created_at", "enabled"],
            id=TEXT, object={"const": "webhook_endpoint"}, url=TEXT, events={"type": "array", "items": TEXT},
            created_at=NUMBER, enabled=YES, secret={"type": "string", "description": "Told when it is new."},
        ),
        "EndpointList": _list("Endpoint"),
        "Event": _object(["id", "object", "type"], id=TEXT, object={"const": "event"}, type=TEXT),
        "Model": _object(
            ["id", "object", "created", "owned_by"],
            id=TEXT, object={"const": "model"}, created=NUMBER, owned_by=TEXT,
        ),
        "ModelList": _object(
            ["object", "data"], object={"const": "list"}, data={"type": "array", "items": ref("Model")}
        ),
        "Character": _character(),
        "CharacterList": _list("Character"),
        "Physics": _physics(),
        "ServerSentEvent": _server_sent_event(),
        "Error": _object(
            ["error"],
            error=_object(
                ["message", "type", "param", "code"],
                message=TEXT, type=TEXT, param=_or_null(TEXT), code=TEXT,
            ),
        ),
    }  # fmt: skip


def _list(of: str, **more: Schema) -> Schema:
    rows = {"type": "array", "items": ref(of)}
    names = ["object", "data", "has_more", *more]
    return _object(names, closed=True, object={"const": "list"}, data=rows, has_more=YES, **more)


def _video() -> Schema:
    told: dict[str, Any] = {
        "id": NAME,
        "object": {"const": "video"},
        "model": TEXT,
        "status": {"enum": ["queued", "in_progress", "completed", "failed"]},
        "progress": {"type": "integer", "minimum": 0, "maximum": 100},
        "created_at": NUMBER,
        "completed_at": _or_null(NUMBER),
        "expires_at": _or_null(NUMBER),
        "prompt": TEXT,
        "size": {"type": "string", "pattern": "^[0-9]+x[0-9]+$"},
        "seconds": {"type": "string", "pattern": "^[0-9]+$"},
        "remixed_from_video_id": _or_null(NAME),
        "error": _or_null(_object(["code", "message"], code=TEXT, message=TEXT)),
    }
    several = {"type": "array", "items": NAME, "description": "All of them, where several were asked for."}
    return _object(list(told), **told, variants=several)


def _shot() -> Schema:
    words = {"type": "string", "minLength": 1, "maxLength": 2000}
    return _object(["prompt"], closed=False, prompt=words, seconds={"type": "number", "minimum": 1})


def _expires_after() -> Schema:
    seconds = {"type": "integer", "minimum": LEAST_LIFE, "maximum": LONGEST_LIFE}
    return _object(["seconds"], closed=False, anchor={"const": "created_at"}, seconds=seconds)


def _character() -> Schema:
    state = {"enum": ["in_review", "declined"], "description": "Only while it cannot be used."}
    return _object(["id", "name", "created_at"], id=TEXT, name=TEXT, created_at=NUMBER, status=state)


def _server_sent_event() -> Schema:
    names = ["video.progress", "video.completed", "video.failed", "video.deleted"]
    data = {"type": "string", "contentMediaType": "application/json"}
    return _object(["event", "data"], closed=False, event={"enum": names}, id=TEXT, data=data)


def _physics() -> Schema:
    law = _object(["name", "law", "amount", "held"], name=TEXT, law=TEXT, amount=TEXT, held=YES)
    return _object(
        ["object", "video_id", "held", "animated_by_hand", "checks", "shots"],
        object={"const": "video.physics"}, video_id=NAME, held=_or_null(YES),
        animated_by_hand=_or_null(NUMBER), checks={"type": "array", "items": law},
        shots={"type": "array", "items": _or_null({"type": "object"})},
    )  # fmt: skip
