"""Pages of limits: what something costs before it is made, and everybody's limits with how they changed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import clock, plans
from accounts.models import Person

from ..engines import catalog
from ..quota import quota_of
from . import allowances, capacity, forecast, price

SHOWN_SECONDS = 4


@login_required
@require_POST
def cost(request: HttpRequest) -> HttpResponse:
    """A fragment: what the form's choices cost, the queue, and when it would be ready."""
    found = forecast.of_choices(_person(request), request.POST.dict())
    return render(request, "generation/_cost.html", {"forecast": found})


@login_required
@never_cache
@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """What one may have made, what is coming, how it is counted, and all changes so far."""
    person = _person(request)
    plan = allowances.plan_of(person)
    context = {
        "plan": plan,
        "quota": quota_of(person),
        "coming": allowances.coming(plan),
        "plans": [(name, allowances.current(name)) for name in allowances.PLANS],
        "prices": [_price(model) for model in catalog.models().values()],
        "history": allowances.history(),
        "capacity": capacity.measured(clock.now()),
        "notice_days": allowances.NOTICE.days,
        "checkout": plans.checkout_for(person),
    }
    return render(request, "generation/limits.html", context)


def _price(model: catalog.Model) -> dict[str, Any]:
    sizes = {f"{max(size)} × {min(size)}": size for size in model.sizes}
    return {
        "label": model.label,
        "plan": model.plan,
        "sizes": [(name, price.of(model, size, SHOWN_SECONDS)) for name, size in sizes.items()],
    }


def _person(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 (views that call this require a login)
    return person
