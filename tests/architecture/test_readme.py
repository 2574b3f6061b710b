"""What the documentation promises exists."""

from __future__ import annotations

import re

from django.core.management import get_commands

from sora_site.bootstrap.exits import Exit

from .source import ROOT

DOCUMENTS = ("README.md", "CONTRIBUTING.md")


def _text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_every_command_in_the_documents_exists() -> None:
    named = {word for name in DOCUMENTS for word in re.findall(r"manage\.py ([a-z_]+)", _text(name))}
    assert {"up", "test"} <= named
    assert named <= set(get_commands())


def test_the_table_of_exit_statuses_is_complete() -> None:
    section = _text("README.md").split("Exit statuses", 1)[1].split("##", 1)[0]
    listed = {int(number) for number in re.findall(r"^\| (\d+) \|", section, re.MULTILINE)}
    assert listed == {int(status) for status in Exit}


def test_links_between_documents_lead_somewhere() -> None:
    for name in DOCUMENTS:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", _text(name)):
            assert (ROOT / target).exists(), f"{name} -> {target}"


def test_every_variable_in_the_readme_is_read_somewhere() -> None:
    section = _text("README.md").split("## Settings", 1)[1]
    named = set(re.findall(r"`([A-Z][A-Z_]{3,})(?:=1)?`", section))
    readers = [
        path for app in ("sora_site", "generation", "moderation") for path in (ROOT / app).rglob("*.py")
    ]
    source = "\n".join(path.read_text("utf-8") for path in readers)
    assert not {name for name in named if name not in source}
