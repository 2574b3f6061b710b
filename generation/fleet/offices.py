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
from ..models import Shot
from ..refusals import ModelAway
from ..states import ShotStatus
from . import licences, presence

WAITS = timedelta(minutes=2)


def queue_for(model: Model, made: Made = NOTHING, *, start_image: bool = False) -> str:
    """The queue of a new video's shots.

    A video whose shots are partly taken over stays with the engine that made those, because a take of one
    engine means nothing to the other: raises `ModelAway` while no worker has that model ready. What the
    weights
    cannot do goes to the simulation, which can.
    """
    earlier = {shot.queue for shot in made.shots.values()}
    ready = can_diffuse(model)
    if DIFFUSION_QUEUE in earlier:
        if not ready:
            raise ModelAway
        return DIFFUSION_QUEUE
    return DIFFUSION_QUEUE if ready and not earlier and _can(model, start_image=start_image) else model.queue


def _can(model: Model, *, start_image: bool) -> bool:
    """Whether the weights of `model` can do what is asked."""
    assert model.diffusion is not None  # noqa: S101 (only models with weights come here)
    needed = {Function.TEXT}
    if start_image:
        needed.add(Function.IMAGE)
    if model.diffusion.physics == "simulated":
        needed.add(Function.CONTROL)
    if model.diffusion.stages == 2:
        needed.add(Function.UPSCALE)
    return needed <= FUNCTIONS[catalog.weights()[model.diffusion.weights].family]


def can_diffuse(model: Model) -> bool:
    """Whether a worker is there that makes shots of `model` with its weights, under accepted terms."""
    if model.diffusion is None:
        return False
    name = model.diffusion.weights
    return licences.is_accepted(name, catalog.weights()[name]) and bool(presence.ready_for(name))


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
