"""The take: one recorded run of a world, in a documented, versioned format (`docs/take.md`).

A take holds everything the renderers, the sound and a person who studies the
motion need: poses of every frame, impacts, splashes, rolling, the camera's
track, faces and mouths, with the facts of the model. It owns no physics, and
pictures only as layers that lie beside it.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import BadRequest
from . import storage

TAKE_VERSION = 2
LAYERS = ("depth", "segmentation", "motion")
Floats = npt.NDArray[np.float64]

_ARRAYS = (
    "times",
    "qpos",
    "qvel",
    "mocap_pos",
    "mocap_quat",
    "ctrl",
    "xpos",
    "xquat",
    "assist",
    "camera_position",
    "camera_target",
    "camera_fov",
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One impact: `impulse` in N·s along the normal, `speed` in m/s before it, `position` in metres.

    `push` is the whole impulse with friction, N·s, on the body of `geom2`; `geom1` gets its opposite.
    """

    time: float
    geom1: str
    geom2: str
    material1: str
    material2: str
    impulse: float
    speed: float
    position: tuple[float, float, float]
    push: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Splash:
    """A body that breaks the water's surface: `energy` in joules, `radius` in metres."""

    time: float
    position: tuple[float, float, float]
    energy: float
    radius: float


@dataclass(frozen=True, slots=True)
class Rolling:
    """Something that rolls or slides: its surface and its speed in m/s at each frame."""

    body: str
    material: str
    surface: str
    speed: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Guided:
    """A stretch of time in seconds in which no physics moves the tree of `body`, and why.

    "animated": hand-made motion; "held": a grip; "launched": thrown at `start` with a speed that was set.
    """

    body: str
    start: float
    stop: float
    why: str


