"""The loop: settle, then step, drive, float and record until the shot is full."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import mujoco
import numpy as np

from ...errors import Interrupted, RenderFailed
from ..anatomy import describe
from ..camera import film
from ..screenplay import Beat
from ..take import Guided, Splash, Take
from ..world import World
from .floating import Floating
from .perform.company import Company
from .recorder import Recorder
from .rolling import Rollers
from .skills import Resumes, Skill, Stage, make, resuming

if TYPE_CHECKING:
    from ..opening import Opening

SETTLING, TAKES = 0.9, 3
LONGEST_STEP = 0.002


def simulate(
    world: World,
    seconds: float,
    fps: int,
    seed: int,
    should_stop: Callable[[], bool] = lambda: False,
    *,
    aspect: float = 16 / 9,
    opening: Opening | None = None,
) -> Take:
    """Run the world and record a take of `round(seconds * fps)` frames.

    An outcome the screenplay did not ask for is shot again with other small variations, `TAKES` times at
    most; the last take counts. `aspect` is the picture's width over its height, for the camera. With an
    `opening`, for which the world was built, the first frame follows the last one of another take. The same
    world, seed, machine and package versions give the same take. Raises `Interrupted` within a frame after
    `should_stop` answers True and `RenderFailed` when the physics diverges.
    """
    for number in range(TAKES):
        run = _shoot(world, seconds, fps, [seed, number] if number else [seed], should_stop, opening)
        if run.as_wanted() or number == TAKES - 1:
            break
    return run.take(fps, aspect)


def _shoot(
    world: World,
    seconds: float,
    fps: int,
    seed: list[int],
    should_stop: Callable[[], bool],
    opening: Opening | None,
) -> Run:
    """Settle, then run the whole shot; what goes on from another shot has settled already."""
    frames, settling = max(1, round(seconds * fps)), 1 if opening is not None else round(SETTLING * fps)
    steps = int(np.ceil(1 / (fps * LONGEST_STEP)))
    world.model.opt.timestep = 1 / (fps * steps)
    run = Run(world, seconds, seed, start=-settling / fps, opening=opening)
    for frame in range(-settling, frames):
        if should_stop():
            raise Interrupted("The simulation was asked to stop.")
        if frame >= 0:
            run.place()
            run.recorder.frame(run.data)
        if frame + 1 < frames:
            run.advance(steps, record=frame >= 0)
    return run


class Run:
    """One world in motion; `start` is the clock's first time, negative for what happens before the shot."""

    def __init__(
        self,
        world: World,
        seconds: float,
        seed: list[int],
        start: float = 0.0,
        opening: Opening | None = None,
    ) -> None:
        self.world, self.model = world, world.model
        self.data = data = mujoco.MjData(world.model)
        shot = world.shot
        self.stages: list[Stage] = []
        for number, actor in enumerate(shot.cast):
            beat = next((b for b in shot.beats if b.actor == actor), Beat(actor=actor, action="stand"))
            rng = np.random.default_rng([*seed, 101 + number])
            self.stages.append(Stage(world, data, actor, beat, seconds, rng))
        mujoco.mj_kinematics(self.model, data)
        mujoco.mj_comPos(self.model, data)
        kinds = {name: world.screenplay.prop(name).kind for name in shot.props}
        boards = [name for name, kind in kinds.items() if kind == "paddleboard"]
        swimmers = [] if world.blocking.performed else list(shot.cast)
        self.floating = Floating(self.model, world.water, boards, swimmers) if world.water else None
        self.rollers = Rollers(self.model, [name for name, kind in kinds.items() if kind == "skateboard"])
        data.time = start
        if self.floating:
            self.floating.launch(data)
            mujoco.mj_kinematics(self.model, data)
        performed = world.blocking.performed
        goes_on = opening is not None and not performed
        chosen = (
            []
            if performed
            else [resuming(stage, opening) if goes_on else make(stage) for stage in self.stages]
        )
        self.skills: list[Skill] = chosen
        self.company = Company(world, self.stages, data) if performed else None
        for driver in self.skills:
            driver.prepare()
        if opening is not None:
            opening.begin(self.model, data)
            self._resume(start)
            if self.company is not None:
                self.company.ease = opening.easing(self.model, data, self.company.names, start)
        self.place()
        mujoco.mj_forward(self.model, data)
        self.recorder = Recorder(self.model)

    def _resume(self, start: float) -> None:
        """Let skills go on from the state that is there now."""
        mujoco.mj_kinematics(self.model, self.data)
        mujoco.mj_comPos(self.model, self.data)
        mujoco.mj_comVel(self.model, self.data)
        for driver in self.skills:
            if isinstance(driver, Resumes):
                driver.resume(start)

    def place(self) -> None:
        """Put who performs into the pose of this instant."""
        if self.company is not None:
            self.company.place(float(self.data.time), float(self.model.opt.timestep))

    def advance(self, steps: int, *, record: bool) -> None:
        """Some physics steps with everybody acting."""
        model, data = self.model, self.data
        for _ in range(steps):
            self.place()
            mujoco.mj_step1(model, data)
            data.xfrc_applied[:] = 0
            if self.floating:
                self.floating.push(data)
            given = data.xfrc_applied[:, :3].sum(0)
            for driver in self.skills:
                driver.act(float(data.time))
            if record:
                self.recorder.help(data.xfrc_applied[:, :3].sum(0) - given)
            mujoco.mj_step2(model, data)
            if record:
                self.recorder.collect(data)
                self.rollers.collect(data)
        if not np.all(np.isfinite(data.qpos)) or data.warning[mujoco.mjtWarning.mjWARN_BADQACC].number:
            raise RenderFailed("The simulation became unstable; try another seed.")

    def as_wanted(self) -> bool:
        """Whether every skill ended as its beat asks; called once, after the last step."""
        for driver in self.skills:
            driver.finish()
        return all(stage.notes.get("as_wanted", True) for stage in self.stages)

    def take(self, fps: int, aspect: float) -> Take:
        """Everything that was recorded, with the camera's track."""
        facts: dict[str, Any] = {stage.actor: stage.notes for stage in self.stages}
        recorder = self.recorder
        times = recorder.stacked("times")
        times -= times[0]
        track = film(self.world, times, recorder.stacked("xpos"), facts, fps, aspect)
        arrays: dict[str, Any] = {
            name: recorder.stacked(name)
            for name in ("qpos", "qvel", "mocap_pos", "mocap_quat", "ctrl", "assist")
        }
        return Take(
            fps=fps,
            times=times,
            xpos=recorder.stacked("xpos"),
            xquat=recorder.stacked("xquat"),
            camera_position=track.position,
            camera_target=track.target,
            camera_fov=track.fov,
            subject=track.subject,
            contacts=tuple(recorder.contacts),
            splashes=self._splashes(float(times[-1])),
            rolling=self.rollers.curves(times),
            water=self.world.water.to_json() if self.world.water else None,
            facts=facts,
            guided=self._guided(),
            model=describe(self.world),
            **arrays,
        )

    def _splashes(self, last: float) -> tuple[Splash, ...]:
        """What broke the surface of the water during the shot, by physics or by hand."""
        floated = self.floating.splashes if self.floating else []
        jumped = self.company.splashes() if self.company is not None else ()
        return tuple(s for s in (*floated, *jumped) if 0 <= s.time <= last)

    def _guided(self) -> tuple[Guided, ...]:
        """What was moved by hand, held or thrown, and when."""
        last = float(self.data.time)
        grips = [grip for stage in self.stages for grip in stage.notes.get("held", ())]
        found = [Guided(body, start, stop, "held") for body, start, stop in grips]
        if self.company is not None:
            names = (*self.company.performers, *self.company.movers)
            found += [Guided(name, 0.0, last, "animated") for name in names]
            plan = self.world.blocking
            found += [Guided(h.prop, h.start, min(h.stop, last), "held") for h in plan.holds]
            found += [Guided(sent.prop, sent.time, sent.time, "launched") for sent in plan.launches]
        return tuple(found)
