"""Liking, saving and commenting: each is one small form, with htmx a fragment, without it a page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import Refusal
from accounts.models import Person
from accounts.policy import policy_for
from accounts.views import person_of

from . import actions, queries
from .actions.taking_part import may_comment
from .forms import CollectionForm, CommentForm
from .models import Collection, Comment, Post


def post_of(request: HttpRequest, public_id: str) -> Post:
    """The post that the one who asks may see, with what its card shows; 404 otherwise."""
    posts = Post.objects.visible_to(request.user).with_cards(request.user).select_related("video")
    found = posts.filter(video__public_id=public_id).first()
    if found is None:
        raise Http404(_("There is no such post."))
    return found


def _fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def back_to(request: HttpRequest, post: Post) -> HttpResponse:
    """To the page the form was on, or else to the video."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return redirect(target)
    return redirect(post)


def _toggle(request: HttpRequest, public_id: str, on: str, off: str) -> HttpResponse:
    post = post_of(request, public_id)
    wanted = request.POST.get("on", "1") == "1"
    try:
        getattr(actions, on if wanted else off)(person_of(request), post)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return back_to(request, post)
    if _fragment(request):
        return render(request, "feed/_taking_part.html", {"post": post_of(request, public_id)})
    return back_to(request, post)


@login_required
@require_POST
def like(request: HttpRequest, public_id: str) -> HttpResponse:
    """Like, or with `on=0` no longer."""
    return _toggle(request, public_id, "like", "unlike")


@login_required
@require_POST
def save(request: HttpRequest, public_id: str) -> HttpResponse:
    """Save, or with `on=0` no longer."""
    return _toggle(request, public_id, "save", "unsave")


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, public_id: str) -> HttpResponse:
    """What people say about a post, and the form to join in."""
    post = post_of(request, public_id)
    form = CommentForm(request.POST or None)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect("account_login")
        if form.is_valid():
            try:
                made = actions.comment(
                    person_of(request),
                    post,
                    form.cleaned_data["text"],
                    parent=_parent(post, form.cleaned_data["parent"]),
                )
            except Refusal as refusal:
                form.add_error("text", str(refusal))
            else:
                if not _fragment(request):
                    return redirect(made)
                post, form = post_of(request, public_id), CommentForm()
    context = {"post": post, "video": post.video, "form": form, **_talk(request, post)}
    if _fragment(request):
        return render(request, "feed/_comments.html", context)
    return render(request, "feed/comments.html", context, status=422 if form.errors else 200)


def _parent(post: Post, pk: int | None) -> Comment | None:
    return get_object_or_404(Comment, pk=pk, post=post) if pk else None


def _talk(request: HttpRequest, post: Post) -> dict[str, object]:
    me = request.user if isinstance(request.user, Person) else None
    open_to_me = me is not None and policy_for(me).comments and may_comment(me, post)
    page = queries.comments_of(post, request.user, request.GET.get("after", ""))
    return {"talk": page, "may_comment": open_to_me}


@login_required
@require_POST
def remove_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a comment back."""
    found = Comment.objects.visible_to(request.user).filter(pk=pk).select_related("post__video").first()
    if found is None:
        raise Http404(_("There is no such comment."))
    try:
        actions.remove_comment(person_of(request), found)
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal
    if _fragment(request):
        return HttpResponse("")
    messages.success(request, _("The comment is gone."))
    return redirect("comments", public_id=found.post.video.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: HttpRequest) -> HttpResponse:
    """What one saved, all of it or one collection, and the form for a new collection."""
    person = person_of(request)
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.new_collection(person, form.cleaned_data["name"]))
    chosen = _collection(person, request.GET.get("in", ""))
    context = {
        "form": form,
        "chosen": chosen,
        "collections": Collection.objects.filter(owner=person),
        "page": queries.saved_by(person, chosen, request.GET.get("after", "")),
    }
    return render(request, "feed/saved.html", context, status=422 if form.errors else 200)


def _collection(person: Person, pk: str) -> Collection | None:
    return get_object_or_404(Collection, pk=pk, owner=person) if pk.isdecimal() else None


@login_required
@require_POST
def collect(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a saved post into a collection, or out of all."""
    post = post_of(request, public_id)
    chosen = _collection(person_of(request), request.POST.get("collection", ""))
    actions.collect(person_of(request), post, chosen)
    return redirect(chosen or "saved")


@login_required
@require_POST
def delete_collection(request: HttpRequest, pk: int) -> HttpResponse:
    """The collection goes; what was in it stays saved."""
    person = person_of(request)
    actions.delete_collection(person, get_object_or_404(Collection, pk=pk, owner=person))
    messages.success(request, _("The collection is gone; its videos are still saved."))
    return redirect("saved")
