"""Liking, saving, collecting and commenting; the counts on the post change in the same transaction."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from accounts import audit, clock
from accounts.lasting import lasting
from accounts.models import Follow, Person
from accounts.policy import policy_for
from moderation.gate import About, Outcome, Surface, looked_at_later, weigh

from .. import notices, refusals
from ..models import Collection, Comment, Commenters, Like, Post, Saved, Waits

COMMENTS_A_MINUTE = 10
WAITS = {Outcome.LOOK: Waits.LOOK, Outcome.REVIEW: Waits.REVIEW}


def _count(post: Post, field: str, step: int) -> None:
    Post.objects.filter(pk=post.pk).update(**{field: F(field) + step})


def _seen(person: Person, post: Post) -> Post:
    found = Post.objects.visible_to(person).filter(pk=post.pk).first()
    if found is None:
        raise refusals.PostNotFound
    return found


@transaction.atomic
def like(person: Person, post: Post) -> None:
    """Like a post one may see; twice is once."""
    _like, created = Like.objects.get_or_create(person=person, post=_seen(person, post))
    if created:
        _count(post, "likes_count", 1)
        notices.liked(person, post)


@transaction.atomic
def unlike(person: Person, post: Post) -> None:
    """No longer."""
    if Like.objects.filter(person=person, post=post).delete()[0]:
        _count(post, "likes_count", -1)
        notices.unliked(person, post)


@transaction.atomic
def save(person: Person, post: Post) -> None:
    """Keep a post to come back to."""
    _saved, created = Saved.objects.get_or_create(person=person, post=_seen(person, post))
    if created:
        _count(post, "saves_count", 1)


@transaction.atomic
def unsave(person: Person, post: Post) -> None:
    """Keep it no longer."""
    if Saved.objects.filter(person=person, post=post).delete()[0]:
        _count(post, "saves_count", -1)


def new_collection(person: Person, name: str) -> Collection:
    """A collection of that name; one that exists already is the same."""
    return Collection.objects.get_or_create(owner=person, name=name.strip())[0]


@transaction.atomic
def collect(person: Person, post: Post, collection: Collection | None) -> None:
    """Save a post into a collection of one's own, or out of all of them."""
    if collection is not None and collection.owner_id != person.pk:
        raise refusals.CollectionNotFound
    save(person, post)
    Saved.objects.filter(person=person, post=post).update(collection=collection)


@transaction.atomic
def delete_collection(person: Person, collection: Collection) -> None:
    """The folder goes; what was in it stays saved."""
    if collection.owner_id != person.pk:
        raise refusals.CollectionNotFound
    collection.delete()


def may_comment(person: Person, post: Post) -> bool:
    """Whether the author of `post` takes comments from `person`; the author always may."""
    if post.author_id == person.pk or post.comments_from == Commenters.EVERYBODY:
        return True
    if post.comments_from == Commenters.NOBODY:
        return False
    return Follow.objects.filter(follower=post.author_id, followed=person).exists()


@lasting
@transaction.atomic
def comment(person: Person, post: Post, text: str, *, parent: Comment | None = None) -> Comment:
    """Say something under a post; an answer to an answer joins its thread.

    What a person has to read first is seen by its author alone until then, and is not counted.
    """
    post = _seen(person, post)
    if not policy_for(person).comments:
        raise refusals.CommentsOff
    if not may_comment(person, post):
        raise refusals.CommentsClosed
    text = text.strip()
    if not text:
        raise refusals.CommentEmpty
    recent = clock.now() - timedelta(minutes=1)
    if Comment.objects.filter(author=person, at__gte=recent).count() >= COMMENTS_A_MINUTE:
        raise refusals.TooManyComments
    if parent is not None and (parent.post_id != post.pk or parent.removed_at is not None):
        raise refusals.CommentNotFound
    decided = weigh(text, person, Surface.COMMENT)
    thread = parent.parent or parent if parent else None
    waits = WAITS.get(decided.outcome, Waits.NOT)
    made = Comment.objects.create(post=post, author=person, parent=thread, text=text, waits=waits)
    audit.record(person, "comment.made", made)
    looked_at_later(decided, About.COMMENT, made.target, person)
    if waits != Waits.REVIEW:
        _count(post, "comments_count", 1)
        notices.commented(made)
    return made


@transaction.atomic
def remove_comment(person: Person, comment: Comment) -> None:
    """Take a comment back: one's own, or any under one's own post; its answers go with it."""
    if person.pk not in {comment.author_id, comment.post.author_id} or comment.removed_at is not None:
        raise refusals.CommentNotFound
    gone = Comment.objects.filter(removed_at=None, parent=comment) | Comment.objects.filter(pk=comment.pk)
    number = gone.exclude(waits=Waits.REVIEW).count()
    gone.update(removed_at=clock.now(), removed_by=person)
    _count(comment.post, "comments_count", -number)
    audit.record(person, "comment.removed", comment, own=comment.author_id == person.pk)
