"""The page of the API: for everybody, in both languages, and true."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.test import Client

from generation.api import catalogue, manual, openapi

pytestmark = pytest.mark.django_db
API = Path(manual.__file__).parent


@pytest.fixture
def visitor():
    """Somebody without an account."""
    return Client()


def test_the_page_needs_no_account_and_is_linked_where_keys_are_made(visitor, client_for, alice):
    page = visitor.get("/developers/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "http://testserver/v1" in text
    assert 'href="/developers/"' in client_for(alice).get("/settings/keys/").content.decode()
    assert 'href="/developers/"' in client_for(alice).get("/settings/").content.decode()


def test_the_page_is_told_in_italian(visitor):
    text = visitor.get("/developers/", headers={"accept-language": "it"}).content.decode()
    assert "Primi passi" in text
    assert "Quick start" not in text
    assert "Crea un video." in text


def test_every_call_of_the_document_stands_on_the_page_in_words(visitor):
    text = visitor.get("/developers/").content.decode()
    for path, methods in openapi.document("")["paths"].items():
        assert f"{path}</code>" in text
        for method, call in methods.items():
            if method != "parameters":
                assert call["operationId"] in manual.WORDS


def test_every_code_that_the_api_answers_stands_in_the_catalogue():
    """Read from the code: `code="…"`, the third word of `bad`, and what `not_found` is asked for."""
    found = set()
    for path in API.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                found |= _codes(node)
    assert found == set(catalogue.OWN)


def _codes(call: ast.Call) -> set[str]:
    name = getattr(call.func, "id", "")
    if name not in {"ApiError", "bad", "not_found"}:
        return set()
    words = [part.value for part in call.args if isinstance(part, ast.Constant)]
    if name == "not_found":
        return {f"{words[0] if words else 'video'}_not_found"}
    if name == "bad":
        given = [part for part in call.args[2:] if isinstance(part, ast.Constant)]
        return {given[0].value if given else "invalid_value"}
    codes = [word.value for word in call.keywords if word.arg == "code"]
    return {part.value for part in codes if isinstance(part, ast.Constant)}


def test_the_sentences_of_the_catalogue_hold_no_place_for_a_number():
    for group in catalogue.groups():
        assert group.rows
        for row in group.rows:
            assert not re.search(r"%\(|%[ds]", row.words), row


def test_the_page_holds_no_script_of_its_own(visitor):
    text = visitor.get("/developers/").content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert " style=" not in text
