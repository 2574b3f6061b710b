"""Leaderboards: what was remixed most, and who is rising; both count taking part, never watching."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts import clock
from accounts.family.resting import awake
from accounts.models import Person
from accounts.policy import Policy
from accounts.queries import discoverable_to
from accounts.views import person_of

from .models import Comment, Like, Post, Visibility, Waits

LATELY, NEW = timedelta(days=30), timedelta(days=60)
POSTS, PEOPLE, MOST_NEW = 12, 10, 500


def most_remixed(person: Person) -> list[Post]:
    """Public posts of the last thirty days from which others made most."""
    rows = Post.objects.listed_to(person).filter(published_at__gte=clock.now() - LATELY, remixes_count__gt=0)
    return list(rows.with_cards(person).order_by("-remixes_count", "-published_at")[:POSTS])


def rising(person: Person) -> list[Person]:
    """People who began to publish lately, by how many different people took part; a maker counts thrice.

    Whom `person` may not come across is left out.
    """
    public = Post.objects.filter(visibility=Visibility.PUBLIC, removed_at=None)
    begun = public.values("author").annotate(began=Min("published_at")).filter(began__gte=clock.now() - NEW)
    authors = list(begun.order_by("-began").values_list("author", flat=True)[:MOST_NEW])
    posts = public.filter(author__in=authors, published_at__gte=clock.now() - LATELY)
    hands: Counter[int] = Counter()
    comments = Comment.objects.filter(post__in=posts, removed_at=None, waits=Waits.NOT)
    for weight, pairs in (
        (1, Like.objects.filter(post__in=posts).values_list("post__author", "person")),
        (1, comments.values_list("post__author", "author")),
        (3, Post.objects.filter(video__parent__post__in=posts).values_list("video__parent__owner", "author")),
    ):
        for author, other in pairs.distinct():
            hands[author] += weight * (author != other)
    found = discoverable_to(person).in_bulk([author for author, count in hands.items() if count])
    return sorted(found.values(), key=lambda one: (-hands[one.pk], one.pk))[:PEOPLE]


@login_required
@require_GET
@awake
def leaders(request: HttpRequest, _policy: Policy) -> HttpResponse:
    """Both boards on one page."""
    person = person_of(request)
    page = {"posts": most_remixed(person), "people": rising(person)}
    return render(request, "feed/leaders.html", page)
