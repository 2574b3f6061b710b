"""The forms of direct messages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 2000


class MessageForm(forms.Form):
    """Words to somebody; `post` is the video that goes with them."""

    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("Write a message")}),
    )
    post = forms.CharField(required=False, max_length=48, widget=forms.HiddenInput)


class NewForm(MessageForm):
    """To whom, too."""

    to = forms.CharField(label=_("To"), max_length=31, widget=forms.TextInput(attrs={"placeholder": "@"}))
    field_order = ("to", "text", "post")
