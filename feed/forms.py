"""The forms for publishing, commenting and collecting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.policy import policy_for

from .models import Post, Visibility
from .models.taking_part import LONGEST_COMMENT


class PublishForm(forms.ModelForm):  # type: ignore[type-arg]
    """Caption, who sees it, whether others may remix it."""

    class Meta:
        model = Post
        fields = ("caption", "visibility", "allow_remix", "comments_from")
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 2, "placeholder": _("Say something about it")}),
            "visibility": forms.RadioSelect,
        }

    def clean_comments_from(self) -> str:
        """Not said means what holds now: everybody for a new post."""
        return str(self.cleaned_data["comments_from"] or self.instance.comments_from)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(Visibility.choices)
        if not policy_for(person).public_posts:
            choices = choices[1:]
            self.initial.setdefault("visibility", Visibility.UNLISTED)
        self.fields["visibility"].choices = choices  # type: ignore[attr-defined]
        self.fields["comments_from"].required = False


class CommentForm(forms.Form):
    """Words under a post, and which comment they answer."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("Say something kind or useful")}),
    )
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CollectionForm(forms.Form):
    """The name of a collection."""

    name = forms.CharField(label=_("Name of the collection"), max_length=60)
