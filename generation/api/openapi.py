"""The Videos API as an OpenAPI 3.1 document, made from what the catalogue offers at this moment.

Served at /v1/openapi.json. The tests ask every call that it describes with generated bodies, and hold each
answer to it.
"""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from .content import VARIANTS
from .models import Scope
from .schemas import NAME, TEXT, Schema, ref
from .schemas import all_of_them as _schemas
from .views import MOST, USUAL

COMMON = ("400", "401", "403", "404", "409", "413", "429", "503")

WAIT: Schema = {
    "openai-poll-after-ms": {
        "description": "While the video is not there: milliseconds after which it is worth to ask again.",
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
    }
}
APPROXIMATED: Schema = {
    "x-sora-approximated": {
        "description": "Of a film that was sent: what was only approximated, `code; sentence`.",
        "schema": {"type": "string", "pattern": "^film_(look_only|made_anew|goes_on_elsewhere); "},
    }
}
HEADERS: dict[str, Schema] = {
    "createVideo": WAIT,
    "getVideo": WAIT,
    "remixVideo": WAIT,
    "editVideo": WAIT | APPROXIMATED,
    "extendVideo": WAIT | APPROXIMATED,
}


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
            "responses": {"Error": _answer("What was not done, and why.", ref("Error"))},
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
    character = {"name": "character_id", "in": "path", "required": True, "schema": TEXT}
    make = "Make a character of a film of a pet or a thing."
    change = "Change one's own video in words."
    return {
        "/models": {"get": _call("listModels", "The models of this deployment.", read, ref("ModelList"))},
        "/models/{model}": {
            "parameters": [{"name": "model", "in": "path", "required": True, "schema": TEXT}],
            "get": _call("getModel", "A model.", read, ref("Model")),
        },
        "/videos": {
            "get": _call("listVideos", "One's videos, newest first.", read, ref("VideoPage"), _page()),
            "post": _call("createVideo", "Make a video.", create, ref("Video"), [again], ref("NewVideo")),
        },
        "/videos/batches": {"post": _batch(create, again)},
        "/videos/characters": {
            "get": _call("listCharacters", "One's characters.", read, ref("CharacterList")),
            "post": _call("createCharacter", make, create, ref("Character"), [], ref("NewCharacter")),
        },
        "/videos/characters/{character_id}": {
            "parameters": [character],
            "get": _call("getCharacter", "A character.", read, ref("Character")),
            "delete": _call("deleteCharacter", "Delete a character.", manage, ref("Deleted")),
        },
        "/videos/edits": {"post": _call("editVideo", change, create, ref("Video"), [again], ref("Change"))},
        "/videos/extensions": {
            "post": _call("extendVideo", "Make it longer.", create, ref("Video"), [again], ref("Longer"))
        },
        "/videos/{video_id}": {
            "parameters": [video],
            "get": _call("getVideo", "A video.", read, ref("Video")),
            "delete": _call("deleteVideo", "Delete a video.", manage, ref("Deleted")),
        },
        "/videos/{video_id}/content": {"parameters": [video], "get": _content(read)},
        "/videos/{video_id}/events": {"parameters": [video], "get": _events(read)},
        "/videos/{video_id}/physics": {
            "parameters": [video],
            "get": _call("getPhysics", "What the audit of its motion found.", read, ref("Physics")),
        },
        "/videos/{video_id}/remix": {
            "parameters": [video],
            "post": _call("remixVideo", "Make it anew.", create, ref("Video"), [again], ref("Words")),
        },
    }


def _endpoint_paths() -> Schema:
    hook = {"name": "hook_id", "in": "path", "required": True, "schema": TEXT}
    read, manage = Scope.READ.value, Scope.MANAGE.value
    return {
        "/webhook_endpoints": {
            "get": _call("listEndpoints", "Addresses that are told.", read, ref("EndpointList")),
            "post": _call("addEndpoint", "Tell one.", manage, ref("Endpoint"), [], ref("NewEndpoint")),
        },
        "/webhook_endpoints/{hook_id}": {
            "parameters": [hook],
            "get": _call("getEndpoint", "An address.", read, ref("Endpoint")),
            "delete": _call("removeEndpoint", "Tell it no more.", manage, ref("Deleted")),
        },
        "/webhook_endpoints/{hook_id}/rotate": {
            "parameters": [hook],
            "post": _call("rotateSecret", "A new secret.", manage, ref("Endpoint")),
        },
        "/webhook_endpoints/{hook_id}/test": {
            "parameters": [hook],
            "post": _call("testEndpoint", "Send a test event.", manage, ref("Event")),
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
        "responses": {"200": _answer(words, answer, HEADERS.get(name, {})), **_errors()},
    }
    if parameters:
        found["parameters"] = parameters
    if body is not None:
        kinds = ("application/json", "multipart/form-data")
        found["requestBody"] = {"required": True, "content": {kind: {"schema": body} for kind in kinds}}
    return found


def _batch(scope: str, again: Schema) -> Schema:
    lines = {"schema": {"type": "string"}}
    return {
        "operationId": "createVideos",
        "summary": "Make many videos: JSON Lines in, JSON Lines out.",
        "description": f"For keys that may `{scope}`. A line is the body of createVideo, or an object with "
        "`custom_id`, `method`, `url` and `body`; each is answered by `custom_id`, `response` and `error`.",
        "parameters": [again],
        "requestBody": {"required": True, "content": {"application/jsonl": lines}},
        "responses": {
            "200": {"description": "A line for each line.", "content": {"application/jsonl": lines}},
            **_errors(),
        },
    }


def _events(scope: str) -> Schema:
    return {
        "operationId": "streamVideo",
        "summary": "Progress as server-sent events, until the video is there or failed.",
        "description": f"For keys that may `{scope}`. Events: video.progress, video.completed, video.failed.",
        "responses": {
            "200": {
                "description": "The stream.",
                "content": {"text/event-stream": {"schema": ref("ServerSentEvent")}},
            },
            **_errors(),
        },
    }


def _content(scope: str) -> Schema:
    binary = {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}
    kinds = {kind: binary for _name, kind in VARIANTS.values()}
    wanted = {"name": "variant", "in": "query", "schema": {"enum": list(VARIANTS), "default": "video"}}
    shot = {
        "name": "shot",
        "in": "query",
        "description": "Of which shot the take is, from 1 on.",
        "schema": {"type": "integer", "minimum": 1, "default": 1},
    }
    return {
        "operationId": "downloadVideo",
        "summary": "A file of a finished video.",
        "description": f"For keys that may `{scope}`. Ranges and entity tags are answered.",
        "parameters": [wanted, shot],
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


def _answer(words: str, schema: Schema, headers: Schema | None = None) -> Schema:
    found: Schema = {"description": words, "content": {"application/json": {"schema": schema}}}
    return {**found, "headers": headers} if headers else found
