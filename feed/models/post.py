"""Posts: a video shown to others, and how many took part."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.family.closed import closed
from accounts.models import Person
from generation.models import Appearance, Video, person_or_none
from generation.states import Status

Viewer = AbstractBaseUser | AnonymousUser | None


class Visibility(models.TextChoices):
    """Who finds a post."""

    PUBLIC = "public", _("Everybody: in the feed and on your profile")
    UNLISTED = "unlisted", _("People with the link")
    PRIVATE = "private", _("Only me")


class Commenters(models.TextChoices):
    """Who may comment on a post; its author always may."""

    EVERYBODY = "everybody", _("Everybody who sees it")
    FOLLOWED = "followed", _("People I follow")
    NOBODY = "nobody", _("Nobody")


CARD_FIELDS = (
    "author__username",
    "author__display_name",
    "video__public_id",
    "video__prompt",
    "video__width",
    "video__height",
    "video__parent__owner__username",
    "caption",
    "published_at",
    "likes_count",
    "comments_count",
    "remixes_count",
    "allow_remix",
)


class PostQuerySet(models.QuerySet["Post"]):
    """Reads that every page is built from."""

    def visible_to(self, person: Viewer) -> PostQuerySet:
        """What `person` may open: shared posts of active people without a block between, and one's own.

        None of videos from which somebody's consent ran out, and is to be gone from since.
        """
        someone = person_or_none(person)
        ended = Appearance.objects.ended().filter(video=models.OuterRef("video"))
        shown = self.filter(
            ~models.Exists(ended),
            removed_at=None,
            author__is_active=True,
            author__leaving_at=None,
            video__status=Status.COMPLETED,
            video__deleted_at=None,
        )
        shared = ~Q(visibility=Visibility.PRIVATE)
        if someone is None:
            return shown.filter(shared)
        blocked = Q(author__blocks_made__blocked=someone.pk) | Q(author__blocks_received__blocker=someone.pk)
        return shown.filter(shared | Q(author=someone.pk)).exclude(blocked)

    def listed_to(self, person: Viewer) -> PostQuerySet:
        """What `person` may come across without a link: public posts of those who may have some."""
        may_not = closed("public_posts").filter(pk=models.OuterRef("author"))
        return self.visible_to(person).filter(~models.Exists(may_not), visibility=Visibility.PUBLIC)

    def with_cards(self, viewer: Viewer = None) -> PostQuerySet:
        """With everything a card shows to `viewer`, in one query; see `shown_with`."""
        related = self.select_related("author", "video__parent__owner", "video__parent__post")
        return related.defer("video__screenplay", "video__report", "vector").shown_with(viewer)

    def for_feed(self, viewer: Viewer = None) -> PostQuerySet:
        """The few columns that the feed's cards are drawn from, but for `credited`: see `queries.credit`."""
        related = self.select_related("author", "video__parent__owner")
        return related.only(*CARD_FIELDS).answered_by(viewer)

    def shown_with(self, viewer: Viewer) -> PostQuerySet:
        """`liked` and `saved` by `viewer`, and `credited`: whether they may see what it was made from."""
        above = Post.objects.visible_to(viewer).filter(video=models.OuterRef("video__parent"))
        return self.answered_by(viewer).annotate(credited=models.Exists(above))

    def answered_by(self, viewer: Viewer) -> PostQuerySet:
        """Whether `liked` and `saved` by `viewer`."""
        someone = person_or_none(viewer)
        mine = {"post": models.OuterRef("pk"), "person": someone.pk if someone else None}
        return self.annotate(
            liked=models.Exists(apps.get_model("feed", "Like").objects.filter(**mine)),
            saved=models.Exists(apps.get_model("feed", "Saved").objects.filter(**mine)),
        )


class Post(models.Model):
    """A published video; taking it back keeps the row and its history."""

    video = models.OneToOneField(Video, models.CASCADE, related_name="post", verbose_name=_("video"))
    author = models.ForeignKey(Person, models.CASCADE, related_name="posts", verbose_name=_("author"))
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    visibility = models.CharField(
        _("who can see it"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    allow_remix = models.BooleanField(_("others may remix it"), default=True)
    comments_from = models.CharField(
        _("who may comment"), max_length=10, choices=Commenters.choices, default=Commenters.EVERYBODY
    )
    likes_count = models.PositiveIntegerField(_("likes"), default=0, editable=False)
    saves_count = models.PositiveIntegerField(_("saved"), default=0, editable=False)
    comments_count = models.PositiveIntegerField(_("comments"), default=0, editable=False)
    remixes_count = models.PositiveIntegerField(_("remixes"), default=0, editable=False)
    shown_count = models.PositiveIntegerField(_("people it was shown to"), default=0, editable=False)
    novelty = models.FloatField(_("how unlike what was there before"), default=0.5, editable=False)
    vector = models.BinaryField(_("meaning"), max_length=384, null=True, editable=False)
    published_at = models.DateTimeField(_("published"), default=clock.now)
    removed_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    policy = models.PositiveIntegerField(_("judged by version of the policy"), default=0, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="post_latest"),
            models.Index(fields=["author", "-published_at"], name="post_by_author"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="post_visibility_known"
            ),
            models.CheckConstraint(
                condition=Q(comments_from__in=Commenters.values), name="post_commenters_known"
            ),
        ]

    def __str__(self) -> str:
        return self.caption or str(self.video)

    def get_absolute_url(self) -> str:
        """The page to share."""
        return self.video.get_absolute_url()


class Prepared(models.Model):
    """What the publish form of a video that is not published begins with: its post, where it comes from."""

    video = models.OneToOneField(Video, models.CASCADE, related_name="prepared", verbose_name=_("video"))
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    allow_remix = models.BooleanField(_("others may remix it"), default=True)

    class Meta:
        verbose_name = _("prepared post")
        verbose_name_plural = _("prepared posts")

    def __str__(self) -> str:
        return self.caption or str(self.video)
