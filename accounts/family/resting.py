"""Pages that rest: in quiet hours, on a spent day, and for a break after a long sitting."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ..models import Person
from ..policy import Policy, policy_for
from . import wellbeing

View = Callable[[HttpRequest, Policy], HttpResponse]


def awake(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """A page of the feed, given the policy in force, or one that says why the feed rests."""

    @functools.wraps(view)
    def looked(request: HttpRequest) -> HttpResponse:
        assert isinstance(request.user, Person)  # noqa: S101 (behind login_required)
        policy = policy_for(request.user)
        return resting(request, policy) or view(request, policy)

    return looked


def resting(request: HttpRequest, policy: Policy) -> HttpResponse | None:
    """The page that says that the feed rests, also for one that was only to go on; None when it does not."""
    assert isinstance(request.user, Person)  # noqa: S101
    why = wellbeing.rests(request.user, policy)
    if not why:
        return None
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    page = {"why": why, "minutes": policy.break_minutes, "back": request.get_full_path()}
    return render(request, "family/rests.html", page)


def look_at_one(request: HttpRequest) -> HttpResponse | None:
    """For a page beside the feed, of others' work: it is time spent, and rests with the feed."""
    if not isinstance(request.user, Person):
        return None
    policy = policy_for(request.user)
    rests = resting(request, policy)
    if rests is None:
        wellbeing.look(request.user, 0, policy, card=False)
    return rests


@login_required
@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """After a break, back to where one was."""
    assert isinstance(request.user, Person)  # noqa: S101
    wellbeing.go_on(request.user)
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "home")
