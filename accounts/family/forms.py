"""Forms of the family pages: switches with a plain sentence each, limits, quiet hours."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..models import FamilyLink, OwnRules

EXPLAINED = {
    "personalised_feed": _("Off: “For you” is gone; the feed is the same as everybody's."),
    "continuous_scroll": _("Off: every page of the feed ends, and goes on only by a press."),
    "comments": _("Off: no comments are written."),
    "public_posts": _("Off: videos are not published to everybody."),
    "unlisted_posts": _("Off: no links to videos are given away either."),
    "cameo": _("Off: no likeness is recorded or used."),
    "cameo_by_others": _("Off: nobody else puts their likeness into videos; old ones are not shown."),
    "new_followers": _("Off: nobody new can follow."),
    "strangers_follow": _("Off: only people whom they follow themselves can follow them."),
    "discoverable": _("Off: search and suggestions show the profile only to people who know it already."),
    "direct_messages": _("Off: no messages are sent or received."),
    "messages_from_strangers": _("Off: only people whom you follow can write to you. For teens it is off."),
    "break_minutes": _("After that many minutes in one sitting the feed suggests a break. Empty: none."),
    "daily_videos": _("Empty: the limit of everybody of that age."),
    "daily_minutes": _("After that the feed rests until midnight on these clocks. Empty: no limit."),
    "quiet_from": _("In quiet hours the feed rests and nothing is made. Both empty: none."),
    "time_zone": _("On whose clocks days and quiet hours are, such as Europe/Rome. Empty: this place's."),
}
SWITCHES = [
    "personalised_feed",
    "continuous_scroll",
    "comments",
    "public_posts",
    "unlisted_posts",
    "cameo",
    "cameo_by_others",
    "new_followers",
    "strangers_follow",
    "discoverable",
    "direct_messages",
]
LIMITS = ["daily_videos", "daily_minutes", "break_minutes", "quiet_from", "quiet_to", "time_zone"]
OWN = ["personalised_feed", "continuous_scroll", "new_followers", "strangers_follow", "discoverable"]
OWN += ["direct_messages", "messages_from_strangers"]
_CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def night_hours() -> str:
    """When the night of teens is, in words."""
    begin, end = settings.TEEN_NIGHT
    return f"{begin:%H:%M}–{end:%H:%M}" if begin != end else _("none")  # type: ignore[return-value]


def night_said() -> str:
    """The same, and nothing where teens have no night."""
    begin, end = settings.TEEN_NIGHT
    return night_hours() if begin != end else ""


class _RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What both forms share."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.help_text = EXPLAINED.get(name, field.help_text)
        self.fields["time_zone"].widget.attrs |= {"list": "zones", "autocomplete": "off"}

    def clean_time_zone(self) -> str:
        """A zone of the time zone database."""
        name: str = self.cleaned_data["time_zone"]
        if name and name not in zoneinfo.available_timezones():
            raise forms.ValidationError(_("There is no such time zone. Try one such as Europe/Rome."))
        return name

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and an end, or neither."""
        said: dict[str, Any] = super().clean() or {}
        if (said.get("quiet_from") is None) != (said.get("quiet_to") is None):
            self.add_error("quiet_to", _("Give both times, or neither."))
        return said


class RulesForm(_RulesForm):
    """What a guardian sets for a teen."""

    class Meta:
        model = FamilyLink
        fields = [*SWITCHES, *LIMITS, "why"]
        widgets = {"quiet_from": _CLOCK, "quiet_to": _CLOCK}
        labels = {"why": _("Why (they read it)")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quiet_from"].help_text = _(
            "In quiet hours the feed rests and nothing is made. Both empty: the night, %(hours)s."
        ) % {"hours": night_hours()}


class OwnRulesForm(_RulesForm):
    """What people set for themselves."""

    class Meta:
        model = OwnRules
        fields = [*OWN, *LIMITS]
        widgets = {"quiet_from": _CLOCK, "quiet_to": _CLOCK}
        labels = {"personalised_feed": _("A feed of your own")}


class WishForm(forms.Form):
    """What a teen asks for."""

    words = forms.CharField(label=_("What would you like to be different, and why?"), max_length=300)
