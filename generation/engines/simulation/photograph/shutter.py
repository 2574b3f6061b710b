"""The shutter: things and camera move while it is open, so that what is fast is blurred.

A frame of the take lies at Blender's frame 0, the one after it at frame 1. What
moves is keyed between the two, relative to where it is posed: Cycles asks for
the places in between and blurs along them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import bpy
from mathutils import Matrix

STILL = 1e-6


class Shutter:
    """Open for `share` of a frame from the frame's own moment on; 0.5 is the cinema's 180 degrees."""

    def __init__(self, scene: Any, share: float) -> None:
        scene.render.use_motion_blur = True
        scene.render.motion_blur_shutter = share
        scene.render.motion_blur_position = "START"
        scene.frame_set(0)
        bpy.context.preferences.edit.keyframe_new_interpolation_type = "LINEAR"
        self.moving: set[Any] = set()

    def move(self, things: Iterable[tuple[Any, Matrix, Matrix]]) -> None:
        """Key every (object, its matrix now, its matrix one frame later); what rests has no keys."""
        for thing, here, there in things:
            if thing in self.moving:
                thing.animation_data_clear()
                thing.matrix_basis = Matrix.Identity(4)
                self.moving.discard(thing)
            if (
                max(abs(a - b) for row in zip(here, there, strict=True) for a, b in zip(*row, strict=True))
                > STILL
            ):
                self._key(thing, here.inverted_safe() @ there)

    def _key(self, thing: Any, change: Matrix) -> None:
        """From rest at frame 0 to `change` (in the object's own frame) at frame 1."""
        thing.rotation_mode = "QUATERNION"
        place, turn, _ = change.decompose()
        for frame, location, rotation in ((0, (0, 0, 0), (1, 0, 0, 0)), (1, place, turn)):
            thing.location, thing.rotation_quaternion = location, rotation
            thing.keyframe_insert("location", frame=frame)
            thing.keyframe_insert("rotation_quaternion", frame=frame)
        self.moving.add(thing)

    def aim(self, camera: Any, here: tuple[Any, Any], there: tuple[Any, Any]) -> None:
        """Key the camera between two (place, rotation quaternion)."""
        camera.animation_data_clear()
        camera.rotation_mode = "QUATERNION"
        for frame, (place, turn) in enumerate((here, there)):
            camera.location, camera.rotation_quaternion = place, turn
            camera.keyframe_insert("location", frame=frame)
            camera.keyframe_insert("rotation_quaternion", frame=frame)
