"""Who may load what, beyond what import-linter can say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from .source import PACKAGES, ROOT

HEAVY = ("torch", "diffusers", "mujoco", "bpy")
SIMULATION = "generation.engines.simulation"
DIFFUSION = "generation.engines.diffusion"
LIGHT = tuple(f"{DIFFUSION}.{name}" for name in ("manifest", "files", "service", "hub"))
ALLOWED_TO_ALL = (f"{SIMULATION}.screenplay", f"{SIMULATION}.own", *LIGHT)

WEB = """
import os, json, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "sora_site.settings"
import sora_site.asgi
from django.urls import get_resolver
def walk(patterns):
    for pattern in patterns:
        walk(pattern.url_patterns) if hasattr(pattern, "url_patterns") else pattern.callback
walk(get_resolver().url_patterns)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def _loaded(script: str) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after `script`."""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    sys.path.insert(0, str(ROOT))
    try:
        return grimp.build_graph(*PACKAGES, cache_dir=None)
    finally:
        sys.path.remove(str(ROOT))


def test_the_web_process_loads_no_renderer_and_no_neural_network() -> None:
    assert not _loaded(WEB) & set(HEAVY)


def test_reading_a_prompt_loads_no_renderer() -> None:
    script = f"import json, sys, {SIMULATION}.screenplay\n"
    script += "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    assert not _loaded(script) & {*HEAVY, "django"}


def test_only_tasks_import_the_code_that_renders(graph: grimp.ImportGraph) -> None:
    """Everybody else reaches an engine through the catalogue, and so never loads one by accident."""
    rendering = {
        name for name in graph.modules if name.startswith((f"{SIMULATION}.", "generation.engines.diffusion"))
    }
    rendering -= {name for name in rendering if name.startswith(ALLOWED_TO_ALL)}
    wrong = {
        f"{importer} -> {module}"
        for module in rendering
        for importer in graph.find_modules_that_directly_import(module)
        if not importer.startswith(("generation.engines", "generation.tasks"))
    }
    assert not wrong


def test_the_engines_can_be_imported_alone(tmp_path: Path) -> None:
    """`generation.engines` could be shipped as a library: importing it loads no web framework."""
    script = "import json, sys, generation.engines.catalog, generation.engines.base\n"
    script += "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    assert not _loaded(script) & {"django", "celery", "channels", "redis"}
