"""Publishing, and taking back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from accounts import audit, clock
from accounts.lasting import lasting
from accounts.models import Person
from accounts.policy import policy_for
from generation import gate
from generation.models import Video
from generation.states import ParentKind
from moderation.gate import About, Outcome, Surface, looked_at_later, weigh
from moderation.policies.table import Decided
from moderation.refusals import Unsure

from .. import notices, refusals, tasks
from ..models import Commenters, Post, Prepared, Visibility


@lasting
@transaction.atomic
def publish(
    person: Person,
    video: Video,
    *,
    caption: str = "",
    visibility: str = Visibility.PUBLIC,
    allow_remix: bool = True,
    comments_from: str = Commenters.EVERYBODY,
) -> Post:
    """Publish a video, or change what was published: caption, who sees it, who may remix and comment."""
    if not gate.can_publish(person, video):
        raise refusals.NotPublishable
    if visibility == Visibility.PUBLIC and not policy_for(person).public_posts:
        raise refusals.PublicPostsOff
    if not policy_for(person).unlisted_posts:
        raise refusals.SharingOff
    decided = _screened(caption, person, visibility) if caption.strip() else None
    words = {
        "caption": caption.strip(),
        "visibility": visibility,
        "allow_remix": allow_remix,
        "comments_from": comments_from,
    }
    post, created = Post.objects.select_for_update().get_or_create(
        video=video, defaults={"author": person, **words}
    )
    back: dict[str, object] = {}
    if not created:
        back = {"published_at": clock.now(), "removed_at": None} if post.removed_at else {}
        for field, value in {**words, **back}.items():
            setattr(post, field, value)
        post.save(update_fields=[*words, *back])
    Prepared.objects.filter(video=video).delete()
    if created or "removed_at" in back:
        _count_remix(video, 1)
        notices.remixed(post)
        transaction.on_commit(tasks.ring)
    if decided is not None and visibility != Visibility.PRIVATE:
        looked_at_later(decided, About.VIDEO, video.public_id, person)
    audit.record(person, "post.published" if created else "post.edited", post, visibility=visibility)
    return post


def _screened(caption: str, person: Person, visibility: str) -> Decided:
    """Words that a person has to read first are published for oneself alone."""
    decided = weigh(caption, person, Surface.CAPTION)
    if decided.outcome == Outcome.REVIEW and visibility != Visibility.PRIVATE:
        raise Unsure(field="caption")
    return decided


def _count_remix(video: Video, step: int) -> None:
    """A remix by somebody else counts for the post it was made from."""
    if (
        video.parent_kind == ParentKind.REMIX
        and video.parent is not None
        and video.parent.owner_id != video.owner_id
    ):
        Post.objects.filter(video=video.parent_id).update(remixes_count=F("remixes_count") + step)


@transaction.atomic
def unpublish(person: Person, video: Video) -> None:
    """Take a post back; the video stays in the drafts."""
    post = Post.objects.filter(video=video, author=person, removed_at=None).first()
    if post is None:
        raise refusals.PostNotFound
    post.removed_at = clock.now()
    post.save(update_fields=["removed_at"])
    _count_remix(video, -1)
    audit.record(person, "post.removed", post)
