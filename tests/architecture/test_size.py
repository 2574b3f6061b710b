"""Small functions, small files."""

from __future__ import annotations

import ast

from .source import ROOT, code

LONGEST_FUNCTION = 60
LONGEST_FILE = 500


def _functions() -> list[tuple[str, int]]:
    return [
        (
            f"{path.relative_to(ROOT)}:{node.lineno} {node.name}",
            (node.end_lineno or node.lineno) - node.lineno + 1,
        )
        for path in code()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_no_function_is_long() -> None:
    assert not [name for name, lines in _functions() if lines >= LONGEST_FUNCTION]


def test_no_file_is_long() -> None:
    sizes = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8").count("\n") for path in code()}
    assert not {name: lines for name, lines in sizes.items() if lines > LONGEST_FILE}


def test_every_module_says_what_it_owns() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in code()
        if path.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert not silent
