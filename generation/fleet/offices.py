"""Where a shot goes: to a worker that has the model's weights ready, else to the engine that needs no
device.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from accounts import clock

from ..engines import catalog
from ..engines.catalog import DIFFUSION_QUEUE, Model
from ..engines.diffusion.manifest import FUNCTIONS, Function
from ..made import NOTHING, Made
from ..models import Shot, Video
from ..refusals import ModelAway, ModelCannot
from ..states import ParentKind, Physics, ShotStatus
from . import licences, presence

WAITS = timedelta(minutes=2)


def queue_for(model: Model, made: Made = NOTHING, needed: frozenset[Function] = frozenset()) -> str:
    """The queue of a new video's shots.

    A video whose shots are partly taken over stays with the engine that made those, because a take of one
    engine means nothing to the other; so does a film that is made anew from one that trained weights made.
    Raises `ModelAway` while no worker has that model ready, and `ModelCannot` when it cannot do what is
    `needed`. What else the weights cannot do goes to the simulation, which can.
    """
    if made.parts:
        return model.queue  # nothing is rendered
    earlier = {shot.queue for shot in made.shots.values()}
    ready = can_diffuse(model)
    if DIFFUSION_QUEUE in earlier or Function.REMIX in needed:
        asked = needed | ({Function.EXTEND} if made.continues is not None else set())
        if model.diffusion is not None and (lacking := asked - functions_of(model)):
            raise ModelCannot.of(lacking, functions_of(model))
        if not ready:
            raise ModelAway
        return DIFFUSION_QUEUE
    able = ready and not earlier and needed | _always(model) <= functions_of(model)
    return DIFFUSION_QUEUE if able else model.queue


def needs(
    *, start_image: bool, physics: str, parent: Video | None, parent_kind: str, characters: bool = False
) -> frozenset[Function]:
    """What a brief asks of trained weights beside words.

    A film that such weights made is edited and remixed from its pictures; a simulated one from its
    screenplay, which needs no other model.
    """
    found = set()
    if start_image:
        found.add(Function.IMAGE)
    if characters:
        found.add(Function.REFERENCE)
    if physics == Physics.SIMULATED:
        found.add(Function.CONTROL)
    remade = parent is not None and parent_kind in {ParentKind.EDIT, ParentKind.REMIX}
    if remade and parent.shots.filter(queue=DIFFUSION_QUEUE).exists():  # type: ignore[union-attr]
        found.add(Function.REMIX)
    return frozenset(found)


def functions_of(model: Model) -> frozenset[Function]:
    """What the weights of `model` can be asked for; nothing for models without."""
    if model.diffusion is None:
        return frozenset()
    return FUNCTIONS[catalog.weights()[model.diffusion.weights].family]


def _always(model: Model) -> set[Function]:
    """What every film of a model with weights needs."""
    assert model.diffusion is not None  # noqa: S101 (only models with weights come here)
    found = {Function.TEXT}
    if model.diffusion.physics == "simulated":
        found.add(Function.CONTROL)
    if model.diffusion.stages == 2:
        found.add(Function.UPSCALE)
    return found


def can_diffuse(model: Model) -> bool:
    """Whether a worker is there that makes shots of `model` with its weights, under accepted terms."""
    if model.diffusion is None:
        return False
    name = model.diffusion.weights
    return licences.is_accepted(name, catalog.weights()[name]) and bool(presence.ready_for(name))


def hearing(queue: str) -> list[presence.Worker]:
    """The processes that are heard and take shots of that queue."""
    return [worker for worker in presence.workers() if worker.is_heard and queue in worker.queues]


def maker(model: Model) -> str:
    """Who would make a shot of `model` now, for the composer; nothing for models that are always
    simulated.
    """
    if model.diffusion is None:
        return ""
    if can_diffuse(model):
        return _("made by %(name)s on a worker") % {"name": model.diffusion.weights}
    return _("no worker is ready: simulated")


def reroute() -> int:
    """Send shots that no worker can take any more to the other engine; answers how many.

    Only videos of which nothing is rendered or being rendered move, so that no film is of two engines.
    """
    since = clock.now() - WAITS
    waiting = Shot.objects.filter(queue=DIFFUSION_QUEUE, status=ShotStatus.QUEUED, queued_at__lt=since)
    moved = 0
    for name in waiting.values_list("video__model", flat=True).distinct():
        model = catalog.models().get(name)
        if model is None or can_diffuse(model):
            continue
        begun = Shot.objects.exclude(status=ShotStatus.QUEUED).values("video_id")
        mine = waiting.filter(video__model=name).exclude(video_id__in=begun)
        moved += mine.update(queue=model.queue)
    return moved
