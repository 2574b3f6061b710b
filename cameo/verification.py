"""Whether a recording shows one live person who was asked just now: checks over what was watched.

Each check passes, fails, or is uncertain; what could not be looked at is uncertain.
One failure fails the whole, any uncertainty brings a person in, and only a full
house passes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perception import digits, landmarks

from . import alike, screens
from .watching import PER_SECOND, Floats, Watched

Box = tuple[float, float, float, float]
SHORTEST = 3.0
TURNED, FRONT = 0.45, 0.3
ALONE, ALONE_SURELY = 0.8, 0.92
GROWN = 0.3  # logarithm of the change of a face's width
JUMP = 0.45  # of a face's width between two looks, a tenth of a second apart
CUT = 0.18  # mean change of grey between two looks at which the scene is another
LOOPED, MOVING = 0.004, 0.012
FEW = 4  # faces from the front that are needed to tell what one looks like
AT_ONCE, FAR = 2, 20  # looks, a tenth of a second each: voice and mouth together, and how far else is tried
# Looks of a stretch, and how far off its sound is sought; the share of stretches that may fit there, and
# how much better that must be.
STRETCH, NEAR, DRIFTING, BETTER = 14, 8, 0.3, 0.15
QUIET, LIPS_LEAST, LIPS_ENOUGH, STIFF = 0.004, 0.02, 0.2, 0.012


class Result(StrEnum):
    """What a check says."""

    PASS = "pass"  # noqa: S105 (no password)
    FAIL = "fail"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its code, result, the figure it rests on, and what to do when it fails."""

    code: str
    result: Result
    score: float | None
    advice: str | Promise = ""

    def as_json(self) -> dict[str, object]:
        """For the database; the advice is looked up again by its code in the reader's language."""
        return {"code": self.code, "result": self.result.value, "score": self.score}


NAMES: dict[str, Promise] = {
    "length": _("Long enough"),
    "one_face": _("One face"),
    "one_take": _("In one go"),
    "same_face": _("The same face throughout"),
    "same_person": _("The face of your earlier recording"),
    "same_voice": _("The voice of your earlier recording"),
    "turns": _("The turns of the head"),
    "alive": _("A live person"),
    "no_loop": _("Nothing repeats"),
    "no_screen": _("No screen before the camera"),
    "numbers": _("The numbers"),
    "lips": _("Mouth and voice belong together"),
}
ADVICE: dict[str, Promise] = {
    "length": _("Record for at least three seconds."),
    "one_face": _("Be alone in the picture, in good light, with your face in the middle."),
    "one_take": _("Record in one go: keep your face in the picture from beginning to end."),
    "same_face": _("Stay before the camera yourself from beginning to end, in steady light."),
    "same_person": _("Somebody looks whether it is you: it looks other than your earlier recording."),
    "same_voice": _("Somebody listens whether it is you: it sounds other than your earlier recording."),
    "turns": _("Turn your head as shown, first to the one side, then to the other."),
    "alive": _("Look into the camera yourself: a picture or a screen does not work."),
    "no_loop": _("Record anew: parts of this film repeat."),
    "no_screen": _("Sit before the camera yourself, without frames or screens around your head."),
    "numbers": _("Say the numbers that are shown, one after the other, in English, loud and clear."),
    "lips": _("Say the numbers yourself, with your mouth in the picture."),
}


def _check(code: str, result: Result, score: float | None) -> Check:
    return Check(code, result, None if score is None else round(float(score), 3), ADVICE[code])


def _graded(code: str, score: float, fail: float, enough: float) -> Check:
    """Pass from `enough` on, fail below `fail`, uncertain between."""
    result = Result.PASS if score >= enough else Result.FAIL if score < fail else Result.UNCERTAIN
    return _check(code, result, score)


def verify(seen: Watched, *, numbers: str, turns: list[str]) -> list[Check]:
    """All checks over a recording, for the digits and turns (of the person: left, right) that were asked."""
    checks: list[Callable[[], Check]] = [
        lambda: _graded("length", seen.seconds, SHORTEST, SHORTEST),
        lambda: _one_face(seen),
        lambda: _one_take(seen),
        lambda: _same_face(seen),
        lambda: _turns(seen, turns),
        lambda: _alive(seen),
        lambda: _no_loop(seen),
        lambda: _no_screen(seen),
        lambda: _numbers(seen, numbers),
        lambda: _lips(seen),
    ]
    return [check() for check in checks]


