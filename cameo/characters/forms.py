"""The form of a new character."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Access
from .actions import LONGEST_NAME, OFFERED


class CharacterForm(forms.Form):
    """A film, a name, how it is called in prompts, how tall it is, and who may use it."""

    film = forms.FileField(
        label=_("Film of it"),
        help_text=_(
            "At least three seconds: the whole of it, in the middle, before a plain background, "
            "and nobody else."
        ),
        widget=forms.FileInput(attrs={"accept": "video/*"}),
    )
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    handle = forms.CharField(
        label=_("Name in prompts"),
        required=False,
        max_length=25,
        help_text=_(
            "Small letters, digits and underscores, such as @rex. Left empty, it is made of the name."
        ),
        widget=forms.TextInput(
            attrs={"placeholder": "@rex", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    centimetres = forms.IntegerField(
        label=_("How tall it is in scenes, in centimetres"), min_value=10, max_value=500, initial=60
    )
    access = forms.ChoiceField(
        label=_("Who may use it"),
        choices=[(one.value, one.label) for one in OFFERED],
        initial=Access.ONLY_ME,
        widget=forms.RadioSelect,
    )
