"""The faces of a take: for each person and frame an expression.

What one feels comes from the screenplay: a feeling that is told, else that of what one does, else the mood of
the shot. Eyes look at who speaks, else at what one's deed is about, else about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mujoco
import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

from ..expression import CHANNELS, NEUTRAL, Expression
from . import emotions, eyes

if TYPE_CHECKING:
    from ..screenplay import Beat, Shot
    from ..take import Take
    from ..world import World

Floats = npt.NDArray[np.float64]
CHANGE_SECONDS = 0.11  # how softly a face changes
FLICK_SECONDS = 0.03  # how fast eyes jump
SPEAKING = 0.08
EYES_UP = 0.2  # from a head's joint to its eyes, metres


def acted(world: World, take: Take) -> Take:
    """The take with the faces of everybody in it; with its mouths, eyes go to who speaks."""
    people = [name for name in world.shot.cast if world.screenplay.actor(name).kind == "person"]
    return take.with_faces({name: _face(world, take, name, people) for name in people})


def _face(world: World, take: Take, name: str, people: list[str]) -> Floats:
    shot = world.shot
    rng = np.random.default_rng([world.screenplay.seed, shot.index, 47, world.screenplay.actors.index(
        world.screenplay.actor(name))])  # fmt: skip
    rows = np.stack([felt(shot, name, float(time)).row() for time in take.times])
    rows = gaussian_filter1d(rows, max(CHANGE_SECONDS * take.fps, 1e-3), axis=0, mode="nearest")
    column = {channel: place for place, channel in enumerate(CHANNELS)}
    for place, time in enumerate(take.times):
        own = [beat for beat in _now(shot, name, float(time)) if emotions.plays(beat.action)]
        for beat in own:
            rows[place] = _played(beat, Expression.of(rows[place]), float(time)).row()
    rows[:, column["lids"]] *= 1 - eyes.blinks(take.times, rng)
    yaw, pitch = _looks(world, take, name, people)
    drift = eyes.wandering(take.times, rng)
    for channel, angle, small, most in (
        ("yaw", yaw, drift[0], eyes.YAW),
        ("pitch", pitch, drift[1], eyes.PITCH),
    ):
        seen = np.clip(rows[:, column[channel]] + angle + small, -most, most)
        rows[:, column[channel]] = gaussian_filter1d(seen, FLICK_SECONDS * take.fps, mode="nearest")
    return np.asarray(rows)


def felt(shot: Shot, name: str, time: float) -> Expression:
    """What shows on a face at `time`, before it is smoothed."""
    told = [feeling for feeling in shot.feelings if feeling.actor == name and feeling.start <= time]
    done = [beat for beat in _now(shot, name, time) if beat.action in emotions.DEEDS]
    strong = {**emotions.DEEDS}
    if told and not (done and done[-1].start > told[-1].start):
        return emotions.FEELINGS[told[-1].emotion]
    emotion, strength = strong[done[-1].action] if done else emotions.MOODS.get(shot.mood, ("", 0.0))
    return emotions.blend(NEUTRAL, emotions.FEELINGS[emotion], strength) if emotion else NEUTRAL


def _now(shot: Shot, name: str, time: float) -> list[Beat]:
    """The beats of somebody that are going on, in the order of time."""
    mine = sorted((beat for beat in shot.beats if beat.actor == name), key=lambda beat: beat.start)
    found = []
    for beat, after in zip(mine, [*mine, None][1:], strict=True):
        stop = beat.start + beat.seconds if beat.seconds is not None else after.start if after else np.inf
        if beat.start <= time < max(stop, beat.start + 0.1):
            found.append(beat)
    return found


def _played(beat: Beat, face: Expression, time: float) -> Expression:
    """What a deed does with a face, faded in over its first moments."""
    play = emotions.plays(beat.action)
    if play is None:
        return face
    share = float(np.clip((time - beat.start) / 0.3, 0, 1)) if beat.start else 1.0
    return emotions.blend(face, play(face, time - beat.start), share)


def _looks(world: World, take: Take, name: str, people: list[str]) -> tuple[Floats, Floats]:
    """Where the eyes turn, (yaw, pitch) in the head's frame, each (F,)."""
    model: Any = world.model
    head = model.body(f"{name}_head").id
    matrices = np.zeros((take.frames, 9))
    for frame in range(take.frames):
        mujoco.mju_quat2Mat(matrices[frame], take.xquat[frame, head])
    turn = matrices.reshape(-1, 3, 3)
    place = take.xpos[:, head] + turn[:, :, 2] * EYES_UP
    target = place + turn[:, :, 0] * 4.0
    if len(people) == 1 and world.shot.camera.size != "wide":
        target = take.camera_position.copy()
    for frame, time in enumerate(take.times):
        about = _about(world, take, name, people, frame, float(time))
        if about:
            shown = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_BODY, f"{about}_head")
            body = shown if shown >= 0 else mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_BODY, about)
            if body >= 0:
                target[frame] = take.xpos[frame, body] + [0, 0, EYES_UP if shown >= 0 else 0]
    return eyes.gaze(place, turn, target)


def _about(world: World, take: Take, name: str, people: list[str], frame: int, time: float) -> str:
    """Whom or what one's eyes are on: who speaks, whom one speaks to, what one's deed is about."""
    others = [other for other in people if other != name]
    window = slice(max(0, frame - take.fps // 4), frame + take.fps // 4 + 1)
    speaking = [who for who in people if who in take.mouth and take.mouth[who][window, 0].max() > SPEAKING]
    heard = [who for who in speaking if who != name]
    if heard:
        return heard[0]
    if name in speaking and others:
        return others[0]
    beats = _now(world.shot, name, time)
    target = next((beat.target for beat in reversed(beats) if beat.target), None)
    return target if target and target != name else ""
