"""The screenplay: what the engine understood of a prompt, typed, printable and editable.

A screenplay is plain frozen data. It names the actors and props, splits the
prompt into shots, gives each shot a set, beats, spoken lines and a camera plan,
and marks every word of the prompt as staged, approximated or not staged. The
JSON form is the file a person may edit and hand back.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ...errors import BadRequest

SCHEMA_VERSION: Literal[1] = 1
LONGEST_TOLD = 60

Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Name = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
Seconds = Annotated[float, Field(ge=0, le=600)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Mark(StrEnum):
    """What became of a word."""

    STAGED = "staged"
    APPROXIMATED = "approximated"
    NOT_STAGED = "not_staged"
    STRUCTURE = "structure"


class Word(_Part):
    """A word of the prompt with its character offsets and what became of it."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    mark: Mark
    note: str = ""


Much = Annotated[float, Field(ge=-1, le=1)]


class FaceShape(_Part):
    """How a face differs from the figures' own: 0 as theirs, -1 and 1 as far as it may go."""

    width: Much = 0.0
    jaw: Much = 0.0
    eye_gap: Much = 0.0
    eye_size: Much = 0.0
    brow_height: Much = 0.0
    brow_tilt: Much = 0.0
    brow_weight: Much = 0.0
    nose_width: Much = 0.0
    nose_length: Much = 0.0
    mouth_width: Much = 0.0
    mouth_height: Much = 0.0
    lips: Much = 0.0


Band = Annotated[float, Field(ge=-20, le=20)]


class Appearance(_Part):
    """How a person looks and sounds; colours are sRGB `#rrggbb`.

    `pitch` in hertz (0: by `voice`) and `timbre` (see `perception.voices`; empty: any) are those of
    somebody who agreed.
    """

    skin: Colour = "#d9a07a"
    hair: Colour = "#2a1a12"
    top: Colour = "#b3262c"
    bottom: Colour = "#232a3d"
    shoes: Colour = "#f2f2f2"
    eyes: Colour = "#5b3a1e"
    bare_chest: bool = False
    sleeves: Literal["short", "long"] = "short"
    legs: Literal["short", "long"] = "short"
    hair_style: Literal["short", "long", "bun", "bald", "curly"] = "short"
    build: Literal["slim", "average", "strong", "round"] = "average"
    age: Literal["child", "teen", "adult", "old"] = "adult"
    beard: bool = False
    glasses: bool = False
    costume: str = Field(default="", pattern=r"^([a-z][a-z_]{0,39})?$")
    voice: Literal["low", "mid", "high"] = "mid"
    pitch: float = Field(default=0.0, ge=0, le=500)
    timbre: tuple[Band, ...] = Field(default=(), max_length=40)
    face: FaceShape = FaceShape()


Scale = Annotated[float, Field(ge=0.1, le=10)]


Likeness = Annotated[str, Field(pattern=r"^([a-z]{2,8}_[0-9a-f]{8,40})?$")]


class Actor(_Part):
    """Somebody who acts: `kind` names a registered body; `color` is an animal's coat, `scale` its size.

    `likeness` names what the request brings along of somebody: the cut-out picture of a "relief".
    """

    name: Name
    kind: str
    label: str
    appearance: Appearance | None = None
    color: Colour | None = None
    scale: Scale = 1.0
    likeness: Likeness = ""


class Prop(_Part):
    """A thing that takes part; `kind` names a registered prop.

    `material` replaces that of its main part; `model` is the code point sequence of a "toy" (such as
    "1f37f"), `text` what a "lettering" says.
    """

    name: Name
    kind: str
    label: str = ""
    color: Colour | None = None
    scale: Scale = 1.0
    material: str = ""
    model: str = Field(default="", pattern=r"^([0-9a-f]{2,6}(-[0-9a-f]{2,6})*)?$")
    text: str = Field(default="", max_length=60)


class Relation(_Part):
    """Where one is in relation to another when the shot begins: `subject` is `how` `object`."""

    subject: Name
    how: Literal["on", "in", "under", "beside", "behind", "in_front", "holding", "wearing", "riding"]
    object: Name


class Line(_Part):
    """A spoken line; `start` in seconds from the shot's start (None: placed by the engine)."""

    speaker: Name
    text: str = Field(min_length=1, max_length=2000)
    start: Seconds | None = None
    language: Literal["en", "it"] = "en"


