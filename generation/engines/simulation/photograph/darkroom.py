"""Blender's scene for one job: built once, posed and rendered frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix, Quaternion, Vector

from ...errors import RenderFailed
from . import light, water
from .device import choose_device
from .job import Job
from .materials import SHOWN, Materials
from .shapes import Shapes
from .shutter import Shutter
from .stencil import Stencil

SENSOR_MM = 24.0


class Darkroom:
    """Holds the scene of one job; `expose` renders a row of its frames into a file."""

    def __init__(self, job: Job, threads: int) -> None:
        self.job = job
        bpy.ops.wm.read_factory_settings(use_empty=True)
        self.scene: Any = bpy.context.scene
        self._settings(threads)
        self.materials = Materials(job)
        self.objects = self._geoms()
        self.sea = water.Sea(self.scene, job) if "sea" in job.arrays else None
        self.drops = water.Drops(self.scene, job) if len(job.arrays["drops"]) else None
        self.torch = light.set_up(self.scene, job)
        data = bpy.data.cameras.new("camera")
        data.sensor_fit, data.sensor_height = "VERTICAL", SENSOR_MM
        data.clip_start, data.clip_end = 0.03, 5000
        data.dof.use_dof, data.dof.aperture_fstop = True, job.facts["style"]["lens"]["fstop"]
        self.camera = bpy.data.objects.new("camera", data)
        self.scene.collection.objects.link(self.camera)
        self.scene.camera = self.camera
        self.stencil = Stencil(self.scene, self.camera)
        share = float(job.facts["settings"].get("shutter", 0.0))
        self.shutter = Shutter(self.scene, share) if share > 0 else None

    @property
    def device(self) -> str:
        """ "GPU" or "CPU": where the frames are computed."""
        return str(self.scene.cycles.device)

    def expose(
        self, row: int, path: Path, box: Sequence[int] | None = None, stencil: Path | None = None
    ) -> None:
        """Render frame `row` of the job (not of the take) into a PNG; `RenderFailed` if none was written.

        `box` (left, top, right, bottom) in pixels bounds what is rendered and written; with `stencil`, a
        picture of the whole frame, only what is white there is rendered.
        """
        self.pose(row)
        self._crop(box)
        if stencil is None:
            self.stencil.open()
        else:
            data = self.camera.data
            field = float(self.job.arrays["camera_fov"][row])
            self.stencil.close(stencil, field, float(data.dof.focus_distance))
        self.scene.render.filepath = str(path)
        try:
            bpy.ops.render.render(write_still=True)
        except RuntimeError as error:
            if self.device != "GPU":
                raise RenderFailed(f"The renderer failed: {error}.") from error
            self.scene.cycles.device = "CPU"  # a card that is lost or full: slower, but the shot goes on
            bpy.ops.render.render(write_still=True)
        if not path.is_file():
            raise RenderFailed(f"The renderer wrote no {path.name}.")

    def _crop(self, box: Sequence[int] | None) -> None:
        render = self.scene.render
        render.use_border = render.use_crop_to_border = box is not None
        if box is None:
            return
        width, height = render.resolution_x, render.resolution_y
        left, top, right, bottom = (edge + 0.01 for edge in box)  # Blender cuts off what is behind the point
        render.border_min_x, render.border_max_x = left / width, right / width
        render.border_min_y, render.border_max_y = (
            (height - bottom + 0.02) / height,
            (height - top + 0.02) / height,
        )

    def _settings(self, threads: int) -> None:
        facts, scene = self.job.facts, self.scene
        wanted = facts["settings"]
        render, cycles = scene.render, scene.cycles
        render.engine = "CYCLES"
        render.resolution_x, render.resolution_y = facts["width"], facts["height"]
        render.threads_mode, render.threads = "FIXED", threads
        render.use_persistent_data = True
        render.image_settings.file_format, render.image_settings.color_mode = "PNG", "RGB"
        render.image_settings.compression = 5
        cycles.device = choose_device(str(wanted.get("device", "auto")))
        cycles.samples = int(wanted.get("samples", 8))
        cycles.use_adaptive_sampling = False
        cycles.use_light_tree = False  # few lamps: the tree costs more than it saves (a third of the time)
        cycles.max_bounces = int(wanted.get("bounces", 3))
        cycles.diffuse_bounces, cycles.glossy_bounces, cycles.transmission_bounces = 2, 2, 2
        cycles.transparent_max_bounces = 7  # the stencil is one
        cycles.sample_clamp_indirect, cycles.blur_glossy = 4.0, 1.0
        cycles.caustics_reflective = cycles.caustics_refractive = False
        cycles.use_denoising, cycles.denoiser = True, "OPENIMAGEDENOISE"
        cycles.denoising_input_passes, cycles.denoising_prefilter = "RGB_ALBEDO_NORMAL", "FAST"
        cycles.denoising_quality = str(wanted.get("denoising", "FAST"))
        cycles.seed = int(wanted.get("seed", 0))
        view = scene.view_settings
        view.view_transform, view.look, view.exposure = "AgX", "AgX - Medium High Contrast", facts["exposure"]

    def _geoms(self) -> list[tuple[int, Any]]:
        """Blender objects of the geoms that are seen; water is not among them."""
        shapes, materials = Shapes(self.job), self.materials
        found = []
        ground = bpy.data.objects.new("ground", None)
        self.scene.collection.objects.link(ground)
        for number, geom in enumerate(self.job.facts["geoms"]):
            material = geom["material"]
            if material >= 0 and self.job.facts["materials"][material]["family"] == "water":
                continue
            mesh = shapes.mesh(geom)
            if mesh is None:
                continue
            thing = bpy.data.objects.new(geom["name"], mesh)
            if material >= 0 and self.job.facts["materials"][material]["family"] == SHOWN:
                thing.visible_shadow = thing.visible_diffuse = False
            self.scene.collection.objects.link(thing)
            thing.parent = ground
            if geom["kind"] in Shapes.UNIT:  # what materials need to know metres on a unit ball
                thing.color = (*(float(part) for part in self.job.arrays["axes"][0, number]), 1)
            thing.material_slots[0].link = "OBJECT"
            thing.material_slots[0].material = materials.material(material)
            found.append((number, thing))
        self._pose_all(found, 0)
        return [(number, thing) for number, thing in found if not self.job.facts["geoms"][number]["still"]]

    def pose(self, row: int) -> None:
        """Put everything where it is in frame `row` of the job."""
        self._pose_all(self.objects, row)
        self.materials.boil(self.job.facts["frames"][row])
        self._aim(row)
        if self.shutter:
            self._blur(self.shutter, row)
        if self.torch:
            self.torch.matrix_world = self.camera.matrix_basis
        if self.sea:
            self.sea.move(row)
        if self.drops:
            self.drops.move(row)

    def _pose_all(self, objects: list[tuple[int, Any]], row: int) -> None:
        for number, thing in objects:
            thing.matrix_parent_inverse = self._matrix(number, row)  # the only one that keeps a shear

    def _matrix(self, number: int, row: int) -> Matrix:
        """Where geom `number` is in frame `row` of the job, how it is turned and how large."""
        arrays = self.job.arrays
        matrix = np.eye(4)
        matrix[:3, :3] = arrays["rotation"][row, number].reshape(3, 3)
        if self.job.facts["geoms"][number]["kind"] in Shapes.UNIT:
            matrix[:3, :3] *= arrays["axes"][row, number]
        matrix[:3, 3] = arrays["position"][row, number]
        return Matrix(matrix.tolist())

    def _blur(self, shutter: Shutter, row: int) -> None:
        """Let everything move on towards the next frame while the shutter is open; the last one is sharp."""
        frames = self.job.facts["frames"]
        after = row + 1 if row + 1 < len(frames) and frames[row + 1] == frames[row] + 1 else row
        shutter.move(
            (thing, self._matrix(number, row), self._matrix(number, after)) for number, thing in self.objects
        )
        shutter.aim(self.camera, self._sight(row), self._sight(after))

    def _sight(self, row: int) -> tuple[Vector, Quaternion]:
        """Where the camera is and how it is turned in a frame of the job."""
        arrays = self.job.arrays
        place, target = Vector(arrays["camera_position"][row]), Vector(arrays["camera_target"][row])
        return place, (target - place).to_track_quat("-Z", "Y")

    def _aim(self, row: int) -> None:
        arrays = self.job.arrays
        place, target = Vector(arrays["camera_position"][row]), Vector(arrays["camera_target"][row])
        self.camera.rotation_mode = "QUATERNION"
        self.camera.location, self.camera.rotation_quaternion = self._sight(row)
        self.camera.data.angle = float(arrays["camera_fov"][row])
        forward = (target - place).normalized()
        away = (Vector(arrays["focus"][row]) - place).dot(forward)
        self.camera.data.dof.focus_distance = max(away, 0.3)
