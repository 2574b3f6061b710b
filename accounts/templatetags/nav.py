"""The navigation of every page, drawn once for a person and a place."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from accounts.kept import Kept

register = template.Library()
_navs = Kept(1024)  # of a few kilobytes each


@register.simple_tag(takes_context=True)
def nav(context: template.RequestContext) -> Any:  # noqa: ANN401 (safe HTML)
    """The navigation: it shows the language, who is signed in, and which of its places this is.

    An address with a name in it is none of them, but for one's own profile (`person`).
    """
    request, me = context["request"], context["request"].user
    match = request.resolver_match
    here = "" if match is not None and match.kwargs else request.path
    values = {"request": request, "person": context.get("person")}
    key = (get_language(), me.username, here, values["person"] == me)
    template_of_it = context.template.engine.get_template("_nav.html") if context.template else None
    if template_of_it is None:
        return ""
    return _navs.get(key, lambda: template_of_it.render(template.Context(values)))
