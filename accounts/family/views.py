"""Settings → Family, and one's own limits."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..errors import Refusal
from ..models import FamilyLink, OwnRules, Person, Wish
from ..policy import TEEN, policy_for
from ..views import person_of
from . import actions, ages, summary
from .forms import OwnRulesForm, RulesForm, WishForm, night_said
from .models import Side


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def family(request: HttpRequest) -> HttpResponse:
    """All links, and what holds for me; a POST offers a new one."""
    person = person_of(request)
    if request.method == "POST":
        return _said(request, lambda: actions.offer(person), _("Give this link to the other one."))
    links = actions.links_of(person)
    context = {
        "links": links,
        "side": actions.side_of(person),
        "guarded": [link for link in links if link.teen == person and link.confirmed_at],
        "policy": policy_for(person),
        "form": WishForm(),
        "night": night_said(),
        "break_minutes": TEEN.break_minutes,
    }
    return render(request, "family/family.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """The page behind a family link: who offers it and what it means; a POST accepts."""
    try:
        if request.method == "POST":
            actions.accept(person_of(request), code)
            messages.success(request, _("Now the other one confirms that it is you."))
            return redirect("family")
        offer = actions.find_offer(code)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("family")
    offerer = offer.guardian if offer.offered_by == Side.GUARDIAN else offer.teen
    page = {"offer": offer, "offerer": offerer, "as_teen": offer.offered_by == Side.GUARDIAN}
    return render(request, "family/join.html", page)


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes, that is the right person."""
    link = _mine(request, pk)
    return _said(request, lambda: actions.confirm(person_of(request), link), _("You are linked now."))


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave, take back or decline."""
    link = _mine(request, pk)
    return _said(request, lambda: actions.end(person_of(request), link), _("The link has ended."))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, pk: int) -> HttpResponse:
    """A guardian sets what holds for a teen, and sees a summary."""
    link, person = _mine(request, pk), person_of(request)
    if link.guardian != person or link.teen is None or link.confirmed_at is None:
        raise Http404
    form = RulesForm(request.POST or None, instance=FamilyLink.objects.get(pk=link.pk))
    if request.method == "POST" and form.is_valid():
        actions.set_rules(person, link, form.cleaned_data)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("family_rules", pk)
    page = {
        "link": link,
        "form": form,
        "zones": _zones(),
        "days": summary.days(link.teen),
        "wishes": link.wishes.all()[:20],
    }
    return render(request, "family/rules.html", page, status=422 if form.errors else 200)


@login_required
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A teen asks for a change."""
    link, form = _mine(request, pk), WishForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a few words what you would like."))
        return redirect("family")
    words = form.cleaned_data["words"]
    return _said(request, lambda: actions.ask(person_of(request), link, words), _("Asked."))


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A guardian answers."""
    wish = get_object_or_404(Wish, pk=pk, link__guardian=person_of(request), answered_at=None)
    try:
        actions.answer(person_of(request), wish, granted=request.POST.get("granted") == "yes")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("family_rules", wish.link_id)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """My own switches and limits, and how I spent my time."""
    person = person_of(request)
    mine = OwnRules.objects.filter(person=person).first() or OwnRules(person=person)
    form = OwnRulesForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_own(person, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("own_rules")
    days = summary.days(person)
    page: dict[str, Any] = {"form": form, "zones": _zones(), "days": days, "policy": policy_for(person)}
    page |= {"weeks": summary.weeks(days), "night": night_said() if person.is_teen else ""}
    page["tallest"] = max(30, *(day["minutes"] for day in days))
    return render(request, "family/own.html", page, status=422 if form.errors else 200)


@login_required
@require_POST
def age_wrong(request: HttpRequest, pk: int) -> HttpResponse:
    """A guardian says that the birthday is wrong: staff look at it."""
    link = _mine(request, pk)
    said = _("Noted. The people who run this site look at it.")
    return _said(request, lambda: ages.guardian_doubts(person_of(request), link), said)


def _zones() -> list[str]:
    return sorted(zoneinfo.available_timezones())


def _mine(request: HttpRequest, pk: int) -> FamilyLink:
    """A link of the one who asks, on either side."""
    person: Person = person_of(request)
    link = FamilyLink.objects.select_related("guardian", "teen").filter(pk=pk, ended_at=None).first()
    if link is None or person not in {link.guardian, link.teen}:
        raise Http404
    return link


def _said(request: HttpRequest, act: Callable[[], object], success: str) -> HttpResponse:
    """Do it, say how it went, back to the family."""
    try:
        act()
        messages.success(request, success)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("family")
