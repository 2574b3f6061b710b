"""Settings of the feed: the topics of one's chats."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import consents
from accounts.errors import Refusal
from accounts.policy import policy_for
from accounts.uploads import actions as uploads
from accounts.views import person_of

from .. import readers
from ..models import ChatReading, ChatTopic, Signal
from . import actions

PROBLEMS: dict[str, Promise] = {
    "damaged": gettext_lazy(
        "The file is damaged or not whole. Fetch your export again, and send it once more."
    ),
    "foreign": gettext_lazy(
        "There are no conversations in this file. Send the zip of your chat export as it came."
    ),
    "bomb": gettext_lazy("This file unpacks to far more than it says. It was not read."),
    "too_large": gettext_lazy("There is more in this file than this place reads."),
    "too_many": gettext_lazy("There are more than 500,000 conversations in this file. It was not read."),
    "locked": gettext_lazy("This file has a password. Send it without one."),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def chats(request: HttpRequest) -> HttpResponse:
    """What is done with chats, how the reading goes, and the topics."""
    person = person_of(request)
    policy = policy_for(person)
    reading = ChatReading.objects.filter(person=person).first()
    context = {
        "may": policy.chat_history and policy.personalised_feed,
        "teen": person.is_teen,
        "agreed": consents.holds(person, actions.CONSENT),
        "consent": consents.text(actions.CONSENT),
        "reading": reading,
        "problem": PROBLEMS.get(reading.problem) if reading is not None else None,
        "topics": ChatTopic.objects.filter(person=person),
        "on": Signal.CHATS not in readers.switched_off(person),
        "most": uploads.most_bytes(),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "feed/_chats.html" if part else "feed/chats.html", context)


@login_required
@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Yes to what is done with chats; or no, and all of it goes."""
    person = person_of(request)
    if request.POST.get("yes") == "1":
        consents.give(person, actions.CONSENT)
    else:
        consents.withdraw(person, actions.CONSENT)
        actions.forget(person)
        messages.success(request, _("Deleted. Nothing about your chats is left."))
    return redirect("chats")


@login_required
@require_POST
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit, weigh or delete a topic."""
    person = person_of(request)
    try:
        if request.POST.get("what") == "delete":
            actions.delete(person, pk)
        else:
            weight = {"0": 0.0, "0.5": 0.5, "1": 1.0, "2": 2.0}.get(request.POST.get("weight", ""), 1.0)
            actions.change(person, pk, phrase=request.POST.get("phrase", ""), weight=weight)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("chats")


@login_required
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """All of it goes; also stops what is being read."""
    actions.forget(person_of(request))
    messages.success(request, _("Deleted. Nothing about your chats is left."))
    return redirect("chats")
