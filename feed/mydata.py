"""The kinds of data that this app keeps about a person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.mydata import kinds
from accounts.mydata.kinds import Kind

from . import bringing, lists, readers, shelf
from .chats import actions as chats
from .models import (
    ChatReading,
    ChatTopic,
    CheckIn,
    Collection,
    Comment,
    Conversation,
    Hidden,
    Like,
    Message,
    Mute,
    Post,
    Preference,
    Prepared,
    Saved,
    Seat,
    Seen,
    Signal,
    SignalSwitch,
    Waits,
)


def _forget_seen(person: Person) -> int:
    found = Seen.objects.filter(person=person).delete()[0]
    lists.forget(person.pk)
    return found


def _forget_taste(person: Person) -> int:
    rows = (Preference, Hidden, SignalSwitch, Mute)
    found = sum(model.objects.filter(person=person).delete()[0] for model in rows)
    lists.forget(person.pk)
    return found


def _forget_check_ins(person: Person) -> int:
    found = CheckIn.objects.filter(person=person).delete()[0]
    lists.forget(person.pk)
    return found


def _end(person: Person) -> None:
    """Take likes, saves and comments off the counts of other people's posts, and the posts off the shelf."""
    likes, saves = Like.objects.filter(person=person), Saved.objects.filter(person=person)
    Post.objects.filter(pk__in=likes.values("post")).update(likes_count=F("likes_count") - 1)
    Post.objects.filter(pk__in=saves.values("post")).update(saves_count=F("saves_count") - 1)
    likes.delete()
    saves.delete()
    comments = Comment.objects.filter(Q(author=person) | Q(parent__author=person), removed_at=None)
    comments = comments.exclude(waits=Waits.REVIEW)
    for post in comments.values_list("post", flat=True):
        Post.objects.filter(pk=post).update(comments_count=F("comments_count") - 1)
    Comment.objects.filter(Q(author=person) | Q(parent__author=person)).delete()
    _forget_taste(person)
    _forget_seen(person)
    chats.forget(person)
    Post.objects.filter(author=person).delete()
    Conversation.objects.filter(Q(first=person) | Q(second=person)).delete()
    shelf.forget()


def _told_post(post: Post) -> dict[str, Any]:
    """A post, with the name that its video has in every copy."""
    return {**kinds.plain(post), "video": post.video.public_id}


def _switch(signal: Signal) -> Any:  # noqa: ANN401 (two fields of a kind)
    """The feed's switch for a kind that it learns from."""

    def is_on(person: Person) -> bool:
        return readers.personalised(person) and signal not in readers.switched_off(person)

    return {"signal": signal.value, "is_on": is_on}


def register() -> None:
    """Tell them, and that whom one follows is a signal too."""
    kinds.attach("follows", **_switch(Signal.FOLLOWS))
    kinds.register(
        Kind("posts", _("Your posts"), _("To show your videos to whom you chose."),
             lambda p: Post.objects.filter(author=p).select_related("author", "video"), "published_at",
             before_end=_end, tell=_told_post, bring=bringing.posts, **_switch(Signal.CREATIONS)),
        Kind("prepared-posts", _("Captions you brought along"), _("For when you publish those videos here."),
             lambda p: Prepared.objects.filter(video__owner=p)),
        Kind("comments", _("Your comments"), _("To show them under posts."),
             lambda p: Comment.objects.filter(author=p), "at"),
        Kind("likes", _("What you liked"), _("A signal for your feed, with its own switch."),
             lambda p: Like.objects.filter(person=p), "at", page="tune",
             **_switch(Signal.LIKES)),
        Kind("saved", _("What you saved"), _("So that you find it again."),
             lambda p: Saved.objects.filter(person=p), "at", page="saved"),
        Kind("collections", _("Your collections"), _("To sort what you saved."),
             lambda p: Collection.objects.filter(owner=p), bring=bringing.collections),
        Kind("wishes-for-the-feed", _("What you asked of your feed"), _("It ranks your feed, on your word."),
             lambda p: Preference.objects.filter(person=p), forget=_forget_taste, bring=bringing.wishes,
             **_switch(Signal.WISHES)),
        Kind("hidden", _("What you hid"), _("So that it stays away."),
             lambda p: Hidden.objects.filter(person=p)),
        Kind("muted", _("Whom you muted"), _("So that they stay away."),
             lambda p: Mute.objects.filter(person=p), bring=bringing.muted),
        Kind("signals", _("Signals you switched off"), _("They are not read."),
             lambda p: SignalSwitch.objects.filter(person=p), "at"),
        Kind("messages", _("Messages you wrote"), _("To show them to whom you wrote."),
             lambda p: Message.objects.filter(author=p), "at", page="messages"),
        Kind("conversations", _("With whom you exchange messages"), _("To show your conversations."),
             lambda p: Seat.objects.filter(person=p), "seen_at", page="messages"),
        Kind("chat-topics", _("Topics of your chats"), _("A signal for your feed, if you brought them."),
             lambda p: ChatTopic.objects.filter(person=p), "at", frozenset({"vector"}),
             forget=chats.forget, page="chats", bring=bringing.topics,
             **_switch(Signal.CHATS)),
        Kind("chat-readings", _("Readings of your chats"),
             _("To show you how far it is. No word of them stays."),
             lambda p: ChatReading.objects.filter(person=p), "at", frozenset({"upload_id"})),
        Kind("check-ins", _("How you said your feed is"), _("It is obeyed from the next page on."),
             lambda p: CheckIn.objects.filter(person=p), "at", forget=_forget_check_ins),
        Kind("seen", _("What the feed showed you"), _("So that it does not show it again; it never ranks."),
             lambda p: Seen.objects.filter(person=p), "at", forget=_forget_seen,
             kept_days=lambda: int(settings.SEEN_DAYS),
             **_switch(Signal.SEEN)),
    )  # fmt: skip
