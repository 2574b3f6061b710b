"""The engine by itself, from a shell: films, reports, screenplays that come back, and clear refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generation.engines import media
from generation.engines.errors import BadRequest
from generation.engines.simulation.audit import audit
from generation.engines.simulation.take import Take

ROOT = Path(__file__).resolve().parents[2]
PROMPT = "A corgi grokks on a skateboard in the city"

pytestmark = pytest.mark.render


def shell(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generation.engines.simulation", *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=240)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alone")
    words = (PROMPT, "-o", "clip.mp4", "--seconds", "2", "--size", "64x36", "--seed", "7", "--style", "anime")
    done = shell(*words, "--report", "report.json", "--screenplay", "play.json",
                 "--take", "take.zip", "--layers", "depth,motion", cwd=folder)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


def test_a_film_with_sound_a_report_and_a_screenplay(folder):
    facts = media.probe(folder / "clip.mp4")
    assert (facts.width, facts.height, facts.frames) == (64, 36, 48)
    report = json.loads((folder / "report.json").read_text())
    assert "grokks" in report["words"]["not_staged"]
    assert {"corgi", "skateboard", "city"} <= set(report["words"]["staged"])
    assert {"simulate", "render", "sound", "deliver"} <= set(report["stages"])
    assert json.loads((folder / "play.json").read_text())["seed"] == 7


def test_the_report_audits_the_film(folder):
    report = json.loads((folder / "report.json").read_text())
    assert {"ballistic_g_error", "momentum_residual", "foot_slide_m", "bounds", "checked"} <= set(
        report["physics"]
    )
    assert set(report["sync"]) == {"max_offset_frames", "bound", "heard", "moments"}
    assert set(report["words"]) == {"staged", "approximated", "not_staged"}


def test_the_take_comes_with_the_layers_that_were_asked_for(folder):
    take = Take.load(folder / "take.zip")
    assert take.depth.shape == (48, 36, 64)
    assert take.motion.shape == (48, 36, 64, 2)
    assert audit(take)["bodies"]
    with pytest.raises(BadRequest, match="no segmentation"):
        _ = take.segmentation


def test_an_edited_screenplay_is_filmed_instead_of_the_prompt(folder):
    play = json.loads((folder / "play.json").read_text())
    play["shots"][0]["time_of_day"] = "night"
    (folder / "night.json").write_text(json.dumps(play))
    words = ("-o", "night.mp4", "--seconds", "2", "--size", "64x36", "--screenplay", "night.json")
    done = shell(PROMPT, *words, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "night.mp4").stat().st_size > 5000
    assert json.loads((folder / "night.json").read_text())["shots"][0]["time_of_day"] == "night"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("", "-o", "x.mp4"), "say what to show"),
        ((PROMPT, "-o", "x.mp4", "--size", "63x36"), "even"),
        ((PROMPT, "-o", "x.mp4", "--style", "baroque"), "style"),
        ((PROMPT, "-o", "x.mp4", "--model", "sora-9"), "sora-9"),
        ((PROMPT, "-o", "no/such/folder/x.mp4"), "folder"),
        ((PROMPT, "-o", "x.mp4", "--seconds", "0"), "seconds"),
        ((PROMPT, "-o", "x.mp4", "--layers", "depth"), "--take"),
        ((PROMPT, "-o", "x.mp4", "--take", "a.zip", "--layers", "smell"), "smell"),
    ],
)
def test_bad_input_gets_a_sentence_and_leaves_nothing_behind(tmp_path, words, says):
    done = shell(*words, cwd=tmp_path)
    assert done.returncode != 0
    assert says in done.stderr.lower()
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())
