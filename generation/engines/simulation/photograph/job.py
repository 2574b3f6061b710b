"""What the worker hands to the renderer: one folder with `job.json` and `job.npz`.

Plain numbers only: the renderer's process needs neither MuJoCo nor the
screenplay. Poses are world transforms of the geoms that are seen, one row for
each frame that is drawn; lengths in metres, angles in radians.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from ..take import Take
    from ..world import Water, World

SKY_HEIGHT = 512
NIGHT_STOPS = 0.7
Arrays = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Job:
    """What `read_job` found: `facts` as written in `job.json`, `arrays` as in `job.npz`."""

    facts: dict[str, Any]
    arrays: Mapping[str, npt.NDArray[Any]]


def read_job(folder: Path) -> Job:
    """The job that `write_job` left in `folder`."""
    facts = json.loads((folder / "job.json").read_text("utf-8"))
    with np.load(folder / "job.npz", allow_pickle=False) as file:
        return Job(facts, {name: file[name] for name in file.files})


def write_job(
    folder: Path,
    world: World,
    take: Take,
    width: int,
    height: int,
    settings: Mapping[str, Any],
    frames: Sequence[int],
) -> None:
    """Write everything the renderer needs for `frames` of `take`."""
    from ..dressing import dressed
    from ..grade import style_of
    from ..pulling import points
    from ..spray import spray
    from ..viewfinder.sky import sun_direction

    style = style_of(world.screenplay.style)
    world = dressed(world)
    model = world.model
    seen = [
        geom
        for geom in range(model.ngeom)
        if model.geom_group[geom] <= 2 and (model.geom_matid[geom] >= 0 or model.geom_rgba[geom][3] > 0)
    ]
    arrays = _poses(world, take, seen, frames) | _meshes(model, seen) | _textures(model)
    arrays["camera_position"] = take.camera_position[frames]
    arrays["camera_target"] = take.camera_target[frames]
    arrays["camera_fov"] = np.radians(take.camera_fov[frames])
    arrays["focus"] = points(world, take)[list(frames)].astype(np.float32)
    arrays["sky"] = _panorama(world)
    arrays["sun"] = sun_direction(world.sky)
    if style.rig.strings:
        arrays |= _strings(world, take, width / height)
    drops = [spray(take).at(float(take.times[frame])) for frame in frames]
    arrays["drops"] = np.concatenate(drops).astype(np.float32)
    arrays["drop_counts"] = np.array([len(some) for some in drops])
    if world.water is not None:
        arrays |= _sea(world.water, take, frames, width / height)
    facts = {
        "width": width,
        "height": height,
        "settings": dict(settings),
        "style": style.facts(),
        "frames": list(frames),
        "time_of_day": world.sky.time_of_day,
        "exposure": 0.0 if world.indoor else _exposure(model, world.sky.time_of_day),
        "weather": world.sky.weather,
        "air": world.sky.air,
        "mood": world.sky.mood,
        "ceiling": float(world.room[1][2]),
        "indoor": bool(world.indoor),
        "geoms": [_geom(model, geom) for geom in seen],
        "materials": [_material(model, number, world.materials) for number in range(model.nmat)],
    }
    (folder / "job.json").write_text(json.dumps(facts), "utf-8")
    np.savez(folder / "job.npz", **arrays)


def _strings(world: World, take: Take, aspect: float) -> Arrays:
    """The strings of bulbs: `bulbs` (n, 3), `bulb_colours` (n,), `wires` (m, 2, 3)."""
    from ..festoon import festoon

    strings = festoon(world, take, aspect)
    return {
        "bulbs": strings.bulbs,
        "bulb_colours": strings.colour,
        "wires": strings.wires,
        "bulb_radius": np.array(strings.radius),
    }


def _sea(water: Water, take: Take, frames: Sequence[int], aspect: float) -> Arrays:
    """The moving water: `sea` (F, n, 3) points, `foam` (F, n) and `sea_faces` (m, 3)."""
    from ..spray import foam
    from ..viewfinder.sea import Surface

    surface = Surface(water, take, aspect)
    sheets = np.stack([surface.sheet(frame) for frame in frames])
    foams = [
        foam(sheet[:, 0], sheet[:, 1], take.splashes, float(take.times[frame]))
        for sheet, frame in zip(sheets, frames, strict=True)
    ]
    return {
        "sea": sheets.astype(np.float32),
        "foam": np.stack(foams).astype(np.float32),
        "sea_faces": surface.faces,
    }


def _poses(world: World, take: Take, seen: Sequence[int], frames: Sequence[int]) -> Arrays:
    """Where each seen geom is: `position` (F, G, 3), `rotation` (F, G, 9), `axes` (F, G, 3) half axes."""
    import mujoco

    from ..dressing import Cards
    from ..faces import faces, pose_faces

    cards = Cards(world)
    model, data = world.model, mujoco.MjData(world.model)
    found = faces(model)
    position = np.empty((len(frames), len(seen), 3), np.float32)
    rotation = np.empty((len(frames), len(seen), 9), np.float32)
    axes = np.empty((len(frames), len(seen), 3), np.float32)
    subject = np.empty((len(frames), 3), np.float32)
    body = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_BODY, take.subject or "")
    for row, frame in enumerate(frames):
        take.pose(model, data, frame)
        pose_faces(data, found, take, frame)
        place, turn = cards.press(data, take.camera_position[frame], seen)
        position[row], rotation[row] = place, turn.reshape(-1, 9)
        axes[row] = model.geom_size[seen]
        subject[row] = data.subtree_com[body] if body > 0 else take.camera_target[frame]
    return {"position": position, "rotation": rotation, "axes": axes, "subject": subject}


def _meshes(model: Any, seen: Sequence[int]) -> Arrays:
    import mujoco

    used = {
        int(model.geom_dataid[geom])
        for geom in seen
        if model.geom_type[geom] == mujoco.mjtGeom.mjGEOM_MESH and model.geom_dataid[geom] >= 0
    }
    arrays: Arrays = {}
    for mesh in sorted(used):
        vertices = slice(model.mesh_vertadr[mesh], model.mesh_vertadr[mesh] + model.mesh_vertnum[mesh])
        faces = slice(model.mesh_faceadr[mesh], model.mesh_faceadr[mesh] + model.mesh_facenum[mesh])
        arrays[f"mesh{mesh}_vertices"] = model.mesh_vert[vertices]
        arrays[f"mesh{mesh}_faces"] = model.mesh_face[faces]
        first = int(model.mesh_texcoordadr[mesh])
        if first >= 0:
            points = model.mesh_texcoord[first : first + model.mesh_texcoordnum[mesh]]
            arrays[f"mesh{mesh}_uv"] = points[model.mesh_facetexcoord[faces].ravel()]
    return arrays


def _textures(model: Any) -> Arrays:
    """The pictures that materials use, (H, W, 3) uint8, the bottom row first as Blender has it."""
    import mujoco

    wanted = {int(row[mujoco.mjtTextureRole.mjTEXROLE_RGB]) for row in model.mat_texid} - {-1}
    arrays: Arrays = {}
    for texture in sorted(wanted):
        height, width = int(model.tex_height[texture]), int(model.tex_width[texture])
        channels, start = int(model.tex_nchannel[texture]), int(model.tex_adr[texture])
        pixels = model.tex_data[start : start + height * width * channels].reshape(height, width, channels)
        arrays[f"texture{texture}"] = np.asarray(pixels[..., :3], np.uint8)
    return arrays


def _exposure(model: Any, time_of_day: str) -> float:
    """Stops to close the lens by over a bright floor (snow, sand, clouds), 0 else; more light at night."""
    import mujoco

    if time_of_day == "night":
        return NIGHT_STOPS
    floor = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_GEOM, "floor")
    if floor < 0:
        return 0.0
    material = int(model.geom_matid[floor])
    texture = int(model.mat_texid[material][mujoco.mjtTextureRole.mjTEXROLE_RGB])
    display = np.asarray(model.mat_rgba[material][:3], float)
    if texture >= 0:
        size = (
            int(model.tex_height[texture]) * int(model.tex_width[texture]) * int(model.tex_nchannel[texture])
        )
        start = int(model.tex_adr[texture])
        display = display * float(model.tex_data[start : start + size].mean()) / 255
    albedo = float(np.mean(display**2.2))
    return float(np.clip(-np.log2((albedo + 0.25) / 0.45), -0.75, 0.0))


def _geom(model: Any, geom: int) -> dict[str, Any]:
    import mujoco

    kind = mujoco.mjtGeom(int(model.geom_type[geom])).name.removeprefix("mjGEOM_").lower()
    name = mujoco.mj_id2name(model, mujoco.mjtObj.mjOBJ_GEOM, geom) or f"geom{geom}"
    return {
        "name": name,
        "kind": kind,
        "mesh": int(model.geom_dataid[geom]),
        "size": [float(value) for value in model.geom_size[geom]],
        "material": int(model.geom_matid[geom]),
        "still": int(model.body_weldid[model.geom_bodyid[geom]]) == 0,
    }


def _material(model: Any, number: int, families: Mapping[str, str]) -> dict[str, Any]:
    import mujoco

    name = model.material(number).name
    texture = int(model.mat_texid[number][mujoco.mjtTextureRole.mjTEXROLE_RGB])
    return {
        "name": name,
        "family": families.get(name, ""),
        "rgba": [float(value) for value in model.mat_rgba[number]],
        "roughness": float(model.mat_roughness[number]),
        "wet": float(model.mat_reflectance[number]),
        "texture": texture,
        "repeat": [float(value) for value in model.mat_texrepeat[number]],
    }


def _panorama(world: World) -> npt.NDArray[np.float32]:
    """The painted sky (H, 2H, 3), display sRGB, as Blender reads a panorama: bottom row first, +x in the
    middle, +y towards the left edge."""
    from ..viewfinder.sky import paint

    height, width = SKY_HEIGHT, 2 * SKY_HEIGHT
    up = (np.arange(height, dtype=np.float32) + 0.5) / height * np.pi - np.pi / 2
    round_ = np.pi - (np.arange(width, dtype=np.float32) + 0.5) / width * 2 * np.pi
    rise, turn = np.meshgrid(up, round_, indexing="ij")
    flat = np.cos(rise)
    directions = np.stack([flat * np.cos(turn), flat * np.sin(turn), np.sin(rise)], -1)
    return paint(np.asarray(directions, np.float32), world.sky)
