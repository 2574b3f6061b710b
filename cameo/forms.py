"""The forms of one's cameo."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .actions import TEEN_ACCESS
from .models import Access, Cameo
from .restrictions import LONGEST


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who may use face and voice, until when, by which rules."""

    class Meta:
        model = Cameo
        fields = (
            "access", "voice_access", "voice_copy", "approve_each", "expires_at", "ends_shown",
            "restrictions_text",
        )  # fmt: skip
        widgets = {
            "access": forms.RadioSelect,
            "voice_access": forms.RadioSelect,
            "expires_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "restrictions_text": forms.Textarea(
                attrs={
                    "rows": 2,
                    "maxlength": LONGEST,
                    "placeholder": _("no swimwear, no politics, always in a green shirt"),
                }
            ),
        }

    def __init__(self, *args: Any, teen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if teen:
            choices = [(value, label) for value, label in Access.choices if value in TEEN_ACCESS]
            for name in ("access", "voice_access"):
                self.fields[name].choices = choices  # type: ignore[attr-defined]


class LooksForm(forms.Form):
    """What the recording was read as; its owner corrects it."""

    skin = forms.CharField(label=_("Skin"), widget=forms.TextInput(attrs={"type": "color"}))
    hair = forms.CharField(label=_("Hair"), widget=forms.TextInput(attrs={"type": "color"}))
    top = forms.CharField(label=_("Clothes"), widget=forms.TextInput(attrs={"type": "color"}))
    hair_style = forms.ChoiceField(
        label=_("Hair style"),
        choices=[
            ("short", _("short")),
            ("long", _("long")),
            ("bun", _("in a bun")),
            ("curly", _("curly")),
            ("bald", _("bald")),
        ],
    )
    build = forms.ChoiceField(
        label=_("Build"),
        choices=[
            ("slim", _("slim")),
            ("average", _("average")),
            ("strong", _("strong")),
            ("round", _("round")),
        ],
    )
    beard = forms.BooleanField(label=_("beard"), required=False)
    glasses = forms.BooleanField(label=_("glasses"), required=False)

    def clean(self) -> dict[str, Any]:
        """Colours are six hexadecimal digits."""
        found: dict[str, Any] = super().clean() or {}
        for name in ("skin", "hair", "top"):
            value = str(found.get(name, ""))
            digits = value.removeprefix("#")
            if len(digits) != 6 or any(one not in "0123456789abcdefABCDEF" for one in digits):
                self.add_error(name, _("Choose a colour."))
        return found
