"""Pages on which videos are found: the feed, profiles, the publish form."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import actions as people
from accounts import queries as people_queries
from accounts.errors import Refusal
from accounts.family import wellbeing
from accounts.family.resting import awake, look_at_one
from accounts.forms import CodeForm
from accounts.models import Person
from accounts.policy import Policy
from accounts.views import person_of
from generation import gate
from generation.models import Video

from . import actions, cards, feelings, finding, lists, queries
from .forms import PublishForm
from .models import Feeling, Post, Prepared

TABS = (
    ("for_you", "home", gettext_lazy("For you")),
    ("following", "following", gettext_lazy("Following")),
    ("latest", "latest", gettext_lazy("Latest")),
    ("top", "top", gettext_lazy("Top")),
)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The feed for the one who is signed in; for somebody who is not, what this is."""
    if not request.user.is_authenticated:
        return render(request, "feed/welcome.html", {"form": CodeForm()})
    return for_you(request)


@awake
def for_you(request: HttpRequest, policy: Policy) -> HttpResponse:
    """A feed of one's own, or the same as everybody's where the policy says so."""
    return _ranked(request, policy, "for_you" if policy.personalised_feed else "top")


@login_required
@require_GET
@awake
def top(request: HttpRequest, policy: Policy) -> HttpResponse:
    """The same for everybody: ranked from what people made and said, not from who asks."""
    return _ranked(request, policy, "top")


def _ranked(request: HttpRequest, policy: Policy, tab: str) -> HttpResponse:
    person = person_of(request)
    page = lists.page(person, request.GET.get("after", ""), personal=tab == "for_you")
    lists.remember(person, page.posts, personalised=policy.personalised_feed)
    return _feed(request, policy, tab, page)


@login_required
@require_GET
@awake
def latest(request: HttpRequest, policy: Policy) -> HttpResponse:
    """Everybody's posts, newest first."""
    return _feed(request, policy, "latest", queries.latest(person_of(request), request.GET.get("after", "")))


@login_required
@require_GET
@awake
def following(request: HttpRequest, policy: Policy) -> HttpResponse:
    """Posts of those one follows."""
    page = queries.following(person_of(request), request.GET.get("after", ""))
    return _feed(request, policy, "following", page)


def _feed(request: HttpRequest, policy: Policy, tab: str, page: queries.Page) -> HttpResponse:
    pause = wellbeing.look(person_of(request), len(page.posts), policy)
    asks = pause and tab == "for_you" and feelings.due(person_of(request))
    context = {
        "page": page,
        "cards": cards.drawn(request, page),
        "tab": tab,
        "tabs": TABS if policy.personalised_feed else TABS[1:],
        "scrolls": policy.continuous_scroll and not pause,
        "pause": pause,
        "feelings": Feeling.choices if asks else (),
    }
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "feed/_cards.html" if fragment else "feed/feed.html", context)


@login_required
@require_GET
@awake
def search(request: HttpRequest, policy: Policy) -> HttpResponse:
    """People and videos by words, by near spellings and by meaning."""
    wellbeing.look(person_of(request), 0, policy, card=False)
    query = request.GET.get("q", "")
    found = finding.find(query, person_of(request))
    return render(request, "feed/search.html", {"query": query.strip(), "found": found})


@require_GET
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """A person and what they published."""
    person = _visible(request, handle)
    me = request.user if isinstance(request.user, Person) else None
    if me is None and not people_queries.discoverable_to(None).filter(pk=person.pk).exists():
        raise Http404(_("This profile is not available."))
    if me != person and (rests := look_at_one(request)) is not None:
        return rests
    page = queries.of_author(person, request.user, request.GET.get("after", ""))
    context = {
        "person": person,
        "page": page,
        "mine": me == person,
        "follows": me is not None and people_queries.is_following(me, person),
        "followers": len(people_queries.follower_ids(person)),
        "following": len(people_queries.following_ids(person)),
    }
    return render(request, "feed/profile.html", context)


@login_required
@require_POST
def follow(request: HttpRequest, handle: str) -> HttpResponse:
    """Follow somebody."""
    return _social(request, handle, people.follow)


@login_required
@require_POST
def unfollow(request: HttpRequest, handle: str) -> HttpResponse:
    """Stop following."""
    return _social(request, handle, people.unfollow)


@login_required
@require_POST
def block(request: HttpRequest, handle: str) -> HttpResponse:
    """See nothing of each other any more."""
    person = _visible(request, handle)
    try:
        people.block(person_of(request), person)
        messages.success(request, _("You and @%(handle)s no longer see each other.") % {"handle": handle})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("home")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publish a video of one's own, or change its post."""
    person = person_of(request)
    video = Video.objects.owned_by(person).filter(public_id=public_id).first()
    if video is None or not gate.can_publish(person, video):
        raise Http404(_("There is no such video."))
    post = Post.objects.filter(video=video).first()
    begun = (
        Prepared.objects.filter(video=video).values("caption", "allow_remix").first() if not post else None
    )
    form = PublishForm(request.POST or None, instance=post, person=person, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish(person, video, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Published."))
            return redirect(video)
    context = {"form": form, "video": video, "post": post if post and not post.removed_at else None}
    return render(request, "feed/publish.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def unpublish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a post back."""
    person = person_of(request)
    video = Video.objects.owned_by(person).filter(public_id=public_id).first()
    if video is None:
        raise Http404(_("There is no such video."))
    try:
        actions.unpublish(person, video)
        messages.success(request, _("Taken back. The video is still in your drafts."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(video)


def _social(request: HttpRequest, handle: str, action: Callable[[Person, Person], None]) -> HttpResponse:
    person = _visible(request, handle)
    try:
        action(person_of(request), person)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("profile", handle=person.username)


def _visible(request: HttpRequest, handle: str) -> Person:
    person = people_queries.by_handle(handle, request.user)
    if person is None:
        raise Http404(_("This profile is not available."))
    return person
