"""The kinds of notices of the feed, and when they are told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.notices.kinds import Group, Kind, by_somebody
from accounts.notices.kinds import register as tell_kinds
from accounts.notices.telling import tell, untell
from generation.states import ParentKind

from .models import Comment, Post, Visibility, Waits

EXCERPT = 80


def register() -> None:
    """Tell this app's kinds."""
    tell_kinds(
        Kind("liked", Group.LIKES, "heart", by_somebody(_("%(who)s liked “%(words)s”."))),
        Kind(
            "commented",
            Group.COMMENTS,
            "talk",
            by_somebody(_("%(who)s commented on your video: “%(words)s”")),
        ),
        Kind("answered", Group.COMMENTS, "talk", by_somebody(_("%(who)s answered you: “%(words)s”"))),
        Kind("wrote", Group.MESSAGES, "letter", by_somebody(_("%(who)s wrote to you."))),
        Kind("remixed", Group.REMIXES, "remix", by_somebody(_("%(who)s remixed your video: “%(words)s”"))),
    )


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1].rstrip() + "…"


def _name(post: Post) -> str:
    return _excerpt(post.caption or post.video.title or post.video.prompt)


def liked(person: Person, post: Post) -> None:
    """Tell the author who likes it."""
    url = post.get_absolute_url()
    tell(post.author, "liked", actor=person, about=post.video.public_id, words=_name(post), url=url)


def unliked(person: Person, post: Post) -> None:
    """Take it back where nobody has seen it."""
    untell(post.author, "liked", actor=person, about=post.video.public_id)


def may_read(person: Person, comment: Comment) -> bool:
    """Whether `comment` waits for nothing that keeps it from `person`."""
    return comment.waits == Waits.NOT or (comment.waits == Waits.LOOK and not person.is_teen)


def commented(comment: Comment) -> None:
    """Tell the author of the post, and whoever began the thread; one who is both is told once.

    Whoever may not read it yet is told nothing.
    """
    post, words, who = comment.post, _excerpt(comment.text), comment.author
    about, url = post.video.public_id, f"{post.get_absolute_url()}#comment-{comment.pk}"
    began = comment.parent.author if comment.parent is not None else None
    if (
        began is not None
        and may_read(began, comment)
        and Post.objects.visible_to(began).filter(pk=post.pk).exists()
    ):
        tell(began, "answered", actor=who, about=about, words=words, url=url)
    if began != post.author and may_read(post.author, comment):
        tell(post.author, "commented", actor=who, about=about, words=words, url=url)


def remixed(post: Post) -> None:
    """Tell whose video a public remix was made from."""
    video = post.video
    if video.parent_kind != ParentKind.REMIX or video.parent is None or post.visibility != Visibility.PUBLIC:
        return
    url = post.get_absolute_url()
    tell(
        video.parent.owner,
        "remixed",
        actor=post.author,
        about=video.parent.public_id,
        words=_name(post),
        url=url,
    )
