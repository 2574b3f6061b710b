"""What a person is told before Create: what it costs, the place in the queue, when it would be ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Person
from accounts.policy import policy_for

from .. import queries
from ..engines import catalog
from ..engines.catalog import Model
from ..fleet import offices
from ..quota import Quota, quota_of
from . import allowances, price
from .models import Allowance

CHOICES = ("model", "size", "seconds", "variants", "physics")


@dataclass(frozen=True, slots=True)
class Forecast:
    """`place` is 1 for the next to be made; seconds are estimates, None before anything was measured."""

    quota: Quota
    videos: int
    credits: int
    place: int
    starts_in: float | None
    ready_in: float | None
    locked: bool
    coming: Allowance | None

    @property
    def enough(self) -> bool:
        """Whether videos and credits are left for it."""
        return self.videos <= self.quota.left and self.credits <= self.quota.credits_left

    @property
    def fits_at(self) -> datetime | None:
        """From when it fits; None when it never does."""
        return self.quota.fits_at(self.videos, self.credits)

    @property
    def crowded(self) -> bool:
        """Whether too many are being made at this moment."""
        return self.quota.making + self.videos > self.quota.at_once


def of(
    person: Person, model: Model, size: tuple[int, int], seconds: int, *, videos: int = 1, physics: str = ""
) -> Forecast:
    """The forecast of `videos` of that kind."""
    needed = offices.needs(start_image=False, physics=physics, parent=None, parent_kind="")
    queue = offices.queue_for(model, needed=needed)
    place, starts = queries.ahead(queue)
    own = queries.estimate(model.name, size, seconds)
    ready = None if starts is None or own is None else starts + own * videos
    return Forecast(
        quota=quota_of(person),
        videos=videos,
        credits=videos * price.of(model, size, seconds),
        place=place,
        starts_in=starts,
        ready_in=ready,
        locked=model.plan == "pro" and not policy_for(person).pro_models,
        coming=allowances.coming(allowances.plan_of(person)),
    )


def of_choices(person: Person, chosen: dict[str, str]) -> Forecast:
    """The forecast of what a form says, however it is filled in."""
    models = catalog.models()
    model = models.get(chosen.get("model", "")) or next(iter(models.values()))
    sizes = {f"{width}x{height}": (width, height) for width, height in model.sizes}
    lengths = {str(seconds): seconds for seconds in model.seconds}
    variants = chosen.get("variants", "")
    return of(
        person,
        model,
        sizes.get(chosen.get("size", ""), model.sizes[0]),
        lengths.get(chosen.get("seconds", ""), model.seconds[0]),
        videos=int(variants) if variants in {"1", "2", "3", "4"} else 1,
        physics=chosen.get("physics", "") if chosen.get("physics") == "simulated" else "",
    )
