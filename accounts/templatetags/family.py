"""Says the rules of a row in words."""

from __future__ import annotations

from django import template
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from ..family.layers import LIMITS, SWITCHES
from ..family.models import Rules

register = template.Library()


@register.filter
def rules_said(rules: Rules) -> list[tuple[str, str]]:
    """Label and value of every rule."""
    label = {field.name: str(getattr(field, "verbose_name", "")) for field in Rules._meta.fields}  # noqa: SLF001
    said = [(label[name], _("on") if getattr(rules, name) else _("off")) for name in SWITCHES]
    for name in LIMITS:
        limit = getattr(rules, name)
        said.append((label[name], str(limit) if limit is not None else _("as for everybody of that age")))
    if rules.quiet_from is not None and rules.quiet_to is not None:
        hours = f"{time_format(rules.quiet_from, 'H:i')}–{time_format(rules.quiet_to, 'H:i')}"
        said.append((_("quiet hours"), f"{hours} ({rules.time_zone})"))
    return said
