"""Weather in the air of a finished frame: rain, snow, blown leaves and dust, lightning, fog.

One module for both renderers: it draws on a picture, reading the depth of the same frame, so that what
falls passes behind and before things. Every drop has a place in the world that depends on the seed and
the time alone; the camera only looks at the box of air around it. Owns nothing of what weather leaves
on the ground (`world.sets.weathering`) nor how it changes the light (`viewfinder.sky`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from .take import Take
    from .viewfinder.develop import Eye
    from .world import Sky, World

Floats = npt.NDArray[np.float32]
Pixels = npt.NDArray[np.uint8]
SUB = 4  # fractional bits of OpenCV's sub-pixel coordinates
NEAREST = 0.5
FOGGY = {"fog", "rain", "snow", "storm"}


@dataclass(frozen=True, slots=True)
class Fall:
    """What falls: how many in the box of air, its half size in metres, speed and drift in m/s."""

    many: int
    reach: float
    high: float
    speed: float
    drift: float
    radius: float
    sway: float = 0.0
    exposure: float = 0.0
    colour: tuple[float, float, float] = (0.85, 0.88, 0.93)
    opacity: float = 0.5


FALLS = {
    "rain": Fall(3600, 13.0, 8.0, 8.6, 0.9, 0.0022, exposure=0.034, opacity=0.42),
    "storm": Fall(6200, 13.0, 8.0, 9.6, 4.2, 0.0025, exposure=0.036, opacity=0.48),
    "snow": Fall(4200, 11.0, 7.0, 1.05, 0.5, 0.013, sway=0.22, colour=(0.97, 0.98, 1.0), opacity=0.92),
    "windy": Fall(70, 10.0, 4.0, 0.5, 6.5, 0.035, sway=0.5, colour=(0.50, 0.40, 0.16), opacity=0.95),
}
LIGHT = {"day": 1.0, "dawn": 0.9, "sunset": 0.85, "night": 0.42}
LEAVES = ((0.52, 0.42, 0.14), (0.62, 0.30, 0.12), (0.34, 0.42, 0.16))


def weathered(
    picture: Pixels, depth: Floats, world: World, take: Take, index: int, *, misty: bool = False
) -> Pixels:
    """The picture (H, W, 3) of frame `index` with what the weather puts into the air.

    `depth` (H, W) in metres along the axis; with `misty` the fog between camera and things is laid on,
    too (for a renderer that does not draw it). Indoors nothing falls.
    """
    from .grade import style_of
    from .viewfinder.develop import Eye, haze

    sky, seed, time = world.sky, world.screenplay.seed, float(take.times[index])
    fogged = misty and (sky.weather in FOGGY or sky.air == "underwater")
    fall = FALLS.get(sky.weather)
    if sky.weather == "windy" and "foliage" not in world.materials.values():
        fall = None
    if world.indoor or (fall is None and not fogged):
        return picture
    eye = Eye.at(take.camera_position[index], take.camera_target[index], float(take.camera_fov[index]))
    out = picture.astype(np.float32) / 255
    if fogged:
        bright = style_of(world.screenplay.style).rig.sky
        out = haze(out, depth, sky, indoor=False, bright=bright)
    if fall is not None and not sky.air:
        out = _fallen(out, depth, eye, fall, sky, seed, time)
        if sky.weather in ("rain", "storm"):
            out = _splashes(out, depth, eye, sky, seed, time)
    if sky.weather == "storm" and not sky.air:
        out = out + (1.0 - out) * np.float32(0.6 * lightning(seed, time))
    return np.asarray(np.clip(out * 255 + 0.5, 0, 255), np.uint8)


def lightning(seed: int, time: float) -> float:
    """How bright (0 to 1) a flash is at `time`: about one double flash in seven seconds."""
    number = int(time // 7.0)
    rng = np.random.default_rng([seed, 907, number])
    since = time - 7.0 * number - float(rng.uniform(1.0, 5.5))
    if since < 0:
        return 0.0
    return float(np.exp(-since / 0.07) + 0.7 * np.exp(-max(since - 0.16, 0.0) / 0.09) * (since > 0.16))


def air_at(fall: Fall, centre: Floats, seed: int, time: float) -> tuple[Floats, Floats]:
    """Places (n, 3) and speeds (n, 3) at `time` of all that is in the box of air round `centre`."""
    rng = np.random.default_rng([seed, 331])
    half = np.array([fall.reach, fall.reach, fall.high], np.float32)
    start = (rng.random((fall.many, 3), np.float32) * 2 - 1) * half
    heading = float(rng.uniform(0.3, 0.9)) * (1 if seed % 2 else -1) * np.pi / 2
    gust = 1 + 0.25 * np.sin(time * 0.8 + rng.uniform(0, 6.3))
    speed = np.empty((fall.many, 3), np.float32)
    own = rng.uniform(0.8, 1.2, fall.many)
    speed[:, 0], speed[:, 1] = fall.drift * np.cos(heading) * own, fall.drift * np.sin(heading) * own
    speed[:, 2] = -fall.speed * own
    place = start + speed * np.float32(time)
    speed[:, :2] *= np.float32(gust)
    if fall.sway:
        phase, rate = rng.uniform(0, 6.3, (fall.many, 2)), rng.uniform(0.7, 1.9, (fall.many, 2))
        place[:, :2] += (fall.sway * np.sin(phase + rate * time)).astype(np.float32)
    return np.asarray(centre + (place - centre + half) % (2 * half) - half, np.float32), speed


def _projected(points: Floats, eye: Eye, shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    """(pixel coordinates (n, 2), metres along the axis (n,))."""
    height, width = shape[:2]
    local = (points - eye.position) @ np.stack([eye.right, eye.up, eye.forward], 1)
    away = np.maximum(local[:, 2], 1e-3)
    scale = height / (2 * np.tan(eye.field / 2))
    x = width / 2 + scale * local[:, 0] / away
    y = height / 2 - scale * local[:, 1] / away
    return np.stack([x, y], 1).astype(np.float32), np.asarray(local[:, 2], np.float32)


def _visible(pixel: Floats, away: Floats, depth: Floats) -> npt.NDArray[np.bool_]:
    """Which points are in the picture and before everything that is drawn there."""
    height, width = depth.shape
    inside = (away > NEAREST) & (pixel[:, 0] >= 0) & (pixel[:, 0] < width)
    inside &= (pixel[:, 1] >= 0) & (pixel[:, 1] < height)
    column = np.clip(pixel[:, 0], 0, width - 1).astype(int)
    row = np.clip(pixel[:, 1], 0, height - 1).astype(int)
    return np.asarray(inside & (depth[row, column] > away), np.bool_)


def _fallen(out: Floats, depth: Floats, eye: Eye, fall: Fall, sky: Sky, seed: int, time: float) -> Floats:
    place, speed = air_at(fall, eye.position, seed, time)
    pixel, away = _projected(place, eye, depth.shape)
    seen = _visible(pixel, away, depth) & (place[:, 2] > 0.02)
    if not seen.any():
        return out
    scale = depth.shape[0] / (2 * np.tan(eye.field / 2))
    wide = fall.radius * scale / away[seen]
    tail = None
    if fall.exposure:
        tail = _projected(place[seen] - speed[seen] * np.float32(fall.exposure), eye, depth.shape)[0]
    light = np.float32(LIGHT.get(sky.time_of_day, 1.0))
    if sky.weather == "windy":
        return _leaves(out, pixel[seen], away[seen], wide, light, np.flatnonzero(seen), time)
    # Three layers by distance: far ones are finer and paler.
    cover = np.zeros(depth.shape, np.float32)
    for low, high, part in ((6.0, 99.0, 0.55), (2.5, 6.0, 0.85), (0.0, 2.5, 1.0)):
        mine = (away[seen] >= low) & (away[seen] < high)
        if mine.any():
            mask = np.zeros(depth.shape, np.uint8)
            if tail is not None:
                _streaks(mask, pixel[seen][mine], tail[mine], wide[mine])
            else:
                _flakes(mask, pixel[seen][mine], wide[mine], soft=high < 3)
            np.maximum(cover, mask * np.float32(fall.opacity * part / 255), out=cover)
    return _laid(out, cover, np.array(fall.colour, np.float32) * light)


def _laid(out: Floats, cover: Floats, tint: Floats) -> Floats:
    """A colour laid over a picture where `cover` (H, W) says how much; only there is anything touched."""
    where = cover > 0
    out = out.copy()
    old = out[where]
    out[where] = old + (tint - old) * cover[where][:, None]
    return out


def _streaks(mask: Pixels, head: Floats, tail: Floats, wide: Floats) -> None:
    lines = np.round(np.stack([head, tail], 1) * (1 << SUB)).astype(np.int32)
    thick = wide * 2 > 1.6
    for bold, size in ((False, 1), (True, 2)):
        chosen = lines[thick == bold]
        if len(chosen):
            cv2.polylines(mask, list(chosen), False, (255,), size, cv2.LINE_AA, SUB)  # noqa: FBT003 - OpenCV's


def _flakes(mask: Pixels, centre: Floats, radius: Floats, *, soft: bool) -> None:
    unit = 1 << SUB
    for (x, y), r in zip(centre, radius, strict=True):
        bright = 255 if r > 0.7 else int(255 * max(0.35, r / 0.7))
        at = (round(float(x) * unit), round(float(y) * unit))
        cv2.circle(mask, at, round(max(float(r), 0.6) * unit), (bright,), -1, cv2.LINE_AA, SUB)
    if soft:
        cv2.GaussianBlur(mask, (0, 0), max(float(np.median(radius)) * 0.35, 0.6), dst=mask)


def _leaves(
    out: Floats,
    centre: Floats,
    away: Floats,
    radius: Floats,
    light: np.float32,
    names: npt.NDArray[np.int64],
    time: float,
) -> Floats:
    """Leaves that turn over as they are blown past."""
    drawn = np.ascontiguousarray(out)
    order = np.argsort(-away)
    unit = 1 << SUB
    for k in order:
        name = int(names[k])
        turn = time * (3 + name % 5) + name
        wide = max(float(radius[k]), 0.8)
        axes = (round(wide * unit), round(wide * (0.25 + 0.6 * abs(np.cos(turn * 1.7))) * unit))
        at = (round(float(centre[k][0]) * unit), round(float(centre[k][1]) * unit))
        colour = [float(value * light) for value in LEAVES[name % 3]]
        cv2.ellipse(drawn, at, axes, float(np.degrees(turn)) % 360, 0, 360, colour, -1, cv2.LINE_AA, SUB)
    return drawn


def _splashes(out: Floats, depth: Floats, eye: Eye, sky: Sky, seed: int, time: float) -> Floats:
    """Where drops burst on the ground near the camera: short-lived specks."""
    rng = np.random.default_rng([seed, 733, int(time * 12)])
    ground = np.zeros((420, 3), np.float32)
    ground[:, :2] = eye.position[:2] + eye.forward[:2] * 7 + rng.uniform(-8, 8, (420, 2))
    ground[:, 2] = 0.02
    pixel, away = _projected(ground, eye, depth.shape)
    seen = _visible(pixel, away - 0.35, depth)
    column = np.clip(pixel[:, 0], 0, depth.shape[1] - 1).astype(int)
    row = np.clip(pixel[:, 1], 0, depth.shape[0] - 1).astype(int)
    seen &= np.abs(depth[row, column] - away) < 0.5
    mask = np.zeros(depth.shape, np.uint8)
    scale = depth.shape[0] / (2 * np.tan(eye.field / 2))
    unit = 1 << SUB
    for (x, y), metres in zip(pixel[seen], away[seen], strict=True):
        size = 0.035 * scale / float(metres)
        axes = (round(max(size, 0.6) * unit), round(max(size * 0.3, 0.35) * unit))
        cv2.ellipse(
            mask,
            (round(float(x) * unit), round(float(y) * unit)),
            axes,
            0,
            0,
            360,
            (255,),
            1,
            cv2.LINE_AA,
            SUB,
        )
    tint = np.full(3, 0.9 * LIGHT.get(sky.time_of_day, 1.0), np.float32)
    return _laid(out, mask * np.float32(0.35 / 255), tint)
