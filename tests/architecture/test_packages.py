"""pyproject.toml says what is needed, constraints.txt which version of it: the two must agree."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .source import ROOT

ENVIRONMENTS = (
    {"python_version": "3.11", "python_full_version": "3.11.9"},
    {"python_version": "3.13", "python_full_version": "3.13.1"},
)


def _pins() -> list[Requirement]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def _pyproject() -> dict[str, list[str]]:
    document = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = {"runtime": document["project"]["dependencies"], **document["project"]["optional-dependencies"]}
    groups["alone"] = document.get("tool", {}).get("sora", {}).get("without-dependencies", [])
    return groups


def _applies(requirement: Requirement, environment: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**environment, "extra": ""})


def test_every_pin_is_exact_and_names_no_address() -> None:
    for pin in _pins():
        assert pin.url is None
        assert re.fullmatch(r"==[0-9][^,]*", str(pin.specifier)), pin


def test_every_requirement_has_a_pin_that_satisfies_it_on_each_python() -> None:
    for environment in ENVIRONMENTS:
        pinned = {canonicalize_name(pin.name): pin for pin in _pins() if _applies(pin, environment)}
        for line in (line for lines in _pyproject().values() for line in lines):
            wanted = Requirement(line)
            if not _applies(wanted, environment):
                continue
            pin = pinned.get(canonicalize_name(wanted.name))
            assert pin is not None, f"{wanted.name} has no pin for {environment['python_version']}"
            version = str(pin.specifier).removeprefix("==")
            assert wanted.specifier.contains(version, prereleases=True), f"{pin} does not satisfy {wanted}"


def test_all_that_requirements_bring_along_is_pinned() -> None:
    """Followed through what is installed here, so that a new dependency of a dependency is noticed."""
    pinned = {canonicalize_name(pin.name) for pin in _pins()}
    groups = _pyproject()
    alone = {canonicalize_name(Requirement(line).name) for line in groups.pop("alone")}
    waiting = [Requirement(line) for lines in groups.values() for line in lines]
    seen: set[tuple[str, frozenset[str]]] = set()
    unpinned: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        key = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if key in seen or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        seen.add(key)
        if key[0] not in pinned:
            unpinned.add(key[0])
        if key[0] not in alone:
            waiting += _requirements_of(wanted)
    assert not unpinned, sys.version


def _requirements_of(wanted: Requirement) -> list[Requirement]:
    """What an installed distribution asks for, with the extras of `wanted`; its own markers resolved."""
    found = []
    for line in metadata.requires(wanted.name) or []:
        needed = Requirement(line)
        extras = [*wanted.extras, ""]
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
            needed.marker = None
            found.append(needed)
    return found
