"""Consents in pages: the text that somebody is about to agree to, and whether one changed since."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.utils.functional import Promise

from .. import consents
from ..models import Person

register = template.Library()


@register.simple_tag
def consent_text(subject: str) -> Promise:
    """The text in force."""
    return consents.text(subject)


@register.simple_tag
def consents_due(request: HttpRequest | None) -> list[str]:
    """Subjects that wait for another yes; pages of nobody have none."""
    user = getattr(request, "user", None)
    return consents.due(user) if isinstance(user, Person) else []
