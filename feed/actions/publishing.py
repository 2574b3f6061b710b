"""Publishing, and taking back."""

from __future__ import annotations

from django.db import transaction

from accounts import audit, clock
from accounts.models import Person
from accounts.policy import policy_for
from generation import gate
from generation.models import Video

from .. import refusals
from ..models import Commenters, Post, Visibility


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
    words = {
        "caption": caption.strip(),
        "visibility": visibility,
        "allow_remix": allow_remix,
        "comments_from": comments_from,
    }
    post, created = Post.objects.select_for_update().get_or_create(
        video=video, defaults={"author": person, **words}
    )
    if not created:
        back = {"published_at": clock.now(), "removed_at": None} if post.removed_at else {}
        for field, value in {**words, **back}.items():
            setattr(post, field, value)
        post.save(update_fields=[*words, *back])
    audit.record(person, "post.published" if created else "post.edited", post, visibility=visibility)
    return post


@transaction.atomic
def unpublish(person: Person, video: Video) -> None:
    """Take a post back; the video stays in the drafts."""
    post = Post.objects.filter(video=video, author=person, removed_at=None).first()
    if post is None:
        raise refusals.PostNotFound
    post.removed_at = clock.now()
    post.save(update_fields=["removed_at"])
    audit.record(person, "post.removed", post)
