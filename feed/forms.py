"""The publish form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.policy import policy_for

from .models import Post, Visibility


class PublishForm(forms.ModelForm):  # type: ignore[type-arg]
    """Caption, who sees it, whether others may remix it."""

    class Meta:
        model = Post
        fields = ("caption", "visibility", "allow_remix")
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 2, "placeholder": _("Say something about it")}),
            "visibility": forms.RadioSelect,
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(Visibility.choices)
        if not policy_for(person).public_posts:
            choices = choices[1:]
            self.initial.setdefault("visibility", Visibility.UNLISTED)
        self.fields["visibility"].choices = choices  # type: ignore[attr-defined]
