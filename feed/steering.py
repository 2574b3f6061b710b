"""The pages on which a person says what their feed should be, and the card's "less like this"."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import queries as people
from accounts.errors import Refusal
from accounts.models import Person
from accounts.views import person_of
from perception import embedding

from . import actions, lists, readers
from .models import Mute, Preference, Signal
from .moods import MOODS
from .ranking import Wish
from .ranking.wishes import LONGEST, said
from .talking import back_to, post_of

PREVIEWED = 6


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tune(request: HttpRequest) -> HttpResponse:
    """Wishes as chips, the sentence that adds some, and every signal with its switch."""
    person = person_of(request)
    sentence, error = request.POST.get("sentence", "")[:LONGEST], ""
    if request.method == "POST":
        try:
            made = actions.wish(person, sentence)
        except Refusal as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("Noted: %(wishes)s.") % {"wishes": ", ".join(map(str, made))})
            return redirect("tune")
    off = readers.switched_off(person)
    context = {
        "sentence": sentence,
        "error": error,
        "personalised": readers.personalised(person),
        "wishes": readers.wishes_of(person),
        "taken_back": _last_taken_back(request, person),
        "signals": [(value, label, value not in off) for value, label in Signal.choices],
        "moods": MOODS,
        "muted": Mute.objects.filter(person=person).select_related("muted"),
    }
    return render(request, "feed/tune.html", context, status=422 if error else 200)


def _last_taken_back(request: HttpRequest, person: Person) -> Preference | None:
    pk = request.GET.get("undo", "")
    return Preference.objects.filter(person=person, pk=int(pk)).first() if pk.isdecimal() else None


@login_required
@require_GET
def preview(request: HttpRequest) -> HttpResponse:
    """What a sentence would be understood as, and the feed's first posts with it; nothing is kept."""
    person = person_of(request)
    found = said(request.GET.get("sentence", ""))
    known = embedding.embed([one.phrase for one in found]) if found and embedding.available() else None
    wishes = tuple(
        Wish(one.phrase, one.weight, one.hide, None if known is None else known[place])
        for place, one in enumerate(found)
    )
    posts = lists.preview(person, wishes, PREVIEWED) if wishes and readers.personalised(person) else []
    return render(request, "feed/_preview.html", {"found": found, "posts": posts})


@login_required
@require_POST
def change_wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Weigh a wish anew, take it back, or bring it back."""
    person = person_of(request)
    what = request.POST.get("what", "")
    try:
        if what == "remove":
            actions.take_back_wish(person, pk)
            return redirect(f"{request.path.rsplit('wishes', 1)[0]}tune/?undo={pk}")
        if what == "undo":
            actions.bring_back_wish(person, pk)
        else:
            weight, hide = _weight(request.POST.get("weight", ""))
            actions.change_wish(person, pk, weight=weight, hide=hide, now=request.POST.get("now") == "1")
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal
    return redirect("tune")


def _weight(value: str) -> tuple[float, bool]:
    """ "2", "1", "-1", "-2" or "none" for not at all; anything else is 1."""
    if value == "none":
        return -2.0, True
    return (float(value) if value in {"2", "1", "-1", "-2"} else 1.0), False


@login_required
@require_POST
def signal(request: HttpRequest) -> HttpResponse:
    """Switch a signal on or off."""
    try:
        actions.switch_signal(
            person_of(request), request.POST.get("signal", ""), on=request.POST.get("on") == "1"
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    back = {"/feed/chats/": "chats", "/settings/data/": "my_data"}
    return redirect(back.get(request.POST.get("next", ""), "tune"))


@login_required
@require_POST
def less(request: HttpRequest, public_id: str) -> HttpResponse:
    """Less like this post, or with `on=0` never mind."""
    post = post_of(request, public_id)
    undone = request.POST.get("on", "1") == "0"
    (actions.unhide if undone else actions.less_like_this)(person_of(request), post)
    if request.headers.get("HX-Request") == "true":
        return render(request, "feed/_hidden.html", {"post": post, "undone": undone})
    if not undone:
        messages.success(request, _("You will not come across it again."))
    return back_to(request, post) if undone else redirect("home")


@login_required
@require_POST
def mute(request: HttpRequest, handle: str) -> HttpResponse:
    """Come across nothing of a person, or with `on=0` again."""
    other = people.by_handle(handle, request.user)
    if other is None:
        raise Http404(_("This profile is not available."))
    on = request.POST.get("on", "1") == "1"
    try:
        (actions.mute if on else actions.unmute)(person_of(request), other)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said_so = _("You will not come across @%(handle)s; they are not told.")
        messages.success(request, (said_so if on else _("@%(handle)s is back.")) % {"handle": other.username})
    return redirect("tune" if not on else "home")
