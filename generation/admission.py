"""The first gate: nothing is made unless `admit` let it in.

`admit` asks age and policy, the consent of everybody named, the screening of
the words, the quota, and whether the catalogue offers what is asked for.
`enqueue` takes only what `admit` returned and is the one place that creates
videos and shots. A gate that errors refuses, because its error stops `admit`.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts import gate as people_gate
from accounts.models import Person
from cameo import characters
from cameo import gate as cameo_gate
from cameo.characters import casting
from cameo.refusals import TooManyCameos
from moderation import gate as moderation_gate

from . import claims, conf, dispatch, footage, gate, kept, queries, quota, starring, start_image
from .engines import catalog
from .engines.diffusion.manifest import Function
from .engines.errors import BadRequest
from .fleet import offices
from .lifecycle import transition
from .limits import price
from .made import NOTHING, Made
from .models import SEED_LIMIT, Part, Shot, Transition, Video
from .reading import Reading, of_screenplay, offered, said
from .refusals import BadChoice, BadScreenplay, ParentNotAvailable, PartsDiffer, ShotsNotKept, TooLong
from .states import ParentKind, Physics, ShotStatus, Status

_SEAL = object()
OWN = {ParentKind.EDIT, ParentKind.EXTENSION, ParentKind.REROLL, ParentKind.STITCH}


class Chance(Protocol):
    """The one thing asked of a source of randomness."""

    def randrange(self, stop: int, /) -> int:
        """A whole number from 0 up to, not including, `stop`."""
        ...


@dataclass(frozen=True, slots=True)
class Brief:
    """What a person asks for; `size` is (width, height) in pixels, `submission` one composer page's key.

    `screenplay` is used as it is, in place of reading the prompt; `made` says what it takes over from other
    videos; `start_image` is a checked PNG (`start_image.checked`) that the set is made after; `footage` a
    checked film (`footage.received`) that becomes the first shot. `characters` are ids of characters that
    the words call by their names; in what is kept, they are mentions.
    `physics` "simulated" asks a trained model to follow the simulation; `imported` films were made before
    and cost nothing.
    """

    prompt: str
    model: str
    style: str
    size: tuple[int, int]
    seconds: int
    seed: int | None = None
    variants: int = 1
    parent: Video | None = None
    parent_kind: str = ""
    retry_of: Video | None = None
    submission: str = ""
    screenplay: Mapping[str, Any] | None = None
    made: Made = NOTHING
    start_image: bytes = b""
    characters: tuple[str, ...] = ()
    footage: Path | None = None
    physics: str = ""
    imported: bool = False

    @property
    def cost(self) -> int:
        """Credits of each of its videos."""
        if self.imported:
            return 0
        return price.of_brief(catalog.get(self.model), self.size, self.seconds, self.made)


@dataclass(frozen=True)
class Admitted:
    """A brief that passed the gate; only `admit` can make one."""

    brief: Brief
    person: Person
    seal: InitVar[object] = field(kw_only=True)

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("Only generation.admission.admit can admit a brief.")


def admit(brief: Brief, person: Person) -> Admitted:
    """Let a brief in, or raise the `Refusal` that says why not."""
    people_gate.may_create(person)
    brief = _worded(brief, person)
    _check_choices(brief)
    quota.require_plan(person, catalog.get(brief.model))
    moderation_gate.screen_prompt(brief.prompt, person)
    if brief.made.instruction:
        moderation_gate.screen_prompt(brief.made.instruction, person)
    cameo_gate.require_nobody_famous(f"{brief.prompt}\n{brief.made.instruction}")
    starring.require(starring.handles(brief.prompt, brief.screenplay), person, brief.prompt)
    _check_screenplay(brief, person)
    _check_parent(brief, person)
    _check_made(brief, person)
    offices.queue_for(
        catalog.get(brief.model), brief.made, _needs(brief, person)
    )  # raises what no model here can do
    _require_room(brief, person)
    return Admitted(brief, person, seal=_SEAL)


def _require_room(brief: Brief, person: Person) -> None:
    """What was made before is taken over however much of it there is; its own pace is `library.taking`'s."""
    if not (brief.imported and brief.footage is not None):
        quota.require_room(person, brief.variants, brief.cost)


