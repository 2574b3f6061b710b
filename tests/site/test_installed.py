"""The audit of what is installed notices what drifted, what nobody pinned, and what was changed."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

from sora_site import installed


def test_another_version_and_a_package_without_a_pin_are_noticed(monkeypatch):
    there = {("django", "5.2.99"), ("evil", "1.0"), ("pip", "99")}
    monkeypatch.setattr(installed, "_installed", lambda: there)
    told = installed.strangers()
    assert len(told) == 2
    assert "django 5.2.99 is installed instead of" in told[0]
    assert told[1].startswith("evil 1.0 is installed, and no line")


def test_a_module_that_was_changed_is_noticed(monkeypatch, tmp_path):
    (tmp_path / "thing-1.0.dist-info").mkdir()
    (tmp_path / "thing-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n"
    )
    (tmp_path / "thing-1.0.dist-info" / "RECORD").write_text(
        "whole.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n"
        "bent.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n"
        "lost.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n"
    )
    (tmp_path / "whole.py").touch()
    (tmp_path / "bent.py").write_text("print('hello')")
    package = importlib.metadata.PathDistribution(Path(tmp_path / "thing-1.0.dist-info"))
    monkeypatch.setattr(installed.importlib.metadata, "distributions", lambda: [package])
    assert installed.changed() == ["thing: bent.py was changed", "thing: lost.py is gone"]


def test_that_nobody_was_asked_about_weaknesses_is_said(monkeypatch):
    monkeypatch.setattr(installed.shutil, "which", lambda _name: None)
    assert installed.weaknesses() == (
        [],
        "pip-audit is not installed: nobody was asked about known weaknesses",
    )
