"""Says the rules of a row in words."""

from __future__ import annotations

import qrcode
import qrcode.constants
from django import template
from django.conf import settings
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
        said.append((_("quiet hours"), f"{hours} ({rules.time_zone or settings.HOME_TIME_ZONE})"))
    return said


@register.inclusion_tag("family/_qr.html")
def qr(text: str) -> dict[str, object]:
    """A QR code of `text` as an inline picture: no file, no address of anybody else."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(f"M{x},{y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"path": path, "size": len(rows)}
