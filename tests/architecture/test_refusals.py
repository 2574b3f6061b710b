"""`docs/refusals.md` and the code say the same: every code, sentence and status."""

from __future__ import annotations

import ast
import importlib
import re

from accounts.errors import Refusal
from cameo.refusals import ApprovalNeeded, ConsentMissing, PublicFigure, RestrictionBroken
from generation import failures

from .source import APPS, ROOT, code

DOCUMENT = ROOT / "docs" / "refusals.md"
ROW = re.compile(r"^\| `(?P<code>\w+)` \| (?P<rest>.+) \|$", re.MULTILINE)
GOOD = range(400, 600)


def _section(title: str) -> dict[str, list[str]]:
    """The cells after the code, by code, of the section whose heading begins with `title`."""
    text = DOCUMENT.read_text("utf-8")
    begin = text.index(f"\n## {title}")
    end = text.find("\n## ", begin + 1)
    rows = ROW.finditer(text[begin : end if end > 0 else None])
    return {row["code"]: row["rest"].split(" | ") for row in rows}


def _refusals() -> dict[str, type[Refusal]]:
    """Every kind of refusal of the project by its code."""
    for app in APPS:
        importlib.import_module(f"{app}.refusals")
    found: dict[str, type[Refusal]] = {}
    waiting = Refusal.__subclasses__()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.split(".")[0] in APPS:
            assert kind.code not in found, f"two refusals have the code {kind.code}"
            found[kind.code] = kind
    return found


NAMING = {
    ConsentMissing: ["bob"],
    ApprovalNeeded: ["bob"],
    RestrictionBroken: ["bob", "politics"],
    PublicFigure: ["Taylor Swift"],
}


def _documented() -> dict[str, list[str]]:
    titles = ("People", "What may be asked for", "Likeness", "Videos", "Posts")
    return {code: cells for title in titles for code, cells in _section(title).items()}


def test_every_refusal_is_documented_and_none_besides() -> None:
    assert set(_documented()) == set(_refusals())


def test_sentences_and_statuses_are_the_real_ones() -> None:
    for name, kind in _refusals().items():
        when, sentence, advice, status = _documented()[name]
        told = str(kind(*NAMING.get(kind, ())))
        assert (sentence, int(status)) == (told, kind.http_status), name
        assert when, name
        assert advice, name
        assert kind.http_status in GOOD, name


def test_every_refusal_lives_in_its_apps_refusals_and_is_used() -> None:
    sources = {path: path.read_text("utf-8") for path in code()}
    for kind in _refusals().values():
        assert kind.__module__.endswith(".refusals"), kind
        name = re.compile(rf"\b{kind.__name__}\b")
        users = [
            path
            for path, text in sources.items()
            if path.as_posix() != f"{ROOT.as_posix()}/{kind.__module__.replace('.', '/')}.py"
            and name.search(text)
        ]
        assert users, f"{kind.__name__} is never raised"


def test_every_reason_of_a_video_that_does_not_come_is_documented() -> None:
    documented = {name: cells[-1] for name, cells in _section("Why a video").items()}
    assert documented == {name: str(sentence) for name, sentence in failures.SENTENCES.items()}


def test_every_code_of_an_engine_has_a_sentence() -> None:
    """Codes are class attributes of the engines' errors, and what the worker and the release write."""
    found = {"disk_full", "engine_crashed", "worker_lost"}
    for path in code():
        if "generation" not in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name.endswith(
                ("Error", "Failed", "Unavailable", "Request")
            ):
                found |= {
                    part.value.value
                    for part in node.body
                    if isinstance(part, ast.Assign)
                    and getattr(part.targets[0], "id", "") == "code"
                    and isinstance(part.value, ast.Constant)
                }
    assert found - set(failures.SENTENCES) == set()


def test_the_sockets_codes_are_documented() -> None:
    source = (ROOT / "generation" / "consumers.py").read_text("utf-8")
    assert set(re.findall(r'BadMessageError\(\s*"(\w+)"', source)) == set(_section("What the socket"))
