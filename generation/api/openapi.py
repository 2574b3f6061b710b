"""The Videos API as an OpenAPI 3.1 document, made from what the catalogue offers at this moment.

Served at /v1/openapi.json. The tests ask every call that it describes with generated bodies, and hold each
answer to it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from ..engines import catalog
from .briefs import LONGEST
from .models import Scope
from .views import MOST, USUAL, VARIANTS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
YES: Schema = {"type": "boolean"}
NAME: Schema = {"type": "string", "pattern": "^video_[0-9a-f]{32}$"}
EXTENSIONS = ("4", "8")
COMMON = ("400", "401", "403", "404", "409", "413", "429", "503")


def document(server: str) -> Schema:
    """The whole document for clients that reach this deployment at `server`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Videos API",
            "version": "1",
            "description": "Words become short videos with sound. The `openai` clients speak this API.",
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": server}],
        "security": [{"key": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
            "responses": {"Error": _answer("What was not done, and why.", _ref("Error"))},
        },
    }


@require_safe
def served(request: HttpRequest) -> JsonResponse:
    """The document; it needs no key."""
    return JsonResponse(document(request.build_absolute_uri("/v1")))


def _paths() -> Schema:
    return {**_video_paths(), **_endpoint_paths()}


def _video_paths() -> Schema:
    video = {"name": "video_id", "in": "path", "required": True, "schema": NAME}
    again = {
        "name": "Idempotency-Key",
        "in": "header",
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
        "description": "The same call sent again finds what the first one made.",
    }
    read, create, manage = Scope.READ.value, Scope.CREATE.value, Scope.MANAGE.value
    change = "Change one's own video in words."
    return {
        "/videos": {
            "get": _call("listVideos", "One's videos, newest first.", read, _ref("VideoPage"), _page()),
            "post": _call("createVideo", "Make a video.", create, _ref("Video"), [again], _ref("NewVideo")),
        },
        "/videos/edits": {"post": _call("editVideo", change, create, _ref("Video"), [again], _ref("Change"))},
        "/videos/extensions": {
            "post": _call("extendVideo", "Make it longer.", create, _ref("Video"), [again], _ref("Longer"))
        },
        "/videos/{video_id}": {
            "parameters": [video],
            "get": _call("getVideo", "A video.", read, _ref("Video")),
            "delete": _call("deleteVideo", "Delete a video.", manage, _ref("Deleted")),
        },
        "/videos/{video_id}/content": {"parameters": [video], "get": _content(read)},
        "/videos/{video_id}/remix": {
            "parameters": [video],
            "post": _call("remixVideo", "Make it anew.", create, _ref("Video"), [again], _ref("Words")),
        },
    }


def _endpoint_paths() -> Schema:
    hook = {"name": "hook_id", "in": "path", "required": True, "schema": TEXT}
    read, manage = Scope.READ.value, Scope.MANAGE.value
    return {
        "/webhook_endpoints": {
            "get": _call("listEndpoints", "Addresses that are told.", read, _ref("EndpointList")),
            "post": _call("addEndpoint", "Tell one.", manage, _ref("Endpoint"), [], _ref("NewEndpoint")),
        },
        "/webhook_endpoints/{hook_id}": {
            "parameters": [hook],
            "get": _call("getEndpoint", "An address.", read, _ref("Endpoint")),
            "delete": _call("removeEndpoint", "Tell it no more.", manage, _ref("Deleted")),
        },
        "/webhook_endpoints/{hook_id}/rotate": {
            "parameters": [hook],
            "post": _call("rotateSecret", "A new secret.", manage, _ref("Endpoint")),
        },
        "/webhook_endpoints/{hook_id}/test": {
            "parameters": [hook],
            "post": _call("testEndpoint", "Send a test event.", manage, _ref("Event")),
        },
    }


def _call(
    name: str,
    words: str,
    scope: str,
    answer: Schema,
    parameters: list[Schema] | None = None,
    body: Schema | None = None,
) -> Schema:
    """One call: what it takes, what it answers, and the scope that a key needs for it."""
    found: Schema = {
        "operationId": name,
        "summary": words,
        "description": f"For keys that may `{scope}`.",
        "responses": {"200": _answer(words, answer), **_errors()},
    }
    if parameters:
        found["parameters"] = parameters
    if body is not None:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return found