def as_before(seen: Watched, earlier: Watched | None) -> list[Check]:
    """Whether face and voice are those of an earlier recording; unlike is uncertain, never a no."""
    if earlier is None:
        return []
    faces = voices = None
    one, other = front(seen), front(earlier)
    if landmarks.available() and min(len(one), len(other)) >= FEW:
        faces = alike.between(alike.describe(one), alike.describe(other))
    if len(seen.sound) and len(earlier.sound):
        voices = alike.voices(alike.voice(seen.sound), alike.voice(earlier.sound))
    found = (("same_person", faces, alike.SAME), ("same_voice", voices, alike.VOICE_SAME))
    return [
        _check(code, Result.PASS if score is not None and score >= least else Result.UNCERTAIN, score)
        for code, score, least in found
    ]


def front(seen: Watched) -> list[tuple[landmarks.Face, Any]]:
    """The looks from the front, in order."""
    return [
        (found[0], picture)
        for found, picture in zip(seen.faces, seen.pictures, strict=True)
        if len(found) == 1 and abs(found[0].yaw) < FRONT
    ]


def overall(checks: list[Check]) -> Result:
    """Fail if any fails, uncertain if any is, else pass."""
    results = {check.result for check in checks}
    for worst in (Result.FAIL, Result.UNCERTAIN):
        if worst in results or not results:
            return worst
    return Result.PASS


def _one_face(seen: Watched) -> Check:
    if not landmarks.available():
        return _check("one_face", Result.UNCERTAIN, None)
    crowd = float(np.mean([len(found) > 1 for found in seen.faces]))
    if crowd > 0.1:
        return _check("one_face", Result.FAIL, 1 - crowd)
    return _graded("one_face", float(seen.alone.mean()), ALONE, ALONE_SURELY)


def _one_take(seen: Watched) -> Check:
    """No cut: neither the face nor the picture jumps."""
    if not landmarks.available():
        return _check("one_take", Result.UNCERTAIN, None)
    changes = np.abs(np.diff(seen.thumbs, axis=0)).mean(axis=1)
    boxes = [found[0].box if len(found) == 1 else None for found in seen.faces]
    jumps = [_jump(a, b) for a, b in pairwise(boxes) if a is not None and b is not None]
    if len(changes) == 0 or not jumps:
        return _check("one_take", Result.FAIL, None)
    worst = max(max(jumps), float(changes.max()) / CUT)
    return _check("one_take", Result.PASS if worst < 1 else Result.FAIL, worst)


def _jump(one: Box, other: Box) -> float:
    """How far and how much nearer a face is from one look to the next; from 1 on nobody moves so."""
    middles = [(box[0] + box[2] / 2, box[1] + box[3] / 2) for box in (one, other)]
    far = float(np.hypot(middles[1][0] - middles[0][0], middles[1][1] - middles[0][1])) / max(one[2], 1)
    grown = abs(float(np.log(max(other[2], 1) / max(one[2], 1))))
    return max(far / JUMP, grown / GROWN)


