"""Forms of the pages for programs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .keys import Limits
from .models import Event, Scope, every_event, every_scope

LONGEST_LIFE_DAYS = 3650
MOST = 10_000
USUAL = Limits()
# how much a key may use; the usual where nothing is said
_LIMIT: dict[str, Any] = {"min_value": 1, "max_value": MOST, "required": False}


class KeyForm(forms.Form):
    """A new key: what it may do, and how much."""

    name = forms.CharField(label=_("Name"), max_length=60)
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=Scope.choices, initial=every_scope, widget=forms.CheckboxSelectMultiple
    )
    per_minute = forms.IntegerField(label=_("Requests a minute"), initial=USUAL.per_minute, **_LIMIT)
    per_day = forms.IntegerField(label=_("Videos a day"), initial=USUAL.per_day, **_LIMIT)
    concurrent = forms.IntegerField(label=_("Videos at the same time"), initial=USUAL.concurrent, **_LIMIT)
    days = forms.IntegerField(
        label=_("Works for so many days"),
        help_text=_("Empty: until it is revoked."),
        required=False,
        min_value=1,
        max_value=LONGEST_LIFE_DAYS,
    )

    def asked(self) -> tuple[str, list[str], Limits]:
        """What `keys.create` takes after the person."""
        said = self.cleaned_data
        limits = Limits(
            said["per_minute"] or USUAL.per_minute,
            said["per_day"] or USUAL.per_day,
            said["concurrent"] or USUAL.concurrent,
            said["days"],
        )
        return said["name"], said["scopes"], limits


class HookForm(forms.Form):
    """A new webhook."""

    url = forms.URLField(
        label=_("Address"), max_length=500, assume_scheme="https", help_text=_("It begins with https://")
    )
    events = forms.MultipleChoiceField(
        label=_("Tell it when"),
        choices=Event.choices,
        initial=every_event,
        widget=forms.CheckboxSelectMultiple,
    )