class Beat(_Part):
    """One action of one actor; `start` in seconds from the shot's start, `seconds` None: until the next."""

    actor: Name
    action: str
    target: str | None = None
    start: Seconds = 0.0
    seconds: Seconds | None = None
    outcome: Literal["success", "miss"] = "success"
    manner: str = ""


class Feeling(_Part):
    """What shows on somebody's face from `start` on, in seconds from the shot's start."""

    actor: Name
    emotion: Literal["joy", "sadness", "anger", "fear", "surprise", "disgust"]
    start: Seconds = 0.0


class CameraPlan(_Part):
    """How the shot is framed, in film terms."""

    size: Literal["wide", "medium", "close"] = "wide"
    move: Literal[
        "static", "follow", "orbit", "dolly_in", "dolly_out", "pan", "handheld", "drone", "crane", "pov"
    ] = "static"
    angle: Literal["eye", "low", "high"] = "eye"


SEAS = frozenset({"sea", "lake", "ocean"})
POOLS = frozenset({"pool", "swimming_pool"})
AFLOAT = frozenset({"swim", "float", "dive", "drift"})


class Shot(_Part):
    """One uninterrupted take; `text` is the part of the prompt it stages."""

    index: int = Field(ge=0)
    seconds: float = Field(gt=0, le=600)
    set: str
    time_of_day: Literal["dawn", "day", "sunset", "night"] = "day"
    weather: Literal["clear", "cloudy", "fog", "rain", "snow", "windy", "storm"] = "clear"
    mood: str = ""
    cast: tuple[str, ...] = ()
    props: tuple[str, ...] = ()
    beats: tuple[Beat, ...] = ()
    lines: tuple[Line, ...] = ()
    feelings: tuple[Feeling, ...] = ()
    relations: tuple[Relation, ...] = ()
    camera: CameraPlan = CameraPlan()
    text: str = ""
    title: str = Field(default="", max_length=120)

    @property
    def wet(self) -> bool:
        """Whether one is in the water there: always at sea, in a pool where somebody swims."""
        return self.set in SEAS or (
            self.set in POOLS and any(beat.action in AFLOAT for beat in self.beats if beat.actor in self.cast)
        )


class Screenplay(_Part):
    """The whole film in words; see the module's docstring."""

    version: Literal[1] = SCHEMA_VERSION
    prompt: str
    title: str = ""
    style: str
    seed: int
    actors: tuple[Actor, ...] = ()
    props: tuple[Prop, ...] = ()
    shots: tuple[Shot, ...] = Field(min_length=1)
    understood: tuple[Word, ...] = ()

    @model_validator(mode="after")
    def _names_are_known(self) -> Screenplay:
        actors = [actor.name for actor in self.actors]
        known = set(actors) | {prop.name for prop in self.props}
        if len(known) != len(actors) + len(self.props):
            raise ValueError("two actors or props share a name")
        for place, shot in enumerate(self.shots):
            if shot.index != place:
                raise ValueError(f"shot {place} carries the index {shot.index}")
            used = {
                *shot.cast,
                *shot.props,
                *(b.actor for b in shot.beats),
                *(line.speaker for line in shot.lines),
                *(feeling.actor for feeling in shot.feelings),
                *(name for r in shot.relations for name in (r.subject, r.object)),
            }
            if unknown := used - known:
                raise ValueError(f"shot {place} names {', '.join(sorted(unknown))}, who is in no list")
        return self

    @property
    def seconds(self) -> float:
        """The length of the film in seconds."""
        return sum(shot.seconds for shot in self.shots)

    @property
    def not_staged(self) -> list[str]:
        """The words that the picture does not show, in the order of the prompt; long ones cut short."""
        texts = [word.text for word in self.understood if word.mark is Mark.NOT_STAGED]
        return [text if len(text) <= LONGEST_TOLD else f"{text[: LONGEST_TOLD - 1]}…" for text in texts]

    def summary(self) -> str:
        """What will be seen and heard, in plain words, one line a shot."""
        from .summary import told

        return told(self)

    def actor(self, name: str) -> Actor:
        """The actor of that name; KeyError when there is none."""
        return {actor.name: actor for actor in self.actors}[name]

    def prop(self, name: str) -> Prop:
        """The prop of that name; KeyError when there is none."""
        return {prop.name: prop for prop in self.props}[name]

    def to_json(self) -> str:
        """Pretty, stable JSON."""
        return self.model_dump_json(indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Screenplay:
        """Read the JSON form; `BadRequest` says which field is wrong and why."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "the file"
            raise BadRequest(f"The screenplay is not valid at {where}: {first['msg']}.") from error
