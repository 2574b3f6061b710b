"""One OpenGL context with one model on it, and what is done to the scene before each picture."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import mujoco
import numpy as np
import numpy.typing as npt

from ...errors import EngineUnavailable
from ..dressing import Cards, dressed
from ..faces import faces, pose_faces
from ..festoon import COLOURS, WIRE, Festoon, festoon, larger
from ..grade import style_of
from ..pulling import points
from ..spray import spray
from ..weather import weathered
from ..world.water import Water
from . import Facts, Frame, develop, sea
from .context import open_context
from .lighting import around, indoor, light_scene, outdoor, rigged
from .sea import Wet
from .sky import Floats, paint
from .surface import Relief, Surface, relief, slats, surface_of, torchlight

if TYPE_CHECKING:
    from ..take import Take
    from ..world import Sky, World

NEAR, FAR = 0.03, 3000.0
STILL = Water.calm(np.random.default_rng(5), height=0.022)
SHADOWLESS = ("backdrop", "ceiling", "rafter", "vault")
CABLE, BOILS = (0.06, 0.10, 0.07, 1.0), 4
DROPS, DROP = 900, (0.9, 0.95, 0.98, 1.0)


def paint_skybox(model: mujoco.MjModel, sky: Sky) -> None:
    """Paint `sky` into the model's skybox texture, if it has one (faces in MuJoCo's order: right, left, up,
    down, front, back)."""
    boxes = np.flatnonzero(model.tex_type == int(mujoco.mjtTexture.mjTEXTURE_SKYBOX))
    for box in boxes:
        size, channels = int(model.tex_width[box]), int(model.tex_nchannel[box])
        start = int(model.tex_adr[box])
        painted = _box(sky, size)[..., :channels].ravel()
        model.tex_data[start : start + len(painted)] = painted


@lru_cache(maxsize=4)
def _box(sky: Sky, size: int) -> npt.NDArray[np.uint8]:
    """The six faces (6, size, size, 3) of a sky; kept, for previews and film look at the same one."""
    at = (np.arange(size, dtype=np.float32) + 0.5) / size * 2 - 1
    a, b = np.meshgrid(at, at)
    one = np.ones_like(a)
    faces = ((one, -b, -a), (-one, -b, a), (a, one, b), (a, -one, -b), (a, -b, one), (-a, -b, -one))
    painted = np.empty((6, size, size, 3), np.uint8)
    for number, (x, y, z) in enumerate(faces):
        directions = np.stack([x, -z, y], -1)
        directions /= np.linalg.norm(directions, axis=-1, keepdims=True)
        painted[number] = np.clip(paint(directions, sky) * 255 + 0.5, 0, 255)[..., :3].astype(np.uint8)
    return painted


def part_ids(model: mujoco.MjModel, family: str, materials: dict[str, str]) -> list[int]:
    """Ids of the geoms whose material belongs to a look family."""
    names = {name for name, kind in materials.items() if kind == family}
    wanted = {
        model.material(name).id
        for name in names
        if mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_MATERIAL, name) >= 0
    }
    return [geom for geom in range(model.ngeom) if int(model.geom_matid[geom]) in wanted]


class Stage:
    """Renders frames of one take at one size. `close` gives the context back."""

    def __init__(self, world: World, take: Take, width: int, height: int) -> None:
        self.style = style_of(world.screenplay.style)
        self.world = world = dressed(world)
        self.take, self.width, self.height = take, width, height
        self.model = model = world.model
        self.cards = Cards(world)
        self.facing = np.asarray((take.camera_target - take.camera_position).mean(0), np.float32)
        self.festoon = festoon(world, take, width / height) if self.style.rig.strings else None
        self.data = mujoco.MjData(model)
        paint_skybox(model, world.sky)
        model.vis.global_.offwidth, model.vis.global_.offheight = width, height
        model.vis.quality.offsamples = 4
        model.vis.quality.shadowsize = 2048
        self.water_geoms = part_ids(model, "water", dict(world.materials))
        self.shadowless = {
            geom for family in SHADOWLESS for geom in part_ids(model, family, dict(world.materials))
        }
        self.ponds = part_ids(model, "pond", dict(world.materials))
        self.faces = faces(model)
        self.context = open_context(width, height)
        try:
            self.renderer = mujoco.MjrContext(model, mujoco.mjtFontScale.mjFONTSCALE_50.value)
        except mujoco.FatalError as error:
            self.context.free()
            raise EngineUnavailable(f"OpenGL here cannot draw the scene: {error}.") from error
        mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN.value, self.renderer)
        self.renderer.readDepthMap = mujoco.mjtDepthMap.mjDEPTH_ZEROFAR
        self.scene = mujoco.MjvScene(model, maxgeom=model.ngeom + model.nskin + DROPS)
        self.option = mujoco.MjvOption()
        self.option.geomgroup[:] = (1, 1, 1, 0, 0, 0)
        self.option.sitegroup[:] = 0
        self.option.flags[mujoco.mjtVisFlag.mjVIS_SKIN] = 1
        self.rect = mujoco.MjrRect(0, 0, width, height)

    def close(self) -> None:
        """Free the context; the stage is of no use afterwards."""
        self.context.make_current()
        self.renderer.free()
        self.context.free()

    def frame(self, index: int) -> Frame:
        """Pose, light, draw and develop one frame."""
        facts = self.facts(index)
        assert facts.eye is not None  # noqa: S101 (`facts` always tells it)
        picture = self.draw_picture().astype(np.float32) / 255
        developed = self.developed(picture, facts.depth, facts.segmentation, facts.eye, index)
        return Frame(rgb=developed, **{name: getattr(facts, name) for name in Facts.__dataclass_fields__})

    def facts(self, index: int) -> Facts:
        """Pose one frame and look what is where, without lighting it."""
        self.context.make_current()
        self.take.pose(self.model, self.data, index)
        pose_faces(self.data, self.faces, self.take, index)
        eye = develop.Eye.at(
            self.take.camera_position[index],
            self.take.camera_target[index],
            float(self.take.camera_fov[index]),
        )
        focus = self.update(eye, index)
        depth, segmentation = self.draw_facts()
        place, turn = self.cards.press(self.data, eye.position, range(self.model.ngeom))
        return Facts(
            index=index,
            depth=depth,
            segmentation=segmentation,
            focus=focus,
            time=float(self.take.times[index]),
            eye=eye,
            places=np.concatenate([turn, place[:, :, None]], 2),
        )

    def developed(
        self,
        picture: Floats,
        depth: Floats,
        segmentation: npt.NDArray[np.int32],
        eye: develop.Eye,
        index: int,
    ) -> develop.Pixels:
        """The picture after everything that is done to it in two dimensions."""
        picture *= develop.occlusion(depth, eye.field)[..., None]
        picture = self.restyled(picture, depth, segmentation, eye, index)
        if self.world.water is not None and self.water_geoms:
            mask = np.isin(segmentation, self.water_geoms)
            sea_now = Wet(self.world.water, self.take.splashes, float(self.take.times[index]))
            picture = develop.wet(picture, depth, mask, eye, sea_now, self.world.sky)
        if self.ponds:
            still = Wet(STILL, self.take.splashes, float(self.take.times[index]))
            picture = develop.wet(
                picture, depth, np.isin(segmentation, self.ponds), eye, still, self.world.sky, horizon=False
            )
        picture = develop.haze(
            picture, depth, self.world.sky, indoor=bool(self.world.indoor), bright=self.style.rig.sky
        )
        finished = develop.finish(develop.bloom(picture))
        return weathered(finished, depth, self.world, self.take, index)

    def restyled(
        self,
        picture: Floats,
        depth: Floats,
        segmentation: npt.NDArray[np.int32],
        eye: develop.Eye,
        index: int,
    ) -> Floats:
        """The picture with the style's relief, blinds, torch and sky, which OpenGL does not draw."""
        matter, rig = self.style.matter, self.style.rig
        sky = segmentation == -1
        if rig.sky != 1:
            picture[sky] *= np.float32(rig.sky)
        if rig.torch:
            picture *= torchlight(depth, sky)[..., None]
        if not (matter.bump[1] or rig.blinds):
            return picture
        ground = surface_of(depth, eye.rays(self.width, self.height), eye.position)
        toward = np.array(around(self.facing, *(rig.toward or (40.0, 40.0))), np.float32)
        if matter.bump[1]:
            kind = Relief(*matter.bump, number=index % BOILS if matter.boils else 0, thumbs=matter.boils)
            bright = relief(kind, *self.own(ground, segmentation, toward))
            picture *= np.where(ground.seen, bright, np.float32(1))[..., None]
        if rig.blinds:
            picture *= slats(ground, self.middle, toward, larger(self.take))[..., None]
        return picture

    def own(
        self, ground: Surface, segmentation: npt.NDArray[np.int32], toward: Floats
    ) -> tuple[Surface, Floats]:
        """The surface, and the direction `toward` the light (H, W, 3), in the frames of the things seen."""
        geom = np.clip(segmentation, 0, self.model.ngeom - 1)
        back = self.data.geom_xmat.astype(np.float32).reshape(-1, 3, 3).transpose(0, 2, 1)
        place = np.einsum("gij,gj->gi", back, self.data.geom_xpos.astype(np.float32))
        turn = back[geom]
        points = np.einsum("hwij,hwj->hwi", turn, ground.points) - place[geom]
        normals = np.einsum("hwij,hwj->hwi", turn, ground.normals)
        return replace(ground, points=points, normals=normals), (back @ toward)[geom]

    @cached_property
    def middle(self) -> Floats:
        """The mean place of the subject over the shot, which lamps are aimed at."""
        body = mujoco.mj_name2id(self.model, mujoco.mjtObj.mjOBJ_BODY, self.take.subject or "")
        places = self.take.xpos[:, body] if body > 0 else self.take.camera_target
        return np.asarray(places.mean(0), np.float32)

    def update(self, eye: develop.Eye, index: int) -> float:
        """Fill the scene: parts, camera, lights, water, drops. Answers the metres to the subject."""
        mujoco.mjv_updateScene(
            self.model,
            self.data,
            self.option,
            None,
            mujoco.MjvCamera(),
            mujoco.mjtCatBit.mjCAT_ALL.value,
            self.scene,
        )
        half = NEAR * np.tan(eye.field / 2)
        for camera in self.scene.camera:
            camera.pos[:], camera.forward[:], camera.up[:] = eye.position, eye.forward, eye.up
            camera.frustum_center, camera.frustum_width = 0.0, 0.0
            camera.frustum_bottom, camera.frustum_top = -half, half
            camera.frustum_near, camera.frustum_far = NEAR, FAR
        focus, reach = self.focus(index, eye)
        lights = indoor(eye.forward, self.world.sky) if self.world.indoor else outdoor(self.world.sky)
        lights = rigged(lights, self.style.rig, self.facing, eye.forward)
        ceiling = self.world.room[1][2] + 0.1 if self.world.indoor else np.inf
        light_scene(self.scene, lights, focus, reach, ceiling)
        self.renderer.shadowClip = reach
        for entry in self.scene.geoms[: self.scene.ngeom]:
            if entry.objtype == mujoco.mjtObj.mjOBJ_GEOM and entry.objid in self.shadowless:
                entry.category = int(mujoco.mjtCatBit.mjCAT_DECOR)  # drawn, but it throws no shadow
        if self.cards:
            self.press(eye)
        if self.festoon is not None:
            self.hang(self.festoon)
        if self.world.water is not None:
            self.move_water(self.world.water, eye, float(self.take.times[index]))
        if self.take.splashes:
            self.throw_drops(float(self.take.times[index]))
        return max(float((self.sharp[index] - eye.position) @ eye.forward), 0.3)

    @cached_property
    def sharp(self) -> npt.NDArray[np.float64]:
        """(F, 3) what the lens is focused on in each frame."""
        return points(self.world, self.take)

    def press(self, eye: develop.Eye) -> None:
        """Flatten what moves onto cards that face the camera."""
        place, turn = self.cards.press(self.data, eye.position, range(self.model.ngeom))
        for entry in self.scene.geoms[: self.scene.ngeom]:
            if entry.objtype == mujoco.mjtObj.mjOBJ_GEOM and self.cards.pressed[entry.objid]:
                entry.pos[:], entry.mat[:] = place[entry.objid], turn[entry.objid]

    def hang(self, strings: Festoon) -> None:
        """Add strings of bulbs to the scene."""
        for (x, y, z), colour in zip(strings.bulbs, strings.colour, strict=True):
            self.decor(
                mujoco.mjtGeom.mjGEOM_SPHERE,
                np.full(3, strings.radius),
                (x, y, z),
                (*COLOURS[colour], 1.0),
                1.0,
            )
        for start, stop in strings.wires:
            entry = self.decor(mujoco.mjtGeom.mjGEOM_CAPSULE, np.full(3, WIRE), start, CABLE, 0.0)
            if entry is not None:
                mujoco.mjv_connector(entry, mujoco.mjtGeom.mjGEOM_CAPSULE.value, WIRE, start, stop)

    def decor(
        self, kind: mujoco.mjtGeom, size: Any, place: Any, colour: tuple[float, ...], emission: float
    ) -> Any:
        """Add something to the scene that is seen and throws no shadow; None where there is no more room."""
        if self.scene.ngeom >= self.scene.maxgeom:
            return None
        entry = self.scene.geoms[self.scene.ngeom]
        mujoco.mjv_initGeom(
            entry, kind.value, size, np.asarray(place, float), np.eye(3).ravel(), np.array(colour, np.float32)
        )
        entry.category, entry.segid = int(mujoco.mjtCatBit.mjCAT_DECOR), self.scene.ngeom
        entry.emission = emission
        self.scene.ngeom += 1
        return entry

    def focus(self, index: int, eye: develop.Eye) -> tuple[Floats, float]:
        """The point the light is set for and how far its shadows must reach, metres."""
        body = mujoco.mj_name2id(self.model, mujoco.mjtObj.mjOBJ_BODY, self.take.subject or "")
        target = self.data.xpos[body] if body > 0 else self.take.camera_target[index]
        away = float(np.linalg.norm(np.asarray(target) - eye.position))
        return np.asarray(target, np.float32), float(np.clip(away * 1.2, 2.5, 14.0))

    def move_water(self, water: Water, eye: develop.Eye, time: float) -> None:
        """Give the water's mesh the shape of the sea at `time`, dense where the camera is."""
        for geom in self.water_geoms:
            mesh = int(self.model.geom_dataid[geom])
            if (
                self.model.geom_type[geom] != mujoco.mjtGeom.mjGEOM_MESH
                or self.model.mesh_vertnum[mesh] != sea.RINGS * sea.SPOKES
            ):
                continue
            half = np.arctan(np.tan(eye.field / 2) * self.width / self.height) + 0.35
            plane = sea.fan(eye.position, eye.forward, float(half)).reshape(-1, 2)
            height, slope_x, slope_y = sea.surface(water, plane[:, 0], plane[:, 1], time)
            normal = np.stack([-slope_x, -slope_y, np.ones_like(slope_x)], -1)
            start = int(self.model.mesh_vertadr[mesh])
            self.model.mesh_vert[start : start + len(plane)] = np.concatenate([plane, height[:, None]], 1)
            start, count = int(self.model.mesh_normaladr[mesh]), int(self.model.mesh_normalnum[mesh])
            if count == len(plane):
                self.model.mesh_normal[start : start + count] = normal / np.linalg.norm(
                    normal, axis=1, keepdims=True
                )
            mujoco.mjr_uploadMesh(self.model, self.renderer, mesh)
            for entry in self.scene.geoms[: self.scene.ngeom]:
                if entry.objtype == mujoco.mjtObj.mjOBJ_GEOM and entry.objid == geom:
                    entry.pos[:], entry.mat[:] = 0, np.eye(3)

    def throw_drops(self, time: float) -> None:
        """Add the drops in the air at `time` to the scene."""
        for x, y, z, radius in spray(self.take).at(time):
            self.decor(mujoco.mjtGeom.mjGEOM_SPHERE, np.full(3, radius), (x, y, z), DROP, 0.5)

    def draw_picture(self) -> npt.NDArray[np.uint8]:
        """Colour (H, W, 3)."""
        flags = self.scene.flags
        flags[mujoco.mjtRndFlag.mjRND_SHADOW] = 1
        flags[mujoco.mjtRndFlag.mjRND_REFLECTION] = 1
        flags[mujoco.mjtRndFlag.mjRND_SKYBOX] = 1
        flags[mujoco.mjtRndFlag.mjRND_HAZE] = flags[mujoco.mjtRndFlag.mjRND_FOG] = 0
        flags[mujoco.mjtRndFlag.mjRND_SEGMENT] = flags[mujoco.mjtRndFlag.mjRND_IDCOLOR] = 0
        pixels = np.empty((self.height, self.width, 3), np.uint8)
        mujoco.mjr_render(self.rect, self.scene, self.renderer)
        mujoco.mjr_readPixels(pixels, None, self.rect, self.renderer)
        return pixels[::-1]

    def draw_facts(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int32]]:
        """(depth in metres, segmentation) without any lighting."""
        flags = self.scene.flags
        flags[mujoco.mjtRndFlag.mjRND_SHADOW] = flags[mujoco.mjtRndFlag.mjRND_REFLECTION] = 0
        flags[mujoco.mjtRndFlag.mjRND_SKYBOX] = flags[mujoco.mjtRndFlag.mjRND_HAZE] = 0
        flags[mujoco.mjtRndFlag.mjRND_SEGMENT] = flags[mujoco.mjtRndFlag.mjRND_IDCOLOR] = 1
        codes = np.empty((self.height, self.width, 3), np.uint8)
        raw = np.empty((self.height, self.width), np.float32)
        mujoco.mjr_render(self.rect, self.scene, self.renderer)
        mujoco.mjr_readPixels(codes, raw, self.rect, self.renderer)
        number = codes[::-1].astype(np.int32) @ np.array([1, 256, 65536], np.int32)
        reverse = raw[::-1].astype(np.float64)
        # Reversed Z: 1 at the near plane, 0 at the far one (OpenGL's glFrustum with its range turned round).
        depth = NEAR * FAR / (NEAR + reverse * (FAR - NEAR))
        return np.ascontiguousarray(depth, np.float32), self.names()[number]

    def names(self) -> npt.NDArray[np.int32]:
        """From the renderer's own numbers (0 is background) to geom ids, `ngeom` + skin ids, -2 for drops."""
        table = np.full(self.scene.maxgeom + 2, -1, np.int32)
        skin, geom = int(mujoco.mjtObj.mjOBJ_SKIN), int(mujoco.mjtObj.mjOBJ_GEOM)
        for entry in self.scene.geoms[: self.scene.ngeom]:
            if entry.segid >= 0:
                kind = int(entry.objtype)
                name = entry.objid + (self.model.ngeom if kind == skin else 0)
                table[entry.segid + 1] = name if kind in (skin, geom) else -2
        return table
