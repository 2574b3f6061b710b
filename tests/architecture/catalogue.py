"""Reads gettext's `.po` files, and finds what the code asks to be translated: no gettext tools needed.

The `.po` format is GNU gettext's (manual, "The Format of PO Files").
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

Key = tuple[str | None, str, str | None]
# function -> places of context, singular and plural among its arguments
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_TEMPLATE_CALL = re.compile(r"\b(gettext|ngettext|pgettext|npgettext|_)\(")


@dataclass(slots=True)
class Entry:
    """One message of a catalogue; `strings` has one text, or one for each plural form."""

    context: str | None = None
    single: str = ""
    plural: str | None = None
    strings: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        """Context, singular and plural together."""
        return self.context, self.single, self.plural


def read(path: Path) -> list[Entry]:
    """All entries of a `.po` file but its head."""
    entries, entry, last = [], Entry(), ""
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if not line:
            if entry.single:
                entries.append(entry)
            entry, last = Entry(), ""
        elif line.startswith("#,"):
            entry.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif line.startswith('"'):
            _add(entry, last, ast.literal_eval(line))
        elif not line.startswith("#"):
            last, _, text = line.partition(" ")
            if last.startswith("msgstr"):
                entry.strings.append("")
            _add(entry, last, ast.literal_eval(text))
    return entries


def _add(entry: Entry, name: str, text: str) -> None:
    if name == "msgctxt":
        entry.context = (entry.context or "") + text
    elif name == "msgid":
        entry.single += text
    elif name == "msgid_plural":
        entry.plural = (entry.plural or "") + text
    else:
        entry.strings[-1] += text


def asked_by(path: Path) -> Iterator[Key]:
    """What a Python file or a template asks to be translated."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        yield from (key for node in ast.walk(ast.parse(text)) if (key := _call(node)) is not None)
        return
    text = templatize(text, origin=str(path))
    for match in _TEMPLATE_CALL.finditer(text):
        call = text[match.start() :]
        end = next(end for end in _ends(call) if _parses(call[:end]))
        key = _call(ast.parse(call[:end], mode="eval").body)
        if key is not None:
            yield key


def _ends(call: str) -> Iterator[int]:
    return (match.end() for match in re.finditer(r"\)", call))


def _parses(text: str) -> bool:
    try:
        ast.parse(text, mode="eval")
    except SyntaxError:
        return False
    return True


def _call(node: ast.AST) -> Key | None:
    if not isinstance(node, ast.Call):
        return None
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name not in FUNCTIONS:
        return None
    texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
    context, single, plural = FUNCTIONS[name]
    if len(texts) <= single or not isinstance(texts[single], str):
        return None
    return (
        texts[context] if context is not None else None,
        texts[single],
        texts[plural] if plural is not None else None,
    )
