"""Comments as things that are reported: taken down and given back by the desk of moderation."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from accounts import audit, clock
from accounts.models import Person
from moderation.desk.subjects import Look, Subject
from moderation.desk.subjects import register as register_subjects
from moderation.models import About
from moderation.refusals import NothingToDecide

from . import notices
from .models import Comment, Post, Waits


def register() -> None:
    """Tell the desk of comments."""
    register_subjects(Subject(About.COMMENT, look, take_down, give_back, looked_at=looked_at))


def _comment(target: str) -> Comment | None:
    number = target.rpartition("-")[2]
    rows = Comment.objects.select_related("post__video")
    return rows.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None


def look(target: str) -> Look:
    """Its place and its words."""
    comment = _comment(target)
    return Look(comment.get_absolute_url(), comment.text) if comment is not None else Look()


@transaction.atomic
def take_down(staff: Person | None, target: str, reason: str) -> None:
    """Nobody reads it any more; its answers stay for who looks at the thread again."""
    comment = _comment(target)
    if comment is None:
        raise NothingToDecide
    if Comment.objects.filter(pk=comment.pk, removed_at=None).update(
        removed_at=clock.now(), removed_by=staff
    ):
        _count(comment, -1)
        audit.record(staff, "comment.taken_down", comment, reason=reason)


@transaction.atomic
def give_back(staff: Person | None, target: str, reason: str) -> None:
    """Where it was; one that its author took back stays away."""
    comment = _comment(target)
    if comment is None or comment.removed_by_id == comment.author_id:
        raise NothingToDecide
    if (
        Comment.objects.filter(pk=comment.pk)
        .exclude(removed_at=None)
        .update(removed_at=None, removed_by=None)
    ):
        _count(comment, 1)
        audit.record(staff, "comment.given_back", comment, reason=reason)


@transaction.atomic
def looked_at(target: str) -> None:
    """A person read what waited: from now on everybody reads it, and who was not told yet is told."""
    comment = _comment(target)
    if comment is None or comment.waits == Waits.NOT:
        return
    waited = Waits(comment.waits)
    comment.waits = Waits.NOT
    comment.save(update_fields=["waits"])
    if comment.removed_at is None and waited is Waits.REVIEW:
        _count(comment, 1)
        notices.commented(comment)


def _count(comment: Comment, step: int) -> None:
    """What waits to be read first was never counted."""
    if comment.waits != Waits.REVIEW:
        Post.objects.filter(pk=comment.post_id).update(comments_count=F("comments_count") + step)
