"""What one wants to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .kinds import Group
from .models import Digest, NoticeSettings


class NoticeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A switch for each group, and how often a mail comes."""

    on = forms.MultipleChoiceField(
        label=_("Tell me of"), choices=Group.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    digest = forms.ChoiceField(
        label=_("A summary by e-mail"), choices=Digest.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = NoticeSettings
        fields = ("digest",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        off = set(self.instance.off or ())
        self.fields["on"].initial = [value for value in Group.values if value not in off]

    def save(self, commit: bool = True) -> NoticeSettings:  # noqa: FBT001, FBT002 (Django's signature)
        """What is not ticked is off."""
        self.instance.off = [value for value in Group.values if value not in self.cleaned_data["on"]]
        row: NoticeSettings = super().save(commit)
        return row
