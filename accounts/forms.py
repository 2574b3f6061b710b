"""Forms about people."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.core import context
from django import forms
from django.utils.translation import gettext_lazy as _

from . import clock, codes, refusals
from .models import HANDLE, Person, WaitlistEntry
from .policy import MINIMUM_AGE

SESSION_TOO_YOUNG = "too_young_until"
OLDEST = 120


HANDLE_VALIDATORS = [HANDLE]


def thirteenth_birthday(born: date) -> date:
    """The day somebody may come back."""
    try:
        return born.replace(year=born.year + MINIMUM_AGE)
    except ValueError:
        return date(born.year + MINIMUM_AGE, 3, 1)


def birth_date_field() -> forms.DateField:
    """How a form asks for the date of birth."""
    return forms.DateField(
        label=_("Date of birth"),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}),
        help_text=_("Sora is for people of 13 and over. Nobody else sees your birthday."),
    )


def check_possible(born: date) -> None:
    """Raise a ValidationError for a date on which nobody who is alive was born."""
    today = clock.today()
    if born > today or today.year - born.year > OLDEST:
        raise forms.ValidationError(_("That is not a date somebody was born on."), code="birth_date_wrong")


class SignupForm(forms.Form):
    """What sign-up asks beyond handle, e-mail and password: the date of birth."""

    birth_date = birth_date_field()
    field_order = ("username", "email", "birth_date", "password1")

    def clean_birth_date(self) -> date:
        """Refuse the future, the impossible and the too young; remember the latter for this browser alone."""
        born: date = self.cleaned_data["birth_date"]
        today, session = clock.today(), context.request.session
        if session.get(SESSION_TOO_YOUNG, "") > today.isoformat():
            raise forms.ValidationError(refusals.TooYoung.message, code=refusals.TooYoung.code)
        check_possible(born)
        allowed_from = thirteenth_birthday(born)
        if allowed_from > today:
            session[SESSION_TOO_YOUNG] = allowed_from.isoformat()
            raise forms.ValidationError(refusals.TooYoung.message, code=refusals.TooYoung.code)
        return born

    def signup(self, request: object, user: Person) -> None:
        """Nothing more: the adapter stores everything with the account."""


class CodeForm(forms.Form):
    """An invite code, typed or pasted, alone or as a whole link."""

    code = forms.CharField(
        label=_("Invite code"),
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "XXXX-XXXX-XXXX-XXXX",
            }
        ),
    )

    def clean_code(self) -> str:
        """The code in its usual spelling."""
        code = codes.tidy(self.cleaned_data["code"].rstrip("/").rsplit("/", 1)[-1])
        if not code:
            raise forms.ValidationError(refusals.InviteUnknown.message, code=refusals.InviteUnknown.code)
        return code


class WaitlistForm(forms.ModelForm):  # type: ignore[type-arg]
    """Somebody asks to be let in."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    class Meta:
        model = WaitlistEntry
        fields = ("email", "note")


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person says of themselves; the date of birth only while it is not known, and then for good."""

    class Meta:
        model = Person
        fields = ("display_name", "bio", "language", "named_in_films")
        widgets = {"bio": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.birth_date is None and not self.instance.is_staff:
            self.fields["birth_date"] = birth_date_field()

    def clean_birth_date(self) -> date:
        """A date on which somebody was born who is old enough."""
        born: date = self.cleaned_data["birth_date"]
        check_possible(born)
        if thirteenth_birthday(born) > clock.today():
            raise forms.ValidationError(refusals.TooYoung.message, code=refusals.TooYoung.code)
        return born
