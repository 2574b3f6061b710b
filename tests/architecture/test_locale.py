"""Every text of the pages is said in every language, and the compiled catalogues say the same."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from . import catalogue
from .catalogue import Entry, Key
from .source import ROOT, code, committed, templates

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[#0\- +]*[\d.]*[a-zA-Z]|%[a-zA-Z]|\{\w*\}")
TAG = re.compile(r"<[^>]+>")
KEPT = (PLACEHOLDER, TAG, re.compile(r"\A\n|\n\Z|\n\n"))


def _po(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def _sources() -> list[Path]:
    """Python files of the packages, and templates of pages and letters."""
    texts = [path for path in committed() if path.suffix == ".txt" and "templates" in path.parts]
    return [*code(), *templates(), *texts]


def _asked() -> set[Key]:
    return {key for path in _sources() for key in catalogue.asked_by(path)}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def entries(language: str) -> list[Entry]:
    return catalogue.read(_po(language))


def test_the_catalogue_holds_just_what_the_code_says(entries: list[Entry]) -> None:
    """When this fails: `python3 manage.py makemessages -l it --no-obsolete`, translate, `compilemessages`."""
    asked, known = _asked(), {entry.key for entry in entries}
    missing = {(context, single) for context, single, _plural in asked - known} - {
        (context, single) for context, single, plural in known if plural
    }
    singles = {(context, single) for context, single, _plural in asked}
    extra = {entry.key for entry in entries if (entry.context, entry.single) not in singles}
    assert (missing, extra) == (set(), set())


def test_nothing_is_untranslated_fuzzy_or_twice(entries: list[Entry]) -> None:
    assert [entry.single for entry in entries if "fuzzy" in entry.flags or not all(entry.strings)] == []
    assert [key for key, times in Counter(entry.key for entry in entries).items() if times > 1] == []


def test_placeholders_tags_and_line_breaks_are_kept(entries: list[Entry]) -> None:
    wrong = [
        (entry.single, text)
        for entry in entries
        for text in entry.strings
        for kept in KEPT
        if Counter(kept.findall(entry.single)) != Counter(kept.findall(text))
    ]
    assert wrong == []


def test_plurals_have_every_form(entries: list[Entry]) -> None:
    assert [entry.single for entry in entries if len(entry.strings) != (2 if entry.plural else 1)] == []


def test_the_compiled_catalogue_is_the_written_one(language: str, entries: list[Entry]) -> None:
    with _po(language).with_suffix(".mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    compiled.pop("", None)
    written: dict[str | tuple[str, int], str] = {}
    for entry in entries:
        name = f"{entry.context}\x04{entry.single}" if entry.context else entry.single
        if entry.plural:
            written |= {(name, number): text for number, text in enumerate(entry.strings)}
        else:
            written[name] = entry.strings[0]
    assert compiled == written
