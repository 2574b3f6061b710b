"""Check-ins: now and then the feed asks whether it is good, and obeys the answer until the next one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.family import actions as family
from accounts.models import OwnRules, Person
from accounts.views import person_of

from . import lists
from .models import CheckIn, Feeling

BREAK_MINUTES = 15


@transaction.atomic
def say(person: Person, feeling: Feeling) -> None:
    """Answer: the order changes with the next page, or a break comes sooner."""
    CheckIn.objects.filter(person=person, feeling="").delete()
    CheckIn.objects.create(person=person, feeling=feeling)
    if feeling == Feeling.LONG:
        own = OwnRules.objects.filter(person=person).first()
        before = own.break_minutes if own is not None else None
        family.set_own(person, {"break_minutes": min(before or BREAK_MINUTES, BREAK_MINUTES)})
    audit.record(person, "feed.checked_in", person, feeling=feeling)
    lists.forget(person.pk)


@login_required
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """What somebody says of their feed."""
    feeling = request.POST.get("feeling", "")
    if feeling in Feeling.values:
        say(person_of(request), Feeling(feeling))
        told = {
            Feeling.GOOD: _("Good to hear. It stays as it is."),
            Feeling.SAME: _("From the next page on there is more variety."),
            Feeling.STRANGE: _("From the next page on your taste is not guessed: say what you want instead."),
            Feeling.LONG: _("After 15 minutes in one sitting the feed suggests a break now."),
        }
        messages.success(request, told[Feeling(feeling)])
    return redirect("tune" if feeling == Feeling.STRANGE else "home")
