"""The one interface every engine stands behind.

An engine turns one shot into a picture track and a sound track. It knows
nothing of people, queues or databases: it gets a `RenderRequest`, reports
`Progress` through a callback, asks another callback whether to go on, and
returns `Rendered`. This package imports no web framework, so it could ship as
a library of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeAlias, runtime_checkable

from .errors import EngineError


class Stage(StrEnum):
    """What an engine is doing; the order is the order of a shot's life."""

    SCREENPLAY = "screenplay"
    SIMULATE = "simulate"
    PREVIEW = "preview"
    LOAD = "load"
    READ = "read"
    RENDER = "render"
    DECODE = "decode"
    GRADE = "grade"
    SOUND = "sound"
    ENCODE = "encode"
    DELIVER = "deliver"


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """One shot to render.

    `width` and `height` are even pixels, `seconds` the shot's own length,
    `screenplay` the JSON form of a `Screenplay` (None: the engine reads the
    prompt itself) and `shot` the 0-based index into its shots. `workdir` is an
    existing, empty, private folder; whatever the engine leaves there may be
    deleted once its `Rendered` has been used. `settings` come from the
    catalogue entry of `model`. `opening` is the take of a shot from whose last
    state this one goes on, `start_image` a picture its set is made after,
    `footage` a film that is taken over as this shot. `likenesses` are what its
    actors' likenesses name: PNG pictures, never written to a disk. `source`
    is the picture track of a film that is made anew. `voices` are WAVs of people who let their voice be
    copied, by the labels of the actors that speak so, never written to a disk either.
    """

    prompt: str
    model: str
    style: str
    width: int
    height: int
    seconds: float
    seed: int
    workdir: Path
    fps: int = 24
    shot: int = 0
    screenplay: Mapping[str, Any] | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    opening: Path | None = None
    start_image: Path | None = None
    likenesses: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    footage: Path | None = None
    source: Path | None = None
    voices: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a shot is.

    `fraction` runs from 0 to 1 over the whole shot and never falls.
    `preview` is a JPEG of a frame, at most 480 pixels wide, that the caller
    may copy before it returns.
    """

    stage: Stage
    fraction: float
    eta_seconds: float | None = None
    preview: Path | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """One spoken line; `start` and `end` in seconds from the shot's start."""

    start: float
    end: float
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished shot.

    `picture` is H.264 in MP4, `yuv420p`, without sound, near lossless (it is
    encoded once more with the visible mark); `sound` is a 48 kHz 16-bit stereo
    WAV of the same length. `report` is JSON-able: what was measured and which
    words were staged, approximated or not staged. An engine may leave its
    `take` (what happened) and its `stems` (the sound before it was mixed), for
    what is made from this shot later.
    """

    picture: Path
    sound: Path
    captions: Sequence[Caption] = ()
    report: Mapping[str, Any] = field(default_factory=dict)
    take: Path | None = None
    stems: Path | None = None


class Engine(Protocol):
    """What `generation.tasks` asks of an engine."""

    def render(
        self,
        request: RenderRequest,
        *,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> Rendered:
        """Render one shot.

        Raises `Interrupted` soon after `should_stop` answers True, and an
        `EngineError` with a stable code for everything else.
        """
        ...


@runtime_checkable
class Staged(Protocol):
    """An engine whose last part needs no device, so that another shot may begin meanwhile."""

    def begin(
        self,
        request: RenderRequest,
        *,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> Callable[[], Rendered]:
        """Do what needs the device; what is answered does the rest. Both raise as `Engine.render` does."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A shot that is asked for along with others, with its own callbacks."""

    request: RenderRequest
    on_progress: Callable[[Progress], None]
    should_stop: Callable[[], bool]


Begun: TypeAlias = Callable[[], Rendered] | EngineError


@runtime_checkable
class Batched(Protocol):
    """An engine that makes several shots in the same passes; each is what it would be alone."""

    def alike(self, first: RenderRequest, second: RenderRequest) -> bool:
        """Whether two shots may share their passes."""
        ...

    def begin_together(self, asked: Sequence[Asked]) -> list[Begun]:
        """Do what needs the device for all; each is answered by what does its rest, or by what ended it.

        One that is stopped does not stop the others.
        """
        ...


@runtime_checkable
class Scorer(Protocol):
    """An engine that can mix the sound of several of its shots as one film."""

    def mixed(self, stems: Sequence[Path], seed: int, folder: Path) -> list[Path]:
        """A sound for each shot (see `Rendered`) written into `folder`, cut from one mix of their `stems`.

        Raises `BadRequest` when some cannot be read, `EncodeFailed` when the disk refuses.
        """
        ...


class Rehearsed(Protocol):
    """A shot that happened and sounds, but of which nothing is drawn yet.

    `take` is all that another worker needs beside the request; parts of its `drawings` begin at multiples
    of `stride`.
    """

    @property
    def take(self) -> Path:
        """The file of what happened."""
        ...

    @property
    def drawings(self) -> int:
        """How many there are."""
        ...

    @property
    def stride(self) -> int:
        """Where a part may begin."""
        ...


@runtime_checkable
class Divisible(Protocol):
    """An engine that lets several workers draw one shot; joined, it is what one worker would have made."""

    def rehearse(
        self,
        request: RenderRequest,
        *,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> Rehearsed:
        """Everything but the picture, in `request.workdir`; raises what `Engine.render` does."""
        ...

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
        """Drawings `first` to `stop` of the shot that `take` holds, lossless, into `request.workdir`."""
        ...

    def joined(
        self,
        rehearsed: Rehearsed,
        folders: Sequence[Path],
        *,
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> Rendered:
        """The shot, from the folders in which all its parts were drawn, in their order."""
        ...
