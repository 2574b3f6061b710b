"""How `manage.py` makes its environment: decisions with stand-in interpreters, and nothing downloaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sora_site.bootstrap import _data_option as data_option
from sora_site.bootstrap import packages, progress, python, system
from sora_site.bootstrap.exits import Exit

ROOT = Path(__file__).resolve().parents[2]


def interpreter(folder: Path, name: str, version: str) -> Path:
    """A stand-in that reports `version`, as a Python would."""
    file = folder / name
    file.write_text(f"#!/bin/sh\necho '{version}'\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As if started by Python 3.12, which Blender's module is not built for."""
    monkeypatch.setattr(python.sys, "version_info", (3, 12, 0))
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(python.shutil, "which", lambda name: next(map(str, tmp_path.glob(name)), None))
    return tmp_path


def test_a_supported_python_is_found_on_the_path(elsewhere: Path) -> None:
    interpreter(elsewhere, "python3", "3 12")
    wanted = interpreter(elsewhere, "python3.13", "3 13")
    assert python._choose() == str(wanted)


def test_a_program_that_only_looks_like_a_python_is_passed_over(elsewhere: Path) -> None:
    interpreter(elsewhere, "python3.11", "command not found")
    wanted = interpreter(elsewhere, "python3", "3 13")
    assert python._choose() == str(wanted)


def test_without_a_supported_python_it_says_what_to_install(elsewhere: Path) -> None:
    with pytest.raises(
        progress.SetupError, match=r"needs Python 3\.11 or 3\.13, and this is 3\.12.*apt-get install"
    ):
        python._choose()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["django"]\n[project.optional-dependencies]\ntest = ["pytest"]\n'
        "postgres = []\n"
    )
    (tmp_path / "constraints.txt").write_text("django==5.2\npytest==9\n")
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    calls: list[list[str]] = []
    monkeypatch.setattr(packages, "_pip", calls.append)
    return calls


def test_what_is_installed_is_not_installed_again(project: Path, installed: list[list[str]]) -> None:
    assert packages.stale(project, project, ["runtime"]) == ["runtime"]
    packages.install(project, project, ["runtime"])
    assert packages.stale(project, project, ["runtime"]) == []
    assert installed == [["--constraint", str(project / "constraints.txt"), "django"]]


def test_the_test_tools_are_a_group_of_their_own(project: Path, installed: list[list[str]]) -> None:
    packages.install(project, project, ["runtime"])
    assert packages.stale(project, project, ["runtime", "test"]) == ["test"]
    packages.install(project, project, ["test"])
    assert packages.stale(project, project, ["runtime", "test"]) == []


def test_a_changed_pin_is_noticed(project: Path, installed: list[list[str]]) -> None:
    packages.install(project, project, ["runtime"])
    (project / "constraints.txt").write_text("django==5.3\npytest==9\n")
    assert packages.stale(project, project, ["runtime"]) == ["runtime"]


def test_a_broken_stamp_means_installing_again(project: Path) -> None:
    (project / packages.STAMP).write_text("{")
    assert packages.stale(project, project, ["runtime"]) == ["runtime"]


def test_some_packages_come_without_what_they_depend_on(project: Path, installed: list[list[str]]) -> None:
    with (project / "pyproject.toml").open("a") as file:
        file.write('[tool.sora]\nwithout-dependencies = ["encoder"]\n')
    packages.install(project, project, ["runtime"])
    assert installed[1] == ["--constraint", str(project / "constraints.txt"), "--no-deps", "encoder"]


def test_a_failed_installation_says_why_and_what_to_do() -> None:
    with pytest.raises(
        progress.SetupError, match=r"could not be installed: ERROR: (?s:.*)run the same command again"
    ) as caught:
        packages._pip(["--no-index", "--find-links", "/nowhere", "no-such-package-anywhere"])
    assert caught.value.code == Exit.SETUP_FAILED


def test_a_missing_browser_is_an_error_only_under_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.shutil, "which", lambda _name: None)
    monkeypatch.setattr(system, "_apt", lambda: None)
    monkeypatch.setenv("CI", "")
    system.browser()
    monkeypatch.setenv("CI", "1")
    with pytest.raises(progress.SetupError, match=r"apt-get install -y chromium"):
        system.browser()


def test_missing_libraries_never_stop_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "LIBRARIES", {"libnowhere.so.1": "libnowhere1"})
    monkeypatch.setattr(system, "_apt", lambda: None)
    system.libraries()
    assert "apt-get install -y libnowhere1" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--data", "/tmp/x"], ["--data=/tmp/x"], ["--bind", ":1", "--data", "/tmp/x"]]
)
def test_the_data_option_reaches_the_settings(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SORA_DATA", "/elsewhere")
    data_option("up", words)
    assert packages.os.environ["SORA_DATA"] == str(Path("/tmp/x").resolve())


def test_help_needs_no_packages(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", str(ROOT / "manage.py"), "--help"],
        env={"SORA_VENV": str(tmp_path / "none"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "python3 manage.py COMMAND" in done.stdout
    assert not (tmp_path / "none").exists()


def test_the_stamp_is_readable_json(project: Path, installed: list[list[str]]) -> None:
    packages.install(project, project, ["runtime"])
    assert set(json.loads((project / packages.STAMP).read_text())) == {"runtime"}
