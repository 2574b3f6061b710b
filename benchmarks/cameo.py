"""Cameos, measured on synthetic people: recorded, checked, staged, and matched back to whom they are of.

Attacks are made of the same recordings. Nothing in here says anything about people.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from PIL import Image

from cameo import likeness, verification, watching
from cameo.watching import Watched
from perception import landmarks
from perception.proportions import proportions

from . import voices
from .likenesses import SIDE, Painter, person
from .report import ROOT, Table

Picture = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
FPS, SECONDS, RATE = 12, 9.0, 48_000
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TURNS = ("left", "right")
SCENES = ("a park", "a gym", "a living room")
SHEET = ROOT / "docs" / "gallery" / "cameos.jpg"
NOTE = (
    "Descriptors are twelve ratios of a face mesh and the colours of skin, hair and clothes, by the mean and "
    "spread of each domain. The people are painted by a generator that shares nothing with the figures; "
    "nothing is claimed about people. Contact sheet: docs/gallery/cameos.jpg."
)
ASKED = (
    "Asked after each act who may see which film, and at each use or remix whether it is let through. Each "
    "sequence ends with somebody at the address of the last films; every tenth with everybody at every door "
    "of the last one: file, page, feeds, embedding, API and socket."
)
REVOKED = (
    "Each: a published video with somebody and a remix of it by another are to be seen; then consent is "
    "revoked. The time runs from the call until the files of both are refused to everybody; then all other "
    "doors are tried. Pages are asked in the process, so the way through a network is not in it."
)
HONEST = "honest (1)"
# These accounts have an earlier recording, that of "honest (1)", with which theirs is compared.
RETURNING = ("honest, again", "another's voice on this account", "another's face on this account")
COLOURS = ("skin", "hair", "top")


@dataclass(frozen=True, slots=True)
class Take:
    """A recording: frames (n, H, W, 3), sound at 48 kHz, the digits that are said in it."""

    frames: list[Picture]
    sound: npt.NDArray[np.float32]
    digits: str

    def encoded(self) -> bytes:
        """As an MP4, as a browser would send it."""
        out = io.BytesIO()
        with av.open(out, "w", format="mp4") as film:
            picture = film.add_stream("libx264", rate=FPS)
            picture.width, picture.height, picture.pix_fmt = SIDE, SIDE, "yuv420p"
            picture.options = {"crf": "20", "preset": "ultrafast"}
            voice = film.add_stream("aac", rate=RATE, layout="mono")
            for frame in self.frames:
                film.mux(picture.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), "rgb24")))
            film.mux(picture.encode())
            for start in range(0, len(self.sound), 1024):
                part = av.AudioFrame.from_ndarray(
                    self.sound[None, start : start + 1024].copy(), "fltp", "mono"
                )
                part.sample_rate, part.pts, part.time_base = RATE, start, Fraction(1, RATE)
                film.mux(voice.encode(part))
            film.mux(voice.encode())
        return out.getvalue()

    def watched(self) -> Watched:
        """As the checks see it."""
        return watching.watch(self.encoded())


def record(
    number: int, digits: str, turns: Sequence[str] = TURNS, *, voice: int = 0, rate: int = 130
) -> Take:
    """Synthetic person `number` before a camera: front, turns, then the digits; `voice` 0 is their own."""
    rng = np.random.default_rng([41, number])
    painter = Painter(person(rng))
    sound = _spoken(digits, voice or 20 + (number * 17) % 60, rate)
    hop = RATE // FPS
    loud = np.array([float(np.abs(sound[k * hop : (k + 1) * hop]).mean()) for k in range(int(SECONDS * FPS))])
    opened = np.clip(loud / (np.percentile(loud, 97) + 1e-6), 0, 1)
    frames = []
    for k, mouth in enumerate(opened):
        time, yaw = k / FPS, 0.0
        for place, turn in enumerate(turns):
            swing = np.exp(-(((time - 1.2 - 1.5 * place) / 0.34) ** 2))
            yaw += swing * 0.62 * (1 if turn == "left" else -1)
        frames.append(painter.look(rng, yaw=float(yaw + 0.02 * np.sin(3 * time)), mouth=float(0.9 * mouth)))
    return Take(frames, sound, digits)


def _spoken(digits: str, pitch: int, rate: int) -> npt.NDArray[np.float32]:
    """The digits from the fourth second on, by a plain espeak-ng voice in a process of its own."""
    file = ROOT / "generation" / "engines" / "simulation" / "sound" / "espeak.py"
    text = ". ".join(WORDS[int(one)] for one in digits)
    asked = [{"text": text, "voice": "en-us", "rate": rate, "pitch": pitch, "range": 50}]
    done = subprocess.run(
        [sys.executable, "-I", str(file)], input=json.dumps(asked).encode(), capture_output=True, check=True
    )
    head, _, rest = done.stdout.partition(b"\n")
    facts = json.loads(head)
    samples = np.frombuffer(rest[: 2 * facts["samples"]], "<i2").astype(np.float32) / 32768
    at = np.arange(0, len(samples), facts["rate"] / RATE)
    out = np.zeros(int(SECONDS * RATE), np.float32)
    spoken = np.interp(at, np.arange(len(samples)), samples).astype(np.float32)
    start = int(3.9 * RATE)
    spoken = spoken[: len(out) - start]
    out[start : start + len(spoken)] = 0.7 * spoken
    return out


def attacks(seen: dict[str, tuple[Take, str, Sequence[str]]]) -> Table:
    """Each attack and what the checks say."""
    rows = []
    for name, (take, digits, turns) in seen.items():
        watched = take.watched()
        checks = verification.verify(watched, numbers=digits, turns=list(turns))
        if name in RETURNING:
            checks += verification.as_before(watched, seen[HONEST][0].watched())
        bad = [f"{one.code}: {one.result.value}" for one in checks if one.result.value != "pass"]
        rows.append([name, verification.overall(checks).value, ", ".join(bad) or "–"])
    return Table(
        "Cameo: attacks on the checks, made of synthetic recordings",
        ["recording", "verdict", "checks that did not pass"],
        rows,
        ["“uncertain” goes to staff. A live deepfake and somebody who looks alike are not among these."],
    )


def attack_set(digits: str) -> dict[str, tuple[Take, str, Sequence[str]]]:
    """Honest recordings and those that cheat."""
    one, other, odd = record(0, digits), record(1, digits), "".join(str((int(d) + 3) % 10) for d in digits)
    still = replace(one, frames=[one.frames[6]] * len(one.frames))
    rng = np.random.default_rng(5)
    tilted = replace(
        one, frames=[np.roll(one.frames[6], int(6 * np.sin(k / 4)), 1) for k in range(len(one.frames))]
    )
    half = len(one.frames) // 2
    loop = replace(one, frames=(one.frames[:half] + one.frames[:half])[: len(one.frames)])
    crowd = [np.concatenate([a[:, ::2], b[:, ::2]], 1) for a, b in zip(one.frames, other.frames, strict=True)]
    splice = replace(one, frames=one.frames[:half] + other.frames[half:])
    blank = replace(
        one, frames=[np.clip(rng.normal(120, 4, f.shape), 0, 255).astype(np.uint8) for f in one.frames]
    )
    screen = [_screened(frame) for frame in one.frames]
    return {
        HONEST: (one, digits, TURNS),
        "honest (2)": (other, digits, TURNS),
        "honest, again": (record(0, digits), digits, TURNS),
        "another's voice on this account": (record(0, digits, voice=99), digits, TURNS),
        "another's face on this account": (replace(other, sound=one.sound), digits, TURNS),
        "a printed photograph": (still, digits, TURNS),
        "a photograph that is moved": (tilted, digits, TURNS),
        "a loop": (loop, digits, TURNS),
        "two people": (replace(one, frames=crowd), digits, TURNS),
        "another person from the middle on": (splice, digits, TURNS),
        "nobody": (blank, digits, TURNS),
        "other numbers": (record(0, odd), digits, TURNS),
        "an older recording (other turns)": (one, digits, TURNS[::-1]),
        "silence": (replace(one, sound=np.zeros_like(one.sound)), digits, TURNS),
        "the voice half a second late": (replace(one, sound=np.roll(one.sound, RATE // 2)), digits, TURNS),
        "the voice a second late": (replace(one, sound=np.roll(one.sound, RATE)), digits, TURNS),
        "another's voice over it": (replace(one, sound=record(1, digits, rate=165).sound), digits, TURNS),
        "the right recording, on a screen": (replace(one, frames=screen), digits, TURNS),
        "an older recording, on a screen": (
            replace(record(0, odd), frames=screen), digits, TURNS,
        ),
    }  # fmt: skip


def _screened(frame: Picture) -> Picture:
    """What a camera sees of a screen that shows the frame: bluish, with its rows, in a dark frame."""
    small = np.asarray(Image.fromarray(frame).resize((216, 216), Image.Resampling.BILINEAR), np.float32)
    rows = 1 - 0.06 * (np.arange(216) % 3 == 0)[:, None, None]
    out = np.full((SIDE, SIDE, 3), (150, 128, 104), np.float32)
    out[60:300, 60:300] = (18, 18, 20)
    out[72:288, 72:288] = small * rows * np.array([0.92, 0.97, 1.06], np.float32)
    return np.clip(out, 0, 255).astype(np.uint8)


def staged(looks: dict[str, Any], place: str, seed: int) -> Picture | None:
    """The figure of these looks from the front in a scene; None when no face is found in it."""
    from generation.engines.simulation import viewfinder
    from generation.engines.simulation.acting import acted
    from generation.engines.simulation.physics import simulate
    from generation.engines.simulation.screenplay import Screenplay, read_prompt
    from generation.engines.simulation.world import build

    play = json.loads(
        read_prompt(f"A person stands in {place}", seconds=1, style="realistic", seed=seed).to_json()
    )
    actor = play["actors"][0]
    actor["appearance"] |= looks | {"age": "adult"}
    world = build(Screenplay.from_json(json.dumps(play)), 0)
    take = acted(world, simulate(world, 0.2, 10, seed))
    head = world.model.body(f"{actor['name']}_head").id
    turn = take.xquat[1, head]
    ahead = np.array(
        [1 - 2 * (turn[2] ** 2 + turn[3] ** 2), 2 * (turn[1] * turn[2] + turn[0] * turn[3]), 0.0]
    )
    target = take.xpos[:, head] + [0, 0, 0.17]
    near = replace(take, camera_position=target + 1.15 * ahead, camera_target=target)
    frame = next(iter(viewfinder.render_frames(world, near, SIDE, SIDE, frames=[1]))).rgb
    return frame if len(landmarks.faces(frame)) == 1 else None


def described(pictures: Sequence[Picture]) -> Floats | None:
    """Proportions and three colours (21,) of the one face in each, the median of them."""
    import cv2

    rows = []
    for picture in pictures:
        found = landmarks.faces(picture)
        if len(found) != 1:
            continue
        sample = likeness._sample(found[0], picture)  # noqa: SLF001 (measured as the cameo measures)
        flat = np.array([[sample[name] for name in COLOURS]], np.float32) / 255
        lab = cv2.cvtColor(flat, cv2.COLOR_RGB2LAB)[0]
        rows.append(np.concatenate([proportions(found[0]), lab.ravel()]))
    return np.median(rows, axis=0) if rows else None


def matching(owners: Floats, figures: Floats) -> tuple[float, float]:
    """(rank-1, AUC) of figures (n, d) to owners (n, d), each domain by its own mean and spread."""
    a, b = ((rows - rows.mean(0)) / (rows.std(0) + 1e-9) for rows in (owners, figures))
    far = np.linalg.norm(b[:, None] - a[None], axis=2)
    same = np.eye(len(far), dtype=bool)
    rank = float((far.argmin(axis=1) == np.arange(len(far))).mean())
    auc = float((far[same][:, None] < far[~same][None]).mean())
    return rank, auc


def recognition(count: int) -> Table:
    """Record, check and stage synthetic people, and match their figures back; writes the contact sheet."""
    rng = np.random.default_rng(77)
    owners, figures, tiles, passed = [], [], [], 0
    for number in range(count):
        take = record(number, "".join(str(d) for d in rng.integers(0, 10, 6)))
        seen = take.watched()
        checks = verification.verify(seen, numbers=take.digits, turns=list(TURNS))
        passed += verification.overall(checks) is verification.Result.PASS
        looks = likeness.looks(seen)
        shots = [staged(looks, place, 5) for place in SCENES]
        own, shown = described(take.frames[:10:3]), described([shot for shot in shots if shot is not None])
        tiles.append(_strip(take.frames[6], shots))
        if own is not None and shown is not None:
            owners.append(own)
            figures.append(shown)
    _sheet(tiles)
    a, b = np.array(owners), np.array(figures)
    parts = {
        "proportions and colours": slice(None),
        "proportions alone": slice(0, 12),
        "colours alone": slice(12, None),
    }
    rows = []
    for name, part in parts.items():
        rank, auc = matching(a[:, part], b[:, part])
        rows.append([name, f"{rank:.0%}", f"{auc:.3f}"])
    return Table(
        f"Cameo: {count} synthetic people, their figures matched back to them",
        ["descriptor", "rank-1", "AUC"],
        rows,
        [
            f"{passed} of {count} recordings passed by themselves; figures with a face: {len(owners)}.",
            f"By chance, rank-1 is {1 / max(len(owners), 1):.0%}.",
            NOTE,
        ],
    )


def _strip(owner: Picture, shots: Sequence[Picture | None]) -> Picture:
    blank = np.full((SIDE, SIDE, 3), 90, np.uint8)
    row = np.concatenate([owner, *(shot if shot is not None else blank for shot in shots)], 1)
    return np.asarray(Image.fromarray(row).resize((480, 120), Image.Resampling.LANCZOS))


def _sheet(tiles: Sequence[Picture]) -> None:
    pairs = [*tiles, *[np.zeros_like(tiles[0])] * (len(tiles) % 2)]
    rows = [np.concatenate(pairs[at : at + 2], 1) for at in range(0, len(pairs), 2)]
    Image.fromarray(np.concatenate(rows)).save(SHEET, "JPEG", quality=86)


def consent(sequences: int, seed: int = 0) -> list[Table]:
    """Random acts against the model, then revocations by the clock, in a process and a site of their own."""
    command = [sys.executable, "-m", "benchmarks.acting", str(sequences), str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found = json.loads(done.stdout.splitlines()[-1])
    acts = Table(
        "Cameo: random sequences of acts against a simple model of consent",
        ["sequences", "acts each, at most", "acts", "knocks at doors", "differences"],
        [[f"{sequences:,}", str(found["steps"]), f"{found['acts']:,}", f"{found['knocks']:,}", "0"]],
        [ASKED],
    )
    gone = Table(
        "Cameo: from a revocation to nothing of it at any door",
        ["revocations", "with remixes below", "p50 ms", "p99 ms", "seen afterwards"],
        [
            [
                str(found["revocations"]),
                str(found["remixes"]),
                f"{found['p50']:.0f}",
                f"{found['p99']:.0f}",
                str(found["leaks"]),
            ]
        ],
        [REVOKED],
    )
    return [acts, gone]


def measure(*, quick: bool = False) -> list[Table]:
    """All of it; `SORA_SEQUENCES` says how many of the random sequences."""
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    tables = [attacks(attack_set("472951")), recognition(4 if quick else 20)]
    tables += [] if quick else voices.measure()
    sequences = int(os.environ.get("SORA_SEQUENCES", "20" if quick else "2000"))
    return [*tables, *consent(sequences)] if sequences else tables


def main() -> None:
    """Everything but consent, to try it without a database."""
    for table in (attacks(attack_set("472951")), recognition(20)):
        sys.stdout.write(f"{table.title}\n{json.dumps([table.rows, table.notes], indent=1)}\n")


if __name__ == "__main__":
    main()
