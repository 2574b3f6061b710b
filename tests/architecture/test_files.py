"""What no committed file may contain."""

from __future__ import annotations

import re

import pytest

from .source import ROOT, committed, templates, text

# Written in pieces, so that this file does not contain what it forbids.
INDEX_HOSTS = (
    "pypi" + ".org",
    "files.python" + "hosted.org",
    "registry.npm" + "js.org",
    "hugging" + "face.co/",
)
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)) + r")\b")
MOST_BYTES = 2_000_000

INLINE = {
    "a script in the page": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")[^>]*>", re.IGNORECASE
    ),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


def test_no_file_names_where_packages_come_from() -> None:
    """pip's own configuration decides that; a fixed address breaks whoever installs from elsewhere."""
    naming = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in committed()
        for host in INDEX_HOSTS
        if host in (text(path) or "")
    ]
    assert not naming


def test_nothing_is_left_unfinished() -> None:
    left = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in committed()
        if path.suffix in {".py", ".html", ".js", ".css", ".md", ".toml"}
        for match in UNFINISHED.finditer(text(path) or "")
    ]
    assert not left


def test_no_file_is_huge() -> None:
    assert not [path.relative_to(ROOT).as_posix() for path in committed() if path.stat().st_size > MOST_BYTES]


@pytest.mark.parametrize("what", INLINE)
def test_no_template_carries_inline_code_or_style(what: str) -> None:
    """The content security policy would block it."""
    carrying = [
        f"{path.relative_to(ROOT)}: {match[0][:80]}"
        for path in templates()
        for match in INLINE[what].finditer(text(path) or "")
    ]
    assert not carrying