def _same_face(seen: Watched) -> Check:
    """The first and the last face from the front are alike; what is between is uncertain."""
    if not landmarks.available():
        return _check("same_face", Result.UNCERTAIN, None)
    ahead = front(seen)
    if len(ahead) < 2 * FEW:
        return _check("same_face", Result.UNCERTAIN, None)
    third = max(FEW, len(ahead) // 3)
    score = alike.between(alike.describe(ahead[:third]), alike.describe(ahead[-third:]))
    return _graded("same_face", score, alike.OTHER, alike.SAME)


def _turns(seen: Watched, wanted: list[str]) -> Check:
    """The sides to which the head was turned, in order; the person's left is the picture's right."""
    if not landmarks.available():
        return _check("turns", Result.UNCERTAIN, None)
    made: list[str] = []
    for yaw in _smooth(seen.of_face("yaw")):
        side = "left" if yaw > TURNED else "right" if yaw < -TURNED else ""
        if side and (not made or made[-1] != side):
            made.append(side)
    return _check("turns", Result.PASS if made == wanted else Result.FAIL, len(made))


def _alive(seen: Watched) -> Check:
    """Something in the face itself moves, while it looks into the camera."""
    if not landmarks.available():
        return _check("alive", Result.UNCERTAIN, None)
    front = np.abs(np.nan_to_num(seen.of_face("yaw"), nan=9.0)) < FRONT
    mouth = seen.of_face("mouth")[front]
    mouth = mouth[np.isfinite(mouth)]
    if len(mouth) < PER_SECOND:
        return _check("alive", Result.FAIL, None)
    return _graded("alive", float(np.percentile(mouth, 95) - np.percentile(mouth, 5)), STIFF, 3 * STIFF)


def _no_loop(seen: Watched) -> Check:
    """No stretch of a second and a half comes again, frame by frame, though the picture moves."""
    span, thumbs = int(1.5 * PER_SECOND), seen.thumbs
    if len(thumbs) < 2 * span:
        return _check("no_loop", Result.PASS, None)
    closest = np.inf
    for start in range(0, len(thumbs) - 2 * span + 1, 3):
        part = thumbs[start : start + span]
        if part.std(axis=0).mean() < MOVING:
            continue
        for again in range(start + span, len(thumbs) - span + 1):
            closest = min(closest, float(np.abs(part - thumbs[again : again + span]).mean()))
    if np.abs(np.diff(thumbs, axis=0)).max() < LOOPED / 4:
        return _check("no_loop", Result.FAIL, 0.0)
    return _check("no_loop", Result.FAIL if closest < LOOPED else Result.PASS, min(closest, 1.0))


def _numbers(seen: Watched, wanted: str) -> Check:
    if not digits.available():
        return _check("numbers", Result.UNCERTAIN, None)
    if _loudness(seen.sound) < QUIET:
        return _check("numbers", Result.FAIL, 0.0)
    said = digits.heard(seen.sound)
    share = digits.matched(wanted, said) / len(wanted)
    if len(said) > len(wanted) + 3:  # saying everything is saying nothing
        return _check("numbers", Result.UNCERTAIN if share >= 0.8 else Result.FAIL, share)
    return _graded("numbers", share, 0.6, 0.8)


def _no_screen(seen: Watched) -> Check:
    """No frame runs around the head; one that does is for a person to look at."""
    around = screens.framed(seen) if landmarks.available() else None
    result = Result.PASS if around is not None and around < 1 else Result.UNCERTAIN
    return _check("no_screen", result, None if around is None else 1 - around)


def _lips(seen: Watched) -> Check:
    """The mouth moves when there is a voice: it opens with the loudness, and at no other time better."""
    if not landmarks.available() or not digits.available():
        return _check("lips", Result.UNCERTAIN, None)
    mouth = _smooth(seen.of_face("mouth"))
    if len(mouth) < 2 * PER_SECOND or _loudness(seen.sound) < QUIET:
        return _check("lips", Result.FAIL, None)
    loud = _envelope(seen)
    by_shift = {shift: _correlation(*_shifted(mouth, loud, shift)) for shift in range(-FAR, FAR + 1)}
    best = max(score for shift, score in by_shift.items() if abs(shift) <= AT_ONCE)
    elsewhere = max(score for shift, score in by_shift.items() if abs(shift) > AT_ONCE)
    if best >= LIPS_ENOUGH and (elsewhere > best or _drifts(mouth, loud) > DRIFTING):
        return _check("lips", Result.UNCERTAIN, best)
    return _graded("lips", best, LIPS_LEAST, LIPS_ENOUGH)


def _drifts(mouth: Floats, loud: Floats) -> float:
    """The share of stretches with speech in which sound and mouth fit best at another time than at once."""
    away = []
    for start in range(NEAR, len(mouth) - STRETCH - NEAR, STRETCH // 3):
        part = mouth[start : start + STRETCH]
        if part.std() < 0.5 * mouth.std():
            continue
        by_shift = {
            shift: _correlation(part, loud[start + shift : start + shift + STRETCH])
            for shift in range(-NEAR, NEAR + 1)
        }
        once = max(by_shift[shift] for shift in range(-AT_ONCE, AT_ONCE + 1))
        away.append(max(by_shift.values()) > once + BETTER)
    return float(np.mean(away)) if away else 0.0


def _shifted(mouth: Floats, loud: Floats, shift: int) -> tuple[Floats, Floats]:
    """What lies over each other when the sound comes `shift` looks later."""
    size = len(mouth) - abs(shift)
    return (mouth[:size], loud[shift:]) if shift >= 0 else (mouth[-shift:], loud[:size])


def _correlation(one: Floats, other: Floats) -> float:
    if one.std() < 1e-4 or other.std() < 1e-6:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def _envelope(seen: Watched) -> Floats:
    """The loudness around each look."""
    reach = digits.RATE // (2 * PER_SECOND)
    middles = (seen.times * digits.RATE).astype(int)
    parts = [seen.sound[max(0, at - reach) : at + reach] for at in middles]
    return np.asarray([_loudness(part) for part in parts], np.float32)


def _loudness(sound: Floats) -> float:
    return float(np.sqrt(np.mean(sound**2))) if len(sound) else 0.0


def _smooth(values: Floats) -> Floats:
    """Gaps filled, then the middle of three."""
    known = np.isfinite(values)
    if not known.any():
        return np.zeros(0, np.float32)
    filled = np.interp(np.arange(len(values)), np.flatnonzero(known), values[known])
    padded = np.pad(filled, 1, mode="edge")
    return np.asarray(np.median([padded[:-2], padded[1:-1], padded[2:]], axis=0), np.float32)