def _needs(brief: Brief, person: Person) -> frozenset[Function]:
    """What a brief asks of trained weights beside words."""
    return offices.needs(
        start_image=bool(brief.start_image),
        physics=brief.physics,
        characters=bool(casting.named(starring.handles(brief.prompt, brief.screenplay), person)),
        parent=brief.parent,
        parent_kind=brief.parent_kind,
    )


def _worded(brief: Brief, person: Person) -> Brief:
    """The brief with the characters that it names by their ids mentioned in its words."""
    if not brief.characters:
        return brief
    if len(set(brief.characters)) > cameo_gate.MOST:
        raise TooManyCameos
    found = characters.by_ids(brief.characters, person)
    return replace(brief, prompt=casting.worded(brief.prompt, found, person))


def enqueue(admitted: Admitted, *, chance: Chance | None = None) -> list[Video]:
    """Create the videos and shots of an admitted brief, and ring for a worker after the commit.

    The same `submission` of the same person makes one batch, however often it
    comes; the quota is asked again under a lock, so that a hundred submissions
    at once cannot slip past it.
    """
    if type(admitted) is not Admitted:
        raise TypeError("enqueue takes only what generation.admission.admit returned.")
    brief, person = admitted.brief, admitted.person
    seed = brief.seed if brief.seed is not None else (chance or secrets.SystemRandom()).randrange(SEED_LIMIT)
    readings = [_reading(brief, (seed + k) % SEED_LIMIT) for k in range(brief.variants)]
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        earlier = queries.submitted(person, brief.submission)
        if earlier:
            return earlier
        _require_room(brief, person)
        batch = uuid.uuid4() if brief.variants > 1 else None
        return [_create(brief, person, batch, k, reading) for k, reading in enumerate(readings)]


def _reading(brief: Brief, seed: int) -> Reading:
    """The brief's words, read; a style that only the words ask for gives way to one that the model knows."""
    if brief.screenplay is not None:
        return of_screenplay(brief.screenplay, seed)
    known = catalog.get(brief.model).styles
    return offered(brief.prompt, seconds=brief.seconds, style=brief.style, seed=seed, styles=known)


def _create(brief: Brief, person: Person, batch: uuid.UUID | None, variant: int, reading: Reading) -> Video:
    now = clock.now()
    queue = offices.queue_for(catalog.get(brief.model), brief.made, _needs(brief, person))
    video = Video.objects.create(
        owner=person,
        title=_title(brief.prompt),
        prompt=brief.prompt,
        model=brief.model,
        style=reading.screenplay["style"],
        seconds=brief.seconds,
        width=brief.size[0],
        height=brief.size[1],
        seed=reading.seed,
        physics=brief.physics,
        credits=brief.cost,
        submission=brief.submission or None,
        variant_of=batch,
        variant=variant,
        parent=brief.parent,
        parent_kind=brief.parent_kind,
        retry_of=brief.retry_of,
        screenplay=starring.dress(reading.screenplay, person),
        instruction=brief.made.instruction,
        changes=list(brief.made.changes),
        created_at=now,
    )
    starring.write_down(video)
    Transition.objects.create(video=video, to_status=Status.QUEUED, reason="admitted", actor=person, at=now)
    for place, part in enumerate(brief.made.parts):
        Part.objects.create(video=video, source=part, place=place)
    if brief.start_image:
        start_image.store(video, brief.start_image)
    if brief.footage is not None:
        footage.store(video, brief.footage)
    for index, seconds in enumerate(reading.shots):
        _shot(video, index, seconds, queue, brief.made)
    if len(brief.made.shots) == len(reading.shots):
        transition(video, Status.IN_PROGRESS, from_=Status.QUEUED, reason="nothing is left to render")
        claims.send_to_release(video)
    return video


def _shot(video: Video, index: int, seconds: float, queue: str, made: Made) -> None:
    """One shot: in the queue, or taken over as it was rendered and from where, which release asks for."""
    source = made.shots.get(index)
    taken = {}
    if source is not None:
        result = kept.taken_over(source, video.work_folder / f"shot-{index}" / "taken-over")
        taken = {"status": ShotStatus.RENDERED, "result": result, "source": source, "fraction": 1.0}
    Shot.objects.create(
        video=video,
        index=index,
        seconds=seconds,
        queue=queue if source is None else source.queue,
        queued_at=video.created_at,
        seed=made.seeds.get(index),
        continues=made.continues == index,
        **taken,
    )
    if source is None:
        dispatch.ring_on_commit(queue)


