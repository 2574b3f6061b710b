"""The pages of direct messages: all conversations, one of them, a new one."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import queries as people
from accounts.errors import Refusal
from accounts.models import Person
from accounts.policy import policy_for
from accounts.views import person_of

from ..models.post import Post
from . import actions, queries
from .forms import MessageForm, NewForm
from .models import State


def allowed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of messages, or one that says that they are off: then nothing is read."""

    @login_required
    @never_cache
    @functools.wraps(view)
    def looked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not policy_for(person_of(request)).direct_messages:
            return render(request, "direct/off.html", status=403)
        return view(request, *args, **kwargs)

    return looked


def _other(request: HttpRequest, handle: str) -> Person:
    found = people.by_handle(handle, request.user)
    if found is None or found == request.user:
        raise Http404(_("This profile is not available."))
    return found


def _post(person: Person, name: str) -> Post | None:
    posts = Post.objects.visible_to(person).select_related("video", "author")
    return posts.filter(video__public_id=name).first() if name else None


@allowed
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """All conversations; what strangers ask is apart."""
    seats = queries.inbox(person_of(request))
    page = {
        "open": [seat for seat in seats if seat.state == State.OPEN],
        "asked": [seat for seat in seats if seat.state == State.ASKED],
    }
    return render(request, "direct/inbox.html", page)


@allowed
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, handle: str) -> HttpResponse:
    """One conversation; what is shown is seen from then on."""
    person, other = person_of(request), _other(request, handle)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.say(person, other, said["text"], post=_post(person, said["post"]))
        except Refusal as refusal:
            form.add_error("text", str(refusal))
        else:
            return redirect("talk", handle=other.username)
    return _talk(request, person, other, form)


def _talk(request: HttpRequest, person: Person, other: Person, form: MessageForm) -> HttpResponse:
    seat = queries.seat_with(person, other)
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) < 19):
        raise Http404
    lines, earlier = queries.page(seat, int(before) if before else None) if seat else ([], None)
    if seat is not None and request.method != "HEAD":
        actions.have_seen(seat)
    page = {
        "other": other,
        "seat": seat,
        "lines": lines,
        "earlier": earlier,
        "form": form,
        "closed": _closed(person, other),
        "asks": seat is not None and seat.state != State.OPEN,
    }
    fragment = request.headers.get("HX-Request") == "true"
    name = "direct/_lines.html" if fragment else "direct/talk.html"
    return render(request, name, page, status=422 if form.errors else 200)


def _closed(person: Person, other: Person) -> str:
    """Why one cannot write; empty when one can."""
    try:
        actions.check_may_write(person, other)
    except Refusal as refusal:
        return str(refusal)
    return ""


@allowed
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write to somebody by handle, perhaps with a video."""
    person = person_of(request)
    start = {"to": request.GET.get("to", ""), "post": request.GET.get("post", "")}
    form = NewForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        other = people.by_handle(said["to"].strip().lstrip("@").lower(), person)
        try:
            if other is None:
                form.add_error("to", _("There is nobody of that name."))
            else:
                actions.say(person, other, said["text"], post=_post(person, said["post"]))
                return redirect("talk", handle=other.username)
        except Refusal as refusal:
            form.add_error("text", str(refusal))
    page = {"form": form, "post": _post(person, form["post"].value() or "")}
    return render(request, "direct/new.html", page, status=422 if form.errors else 200)


@allowed
@require_POST
def answer(request: HttpRequest, handle: str) -> HttpResponse:
    """Let a stranger write on, or not."""
    person, other = person_of(request), _other(request, handle)
    yes = request.POST.get("yes") == "1"
    try:
        actions.answer_request(person, other, yes=yes)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("talk", handle=other.username) if yes else redirect("messages")


@allowed
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own words back."""
    try:
        message = actions.take_back(person_of(request), pk)
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal
    seat = message.conversation.seats.get(person=person_of(request))
    return redirect("talk", handle=seat.other.username)
