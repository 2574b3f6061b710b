"""The take: one recorded run of a world, in a documented, versioned format (`docs/take.md`).

A take holds everything the renderers, the sound and a person who studies the
motion need: poses of every frame, impacts, splashes, rolling, the camera's
track and the mouths. It owns no physics and no pictures.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import BadRequest

TAKE_VERSION = 1
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
    "camera_position",
    "camera_target",
    "camera_fov",
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One impact: `impulse` in N·s along the normal, `speed` in m/s before it, `position` in metres."""

    time: float
    geom1: str
    geom2: str
    material1: str
    material2: str
    impulse: float
    speed: float
    position: tuple[float, float, float]


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


@dataclass(frozen=True)
class Take:
    """Poses (F frames) and events of one shot; lengths in metres, angles in radians, time in seconds.

    `times` (F,), `qpos` (F, nq), `qvel` (F, nv), `mocap_pos` (F, m, 3), `mocap_quat` (F, m, 4), `ctrl`
    (F, nu), `xpos` (F, nbody, 3), `xquat` (F, nbody, 4), `camera_position` and `camera_target` (F, 3),
    `camera_fov` (F,) vertical degrees. `mouth` maps an actor's name to (F, 2) openness and rounding, both
    0 to 1. `water` holds what `Water.from_json` needs, `subject` the body the camera is sharp on, `facts`
    what was measured.
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
    camera_position: Floats
    camera_target: Floats
    camera_fov: Floats
    subject: str
    contacts: tuple[Contact, ...] = ()
    splashes: tuple[Splash, ...] = ()
    rolling: tuple[Rolling, ...] = ()
    mouth: Mapping[str, Floats] = field(default_factory=dict)
    water: Mapping[str, Any] | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    version: int = TAKE_VERSION

    @property
    def frames(self) -> int:
        """How many frames were recorded."""
        return len(self.times)

    def with_mouth(self, mouth: Mapping[str, Floats]) -> Take:
        """The same take with these mouths; each array is (F, 2)."""
        return replace(self, mouth={**self.mouth, **mouth})

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

    def save(self, folder: Path) -> None:
        """Write `take.json` and `take.npz`; the same take gives the same bytes."""
        events = {
            "version": self.version,
            "fps": self.fps,
            "subject": self.subject,
            "contacts": [asdict(contact) for contact in self.contacts],
            "splashes": [asdict(splash) for splash in self.splashes],
            "rolling": [asdict(rolling) for rolling in self.rolling],
            "water": self.water,
            "facts": self.facts,
        }
        text = json.dumps(events, indent=1, sort_keys=True) + "\n"
        (folder / "take.json").write_text(text, "utf-8")
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        arrays |= {f"mouth_{actor}": curve for actor, curve in sorted(self.mouth.items())}
        _write_npz(folder / "take.npz", arrays)

    @classmethod
    def load(cls, folder: Path) -> Take:
        """Read what `save` wrote; `BadRequest` when it is no take of this version."""
        try:
            events = json.loads((folder / "take.json").read_text("utf-8"))
            with np.load(folder / "take.npz", allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            raise BadRequest(f"{folder.name} holds no readable take: {error}.") from error
        if events.pop("version", None) != TAKE_VERSION:
            raise BadRequest(f"{folder.name} holds a take of another version than {TAKE_VERSION}.")
        mouth = {name.removeprefix("mouth_"): arrays.pop(name) for name in sorted(arrays) if "mouth_" in name}
        contacts = tuple(
            Contact(**{**row, "position": tuple(row["position"])}) for row in events.pop("contacts")
        )
        splashes = tuple(
            Splash(**{**row, "position": tuple(row["position"])}) for row in events.pop("splashes")
        )
        rolling = tuple(Rolling(**{**row, "speed": tuple(row["speed"])}) for row in events.pop("rolling"))
        return cls(contacts=contacts, splashes=splashes, rolling=rolling, mouth=mouth, **events, **arrays)


def _write_npz(path: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """A NumPy archive whose bytes depend on its content alone (no clock in the zip's headers)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue())