def _title(prompt: str) -> str:
    line = " · ".join(" ".join(part.split()) for part in prompt.splitlines() if part.strip())
    return line if len(line) <= 80 else f"{line[:79].rsplit(' ', 1)[0][:79]}…"


def _check_choices(brief: Brief) -> None:
    try:
        model = catalog.get(brief.model)
    except BadRequest as error:
        raise BadChoice(_("There is no such model."), field="model") from error
    if brief.style not in model.styles:
        raise BadChoice(_choices(_("This model knows these styles: %s."), model.styles), field="style")
    if brief.size not in model.sizes:
        sizes = [f"{width}x{height}" for width, height in model.sizes]
        raise BadChoice(_choices(_("This model makes these sizes: %s."), sizes), field="size")
    if brief.screenplay is not None:
        own = brief.parent_kind in OWN or brief.footage is not None
        if not 1 <= brief.seconds <= (conf.MAX_FILM_SECONDS if own else max(model.seconds)):
            raise TooLong if own else BadChoice(_too_long(max(model.seconds)), field="seconds")
    elif brief.seconds not in model.seconds:
        lengths = [str(seconds) for seconds in model.seconds]
        raise BadChoice(
            _choices(_("This model makes videos of these lengths in seconds: %s."), lengths), field="seconds"
        )
    if brief.physics not in {"", *Physics.values}:
        raise BadChoice(_("Physics is as the model has it, or simulated."), field="physics")
    if not 1 <= brief.variants <= conf.MAX_VARIANTS:
        raise BadChoice(_("Choose one to four variants."), field="variants")
    if brief.seed is not None and not 0 <= brief.seed < SEED_LIMIT:
        raise BadChoice(_("A seed is a whole number from 0 to 2147483647."), field="seed")


def _too_long(most: int) -> str:
    return str(_("The shots last longer than this model can: %s seconds at most in all.")) % most


def _check_screenplay(brief: Brief, person: Person) -> None:
    """A screenplay's own words pass the gates that the prompt passes; its shots are as long as was asked."""
    if brief.screenplay is None:
        return
    try:
        reading = of_screenplay(brief.screenplay, brief.seed or 0)
    except BadRequest as error:
        raise BadScreenplay.because(str(error)) from error
    if abs(sum(reading.shots) - brief.seconds) >= 1 or starring.unnamed(reading.screenplay):
        raise BadScreenplay
    if reading.screenplay["style"] not in catalog.get(brief.model).styles:
        raise BadChoice(
            _choices(_("This model knows these styles: %s."), catalog.get(brief.model).styles), field="style"
        )
    words = said(reading.screenplay)
    if words:
        moderation_gate.screen_prompt(words, person)
        cameo_gate.require_nobody_famous(words)
    if brief.retry_of is None:
        # what was changed beside the prompt is asked for, too: a yes to the prompt is none to this
        asked = "\n".join([brief.prompt, str(reading.summary), words])
        starring.require(starring.handles(words, reading.screenplay), person, asked)


def _choices(sentence: Any, offered: Any) -> str:  # noqa: ANN401 (a lazy sentence, a sequence of words)
    return str(sentence) % ", ".join(offered)


def _check_parent(brief: Brief, person: Person) -> None:
    parent = brief.parent
    if parent is None:
        return
    if brief.parent_kind not in ParentKind.values:
        raise ParentNotAvailable
    if brief.parent_kind in OWN and parent.owner_id != person.pk:
        raise ParentNotAvailable
    if brief.parent_kind == ParentKind.REROLL:
        return
    if not gate.can_remix(person, parent):
        raise ParentNotAvailable


def _check_made(brief: Brief, person: Person) -> None:
    """What is taken over must be this person's to use, there, and of the film's size."""
    made = brief.made
    if made.parts:
        sizes = {(part.width, part.height) for part in made.parts} | {brief.size}
        usable = all(part.owner_id == person.pk and gate.can_watch(person, part) for part in made.parts)
        if not 2 <= len(made.parts) <= conf.MAX_PARTS or len(sizes) > 1 or not usable:
            raise PartsDiffer
    allowed = {part.pk for part in made.parts} | ({brief.parent.pk} if brief.parent else set())
    allowed |= {brief.retry_of.pk} if brief.retry_of else set()
    for shot in made.sources:
        if shot.video_id not in allowed or (shot.video.width, shot.video.height) != brief.size:
            raise ParentNotAvailable
        if not kept.whole(shot):
            raise ShotsNotKept
