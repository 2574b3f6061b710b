"""The simulation engine: one shot of a screenplay becomes a picture track and a sound track.

Owns the order of the work and nothing of how it is done. Sound comes before
the picture, because mouths move with the words. Only workers import this
module; everything heavy is imported where it is first used.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base import Progress, Rehearsed, Rendered, RenderRequest, Stage
from ..errors import BadRequest, EncodeFailed, Interrupted
from .ledger import Ledger, Meter
from .screenplay import AUTO, Screenplay, read_prompt

if TYPE_CHECKING:
    from .opening import Opening
    from .picture import Camera
    from .sound.mix import Soundtrack
    from .take import Take
    from .world import World
    from .world.backdrop import Backdrop

RENDERERS = ("viewfinder", "cycles")
WEIGHTS = {
    "viewfinder": {
        Stage.SCREENPLAY: 0.01, Stage.SIMULATE: 0.16, Stage.PREVIEW: 0.07, Stage.SOUND: 0.04,
        Stage.RENDER: 0.72,
    },
    "cycles": {
        Stage.SCREENPLAY: 0.002, Stage.SIMULATE: 0.028, Stage.PREVIEW: 0.01, Stage.SOUND: 0.01,
        Stage.RENDER: 0.95,
    },
}  # fmt: skip
JOINING = {Stage.RENDER: 1.0}


class SimulationEngine:
    """Words → screenplay → world → physics → sound and picture; see `generation.engines.base.Engine`."""

    def render(
        self,
        request: RenderRequest,
        *,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> Rendered:
        """Render one shot into `request.workdir`."""
        return Shoot(request, on_progress, should_stop).run()

    def rehearse(
        self,
        request: RenderRequest,
        *,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> Unfilmed:
        """Everything but the picture of a shot; see `generation.engines.base.Divisible`."""
        return Shoot(request, on_progress, should_stop).staged()

    def draw(
        self,
        request: RenderRequest,
        take: Path,
        first: int,
        stop: int,
        *,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> None:
        """A part of the drawings of a shot; see `generation.engines.base.Divisible`."""
        Shoot(request, on_progress, should_stop).drawn(take, first, stop)

    def joined(
        self,
        rehearsed: Rehearsed,
        folders: Sequence[Path],
        *,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> Rendered:
        """The shot from its drawn parts; see `generation.engines.base.Divisible`."""
        from .picture import gathered, together

        assert isinstance(rehearsed, Unfilmed)  # noqa: S101 (what `rehearse` returned)
        shoot = rehearsed.shoot
        shoot.should_stop, shoot.meter = should_stop, Meter(JOINING, on_progress)
        camera = shoot.camera(rehearsed.world, rehearsed.seen)
        picture = camera.film(gathered(folders, camera.indices))
        return shoot.finished(rehearsed, picture, together(folders))

    def mixed(self, stems: Sequence[Path], seed: int, folder: Path) -> list[Path]:
        """One mix of a film from the stems of its shots; see `generation.engines.base.Scorer`."""
        from .sound import film
        from .sound.mix import write_wav

        sounds = film.mix([film.load(path) for path in stems], seed)
        paths = [folder / f"sound-{number}.wav" for number in range(len(sounds))]
        for path, samples in zip(paths, sounds, strict=True):
            write_wav(path, samples)
        return paths


def screenplay_of(request: RenderRequest) -> Screenplay:
    """The request's screenplay, read from its prompt if it brings none; `BadRequest` without that shot.

    A style that the request names holds against the screenplay's.
    """
    if request.screenplay is None:
        play = read_prompt(request.prompt, seconds=request.seconds, style=request.style, seed=request.seed)
    else:
        play = Screenplay.from_json(json.dumps(request.screenplay))
    if request.style != AUTO:
        play = play.model_copy(update={"style": request.style})
    if not 0 <= request.shot < len(play.shots):
        raise BadRequest(f"The screenplay has {len(play.shots)} shots; there is no shot {request.shot + 1}.")
    return play


@dataclass(frozen=True)
class Unfilmed:
    """A shot without its picture: what happened, `acted` with mouths and `seen` with old foam."""

    shoot: Shoot
    play: Screenplay
    world: World
    acted: Take
    seen: Take
    track: Soundtrack
    take: Path
    stems: Path

    @property
    def drawings(self) -> int:
        """How many drawings the shot has."""
        return len(self.shoot.camera(self.world, self.seen).indices)

    @property
    def stride(self) -> int:
        """Where a part of them may begin."""
        return self.shoot.camera(self.world, self.seen).stride(self.shoot.renderer)


class Shoot:
    """One shot on its way; the methods are the stages."""

    def __init__(
        self,
        request: RenderRequest,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> None:
        renderer = str(request.settings.get("renderer", "viewfinder"))
        if renderer not in RENDERERS:
            raise BadRequest(f"There is no renderer {renderer!r}; known are {', '.join(RENDERERS)}.")
        self.request, self.renderer, self.should_stop = request, renderer, should_stop
        self.opening: Opening | None = None
        self.backdrop: Backdrop | None = None
        self.ledger = Ledger()
        self.meter = Meter(WEIGHTS[renderer], on_progress)

    def run(self) -> Rendered:
        """All stages in their order."""
        staged = self.staged()
        camera = self.camera(staged.world, staged.seen)
        picture = camera.film(camera.drawings(self.renderer, 0, len(camera.indices)))
        return self.finished(staged, picture, camera.saved)

    def staged(self) -> Unfilmed:
        """Everything but the picture."""
        with self.ledger.stage(Stage.SCREENPLAY):
            self.meter.at(Stage.SCREENPLAY, 0.0)
            play = screenplay_of(self.request)
            self.request = replace(self.request, style=play.style)
        world, take = self._simulate(play)
        self._preview(world, take)
        take, track = self._score(world, take)
        kept, stems = self._keep(play, take, track)
        return Unfilmed(self, play, world, take, self._seen(take), track, kept, stems)

    def finished(self, staged: Unfilmed, picture: Path, saved: Mapping[str, Any]) -> Rendered:
        """The shot with its picture, and all that is told of it."""
        from ..media.hearing import sync
        from . import report
        from .world.backdrop import NOTE

        world, take, track = staged.world, staged.acted, staged.track
        self._export(world, take)
        told = report.of_shot(self.request, staged.play, self.ledger, take.frames)
        physics = report.of_physics(world, take, track.facts["lines"])
        sound = self.request.workdir / "sound.wav"
        heard = sync(sound, physics["audible"], take.fps)
        told |= {"physics": physics, "sync": heard, "sound": dict(track.facts)}
        if saved:
            told["drawn"] = dict(saved)  # "frames" counts them
        if self.backdrop is not None:
            told["words"]["approximated"].append({"word": "start image", "as": NOTE})
            told["start_image"] = {"mark": "approximated", "as": NOTE, "palette": list(self.backdrop.palette)}
        return Rendered(picture, sound, track.captions, told, staged.take, staged.stems)

    def drawn(self, take: Path, first: int, stop: int) -> None:
        """Some drawings of a shot that another worker staged, lossless, into the work folder."""
        from .take import Take
        from .world import build
        from .world.backdrop import Backdrop

        with self.ledger.stage(Stage.SIMULATE):
            play = screenplay_of(self.request)
            self.request = request = replace(self.request, style=play.style)
            opening = self.opening = self._opening(play)
            self.backdrop = Backdrop.load(request.start_image) if request.start_image is not None else None
            world = build(play, request.shot, opening, self.backdrop, request.likenesses)
            camera = self.camera(world, self._seen(Take.load(take)))
        camera.keep(camera.drawings(self.renderer, first, stop), stop - first)

    def rehearse(self) -> tuple[World, Take, Soundtrack, dict[str, Any]]:
        """Everything but the picture: the world, the take, its sound (also written), and what is told of
        them.
        """
        from . import report

        with self.ledger.stage(Stage.SCREENPLAY):
            play = screenplay_of(self.request)
            self.request = replace(self.request, style=play.style)
        world, take = self._simulate(play)
        take, track = self._score(world, take)
        told = report.of_shot(self.request, play, self.ledger, take.frames)
        return world, take, track, told | {"physics": report.of_physics(world, take, track.facts["lines"])}

    def _keep(self, play: Screenplay, take: Take, track: Soundtrack) -> tuple[Path, Path]:
        """What is made from this shot later needs: what happened, and the sound before it was mixed."""
        from .sound import film

        folder = self.request.workdir
        kept, stems = folder / "take.zip", folder / "stems.zip"
        try:
            take.save(kept)
        except OSError as error:
            raise EncodeFailed(f"{kept.name} could not be written: {error.strerror or error}.") from error
        assert track.dry is not None  # noqa: S101 (`score` always leaves it)
        film.save(stems, track.dry, play.shots[self.request.shot])
        return kept, stems

    def _simulate(self, play: Screenplay) -> tuple[World, Take]:
        from .acting import acted
        from .grade import style_of
        from .lens import through
        from .physics import simulate
        from .world import build
        from .world.backdrop import Backdrop

        request = self.request
        with self.ledger.stage(Stage.SIMULATE):
            self._go_on(Stage.SIMULATE)
            opening = self.opening = self._opening(play)
            self.backdrop = Backdrop.load(request.start_image) if request.start_image is not None else None
            world = build(play, request.shot, opening, self.backdrop, request.likenesses)
            self._go_on(Stage.SIMULATE, 0.4)
            aspect = request.width / request.height
            timing = request.seconds, request.fps, request.seed
            take = simulate(world, *timing, self.should_stop, aspect=aspect, opening=opening)
            take = through(take, style_of(play.style).lens, world.room, request.seed)
            take = opening.onward(take) if opening is not None else take
            take = acted(world, take)
            self._go_on(Stage.SIMULATE, 1.0)
        return world, take

    def _opening(self, play: Screenplay) -> Opening | None:
        """The take that this shot goes on from: that of the shot before."""
        from .opening import Opening

        if self.request.opening is None:
            return None
        before = play.shots[max(0, self.request.shot - 1)]
        return Opening.load(self.request.opening, (*before.cast, *before.props))

    def _preview(self, world: World, take: Take) -> None:
        from .picture import previews

        with self.ledger.stage(Stage.PREVIEW):
            self._go_on(Stage.PREVIEW)
            for done, path in previews(self.request, world, take, self.should_stop):
                self.meter.at(Stage.PREVIEW, done, preview=path)

    def _score(self, world: World, take: Take) -> tuple[Take, Soundtrack]:
        from .acting import acted
        from .sound.mix import score

        request = self.request
        with self.ledger.stage(Stage.SOUND):
            self._go_on(Stage.SOUND)
            asked = take, world.screenplay, request.shot, request.seconds, request.seed
            track = score(*asked, world=world, voices=request.voices)
            track.write(request.workdir / "sound.wav")
            self._go_on(Stage.SOUND, 1.0)
        return acted(world, take.with_mouth(track.mouth)), track

    def _seen(self, take: Take) -> Take:
        """The take as the cameras see it: with the foam of the shot from which it goes on."""
        return self.opening.foamed(take) if self.opening is not None else take

    def camera(self, world: World, take: Take) -> Camera:
        """What films the shot."""
        from .picture import Camera

        return Camera(self.request, world, take, self.ledger, self.meter, self.should_stop)

    def _export(self, world: World, take: Take) -> None:
        """Write the take where the settings ask for it; nothing is kept by default."""
        from .layers import export

        settings = self.request.settings
        if settings.get("take"):
            size = settings.get("layer_size") or (self.request.width, self.request.height)
            names = tuple(settings.get("layers", ()))
            export(world, take, Path(settings["take"]), names, size, self.should_stop)

    def _go_on(self, stage: Stage, done: float = 0.0) -> None:
        if self.should_stop():
            raise Interrupted("The shot was stopped.")
        self.meter.at(stage, done)
