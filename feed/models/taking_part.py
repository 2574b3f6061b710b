"""What people do with a post: like it, keep it, talk about it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import clock
from accounts.models import Person
from generation.models import person_or_none

from .post import Post, Viewer

LONGEST_COMMENT = 1000


class Like(models.Model):
    """`person` likes `post`."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="likes", verbose_name=_("post"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="likes", verbose_name=_("who"))
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="like_once")]
        indexes = [models.Index(fields=["person", "-at"], name="like_by_person")]

    def __str__(self) -> str:
        return f"{self.person} ♥ {self.post_id}"


class Collection(models.Model):
    """A named folder of saved posts; only its owner sees it."""

    owner = models.ForeignKey(Person, models.CASCADE, related_name="collections", verbose_name=_("owner"))
    name = models.CharField(_("name"), max_length=60)
    created_at = models.DateTimeField(_("created"), default=clock.now)

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="collection_name_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The saved posts of this collection."""
        return f"{reverse('saved')}?in={self.pk}"


class Saved(models.Model):
    """`person` keeps `post` to come back to, in a collection or in none."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="saves", verbose_name=_("post"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="saves", verbose_name=_("who"))
    collection = models.ForeignKey(
        Collection,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="saves",
        verbose_name=_("collection"),
    )
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("saved post")
        verbose_name_plural = _("saved posts")
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="saved_once")]
        indexes = [models.Index(fields=["person", "-at"], name="saved_by_person")]

    def __str__(self) -> str:
        return f"{self.person} ⚑ {self.post_id}"


class Waits(models.TextChoices):
    """What a comment waits for: nothing, or a person who reads it while others do already, or before."""

    NOT = "", _("for nothing")
    LOOK = "look", _("for a person, shown to adults")
    REVIEW = "review", _("for a person, shown to its author")


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments."""

    def visible_to(self, person: Viewer) -> CommentQuerySet:
        """What `person` may read: not taken back, of active people without a block between.

        What waits for a person's look is seen by its author, and what is only not read yet by adults too.
        """
        shown = self.filter(removed_at=None, author__is_active=True, author__leaving_at=None)
        someone = person_or_none(person)
        if someone is None:
            return shown.filter(waits=Waits.NOT)
        grown = isinstance(someone, Person) and not someone.is_teen
        read = [Waits.NOT, Waits.LOOK] if grown else [Waits.NOT]
        shown = shown.filter(Q(waits__in=read) | Q(author=someone.pk))
        blocked = Q(author__blocks_made__blocked=someone.pk) | Q(author__blocks_received__blocker=someone.pk)
        return shown.exclude(blocked)


class Comment(models.Model):
    """Words under a post; an answer has a `parent`, which has none itself."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="comments", verbose_name=_("post"))
    author = models.ForeignKey(Person, models.CASCADE, related_name="comments", verbose_name=_("author"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers", verbose_name=_("answer to")
    )
    text = models.CharField(_("comment"), max_length=LONGEST_COMMENT)
    at = models.DateTimeField(_("when"), default=clock.now)
    removed_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    removed_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("taken back by")
    )
    waits = models.CharField(_("waits"), max_length=6, choices=Waits, default=Waits.NOT, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["post", "at"], name="comment_by_post")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_has_words")]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Its place on the page of comments."""
        return f"{reverse('comments', args=[self.post.video.public_id])}#comment-{self.pk}"

    @property
    def target(self) -> str:
        """Its name in reports and cases."""
        return f"{self.post.video.public_id}#comment-{self.pk}"
