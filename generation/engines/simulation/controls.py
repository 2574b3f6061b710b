"""Films of a take that other engines follow: its depth, what is what, or how everybody holds themselves.

Depth is grey on one scale for a whole shot, near is bright, so that nothing
flickers. Segmentation gives everybody and everything that moves alone a colour of its
own. Poses are drawn as pose networks were trained on: people as the 18 keypoints
of OpenPose (Cao et al., TPAMI 2019) in its colours, animals as their own bones.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from .layers import DROPS, SKY, bodies
from .take import Take

if TYPE_CHECKING:
    from .world import World

Film = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
Stop = Callable[[], bool]
NEAR, FAR = 2.0, 98.0  # percentiles of inverse depth that become black and white
GOLDEN = 0.61803398875  # steps of hue that never come close to each other
DRY = (120, 120, 120)  # the ground, and all that never moves
NEAREST_METRES = 0.1
THICK = 0.008  # of the picture's height

# OpenPose: keypoints by the bodies of a person, and the limbs between them with their colours
POINTS: Mapping[str, tuple[str, ...]] = {
    "nose": ("head",), "neck": ("upper_l", "upper_r"),
    "shoulder_r": ("upper_r",), "elbow_r": ("fore_r",), "wrist_r": ("hand_r",),
    "shoulder_l": ("upper_l",), "elbow_l": ("fore_l",), "wrist_l": ("hand_l",),
    "hip_r": ("thigh_r",), "knee_r": ("shin_r",), "ankle_r": ("foot_r",),
    "hip_l": ("thigh_l",), "knee_l": ("shin_l",), "ankle_l": ("foot_l",),
}  # fmt: skip
LIMBS = (
    ("neck", "shoulder_r", (255, 0, 0)), ("neck", "shoulder_l", (255, 85, 0)),
    ("shoulder_r", "elbow_r", (255, 170, 0)), ("elbow_r", "wrist_r", (255, 255, 0)),
    ("shoulder_l", "elbow_l", (170, 255, 0)), ("elbow_l", "wrist_l", (85, 255, 0)),
    ("neck", "hip_r", (0, 255, 0)), ("hip_r", "knee_r", (0, 255, 85)), ("knee_r", "ankle_r", (0, 255, 170)),
    ("neck", "hip_l", (0, 255, 255)), ("hip_l", "knee_l", (0, 170, 255)),
    ("knee_l", "ankle_l", (0, 85, 255)), ("neck", "nose", (0, 0, 255)),
)  # fmt: skip
NOSE = (0.14, 0.0, 0.16)  # from the joint of the neck, metres ahead and up in the head's own frame


def film(kind: str, world: World, take: Take, size: tuple[int, int], rate: float, should_stop: Stop) -> Film:
    """(T, H, W, 3) frames of `kind` ("depth", "segmentation", "pose") at `rate`; raises `Interrupted`."""
    wanted = picked(take.frames, take.fps, rate)
    return KINDS[kind](world, take, size, wanted, should_stop)


def picked(frames: int, fps: float, rate: float) -> list[int]:
    """The frames of a take that are nearest to those of a film at `rate`."""
    count = max(1, round(frames * rate / fps))
    return [min(frames - 1, round(number * fps / rate)) for number in range(count)]


def _depth(world: World, take: Take, size: tuple[int, int], wanted: list[int], should_stop: Stop) -> Film:
    from .viewfinder import render_frames

    drawn: dict[int, npt.NDArray[np.float32]] = {}
    for frame in render_frames(world, take, *size, frames=sorted(set(wanted)), should_stop=should_stop):
        drawn[frame.index] = 1.0 / np.maximum(frame.depth, 0.05)
    inverse = np.stack([drawn[number] for number in wanted])
    low, high = np.percentile(inverse, [NEAR, FAR])
    level = np.clip((inverse - low) / max(float(high - low), 1e-6), 0, 1)
    return np.repeat(np.round(level * 255).astype(np.uint8)[..., None], 3, axis=-1)


def _segmentation(
    world: World, take: Take, size: tuple[int, int], wanted: list[int], should_stop: Stop
) -> Film:
    from .viewfinder import render_frames

    colours = palette(world.model)
    drawn: dict[int, Film] = {}
    for frame in render_frames(world, take, *size, frames=sorted(set(wanted)), should_stop=should_stop):
        parts = bodies(world.model, frame).astype(int)
        drawn[frame.index] = colours[np.where(parts == DROPS, SKY, parts)]
    return np.stack([drawn[number] for number in wanted])


def palette(model: Any) -> Film:
    """(nbody + 1, 3) the colour of each body plus 1: black for the sky, grey for what stands, one colour for
    all bodies that hang together.
    """
    found = np.zeros((model.nbody + 1, 3), np.uint8)
    roots = [int(root) for root in model.body_rootid]
    moving = [root for root in dict.fromkeys(roots) if root and model.body_dofnum[root]]
    for body, root in enumerate(roots):
        hue = (moving.index(root) * GOLDEN) % 1.0 if root in moving else None
        rgb = [round(255 * part) for part in colorsys.hsv_to_rgb(hue, 0.85, 1.0)] if hue is not None else DRY
        found[body + 1] = rgb
    return found


def _pose(world: World, take: Take, size: tuple[int, int], wanted: list[int], should_stop: Stop) -> Film:
    from ..errors import Interrupted

    places = {row["name"]: number for number, row in enumerate(take.model["bodies"])}
    parents = {row["name"]: row["parent"] for row in take.model["bodies"]}
    del world
    found = np.zeros((len(wanted), size[1], size[0], 3), np.uint8)
    outer, inner = take.extrinsics(), take.intrinsics(*size)
    for row, number in enumerate(wanted):
        if should_stop():
            raise Interrupted("The poses were not wanted any more.")
        for bones in take.model["skeletons"].values():
            for start, stop, colour in _bones(take, number, bones, places, parents):
                _stroke(found[row], _seen(np.stack([start, stop]), outer[number], inner[number]), colour)
    return found


def _bones(
    take: Take, frame: int, skeleton: list[str], places: Mapping[str, int], parents: Mapping[str, Any]
) -> list[tuple[Floats, Floats, tuple[int, int, int]]]:
    """The limbs of one figure in the world, with their colours."""
    at = take.xpos[frame]
    name = skeleton[0]
    points = {
        point: np.mean([at[places[f"{name}_{part}"]] for part in parts], axis=0)
        for point, parts in POINTS.items()
        if all(f"{name}_{part}" in places for part in parts)
    }
    if len(points) == len(POINTS):
        points["nose"] = points["nose"] + _turned(take.xquat[frame, places[f"{name}_head"]], NOSE)
        return [(points[one], points[other], colour) for one, other, colour in LIMBS]
    links = [(bone, parents[bone]) for bone in skeleton if parents.get(bone) in skeleton]
    return [
        (at[places[parent]], at[places[bone]], LIMBS[number % len(LIMBS)][2])
        for number, (bone, parent) in enumerate(links)
    ]


def _turned(quaternion: Floats, offset: tuple[float, float, float]) -> Floats:
    """`offset` in a body's own frame, in the world's directions."""
    w, axis = quaternion[0], quaternion[1:]
    once = 2.0 * np.cross(axis, offset)
    return np.asarray(np.asarray(offset) + w * once + np.cross(axis, once))


def _seen(points: Floats, outer: Floats, inner: Floats) -> Floats | None:
    """(n, 2) pixels of (n, 3) points; None when one lies behind the camera."""
    local = points @ outer[:3, :3].T + outer[:3, 3]
    if (local[:, 2] < NEAREST_METRES).any():
        return None
    return np.asarray(local[:, :2] / local[:, 2:] * inner[0, 0] + inner[:2, 2])


def _stroke(picture: Film, ends: Floats | None, colour: tuple[int, int, int]) -> None:
    if ends is None or np.abs(ends).max() > 20 * max(picture.shape):
        return
    width = max(1, round(THICK * picture.shape[0]))
    first, last = ([round(float(part)) for part in end] for end in ends)
    cv2.line(picture, first, last, colour, width, cv2.LINE_AA)
    for end in (first, last):
        cv2.circle(picture, end, width, colour, -1, cv2.LINE_AA)


KINDS: Mapping[str, Callable[[Any, Take, tuple[int, int], list[int], Stop], Film]] = {
    "depth": _depth, "segmentation": _segmentation, "pose": _pose,
}  # fmt: skip
