"""The OpenAPI document is true: every address is in it, and generated calls are answered as it says."""

from __future__ import annotations

import pytest
import schemathesis
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from generation.api import openapi, urls
from generation.models import Video
from generation.states import Status

pytestmark = pytest.mark.django_db(transaction=True)


@schemathesis.serializer("application/jsonl")
def json_lines(_context, value):
    """Generated texts are sent as they are."""
    return value.encode()


CALLS = [
    (method, path)
    for path, calls in openapi._paths().items()
    for method in ("get", "post", "delete")
    if method in calls
]


def test_every_address_of_the_api_is_in_the_document_and_no_other():
    served = {
        "/" + str(entry.pattern).removeprefix("v1/").replace("<str:", "{").replace(">", "}")
        for entry in urls.urlpatterns
        if str(entry.pattern).startswith("v1/") and entry.name not in {"openapi", "nowhere"}
    }
    assert set(openapi.document("")["paths"]) == served


def test_the_document_is_served_to_everybody_and_names_what_is_offered(live_server, client):
    import requests

    found = requests.get(f"{live_server.url}/v1/openapi.json", timeout=5).json()
    assert found["openapi"] == "3.1.0"
    assert found["servers"] == [{"url": f"{live_server.url}/v1"}]
    assert "colour" in found["components"]["schemas"]["NewVideo"]["properties"]["model"]["enum"]
    assert get_resolver().resolve("/v1/openapi.json").url_name == "openapi"


@pytest.mark.parametrize(("method", "path"), CALLS, ids=lambda part: part.strip("/"))
def test_generated_calls_are_answered_as_the_document_says(method, path, live_server, key_of, alice, client):
    """Known videos stand among the generated names, so that a call finds something, too."""
    made = client.videos.create(model="colour", prompt="A bar moves", size="64x36", seconds="1")
    if path.endswith("/events"):
        Video.objects.update(status=Status.CANCELED)  # a stream ends with its video
    key = key_of(alice)
    schema = schemathesis.openapi.from_url(f"{live_server.url}/v1/openapi.json", config=SchemathesisConfig())
    operation = schema[path][method.upper()]

    @settings(
        max_examples=12,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case) -> None:
        if "video_id" in (case.path_parameters or {}):
            case.path_parameters["video_id"] = made.id
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {key}"}
        checks = [
            status_code_conformance, content_type_conformance, response_schema_conformance,
            response_headers_conformance,
        ]  # fmt: skip
        answer = case.call(timeout=20)
        assert answer.status_code < 500
        case.validate_response(answer, checks=checks)

    ask()
