"""Public figures are not staged by name; streets, cards and other people are left alone."""

from __future__ import annotations

import pytest

from cameo import figures, gate, refusals


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Donald Trump dances", "Donald Trump"),
        ("donald  TRUMP's hat", "Donald Trump"),
        ("D0n4ld Trump walks", "Donald Trump"),
        ("Beyonce canta", "Beyoncé"),
        ("Will Smith slaps a fly", "Will Smith"),
        ("Zelenskyy waves. A dog barks.", "Zelenskyy"),
        ("a trump card wins", None),
        ("a man who will smith iron", None),
        ("cammina in via Michael Jackson", None),
        ("the Obama library at night", None),
        ("a cavalier King Charles spaniel runs", None),
        ("she keeps messing about", None),
        ("Theresa may come later", None),
        ("@zendaya waves", None),
        ("", None),
    ],
)
def test_names_are_found_in_their_context(words, name):
    assert figures.named(words) == name


def test_every_name_of_the_list_is_found():
    for name in figures._rows():
        bare = name.removeprefix("=")
        assert figures.named(f"Now {bare} walks along a beach.") is not None, bare


def test_a_check_that_crashes_refuses(monkeypatch):
    with pytest.raises(refusals.PublicFigure, match="cannot be staged by name"):
        gate.require_nobody_famous("Elon Musk flies")
    monkeypatch.setattr(figures, "named", lambda _words: 1 / 0)
    with pytest.raises(refusals.ConsentUnavailable):
        gate.require_nobody_famous("A dog")