def _content(scope: str) -> Schema:
    binary = {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}
    kinds = {kind: binary for _name, kind in VARIANTS.values()}
    wanted = {"name": "variant", "in": "query", "schema": {"enum": list(VARIANTS), "default": "video"}}
    return {
        "operationId": "downloadVideo",
        "summary": "A file of a finished video.",
        "description": f"For keys that may `{scope}`. Ranges and entity tags are answered.",
        "parameters": [wanted],
        "responses": {
            "200": {"description": "The file.", "content": kinds},
            "206": {"description": "A part of it.", "content": kinds},
            "304": {"description": "It is as you have it."},
            "416": {"description": "There is no such part."},
            **_errors(),
        },
    }


def _page() -> list[Schema]:
    return [
        {
            "name": "limit",
            "in": "query",
            "schema": {"type": "integer", "minimum": 0, "maximum": MOST, "default": USUAL},
        },
        {"name": "order", "in": "query", "schema": {"enum": ["asc", "desc"], "default": "desc"}},
        {"name": "after", "in": "query", "schema": NAME},
    ]


def _errors() -> Schema:
    return {status: {"$ref": "#/components/responses/Error"} for status in COMMON}


def _answer(words: str, schema: Schema) -> Schema:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: list[str], closed: bool = True, **properties: Any) -> Schema:  # noqa: FBT001, FBT002
    found: Schema = {"type": "object", "required": required, "properties": properties}
    return found | {"additionalProperties": False} if closed else found


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _schemas() -> Schema:
    """Bodies are open, as unknown fields are ignored; answers are closed, so that the tests see a new key."""
    models = catalog.models()
    words = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    sizes = sorted({f"{width}x{height}" for model in models.values() for width, height in model.sizes})
    lengths = sorted({str(seconds) for model in models.values() for seconds in model.seconds}, key=int)
    styles = sorted({style for model in models.values() for style in model.styles})
    new_video: dict[str, Any] = {
        "prompt": words,
        "model": {"enum": list(models)},
        "size": {"enum": sizes, "description": "Each model knows some of these."},
        "seconds": {"enum": lengths, "description": "Each model knows some of these."},
        "style": {"enum": styles},
        "seed": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
    }
    of_video = {"video": _object(["id"], closed=False, id=NAME)}
    return {
        "NewVideo": _object(["prompt"], closed=False, **new_video),
        "Words": _object(["prompt"], closed=False, prompt=words),
        "Change": _object(["prompt", "video"], closed=False, prompt=words, **of_video),
        "Longer": _object(
            ["prompt", "video"], closed=False, prompt=words, seconds={"enum": list(EXTENSIONS)}, **of_video
        ),
        "NewEndpoint": _object(
            ["url"], closed=False, url={"type": "string", "format": "uri"},
            events={"type": "array", "items": TEXT},
        ),
        "Video": _video(),
        "VideoPage": _object(
            ["object", "data", "first_id", "last_id", "has_more"],
            object={"const": "list"}, data={"type": "array", "items": _ref("Video")}, has_more=YES,
            first_id=_or_null(NAME), last_id=_or_null(NAME),
        ),
        "Deleted": _object(["id", "object", "deleted"], id=TEXT, object=TEXT, deleted={"const": True}),
        "Endpoint": _object(
            ["id", "object", "url", "events", "created_at", "enabled"],
            id=TEXT, object={"const": "webhook_endpoint"}, url=TEXT, events={"type": "array", "items": TEXT},
            created_at=NUMBER, enabled=YES, secret={"type": "string", "description": "Told when it is new."},
        ),
        "EndpointList": _object(
            ["object", "data", "has_more"],
            object={"const": "list"}, data={"type": "array", "items": _ref("Endpoint")}, has_more=YES,
        ),
        "Event": _object(["id", "object", "type"], id=TEXT, object={"const": "event"}, type=TEXT),
        "Error": _object(
            ["error"],
            error=_object(
                ["message", "type", "param", "code"],
                message=TEXT, type=TEXT, param=_or_null(TEXT), code=TEXT,
            ),
        ),
    }  # fmt: skip


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
    return _object(list(told), **told)