@dataclass(frozen=True)
class Take:
    """Poses (F frames) and events of one shot; lengths in metres, angles in radians, time in seconds.

    `times` (F,), `qpos` (F, nq), `qvel` (F, nv), `mocap_pos` (F, m, 3), `mocap_quat` (F, m, 4), `ctrl`
    (F, nu), `xpos` (F, nbody, 3), `xquat` (F, nbody, 4), `assist` (F, 3) the newtons that skills add and no
    body bears, their mean since the frame before, `camera_position` and `camera_target` (F, 3),
    `camera_fov` (F,) vertical degrees. `mouth` maps an actor's name to (F, 2) openness and rounding, both
    0 to 1. `face` maps a person's name to (F, 10) the channels of `expression`. `water` holds what
    `Water.from_json` needs, `subject` the body the camera is sharp on, `facts` what was measured, `guided`
    what was not left to physics, `model` what `docs/take.md` says of the world.
    """

    fps: int
    times: Floats
    qpos: Floats
    qvel: Floats
    mocap_pos: Floats
    mocap_quat: Floats
    ctrl: Floats
    xpos: Floats
    xquat: Floats
    assist: Floats
    camera_position: Floats
    camera_target: Floats
    camera_fov: Floats
    subject: str
    contacts: tuple[Contact, ...] = ()
    splashes: tuple[Splash, ...] = ()
    rolling: tuple[Rolling, ...] = ()
    mouth: Mapping[str, Floats] = field(default_factory=dict)
    face: Mapping[str, Floats] = field(default_factory=dict)
    water: Mapping[str, Any] | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    guided: tuple[Guided, ...] = ()
    model: Mapping[str, Any] = field(default_factory=dict, repr=False)
    version: int = TAKE_VERSION
    source: Path | None = field(default=None, compare=False, repr=False)

    @property
    def frames(self) -> int:
        """How many frames were recorded."""
        return len(self.times)

    def with_mouth(self, mouth: Mapping[str, Floats]) -> Take:
        """The same take with these mouths; each array is (F, 2)."""
        return replace(self, mouth={**self.mouth, **mouth})

    def with_faces(self, face: Mapping[str, Floats]) -> Take:
        """The same take with these faces; each array is (F, 10)."""
        return replace(self, face=dict(face))

    def pose(self, model: Any, data: Any, frame: int) -> None:
        """Set `data` to the pose of `frame` and compute the kinematics."""
        import mujoco

        data.qpos[:] = self.qpos[frame]
        data.qvel[:] = self.qvel[frame]
        if model.nmocap:
            data.mocap_pos[:] = self.mocap_pos[frame]
            data.mocap_quat[:] = self.mocap_quat[frame]
        data.time = self.times[frame]
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        mujoco.mj_camlight(model, data)

    @property
    def depth(self) -> npt.NDArray[np.uint16]:
        """(F, H, W) millimetres along the optical axis, 0 for the sky and beyond 65 m."""
        found: npt.NDArray[np.uint16] = self._layer("depth")
        return found

    @property
    def segmentation(self) -> npt.NDArray[np.uint16]:
        """(F, H, W) the index of a body in `model["bodies"]` plus 1; 0 for the sky, 65535 for drops."""
        found: npt.NDArray[np.uint16] = self._layer("segmentation")
        return found

    @property
    def motion(self) -> npt.NDArray[np.float16]:
        """(F, H, W, 2) pixels right and down to where each point is in the next frame; the last is 0."""
        found: npt.NDArray[np.float16] = self._layer("motion")
        return found

    def extrinsics(self) -> Floats:
        """(F, 4, 4) matrices from the world to the camera: x right, y down, z ahead."""
        ahead = self.camera_target - self.camera_position
        ahead = ahead / np.linalg.norm(ahead, axis=1, keepdims=True)
        right = np.cross(ahead, [0.0, 0.0, 1.0])
        right /= np.linalg.norm(right, axis=1, keepdims=True)
        turn = np.stack([right, np.cross(ahead, right), ahead], 1)
        found = np.tile(np.eye(4), (self.frames, 1, 1))
        found[:, :3, :3] = turn
        found[:, :3, 3] = -np.einsum("fij,fj->fi", turn, self.camera_position)
        return found

    def intrinsics(self, width: int, height: int) -> Floats:
        """(F, 3, 3) pinhole matrices for a picture of that size in pixels; a pixel's centre is at +0.5."""
        focal = height / 2 / np.tan(np.radians(self.camera_fov) / 2)
        found = np.tile(np.eye(3), (self.frames, 1, 1))
        found[:, 0, 0] = found[:, 1, 1] = focal
        found[:, 0, 2], found[:, 1, 2] = width / 2, height / 2
        return found

    def save(self, path: Path, layers: Mapping[str, npt.NDArray[Any]] | None = None) -> None:
        """Write the take into the folder or zip `path`; the same take gives the same bytes.

        `layers` are pictures of the frames by their names in `LAYERS`.
        """
        events = {
            "version": self.version,
            "fps": self.fps,
            "subject": self.subject,
            "contacts": [asdict(contact) for contact in self.contacts],
            "splashes": [asdict(splash) for splash in self.splashes],
            "rolling": [asdict(rolling) for rolling in self.rolling],
            "guided": [asdict(guided) for guided in self.guided],
            "water": self.water,
            "facts": self.facts,
        }
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        arrays |= {f"mouth_{actor}": curve for actor, curve in sorted(self.mouth.items())}
        arrays |= {f"face_{actor}": curve for actor, curve in sorted(self.face.items())}
        files = {
            "take.json": (json.dumps(events, indent=1, sort_keys=True) + "\n").encode(),
            "model.json": (json.dumps(self.model, sort_keys=True, separators=(",", ":")) + "\n").encode(),
            "take.npz": storage.packed(arrays),
        }
        pictures = layers or {}
        files |= {f"{name}.npz": storage.packed({name: pictures[name]}) for name in sorted(pictures)}
        storage.write(path, files)

    @classmethod
    def load(cls, path: Path | str) -> Take:
        """Read what `save` wrote; `BadRequest` when it is no take of this version."""
        path = Path(path)
        try:
            events = json.loads(storage.read(path, "take.json"))
            if events.pop("version", None) != TAKE_VERSION:
                raise BadRequest(f"{path.name} holds a take of another version than {TAKE_VERSION}.")
            model = json.loads(storage.read(path, "model.json"))
            arrays = storage.unpacked(storage.read(path, "take.npz"))
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            raise BadRequest(f"{path.name} holds no readable take: {error}.") from error
        mouth, face = _named(arrays, "mouth_"), _named(arrays, "face_")
        rows = {
            name: tuple(kind(**_tuples(row)) for row in events.pop(name))
            for name, kind in (
                ("contacts", Contact), ("splashes", Splash), ("rolling", Rolling), ("guided", Guided)
            )
        }  # fmt: skip
        whole: dict[str, Any] = {**rows, **events, **arrays}
        return cls(mouth=mouth, face=face, model=model, source=path, **whole)

    def _layer(self, name: str) -> Any:
        """A layer that lies beside a loaded take; `BadRequest` when it does not."""
        try:
            if self.source is None:
                raise FileNotFoundError("it was not loaded from a file")
            return storage.unpacked(storage.read(self.source, f"{name}.npz"))[name]
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise BadRequest(f"This take has no {name}: {error}.") from error


def _named(arrays: dict[str, Floats], prefix: str) -> dict[str, Floats]:
    """Take the arrays of that prefix out, by what follows it."""
    names = [name for name in sorted(arrays) if name.startswith(prefix)]
    return {name.removeprefix(prefix): arrays.pop(name) for name in names}


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
